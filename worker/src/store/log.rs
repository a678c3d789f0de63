//! What is written once and not changed: the log, and the outbox.

use super::sql::{Row, Sql, whole};
use super::terms;
use fyr_shared::operator::{Action, Actor, Entry, Noun};
use fyr_shared::page::Page;
use fyr_shared::report::Configuration;
use fyr_shared::status::Transition;
use fyr_shared::time::Instant;
use worker::{Result, SqlStorageValue};

/// Notes the configuration that figures are made under from now on, and what of it they depend on; says whether it is a
/// new one.
///
/// # Errors
/// The database's own.
pub fn note_configuration(sql: &Sql, page: &Page, now: Instant) -> Result<bool> {
    let query = "SELECT entry, subject FROM log WHERE kind = 'configuration' ORDER BY id DESC LIMIT 1";
    let newest = sql.rows(query, vec![])?;
    let terms = terms::keep(sql, page)?;
    if newest.first().is_some_and(|row| row.text(0) == page.digest && row.text(1) == terms) {
        return Ok(false);
    }
    let values = vec![now.0.into(), "configuration".into(), page.digest.as_str().into(), terms.as_str().into()];
    sql.run("INSERT INTO log (at, kind, entry, subject) VALUES (?, ?, ?, ?)", values)?;
    Ok(true)
}

/// The configurations that were in force before an instant, by entries up to `last`, in order of time. One that was noted
/// before its terms were kept is read by those that followed.
///
/// # Errors
/// The database's own.
pub fn configurations(sql: &Sql, until: Instant, last: u64) -> Result<Vec<Configuration>> {
    let query = "SELECT at, entry, subject FROM log WHERE kind = 'configuration' AND id <= ? ORDER BY id DESC";
    let mut terms = String::new();
    let mut all = vec![];
    for row in sql.rows(query, vec![whole(last)])? {
        if !row.text(2).is_empty() {
            row.text(2).clone_into(&mut terms);
        }
        let from = row.instant(0).unwrap_or_default();
        if from < until && !terms.is_empty() {
            all.push(Configuration { from, digest: row.text(1).to_owned(), terms: terms.clone() });
        }
    }
    all.reverse();
    Ok(all)
}

/// The last place in the log, and when its first entry was made; `None`: it is empty.
///
/// # Errors
/// The database's own.
pub fn ends(sql: &Sql) -> Result<Option<(Instant, u64)>> {
    let rows = sql.rows("SELECT (SELECT at FROM log ORDER BY id LIMIT 1), max(id) FROM log", vec![])?;
    Ok(rows.first().and_then(|row| Some((row.instant(0)?, row.number(1)?.try_into().ok()?))))
}

/// What was ever entered about a record, by entries up to `last`, oldest first.
///
/// # Errors
/// The database's own.
pub fn history(sql: &Sql, subject: &str, last: u64) -> Result<Vec<Entry>> {
    read_entries(sql, "WHERE subject = ? AND id <= ? ORDER BY id", vec![subject.into(), whole(last)])
}

/// Notes what a record is from now on, and who made it so.
///
/// # Errors
/// The database's own.
pub fn enter(
    sql: &Sql,
    noun: Noun,
    subject: &str,
    revision: u32,
    by: &Actor,
    now: Instant,
    record: &str,
) -> Result<()> {
    let values = vec![
        now.0.into(),
        noun.as_str().into(),
        record.into(),
        by.token.as_deref().into(),
        by.name.as_str().into(),
        subject.into(),
        i64::from(revision).into(),
    ];
    let statement = "INSERT INTO log (at, kind, entry, token, name, subject, revision) VALUES (?, ?, ?, ?, ?, ?, ?)";
    sql.run(statement, values)
}

/// Entries behind a place, oldest first.
///
/// # Errors
/// The database's own.
pub fn entries(sql: &Sql, after: u64, limit: u32) -> Result<Vec<Entry>> {
    let values = vec![whole(after), i64::from(limit).into()];
    read_entries(sql, "WHERE id > ? ORDER BY id LIMIT ?", values)
}

/// What has happened to a record since a revision of it, oldest first.
///
/// # Errors
/// The database's own.
pub fn since(sql: &Sql, subject: &str, revision: u32) -> Result<Vec<Entry>> {
    read_entries(
        sql,
        "WHERE subject = ? AND revision > ? ORDER BY id LIMIT 100",
        vec![subject.into(), i64::from(revision).into()],
    )
}

fn read_entries(sql: &Sql, which: &str, values: Vec<SqlStorageValue>) -> Result<Vec<Entry>> {
    let query = format!("SELECT id, at, kind, entry, token, name, subject, revision FROM log {which}");
    Ok(sql.rows(&query, values)?.iter().filter_map(entry).collect())
}

fn entry(row: &Row) -> Option<Entry> {
    let noun = Noun::parse(row.text(2))?;
    let revision = row.number(7).and_then(|revision| revision.try_into().ok()).unwrap_or(0);
    // A digest is no JSON.
    let record = serde_json::from_str(row.text(3)).unwrap_or_else(|_| row.text(3).into());
    let name = if noun == Noun::Configuration { "deployment" } else { row.text(5) }.to_owned();
    Some(Entry {
        id: row.number(0)?.try_into().ok()?,
        at: row.instant(1)?,
        by: Actor { token: Some(row.text(4).to_owned()).filter(|it| !it.is_empty()), name },
        noun,
        subject: row.text(6).to_owned(),
        revision,
        action: if revision <= 1 { Action::Created } else { Action::Changed },
        record,
    })
}

/// Puts a transition into the outbox.
///
/// # Errors
/// The database's own.
pub fn post(sql: &Sql, transition: &Transition) -> Result<()> {
    let text = serde_json::to_string(transition)?;
    sql.run("INSERT INTO outbox (at, transition) VALUES (?, ?)", vec![transition.at.0.into(), text.into()])
}
