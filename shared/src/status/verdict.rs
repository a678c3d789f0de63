//! Verdict: what the observations together mean for a component now, by the *display* rule.

use super::{Answer, Because, Level, Quorum, Reason, Series, SeriesState, Slots, worst};
use crate::ids::RegionId;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How one source's claims about one component are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// How many regions must agree before readers see it.
    pub display: Quorum,
    /// How many regions must agree in the figures.
    pub contract: Quorum,
    /// How many failed samples in a row make an outage.
    pub confirm: u32,
    /// The level of the component when the source fails.
    pub fails_as: Level,
}

/// What one source says about a component, region by region.
#[derive(Clone, Debug)]
pub struct SourceView<'a> {
    /// Whether it is an own probe; otherwise it is someone's status page, which can be *unknown* but never fails.
    pub own_probe: bool,
    /// How to weigh it.
    pub policy: Policy,
    /// When its samples are due, and how long each speaks.
    pub slots: Slots,
    /// Where each of its regions stands.
    pub regions: Vec<(&'a RegionId, Series)>,
}

/// What the observations together mean for a component now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The level that readers see.
    pub level: Level,
    /// Why, when it is not simply well.
    pub reason: Option<Reason>,
    /// The regions that see the fault, when not all of them do.
    pub seen_from: Vec<RegionId>,
    /// Whether the fault waits for confirmation.
    pub unconfirmed: bool,
    /// The first failed sample of the fault; of a fault of what it depends on, when that began.
    pub failing_since: Option<Instant>,
    /// Whether an own probe of the component is up just now: then it may suffer from others, but is not down.
    pub passes: bool,
    /// What it suffers from, and what else is to be known of what it depends on.
    pub because: Vec<Because>,
}

impl Verdict {
    fn of(level: Level, reason: Option<Reason>) -> Self {
        let (seen_from, because) = (vec![], vec![]);
        Self { level, reason, seen_from, unconfirmed: false, failing_since: None, passes: false, because }
    }

    /// The verdict when nobody can say.
    #[must_use]
    pub fn unknown(reason: Reason) -> Self {
        Self::of(Level::Unknown, Some(reason))
    }
}

/// Weighs everything that the sources of one component have said.
///
/// The worst source decides. A status page that is silent or unreadable does not hide what an own probe has seen; own
/// probes that are silent hide nothing either, since *unknown* is worse than *operational*.
#[must_use]
pub fn judge(sources: &[SourceView<'_>], now: Instant) -> Verdict {
    let heard = |source: &SourceView<'_>| (source.own_probe, judge_source(source, now));
    let verdicts: Vec<(bool, Verdict)> = sources.iter().map(heard).collect();
    let probed = verdicts.iter().any(|(own, verdict)| *own && verdict.level != Level::Unknown);
    let passes = verdicts.iter().any(|(_, verdict)| verdict.passes);
    let counts = |(own, verdict): &(bool, Verdict)| *own || !probed || verdict.level != Level::Unknown;
    let worst = verdicts.into_iter().filter(counts).map(|(_, verdict)| verdict).max_by_key(|verdict| verdict.level);
    Verdict { passes, ..worst.unwrap_or_else(|| Verdict::unknown(Reason::NoSample)) }
}

fn judge_source(source: &SourceView<'_>, now: Instant) -> Verdict {
    let hear = |(region, series): &(&RegionId, Series)| hear(region, series, now, source.slots);
    let heard: Vec<Heard> = source.regions.iter().map(hear).collect();
    if source.own_probe { judge_probe(&heard, source.policy) } else { judge_page(&heard) }
}

/// What one region says at this instant.
struct Heard {
    region: RegionId,
    state: SeriesState,
    reason: Option<Reason>,
    failing_since: Option<Instant>,
}

fn hear(region: &RegionId, series: &Series, now: Instant, slots: Slots) -> Heard {
    let (state, reason) = series.at(now, slots);
    let failing_since = series.failing.map(|failing| failing.since);
    Heard { region: region.clone(), state, reason, failing_since }
}

fn judge_probe(heard: &[Heard], policy: Policy) -> Verdict {
    let answers: Vec<Answer> = heard.iter().map(|heard| answer(heard.state)).collect();
    let agreed = policy.display.of(&answers);
    let passes = agreed == Answer::Up;
    let failing: Vec<&Heard> = heard.iter().filter(|heard| fails(heard.state)).collect();
    if let Some(first) = failing.first() {
        let confirmed = agreed == Answer::Down;
        let some = failing.len() < heard.len();
        return Verdict {
            level: if confirmed { policy.fails_as } else { policy.fails_as.min(Level::PartialOutage) },
            reason: first.reason,
            seen_from: if some { failing.iter().map(|heard| heard.region.clone()).collect() } else { vec![] },
            unconfirmed: failing.iter().all(|heard| heard.state == SeriesState::Unconfirmed),
            failing_since: failing.iter().filter_map(|heard| heard.failing_since).min(),
            passes,
            because: vec![],
        };
    }
    let said = worst_said(heard);
    let verdict = match (agreed, said) {
        (Answer::Up, Some((level, reason))) => Verdict::of(level, reason),
        // One region sees trouble and the others cannot say: trouble is what is known.
        (_, Some((level, reason))) if level > Level::Unknown => Verdict::of(level, reason),
        _ => Verdict::unknown(silence(heard)),
    };
    Verdict { passes, ..verdict }
}

fn judge_page(heard: &[Heard]) -> Verdict {
    match worst_said(heard) {
        Some((level, reason)) => Verdict::of(level, reason),
        None => Verdict::unknown(silence(heard)),
    }
}

fn answer(state: SeriesState) -> Answer {
    match state {
        SeriesState::Says(_) | SeriesState::Retried => Answer::Up,
        SeriesState::Fails => Answer::Down,
        SeriesState::Unconfirmed | SeriesState::Unknown => Answer::Unknown,
    }
}

fn fails(state: SeriesState) -> bool {
    matches!(state, SeriesState::Fails | SeriesState::Unconfirmed)
}

/// The worst level that any region was told, with its reason.
fn worst_said(heard: &[Heard]) -> Option<(Level, Option<Reason>)> {
    let said = heard.iter().filter_map(|heard| match heard.state {
        SeriesState::Says(level) => Some((level, heard.reason)),
        _ => None,
    });
    said.max_by_key(|(level, _)| *level)
}

fn silence(heard: &[Heard]) -> Reason {
    heard.iter().find_map(|heard| heard.reason).unwrap_or(Reason::NoSample)
}

/// The level of a page: the worst of its own monitored components; *unknown* when it has none.
#[must_use]
pub fn page_level(components: impl IntoIterator<Item = Option<Level>>) -> Level {
    worst(components.into_iter().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::{Claim, Sample};

    #[test]
    fn an_own_probe_passes_when_as_many_regions_are_up_as_readers_are_told_by() {
        let regions = [RegionId::from("north"), RegionId::from("south")];
        let slots = Slots::new(300);
        let view = |claims: &[Claim], display, own_probe| {
            let series = |claim: &Claim| {
                let mut series = Series::new(Instant(0));
                let sample = Sample { at: Instant(300), claim: *claim, reason: None };
                series.add(sample, *claim == Claim::Fails, 1, slots);
                series
            };
            let policy = Policy { display, contract: Quorum::All, confirm: 1, fails_as: Level::MajorOutage };
            SourceView { own_probe, policy, slots, regions: regions.iter().zip(claims.iter().map(series)).collect() }
        };
        let (up, slow, down) = (Claim::Says(Level::Operational), Claim::Says(Level::Degraded), Claim::Fails);
        for (claims, any, all) in [
            ([up, up], true, true),
            ([up, slow], true, true),
            ([up, down], true, false),
            ([up, Claim::Unknown], true, false),
            ([down, down], false, false),
            ([down, Claim::Unknown], false, false),
            ([Claim::Unknown, Claim::Unknown], false, false),
        ] {
            let passes = |quorum, own| judge(&[view(&claims, quorum, own)], Instant(310)).passes;
            assert_eq!((passes(Quorum::Any, true), passes(Quorum::All, true)), (any, all), "{claims:?}");
            assert!(!passes(Quorum::Any, false), "somebody's status page is no own probe");
        }
        let page = view(&[down, down], Quorum::Any, false);
        assert!(judge(&[page, view(&[up, up], Quorum::All, true)], Instant(310)).passes, "one of several is enough");
    }
}
