//! Years of a page, made without waiting for them: the samples of a month, what failed in it, and the incidents about that.
//!
//! A day can go through the recording path of a round, as if each of its rounds had been; a month goes through the same
//! writer, series by series, but writes an hour's samples once. When it is over, its report is made and old samples are let
//! go of, as by the object itself. The same month of the same page is always the same.

use crate::clock::Tempo;
use crate::operator::record;
use crate::page_object::PageObject;
use crate::report;
use crate::round::{Live, decide::decide, index::Index, record::record};
use crate::store::{bytes, records, retain, samples, series, sql::Sql};
use fyr_shared::day::Day;
use fyr_shared::month::Month;
use fyr_shared::operator::{Actor, IncidentRecord, NewIncident, Noun};
use fyr_shared::page::{Page, Source};
use fyr_shared::status::{Claim, IncidentStatus, Level, Observation, Reason, Sample, Slots};
use fyr_shared::time::{HOUR, Instant};
use serde_json::json;
use std::time::Duration;
use worker::{Response, Result};

/// How often something fails in a month, and about how many of these an incident is published.
const OUTAGES: u64 = 17;
const INCIDENTS: usize = 5;
/// How long after the beginning of its slot a sample is taken.
const AFTER: i64 = 10;
/// How often old samples are let go of at most, when a month is over: a day of each region at a time.
const PRUNES: usize = 40;

/// Something that fails in every region for some slots.
struct Outage {
    source: usize,
    from: i64,
    slots: i64,
}

/// Answers a call; `None` when it is none.
pub async fn handle(object: &PageObject, page: &Page, action: &str) -> Option<Result<Response>> {
    let (what, of) = action.split_once('-')?;
    match what {
        "recorded" => Some(recorded(object, page, Day::parse(of)?).await),
        "written" => Some(written(object, page, Month::parse(of)?)),
        "closed" => Some(closed(object, page, Month::parse(of)?)),
        _ => None,
    }
}

/// A number that looks like chance, and is always the same (splitmix64).
fn chance(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// What fails in a month.
fn outages(page: &Page, month: Month) -> Vec<Outage> {
    let Some((from, until)) = month.span(&page.zone) else { return vec![] };
    let slots = Slots::new(page.sources.first().map_or(300, |source| source.every));
    let (first, count) = (slots.at(from), slots.at(until) - slots.at(from));
    let one = |number: u64| {
        let seed = chance(number + OUTAGES * u64::try_from(month.count()).unwrap_or(0));
        let at = i64::try_from(chance(seed) % u64::try_from(count).unwrap_or(1)).unwrap_or(0);
        let length = i64::try_from(chance(seed ^ 1) % 40).unwrap_or(0) + 2;
        let source = usize::try_from(seed % page.sources.len().max(1) as u64).unwrap_or(0);
        Outage { source, from: first + at.min(count - length - 2).max(0), slots: length }
    };
    (0..OUTAGES).map(one).collect()
}

/// What a source says in a slot from a region: how long it took, or that it failed.
fn said(outages: &[Outage], source: usize, region: usize, slot: i64) -> (Claim, Option<u32>) {
    let fails = outages.iter().any(|it| it.source == source && (it.from..it.from + it.slots).contains(&slot));
    if fails {
        return (Claim::Fails, None);
    }
    let seed = u64::try_from(slot).unwrap_or(0) ^ (source as u64) << 40 ^ (region as u64) << 56;
    let spread = chance(seed) % 1_000;
    // Most are quick, some are not.
    let elapsed = 60 + spread / 4 + if spread > 980 { 3_000 } else { 0 };
    (Claim::Says(Level::Operational), u32::try_from(elapsed).ok())
}

fn observation(
    source: &Source,
    region: &fyr_shared::ids::RegionId,
    at: Instant,
    it: (Claim, Option<u32>),
) -> Observation {
    Observation {
        source: source.id.clone(),
        component: source.about.first().map(|about| about.component.clone()).unwrap_or_default(),
        region: region.clone(),
        at,
        claim: it.0,
        reason: (it.0 == Claim::Fails).then_some(Reason::Connection),
        elapsed_ms: it.1,
        incidents: vec![],
    }
}

/// A day, round by round, as a round records it.
async fn recorded(object: &PageObject, page: &Page, day: Day) -> Result<Response> {
    let (from, until) = (page.zone.midnight(day), page.zone.midnight(day.plus(1)));
    let (Some(from), Some(until)) = (from, until) else { return Response::error("no such day", 400) };
    let (tempo, outages) = (Tempo::of(&object.env), outages(page, Month::containing(day)));
    let slots = Slots::new(page.sources.first().map_or(300, |source| source.every));
    let mut count = 0;
    for slot in slots.at(from)..slots.at(until) {
        let at = slots.start(slot).plus(AFTER);
        let mut observations = vec![];
        for (number, source) in page.sources.iter().enumerate() {
            for (place, region) in source.regions.iter().enumerate() {
                observations.push(observation(source, region, at, said(&outages, number, place, slot)));
            }
        }
        count += observations.len();
        object.write(page, |sql, live| {
            record(sql, live, page, tempo, observations, at)?;
            // Between two samples there are rounds in which nobody is due.
            let beats = (1..slots.every / tempo.heartbeat).map(|beat| at.plus(beat * tempo.heartbeat));
            beats.into_iter().try_for_each(|at| record(sql, live, page, tempo, vec![], at))
        })?;
        // A round waits for answers; what it wrote is on disk before the next.
        worker::Delay::from(Duration::ZERO).await;
    }
    Response::from_json(&json!({ "samples": count }))
}

/// A month, hour by hour, through the same writer.
fn written(object: &PageObject, page: &Page, month: Month) -> Result<Response> {
    let Some((from, until)) = month.span(&page.zone) else { return Response::error("no such month", 400) };
    let (tempo, outages) = (Tempo::of(&object.env), outages(page, month));
    let mut count = 0;
    let mut hour = from;
    while hour < until {
        let end = hour.plus(24 * HOUR).min(until);
        count += object.write(page, |sql, live| {
            live.round_at = Some(hour);
            record(sql, live, page, tempo, vec![], hour)?;
            write_hours(sql, live, page, &outages, (hour, end))
        })?;
        hour = end;
    }
    object.write(page, |sql, live| publish(sql, live, page, &outages))?;
    Response::from_json(&json!({ "samples": count, "outages": outages.len() }))
}

fn write_hours(
    sql: &Sql,
    live: &mut Live,
    page: &Page,
    outages: &[Outage],
    (from, until): (Instant, Instant),
) -> Result<usize> {
    let slots = Slots::new(page.sources.first().map_or(300, |source| source.every));
    let mut count = 0;
    for hour in from.0.div_euclid(HOUR)..until.0.div_euclid(HOUR) {
        let within = slots.at(Instant(hour * HOUR))..slots.at(Instant((hour + 1) * HOUR));
        for slot in within {
            let at = slots.start(slot).plus(AFTER);
            let mut changed = false;
            for (number, source) in page.sources.iter().enumerate() {
                for (place, region) in source.regions.iter().enumerate() {
                    let it = observation(source, region, at, said(outages, number, place, slot));
                    changed |= add(sql, live, source, &it, slots)?;
                    count += 1;
                }
            }
            live.round_at = Some(at);
            if changed {
                decide(sql, live, page, &Index::of(page), at)?;
            }
        }
        for (region, (of, kept)) in &live.hours {
            samples::save(sql, region, *of, kept, Instant((hour + 1) * HOUR - 1), live.revision)?;
        }
    }
    Ok(count)
}

/// Adds a sample to its series and its hour; says whether anything changed.
fn add(sql: &Sql, live: &mut Live, source: &Source, it: &Observation, slots: Slots) -> Result<bool> {
    let key = series::Key { source: it.source.clone(), component: it.component.clone(), region: it.region.clone() };
    let mut stored = match live.series.get(&key) {
        Some(stored) => stored.clone(),
        None => series::begin(sql, &key, it.at)?,
    };
    let before = stored.series;
    let confirm = source.about.first().map_or(1, |about| about.policy.confirm);
    let sample = Sample { at: it.at, claim: it.claim, reason: it.reason };
    let changes = stored.series.add(sample, it.claim == Claim::Fails, confirm, slots);
    series::write(sql, stored.id, &before, &stored.series, &changes)?;
    let slot = slots.at(it.at);
    let kept = samples::Kept { series: stored.id, slot, byte: bytes::encode(it, it.claim == Claim::Fails) };
    let hour = samples::hour_of(slots, slot);
    let of_region = live.hours.entry(it.region.clone()).or_insert_with(|| (hour, samples::Hour::new()));
    if of_region.0 != hour {
        *of_region = (hour, samples::Hour::new());
    }
    samples::put(hour, &mut of_region.1, &[(slots, kept)]);
    live.series.insert(key, stored);
    Ok(!changes.is_empty())
}

/// Publishes what operators say of some of the month's faults, and that they are over.
fn publish(sql: &Sql, live: &mut Live, page: &Page, outages: &[Outage]) -> Result<()> {
    let by = Actor { token: None, name: "years".to_owned() };
    let slots = Slots::new(page.sources.first().map_or(300, |source| source.every));
    for it in outages.iter().take(INCIDENTS) {
        let (begins, ends) = (slots.start(it.from).plus(AFTER), slots.start(it.from + it.slots));
        let component =
            page.sources.get(it.source).and_then(|source| source.about.first()).map(|about| &about.component);
        let new: NewIncident = serde_json::from_value(json!({
            "title": { "en": "The service does not answer" },
            "severity": "serious",
            "affected": [{ "component": component, "level": "major_outage" }],
            "started_at": begins,
        }))?;
        let number = records::next_number(sql)?;
        let begun = IncidentRecord::begin(&new, Noun::Incident.id(number), page, begins.plus(60));
        let begun = begun.map_err(|refusals| format!("{refusals:?}"))?;
        record::keep(sql, live, number, &begun, &by, begins.plus(60))?;
        let over = IncidentRecord {
            revision: 2,
            changed_at: ends,
            status: IncidentStatus::Resolved,
            resolved_at: Some(ends),
            ..begun
        };
        record::keep(sql, live, number, &over, &by, ends)?;
    }
    Ok(())
}

/// A month is over: its report is made, and samples that are too old are let go of. Tells what that read, and what there is.
fn closed(object: &PageObject, page: &Page, month: Month) -> Result<Response> {
    let Some((_, until)) = month.span(&page.zone) else { return Response::error("no such month", 400) };
    let now = until.plus(report::settled(page) + 1);
    let told = object.write(page, |sql, live| {
        let before = sql.rows_read();
        report::make(sql, live, page, now)?;
        let rows_read = sql.rows_read() - before;
        for _ in 0..PRUNES {
            retain::prune(sql, now)?;
        }
        let one =
            |query: &str| -> Result<Option<i64>> { Ok(sql.rows(query, vec![])?.first().and_then(|row| row.number(0))) };
        Ok(json!({
            "rows_read": rows_read,
            "database_bytes": sql.size(),
            "sample_rows": one("SELECT count(*) FROM sample")?,
            "sample_bytes": one("SELECT sum(length(bytes)) FROM sample")?,
            "report_bytes": one("SELECT sum(length(document) + length(samples)) FROM report")?,
            "transitions": one("SELECT count(*) FROM outbox")?,
            "levels": one("SELECT count(*) FROM level_interval")?,
            "entries": one("SELECT count(*) FROM log")?,
        }))
    })?;
    Response::from_json(&told)
}
