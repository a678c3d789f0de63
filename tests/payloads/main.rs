//! Payloads and what they mean: situations of our own, recorded answers of real suppliers, 200,000 spoilt ones, and
//! some that are made to cost.
//!
//! | variable | meaning |
//! |---|---|
//! | `FYR_RECORDED` | the folder with recorded answers, one folder per engine; unset, that suite is not run and says so |
//! | `FYR_MUTATIONS` | how many mutated payloads are read, instead of 200,000 |
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot read its payloads must fail"
)]

mod apple;
mod companions;
mod corpus;
mod detect;
mod feeds;
mod fyr;
mod hostile;
mod huge;
mod misled;
mod mutation;
mod mutations;
mod notices;
mod paging;
mod recorded;
mod shown;
mod situations;

use fyr_shared::condition::Condition;
use fyr_shared::lang::Lang;
use fyr_shared::page::{About, Reads, Source, SourceKind};
use fyr_shared::status::{Level, Observation, Policy, Quorum};
use fyr_shared::time::Instant;
use fyr_tests::meter::Counted;
use fyr_worker::adapters::{Answer, Payload, read};
use std::path::PathBuf;

/// What reading costs is counted.
#[global_allocator]
static MEMORY: Counted = Counted;

/// When everything here was answered.
fn now() -> Instant {
    Instant::parse("2026-05-04T07:00:00Z").unwrap()
}

/// A file of ours.
fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// An answer with status 200, with the media type that the name of its file suggests.
fn answered(name: &str, body: Vec<u8>) -> Payload {
    let media_type = match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("txt") => "text/plain",
        _ => "application/json; charset=utf-8",
    };
    Payload { status: 200, media_type: Some(media_type.to_owned()), body, elapsed_ms: 120, place: None, date: None }
}

fn source(kind: SourceKind, about: Vec<Reads>) -> Source {
    let policy = Policy { display: Quorum::All, contract: Quorum::All, confirm: 2, fails_as: Level::MajorOutage };
    let about = about.into_iter().map(|reads| About { component: "api".into(), policy, reads });
    Source {
        id: "supplier".into(),
        name: "Supplier".to_owned(),
        env: "production".into(),
        kind,
        address: "https://status.supplier.example/api/v2/summary.json".to_owned(),
        body: None,
        embedded: None,
        lang: Lang::En,
        headers: vec![],
        redirect_hosts: vec![],
        regions: vec!["north".into()],
        every: 60,
        retry: 10,
        timeout_ms: 5_000,
        max_bytes: 1_000_000,
        about: about.collect(),
    }
}

/// Somebody's status page, of which one component watches these names.
fn watching(names: &[&str]) -> Source {
    let watch = names.iter().map(|name| (*name).to_owned()).collect();
    source(SourceKind::Statuspage, vec![Reads::Names { watch, locations: vec![], mute: vec![] }])
}

/// An own probe with these conditions: given, up, well.
fn probing(given: &[&str], up: &[&str], well: &[&str]) -> Source {
    let conditions = |texts: &[&str]| texts.iter().map(|text| Condition::parse(text).unwrap()).collect();
    let reads = Reads::Http { given: conditions(given), up: conditions(up), well: conditions(well) };
    source(SourceKind::Http, vec![reads])
}

/// The only observation of a source with one component.
fn observe(source: &Source, answer: &Answer) -> Observation {
    let mut observations = read(source, &"north".into(), now(), answer);
    assert_eq!(observations.len(), 1);
    observations.remove(0)
}
