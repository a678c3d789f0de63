//! The past of a page, from its storage: what is folded of each day, the intervals of what is not, and what people declared.

use super::{Wanted, seen, told_until};
use crate::round::Live;
use crate::round::index::Index;
use crate::store::levels::Key;
use crate::store::sql::Sql;
use crate::store::{days, records};
use fyr_shared::api::History;
use fyr_shared::day::Day;
use fyr_shared::history::{PageHistory, PastIncident, PastMaintenance, Portion, Seconds, Told};
use fyr_shared::ids::EnvId;
use fyr_shared::operator::{IncidentRecord, MaintenanceRecord, Noun};
use fyr_shared::page::{Page, Zone};
use fyr_shared::time::Instant;
use serde::de::DeserializeOwned;
use worker::Result;

/// What is wanted of the past of a page, as many days as are told at most.
///
/// # Errors
/// The database's own.
pub fn past(sql: &Sql, live: &Live, page: &Page, wanted: &Wanted, stale: i64, now: Instant) -> Result<PageHistory> {
    let (env, today) = (&wanted.env, page.zone.day(now));
    let from = today.plus(1 - i64::from(History::DAYS));
    let mut history = PageHistory {
        page: page.id.clone(),
        env: env.clone(),
        as_of: now,
        from,
        components: [].into(),
        incidents: incidents(sql, page, env, page.zone.begins(from))?,
        maintenances: maintenances(sql, page, env, page.zone.begins(from), now)?,
    };
    let portion = Portion::named(page, &wanted.components);
    history.incidents.retain(|it| portion.is_about(&it.what.components));
    history.maintenances.retain(|it| portion.is_about(&it.what.components));
    let index = Index::of(page);
    for component in portion.components {
        let key = (env.clone(), component.id.clone());
        let seconds = of_days(sql, &key, &page.zone, from, now, told_until(live, stale))?;
        if !index.speaks_about(&component.id, env).is_empty() || seconds.iter().any(|it| it.total() > 0) {
            history.components.insert(component.id.clone(), seconds);
        }
    }
    Ok(history)
}

/// The seconds of each day from one to today.
fn of_days(sql: &Sql, key: &Key, zone: &Zone, from: Day, now: Instant, told_until: Instant) -> Result<Vec<Seconds>> {
    let today = zone.day(now);
    let folded = days::folded(sql, key, from, today)?;
    let unfolded = folded.last().map_or(from, |(day, _)| day.plus(1));
    let levels = seen(sql, key, (zone.begins(unfolded), now), told_until)?;
    let mut folded = folded.into_iter().peekable();
    let days = (0..=today.since(from)).map(|days| from.plus(days)).map(|day| {
        if let Some((_, seconds)) = folded.next_if(|(of, _)| *of == day) {
            return seconds;
        }
        // A day without a row before the first that has one is of before the component was seen.
        let end = zone.begins(day.plus(1)).min(now);
        if day < unfolded { Seconds::default() } else { Seconds::fold((zone.begins(day), end), &levels) }
    });
    Ok(days.collect())
}

fn incidents(sql: &Sql, page: &Page, env: &EnvId, from: Instant) -> Result<Vec<PastIncident>> {
    let records: Vec<IncidentRecord> = since(sql, Noun::Incident, from)?;
    let within = records.iter().filter(|it| page.env_of(&it.env) == *env);
    Ok(newest_first(within.filter_map(IncidentRecord::past).collect()))
}

fn maintenances(sql: &Sql, page: &Page, env: &EnvId, from: Instant, now: Instant) -> Result<Vec<PastMaintenance>> {
    let records: Vec<MaintenanceRecord> = since(sql, Noun::Maintenance, from)?;
    let within = records.iter().filter(|it| page.env_of(&it.env) == *env);
    Ok(newest_first(within.filter_map(|it| it.past(now)).collect()))
}

fn newest_first<T>(mut all: Vec<Told<T>>) -> Vec<Told<T>> {
    all.sort_by_key(|it| std::cmp::Reverse(it.began_at));
    all
}

/// Records that go on, and those that were over after an instant.
fn since<T: DeserializeOwned>(sql: &Sql, noun: Noun, after: Instant) -> Result<Vec<T>> {
    let stored = records::recent(sql, noun, after.plus(-1))?;
    stored.iter().map(|it| Ok(serde_json::from_str(&it.text)?)).collect()
}
