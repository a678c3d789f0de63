//! `[contract.maintenance]`: what is agreed about maintenance.

use super::super::cursor::Cursor;
use super::super::hours::Table;
use super::super::page::Names;
use super::super::support::references;
use super::Force;
use crate::contract::MaintenanceTerms;
use crate::ids::ComponentId;

/// Its keys.
pub(super) const KEYS: [&str; 7] = ["window", "never", "prefer", "notice", "cap", "cap_with", "held_outside"];

/// The most working days of notice that can be agreed.
const NOTICE: u8 = 60;
/// The most nights of a year.
const CAP: u16 = 366;

/// The table, of a contract about some components that is in force from one day to another.
pub(super) fn read(
    terms: &Cursor<'_>,
    days: Option<Force>,
    about: &[&str],
    names: &Names<'_>,
    hours: &Table,
) -> Option<MaintenanceTerms> {
    if KEYS.iter().all(|key| !terms.has(key)) {
        terms.problem("says nothing; write what is agreed, or remove it if nothing is");
    }
    for key in ["cap", "held_outside"] {
        if terms.has(key) && !terms.has("window") {
            terms.problem(format_args!(
                r#"{key} is about a window, and there is none; write window = "Tu 00:30-05:00""#
            ));
        }
    }
    if terms.has("cap_with") && !terms.has("cap") {
        terms.problem("cap_with is about a cap, and there is none; write cap = 10");
    }
    let of = |key| hours.of_terms(terms, key, days?);
    Some(MaintenanceTerms {
        window: of("window"),
        never: of("never"),
        prefer: of("prefer"),
        notice: notice(terms),
        cap: cap(terms),
        cap_with: cap_with(terms, about, names),
        held_outside: terms.flag("held_outside").unwrap_or(false),
    })
}

fn notice(terms: &Cursor<'_>) -> Option<u8> {
    let (count, unit) = terms.text("notice")?.split_once(' ').unwrap_or_default();
    let days = count.parse().ok().filter(|days| (1..=NOTICE).contains(days));
    if days.is_none() || !matches!(unit, "working day" | "working days") {
        let cure = format!(r#"write "1 working day", or as many as "{NOTICE} working days""#);
        terms.wrong("notice", format_args!("is no notice; {cure}"));
    }
    days
}

fn cap(terms: &Cursor<'_>) -> Option<u16> {
    let cap = u16::try_from(terms.number("cap")?).ok().filter(|cap| (1..=CAP).contains(cap));
    if cap.is_none() {
        terms.wrong("cap", format_args!("is no number of nights from 1 to {CAP}; write 10, or another of these"));
    }
    cap
}

/// Components of other contracts whose nights count, too.
fn cap_with(terms: &Cursor<'_>, about: &[&str], names: &Names<'_>) -> Vec<ComponentId> {
    let ids = references(terms, "cap_with", "component", &names.components);
    for id in ids.iter().filter(|id| about.contains(id)) {
        terms.problem(format_args!(
            r#"cap_with: "{id}" is what the contract is about; its nights count anyway; remove it"#
        ));
    }
    ids.into_iter().map(Into::into).collect()
}
