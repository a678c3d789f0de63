//! The figures of one component under a contract.

use super::facts::Facts;
use super::measured::{Under, is_measured, measured, of_level};
use super::work_out::Judged;
use super::{Budget, ComponentReport, DaySeconds, Excluded, ExcludedBy, Outage, ResponseReport, Shares};
use crate::contract::{Contract, Gap, ResponseTerm};
use crate::figures::{Counts, State, Stretch, Tally, Weights, timeline};
use crate::ids::{ComponentId, EnvId};
use crate::page::Page;
use crate::spans::{self, Span};
use crate::status::Level;

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
    pub(super) weights: Weights,
}

/// The figures of a component.
pub(super) fn component(case: &Case<'_>, id: &ComponentId) -> ComponentReport {
    let claims = case.claims(id);
    let (service, unknowable) = case.service();
    let mut excluded = vec![];
    let left = case.leave_out_maintenance(id, &service, &mut excluded);
    let agreed = case.leave_out_dependencies(&claims, left, &mut excluded);
    excluded.sort_by_key(|it| it.from);
    let held: Vec<Span> = excluded.iter().map(|it| (it.from, it.until)).collect();
    let timeline = case.timeline(&agreed, &unknowable, &claims);
    let tally = Tally::of(case.part, &service, &held, &timeline);
    let target = case.contract.and_then(|it| it.availability.as_ref()).and_then(|it| it.target);
    ComponentReport {
        component: id.clone(),
        name: case.page.component(id).map(|it| it.name.clone()).unwrap_or_default(),
        monitored: is_measured(case.unders, case.env, id),
        contractual: Shares::of(&tally, case.weights),
        experienced: Shares::of(&tally, Weights::EXPERIENCED),
        kept: target.and_then(|target| tally.meets(target, case.weights)),
        budget: target.map(|target| budget(&tally, target, case.weights)),
        resolution: case.page.speaks_about(id, case.env).map(|(source, _)| source.every).max().unwrap_or(0),
        outages: outages(&timeline),
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
        let percent = |ratio: Option<crate::figures::Ratio>| ratio.map(|ratio| ratio.percent(DECIMALS));
        Self {
            availability: percent(tally.availability(weights)),
            lower: percent(tally.lower(weights)),
            upper: percent(tally.upper(weights)),
            coverage: percent(tally.coverage()),
            downtime_thousandths: i64::try_from(tally.downtime(weights)).unwrap_or(i64::MAX),
        }
    }
}

fn budget(tally: &Tally, target: u16, weights: Weights) -> Budget {
    Budget {
        thousandths: i64::try_from(tally.budget(target) / 10_000).unwrap_or(i64::MAX),
        used: tally.budget_used(target, weights).map(|used| used.percent(DECIMALS)),
    }
}

/// Degraded time is told as it was, too: it counts by its weight.
fn outages(timeline: &[Stretch]) -> Vec<Outage> {
    let bad = timeline.iter().filter(|(_, state)| *state >= State::Degraded);
    bad.map(|((from, until), state)| Outage { from: *from, until: *until, state: *state }).collect()
}

impl Case<'_> {
    /// What was measured, and what people declared. A declaration makes it worse, never better.
    fn claims(&self, id: &ComponentId) -> Vec<Stretch> {
        let mut claims = measured(self.facts, self.unders, self.env, id);
        for it in self.facts.incidents.iter().filter(|it| it.declared && self.page.env_of(&it.env) == *self.env) {
            let bad = it.affected.iter().filter(|on| on.component == *id && on.level > Level::Operational);
            claims.extend(bad.map(|on| (it.span(self.facts.until), of_level(on.level))));
        }
        claims
    }

    /// The service hours in the part; and of what part of it nobody knows whether it is in them.
    fn service(&self) -> (Vec<Span>, Vec<Span>) {
        let hours = self.contract.and_then(|it| it.availability.as_ref()).and_then(|it| it.service.as_ref());
        let Some(hours) = hours else { return (vec![self.part], vec![]) };
        let known = spans::inside(&[self.part], &[(hours.from, hours.until)]);
        let unknowable = spans::outside(&[self.part], &known);
        let spans: Vec<Span> = hours.spans().collect();
        let service = spans::inside(&known, &spans);
        (spans::merged(service.into_iter().chain(unknowable.iter().copied())), unknowable)
    }

    /// Takes away what qualifies by the terms; gives what is left.
    fn leave_out_maintenance(&self, id: &ComponentId, service: &[Span], excluded: &mut Vec<Excluded>) -> Vec<Span> {
        let mut left = service.to_vec();
        for it in self.judged.iter().filter(|it| self.page.env_of(&it.fact.work.env) == *self.env) {
            let by_this = |found: &&crate::maintenance::Qualification| {
                found.component == *id && found.contract.as_ref() == self.contract.map(|contract| &contract.id)
            };
            let held = it.found.iter().filter(by_this).flat_map(|found| found.held_outside.iter().copied());
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
            let named = self.page.component(name).map(|it| it.name.clone()).unwrap_or_default();
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

    /// The days of the part.
    fn days(&self, timeline: &[Stretch]) -> Vec<DaySeconds> {
        let zone = &self.page.zone;
        let whole =
            self.facts.month.days().filter_map(|day| Some((day, (zone.midnight(day)?, zone.midnight(day.plus(1))?))));
        let here = whole.filter_map(|(day, (from, until))| {
            let (from, until) = (from.max(self.part.0), until.min(self.part.1));
            (from < until).then_some((day, (from, until)))
        });
        let mut place = 0;
        here.map(|(day, (from, until))| {
            let mut of =
                DaySeconds { day, up: 0, degraded: 0, partial: 0, down: 0, unknown: 0, outside: until.since(from) };
            while let Some(((begin, end), state)) = timeline.get(place).filter(|((begin, _), _)| *begin < until) {
                let seconds = (*end).min(until).since((*begin).max(from));
                of.add(*state, seconds);
                if *end > until {
                    break;
                }
                place += 1;
            }
            of
        })
        .collect()
    }

    fn response(&self, id: &ComponentId) -> Vec<ResponseReport> {
        let terms = self.contract.map(|it| it.response.as_slice()).unwrap_or_default();
        terms.iter().map(|term| self.response_by(id, term)).collect()
    }

    /// How fast a component answered, on the days of the part.
    fn response_by(&self, id: &ComponentId, term: &ResponseTerm) -> ResponseReport {
        let zone = &self.page.zone;
        let (first, last) = (zone.day(self.part.0), zone.day(self.part.1.plus(-1)));
        let meant = |it: &&super::SampleFact| {
            let source = term.sources.is_empty() || term.sources.contains(&it.source);
            let of_env = self.page.source(&it.source).is_none_or(|source| source.env == *self.env);
            it.component == *id && source && of_env && first <= it.day && it.day <= last
        };
        let counts = self.facts.samples.iter().filter(meant).fold(Counts::default(), |sum, it| sum.plus(&it.counts));
        let share = counts.share(term.below_ms);
        ResponseReport {
            name: term.name.clone(),
            below_ms: term.below_ms,
            share: term.share,
            below: counts.below(term.below_ms).unwrap_or(0),
            total: counts.total(),
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
