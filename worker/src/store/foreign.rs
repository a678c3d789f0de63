//! What others' status pages say about their incidents, as it is now: what one says next takes the place of it.

use super::sql::{Row, Sql};
use fyr_shared::ids::SourceId;
use fyr_shared::status::Incident;
use std::collections::BTreeMap;
use worker::Result;

/// The open incidents of each status page.
pub type Foreign = BTreeMap<SourceId, Vec<Incident>>;

/// Reads what others' pages say.
///
/// # Errors
/// The database's own.
pub fn load(sql: &Sql) -> Result<Foreign> {
    let rows = sql.rows("SELECT source, incidents FROM foreign_incident", vec![])?;
    let read = |row: &Row| Some((row.text(0).into(), serde_json::from_str(row.text(1)).ok()?));
    Ok(rows.iter().filter_map(read).collect())
}

/// Writes what one page says about its incidents; nothing when it says none.
///
/// # Errors
/// The database's own.
pub fn write(sql: &Sql, source: &SourceId, incidents: &[Incident]) -> Result<()> {
    if incidents.is_empty() {
        return sql.run("DELETE FROM foreign_incident WHERE source = ?", vec![source.as_str().into()]);
    }
    let values = vec![source.as_str().into(), serde_json::to_string(incidents)?.into()];
    sql.run("INSERT OR REPLACE INTO foreign_incident (source, incidents) VALUES (?, ?)", values)
}
