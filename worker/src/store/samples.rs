//! Samples in storage: one row per region and hour, split above a megabyte.
//!
//! A row is a list of records: by how much the number of a series is greater than the one before, how many slots of it the
//! hour has, both as varints (LEB128), and that many bytes (see [`super::bytes`]). That is shape 1; rows that were written
//! before have shape 0: the number (u32) and how many slots (u16), little end first. The row that is written each round also
//! carries when that was and the page's revision, so that a round writes one row per region and no other.

use super::heard::Heard;
use super::sql::{Sql, whole};
use fyr_shared::ids::RegionId;
use fyr_shared::page::Page;
use fyr_shared::status::Slots;
use fyr_shared::time::{HOUR, Instant};
use std::collections::BTreeMap;
use worker::Result;

/// The shape that rows are written in.
const SHAPE: i64 = 1;
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
        let per_hour = slots_per_hour(*slots);
        // A source that is asked at another interval than before keeps what its hour has: the line is as fine as both.
        if !line.len().is_multiple_of(per_hour) || line.is_empty() {
            *line = widened(line, per_hour);
        }
        let place = index * (line.len() / per_hour);
        if let Some(byte) = line.get_mut(place) {
            *byte = kept.byte;
        }
    }
    others
}

/// A line with the least number of slots that is a multiple of its own and of another number; each sample where it was.
fn widened(line: &[u8], per_hour: usize) -> Vec<u8> {
    let factor = (1..=per_hour).find(|factor| (line.len() * factor).is_multiple_of(per_hour)).unwrap_or(1);
    let mut wide = vec![0; (line.len() * factor).max(per_hour)];
    for (place, byte) in line.iter().enumerate() {
        if let Some(at) = wide.get_mut(place * factor) {
            *at = *byte;
        }
    }
    wide
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
    let rows = sql.rows("SELECT shape, bytes FROM sample WHERE region = ? AND hour = ? ORDER BY part", values)?;
    Ok(rows.iter().flat_map(|row| decode(row.number(0), row.bytes(1))).collect())
}

/// The samples of a row: for each series its slots.
pub type Lines = Vec<(u32, Vec<u8>)>;

/// The rows of a region from one hour to another, both of them meant, in order.
///
/// # Errors
/// The database's own.
pub fn hours(sql: &Sql, region: &RegionId, (first, last): (i64, i64)) -> Result<Vec<(i64, Lines)>> {
    let query = "SELECT hour, shape, bytes FROM sample WHERE region = ? AND hour BETWEEN ? AND ? ORDER BY hour, part";
    let rows = sql.rows(query, vec![region.as_str().into(), first.into(), last.into()])?;
    Ok(rows.iter().filter_map(|row| Some((row.number(0)?, decode(row.number(1), row.bytes(2))))).collect())
}

/// Writes an hour, and with it when the round was and which revision it made.
///
/// # Errors
/// The database's own.
pub fn save(sql: &Sql, region: &RegionId, hour: i64, samples: &Hour, round_at: Instant, revision: u64) -> Result<()> {
    let statement =
        "INSERT INTO sample (region, hour, part, round_at, revision, shape, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (region, hour, part) DO UPDATE
        SET round_at = excluded.round_at, revision = excluded.revision, shape = excluded.shape, bytes = excluded.bytes";
    for (part, bytes) in (0_i64..).zip(encode(samples)) {
        let key = vec![region.as_str().into(), hour.into(), part.into()];
        let rest = vec![round_at.0.into(), whole(revision), SHAPE.into(), bytes.into()];
        sql.run(statement, key.into_iter().chain(rest).collect())?;
    }
    Ok(())
}

fn encode(samples: &Hour) -> Vec<Vec<u8>> {
    let mut parts = vec![Vec::new()];
    let mut before = 0;
    for (series, line) in samples {
        let full = parts.last().is_some_and(|part: &Vec<u8>| part.len() + line.len() + 10 > PART_BYTES);
        if full {
            parts.push(Vec::new());
            before = 0;
        }
        if let Some(part) = parts.last_mut() {
            varint(part, series - before);
            varint(part, u32::try_from(line.len()).unwrap_or(u32::MAX));
            part.extend_from_slice(line);
            before = *series;
        }
    }
    parts
}

/// Seven bits at a time, the low ones first; the eighth says that there are more.
fn varint(into: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        into.push((number as u8) | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

/// A number, and what stands behind it; `None` where it is cut short, or none of ours.
fn read_varint(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let mut number = 0_u32;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        let seven = u32::from(byte & 0x7f);
        // Of the fifth byte four bits are of a number of 32.
        if at == 4 && seven > 0x0f {
            return None;
        }
        number |= seven << (7 * at);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(at + 1..)?));
        }
    }
    None
}

/// Reads the records of a row of a shape; stops at the first that is cut short.
#[must_use]
pub fn decode(shape: Option<i64>, bytes: &[u8]) -> Lines {
    let (mut records, mut rest, mut before) = (Vec::new(), bytes, 0_u32);
    while let Some((series, length, after)) = if shape == Some(SHAPE) { head(rest, before) } else { wide_head(rest) } {
        let Some((line, after)) = after.split_at_checked(length) else { break };
        records.push((series, line.to_vec()));
        (rest, before) = (after, series);
    }
    records
}

/// The number of the next series, and how many slots it has.
fn head(bytes: &[u8], before: u32) -> Option<(u32, usize, &[u8])> {
    let (more, rest) = read_varint(bytes)?;
    let (length, rest) = read_varint(rest)?;
    Some((before.checked_add(more)?, usize::try_from(length).ok()?, rest))
}

/// The same of shape 0.
fn wide_head(bytes: &[u8]) -> Option<(u32, usize, &[u8])> {
    let (series, rest) = bytes.split_first_chunk::<4>()?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    Some((u32::from_le_bytes(*series), u16::from_le_bytes(*length).into(), rest))
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
    let query = "SELECT region, hour, round_at, revision, shape, bytes FROM sample WHERE region = ?
        AND hour >= (SELECT max(hour) FROM sample WHERE region = ?) - 1 ORDER BY hour DESC, part";
    let mut rows = Vec::new();
    for region in &page.regions {
        rows.extend(sql.rows(query, vec![region.id.as_str().into(), region.id.as_str().into()])?);
    }
    let hours = rows.iter().filter_map(|row| {
        Some((RegionId::from(row.text(0)), row.number(1)?, decode(row.number(4), row.bytes(5)).into_iter().collect()))
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
    /// When a series was heard last, in the newest hours.
    #[must_use]
    pub fn heard(&self, series: i64, region: &RegionId) -> Option<Heard> {
        let series = u32::try_from(series).ok()?;
        let of_region = self.hours.iter().filter(|(its_region, ..)| its_region == region);
        of_region.into_iter().find_map(|(_, hour, samples)| Heard::of(*hour, samples.get(&series)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fyr_shared::status::Last;

    #[test]
    fn an_hour_survives_being_written_and_read() {
        let (slots, mut hour) = (Slots::new(300), Hour::new());
        let first = slots.at(Instant(10 * HOUR));
        let kept = |slot, byte| (slots, Kept { series: 7, slot, byte });
        let others = put(10, &mut hour, &[kept(first, 3), kept(first + 11, 201), kept(first + 12, 9)]);
        assert_eq!(others.len(), 1, "the last one belongs to the next hour");
        let read: Hour = decode(Some(SHAPE), &encode(&hour)[0]).into_iter().collect();
        assert_eq!(read, hour);
        let newest = Newest { hours: vec![("north".into(), 10, read)], round_at: None, revision: 0 };
        let heard = newest.heard(7, &"north".into()).unwrap();
        let last = Last { slot: first + 11, at: Instant(10 * HOUR + 3300), failed: true };
        assert_eq!(heard.last(slots, None), last);
        assert_eq!(newest.heard(8, &"north".into()), None, "who was not heard has no sample");
    }

    #[test]
    fn an_hour_in_which_the_interval_changes_keeps_every_sample() {
        let at = |every: i64, minute: i64| {
            let slots = Slots::new(every);
            (slots, Kept { series: 7, slot: slots.at(Instant(10 * HOUR + minute * 60)), byte: 1 })
        };
        for (before, after, slots) in [(300, 60, 60), (60, 300, 60), (40, 60, 180), (60, 60, 60), (3_600, 30, 120)] {
            let mut hour = Hour::new();
            put(10, &mut hour, &[at(before, 0), at(after, 30), at(after, 45)]);
            let line = &hour[&7];
            let held: Vec<usize> = line.iter().enumerate().filter(|(_, byte)| **byte != 0).map(|(at, _)| at).collect();
            assert_eq!((line.len(), held), (slots, vec![0, slots / 2, slots * 3 / 4]), "{before} s, then {after} s");
            // It is due again at once, and the slot in which it was heard is none that was missed.
            let last = Heard::of(10, line).unwrap().last(Slots::new(after), Some(Instant(10 * HOUR + 46 * 60)));
            let slot = Slots::new(after).at(Instant(10 * HOUR + 45 * 60));
            assert!(last.slot == slot || last.slot + 1 == slot, "{before} s, then {after} s: {last:?}");
        }
    }

    #[test]
    fn rows_of_before_are_read_as_they_were_written() {
        let old = [
            &7_u32.to_le_bytes()[..],
            &2_u16.to_le_bytes(),
            &[1, 201],
            &300_u32.to_le_bytes(),
            &1_u16.to_le_bytes(),
            &[9],
        ];
        let lines = vec![(7, vec![1, 201]), (300, vec![9])];
        assert_eq!(decode(Some(0), &old.concat()), lines);
        let hour: Hour = lines.iter().cloned().collect();
        let new = &encode(&hour)[0];
        assert_eq!(new.len(), 2 + 2 + 3 + 1, "two numbers before each line, and the lines");
        assert_eq!(decode(Some(SHAPE), new), lines);
        for number in [0, 127, 128, 300, u32::MAX] {
            let mut bytes = vec![];
            varint(&mut bytes, number);
            assert_eq!(read_varint(&bytes), Some((number, &[][..])));
        }
        assert_eq!(read_varint(&[0xff; 9]), None);
        assert_eq!(read_varint(&[0xff, 0xff, 0xff, 0xff, 0x7f]), None, "more than 32 bits");
    }

    #[test]
    fn a_full_hour_is_split_and_a_torn_row_loses_only_its_end() {
        let samples: Hour = (0..400).map(|series| (series, vec![1; 3600])).collect();
        let parts = encode(&samples);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= PART_BYTES));
        assert_eq!(parts.iter().flat_map(|part| decode(Some(SHAPE), part)).collect::<Hour>(), samples);
        let torn = parts[0].get(..parts[0].len() - 1).unwrap();
        assert_eq!(decode(Some(SHAPE), torn).len() + 1, decode(Some(SHAPE), &parts[0]).len());
    }
}
