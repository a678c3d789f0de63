//! How fast was answered: how many answers took less than each of [`THRESHOLDS`]. Exact, and merged by adding.

use super::{Ratio, THRESHOLDS};
use serde::{Deserialize, Serialize};

/// How many answers took how long.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// How many took less than each threshold.
    pub below: [u64; THRESHOLDS.len()],
    /// How many there were.
    pub answered: u64,
    /// How often there was none: it did not come in time, whatever the threshold.
    pub failed: u64,
}

impl Counts {
    /// Of how many it is told.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.answered.saturating_add(self.failed)
    }

    /// How many took less than a threshold; `None` of one that is none of [`THRESHOLDS`].
    #[must_use]
    pub fn below(&self, milliseconds: u32) -> Option<u64> {
        let place = THRESHOLDS.iter().position(|threshold| *threshold == milliseconds)?;
        self.below.get(place).copied()
    }

    /// Which share took less than a threshold; `None` of none.
    #[must_use]
    pub fn share(&self, milliseconds: u32) -> Option<Ratio> {
        Ratio::new(self.below(milliseconds)?.into(), self.total().into())
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let mut sum = *self;
        for (below, more) in sum.below.iter_mut().zip(other.below) {
            *below = below.saturating_add(more);
        }
        sum.answered = sum.answered.saturating_add(other.answered);
        sum.failed = sum.failed.saturating_add(other.failed);
        sum
    }
}
