//! What people have declared, in storage: each record as it is now. What it was before is in the log.

use super::counters;
use super::sql::{Row, Sql, whole};
use fyr_shared::operator::Noun;
use fyr_shared::time::Instant;
use worker::Result;

/// A record as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its number, which its id ends with.
    pub number: u64,
    /// The record, as JSON.
    pub text: String,
}

/// The counter that numbers records.
const NUMBERS: &str = "record";

/// The number that the next record will have.
///
/// # Errors
/// The database's own.
pub fn coming_number(sql: &Sql) -> Result<u64> {
    Ok(counters::get(sql, NUMBERS)?.saturating_add(1))
}

/// The number of the next record, which is then given away.
///
/// # Errors
/// The database's own.
pub fn next_number(sql: &Sql) -> Result<u64> {
    let next = coming_number(sql)?;
    counters::set(sql, NUMBERS, next)?;
    Ok(next)
}

/// Writes a record as it is now. `over_at`: from when on it matters no more; `None`: it goes on.
///
/// # Errors
/// The database's own.
pub fn put(sql: &Sql, noun: Noun, stored: &Stored, over_at: Option<Instant>) -> Result<()> {
    let values =
        vec![noun.as_str().into(), whole(stored.number), over_at.map(|at| at.0).into(), stored.text.as_str().into()];
    sql.run("INSERT OR REPLACE INTO record (noun, number, over_at, entry) VALUES (?, ?, ?, ?)", values)
}

/// A record; `None`: there is none.
///
/// # Errors
/// The database's own.
pub fn one(sql: &Sql, noun: Noun, of: u64) -> Result<Option<String>> {
    let values = vec![noun.as_str().into(), whole(of)];
    let rows = sql.rows("SELECT entry FROM record WHERE noun = ? AND number = ?", values)?;
    Ok(rows.first().map(|row| row.text(0).to_owned()))
}

/// Records that matter: those that go on, and those that were over after an instant.
///
/// # Errors
/// The database's own.
pub fn recent(sql: &Sql, noun: Noun, after: Instant) -> Result<Vec<Stored>> {
    // Two questions, each of which the index answers without reading what was over long ago.
    let query = "SELECT number, entry FROM record INDEXED BY record_over WHERE noun = ? AND over_at IS NULL
        UNION ALL SELECT number, entry FROM record INDEXED BY record_over WHERE noun = ? AND over_at > ? ORDER BY number";
    let values = vec![noun.as_str().into(), noun.as_str().into(), after.0.into()];
    Ok(sql.rows(query, values)?.iter().filter_map(read).collect())
}

/// Records made before a number, newest first.
///
/// # Errors
/// The database's own.
pub fn list(sql: &Sql, noun: Noun, before: u64, limit: u32) -> Result<Vec<Stored>> {
    let query = "SELECT number, entry FROM record WHERE noun = ? AND number < ? ORDER BY number DESC LIMIT ?";
    let values = vec![noun.as_str().into(), whole(before), i64::from(limit).into()];
    Ok(sql.rows(query, values)?.iter().filter_map(read).collect())
}

fn read(row: &Row) -> Option<Stored> {
    Some(Stored { number: row.number(0)?.try_into().ok()?, text: row.text(1).to_owned() })
}
