//! Collects the facts of a month from storage: rows in proportion to the month, whatever there is of other months.

use crate::round::Live;
use crate::store::{bytes, log, reports, samples, series, sql::Sql, terms, touched};
use fyr_shared::figures::Counts;
use fyr_shared::ids::{ComponentId, RegionId, SourceId};
use fyr_shared::month::Month;
use fyr_shared::operator::{Entry, Noun};
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

/// What was declared of a month; and of work, of the calendar year up to it: caps count the nights of a year.
///
/// # Errors
/// The database's own.
pub fn entries(sql: &Sql, page: &Page, month: Month, last: u64) -> Result<Vec<Entry>> {
    // Work that began in the night before the month is of the month before.
    let begins = month.span(&page.zone).map_or(month, |(from, _)| page.zone.month(from.plus(-2 * DAY)));
    let first = Month::of(begins.year(), 1).unwrap_or(begins);
    let works = touched::subjects(sql, Noun::Maintenance, first, month)?;
    let mut entries = vec![];
    for subject in works.iter().chain(&touched::subjects(sql, Noun::Incident, month, month)?) {
        entries.extend(log::history(sql, subject, last)?);
    }
    Ok(entries)
}

fn read_series(sql: &Sql, live: &Live, page: &Page, span: Span) -> Result<Vec<SeriesFact>> {
    let mut all = vec![];
    for (id, key) in series::known(sql)? {
        // What goes on speaks as long as its last sample does.
        let speaks = live.series.get(&key).and_then(|stored| {
            let slots = Slots::new(page.source(&key.source)?.every);
            stored.series.last.map(|last| slots.speaks_until(last.slot))
        });
        let intervals = series::intervals(sql, id, span)?.into_iter();
        let intervals = intervals.filter_map(|it| cut(it, span, speaks)).collect::<Vec<_>>();
        if !intervals.is_empty() {
            all.push(SeriesFact { source: key.source, component: key.component, region: key.region, intervals });
        }
    }
    Ok(all)
}

/// The part of an interval that is in a span.
fn cut(it: Interval<SeriesState>, (from, until): Span, speaks: Option<Instant>) -> Option<Interval<SeriesState>> {
    let (start, end) = (it.start.max(from), it.end.or(speaks).unwrap_or(until).min(until));
    (start < end).then_some(Interval { start, end: Some(end), state: it.state })
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
            let key =
                series::Key { source: (*source).clone(), component: (*component).clone(), region: region.clone() };
            let id = series::number(sql, &key)?.and_then(|id| u32::try_from(id).ok());
            wanted.extend(id.map(|id| (id, (*source, *component))));
        }
        if wanted.is_empty() {
            continue;
        }
        let mut counts: BTreeMap<_, Counts> = BTreeMap::new();
        let hours = (from.0.div_euclid(HOUR), until.plus(-1).0.div_euclid(HOUR));
        for (hour, lines) in samples::hours(sql, region, hours)? {
            let hour = Instant(hour.saturating_mul(HOUR));
            for (id, line) in lines.into_iter().filter(|(id, _)| wanted.contains_key(id)) {
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
