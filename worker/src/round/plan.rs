//! What is due: which sources are asked from which regions now, in which calls, and when to look again.

use crate::clock::Tempo;
use crate::store::series;
use fyr_shared::ids::{RegionId, SourceId};
use fyr_shared::page::{Page, Source};
use fyr_shared::status::{SeriesState, Slots};
use fyr_shared::time::Instant;
use std::collections::BTreeSet;

/// At most this many answers are awaited in one call: a Worker may have six connections open, and one is the caller's.
const PER_CALL: usize = 5;

/// How many times a source that says nothing is asked again early.
const PATIENCE: i64 = 4;

/// One call to one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Which region.
    pub region: RegionId,
    /// What to ask there.
    pub sources: Vec<SourceId>,
    /// Whether its sources were slow or failed last time, so that nobody waits for it.
    pub slow: bool,
}

/// The calls of a round at `now`: sources that were slow last time go in calls of their own.
#[must_use]
pub fn calls(page: &Page, all: &series::All, slow: &BTreeSet<(RegionId, SourceId)>, now: Instant) -> Vec<Call> {
    let mut calls = Vec::new();
    for region in &page.regions {
        let asked = |source: &&Source| source.regions.contains(&region.id);
        let due = |source: &&Source| due_at(source, &region.id, all, now).is_none_or(|at| at <= now);
        let sources = page.sources.iter().filter(asked).filter(due).map(|source| source.id.clone());
        let (late, quick): (Vec<_>, Vec<_>) = sources.partition(|id| slow.contains(&(region.id.clone(), id.clone())));
        let call = |sources: &[SourceId], slow| Call { region: region.id.clone(), sources: sources.to_vec(), slow };
        calls.extend(quick.chunks(PER_CALL).map(|chunk| call(chunk, false)));
        calls.extend(late.chunks(1).map(|chunk| call(chunk, true)));
    }
    calls
}

/// When the next round is: when the next source is due, and at least every heartbeat.
#[must_use]
pub fn next_round(page: &Page, all: &series::All, tempo: Tempo, now: Instant) -> Instant {
    let pairs = page.sources.iter().flat_map(|source| source.regions.iter().map(move |region| (source, region)));
    let due = pairs.filter_map(|(source, region)| due_at(source, region, all, now));
    let soonest = due.chain([now.plus(tempo.heartbeat)]).min().unwrap_or(now);
    soonest.max(now.plus(1))
}

/// When a source is to be asked from a region: when its slot ends, or earlier when its last sample failed or said
/// nothing. Where one region failed, the others are asked early too: only together can they tell a lost target from a
/// lost region. `None` when it has never been asked, or by a clock that was set back since.
fn due_at(source: &Source, region: &RegionId, all: &series::All, now: Instant) -> Option<Instant> {
    let slots = Slots::new(source.every);
    let anywhere = || all.iter().filter(|(key, _)| key.source == source.id);
    let failed = anywhere().any(|(_, stored)| stored.series.last.is_some_and(|last| last.failed));
    let own = anywhere().filter(|(key, _)| key.region == *region);
    let due = own.map(|(_, stored)| {
        let last = stored.series.last.filter(|last| !last.is_ahead_of(now))?;
        // A status page that has been silent for a while is not asked more often for it.
        let silent = stored.series.state == SeriesState::Unknown
            && stored.series.reason.is_some()
            && last.at.since(stored.series.start) < PATIENCE.saturating_mul(source.retry);
        let next = slots.end(last.slot);
        Some(if failed || silent { last.at.plus(source.retry).min(next) } else { next })
    });
    due.min().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::series::{Key, Stored};
    use fyr_shared::status::{Last, Level, Series};

    fn page() -> Page {
        let page = |source: &str| {
            format!(
                r#"{{"id":"{source}","name":"","kind":"http","address":"https://a.example","headers":[],
                "redirect_hosts":[],"regions":["north"],"every":300,"retry":30,"timeout_ms":1000,"max_bytes":1,"about":[]}}"#
            )
        };
        let sources: Vec<String> = (0..7).map(|number| page(&format!("s{number}"))).collect();
        let text = format!(
            r#"{{"id":"p","name":"P","languages":["nb"],"zone":{{"name":"UTC","offsets":[]}},"digest":"",
            "regions":[{{"id":"north","name":{{}},"hint":"weur"}}],"components":[],"sources":[{}]}}"#,
            sources.join(",")
        );
        serde_json::from_str(&text).unwrap()
    }

    /// Every source was asked at `at`, with this outcome.
    fn asked(at: Instant, state: SeriesState) -> series::All {
        let slots = Slots::new(300);
        let failed = state == SeriesState::Fails;
        let last = Some(Last { slot: slots.at(at), at, failed });
        let reason = (state == SeriesState::Unknown).then_some(fyr_shared::status::Reason::Status);
        let series = Series { state, start: at, reason, failing: None, last };
        let key = |source: &fyr_shared::page::Source| Key {
            source: source.id.clone(),
            component: "c".into(),
            region: "north".into(),
        };
        page().sources.iter().map(|source| (key(source), Stored { id: 1, series })).collect()
    }

    #[test]
    fn when_a_source_is_asked_again() {
        let ten = Instant::parse("2026-05-04T10:00:00Z").unwrap();
        let well = SeriesState::Says(Level::Operational);
        for (state, seconds, due) in [
            (well, 299, false),
            (well, 300, true),
            (SeriesState::Fails, 29, false),
            (SeriesState::Fails, 30, true),
            (SeriesState::Unknown, 30, true),
        ] {
            let calls = calls(&page(), &asked(ten, state), &BTreeSet::new(), ten.plus(seconds));
            assert_eq!(!calls.is_empty(), due, "{state:?} after {seconds} s");
        }
    }

    #[test]
    fn five_in_a_call_and_the_slow_ones_alone() {
        let slow = BTreeSet::from([("north".into(), "s3".into())]);
        let calls = calls(&page(), &series::All::new(), &slow, Instant(0));
        let sizes: Vec<_> = calls.iter().map(|call| (call.sources.len(), call.slow)).collect();
        assert_eq!(sizes, [(5, false), (1, false), (1, true)]);
    }

    #[test]
    fn the_next_round_is_when_something_is_due_and_at_least_every_heartbeat() {
        let ten = Instant::parse("2026-05-04T10:00:00Z").unwrap();
        let well = asked(ten, SeriesState::Says(Level::Operational));
        let next = |at: Instant| next_round(&page(), &well, Tempo::REAL, at).since(at);
        assert_eq!(next(ten.plus(10)), 60);
        assert_eq!(next(ten.plus(280)), 20);
        assert_eq!(next(ten.plus(400)), 1);
    }
}
