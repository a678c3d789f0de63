//! The figures of one component under a contract.

use super::facts::Facts;
use super::measured::{Under, is_measured, measured, of_level, resolution};
use super::work_out::Judged;
use super::{Budget, ComponentReport, DaySeconds, Excluded, ExcludedBy, Impaired, ResponseReport, Shares};
use crate::contract::{Contract, Gap, ResponseTerm};
use crate::day::Day;
use crate::figures::{Counts, Ratio, State, Stretch, Tally, Weights, timeline};
use crate::ids::{ComponentId, EnvId, SourceId};
use crate::page::{Component, Page, Source};
use crate::spans::{self, Span};
use crate::time::Instant;

/// How many decimals shares have.
pub(super) const DECIMALS: u32 = 4;

/// What a component's figures are made by.
pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) page: &'a Page,
    pub(super) unders: &'a [Under<'a>],
    pub(super) judged: &'a [Judged<'a>],
    pub(super) contract: Option<&'a Contract>,
    pub(super) env: &'a EnvId,
    /// The part of the month that the contract is about.
    pub(super) part: Span,
    /// When in it the contract was in force for this component.
    pub(super) within: &'a [Span],
    pub(super) weights: Weights,
}

/// The figures of a component.
pub(super) fn component(case: &Case<'_>, it: &Component) -> ComponentReport {
    let id = &it.id;
    let claims = case.claims(id);
    let (service, unknowable) = case.service();
    let mut excluded = vec![];
    let left = case.leave_out_maintenance(id, &service, &mut excluded);
    let agreed = case.leave_out_dependencies(&claims, left, &mut excluded);
    excluded.sort_by_key(|it| it.from);
    let held: Vec<Span> = excluded.iter().map(|it| (it.from, it.until)).collect();
    let timeline = case.timeline(&agreed, &unknowable, &claims);
    let tally = Tally::of(case.within, &service, &held, &timeline);
    let target = case.contract.and_then(|it| it.availability.as_ref()).and_then(|it| it.target);
    ComponentReport {
        component: id.clone(),
        name: it.name.clone(),
        within: if case.within == [case.part] { vec![] } else { case.within.to_vec() },
        monitored: is_measured(case.unders, case.env, id, case.within),
        contractual: Shares::of(&tally, case.weights),
        experienced: Shares::of(&tally, Weights::EXPERIENCED),
        kept: target.and_then(|target| tally.meets(target, case.weights)),
        budget: target.map(|target| budget(&tally, target, case.weights)),
        resolution: resolution(case.unders, case.env, id, case.within),
        impaired: impaired(&timeline),
        unknown: timeline.iter().filter(|(_, state)| *state == State::Unknown).map(|(span, _)| *span).collect(),
        days: case.days(&timeline),
        response: case.response(id),
        excluded,
        tally,
    }
}

impl Shares {
    /// What follows from seconds by these weights.
    #[must_use]
    pub fn of(tally: &Tally, weights: Weights) -> Self {
        Self::summed(tally, i64::try_from(tally.downtime(weights)).unwrap_or(i64::MAX))
    }

    /// What follows from seconds with so much downtime, in thousandths of a second: that of months of different weights, added.
    #[must_use]
    pub fn summed(tally: &Tally, downtime_thousandths: i64) -> Self {
        let percent = |ratio: Option<Ratio>| ratio.map(|ratio| ratio.percent(DECIMALS));
        let [availability, lower, upper] = tally.shares(downtime_thousandths.into()).map(percent);
        Self { availability, lower, upper, coverage: percent(tally.coverage()), downtime_thousandths }
    }
}

fn budget(tally: &Tally, target: u16, weights: Weights) -> Budget {
    Budget {
        thousandths: i64::try_from(tally.budget(target) / 10_000).unwrap_or(i64::MAX),
        used: tally.budget_used(target, weights).map(|used| used.percent(DECIMALS)),
    }
}

/// Degraded time is told as it was, too: it counts by its weight.
fn impaired(timeline: &[Stretch]) -> Vec<Impaired> {
    let bad = timeline.iter().filter(|(_, state)| *state >= State::Degraded);
    bad.map(|((from, until), state)| Impaired { from: *from, until: *until, state: *state }).collect()
}

impl Case<'_> {
    /// What was measured, and what people declared. A declaration makes it worse, never better: one of nothing bad says
    /// nothing.
    fn claims(&self, id: &ComponentId) -> Vec<Stretch> {
        let mut claims = measured(self.facts, self.unders, self.env, id);
        for it in self.facts.incidents.iter().filter(|it| it.declared && self.page.env_of(&it.env) == *self.env) {
            let said = it.levels(id, self.facts.until).into_iter().map(|(span, level)| (span, of_level(level)));
            claims.extend(said.filter(|(_, state)| *state > State::Up));
        }
        claims
    }

    /// The service hours; and of what part of it nobody knows whether it is in them.
    fn service(&self) -> (Vec<Span>, Vec<Span>) {
        let hours = self.contract.and_then(|it| it.availability.as_ref()).and_then(|it| it.service.as_ref());
        let Some(hours) = hours else { return (self.within.to_vec(), vec![]) };
        let known = spans::inside(self.within, &[(hours.from, hours.until)]);
        let unknowable = spans::outside(self.within, &known);
        let spans: Vec<Span> = hours.spans().collect();
        let service = spans::inside(&known, &spans);
        (spans::merged(service.into_iter().chain(unknowable.iter().copied())), unknowable)
    }

    /// Takes away what qualifies by the terms; gives what is left.
    fn leave_out_maintenance(&self, id: &ComponentId, service: &[Span], excluded: &mut Vec<Excluded>) -> Vec<Span> {
        let mut left = service.to_vec();
        for it in self.judged.iter().filter(|it| self.page.env_of(&it.fact.work.env) == *self.env) {
            let of_this = it.found.iter().filter(|found| found.component == *id);
            let held = of_this.flat_map(|found| found.held_outside.iter().copied());
            let here = spans::inside(&left, &spans::merged(held));
            left = spans::outside(&left, &here);
            excluded.extend(here.into_iter().map(|(from, until)| Excluded {
                from,
                until,
                by: ExcludedBy::Maintenance { id: it.fact.id.clone(), title: it.fact.title.clone() },
            }));
        }
        left
    }

    /// Takes away when it did not work while something that the terms name did not either; gives what is left.
    fn leave_out_dependencies(&self, claims: &[Stretch], left: Vec<Span>, excluded: &mut Vec<Excluded>) -> Vec<Span> {
        let Some(terms) = self.contract.and_then(|it| it.availability.as_ref()) else { return left };
        let mut left = left;
        let is_bad = |least: State| move |(_, state): &&Stretch| *state >= least;
        let own = timeline(&left, claims, State::Unknown);
        let suffering = spans::merged(own.iter().filter(is_bad(State::Degraded)).map(|(span, _)| *span));
        for name in &terms.excludes {
            let theirs = timeline(&left, &self.claims(name), State::Unknown);
            let down = spans::merged(theirs.iter().filter(is_bad(State::Partial)).map(|(span, _)| *span));
            let here = spans::inside(&suffering, &down);
            let here = spans::inside(&here, &left);
            left = spans::outside(&left, &here);
            let named = self.unders.iter().rev().find_map(|(_, page)| page.component(name));
            let named = named.map(|it| it.name.clone()).unwrap_or_default();
            excluded.extend(here.into_iter().map(|(from, until)| Excluded {
                from,
                until,
                by: ExcludedBy::Dependency { component: name.clone(), name: named.clone() },
            }));
        }
        left
    }

    /// What was so at each instant of the agreed time.
    fn timeline(&self, agreed: &[Span], unknowable: &[Span], claims: &[Stretch]) -> Vec<Stretch> {
        let gap = self.contract.and_then(|it| it.availability.as_ref()).map_or(Gap::Unknown, |it| it.gap);
        let claims: Vec<Stretch> = match gap {
            Gap::Unknown => claims.to_vec(),
            Gap::Down => claims
                .iter()
                .map(|(span, state)| (*span, if *state == State::Unknown { State::Down } else { *state }))
                .collect(),
        };
        let silent = if gap == Gap::Down { State::Down } else { State::Unknown };
        let mut whole = timeline(&spans::outside(agreed, unknowable), &claims, silent);
        whole.extend(spans::inside(agreed, unknowable).into_iter().map(|span| (span, State::Unknown)));
        whole.sort_by_key(|(span, _)| *span);
        whole
    }

    /// Each local day in which the contract was in force, from when to when, and how many seconds of it.
    fn whole_days(&self) -> impl Iterator<Item = (Day, Span, i64)> {
        let end = |day: Day| if day < self.facts.month.next().first() { self.begins(day) } else { self.facts.until };
        let whole = self.facts.month.days().map(move |day| (day, (self.begins(day), end(day.plus(1)))));
        let of = |(day, span)| (day, span, spans::seconds(&spans::inside(self.within, &[span])));
        whole.map(of).filter(|(.., seconds)| *seconds > 0)
    }

    /// When a local day of the month begins, by the clocks of the newest configuration; the first with the month, by whatever
    /// clocks that began.
    fn begins(&self, day: Day) -> Instant {
        let (from, until) = (self.facts.from, self.facts.until);
        let zone = self.unders.last().map_or(&self.page.zone, |(_, page)| &page.zone);
        if day <= self.facts.month.first() { from } else { zone.begins(day).clamp(from, until) }
    }

    fn days(&self, timeline: &[Stretch]) -> Vec<DaySeconds> {
        let mut place = 0;
        let days = self.whole_days().map(|(day, (from, until), outside)| {
            let mut of = DaySeconds { day, up: 0, degraded: 0, partial: 0, down: 0, unknown: 0, outside };
            while let Some(((begin, end), state)) = timeline.get(place).filter(|((begin, _), _)| *begin < until) {
                let seconds = (*end).min(until).since((*begin).max(from));
                of.add(*state, seconds);
                if *end > until {
                    break;
                }
                place += 1;
            }
            of
        });
        days.collect()
    }

    fn response(&self, id: &ComponentId) -> Vec<ResponseReport> {
        let terms = self.contract.map(|it| it.response.as_slice()).unwrap_or_default();
        terms.iter().map(|term| self.response_by(id, term)).collect()
    }

    /// How many answers there should have been.
    fn due(&self, id: &ComponentId, term: &ResponseTerm) -> u64 {
        let mut due = 0;
        for (span, page) in self.unders {
            let seconds = spans::seconds(&spans::inside(self.within, &[*span]));
            let by_term = |it: &&Source| {
                let asked = it.kind.is_own_probe() && (term.sources.is_empty() || term.sources.contains(&it.id));
                asked && it.env == *self.env && it.about.iter().any(|about| about.component == *id)
            };
            for source in page.sources.iter().filter(by_term) {
                let slots = seconds / source.every.max(1);
                due += u64::try_from(slots).unwrap_or(0) * source.regions.len() as u64;
            }
        }
        due
    }

    /// How fast a component answered, on the days that began while the contract was in force for it.
    fn response_by(&self, id: &ComponentId, term: &ResponseTerm) -> ResponseReport {
        let holds = |at: Instant| self.within.iter().any(|(from, until)| *from <= at && at < *until);
        let source = |id: &SourceId| self.unders.iter().rev().find_map(|(_, page)| page.source(id));
        let meant = |it: &&super::SampleFact| {
            let by_term = term.sources.is_empty() || term.sources.contains(&it.source);
            let of_env = source(&it.source).is_none_or(|source| source.env == *self.env);
            it.component == *id && by_term && of_env && holds(self.begins(it.day))
        };
        let counts = self.facts.samples.iter().filter(meant).fold(Counts::default(), |sum, it| sum.plus(&it.counts));
        let share = counts.share(term.below_ms);
        ResponseReport {
            name: term.name.clone(),
            below_ms: term.below_ms,
            share: term.share,
            below: counts.below(term.below_ms).unwrap_or(0),
            total: counts.total(),
            due: Some(self.due(id, term)),
            reached: share.map(|share| share.percent(DECIMALS)),
            kept: share.map(|share| share.reaches(term.share)),
        }
    }
}

impl DaySeconds {
    /// Adds seconds of agreed time.
    fn add(&mut self, state: State, seconds: i64) {
        self.outside -= seconds;
        match state {
            State::Up => self.up += seconds,
            State::Unknown => self.unknown += seconds,
            State::Degraded => self.degraded += seconds,
            State::Partial => self.partial += seconds,
            State::Down => self.down += seconds,
        }
    }
}
