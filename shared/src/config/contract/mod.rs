//! `[[contract]]`: a version of the agreed terms of components. `[[critical_period]]`: days on which there had better be no
//! maintenance.

mod availability;
mod maintenance;
mod percent;
mod report;
mod response;

use super::cursor::Cursor;
use super::hours::Table;
use super::page::{Names, ids};
use super::support::references;
use super::{environment, text};
use crate::contract::{Contract, CriticalPeriod};
use crate::day::Day;
use crate::support::Hours;

const KEYS: [&str; 12] = [
    "id",
    "name",
    "env",
    "components",
    "valid_from",
    "valid_until",
    "section",
    "maintenance",
    "availability",
    "response",
    "stated",
    "report",
];
const PERIOD: [&str; 4] = ["name", "from", "until", "components"];

/// The first day of a contract, and the first day after it where it ends.
type Force = (Day, Option<Day>);

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
    let env = environment::of_source(cursor, names);
    let components = references(cursor, "components", "component", &names.components);
    let inner = |key, keys: &[&str]| cursor.inner(key, keys);
    Contract {
        id: id.into(),
        name: text::needed(cursor, "name", &names.languages),
        env: env.into(),
        valid_from: days.map_or(Day(chrono::NaiveDate::MIN), |(from, _)| from),
        valid_until: days.and_then(|(_, until)| until),
        section: text::plain(cursor, "section").unwrap_or_default(),
        maintenance: inner("maintenance", &maintenance::KEYS)
            .and_then(|it| maintenance::read(&it, days, &components, names, hours)),
        availability: inner("availability", &availability::KEYS)
            .map(|it| availability::read(&it, days, &components, names, hours)),
        response: response::read(cursor, env, &components, names),
        stated: response::stated(cursor, names),
        report: inner("report", &report::KEYS).map(|it| report::read(&it)),
        components: components.into_iter().map(Into::into).collect(),
    }
}

/// A first day, and the first day after the last where there is one.
fn days(cursor: &Cursor<'_>, from: &str, until: &str) -> Option<Force> {
    let (first, after) = (cursor.day(from), cursor.day(until));
    let first = first?;
    if after.is_some_and(|after| after <= first) {
        cursor.wrong(until, format_args!("is not after {from}; write the first day that is not in it any more"));
        return None;
    }
    Some((first, after))
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

/// The working days that some contract counts: notice is given in them, and reports are due on them.
fn working_days(cursors: &[Cursor<'_>], contracts: &[Contract], hours: &Table) -> Option<Hours> {
    let all =
        cursors.iter().zip(contracts).filter_map(|(cursor, contract)| Some((cursor, counted(contract)?, contract)));
    let (cursor, (table, key), _) = all.clone().next()?;
    let first = all.map(|(_, _, contract)| contract.valid_from).min()?;
    let keys: &[&str] = if table == "report" { &report::KEYS } else { &maintenance::KEYS };
    hours.days_of_terms(&cursor.inner(table, keys)?, key, first)
}

/// The table and the key for which a contract needs working days.
fn counted(contract: &Contract) -> Option<(&'static str, &'static str)> {
    let noticed = contract.maintenance.as_ref().is_some_and(|terms| terms.notice.is_some());
    let due = contract.report.as_ref();
    if noticed {
        return Some(("maintenance", "notice"));
    }
    match due?.month {
        Some(_) => Some(("report", "month")),
        None => due?.year.map(|_| ("report", "year")),
    }
}
