//! Levels in storage: what readers saw of each component, from when until when.

use super::sql::Sql;
use fyr_shared::ids::{ComponentId, RegionId};
use fyr_shared::status::{ComponentState, Level, Reason};
use fyr_shared::time::Instant;
use std::collections::BTreeMap;
use worker::Result;

/// The present state of every component that has one.
pub type Levels = BTreeMap<ComponentId, ComponentState>;

/// Reads the present state of every component.
///
/// # Errors
/// The database's own.
pub fn load(sql: &Sql) -> Result<Levels> {
    let query = "SELECT component, start, level, since, reason, seen_from, unconfirmed
        FROM level_interval WHERE finish IS NULL";
    let state = sql.rows(query, vec![])?.into_iter().filter_map(|row| {
        let state = ComponentState {
            level: Level::parse(row.text(2)).unwrap_or(Level::Unknown),
            start: row.instant(1)?,
            since: row.instant(3)?,
            reason: Reason::parse(row.text(4)),
            seen_from: row.text(5).split_whitespace().map(RegionId::from).collect(),
            unconfirmed: row.number(6) == Some(1),
        };
        Some((row.text(0).into(), state))
    });
    Ok(state.collect())
}

/// Ends the present interval of a component. One that ends where it began has never been; later ones are of a clock that
/// was set back.
///
/// # Errors
/// The database's own.
pub fn close(sql: &Sql, id: &ComponentId, end: Instant) -> Result<()> {
    let later = vec![id.as_str().into(), end.0.into()];
    sql.run("DELETE FROM level_interval WHERE component = ? AND start >= ?", later)?;
    let values = vec![end.0.into(), id.as_str().into(), end.0.into()];
    let statement = "UPDATE level_interval SET finish = ? WHERE component = ? AND (finish IS NULL OR finish > ?)";
    sql.run(statement, values)
}

/// Writes the state of a component where it differs from `before`: a new interval when the level changed, otherwise what
/// is known about the present one.
///
/// # Errors
/// The database's own.
pub fn write(sql: &Sql, id: &ComponentId, before: Option<&ComponentState>, after: &ComponentState) -> Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    let begins = before.is_none_or(|before| before.level != after.level);
    if begins {
        close(sql, id, after.start)?;
    }
    let statement = "INSERT INTO level_interval (component, start, level, since, reason, seen_from, unconfirmed)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (component, start) DO UPDATE SET
        since = excluded.since, reason = excluded.reason, seen_from = excluded.seen_from, unconfirmed = excluded.unconfirmed";
    let seen_from: Vec<&str> = after.seen_from.iter().map(RegionId::as_str).collect();
    let values = vec![
        id.as_str().into(),
        after.start.0.into(),
        after.level.as_str().into(),
        after.since.0.into(),
        after.reason.map(Reason::as_str).into(),
        seen_from.join(" ").into(),
        i32::from(after.unconfirmed).into(),
    ];
    sql.run(statement, values)
}
