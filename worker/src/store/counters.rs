//! Counters in storage: the numbers of records, the revision, the entry that reports have followed.

use super::sql::{Sql, whole};
use worker::Result;

/// Where a counter stands.
///
/// # Errors
/// The database's own.
pub fn get(sql: &Sql, name: &str) -> Result<u64> {
    let rows = sql.rows("SELECT value FROM counter WHERE name = ?", vec![name.into()])?;
    Ok(rows.first().and_then(|row| row.number(0)).and_then(|value| value.try_into().ok()).unwrap_or(0))
}

/// Sets a counter.
///
/// # Errors
/// The database's own.
pub fn set(sql: &Sql, name: &str, value: u64) -> Result<()> {
    sql.run("INSERT OR REPLACE INTO counter (name, value) VALUES (?, ?)", vec![name.into(), whole(value)])
}
