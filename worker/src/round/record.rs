//! Records what was observed: judges the regions, adds the samples, decides what that means ([`super::decide`]), and writes
//! what changed.
//!
//! Runs inside one synchronous transaction, with a `now` taken after the last wait.

use super::plan::Pace;
use super::{Live, decide::decide, index::Index, retire};
use crate::clock::Tempo;
use crate::report;
use crate::store::{bytes, foreign, levels, log, reports, samples, series, sql::Sql};
use fyr_shared::ids::{ComponentId, RegionId, SourceId};
use fyr_shared::page::{Page, Source};
use fyr_shared::status::{
    Claim, Incident, Latest, Level, Observation, Reason, Sample, SeriesState, Slots, Verdict, discount_lost_regions,
    step,
};
use fyr_shared::time::{DAY, Instant};
use std::collections::BTreeMap;
use worker::Result;

/// An answer that took longer than this puts its source into a call of its own next time, in milliseconds.
const SLOW_MS: u32 = 1_000;
/// What happened within so many seconds happened together.
const MOMENTS: i64 = 30;

/// Records a round.
///
/// # Errors
/// The database's own; then nothing is written, and `live` must be read again.
pub fn record(
    sql: &Sql,
    live: &mut Live,
    page: &Page,
    tempo: Tempo,
    mut observations: Vec<Observation>,
    now: Instant,
) -> Result<()> {
    let before = (live.levels.clone(), live.foreign.clone());
    let index = Index::of(page);
    forget_future(sql, live, page, now)?;
    lapse(sql, live, tempo, now)?;
    if live.configuration.as_ref() != Some(&page.digest) {
        if log::note_configuration(sql, page, now)? {
            retire::retire(sql, live, page, now)?;
        }
        live.configuration = Some(page.digest.clone());
    }
    mark_paces(live, &observations);
    let failed: Vec<bool> = observations.iter().map(|it| it.claim == Claim::Fails).collect();
    if failed.contains(&true) {
        let latest = latest(live, &index, &observations, now);
        discount_lost_regions(&mut observations, &latest, &hosts(page));
    }
    let mut kept: BTreeMap<RegionId, Vec<(Slots, samples::Kept)>> = BTreeMap::new();
    for (observation, failed) in observations.iter().zip(failed) {
        let Some(source) = index.source(&observation.source) else { continue };
        let sample = add(sql, live, source, observation, failed)?;
        kept.entry(observation.region.clone()).or_default().extend(sample);
    }
    hear_incidents(sql, live, &index, &observations, now)?;
    decide(sql, live, page, &index, now)?;
    let phase = live.declared.phase(now);
    let changed = before.0 != live.levels || before.1 != live.foreign || live.phase != phase;
    live.phase = phase;
    live.revision = live.revision.saturating_add(u64::from(changed));
    live.round_at = Some(now);
    keep_samples(sql, live, page, &kept, now)
}

/// Nobody decided anything since the last snapshot ran out: readers have seen *unknown* from then on, and so it is stored.
///
/// # Errors
/// The database's own.
pub fn lapse(sql: &Sql, live: &mut Live, tempo: Tempo, now: Instant) -> Result<()> {
    let Some(stale_after) = live.round_at.map(|at| at.plus(tempo.stale)).filter(|at| *at < now) else { return Ok(()) };
    let silent = Verdict::unknown(Reason::NoSample);
    for (key, state) in &mut live.levels {
        // What was decided after that was told to nobody before, either.
        if state.level != Level::Unknown && state.start < stale_after {
            let (env, id) = key;
            let (lapsed, transition) = step(env, id, state, &silent, stale_after.max(state.start));
            levels::write(sql, key, Some(state), &lapsed)?;
            transition.iter().try_for_each(|transition| log::post(sql, transition))?;
            *state = lapsed;
        }
    }
    Ok(())
}

/// How the own probes stand to each other just now: those just taken, and the others' samples of the last moments. An
/// older sample says nothing about whether a region that fails now has lost its way; nor does one that was not asked.
fn latest(live: &Live, index: &Index<'_>, observations: &[Observation], now: Instant) -> Latest {
    let own = |id: &SourceId| index.source(id).filter(|source| source.kind.is_own_probe());
    let stored = live.series.iter().filter_map(|(key, stored)| {
        let (source, last) = (own(&key.source)?, stored.series.last?);
        let recent = (0..=source.retry.saturating_add(MOMENTS)).contains(&now.since(last.at));
        let spoke = last.failed || stored.series.state != SeriesState::Unknown;
        (recent && spoke).then(|| ((key.region.clone(), key.source.clone()), last.failed))
    });
    let mut latest = any_of_source(stored);
    let key = |it: &Observation| (it.region.clone(), it.source.clone());
    let asked: Vec<_> = observations.iter().filter(|it| own(&it.source).is_some()).map(|it| (key(it), it)).collect();
    for (known, _) in &asked {
        latest.remove(known);
    }
    let answered = asked.into_iter().filter(|(_, it)| it.reason != Some(Reason::Probe));
    latest.extend(any_of_source(answered.map(|(key, it)| (key, it.claim == Claim::Fails))));
    latest
}

/// The clock was set back: hours that were stored for a time that has not come are not those that will.
fn forget_future(sql: &Sql, live: &mut Live, page: &Page, now: Instant) -> Result<()> {
    if live.round_at.is_none_or(|at| at.since(now) <= MOMENTS) {
        return Ok(());
    }
    live.round_at = None;
    live.hours.clear();
    // Nor are reports of months that are not over those that will be.
    reports::forget_from(sql, page.zone.month(now.plus(-report::settled(page))))?;
    page.regions.iter().try_for_each(|region| samples::forget_after(sql, &region.id, now))
}

/// What holds of a source that speaks about several components: what holds of any of its claims.
fn any_of_source(claims: impl Iterator<Item = ((RegionId, SourceId), bool)>) -> Latest {
    let mut latest = Latest::new();
    claims.for_each(|(key, failed)| *latest.entry(key).or_default() |= failed);
    latest
}

fn hosts(page: &Page) -> BTreeMap<SourceId, String> {
    // An address that is a variable as a whole has no host here: each variable stands for one.
    let host = |source: &Source| {
        let host = url::Url::parse(&source.address).ok().and_then(|url| Some(url.host_str()?.to_owned()));
        (source.id.clone(), host.unwrap_or_else(|| source.address.clone()))
    };
    page.sources.iter().map(host).collect()
}

/// Notes which sources were slow or not answered: nobody waits for them next time.
fn mark_paces(live: &mut Live, observations: &[Observation]) {
    let late = |it: &&Observation| it.elapsed_ms.is_none_or(|elapsed| elapsed > SLOW_MS) || it.claim == Claim::Fails;
    let mut mark = |it: &Observation, pace| {
        let known = live.paces.get_mut(&it.region).and_then(|of_region| of_region.get_mut(&it.source));
        match known {
            Some(known) => *known = pace,
            None => {
                live.paces.entry(it.region.clone()).or_default().insert(it.source.clone(), pace);
            }
        }
    };
    observations.iter().for_each(|it| mark(it, Pace::Quick));
    // One that speaks about several components is late when any of its claims is.
    observations.iter().filter(late).for_each(|it| mark(it, Pace::Slow));
}

fn add(
    sql: &Sql,
    live: &mut Live,
    source: &Source,
    observation: &Observation,
    failed: bool,
) -> Result<Option<(Slots, samples::Kept)>> {
    let Some(about) = source.about.iter().find(|about| about.component == observation.component) else {
        return Ok(None);
    };
    let key = series::Key {
        source: observation.source.clone(),
        component: observation.component.clone(),
        region: observation.region.clone(),
    };
    let mut stored = match live.series.get(&key) {
        Some(stored) => stored.clone(),
        None => series::begin(sql, &key, observation.at)?,
    };
    let (slots, before) = (Slots::new(source.every), stored.series);
    let sample = Sample { at: observation.at, claim: observation.claim, reason: observation.reason };
    let changes = stored.series.add(sample, failed, about.policy.confirm, slots);
    if stored.series.last == before.last {
        return Ok(None);
    }
    series::write(sql, stored.id, &before, &stored.series, &changes)?;
    let byte = bytes::encode(observation, failed);
    let kept = samples::Kept { series: stored.id, slot: slots.at(observation.at), byte };
    live.series.insert(key, stored);
    Ok(Some((slots, kept)))
}

/// Takes over what others' pages say about their incidents; a page that could not be read keeps what it said last. One
/// that was read, and no longer has the component we watch or names a level we do not know, was read; so was one that
/// publishes notices only, which says nothing and needs no reason for it.
fn hear_incidents(
    sql: &Sql,
    live: &mut Live,
    index: &Index<'_>,
    observations: &[Observation],
    now: Instant,
) -> Result<()> {
    let read = [None, Some(Reason::MissingComponent), Some(Reason::UnknownWord), Some(Reason::Incident)];
    let readable = |it: &&Observation| it.claim != Claim::Unknown || read.contains(&it.reason);
    let mut heard: BTreeMap<&SourceId, Vec<Incident>> = BTreeMap::new();
    for observation in observations.iter().filter(readable) {
        if index.source(&observation.source).is_some_and(|source| !source.kind.is_own_probe()) {
            let known = live.foreign.get(&observation.source).map(Vec::as_slice).unwrap_or_default();
            let incidents = heard.entry(&observation.source).or_default();
            let dated = observation.incidents.iter().map(|incident| dated(incident, known, observation.at));
            dated.for_each(|incident| merge(incidents, incident));
        }
    }
    for (source, incidents) in heard {
        if live.foreign.get(source).map(Vec::as_slice).unwrap_or_default() != incidents {
            foreign::write(sql, source, &incidents)?;
            live.foreign.insert(source.clone(), incidents);
        }
    }
    live.foreign.retain(|_, incidents| !incidents.is_empty());
    forget_unheard(sql, live, now)
}

/// What a page said last is not told for ever: after a day in which nobody could read it, it is let go.
fn forget_unheard(sql: &Sql, live: &mut Live, now: Instant) -> Result<()> {
    let silent = |source: &SourceId| {
        let mut series = series::of_source(&live.series, source).map(|(_, stored)| stored.series);
        series.all(|it| it.state == SeriesState::Unknown && it.reason.is_some() && now.since(it.start) > DAY)
    };
    let unheard: Vec<SourceId> = live.foreign.keys().filter(|source| silent(source)).cloned().collect();
    for source in unheard {
        foreign::write(sql, &source, &[])?;
        live.foreign.remove(&source);
    }
    Ok(())
}

/// What does not say when it began, or was written, is from when it was first seen: not new in each round.
fn dated(incident: &Incident, known: &[Incident], at: Instant) -> Incident {
    let Some(before) = known.iter().find(|it| it.id == incident.id) else { return incident.clone() };
    let mut dated = incident.clone();
    if dated.started_at == at {
        dated.started_at = before.started_at.min(at);
    }
    for update in dated.updates.iter_mut().filter(|update| update.at == at) {
        let same = before.updates.iter().find(|it| it.text == update.text);
        update.at = same.map_or(update.at, |same| same.at.min(at));
    }
    dated
}

/// One incident may touch several components: it is one incident about all of them.
fn merge(incidents: &mut Vec<Incident>, incident: Incident) {
    match incidents.iter_mut().find(|known| known.id == incident.id) {
        Some(known) => {
            let new = incident.components.iter().filter(|id| !known.components.contains(id)).cloned();
            let new: Vec<ComponentId> = new.collect();
            known.components.extend(new);
            known.impact = known.impact.max(incident.impact);
        }
        None => incidents.push(incident),
    }
}

/// Writes the hour of every region: one row each, or a row more where a slow answer still belongs to the hour before.
fn keep_samples(
    sql: &Sql,
    live: &mut Live,
    page: &Page,
    kept: &BTreeMap<RegionId, Vec<(Slots, samples::Kept)>>,
    now: Instant,
) -> Result<()> {
    for region in &page.regions {
        let mut left = kept.get(&region.id).cloned().unwrap_or_default();
        let present = samples::hour_of(Slots::new(1), now.0);
        let mut hours = vec![present];
        hours.extend(left.iter().map(|(slots, kept)| samples::hour_of(*slots, kept.slot)));
        hours.sort_unstable();
        hours.dedup();
        for hour in hours {
            let mut samples = match live.hours.remove(&region.id).filter(|(known, _)| *known == hour) {
                Some((_, samples)) => samples,
                None => samples::load(sql, &region.id, hour)?,
            };
            left = samples::put(hour, &mut samples, &left);
            samples::save(sql, &region.id, hour, &samples, now, live.revision)?;
            live.hours.insert(region.id.clone(), (hour, samples));
        }
    }
    Ok(())
}
