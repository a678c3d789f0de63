//! Which maintenance is held outside availability: tables in words that an operator can check, against the contracts of the
//! pages that ship; and what repeats, against a calendar.
//!
//! `fixtures/maintenance/<page>.txt` has a row per work. What it expects is worked out by hand, from the terms and a calendar,
//! never taken from what the code answers.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "what means nothing must fail"
)]

mod property;
mod recurring;
mod row;
mod table;
mod words;

use fyr_shared::config;
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use fyr_tests::text;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A period that no terms name: only here.
const CRITICAL: &str = r#"
[[critical_period]]
name = { nb = "Salgsuka", nn = "Salsveka", en = "Sales week" }
from = "2025-11-24"
until = "2025-12-01"
"#;

/// The pages that ship.
const PAGES: [&str; 4] = ["digdir", "digg-sdk", "digireq", "nhn-dokumentlager"];

/// Each of them, read once.
static READ: LazyLock<BTreeMap<&str, Page>> = LazyLock::new(|| PAGES.map(|id| (id, read(id))).into());

/// A page that ships, with a critical period where it is Digdir's.
#[track_caller]
fn page(id: &str) -> &'static Page {
    READ.get(id).unwrap_or_else(|| panic!("there is no page {id}"))
}

fn read(id: &str) -> Page {
    let path = format!("worker/pages/{id}.toml");
    let mut written = text(&path);
    if id == "digdir" {
        written.push_str(CRITICAL);
    }
    config::read(&path, &written).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

/// An instant by the page's clock: `2025-06-24 00:30`.
#[track_caller]
fn at(page: &Page, local: &str) -> Instant {
    page.zone.read(local).unwrap_or_else(|wrong| panic!("\"{local}\" {wrong}"))
}
