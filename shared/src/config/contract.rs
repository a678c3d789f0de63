//! `[[contract]]`: a version of the agreed terms of components. `[[critical_period]]`: days on which there had better be no
//! maintenance.

use super::cursor::Cursor;
use super::hours::Table;
use super::page::{Names, ids};
use super::support::references;
use super::{environment, text};
use crate::contract::{Contract, CriticalPeriod, MaintenanceTerms};
use crate::day::Day;
use crate::support::Hours;

const KEYS: [&str; 8] = ["id", "name", "env", "components", "valid_from", "valid_until", "section", "maintenance"];
const MAINTENANCE: [&str; 6] = ["window", "never", "prefer", "notice", "cap", "held_outside"];
const PERIOD: [&str; 4] = ["name", "from", "until", "components"];

/// The most working days of notice that can be agreed.
const NOTICE: u8 = 60;
/// The most nights of a year.
const CAP: u16 = 366;

/// What a page file says of terms.
pub(super) struct Terms {
    pub(super) contracts: Vec<Contract>,
    pub(super) critical_periods: Vec<CriticalPeriod>,
    pub(super) working_days: Option<Hours>,
}

/// The contracts and critical periods of a page.
pub(super) fn read(top: &Cursor<'_>, names: &Names<'_>, hours: &Table) -> Terms {
    if top.value("contract").is_some_and(toml::Value::is_str) {
        top.wrong(
            "contract",
            "is a rule of sources; write it in each [[source]], for here [[contract]] is the agreed terms",
        );
        return Terms { contracts: vec![], critical_periods: vec![], working_days: None };
    }
    let before = top.found();
    let cursors = top.entries("contract", "id", &KEYS);
    let one = |(cursor, id): (&Cursor<'_>, &str)| contract(cursor, id, names, hours);
    let contracts: Vec<Contract> = cursors.iter().zip(ids(top, "contract", &cursors)).map(one).collect();
    if top.found() == before {
        check_versions(&cursors, &contracts);
    }
    let periods = top.entries("critical_period", "id", &PERIOD);
    let critical_periods = periods.iter().filter_map(|cursor| critical_period(cursor, names)).collect();
    let working_days = working_days(&cursors, &contracts, hours);
    Terms { contracts, critical_periods, working_days }
}

fn contract(cursor: &Cursor<'_>, id: &str, names: &Names<'_>, hours: &Table) -> Contract {
    cursor.needs("components", r#"components = ["…"], the ids of those it is about"#);
    cursor.needs("valid_from", r#"valid_from = "2026-01-01", its first day"#);
    cursor.needs("section", r#"section = "…", the document and where in it the terms stand"#);
    let days = days(cursor, "valid_from", "valid_until");
    let terms = cursor.inner("maintenance", &MAINTENANCE);
    Contract {
        id: id.into(),
        name: text::needed(cursor, "name", &names.languages),
        env: environment::of_source(cursor, names).into(),
        components: references(cursor, "components", "component", &names.components)
            .into_iter()
            .map(Into::into)
            .collect(),
        valid_from: days.map_or(Day(chrono::NaiveDate::MIN), |(from, _)| from),
        valid_until: days.and_then(|(_, until)| until),
        section: text::plain(cursor, "section").unwrap_or_default(),
        maintenance: terms.and_then(|terms| maintenance(&terms, days, hours)),
        availability: None,
        response: vec![],
        stated: vec![],
        report: None,
    }
}

/// A first day, and the first day after the last where there is one.
fn days(cursor: &Cursor<'_>, from: &str, until: &str) -> Option<(Day, Option<Day>)> {
    let (first, after) = (cursor.day(from), cursor.day(until));
    let first = first?;
    if after.is_some_and(|after| after <= first) {
        cursor.wrong(until, format_args!("is not after {from}; write the first day that is not in it any more"));
        return None;
    }
    Some((first, after))
}

fn maintenance(terms: &Cursor<'_>, days: Option<(Day, Option<Day>)>, hours: &Table) -> Option<MaintenanceTerms> {
    if MAINTENANCE.iter().all(|key| !terms.has(key)) {
        terms.problem("says nothing; write what is agreed, or remove it if nothing is");
    }
    for key in ["cap", "held_outside"] {
        if terms.has(key) && !terms.has("window") {
            terms.problem(format_args!(
                r#"{key} is about a window, and there is none; write window = "Tu 00:30-05:00""#
            ));
        }
    }
    let of = |key| hours.of_terms(terms, key, days?);
    Some(MaintenanceTerms {
        window: of("window"),
        never: of("never"),
        prefer: of("prefer"),
        notice: notice(terms),
        cap: cap(terms),
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

/// Of one component, one version is in force at a time.
fn check_versions(cursors: &[Cursor<'_>], contracts: &[Contract]) {
    for (at, (cursor, contract)) in cursors.iter().zip(contracts).enumerate() {
        for other in contracts.iter().take(at).filter(|other| contract.collides_with(other)) {
            let both = contract.components.iter().filter(|component| other.components.contains(component));
            let both: Vec<String> = both.map(|component| format!("`{component}`")).collect();
            cursor.problem(format_args!(
                "is in force for {} together with contract `{}`; write valid_until in the earlier of them",
                both.join(", "),
                other.id
            ));
        }
    }
}

fn critical_period(cursor: &Cursor<'_>, names: &Names<'_>) -> Option<CriticalPeriod> {
    cursor.needs("from", r#"from = "2026-12-20", its first day"#);
    cursor.needs("until", r#"until = "2027-01-04", the first day after it"#);
    let name = text::needed(cursor, "name", &names.languages);
    let components = references(cursor, "components", "component", &names.components);
    let (from, until) = days(cursor, "from", "until")?;
    Some(CriticalPeriod { name, from, until: until?, components: components.into_iter().map(Into::into).collect() })
}

/// The working days that some contract counts.
fn working_days(cursors: &[Cursor<'_>], contracts: &[Contract], hours: &Table) -> Option<Hours> {
    let counts = |contract: &Contract| contract.maintenance.as_ref().is_some_and(|terms| terms.notice.is_some());
    let all = cursors.iter().zip(contracts).filter(|(_, contract)| counts(contract));
    let (cursor, _) = all.clone().next()?;
    let first = all.map(|(_, contract)| contract.valid_from).min()?;
    hours.days_of_notice(&cursor.inner("maintenance", &MAINTENANCE)?, first)
}
