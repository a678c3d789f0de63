//! Which months something declared touches, or once did: so that a month finds what was declared of it, and what is
//! declared finds the reports that it may change.

use super::sql::Sql;
use fyr_shared::month::Month;
use fyr_shared::operator::Noun;
use fyr_shared::page::Zone;
use fyr_shared::spans::Span;
use fyr_shared::time::DAY;
use std::collections::BTreeSet;
use worker::Result;

/// More months than this nothing touches: it is a mistake of years.
const MOST: usize = 240;

/// Notes that a record touches the months of a span.
///
/// # Errors
/// The database's own.
pub fn note(sql: &Sql, zone: &Zone, subject: &str, (from, until): Span) -> Result<()> {
    // A page may get another zone, and with it other ends of months: a day more on both sides.
    let (from, until) = (from.plus(-DAY), until.max(from).plus(DAY));
    let last = zone.month(until);
    let months = std::iter::successors(Some(zone.month(from)), |month| Some(month.next()));
    for month in months.take_while(|month| *month <= last).take(MOST) {
        let values = vec![month.count().into(), subject.into()];
        sql.run("INSERT OR IGNORE INTO touched (month, subject) VALUES (?, ?)", values)?;
    }
    Ok(())
}

/// What of a noun touches one of the months from `first` to `last`, or once did.
///
/// # Errors
/// The database's own.
pub fn subjects(sql: &Sql, noun: Noun, first: Month, last: Month) -> Result<BTreeSet<String>> {
    // The ids of a noun are its letter and digits: what lies between the letter and what is behind any digit.
    let letter: String = noun.id(1).chars().take(1).collect();
    let (least, most) = (letter.clone(), letter + "~");
    let query = "SELECT subject FROM touched WHERE month = ? AND subject BETWEEN ? AND ?";
    let mut subjects = BTreeSet::new();
    for month in std::iter::successors(Some(first), |month| Some(month.next())).take_while(|month| *month <= last) {
        let rows = sql.rows(query, vec![month.count().into(), least.as_str().into(), most.as_str().into()])?;
        subjects.extend(rows.iter().map(|row| row.text(0).to_owned()));
    }
    Ok(subjects)
}

/// What of a noun goes on now.
///
/// # Errors
/// The database's own.
pub fn open(sql: &Sql, noun: Noun) -> Result<BTreeSet<String>> {
    // By the index of when they were over: by their key all that there ever were would be read.
    let rows = sql.rows(
        "SELECT number FROM record INDEXED BY record_over WHERE noun = ? AND over_at IS NULL",
        vec![noun.as_str().into()],
    )?;
    Ok(rows.iter().filter_map(|row| Some(noun.id(row.number(0)?.try_into().ok()?))).collect())
}

/// The months that a record touches, or once did.
///
/// # Errors
/// The database's own.
pub fn months(sql: &Sql, subject: &str) -> Result<Vec<Month>> {
    let rows = sql.rows("SELECT month FROM touched WHERE subject = ?", vec![subject.into()])?;
    Ok(rows.iter().filter_map(|row| Month::counted(row.number(0)?)).collect())
}
