//! `[contract.availability]`: what is agreed about availability. A figure that is not agreed is not invented.

use super::super::cursor::Cursor;
use super::super::hours::Table;
use super::super::page::Names;
use super::super::support::references;
use super::{Force, percent};
use crate::contract::{AvailabilityTerms, Gap};
use crate::figures::Weights;
use crate::ids::ComponentId;

/// Its keys.
pub(super) const KEYS: [&str; 5] = ["target", "service", "excludes", "weights", "gap"];
const WEIGHTS: [&str; 3] = ["down", "partial", "degraded"];
/// What holds at all hours: it needs no table of them.
const ALWAYS: &str = "24/7";

/// The table, of a contract about some components that is in force from one day to another.
pub(super) fn read(
    terms: &Cursor<'_>,
    days: Option<Force>,
    about: &[&str],
    names: &Names<'_>,
    hours: &Table,
) -> AvailabilityTerms {
    if KEYS.iter().all(|key| !terms.has(key)) {
        terms.problem("says nothing; write what is agreed, or remove it if nothing is");
    }
    let always = terms.value("service").and_then(toml::Value::as_str) == Some(ALWAYS);
    AvailabilityTerms {
        target: target(terms),
        service: days.filter(|_| !always).and_then(|days| hours.of_terms(terms, "service", days)),
        excludes: excludes(terms, about, names),
        weights: terms.inner("weights", &WEIGHTS).map(|it| weights(&it)).unwrap_or_default(),
        gap: gap(terms).unwrap_or_default(),
    }
}

fn target(terms: &Cursor<'_>) -> Option<u16> {
    let target = percent::share(terms.text("target")?).filter(|share| *share > 0);
    if target.is_none() {
        terms.wrong("target", TARGET);
    }
    target
}

/// What is wrong with a target or a share, and the cure.
pub(super) const TARGET: &str =
    r#"is no share above 0% and up to 100% with at most two decimals; write it as "99.90%""#;

fn excludes(terms: &Cursor<'_>, about: &[&str], names: &Names<'_>) -> Vec<ComponentId> {
    let ids = references(terms, "excludes", "component", &names.components);
    for id in ids.iter().filter(|id| about.contains(id)) {
        terms.problem(format_args!(r#"excludes: "{id}" is what the contract is about; remove it here or there"#));
    }
    ids.into_iter().map(Into::into).collect()
}

fn weights(table: &Cursor<'_>) -> Weights {
    let usual = Weights::CONTRACTUAL;
    let weights = Weights {
        down: weight(table, "down").unwrap_or(usual.down),
        partial: weight(table, "partial").unwrap_or(usual.partial),
        degraded: weight(table, "degraded").unwrap_or(usual.degraded),
    };
    if weights.down < weights.partial || weights.partial < weights.degraded {
        table.problem("lets less of an outage count for more; write down, partial and degraded from most to least");
    }
    weights
}

/// In thousandths.
fn weight(table: &Cursor<'_>, key: &str) -> Option<u16> {
    let share = percent::share(table.text(key)?).filter(|share| share % 10 == 0);
    if share.is_none() {
        table.wrong(key, r#"is no share from 0% to 100% with at most one decimal; write it as "30%""#);
    }
    share.map(|share| share / 10)
}

fn gap(terms: &Cursor<'_>) -> Option<Gap> {
    if terms.value("gap").and_then(toml::Value::as_str) == Some("up") {
        let cure = r#"write "unknown", or "down" where the terms say so"#;
        terms.wrong("gap", format_args!("would count silence as up, and silence is never up; {cure}"));
        return None;
    }
    match terms.word("gap", &["unknown", "down"])? {
        "down" => Some(Gap::Down),
        _ => Some(Gap::Unknown),
    }
}
