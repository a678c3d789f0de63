//! When a series was heard last, as the hours of samples tell it.

use super::sql::Sql;
use super::{bytes, samples};
use fyr_shared::ids::RegionId;
use fyr_shared::status::{Last, Slots};
use fyr_shared::time::{HOUR, Instant};
use std::collections::BTreeMap;
use worker::Result;

/// When a series was heard last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heard {
    /// In which slot of the line that it was found in, counted since 1970.
    pub slot: i64,
    /// That line's slots: those that it was asked at, or finer ones in an hour in which that changed.
    pub slots: Slots,
    /// Whether the target failed.
    pub failed: bool,
}

impl Heard {
    /// The last sample in the line of an hour; `None`: there is none.
    pub(super) fn of(hour: i64, line: &[u8]) -> Option<Self> {
        let index = line.iter().rposition(|byte| *byte != 0)?;
        let per_hour = i64::try_from(line.len()).ok()?;
        Some(Self {
            slot: hour.saturating_mul(per_hour).saturating_add(i64::try_from(index).ok()?),
            slots: Slots::new(HOUR / per_hour),
            failed: line.get(index).copied().is_some_and(bytes::failed),
        })
    }

    /// As it stands in the slots that it is asked at now, after a last round: due at once where these are others, and what
    /// nobody measured since it was heard is seen as missing.
    #[must_use]
    pub fn last(self, slots: Slots, round_at: Option<Instant>) -> Last {
        if slots == self.slots {
            return Last { slot: self.slot, at: slots.start(self.slot), failed: self.failed };
        }
        let ended = self.slots.end(self.slot);
        let slot = slots.at(round_at.map_or(ended, |at| at.min(ended))).saturating_sub(1);
        Last { slot, at: slots.start(slot), failed: false }
    }
}

/// When each of some series was heard last, no longer ago than the instant that stands with it, by their numbers; each region
/// is read once.
///
/// # Errors
/// The database's own.
pub fn anywhere(sql: &Sql, of: impl IntoIterator<Item = (RegionId, i64, Instant)>) -> Result<BTreeMap<i64, Heard>> {
    let mut regions: BTreeMap<RegionId, BTreeMap<i64, Instant>> = BTreeMap::new();
    for (region, id, since) in of {
        regions.entry(region).or_default().insert(id, since);
    }
    let mut found = BTreeMap::new();
    for (region, since) in regions {
        found.extend(of_region(sql, &region, &since)?);
    }
    Ok(found)
}

/// When each of some series of a region was heard last, no longer ago than the instant that stands with it. Goes back a day of
/// hours at a time, once for all of them, to the first of these instants at most, and no further than samples are kept.
fn of_region(sql: &Sql, region: &RegionId, since: &BTreeMap<i64, Instant>) -> Result<BTreeMap<i64, Heard>> {
    let mut found = BTreeMap::new();
    // Each by itself is found at one end of the key; both together would read all that is between.
    let ends =
        "SELECT (SELECT min(hour) FROM sample WHERE region = ?), (SELECT max(hour) FROM sample WHERE region = ?)";
    let ends = sql.rows(ends, vec![region.as_str().into(), region.as_str().into()])?;
    let Some((kept, newest)) = ends.first().and_then(|row| row.number(0).zip(row.number(1))) else { return Ok(found) };
    let first = since.values().map(|at| at.0.div_euclid(HOUR)).min().unwrap_or(i64::MAX).max(kept);
    let mut last = newest;
    while last >= first && found.len() < since.len() {
        for (hour, lines) in samples::hours(sql, region, ((last - 23).max(first), last))?.into_iter().rev() {
            for (id, line) in lines {
                let wanted = since.get(&id.into()).is_some_and(|at| hour >= at.0.div_euclid(HOUR));
                if let Some(heard) = Heard::of(hour, &line).filter(|_| wanted) {
                    found.entry(id.into()).or_insert(heard);
                }
            }
        }
        last -= 24;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_at_another_interval_is_due_at_once_and_spoke_no_longer_than_it_did() {
        let at = Instant(10 * HOUR);
        let heard = Heard { slot: 10, slots: Slots::new(HOUR), failed: false };
        for (every, round, expected) in
            [(60, 30, 10 * 60 + 29), (60, 90, 11 * 60 - 1), (1_800, 10, 19), (1_800, 45, 20)]
        {
            let last = heard.last(Slots::new(every), Some(at.plus(round * 60)));
            assert_eq!(last.slot, expected, "every {every} s, a round {round} minutes later");
        }
    }
}
