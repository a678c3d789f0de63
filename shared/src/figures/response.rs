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

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(below: [u64; 6], answered: u64, failed: u64) -> Counts {
        Counts { below, answered, failed }
    }

    #[test]
    fn only_known_thresholds_have_a_count() {
        let it = counts([1, 2, 3, 4, 5, 6], 7, 0);
        let known = THRESHOLDS.map(|threshold| it.below(threshold));
        assert_eq!(known, [Some(1), Some(2), Some(3), Some(4), Some(5), Some(6)]);
        for other in [0, 249, 251, 2_999, 6_001, u32::MAX] {
            assert_eq!((it.below(other), it.share(other)), (None, None), "{other}");
        }
    }

    #[test]
    fn whoever_got_no_answer_did_not_get_it_in_time() {
        for (below, answered, failed, share) in
            [(90, 100, 0, "90.00"), (90, 90, 10, "90.00"), (0, 0, 5, "0.00"), (5, 5, 0, "100.00")]
        {
            let it = counts([below; 6], answered, failed);
            assert_eq!(it.share(3_000).unwrap().percent(2), share, "{it:?}");
        }
        assert_eq!(Counts::default().share(3_000), None, "of none there is no share");
    }

    #[test]
    fn counts_of_parts_add_up_in_any_order_and_stay_as_they_are_when_written() {
        let (one, other) = (counts([0, 1, 2, 3, 4, 5], 6, 1), counts([9, 9, 9, 9, 9, 9], 9, 0));
        assert_eq!(one.plus(&other), other.plus(&one));
        assert_eq!(one.plus(&Counts::default()), one);
        assert_eq!(one.plus(&other), counts([9, 10, 11, 12, 13, 14], 15, 1));
        let most = counts([u64::MAX; 6], u64::MAX, u64::MAX);
        assert_eq!(most.plus(&one), most, "a count that is full stays full");
        let written = serde_json::to_string(&one).unwrap();
        assert_eq!(serde_json::from_str::<Counts>(&written).unwrap(), one);
    }
}
