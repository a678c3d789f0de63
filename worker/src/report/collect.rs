//! Collects the facts of a month from storage: rows in proportion to the month, whatever there is of other months. Only
//! configurations, and the names of series that there ever were, are few, and all looked through.

use crate::operator::record;
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
use std::collections::{BTreeMap, BTreeSet};
use worker::Result;

/// Of which month facts are wanted: as it was known when the log had `last` entries.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Which.
    pub month: Month,
    /// From when until when it is.
    pub span: Span,
    /// The last entry of the log that was known.
    pub last: u64,
}

/// What a month's report is made from: facts, what people declared as the log has it, and the terms that they are read by.
pub struct Collected {
    /// The facts.
    pub facts: Facts,
    /// The entries of the log that the declared ones among them are from.
    pub entries: Vec<Entry>,
    /// What figures depend on of each configuration, as the text whose SHA-256 is its name.
    pub texts: BTreeMap<String, String>,
    /// The same, read.
    pub terms: Terms,
}

/// The facts of a month.
///
/// # Errors
/// The database's own; or an entry of the log or terms that cannot be read.
pub fn collect(sql: &Sql, live: &Live, page: &Page, wanted: Wanted) -> Result<Collected> {
    let Wanted { month, span, last } = wanted;
    let noted = log::configurations(sql, span.1, last)?;
    // Of those before the month only the last was in force in it.
    let before = noted.iter().rposition(|it| it.from <= span.0).unwrap_or(0);
    let configurations: Vec<_> = noted.into_iter().skip(before).collect();
    let (mut texts, mut terms) = (BTreeMap::new(), Terms::new());
    for it in &configurations {
        let text = terms::text(sql, &it.terms)?.ok_or("terms that the log names are not kept")?;
        terms.insert(it.terms.clone(), serde_json::from_str(&text)?);
        texts.insert(it.terms.clone(), text);
    }
    let entries = entries(sql, page, wanted)?;
    let (incidents, maintenances) = declared(&entries)?;
    let then: Vec<&Page> = configurations.iter().filter_map(|it| terms.get(&it.terms)).collect();
    let samples = match reports::samples(sql, month)? {
        Some(kept) => kept,
        None => read_samples(sql, &then, span)?,
    };
    let series = read_series(sql, live, page, &then, span)?;
    let (from, until) = span;
    let page = page.id.clone();
    let facts = Facts { page, month, from, until, log: last, configurations, series, samples, incidents, maintenances };
    Ok(Collected { facts, entries, texts, terms })
}

/// What was declared of a month; and of work, of the calendar year up to it: caps count the nights of a year. Whether
/// something is of the month, the entries say that were known: what goes on now, or was moved since, changes nothing of it. An
/// entry that cannot be read is of each month that it was noted for, or in which it goes on, so that whoever makes that says so.
fn entries(sql: &Sql, page: &Page, Wanted { month, span, last }: Wanted) -> Result<Vec<Entry>> {
    // Work that began in the night before the month is of the month before.
    let begins = page.zone.month(span.0.plus(-2 * DAY));
    let year = Month::of(begins.year(), 1).unwrap_or(begins);
    let mut entries = vec![];
    for (noun, first, from) in
        [(Noun::Maintenance, year, page.zone.begins(year.first())), (Noun::Incident, month, span.0)]
    {
        let named = touched::subjects(sql, noun, first, month)?;
        // These, and a month more on both sides: its ends may be those of another zone than the page had then.
        let near = touched::subjects(sql, noun, first.before(), month.next())?;
        let open = touched::open(sql, noun)?;
        for subject in near.union(&open) {
            let history = log::history(sql, subject, last)?;
            let torn = |it: &Entry| named.contains(subject) || open.contains(subject) && it.at < span.1;
            if record::is_about(&history, (from, span.1), torn) {
                entries.extend(history);
            }
        }
    }
    Ok(entries)
}

/// What the sources of the month's configurations said.
fn read_series(sql: &Sql, live: &Live, page: &Page, then: &[&Page], span: Span) -> Result<Vec<SeriesFact>> {
    let mut all = vec![];
    let known = series::known(sql)?.into_iter();
    for (id, key) in known.filter(|(_, key)| then.iter().any(|page| page.source(&key.source).is_some())) {
        // What goes on speaks as long as its last sample does.
        let speaks = live.series.get(&key).and_then(|stored| {
            let slots = Slots::new(page.source(&key.source)?.every);
            stored.series.last.map(|last| slots.spoke_until(last.slot, span.1))
        });
        let intervals = series::intervals(sql, id, span)?.into_iter();
        let intervals = intervals.filter_map(|it| cut(it, span, speaks)).collect::<Vec<_>>();
        if !intervals.is_empty() {
            all.push(SeriesFact { source: key.source, component: key.component, region: key.region, intervals });
        }
    }
    Ok(all)
}

/// The part of an interval that is in a span. One that goes on, and of which nobody knows until when it speaks, says nothing.
fn cut(it: Interval<SeriesState>, (from, until): Span, speaks: Option<Instant>) -> Option<Interval<SeriesState>> {
    let (start, end) = (it.start.max(from), it.end.or(speaks)?.min(until));
    // What has not been confirmed when a month is made is not any more.
    let state = if it.state == SeriesState::Unconfirmed { SeriesState::Unknown } else { it.state };
    (start < end).then_some(Interval { start, end: Some(end), state })
}

/// Whose samples the terms ask for: own sources of components that have agreed how fast they answer, under any of the
/// configurations; by region.
fn asked_for<'a>(then: &[&'a Page]) -> BTreeMap<&'a RegionId, BTreeSet<(&'a SourceId, &'a ComponentId)>> {
    let mut asked = BTreeMap::<_, BTreeSet<_>>::new();
    for page in then {
        for contract in page.contracts.iter().filter(|it| !it.response.is_empty()) {
            for source in page.sources.iter().filter(|it| it.kind.is_own_probe()) {
                let about = source.about.iter().map(|about| &about.component);
                let about: Vec<_> = about.filter(|id| contract.components.contains(id)).collect();
                for region in &source.regions {
                    asked.entry(region).or_default().extend(about.iter().map(|id| (&source.id, *id)));
                }
            }
        }
    }
    asked
}

/// How fast was answered, day by day: a day's hours of a region are in memory at once, not a month's.
fn read_samples(sql: &Sql, then: &[&Page], (from, until): Span) -> Result<Vec<SampleFact>> {
    let Some(zone) = then.last().map(|page| &page.zone) else { return Ok(vec![]) };
    let mut facts = vec![];
    for (region, asked) in asked_for(then) {
        let mut wanted = BTreeMap::new();
        for (source, component) in asked {
            let key = series::Key { source: source.clone(), component: component.clone(), region: region.clone() };
            let id = series::number(sql, &key)?.and_then(|id| u32::try_from(id).ok());
            wanted.extend(id.map(|id| (id, (source, component))));
        }
        let mut counts: BTreeMap<_, Counts> = BTreeMap::new();
        let (first, last) = (from.0.div_euclid(HOUR), until.plus(-1).0.div_euclid(HOUR));
        let days = std::iter::successors(Some(first), |hour| Some(hour + 24)).take_while(|hour| *hour <= last);
        for day in days.filter(|_| !wanted.is_empty()) {
            for (hour, lines) in samples::hours(sql, region, (day, last.min(day + 23)))? {
                for (id, line) in lines.into_iter().filter(|(id, _)| wanted.contains_key(id)) {
                    let slot = HOUR / i64::try_from(line.len()).unwrap_or(1).max(1);
                    for (place, byte) in (0_i64..).zip(line) {
                        let at = Instant(hour.saturating_mul(HOUR)).plus(place * slot);
                        if (from..until).contains(&at) {
                            bytes::count(byte, counts.entry((id, zone.day(at))).or_default());
                        }
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
