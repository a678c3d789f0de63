//! What was answered to which idempotency key: who asks again with the same key is answered as the first time.

use super::sql::Sql;
use fyr_shared::time::{DAY, Instant};
use worker::Result;

/// For how long an answer is kept.
const KEPT: i64 = DAY;

/// An answer that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// What was asked: a digest of method, path and content.
    pub asked: String,
    /// The answer, as JSON.
    pub answer: String,
}

/// What was answered to a key of a token; `None`: nobody has asked with it in the last day.
///
/// # Errors
/// The database's own.
pub fn find(sql: &Sql, token: &str, key: &str, now: Instant) -> Result<Option<Answered>> {
    let query = "SELECT asked, answer FROM answered WHERE token = ? AND key = ? AND at > ?";
    let rows = sql.rows(query, vec![token.into(), key.into(), now.plus(-KEPT).0.into()])?;
    Ok(rows.first().map(|row| Answered { asked: row.text(0).to_owned(), answer: row.text(1).to_owned() }))
}

/// Keeps an answer, and lets go of those that are too old.
///
/// # Errors
/// The database's own.
pub fn keep(sql: &Sql, token: &str, key: &str, answered: &Answered, now: Instant) -> Result<()> {
    sql.run("DELETE FROM answered WHERE at <= ?", vec![now.plus(-KEPT).0.into()])?;
    let values =
        vec![token.into(), key.into(), now.0.into(), answered.asked.as_str().into(), answered.answer.as_str().into()];
    sql.run("INSERT OR REPLACE INTO answered (token, key, at, asked, answer) VALUES (?, ?, ?, ?, ?)", values)
}
