//! Each stretch of a month is read by the configuration of its time.

use super::{MAY, UP, at, facts, of, page, reports, said, said_from};
use fyr_shared::page::Page;
use fyr_shared::report::{ContractReport, Facts, Terms, work_out};
use fyr_shared::status::{Level, Quorum, SeriesState};
use fyr_shared::time::Instant;

/// The reports of a month whose page was `a` until the 16th, 00:00 UTC, and `b` from then on.
pub(super) fn changed(facts: &Facts, a: &Page, b: &Page) -> Vec<ContractReport> {
    let terms = Terms::from([("a".to_owned(), a.terms()), ("b".to_owned(), b.terms())]);
    work_out(facts, &terms).unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn half_and_half() -> Facts {
    facts(&[("a", Instant(0)), ("b", at("16T00:00"))])
}

#[test]
fn a_quorum_holds_while_it_was_agreed() {
    let mut facts = half_and_half();
    let (from, until) = (facts.from, facts.until);
    said_from(&mut facts, "login", "north", &[(UP, until)]);
    // The other region fails for an hour in each half.
    let fails = SeriesState::Fails;
    let states =
        [(UP, at("10T10:00")), (fails, at("10T11:00")), (UP, at("20T10:00")), (fails, at("20T11:00")), (UP, until)];
    said_from(&mut facts, "login", "south", &states);
    let (strict, mut lenient) = (page(), page());
    for source in &mut lenient.sources {
        source.about[0].policy.contract = Quorum::Any;
    }
    assert_eq!(of(&changed(&facts, &strict, &lenient), "login").tally.down, 3_600);
    assert_eq!(of(&changed(&facts, &lenient, &strict), "login").tally.down, 3_600);
    assert_eq!(of(&changed(&facts, &strict, &strict), "login").tally.down, 7_200);
    assert_eq!(of(&changed(&facts, &lenient, &lenient), "login").tally.down, 0);
    assert_eq!(until.since(from), MAY);
}

#[test]
fn a_source_that_the_page_no_longer_has_says_nothing_from_then_on() {
    let mut facts = half_and_half();
    let until = facts.until;
    said(&mut facts, "login", &[(UP, until)]);
    let mut without = page();
    without.sources.retain(|source| source.id.as_str() != "login");
    let reports = changed(&facts, &page(), &without);
    let login = of(&reports, "login");
    assert_eq!(login.unknown, [(at("16T00:00"), until)]);
    assert_eq!(login.contractual.availability.as_deref(), Some("100.0000"), "of what is known");
    assert!(login.contractual.coverage.as_deref() < Some("50"), "and of how much that is");
    assert!(login.monitored);
}

#[test]
fn a_contract_is_about_the_days_on_which_it_is_in_force() {
    let mut facts = facts(&[("a", Instant(0))]);
    let until = facts.until;
    said(&mut facts, "login", &[(UP, at("10T10:00")), (SeriesState::Fails, at("10T11:00")), (UP, until)]);
    let mut page = page();
    let day = |text| fyr_shared::day::Day::parse(text).expect("a day");
    let mut later = page.contracts[0].clone();
    later.id = "later".into();
    later.valid_from = day("2026-05-12");
    page.contracts[0].valid_until = Some(day("2026-05-12"));
    page.contracts.push(later);
    let reports = reports(&facts, &page);
    let parts: Vec<_> = reports.iter().filter(|it| it.components[0].component.as_str() == "login").collect();
    let told = |it: &&ContractReport| (it.from, it.until, it.components[0].tally.down, it.components[0].days.len());
    let midnight = Instant::parse("2026-05-11T22:00:00Z").expect("a time");
    assert_eq!(told(&parts[0]), (facts.from, midnight, 3_600, 11));
    assert_eq!(told(&parts[1]), (midnight, until, 0, 20));
    assert_eq!(parts.iter().map(|it| it.components[0].tally.period).sum::<i64>(), MAY);
}

#[test]
fn days_add_up_to_the_month_whatever_clocks_the_page_has_by_then() {
    let mut facts = half_and_half();
    let until = facts.until;
    said(&mut facts, "login", &[(UP, at("10T10:00")), (SeriesState::Fails, at("10T11:00")), (UP, until)]);
    let written = fyr_tests::text("tests/pages/agreed.toml");
    for zone in ["Europe/London", "Europe/Helsinki", "Europe/Oslo"] {
        let text = written.replace("Europe/Oslo", zone);
        let moved = fyr_shared::config::read("agreed.toml", &text).expect("it is right");
        let told = changed(&facts, &page(), &moved);
        let login = of(&told, "login");
        let days = login.days.iter().flat_map(|it| [it.up, it.down, it.unknown, it.outside, it.degraded, it.partial]);
        assert!(days.clone().all(|seconds| (0..=90_000).contains(&seconds)), "{zone}");
        assert_eq!((days.sum::<i64>(), login.days.len()), (MAY, 31), "{zone}");
        assert_eq!(login.days.iter().map(|it| it.down).sum::<i64>(), login.tally.down, "{zone}");
    }
}

#[test]
fn what_fails_counts_as_bad_as_the_page_said_then() {
    let mut facts = half_and_half();
    let until = facts.until;
    let fails = SeriesState::Fails;
    let states =
        [(UP, at("12T10:00")), (fails, at("12T11:00")), (UP, at("20T10:00")), (fails, at("20T11:00")), (UP, until)];
    said(&mut facts, "archive", &states);
    let mut worse = page();
    let archive = worse.sources.iter_mut().find(|source| source.id.as_str() == "archive").expect("it is there");
    archive.about[0].policy.fails_as = Level::MajorOutage;
    let reports = changed(&facts, &page(), &worse);
    let tally = of(&reports, "archive").tally;
    assert_eq!((tally.partial, tally.down), (3_600, 3_600));
}
