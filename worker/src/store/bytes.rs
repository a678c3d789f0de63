//! One byte per sample: what it said, and how long the answer took.
//!
//! | byte | meaning |
//! |---|---|
//! | 0 | no sample |
//! | 1–100 | answered, operational; the bucket of the time it took |
//! | 101–200 | answered, degraded; the bucket of the time it took |
//! | 201 | failed |
//! | 202 | failed, but its region was lost |
//! | 203 | could not be asked, or the answer says nothing |
//! | 211–213 | somebody's status page says maintenance, partial outage, major outage |

use fyr_shared::figures::{Counts, THRESHOLDS};
use fyr_shared::status::{Claim, Level, Observation, Reason};

/// Upper edges of the buckets in milliseconds, exclusive: a sample is in the first bucket whose edge it is below. About
/// 12 % apart, and every one of [`THRESHOLDS`] is an edge, so that the share below a threshold is exact. Stored data depends on them: never edited.
const EDGES: [u32; 88] = [
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 16, 17, 20, 22, 24, 27, 30, 34, 38, 42, 47, 52, 59, 65, 73, 82, 91, 102,
    113, 127, 141, 158, 176, 197, 219, 250, 273, 305, 341, 380, 425, 500, 529, 591, 659, 736, 822, 917, 1000, 1143,
    1276, 1424, 1590, 1775, 1981, 2212, 2469, 2756, 3000, 3434, 4000, 4280, 4777, 5333, 6000, 6645, 7418, 8281, 9244,
    10319, 11519, 12859, 14355, 16024, 17888, 19968, 22290, 24883, 27777, 31007, 34613, 38639, 43133, 48149, 53749,
];

const OPERATIONAL: u8 = 1;
const DEGRADED: u8 = 101;
const FAILED: u8 = 201;
const LOST: u8 = 202;
const SILENT: u8 = 203;

/// The byte of an observation, after its region was judged; `failed` says whether the target itself had failed.
#[must_use]
pub fn encode(observation: &Observation, failed: bool) -> u8 {
    match observation.claim {
        Claim::Says(Level::Operational) => OPERATIONAL + bucket(observation.elapsed_ms),
        Claim::Says(Level::Degraded) => DEGRADED + bucket(observation.elapsed_ms),
        Claim::Says(Level::Maintenance) => 211,
        Claim::Says(Level::PartialOutage) => 212,
        Claim::Says(Level::MajorOutage) => 213,
        Claim::Fails => FAILED,
        Claim::Unknown if failed && observation.reason == Some(Reason::Probe) => LOST,
        Claim::Unknown | Claim::Says(Level::Unknown) => SILENT,
    }
}

/// Whether a stored sample says that the target failed, whatever was thought of its region.
#[must_use]
pub fn failed(byte: u8) -> bool {
    matches!(byte, FAILED | LOST)
}

/// Counts a stored sample: how long the answer took, or that there was none. What says nothing is not counted.
pub fn count(byte: u8, counts: &mut Counts) {
    let bucket = match byte {
        FAILED => {
            counts.failed = counts.failed.saturating_add(1);
            return;
        }
        OPERATIONAL..DEGRADED => byte - OPERATIONAL,
        DEGRADED..FAILED => byte - DEGRADED,
        _ => return,
    };
    counts.answered = counts.answered.saturating_add(1);
    for (below, threshold) in counts.below.iter_mut().zip(THRESHOLDS) {
        let edge = EDGES.partition_point(|edge| *edge < threshold);
        *below = below.saturating_add(u64::from(usize::from(bucket) <= edge));
    }
}

fn bucket(elapsed_ms: Option<u32>) -> u8 {
    let bucket = EDGES.partition_point(|edge| *edge <= elapsed_ms.unwrap_or(0));
    u8::try_from(bucket).unwrap_or(99)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_threshold_of_a_contract_is_an_edge() {
        for threshold in THRESHOLDS {
            assert!(bucket(Some(threshold - 1)) < bucket(Some(threshold)), "{threshold}");
            for (elapsed, below) in [(threshold - 1, 1), (threshold, 0), (0, 1), (u32::MAX, 0)] {
                let mut counts = Counts::default();
                count(OPERATIONAL + bucket(Some(elapsed)), &mut counts);
                count(DEGRADED + bucket(Some(elapsed)), &mut counts);
                count(LOST, &mut counts);
                count(SILENT, &mut counts);
                assert_eq!((counts.below(threshold), counts.total()), (Some(2 * below), 2), "{threshold} {elapsed}");
            }
        }
    }

    #[test]
    fn a_bucket_is_narrow_and_in_range() {
        assert!(EDGES.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(EDGES.windows(2).skip(20).all(|pair| f64::from(pair[1]) / f64::from(pair[0]) < 1.19));
        assert_eq!(bucket(Some(u32::MAX)), 88);
    }
}
