//! Tokens in storage: a record and a hash. The token itself is nowhere.

use super::sql::{Row, Sql, whole};
use fyr_shared::operator::TokenRecord;
use worker::Result;

/// A token's record, with its number and its hash: SHA-256 in hex.
pub type Kept = (u64, String, TokenRecord);

/// Every token that was ever made, revoked ones too.
///
/// # Errors
/// The database's own.
pub fn all(sql: &Sql) -> Result<Vec<Kept>> {
    let rows = sql.rows("SELECT number, hash, entry FROM token ORDER BY number", vec![])?;
    let read = |row: &Row| {
        let record = serde_json::from_str(row.text(2)).ok()?;
        Some((row.number(0)?.try_into().ok()?, row.text(1).to_owned(), record))
    };
    Ok(rows.iter().filter_map(read).collect())
}

/// Writes a token's record.
///
/// # Errors
/// The database's own.
pub fn put(sql: &Sql, (number, hash, record): &Kept) -> Result<()> {
    let values = vec![whole(*number), hash.as_str().into(), serde_json::to_string(record)?.into()];
    sql.run("INSERT OR REPLACE INTO token (number, hash, entry) VALUES (?, ?, ?)", values)
}
