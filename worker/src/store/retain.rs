//! What is let go: samples older than 13 months become daily counts; transitions that have been in the outbox for as
//! long, or that so many others have followed, are dropped. Intervals and the log are kept.

use super::samples;
use super::sql::Sql;
use fyr_shared::time::{DAY, HOUR, Instant};
use std::collections::BTreeMap;
use worker::Result;

/// How long single samples are kept, in days: 13 months of 31.
const KEPT_DAYS: i64 = 403;
/// How many rows of one region are let go of in an hour, so that a long absence does not make one round long.
const PER_HOUR: i64 = 24;

/// How many transitions the outbox holds at most: a target that flaps for months must not fill the storage.
const OUTBOX_ROWS: i64 = 10_000;

/// How often each byte occurred.
type ByByte = BTreeMap<u8, u16>;

/// Folds the oldest rows of samples that are due, if any are, and drops old transitions. Called once an hour.
///
/// # Errors
/// The database's own.
pub fn prune(sql: &Sql, now: Instant) -> Result<()> {
    let before = now.plus(-KEPT_DAYS * DAY);
    let last_hour = before.0.div_euclid(HOUR);
    let query =
        "SELECT region, hour, part, shape, bytes FROM sample WHERE region = ? AND hour < ? ORDER BY hour LIMIT ?";
    let mut old = Vec::new();
    for region in sql.rows("SELECT DISTINCT region FROM series", vec![])? {
        old.extend(sql.rows(query, vec![region.text(0).into(), last_hour.into(), PER_HOUR.into()])?);
    }
    for row in old {
        let (hour, part) = (row.number(1).unwrap_or(0), row.number(2).unwrap_or(0));
        for (series, line) in samples::decode(row.number(3), row.bytes(4)) {
            fold(sql, series, hour.div_euclid(24), &line)?;
        }
        let values = vec![row.text(0).into(), hour.into(), part.into()];
        sql.run("DELETE FROM sample WHERE region = ? AND hour = ? AND part = ?", values)?;
    }
    let statement = "DELETE FROM outbox WHERE at < ? OR id <= (SELECT max(id) FROM outbox) - ?";
    sql.run(statement, vec![before.0.into(), OUTBOX_ROWS.into()])
}

fn fold(sql: &Sql, series: u32, day: i64, line: &[u8]) -> Result<()> {
    let key = || vec![i64::from(series).into(), day.into()];
    let found = sql.rows("SELECT counts FROM sample_day WHERE series = ? AND day = ?", key())?;
    let mut counts = found.first().map(|row| read(row.bytes(0))).unwrap_or_default();
    count(&mut counts, line);
    let values = key().into_iter().chain([write(&counts).into()]).collect();
    sql.run("INSERT OR REPLACE INTO sample_day (series, day, counts) VALUES (?, ?, ?)", values)
}

fn count(counts: &mut ByByte, line: &[u8]) {
    for byte in line.iter().filter(|byte| **byte != 0) {
        let seen = counts.entry(*byte).or_default();
        *seen = seen.saturating_add(1);
    }
}

/// Three bytes each: which byte, and how often (u16, little end first).
fn write(counts: &ByByte) -> Vec<u8> {
    counts.iter().flat_map(|(byte, count)| [&[*byte][..], &count.to_le_bytes()].concat()).collect()
}

fn read(bytes: &[u8]) -> ByByte {
    let (triples, _) = bytes.as_chunks::<3>();
    triples.iter().map(|[byte, low, high]| (*byte, u16::from_le_bytes([*low, *high]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_being_written_and_read() {
        let mut counts = ByByte::new();
        count(&mut counts, &[0, 1, 1, 201, 0, 1]);
        assert_eq!(counts, ByByte::from([(1, 3), (201, 1)]));
        assert_eq!(read(&write(&counts)), counts);
    }
}
