//! Series: what one source has said about one component from one region, over time.
//!
//! A failed sample is not yet an outage: it is *unconfirmed* until `confirm` samples in a row have failed. Then the outage
//! began at the first of them. A sample that passes directly afterwards makes it *retried*: known to have been
//! answered when asked again.

use super::{Claim, Level, Reason, Slots};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How far a clock may be behind the one before, in seconds; beyond that it was set back, and is believed.
const CLOCK_TOLERANCE: i64 = 60;

/// What an interval of a series says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeriesState {
    /// It was answered, and this is what the answer says. Never [`Level::Unknown`].
    Says(Level),
    /// It failed once and was answered when asked again directly afterwards.
    Retried,
    /// It failed, and has not yet been confirmed.
    Unconfirmed,
    /// It failed, often enough in a row.
    Fails,
    /// Nobody could say.
    Unknown,
}

impl SeriesState {
    /// The word used in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Says(level) => level.as_str(),
            Self::Retried => "retried",
            Self::Unconfirmed => "unconfirmed",
            Self::Fails => "fails",
            Self::Unknown => "unknown",
        }
    }

    /// The state a stored word names; *unknown* for any other word.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "retried" => Self::Retried,
            "unconfirmed" => Self::Unconfirmed,
            "fails" => Self::Fails,
            _ => Level::parse(word).filter(|level| *level != Level::Unknown).map_or(Self::Unknown, Self::Says),
        }
    }
}

/// One sample, as it is added to a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// When it was taken.
    pub at: Instant,
    /// What it says.
    pub claim: Claim,
    /// Why.
    pub reason: Option<Reason>,
}

/// The last sample of a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// The slot it belongs to.
    pub slot: i64,
    /// When it was taken.
    pub at: Instant,
    /// Whether the target itself failed, before anybody judged the region.
    pub failed: bool,
}

/// Failed samples that wait for confirmation, or have got it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// The first failed sample: when the outage began, if it is one.
    pub since: Instant,
    /// How many have failed in a row.
    pub count: u32,
}

/// Where a series stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// What its present interval says.
    pub state: SeriesState,
    /// When that interval began.
    pub start: Instant,
    /// Why.
    pub reason: Option<Reason>,
    /// Failures in a row.
    pub failing: Option<Failing>,
    /// The last sample; `None` before the first.
    pub last: Option<Last>,
}

/// What has to be written down when a sample has been added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// The present interval ends, and nothing that was stored as beginning or ending later has happened.
    Close {
        /// When.
        end: Instant,
    },
    /// A new one begins.
    Open {
        /// When.
        start: Instant,
        /// What it says.
        state: SeriesState,
        /// Why.
        reason: Option<Reason>,
    },
    /// Every unconfirmed interval that began at `from` or later turns out to be `state`.
    Settle {
        /// The first failed sample.
        from: Instant,
        /// What they turn out to be.
        state: SeriesState,
    },
}

impl Last {
    /// Whether it was taken by a clock that has been set back since.
    #[must_use]
    pub fn is_ahead_of(&self, now: Instant) -> bool {
        self.at.since(now) > CLOCK_TOLERANCE
    }
}

impl Series {
    /// A series that has not begun: *unknown* since `now`.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        Self { state: SeriesState::Unknown, start: now, reason: Some(Reason::NoSample), failing: None, last: None }
    }

    /// What the series says at `now`: its present interval, as long as its last sample speaks.
    #[must_use]
    pub fn at(&self, now: Instant, slots: Slots) -> (SeriesState, Option<Reason>) {
        match self.last {
            Some(last) if !last.is_ahead_of(now) && now < slots.speaks_until(last.slot) => (self.state, self.reason),
            _ => (SeriesState::Unknown, Some(Reason::NoSample)),
        }
    }

    /// Adds a sample. Returns what to write, in order; nothing when nothing changed.
    ///
    /// `failed` says whether the target failed before the region was judged (see [`super::discount_lost_regions`]).
    /// A sample that is a little older than the last one changes nothing.
    pub fn add(&mut self, sample: Sample, failed: bool, confirm: u32, slots: Slots) -> Vec<Change> {
        let mut changes = Vec::new();
        let slot = slots.at(sample.at);
        match self.last {
            Some(last) if last.is_ahead_of(sample.at) => {
                // The clock was set back: the series begins anew where the clock is now.
                changes.push(Change::Close { end: sample.at });
                *self = Self::new(sample.at);
            }
            Some(last) if sample.at < last.at => return changes,
            _ => {}
        }
        if let Some(missed) = self.last.map(|last| last.slot.saturating_add(1)).filter(|missed| *missed < slot) {
            let from = slots.start(missed).max(self.start);
            // A row of failures ends where nobody measured.
            if let Some(failing) = self.failing.take() {
                changes.push(Change::Settle { from: failing.since, state: SeriesState::Unknown });
            }
            self.enter(from, SeriesState::Unknown, Some(Reason::NoSample), &mut changes);
        }
        self.last = Some(Last { slot, at: sample.at, failed });
        let state = self.settle(&sample, confirm, slots, &mut changes);
        self.enter(sample.at, state, sample.reason, &mut changes);
        changes
    }

    /// Counts failures in a row, and says what the sample's own interval is. A row that waits for its confirmation ends when
    /// nobody could be asked in a later slot.
    fn settle(&mut self, sample: &Sample, confirm: u32, slots: Slots, changes: &mut Vec<Change>) -> SeriesState {
        match sample.claim {
            Claim::Unknown => {
                // What could not be asked again in its time is not confirmed by what is said days later: figures of then are
                // made by then.
                let waits = |it: &mut Failing| it.count < confirm && slots.at(it.since) < slots.at(sample.at);
                if let Some(failing) = self.failing.take_if(waits) {
                    changes.push(Change::Settle { from: failing.since, state: SeriesState::Unknown });
                }
                SeriesState::Unknown
            }
            Claim::Says(level) => {
                if let Some(failing) = self.failing.take() {
                    let direct = self.state == SeriesState::Unconfirmed;
                    let state = if direct { SeriesState::Retried } else { SeriesState::Unknown };
                    changes.push(Change::Settle { from: failing.since, state });
                }
                if level == Level::Unknown { SeriesState::Unknown } else { SeriesState::Says(level) }
            }
            Claim::Fails => {
                let before = self.failing.unwrap_or(Failing { since: sample.at, count: 0 });
                let failing = Failing { count: before.count.saturating_add(1), ..before };
                self.failing = Some(failing);
                if failing.count < confirm {
                    return SeriesState::Unconfirmed;
                }
                if self.state != SeriesState::Fails && failing.count > 1 {
                    changes.push(Change::Settle { from: failing.since, state: SeriesState::Fails });
                    if self.state == SeriesState::Unconfirmed {
                        self.state = SeriesState::Fails;
                    }
                }
                SeriesState::Fails
            }
        }
    }

    /// Ends the present interval and begins another, where that is a change.
    fn enter(&mut self, start: Instant, state: SeriesState, reason: Option<Reason>, changes: &mut Vec<Change>) {
        let first = self.last.is_none_or(|last| last.at == start) && self.start == start;
        if self.state == state && !first {
            self.reason = reason;
            return;
        }
        changes.push(Change::Close { end: start });
        changes.push(Change::Open { start, state, reason });
        (self.state, self.start, self.reason) = (state, start, reason);
    }
}
