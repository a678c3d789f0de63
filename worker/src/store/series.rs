//! Series in storage: what each source said about each component from each region.

use super::heard::{self, Heard};
use super::samples::Newest;
use super::sql::{Row, Sql};
use fyr_shared::ids::{ComponentId, RegionId, SourceId};
use fyr_shared::page::Page;
use fyr_shared::spans::Span;
use fyr_shared::status::{Change, Failing, Interval, Last, Reason, Series, SeriesState, Slots};
use fyr_shared::time::Instant;
use std::collections::BTreeMap;
use worker::{Result, SqlStorageValue};

/// Which series.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Who speaks.
    pub source: SourceId,
    /// About what.
    pub component: ComponentId,
    /// From where.
    pub region: RegionId,
}

/// A series and the number it has in storage.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its number: in `series_interval`, and in the hours of samples.
    pub id: i64,
    /// Where it stands.
    pub series: Series,
}

/// Every series of a page, as far as it has begun.
pub type All = BTreeMap<Key, Stored>;

/// Every series of a source: they stand together.
pub fn of_source<'a>(all: &'a All, source: &'a SourceId) -> impl Iterator<Item = (&'a Key, &'a Stored)> + Clone {
    let first = Key { source: source.clone(), component: "".into(), region: "".into() };
    all.range(first..).take_while(move |(key, _)| key.source == *source)
}

/// Reads every series: its present interval, its failures in a row, and its last sample from the newest hours.
///
/// # Errors
/// The database's own.
pub fn load(sql: &Sql, page: &Page, newest: &Newest) -> Result<All> {
    let query =
        "SELECT s.id, s.source, s.component, s.region, s.failing_since, s.failing_count, i.start, i.state, i.reason
        FROM series_interval i INDEXED BY series_open JOIN series s ON s.id = i.series WHERE i.finish IS NULL";
    let sources: BTreeMap<_, _> = page.sources.iter().map(|source| (&source.id, source)).collect();
    let mut all = All::new();
    let mut silent = vec![];
    for row in sql.rows(query, vec![])? {
        let key = key(&row);
        let Some(source) = sources.get(&key.source) else { continue };
        let (Some(id), Some(start)) = (row.number(0), row.instant(6)) else { continue };
        let count = row.number(5).and_then(|count| u32::try_from(count).ok());
        let failing = row.instant(4).zip(count).map(|(since, count)| Failing { since, count });
        let heard = newest.heard(id, &key.region);
        if heard.is_none() {
            silent.push((key.region.clone(), id, start));
        }
        let last = Some(last(heard, Slots::new(source.every), start, newest));
        let (state, reason) = (SeriesState::parse(row.text(7)), Reason::parse(row.text(8)));
        all.insert(key, Stored { id, series: Series { state, start, reason, failing, last } });
    }
    let heard = heard::anywhere(sql, silent)?;
    for (key, stored) in &mut all {
        if let Some((heard, source)) = heard.get(&stored.id).zip(sources.get(&key.source)) {
            stored.series.last = Some(last(Some(*heard), Slots::new(source.every), stored.series.start, newest));
        }
    }
    Ok(all)
}

/// Which series a row is about, whose second column is its source.
fn key(row: &Row) -> Key {
    Key { source: row.text(1).into(), component: row.text(2).into(), region: row.text(3).into() }
}

/// What names a series, as statements take it.
fn names(key: &Key) -> Vec<SqlStorageValue> {
    vec![key.source.as_str().into(), key.component.as_str().into(), key.region.as_str().into()]
}

/// The last sample of a series whose interval began at `start`. One that was never heard since says nothing since then.
fn last(heard: Option<Heard>, slots: Slots, start: Instant, newest: &Newest) -> Last {
    let never = || Last { slot: slots.at(start).saturating_sub(1), at: start, failed: false };
    let last = heard.map_or_else(never, |heard| heard.last(slots, newest.round_at));
    Last { at: last.at.max(start), ..last }
}

/// Begins a series: *unknown* since `now`.
///
/// # Errors
/// The database's own.
pub fn begin(sql: &Sql, key: &Key, now: Instant) -> Result<Stored> {
    sql.run("INSERT OR IGNORE INTO series (source, component, region) VALUES (?, ?, ?)", names(key))?;
    let id = number(sql, key)?.ok_or("a series that was just written is not there")?;
    // A series that the page had before, and has again, begins anew.
    let anew =
        "UPDATE series SET failing_since = NULL, failing_count = NULL WHERE id = ? AND failing_count IS NOT NULL";
    sql.run(anew, vec![id.into()])?;
    let series = Series::new(now);
    let values = vec![id.into(), now.0.into(), series.state.as_str().into(), series.reason.map(Reason::as_str).into()];
    sql.run("INSERT OR IGNORE INTO series_interval (series, start, state, reason) VALUES (?, ?, ?, ?)", values)?;
    Ok(Stored { id, series })
}

/// Every series that goes on, with its number and when its present interval began.
///
/// # Errors
/// The database's own.
pub fn open(sql: &Sql) -> Result<Vec<(Key, i64, Instant)>> {
    let query = "SELECT s.id, s.source, s.component, s.region, i.start
        FROM series_interval i INDEXED BY series_open JOIN series s ON s.id = i.series WHERE i.finish IS NULL";
    let open =
        sql.rows(query, vec![])?.into_iter().filter_map(|row| Some((key(&row), row.number(0)?, row.instant(4)?)));
    Ok(open.collect())
}

/// Every series that there ever was, with its number.
///
/// # Errors
/// The database's own.
pub fn known(sql: &Sql) -> Result<Vec<(i64, Key)>> {
    let rows =
        sql.rows("SELECT id, source, component, region FROM series ORDER BY source, component, region", vec![])?;
    Ok(rows.iter().filter_map(|row| Some((row.number(0)?, key(row)))).collect())
}

/// The number of a series; `None`: there never was one.
///
/// # Errors
/// The database's own.
pub fn number(sql: &Sql, key: &Key) -> Result<Option<i64>> {
    let found = sql.rows("SELECT id FROM series WHERE source = ? AND component = ? AND region = ?", names(key))?;
    Ok(found.first().and_then(|row| row.number(0)))
}

/// The intervals of a series that touch a span, in order: found by their key, whatever there is of other times.
///
/// # Errors
/// The database's own.
pub fn intervals(sql: &Sql, id: i64, (from, until): Span) -> Result<Vec<Interval<SeriesState>>> {
    let query = "SELECT start, finish, state FROM series_interval WHERE series = ? AND start < ? AND start >= coalesce(
        (SELECT start FROM series_interval WHERE series = ? AND start <= ? ORDER BY start DESC LIMIT 1), ?)
        AND (finish IS NULL OR finish > ?) ORDER BY start";
    let values = vec![id.into(), until.0.into(), id.into(), from.0.into(), from.0.into(), from.0.into()];
    let read = sql.rows(query, values)?.into_iter().filter_map(|row| {
        Some(Interval { start: row.instant(0)?, end: row.instant(1), state: SeriesState::parse(row.text(2)) })
    });
    Ok(read.collect())
}

/// Ends the present interval of a series.
///
/// # Errors
/// The database's own.
pub fn close(sql: &Sql, id: i64, end: Instant) -> Result<()> {
    apply(sql, id, &Change::Close { end })
}

/// Writes what adding a sample changed.
///
/// # Errors
/// The database's own.
pub fn write(sql: &Sql, id: i64, before: &Series, after: &Series, changes: &[Change]) -> Result<()> {
    if before.failing != after.failing {
        let (since, count) = after.failing.map(|failing| (failing.since.0, i64::from(failing.count))).unzip();
        let values = vec![since.into(), count.into(), id.into()];
        sql.run("UPDATE series SET failing_since = ?, failing_count = ? WHERE id = ?", values)?;
    }
    changes.iter().try_for_each(|change| apply(sql, id, change))
}

fn apply(sql: &Sql, id: i64, change: &Change) -> Result<()> {
    match change {
        // An interval that ends where it began has never been. Later ones are of a clock that was set back.
        Change::Close { end } => {
            let later = vec![id.into(), end.0.into()];
            sql.run("DELETE FROM series_interval WHERE series = ? AND start >= ?", later)?;
            // Found by its key: years of others lie before it.
            let values = vec![end.0.into(), id.into(), id.into(), end.0.into(), end.0.into()];
            let statement = "UPDATE series_interval SET finish = ? WHERE series = ?
                AND start = (SELECT start FROM series_interval WHERE series = ? AND start < ? ORDER BY start DESC LIMIT 1)
                AND (finish IS NULL OR finish > ?)";
            sql.run(statement, values)
        }
        Change::Open { start, state, reason } => {
            let values = vec![id.into(), start.0.into(), state.as_str().into(), reason.map(Reason::as_str).into()];
            sql.run("INSERT INTO series_interval (series, start, state, reason) VALUES (?, ?, ?, ?)", values)
        }
        Change::Settle { from, state } => {
            let values = vec![state.as_str().into(), id.into(), from.0.into()];
            let statement =
                "UPDATE series_interval SET state = ? WHERE series = ? AND start >= ? AND state = 'unconfirmed'";
            sql.run(statement, values)
        }
    }
}
