//! Seconds, counted; and what follows from them.

use super::ratio::Ratio;
use super::timeline::{State, Stretch};
use crate::spans::{self, Span};
use serde::{Deserialize, Serialize};

/// How much of a second counts as downtime, in thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// While it works for nobody.
    pub down: u16,
    /// While it works for some.
    pub partial: u16,
    /// While it works with less than promised.
    pub degraded: u16,
}

impl Weights {
    /// Of a contract that says nothing else: an outage of essential parts is an outage.
    pub const CONTRACTUAL: Self = Self { down: 1_000, partial: 1_000, degraded: 0 };
    /// As people lived through it.
    pub const EXPERIENCED: Self = Self { down: 1_000, partial: 300, degraded: 0 };
}

impl Default for Weights {
    fn default() -> Self {
        Self::CONTRACTUAL
    }
}

/// Seconds of a period, or of several: adding two is how longer periods are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Of the period.
    pub period: i64,
    /// Of its service hours.
    pub service: i64,
    /// Of those that are left out by the terms.
    pub excluded: i64,
    /// Of the agreed time: service hours without what is excluded.
    pub agreed: i64,
    /// Of the agreed time, of which nobody can tell.
    pub unknown: i64,
    /// In which it worked with less than promised.
    pub degraded: i64,
    /// In which it worked for some.
    pub partial: i64,
    /// In which it worked for nobody.
    pub down: i64,
    /// How often it went down, wholly or for some, in agreed time.
    pub outages: u32,
    /// The longest of them, in seconds of agreed time.
    pub longest_outage: i64,
}

impl Tally {
    /// Counts a timeline of agreed time, which must be complete. `period` is one span, unless other terms held in between.
    #[must_use]
    pub fn of(period: &[Span], service: &[Span], excluded: &[Span], timeline: &[Stretch]) -> Self {
        let of = |state: State| {
            timeline.iter().filter(|(_, it)| *it == state).map(|(span, _)| spans::length(*span)).sum::<i64>()
        };
        let bad = timeline.iter().filter(|(_, state)| *state >= State::Partial).map(|(span, _)| *span);
        // Of an outage around hours in which nothing is agreed, the parts on both sides are one.
        let gap = spans::outside(period, &spans::outside(service, excluded));
        let outages = joined(&spans::merged(bad), &gap);
        Self {
            period: spans::seconds(period),
            service: spans::seconds(service),
            excluded: spans::seconds(&spans::inside(service, excluded)),
            agreed: timeline.iter().map(|(span, _)| spans::length(*span)).sum(),
            unknown: of(State::Unknown),
            degraded: of(State::Degraded),
            partial: of(State::Partial),
            down: of(State::Down),
            outages: u32::try_from(outages.len()).unwrap_or(u32::MAX),
            longest_outage: outages.into_iter().max().unwrap_or(0),
        }
    }

    /// Observed seconds: agreed ones of which somebody can tell.
    #[must_use]
    pub fn observed(&self) -> i64 {
        self.agreed - self.unknown
    }

    /// Downtime, in thousandths of a second.
    #[must_use]
    pub fn downtime(&self, weights: Weights) -> i128 {
        let of = |seconds: i64, weight: u16| i128::from(seconds) * i128::from(weight);
        of(self.down, weights.down) + of(self.partial, weights.partial) + of(self.degraded, weights.degraded)
    }

    /// Availability; `None` where nothing was observed.
    #[must_use]
    pub fn availability(&self, weights: Weights) -> Option<Ratio> {
        self.shares(self.downtime(weights))[0]
    }

    /// What availability is at least, if all that nobody can tell was down.
    #[must_use]
    pub fn lower(&self, weights: Weights) -> Option<Ratio> {
        self.shares(self.downtime(weights))[1]
    }

    /// What availability is at most, if all that nobody can tell was up.
    #[must_use]
    pub fn upper(&self, weights: Weights) -> Option<Ratio> {
        self.shares(self.downtime(weights))[2]
    }

    /// Availability with so much downtime, in thousandths of a second; what it is at least; and what it is at most.
    pub(crate) fn shares(&self, downtime: i128) -> [Option<Ratio>; 3] {
        let (observed, agreed) = (i128::from(self.observed()) * 1_000, i128::from(self.agreed) * 1_000);
        let up = observed - downtime;
        [Ratio::new(up, observed), Ratio::new(up, agreed), Ratio::new(agreed - downtime, agreed)]
    }

    /// Of which share of the agreed time somebody can tell.
    #[must_use]
    pub fn coverage(&self) -> Option<Ratio> {
        Ratio::new(self.observed().into(), self.agreed.into())
    }

    /// Whether availability is at least so many ten-thousandths, exactly; `None` where nothing was observed.
    #[must_use]
    pub fn meets(&self, basis_points: u16, weights: Weights) -> Option<bool> {
        self.availability(weights).map(|availability| availability.reaches(basis_points))
    }

    /// Whether a target is kept, or is not, whatever was so in the time of which nobody can tell.
    #[must_use]
    pub fn is_certain(&self, basis_points: u16, weights: Weights) -> bool {
        let reaches = |share: Option<Ratio>| share.is_some_and(|share| share.reaches(basis_points));
        reaches(self.lower(weights)) == reaches(self.upper(weights))
    }

    /// How much downtime a target leaves, in ten-millionths of a second: thousandths of ten-thousandths.
    #[must_use]
    pub fn budget(&self, basis_points: u16) -> i128 {
        i128::from(self.observed()) * 1_000 * (10_000 - i128::from(basis_points.min(10_000)))
    }

    /// How much of that is used; `None` where there is none.
    #[must_use]
    pub fn budget_used(&self, basis_points: u16, weights: Weights) -> Option<Ratio> {
        Ratio::new(self.downtime(weights) * 10_000, self.budget(basis_points))
    }

    /// Both together: seconds are added, of the longest outage the longer is kept.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            period: self.period + other.period,
            service: self.service + other.service,
            excluded: self.excluded + other.excluded,
            agreed: self.agreed + other.agreed,
            unknown: self.unknown + other.unknown,
            degraded: self.degraded + other.degraded,
            partial: self.partial + other.partial,
            down: self.down + other.down,
            outages: self.outages.saturating_add(other.outages),
            longest_outage: self.longest_outage.max(other.longest_outage),
        }
    }
}

/// How long each outage is, of spans in order: those between which nothing was agreed are parts of one.
fn joined(bad: &[Span], gap: &[Span]) -> Vec<i64> {
    let mut outages: Vec<(i64, crate::time::Instant)> = vec![];
    for (begin, end) in bad {
        let length = spans::length((*begin, *end));
        match outages.last_mut() {
            Some((seconds, until)) if spans::outside(&[(*until, *begin)], gap).is_empty() => {
                (*seconds, *until) = (*seconds + length, *end);
            }
            _ => outages.push((length, *end)),
        }
    }
    outages.into_iter().map(|(seconds, _)| seconds).collect()
}
