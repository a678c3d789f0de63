//! What is due: which sources are asked from which regions now, in which calls, and when to look again.

use super::again;
use crate::clock::Tempo;
use crate::store::series;
use fyr_shared::ids::{RegionId, SourceId};
use fyr_shared::page::{Page, Source};
use fyr_shared::status::Slots;
use fyr_shared::time::Instant;
use std::collections::BTreeMap;

/// At most this many answers are awaited at a time in one call: a Worker may have six connections open, and one is the
/// caller's.
pub const AT_A_TIME: usize = 5;

/// How many sources that answered quickly last time go into one call: a call costs as much as a few answers.
const PER_CALL: usize = 10 * AT_A_TIME;

/// How many sources of a region may be slow, or fail, and still go in calls of their own: of more, a call takes a handful. It asks
/// all of them at once, and a round makes no more calls than the platform lets it.
const ALONE: usize = 200;

/// After so many milliseconds a call tells what it has: nobody waits for one that is slow today. Whom it leaves is asked
/// again, in handfuls that do not wait for each other.
pub const PATIENCE_MS: u32 = 1_000;

/// Whether a call of so many sources may leave some of them: a handful is begun with at once, and leaves none.
#[must_use]
pub fn may_leave(sources: usize) -> bool {
    sources > AT_A_TIME
}

/// How many answers of each sort are awaited at a time in one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lanes {
    /// Of own probes.
    pub probes: usize,
    /// Of somebody's pages.
    pub pages: usize,
}

/// How the two share the connections there are: pages have what probes leave, and two where there are many of both.
#[must_use]
pub fn lanes(probes: usize, pages: usize) -> Lanes {
    let pages = pages.min(AT_A_TIME.saturating_sub(probes).max(2));
    Lanes { probes: AT_A_TIME - pages, pages }
}

/// How a source answered last time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At once.
    Quick,
    /// Late, or not at all.
    Slow,
}

/// How every source answered last time from every region, as far as that is known since the object woke.
pub type Paces = BTreeMap<RegionId, BTreeMap<SourceId, Pace>>;

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

impl Call {
    /// The calls for those that this one left.
    #[must_use]
    pub fn rest(&self, left: &[SourceId]) -> Vec<Self> {
        let rest = |handful: &[SourceId]| Self { sources: handful.to_vec(), ..self.clone() };
        left.chunks(AT_A_TIME).map(rest).collect()
    }
}

/// The calls of a round at `now`: sources that were slow last time go in calls of their own.
#[must_use]
pub fn calls(page: &Page, all: &series::All, paces: &Paces, now: Instant) -> Vec<Call> {
    let mut calls = Vec::new();
    for region in &page.regions {
        let asked = |source: &&Source| source.regions.contains(&region.id);
        let due = |source: &&Source| due_at(source, &region.id, all, now).is_none_or(|at| at <= now);
        let sources = page.sources.iter().filter(asked).filter(due).map(|source| source.id.clone());
        let known = paces.get(&region.id);
        let pace = |id: &SourceId| known.and_then(|known| known.get(id)).copied();
        let (late, others): (Vec<_>, Vec<_>) = sources.partition(|id| pace(id) == Some(Pace::Slow));
        let (quick, strange): (Vec<_>, Vec<_>) = others.into_iter().partition(|id| pace(id) == Some(Pace::Quick));
        let call = |sources: &[SourceId], slow| Call { region: region.id.clone(), sources: sources.to_vec(), slow };
        calls.extend(quick.chunks(PER_CALL).map(|chunk| call(chunk, false)));
        calls.extend(strange.chunks(AT_A_TIME).map(|chunk| call(chunk, false)));
        let together = if late.len() > ALONE { AT_A_TIME } else { 1 };
        calls.extend(late.chunks(together).map(|chunk| call(chunk, true)));
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
/// nothing ([`again`]). Where one region failed, the others are asked early too, and together: only together can they
/// tell a lost target from a lost region. `None` when it has never been asked, or by a clock that was set back since.
fn due_at(source: &Source, region: &RegionId, all: &series::All, now: Instant) -> Option<Instant> {
    let slots = Slots::new(source.every);
    let of_source = series::of_source(all, &source.id);
    let failed = of_source.clone().filter(|(_, stored)| stored.series.last.is_some_and(|last| last.failed));
    let together = failed.filter_map(|(key, stored)| again::at(source, key, &stored.series)).min();
    let due = of_source.filter(|(key, _)| key.region == *region).map(|(key, stored)| {
        let last = stored.series.last.filter(|last| !last.is_ahead_of(now))?;
        // What was asked a moment ago need not be asked again for the sake of another region.
        let together = together.map(|at| at.max(last.at.plus(source.retry / 2)));
        let early = together.into_iter().chain(again::at(source, key, &stored.series)).min();
        let next = slots.end(last.slot);
        Some(early.map_or(next, |early| early.min(next)))
    });
    due.min().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::series::{Key, Stored};
    use fyr_shared::status::{Failing, Last, Level, Series, SeriesState};

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
        let failing = failed.then_some(Failing { since: at, count: 1 });
        let series = Series { state, start: at, reason, failing, last };
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
            (SeriesState::Unknown, 23, false),
            (SeriesState::Unknown, 36, true),
        ] {
            let calls = calls(&page(), &asked(ten, state), &Paces::new(), ten.plus(seconds));
            assert_eq!(!calls.is_empty(), due, "{state:?} after {seconds} s");
        }
    }

    #[test]
    fn where_one_region_failed_the_others_are_asked_with_it() {
        let ten = Instant::parse("2026-05-04T10:00:00Z").unwrap();
        let mut page = page();
        page.sources.truncate(1);
        page.regions.push(fyr_shared::page::Region { id: "south".into(), ..page.regions[0].clone() });
        page.sources[0].regions.push("south".into());
        let mut all = asked(ten, SeriesState::Says(Level::Operational));
        let (key, well) = all.pop_first().unwrap();
        let failing = Some(Failing { since: ten, count: 4 });
        let last = Some(Last { failed: true, ..well.series.last.unwrap() });
        let series = Series { state: SeriesState::Fails, failing, last, ..well.series };
        let south = Key { region: "south".into(), ..key.clone() };
        let all = series::All::from([(key, well), (south, Stored { id: 2, series })]);
        let regions = |seconds| calls(&page, &all, &Paces::new(), ten.plus(seconds)).len();
        let first = (1..300).find(|seconds| regions(*seconds) > 0).unwrap();
        // The third span of its failures: 8 × 30 s, up to a fifth longer or shorter.
        assert!((192..=288).contains(&first), "{first}");
        assert_eq!(regions(first), 2);
    }

    #[test]
    fn the_quick_ones_together_the_strange_ones_by_five_and_the_slow_ones_alone() {
        let sizes = |paces: &Paces| {
            let calls = calls(&page(), &series::All::new(), paces, Instant(0));
            calls.iter().map(|call| (call.sources.len(), call.slow)).collect::<Vec<_>>()
        };
        let quick = page().sources.iter().map(|source| (source.id.clone(), Pace::Quick)).collect();
        let mut paces = Paces::from([("north".into(), quick)]);
        assert_eq!(sizes(&paces), [(7, false)]);
        paces.entry("north".into()).or_default().insert("s3".into(), Pace::Slow);
        assert_eq!(sizes(&paces), [(6, false), (1, true)]);
        assert_eq!(sizes(&Paces::new()), [(5, false), (2, false)]);
    }

    #[test]
    fn of_very_many_slow_ones_a_handful_shares_a_call() {
        let mut page = page();
        let source = page.sources[0].clone();
        page.sources =
            (0..10_000).map(|number| Source { id: format!("s{number}").as_str().into(), ..source.clone() }).collect();
        let calls = |slow: usize| {
            let slow = page.sources.iter().take(slow).map(|source| (source.id.clone(), Pace::Slow)).collect();
            super::calls(&page, &series::All::new(), &Paces::from([("north".into(), slow)]), Instant(0))
        };
        let sizes = |slow| calls(slow).iter().filter(|call| call.slow).map(|call| call.sources.len()).max();
        assert_eq!((sizes(ALONE), sizes(ALONE + 1)), (Some(1), Some(AT_A_TIME)));
        assert!(!may_leave(AT_A_TIME), "nobody in it waits for another");
        // Of what one invocation may call on, a page of two regions has half left when everything is lost.
        assert_eq!(calls(10_000).len(), 2_000);
    }

    #[test]
    fn a_handful_is_asked_at_once_whatever_is_in_it() {
        for probes in 0..=60 {
            for pages in 0..=60 {
                let lanes = lanes(probes, pages);
                assert!(lanes.probes + lanes.pages <= AT_A_TIME, "{probes} {pages}");
                assert!((probes == 0 || lanes.probes > 0) && (pages == 0 || lanes.pages > 0), "{probes} {pages}");
                let at_once = probes <= lanes.probes && pages <= lanes.pages;
                assert_eq!(at_once, !may_leave(probes + pages), "{probes} {pages}");
            }
        }
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
