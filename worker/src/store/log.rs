//! What is written once and not changed: the log, the outbox, and what others' pages say about their incidents.

use super::sql::Sql;
use fyr_shared::ids::SourceId;
use fyr_shared::status::{Incident, Transition};
use fyr_shared::time::Instant;
use std::collections::BTreeMap;
use worker::Result;

/// The open incidents of each status page.
pub type Foreign = BTreeMap<SourceId, Vec<Incident>>;

/// Notes the configuration that figures are made under from now on; says whether it is a new one.
///
/// # Errors
/// The database's own.
pub fn note_configuration(sql: &Sql, digest: &str, now: Instant) -> Result<bool> {
    let newest = sql.rows("SELECT entry FROM log WHERE kind = 'configuration' ORDER BY id DESC LIMIT 1", vec![])?;
    if newest.first().is_some_and(|row| row.text(0) == digest) {
        return Ok(false);
    }
    let values = vec![now.0.into(), "configuration".into(), digest.into()];
    sql.run("INSERT INTO log (at, kind, entry) VALUES (?, ?, ?)", values)?;
    Ok(true)
}

/// Puts a transition into the outbox.
///
/// # Errors
/// The database's own.
pub fn post(sql: &Sql, transition: &Transition) -> Result<()> {
    let text = serde_json::to_string(transition)?;
    sql.run("INSERT INTO outbox (at, transition) VALUES (?, ?)", vec![transition.at.0.into(), text.into()])
}

/// Reads what others' pages say.
///
/// # Errors
/// The database's own.
pub fn load_foreign(sql: &Sql) -> Result<Foreign> {
    let rows = sql.rows("SELECT source, incidents FROM foreign_incident", vec![])?;
    let read = |row: &super::sql::Row| Some((row.text(0).into(), serde_json::from_str(row.text(1)).ok()?));
    Ok(rows.iter().filter_map(read).collect())
}

/// Writes what one page says about its incidents; nothing when it says none.
///
/// # Errors
/// The database's own.
pub fn write_foreign(sql: &Sql, source: &SourceId, incidents: &[Incident]) -> Result<()> {
    if incidents.is_empty() {
        return sql.run("DELETE FROM foreign_incident WHERE source = ?", vec![source.as_str().into()]);
    }
    let values = vec![source.as_str().into(), serde_json::to_string(incidents)?.into()];
    sql.run("INSERT OR REPLACE INTO foreign_incident (source, incidents) VALUES (?, ?)", values)
}
