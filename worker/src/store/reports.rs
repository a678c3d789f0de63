//! Reports in storage: every revision of every month, as it was made.

use super::sql::{Row, Sql, whole};
use crate::zipped::{unzip, zip};
use fyr_shared::month::Month;
use fyr_shared::report::{MonthReport, Revision, SampleFact};
use fyr_shared::time::Instant;
use worker::Result;

fn revision(row: &Row) -> Option<Revision> {
    let month = Month::counted(row.number(0)?)?;
    let (revision, log) = (row.number(1)?.try_into().ok()?, row.number(3)?.try_into().ok()?);
    Some(Revision { month, revision, made_at: row.instant(2)?, log })
}

/// Every revision there is, in order of months.
///
/// # Errors
/// The database's own.
pub fn all(sql: &Sql) -> Result<Vec<Revision>> {
    let rows = sql.rows("SELECT month, revision, made_at, log FROM report ORDER BY month, revision", vec![])?;
    Ok(rows.iter().filter_map(revision).collect())
}

/// The last month that has a report, or is to have one.
///
/// # Errors
/// The database's own.
pub fn newest_month(sql: &Sql) -> Result<Option<Month>> {
    let query =
        "SELECT max(coalesce((SELECT max(month) FROM report), -1), coalesce((SELECT max(month) FROM due_report), -1))";
    let rows = sql.rows(query, vec![])?;
    Ok(rows.first().and_then(|row| Month::counted(row.number(0).filter(|count| *count >= 0)?)))
}

/// Notes that the report of a month has to be made, for the first time or again.
///
/// # Errors
/// The database's own.
pub fn ask_for(sql: &Sql, month: Month) -> Result<()> {
    sql.run("INSERT OR REPLACE INTO due_report (month, after) VALUES (?, 0)", vec![month.count().into()])
}

/// The months whose report has to be made by now, the oldest first.
///
/// # Errors
/// The database's own.
pub fn due(sql: &Sql, now: Instant, limit: i64) -> Result<Vec<Month>> {
    let query = "SELECT month FROM due_report WHERE after <= ? ORDER BY month LIMIT ?";
    let rows = sql.rows(query, vec![now.0.into(), limit.into()])?;
    Ok(rows.iter().filter_map(|row| Month::counted(row.number(0)?)).collect())
}

/// The report of a month has been made.
///
/// # Errors
/// The database's own.
pub fn done(sql: &Sql, month: Month) -> Result<()> {
    sql.run("DELETE FROM due_report WHERE month = ?", vec![month.count().into()])
}

/// The report of a month could not be made: nobody tries before `after`.
///
/// # Errors
/// The database's own.
pub fn put_off(sql: &Sql, month: Month, after: Instant) -> Result<()> {
    sql.run("UPDATE due_report SET after = ? WHERE month = ?", vec![after.0.into(), month.count().into()])
}

/// The newest revision of a month; `None`: it has no report.
///
/// # Errors
/// The database's own.
pub fn newest(sql: &Sql, month: Month) -> Result<Option<Revision>> {
    let query = "SELECT month, revision, made_at, log FROM report WHERE month = ? ORDER BY revision DESC LIMIT 1";
    Ok(sql.rows(query, vec![month.count().into()])?.first().and_then(revision))
}

/// A revision of a month, as JSON; `None`: there is none.
///
/// # Errors
/// The database's own.
pub fn text(sql: &Sql, month: Month, revision: u32) -> Result<Option<String>> {
    let query = "SELECT document FROM report WHERE month = ? AND revision = ?";
    let rows = sql.rows(query, vec![month.count().into(), i64::from(revision).into()])?;
    Ok(rows.first().map(|row| unzip(row.bytes(0))).transpose()?)
}

/// How fast was answered in a month, as its first report had it: the samples themselves are let go of after 13 months.
///
/// # Errors
/// The database's own.
pub fn samples(sql: &Sql, month: Month) -> Result<Option<Vec<SampleFact>>> {
    let query = "SELECT samples FROM report WHERE month = ? ORDER BY revision LIMIT 1";
    let rows = sql.rows(query, vec![month.count().into()])?;
    let Some(row) = rows.first() else { return Ok(None) };
    Ok(Some(serde_json::from_str(&unzip(row.bytes(0))?)?))
}

/// Keeps a revision; `samples` are those that its month is known by, of a first one.
///
/// # Errors
/// The database's own.
pub fn keep(sql: &Sql, report: &MonthReport, samples: &[SampleFact]) -> Result<()> {
    let samples = if report.revision == 1 { samples } else { &[] };
    let values = vec![
        report.month.count().into(),
        i64::from(report.revision).into(),
        report.made_at.0.into(),
        whole(report.log),
        zip(&serde_json::to_string(report)?)?.into(),
        zip(&serde_json::to_string(samples)?)?.into(),
    ];
    let statement = "INSERT INTO report (month, revision, made_at, log, document, samples) VALUES (?, ?, ?, ?, ?, ?)";
    sql.run(statement, values)
}

/// Lets go of the reports of months from this one on: a clock that was ahead had them made before the month was over.
///
/// # Errors
/// The database's own.
pub fn forget_from(sql: &Sql, month: Month) -> Result<()> {
    sql.run("DELETE FROM due_report WHERE month >= ?", vec![month.count().into()])?;
    sql.run("DELETE FROM report WHERE month >= ?", vec![month.count().into()])
}
