//! Levels in storage: what readers saw of each component in each environment, from when until when, and why.

use super::sql::{Row, Sql};
use fyr_shared::ids::{ComponentId, EnvId, RegionId};
use fyr_shared::spans::Span;
use fyr_shared::status::{ComponentState, Level, Reason};
use fyr_shared::time::Instant;
use std::collections::BTreeMap;
use worker::{Result, SqlStorageValue};

/// A component in an environment.
pub type Key = (EnvId, ComponentId);

/// The present state of every component that has one.
pub type Levels = BTreeMap<Key, ComponentState>;

/// The names of a component, as statements take them.
pub(super) fn names((env, id): &Key) -> Vec<SqlStorageValue> {
    vec![env.as_str().into(), id.as_str().into()]
}

/// The same, and numbers behind them.
pub(super) fn with(key: &Key, more: impl IntoIterator<Item = i64>) -> Vec<SqlStorageValue> {
    names(key).into_iter().chain(more.into_iter().map(Into::into)).collect()
}

/// Reads the present state of every component.
///
/// # Errors
/// The database's own.
pub fn load(sql: &Sql) -> Result<Levels> {
    let query = "SELECT env, component, start, level, since, reason, seen_from, unconfirmed, because
        FROM level_interval INDEXED BY level_open WHERE finish IS NULL";
    let state = sql.rows(query, vec![])?.into_iter().filter_map(|row| {
        let state = ComponentState {
            level: Level::parse(row.text(3)).unwrap_or(Level::Unknown),
            start: row.instant(2)?,
            since: row.instant(4)?,
            reason: Reason::parse(row.text(5)),
            seen_from: row.text(6).split_whitespace().map(RegionId::from).collect(),
            unconfirmed: row.number(7) == Some(1),
            because: serde_json::from_str(row.text(8)).unwrap_or_default(),
        };
        Some(((row.text(0).into(), row.text(1).into()), state))
    });
    Ok(state.collect())
}

/// Ends the present interval of a component. One that ends where it began has never been; later ones are of a clock that
/// was set back.
///
/// # Errors
/// The database's own.
pub fn close(sql: &Sql, key: &Key, end: Instant) -> Result<()> {
    sql.run("DELETE FROM level_interval WHERE env = ? AND component = ? AND start >= ?", with(key, [end.0]))?;
    // Found by its key: years of others lie before it.
    let values = [vec![end.0.into()], names(key), with(key, [end.0, end.0])].concat();
    let statement = "UPDATE level_interval SET finish = ? WHERE env = ? AND component = ?
        AND start = (SELECT start FROM level_interval WHERE env = ? AND component = ? AND start < ?
            ORDER BY start DESC LIMIT 1)
        AND (finish IS NULL OR finish > ?)";
    sql.run(statement, values)
}

/// Writes the state of a component where it differs from `before`: a new interval when the level changed, or when a clock that
/// was set back has it begin earlier; otherwise what is known about the present one.
///
/// # Errors
/// The database's own.
pub fn write(sql: &Sql, key: &Key, before: Option<&ComponentState>, after: &ComponentState) -> Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    let begins = before.is_none_or(|before| before.level != after.level || before.start != after.start);
    if begins {
        close(sql, key, after.start)?;
    }
    let statement = "INSERT INTO level_interval
        (env, component, start, level, since, reason, seen_from, unconfirmed, because) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (env, component, start) DO UPDATE SET since = excluded.since, reason = excluded.reason,
        seen_from = excluded.seen_from, unconfirmed = excluded.unconfirmed, because = excluded.because";
    let seen_from: Vec<&str> = after.seen_from.iter().map(RegionId::as_str).collect();
    let (env, id) = key;
    let values = vec![
        env.as_str().into(),
        id.as_str().into(),
        after.start.0.into(),
        after.level.as_str().into(),
        after.since.0.into(),
        after.reason.map(Reason::as_str).into(),
        seen_from.join(" ").into(),
        i32::from(after.unconfirmed).into(),
        serde_json::to_string(&after.because)?.into(),
    ];
    sql.run(statement, values)
}

/// When a component was first seen.
///
/// # Errors
/// The database's own.
pub fn first_seen(sql: &Sql, key: &Key) -> Result<Option<Instant>> {
    let rows = sql.rows("SELECT min(start) FROM level_interval WHERE env = ? AND component = ?", names(key))?;
    Ok(rows.first().and_then(|row| row.instant(0)))
}

/// What was so of a component between two instants; what still is has no end.
///
/// # Errors
/// The database's own.
pub fn intervals(sql: &Sql, key: &Key, (from, until): Span) -> Result<Vec<(Instant, Option<Instant>, Level)>> {
    // The one that had begun before, and all that began after: a range of the key, and nothing before it.
    let query =
        "SELECT start, finish, level FROM level_interval WHERE env = ?1 AND component = ?2 AND start >= coalesce(
        (SELECT max(start) FROM level_interval WHERE env = ?1 AND component = ?2 AND start <= ?3), ?3)
        AND start < ?4 ORDER BY start";
    let read = |row: &Row| {
        let level = Level::parse(row.text(2)).unwrap_or(Level::Unknown);
        Some((row.instant(0)?, row.instant(1), level))
    };
    Ok(sql.rows(query, with(key, [from.0, until.0]))?.iter().filter_map(read).collect())
}
