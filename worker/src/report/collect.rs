//! Collects the facts of a month from storage: rows in proportion to the month, whatever there is of other months.

use crate::round::Live;
use crate::store::{bytes, log, reports, samples, series, sql::Sql, terms, touched};
use fyr_shared::figures::Counts;
use fyr_shared::ids::{ComponentId, RegionId, SourceId};
use fyr_shared::month::Month;
use fyr_shared::operator::Entry;
use fyr_shared::page::Page;
use fyr_shared::report::{Facts, SampleFact, SeriesFact, Terms, declared};
use fyr_shared::spans::Span;
use fyr_shared::status::{Interval, SeriesState, Slots};
use fyr_shared::time::{DAY, HOUR, Instant};
use std::collections::BTreeMap;
use worker::Result;

/// The facts of a month, as they were known when the log had `last` entries, with the terms that they are read by.
///
/// # Errors
/// The database's own; or an entry of the log or terms that cannot be read.
pub fn facts(sql: &Sql, live: &Live, page: &Page, month: Month, last: u64) -> Result<(Facts, Terms)> {
    let (from, until) = month.span(&page.zone).ok_or("the zone's clocks are not known in that month")?;
    let noted = log::configurations(sql, until, last)?;
    // Of those before the month only the last was in force in it.
    let before = noted.iter().rposition(|it| it.from <= from).unwrap_or(0);
    let configurations: Vec<_> = noted.into_iter().skip(before).collect();
    let mut known = Terms::new();
    for it in &configurations {
        let text = terms::text(sql, &it.terms)?.ok_or("terms that the log names are not kept")?;
        known.insert(it.terms.clone(), serde_json::from_str(&text)?);
    }
    let entries = entries(sql, page, month, last)?;
    let (incidents, maintenances) = declared(&entries)?;
    let terms_at_end = configurations.last().and_then(|it| known.get(&it.terms));
    let samples = match (reports::samples(sql, month)?, terms_at_end) {
        (Some(kept), _) => kept,
        (None, Some(page)) => read_samples(sql, page, (from, until))?,
        (None, None) => vec![],
    };
    let series = read_series(sql, live, page, (from, until))?;
    let page = page.id.clone();
    Ok((Facts { page, month, from, until, log: last, configurations, series, samples, incidents, maintenances }, known))
}

/// What was declared of the calendar year up to a month: caps count the nights of a year.
///
/// # Errors
/// The database's own.
pub fn entries(sql: &Sql, page: &Page, month: Month, last: u64) -> Result<Vec<Entry>> {
    // Work that began in the night before the month is of the month before.
    let begins = month.span(&page.zone).map_or(month, |(from, _)| page.zone.month(from.plus(-2 * DAY)));
    let first = Month::of(begins.year(), 1).unwrap_or(begins);
    let mut entries = vec![];
    for subject in touched::subjects(sql, first, month)? {
        entries.extend(log::history(sql, &subject, last)?);
    }
    Ok(entries)
}

fn read_series(sql: &Sql, live: &Live, page: &Page, span: Span) -> Result<Vec<SeriesFact>> {
    let rows =
        sql.rows("SELECT id, source, component, region FROM series ORDER BY source, component, region", vec![])?;
    let mut all = vec![];
    for row in rows {
        let Some(id) = row.number(0) else { continue };
        let key = series::Key { source: row.text(1).into(), component: row.text(2).into(), region: row.text(3).into() };
        // What goes on speaks as long as its last sample does.
        let speaks = live.series.get(&key).and_then(|stored| {
            let slots = Slots::new(page.source(&key.source)?.every);
            stored.series.last.map(|last| slots.speaks_until(last.slot))
        });
        let intervals = intervals(sql, id, span, speaks)?;
        if !intervals.is_empty() {
            all.push(SeriesFact { source: key.source, component: key.component, region: key.region, intervals });
        }
    }
    Ok(all)
}

/// The intervals of a series that touch a span, cut to it.
fn intervals(sql: &Sql, id: i64, (from, until): Span, speaks: Option<Instant>) -> Result<Vec<Interval<SeriesState>>> {
    let query = "SELECT start, finish, state FROM series_interval WHERE series = ? AND start < ? AND start >= coalesce(
        (SELECT max(start) FROM series_interval WHERE series = ? AND start <= ?), ?) ORDER BY start";
    let values = vec![id.into(), until.0.into(), id.into(), from.0.into(), from.0.into()];
    let read = sql.rows(query, values)?.into_iter().filter_map(|row| {
        let start = row.instant(0)?.max(from);
        let end = row.instant(1).or(speaks).unwrap_or(until).min(until);
        (start < end).then(|| Interval { start, end: Some(end), state: SeriesState::parse(row.text(2)) })
    });
    Ok(read.collect())
}

/// Whose samples the terms ask for: sources of components that have agreed how fast they answer.
fn asked_for(page: &Page) -> Vec<(&SourceId, &ComponentId, &RegionId)> {
    let mut asked = vec![];
    for contract in page.contracts.iter().filter(|it| !it.response.is_empty()) {
        for component in &contract.components {
            for source in page.sources.iter().filter(|it| it.kind.is_own_probe()) {
                if source.about.iter().any(|about| about.component == *component) {
                    asked.extend(source.regions.iter().map(|region| (&source.id, component, region)));
                }
            }
        }
    }
    asked.sort();
    asked.dedup();
    asked
}

/// How fast was answered, day by day.
fn read_samples(sql: &Sql, page: &Page, (from, until): Span) -> Result<Vec<SampleFact>> {
    let asked = asked_for(page);
    let mut facts = vec![];
    for region in page.regions.iter().map(|region| &region.id) {
        let mut wanted = BTreeMap::new();
        for (source, component, _) in asked.iter().filter(|(.., it)| *it == region) {
            let query = "SELECT id FROM series WHERE source = ? AND component = ? AND region = ?";
            let values = vec![source.as_str().into(), component.as_str().into(), region.as_str().into()];
            let found = sql.rows(query, values)?;
            let id = found.first().and_then(|row| u32::try_from(row.number(0)?).ok());
            wanted.extend(id.map(|id| (id, (*source, *component))));
        }
        if wanted.is_empty() {
            continue;
        }
        let mut counts: BTreeMap<_, Counts> = BTreeMap::new();
        let query = "SELECT hour, bytes FROM sample WHERE region = ? AND hour BETWEEN ? AND ?";
        let hours = [from.0.div_euclid(HOUR), until.plus(-1).0.div_euclid(HOUR)];
        for row in sql.rows(query, vec![region.as_str().into(), hours[0].into(), hours[1].into()])? {
            let hour = Instant(row.number(0).unwrap_or(0).saturating_mul(HOUR));
            for (id, line) in samples::decode(row.bytes(1)).into_iter().filter(|(id, _)| wanted.contains_key(id)) {
                let slot = HOUR / i64::try_from(line.len()).unwrap_or(1).max(1);
                for (place, byte) in (0_i64..).zip(line) {
                    let at = hour.plus(place * slot);
                    if (from..until).contains(&at) {
                        bytes::count(byte, counts.entry((id, page.zone.day(at))).or_default());
                    }
                }
            }
        }
        let fact = |((id, day), counts): ((u32, _), Counts)| {
            let (source, component) = wanted.get(&id)?;
            let (source, component) = ((*source).clone(), (*component).clone());
            (counts.total() > 0).then(|| SampleFact { source, component, region: region.clone(), day, counts })
        };
        facts.extend(counts.into_iter().filter_map(fact));
    }
    Ok(facts)
}
