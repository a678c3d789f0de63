//! Wrong page files are refused, with all that is wrong with them, word by word; the pages that ship are accepted.
//!
//! Each case of `fixtures/wrong-pages/*.toml` is `base.toml` with an edit. Leaves out how a build fails for them: that
//! is the worker's build script.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read its fixtures must fail")]

use fyr_shared::config;
use fyr_shared::page::{Page, Reads, SourceKind};
use fyr_shared::status::Quorum;
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Deserialize)]
struct Cases {
    wrong: Vec<Case>,
}

/// A wrong page.
#[derive(Deserialize)]
struct Case {
    name: String,
    /// What the file is called, where that matters.
    file: Option<String>,
    /// What is replaced in the base, and by what.
    edits: Vec<(String, String)>,
    /// Everything that is said about it, in order.
    says: Vec<String>,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is a folder of the repository").to_path_buf()
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

fn fixture(name: &str) -> String {
    text(&format!("tests/fixtures/wrong-pages/{name}.toml"))
}

fn cases(name: &str) -> Vec<Case> {
    let cases: Cases = toml::from_str(&fixture(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    cases.wrong
}

#[track_caller]
fn page(path: &str) -> Page {
    config::read(path, &text(path)).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

/// Every kind of source, as messages list them.
fn kinds() -> String {
    SourceKind::ALL.map(|kind| format!("\"{}\"", kind.as_str())).join(", ")
}

fn check(name: &str) {
    let base = fixture("base");
    for case in cases(name) {
        let edited = case.edits.iter().fold(base.clone(), |text, (from, to)| {
            assert!(text.contains(from), "{}: there is no {from:?} in the base", case.name);
            text.replacen(from, to, 1)
        });
        let file = case.file.as_deref().unwrap_or("base.toml");
        let problems = config::read(file, &edited).err().unwrap_or_default();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        let says: Vec<String> = case.says.iter().map(|text| text.replace("{kinds}", &kinds())).collect();
        assert_eq!(said, says, "{name}: {}", case.name);
    }
}

#[test]
fn the_base_of_the_wrong_pages_is_right() {
    page("tests/fixtures/wrong-pages/base.toml");
}

#[test]
fn placeholders_stay_as_they_are_written_until_the_edge_fills_them_in() {
    let edited = fixture("base").replace("key={secret:API_KEY}", "in={var:AREA}&key={secret:API_KEY}");
    let edited = edited.replace(r#"accept = "application/json""#, r#"x-area = "area {var:AREA}""#);
    let page = config::read("base.toml", &edited).expect("it is right");
    let source = page.source(&"api-health".into()).expect("the base has it");
    assert_eq!(source.address, "https://api.base.example/health?in={var:AREA}&key={secret:API_KEY}");
    let area = source.headers.iter().find(|(name, _)| name == "x-area");
    assert_eq!(area.map(|(_, value)| value.as_str()), Some("area {var:AREA}"));
}

#[test]
fn wrong_pages_regions_and_components_are_refused() {
    check("page");
}

#[test]
fn wrong_sources_are_refused() {
    check("source");
}

#[test]
fn wrong_claims_about_components_are_refused() {
    check("about");
}

#[test]
fn wrong_support_is_refused() {
    check("support");
}

#[test]
fn wrong_contracts_are_refused() {
    check("contract");
}

#[test]
fn wrong_texts_for_operators_are_refused() {
    check("message");
}

#[test]
fn every_problem_of_a_page_is_said_at_once() {
    let most = cases("about").iter().map(|case| case.says.len()).max();
    assert!(most >= Some(5), "no case has five problems");
}

#[test]
fn all_pages_of_the_project_are_right() {
    for folder in ["worker/pages", "tests/pages"] {
        let entries = fs::read_dir(root().join(folder)).expect("the folder is there");
        let names = entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned());
        for name in names.filter(|name| name.ends_with(".toml")) {
            page(&format!("{folder}/{name}"));
        }
    }
}

#[test]
fn what_is_not_written_has_its_default() {
    let page = page("tests/pages/whole.toml");
    let source = page.sources.first().expect("it has one");
    assert_eq!((source.every, source.retry, source.max_bytes, source.regions.len()), (300, 30, 1_000_000, 1));
    let about = source.about.first().expect("it has one");
    assert_eq!((about.policy.display, about.policy.contract), (Quorum::Majority, Quorum::Majority));
    assert_eq!(about.reads, Reads::Names { watch: vec![], locations: vec![], mute: vec![] });
}

#[test]
fn a_page_survives_being_embedded() {
    for path in ["worker/pages/digireq.toml", "tests/pages/story.toml"] {
        let page = page(path);
        let json = serde_json::to_string(&page).expect("it can be written");
        assert_eq!(serde_json::from_str::<Page>(&json).expect("it can be read"), page);
    }
}

/// A page of a name that reads others of Fyr.
fn reading(id: &str, addresses: &[&str]) -> Page {
    let source = |(place, address): (usize, &&str)| {
        let tables =
            format!("[[source]]\nid = \"s{place}\"\nname = \"Other\"\nkind = \"fyr\"\naddress = \"{address}\"\n");
        tables + "[[source.about]]\ncomponent = \"web\"\n"
    };
    let sources: String = addresses.iter().enumerate().map(source).collect();
    let head = "name = \"One\"\nlanguages = [\"en\"]\nzone = \"Europe/Oslo\"\n[[region]]\nid = \"north\"\nhint = \"weur\"\nname = { en = \"North\" }\n";
    let component = "[[component]]\nid = \"web\"\nname = { en = \"Web\" }\n";
    let text = format!("{head}{component}{sources}");
    config::read(&format!("{id}.toml"), &text).unwrap_or_else(|problems| panic!("{problems:?}"))
}

#[test]
fn pages_that_read_each_other_in_a_ring_are_refused() {
    let said = |pages: &[Page]| {
        let files: Vec<String> = pages.iter().map(|page| format!("{}.toml", page.id)).collect();
        let pages: Vec<(&str, &Page)> = files.iter().map(String::as_str).zip(pages).collect();
        config::rings(&pages).iter().map(ToString::to_string).collect::<Vec<String>>()
    };
    let (here, there) = ("https://status.example/api/v1", "https://elsewhere.example/api/v1");
    let [one, two, three] = ["one", "two", "three"].map(|id| format!("{here}/{id}"));

    let itself = said(&[reading("one", &[&format!("{one}?env=test")])]);
    let cure = "trouble would come back as news and never end: remove one of the sources in this ring";
    assert_eq!(itself, [format!("one.toml: source \"s0\": page `one` is this page itself; {cure}")]);

    let ring = said(&[reading("one", &[&two]), reading("two", &[&three]), reading("three", &[&one])]);
    let of = |file, page| {
        format!("{file}.toml: source \"s0\": page `{page}` reads this page, by itself or over others; {cure}")
    };
    assert_eq!(ring, [of("one", "two"), of("two", "three"), of("three", "one")]);

    // Into a ring, but no part of it; and what is composed of others, twice.
    let beside = said(&[reading("one", &[&two]), reading("two", &[&three]), reading("three", &[&two])]);
    assert_eq!(beside, [of("two", "three"), of("three", "two")]);
    assert_eq!(said(&[reading("one", &[&two, &three]), reading("two", &[&three]), reading("three", &[])]), [""; 0]);
    // Another deployment may have a page of that name, which is not this one.
    assert_eq!(said(&[reading("one", &[&two]), reading("two", &[&format!("{there}/one")])]), [""; 0]);
}
