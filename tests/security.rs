//! `SECURITY.md` says what the code does: each of its tables is asked of the code, row by row, and no row of the code is missing.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the repository must fail")]

use fyr_shared::config;
use fyr_shared::operator::TOKEN_LIFE;
use fyr_shared::time::DAY;
use fyr_tests::text;
use fyr_worker::history::{PARTS_AT_ONCE, PARTS_PER_SECOND};
use fyr_worker::operator::{BURST, PER_SECOND};
use fyr_worker::policy::{Lifetime, Policy, TABLE};
use fyr_worker::probe::address::{MAX_REDIRECTS, follow};
use fyr_worker::routes::{LARGEST_CONTENT, REFUSALS, REFUSALS_PER_SECOND};
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

const PAPER: &str = "SECURITY.md";

/// The rows of the table whose first column is headed so: their cells, as they are written.
fn rows(heading: &str) -> Vec<Vec<String>> {
    let paper = text(PAPER);
    let start = format!("| {heading} |");
    let table = paper.lines().skip_while(|line| !line.starts_with(&start)).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect();
    let rows: Vec<Vec<String>> = table.skip(2).map(cells).collect();
    assert!(!rows.is_empty(), "{PAPER}: there is no table headed `{heading}`");
    rows
}

/// What stands between backticks in a cell.
fn codes(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[track_caller]
fn cell(row: &[String], at: usize) -> &str {
    row.get(at).unwrap_or_else(|| panic!("{PAPER}: {row:?} has no column {at}"))
}

/// What a build says of the address of a source.
fn refusals(address: &str) -> Vec<String> {
    const OWN: &str = "address = \"https://hidden.vault.example/{secret:VAULT_PATH}/health\"";
    let vault = text("tests/pages/vault.toml");
    assert!(vault.contains(OWN), "the page of this test has another address");
    let page = vault.replace(OWN, &format!("address = '{address}'"));
    let problems = config::read("vault.toml", &page).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn an_address_is_asked_or_refused_as_it_says() {
    for row in rows("address in a page file") {
        let asked = cell(&row, 1) == "asked";
        assert!(asked || cell(&row, 1) == "refused", "{row:?}");
        for address in codes(cell(&row, 0)) {
            let said = refusals(&address);
            assert_eq!(said.is_empty(), asked, "{address}: {said:?}");
            assert!(said.iter().all(|problem| problem.contains("address")), "{address}: {said:?}");
        }
    }
}

#[test]
fn a_redirect_is_followed_or_not_as_it_says() {
    let home = Url::parse("https://api.example.no/v2/health").expect("an address");
    // What no build would let stand in a page file is no way out either.
    let named = ["status.example.com", "127.0.0.1", "printer.local"].map(str::to_owned);
    for row in rows("`Location`") {
        let followed = cell(&row, 1) == "followed";
        assert!(followed || cell(&row, 1) == "not followed", "{row:?}");
        for location in codes(cell(&row, 0)) {
            assert_eq!(follow(&home, &location, &home, &named).is_some(), followed, "{location}");
        }
    }
}

/// The words for how long an answer may be kept.
fn kept(lifetime: Lifetime) -> &'static str {
    match lifetime {
        Lifetime::Status => "seconds",
        Lifetime::Unaged => "seconds, never for an error",
        Lifetime::Immutable => "for ever",
        Lifetime::Static | Lifetime::Report => "5 minutes",
        Lifetime::Private => "by nobody",
        Lifetime::None => "never",
    }
}

#[test]
fn every_path_has_the_headers_that_it_says_and_no_path_is_missing() {
    let policies: BTreeMap<String, String> = rows("policy").iter().map(|row| named(row)).collect();
    let row = |policy: &Policy| {
        let csp = policies.iter().find(|(_, csp)| csp.as_str() == policy.csp).map(|(name, _)| name.as_str());
        let csp = csp.unwrap_or_else(|| panic!("{PAPER}: no policy is `{}`, as {} has it", policy.csp, policy.path));
        let media_type = policy.media_type.split(';').next().unwrap_or_default();
        let media_type = if media_type.is_empty() { "the file's" } else { media_type };
        let readers = if policy.cors { "any site" } else { "no other site" };
        let cells = [&format!("`{}`", policy.path), media_type, kept(policy.lifetime), readers, csp];
        cells.map(str::to_owned).to_vec()
    };
    let of_code: BTreeSet<Vec<String>> = TABLE.iter().map(row).collect();
    let of_paper: BTreeSet<Vec<String>> = rows("path").into_iter().collect();
    let missing: Vec<_> = of_code.difference(&of_paper).map(|row| format!("| {} |", row.join(" | "))).collect();
    assert!(missing.is_empty(), "{PAPER} does not say:\n{}", missing.join("\n"));
    let untrue: Vec<_> = of_paper.difference(&of_code).collect();
    assert!(untrue.is_empty(), "{PAPER} says what is not so: {untrue:?}");
    let unused: Vec<_> =
        policies.values().filter(|csp| TABLE.iter().all(|policy| policy.csp != csp.as_str())).collect();
    assert!(unused.is_empty(), "{PAPER}: no path has the policy {unused:?}");
}

/// A policy's name and text.
fn named(row: &[String]) -> (String, String) {
    (cell(row, 0).to_owned(), codes(cell(row, 1)).concat())
}

#[test]
fn the_headers_that_every_answer_has_are_those_it_names() {
    let named: BTreeSet<String> = rows("header").iter().flat_map(|row| codes(cell(row, 0))).collect();
    let headers = |policy: &Policy| policy.headers(fyr_shared::time::Instant(0), None, &[]);
    let sent: BTreeSet<String> =
        TABLE.iter().flat_map(headers).map(|(name, _)| name.to_owned()).filter(|name| name != "content-type").collect();
    assert_eq!(named, sent, "{PAPER}");
}

#[test]
fn the_limits_are_those_it_names() {
    let paper = text(PAPER);
    for limit in [
        format!("{BURST} calls at once, and {PER_SECOND} a second"),
        format!("{REFUSALS} refusals, and {REFUSALS_PER_SECOND} a second"),
        format!("{BURST} calls under way"),
        format!("past {PARTS_AT_ONCE} at once and {PARTS_PER_SECOND} a second"),
        format!("{} KiB", LARGEST_CONTENT / 1024),
        format!("{} days", TOKEN_LIFE / DAY),
        format!("{MAX_REDIRECTS} redirects"),
    ] {
        assert!(
            paper.split_whitespace().collect::<Vec<_>>().join(" ").contains(&limit),
            "{PAPER} does not say: {limit}"
        );
    }
}

#[test]
fn every_file_that_it_names_is_there() {
    let paper = text(PAPER);
    let paths = codes(&paper);
    let paths = paths.iter().filter(|path| path.contains('/') && !path.starts_with(['/', '{']));
    let paths = paths
        .filter(|path| ["worker/", "shared/", "tests/", "xtask/", ".cargo/"].iter().any(|room| path.starts_with(room)));
    let absent: Vec<_> = paths.filter(|path| !fyr_tests::root().join(path).exists()).collect();
    assert!(absent.is_empty(), "{PAPER}: {absent:?}");
}
