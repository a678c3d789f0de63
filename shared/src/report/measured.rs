//! What was measured of a component: what its sources said from each region, by the contract rule of each source.
//!
//! The worst source decides. A status page that is silent hides nothing that an own probe has seen; an own probe that is
//! silent makes *unknown* of what others call well. Each stretch of time is read by the configuration of its time.

use super::facts::{Facts, SeriesFact};
use crate::figures::{State, Stretch, worst};
use crate::ids::{ComponentId, EnvId, RegionId};
use crate::page::{About, Page, Source};
use crate::spans::{self, Span};
use crate::status::{Answer, Interval, Level, SeriesState, counts_as, interval};
use crate::time::Instant;

/// Since when until when a configuration was in force, and what it was.
pub type Under<'a> = (Span, &'a Page);

/// What was measured of a component in an environment, all of the month, in order; *unknown* where nobody did.
#[must_use]
pub fn measured(facts: &Facts, unders: &[Under<'_>], env: &EnvId, component: &ComponentId) -> Vec<Stretch> {
    let mut all = vec![];
    for (span, page) in unders {
        let env = page.env_of(env);
        let (mut own, mut pages) = (vec![], vec![]);
        for (source, about) in page.speaks_about(component, &env) {
            let said = of_source(facts, source, about, *span);
            if source.kind.is_own_probe() { own.extend(said) } else { pages.extend(said) }
        }
        if !own.is_empty() {
            pages.retain(|(_, state)| *state != State::Unknown);
        }
        own.extend(pages);
        // Terms that take a gap for an outage do so where nobody was asked, too, whatever is declared.
        if own.is_empty() {
            own.push((*span, State::Unknown));
        }
        all.extend(worst(&own));
    }
    all
}

/// Whether anybody measured a component in an environment in one of some spans.
#[must_use]
pub fn is_measured(unders: &[Under<'_>], env: &EnvId, component: &ComponentId, within: &[Span]) -> bool {
    let mut then = unders.iter().filter(|(span, _)| !spans::inside(within, &[*span]).is_empty());
    then.any(|(_, page)| page.is_monitored(component, &page.env_of(env)))
}

/// Seconds between two samples of a component in some spans, where that is most; 0 where there were none.
#[must_use]
pub fn resolution(unders: &[Under<'_>], env: &EnvId, component: &ComponentId, within: &[Span]) -> i64 {
    let every = |page: &Page| page.speaks_about(component, &page.env_of(env)).map(|(source, _)| source.every).max();
    let then = unders.iter().filter(|(span, _)| !spans::inside(within, &[*span]).is_empty());
    then.filter_map(|(_, page)| every(page)).max().unwrap_or(0)
}

/// What one source said of a component, all of `span`.
fn of_source(facts: &Facts, source: &Source, about: &About, span: Span) -> Vec<Stretch> {
    let (from, until) = span;
    let of_region = |region: &RegionId| {
        let it = |it: &&SeriesFact| it.source == source.id && it.component == about.component && it.region == *region;
        facts.series.iter().find(it).map(|it| it.intervals.as_slice()).unwrap_or_default()
    };
    let regions: Vec<&[Interval<SeriesState>]> = source.regions.iter().map(of_region).collect();
    let edges = regions.iter().copied().flatten().flat_map(|it| [Some(it.start), it.end]).flatten();
    let mut cuts: Vec<Instant> = edges.filter(|at| from < *at && *at < until).chain([from, until]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let state = |at: Instant| {
        let said: Vec<Option<SeriesState>> = regions.iter().map(|list| interval::at(list, at)).collect();
        together(&said, about)
    };
    cuts.iter().zip(cuts.iter().skip(1)).map(|(begin, end)| ((*begin, *end), state(*begin))).collect()
}

/// What the regions say together, by the contract rule.
fn together(said: &[Option<SeriesState>], about: &About) -> State {
    let answers: Vec<Answer> = said.iter().map(|it| it.map_or(Answer::Unknown, counts_as)).collect();
    let known = said.iter().flatten();
    match about.policy.contract.of(&answers) {
        Answer::Unknown => State::Unknown,
        Answer::Up if known.clone().any(|it| *it == SeriesState::Says(Level::Degraded)) => State::Degraded,
        Answer::Up => State::Up,
        Answer::Down => {
            let bad = known.filter(|it| counts_as(**it) == Answer::Down);
            let level = |it: &SeriesState| match it {
                SeriesState::Says(level) => *level,
                _ => about.policy.fails_as,
            };
            bad.map(level).max().map_or(State::Unknown, of_level)
        }
    }
}

/// What a level is in the figures. Maintenance that somebody's page tells of is not downtime of theirs.
#[must_use]
pub fn of_level(level: Level) -> State {
    match level {
        Level::Operational | Level::Maintenance => State::Up,
        Level::Unknown => State::Unknown,
        Level::Degraded => State::Degraded,
        Level::PartialOutage => State::Partial,
        Level::MajorOutage => State::Down,
    }
}
