//! Terms in storage: what figures depend on of each configuration there has been, by its SHA-256.

use super::sql::Sql;
use crate::hash::sha256;
use crate::zipped::{unzip, zip};
use fyr_shared::page::Page;
use worker::Result;

/// Keeps the terms of a page, and names them.
///
/// # Errors
/// The database's own.
pub fn keep(sql: &Sql, page: &Page) -> Result<String> {
    let text = serde_json::to_string(&page.terms())?;
    let hash = sha256(&text);
    let values = vec![hash.as_str().into(), zip(&text)?.into()];
    sql.run("INSERT OR IGNORE INTO terms (hash, page) VALUES (?, ?)", values)?;
    Ok(hash)
}

/// Terms by their name, as the text that the name is of; `None`: there are none.
///
/// # Errors
/// The database's own.
pub fn text(sql: &Sql, hash: &str) -> Result<Option<String>> {
    let rows = sql.rows("SELECT page FROM terms WHERE hash = ?", vec![hash.into()])?;
    Ok(rows.first().map(|row| unzip(row.bytes(0))).transpose()?)
}
