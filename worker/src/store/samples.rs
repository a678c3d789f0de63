//! Samples in storage: one row per region and hour, split above a megabyte.
//!
//! A row is a list of records: the number of a series (u32), how many slots of it the hour has (u16), and that many
//! bytes (see [`super::bytes`]). The row that is written each round also carries when that was and the page's revision, so
//! that a round writes one row per region and no other.

use super::bytes;
use super::sql::Sql;
use fyr_shared::ids::RegionId;
use fyr_shared::page::Page;
use fyr_shared::status::{Last, Slots};
use fyr_shared::time::{HOUR, Instant};
use std::collections::BTreeMap;
use worker::Result;

/// A row holds at most this many bytes.
const PART_BYTES: usize = 1_000_000;

/// The samples of one region and hour: for each series its slots.
pub type Hour = BTreeMap<u32, Vec<u8>>;

/// One sample to keep.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// The series.
    pub series: i64,
    /// Its slot.
    pub slot: i64,
    /// What it said.
    pub byte: u8,
}

/// Which hour, since 1970, a slot belongs to, and which of that hour's slots it is.
fn place(slots: Slots, slot: i64) -> (i64, usize) {
    let hour = slots.start(slot).0.div_euclid(HOUR);
    let index = slots.start(slot).0.rem_euclid(HOUR) / slots.every;
    (hour, usize::try_from(index).unwrap_or(0))
}

fn slots_per_hour(slots: Slots) -> usize {
    usize::try_from((HOUR / slots.every).max(1)).unwrap_or(1)
}

/// Puts samples into an hour; those of other hours are given back.
pub fn put(hour: i64, into: &mut Hour, samples: &[(Slots, Kept)]) -> Vec<(Slots, Kept)> {
    let mut others = Vec::new();
    for (slots, kept) in samples {
        let (its_hour, index) = place(*slots, kept.slot);
        if its_hour != hour {
            others.push((*slots, *kept));
            continue;
        }
        let line = into.entry(u32::try_from(kept.series).unwrap_or(u32::MAX)).or_default();
        // A source that is asked at another interval than before begins its hour anew.
        if line.len() != slots_per_hour(*slots) {
            *line = vec![0; slots_per_hour(*slots)];
        }
        if let Some(byte) = line.get_mut(index) {
            *byte = kept.byte;
        }
    }
    others
}

/// The hour a slot belongs to.
#[must_use]
pub fn hour_of(slots: Slots, slot: i64) -> i64 {
    place(slots, slot).0
}

/// Reads an hour.
///
/// # Errors
/// The database's own.
pub fn load(sql: &Sql, region: &RegionId, hour: i64) -> Result<Hour> {
    let values = vec![region.as_str().into(), hour.into()];
    let rows = sql.rows("SELECT bytes FROM sample WHERE region = ? AND hour = ? ORDER BY part", values)?;
    Ok(rows.iter().flat_map(|row| decode(row.bytes(0))).collect())
}

/// The samples of a row: for each series its slots.
pub type Lines = Vec<(u32, Vec<u8>)>;

/// The rows of a region from one hour to another, both of them meant.
///
/// # Errors
/// The database's own.
pub fn hours(sql: &Sql, region: &RegionId, (first, last): (i64, i64)) -> Result<Vec<(i64, Lines)>> {
    let query = "SELECT hour, bytes FROM sample WHERE region = ? AND hour BETWEEN ? AND ?";
    let rows = sql.rows(query, vec![region.as_str().into(), first.into(), last.into()])?;
    Ok(rows.iter().filter_map(|row| Some((row.number(0)?, decode(row.bytes(1))))).collect())
}

/// Writes an hour, and with it when the round was and which revision it made.
///
/// # Errors
/// The database's own.
pub fn save(sql: &Sql, region: &RegionId, hour: i64, samples: &Hour, round_at: Instant, revision: u64) -> Result<()> {
    let statement = "INSERT INTO sample (region, hour, part, round_at, revision, bytes) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (region, hour, part) DO UPDATE
        SET round_at = excluded.round_at, revision = excluded.revision, bytes = excluded.bytes";
    let revision = i64::try_from(revision).unwrap_or(i64::MAX);
    for (part, bytes) in (0_i64..).zip(encode(samples)) {
        let key = vec![region.as_str().into(), hour.into(), part.into()];
        let rest = vec![round_at.0.into(), revision.into(), bytes.into()];
        sql.run(statement, key.into_iter().chain(rest).collect())?;
    }
    Ok(())
}

fn encode(samples: &Hour) -> Vec<Vec<u8>> {
    let mut parts = vec![Vec::new()];
    for (series, line) in samples {
        let length = u16::try_from(line.len()).unwrap_or(u16::MAX);
        let full = parts.last().is_some_and(|part: &Vec<u8>| part.len() + line.len() + 6 > PART_BYTES);
        if full {
            parts.push(Vec::new());
        }
        if let Some(part) = parts.last_mut() {
            part.extend_from_slice(&series.to_le_bytes());
            part.extend_from_slice(&length.to_le_bytes());
            part.extend(line.iter().take(usize::from(length)));
        }
    }
    parts
}

/// Reads the records of a row; stops at the first that is cut short.
#[must_use]
pub fn decode(bytes: &[u8]) -> Vec<(u32, Vec<u8>)> {
    let (mut records, mut rest) = (Vec::new(), bytes);
    while let Some((series, after)) = rest.split_first_chunk::<4>() {
        let Some((length, after)) = after.split_first_chunk::<2>() else { break };
        let Some((line, after)) = after.split_at_checked(usize::from(u16::from_le_bytes(*length))) else { break };
        records.push((u32::from_le_bytes(*series), line.to_vec()));
        rest = after;
    }
    records
}

/// The newest hours, as they are needed to go on after a restart.
pub struct Newest {
    hours: Vec<(RegionId, i64, Hour)>,
    /// When the last round was.
    pub round_at: Option<Instant>,
    /// The revision it made.
    pub revision: u64,
}

/// Reads the two newest hours of every region.
///
/// # Errors
/// The database's own.
pub fn newest(sql: &Sql, page: &Page) -> Result<Newest> {
    let query = "SELECT region, hour, round_at, revision, bytes FROM sample WHERE region = ?
        AND hour >= (SELECT max(hour) FROM sample WHERE region = ?) - 1 ORDER BY hour DESC, part";
    let mut rows = Vec::new();
    for region in &page.regions {
        rows.extend(sql.rows(query, vec![region.id.as_str().into(), region.id.as_str().into()])?);
    }
    let hours = rows.iter().filter_map(|row| {
        Some((RegionId::from(row.text(0)), row.number(1)?, decode(row.bytes(4)).into_iter().collect()))
    });
    Ok(Newest {
        hours: hours.collect(),
        round_at: rows.iter().filter_map(|row| row.instant(2)).max(),
        revision: rows.iter().filter_map(|row| u64::try_from(row.number(3)?).ok()).max().unwrap_or(0),
    })
}

/// Deletes the hours after the present one.
///
/// # Errors
/// The database's own.
pub fn forget_after(sql: &Sql, region: &RegionId, now: Instant) -> Result<()> {
    let values = vec![region.as_str().into(), now.0.div_euclid(HOUR).into()];
    sql.run("DELETE FROM sample WHERE region = ? AND hour > ?", values)
}

impl Newest {
    /// Stands in for the last sample of a series that has none in the newest hours, or none at its present interval: the
    /// slot before the last round's, so that the source is due at once and what nobody measured since is seen as missing.
    #[must_use]
    pub fn before(&self, slots: Slots) -> Option<Last> {
        let slot = slots.at(self.round_at?).saturating_sub(1);
        Some(Last { slot, at: slots.start(slot), failed: false })
    }

    /// The last sample of a series.
    #[must_use]
    pub fn last(&self, series: i64, region: &RegionId, slots: Slots) -> Option<Last> {
        let series = u32::try_from(series).ok()?;
        self.hours.iter().filter(|(its_region, ..)| its_region == region).find_map(|(_, hour, samples)| {
            let line = samples.get(&series).filter(|line| line.len() == slots_per_hour(slots))?;
            let index = line.iter().rposition(|byte| *byte != 0)?;
            let slot = hour.saturating_mul(HOUR / slots.every).saturating_add(i64::try_from(index).ok()?);
            let failed = line.get(index).copied().is_some_and(bytes::failed);
            Some(Last { slot, at: slots.start(slot), failed })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_survives_being_written_and_read() {
        let (slots, mut hour) = (Slots::new(300), Hour::new());
        let first = slots.at(Instant(10 * HOUR));
        let kept = |slot, byte| (slots, Kept { series: 7, slot, byte });
        let others = put(10, &mut hour, &[kept(first, 3), kept(first + 11, 201), kept(first + 12, 9)]);
        assert_eq!(others.len(), 1, "the last one belongs to the next hour");
        let read: Hour = decode(&encode(&hour)[0]).into_iter().collect();
        assert_eq!(read, hour);
        let newest = Newest { hours: vec![("north".into(), 10, read)], round_at: None, revision: 0 };
        let last = newest.last(7, &"north".into(), slots);
        assert_eq!(last, Some(Last { slot: first + 11, at: Instant(10 * HOUR + 3300), failed: true }));
    }

    #[test]
    fn a_full_hour_is_split_and_a_torn_row_loses_only_its_end() {
        let samples: Hour = (0..400).map(|series| (series, vec![1; 3600])).collect();
        let parts = encode(&samples);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= PART_BYTES));
        assert_eq!(parts.iter().flat_map(|part| decode(part)).collect::<Hour>(), samples);
        let torn = parts[0].get(..parts[0].len() - 1).unwrap();
        assert_eq!(decode(torn).len() + 1, decode(&parts[0]).len());
    }
}
