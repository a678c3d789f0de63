//! Which months something declared touches, or once did: so that a month finds what was declared of it, and what is
//! declared finds the reports that it may change.

use super::sql::Sql;
use fyr_shared::month::Month;
use fyr_shared::operator::Noun;
use fyr_shared::page::Zone;
use fyr_shared::spans::Span;
use worker::Result;

/// More months than this nothing touches: it is a mistake of years.
const MOST: usize = 240;

/// Notes that a record touches the months of a span.
///
/// # Errors
/// The database's own.
pub fn note(sql: &Sql, zone: &Zone, subject: &str, (from, until): Span) -> Result<()> {
    let last = zone.month(until.max(from));
    let months = std::iter::successors(Some(zone.month(from)), |month| Some(month.next()));
    for month in months.take_while(|month| *month <= last).take(MOST) {
        let values = vec![month.count().into(), subject.into()];
        sql.run("INSERT OR IGNORE INTO touched (month, subject) VALUES (?, ?)", values)?;
    }
    Ok(())
}

/// What touches one of the months from `first` to `last`, and what goes on.
///
/// # Errors
/// The database's own.
pub fn subjects(sql: &Sql, first: Month, last: Month) -> Result<Vec<String>> {
    let query = "SELECT DISTINCT subject FROM touched WHERE month BETWEEN ? AND ?";
    let rows = sql.rows(query, vec![first.count().into(), last.count().into()])?;
    let mut subjects: Vec<String> = rows.iter().map(|row| row.text(0).to_owned()).collect();
    for noun in [Noun::Incident, Noun::Maintenance] {
        let open = "SELECT number FROM record WHERE noun = ? AND over_at IS NULL";
        let rows = sql.rows(open, vec![noun.as_str().into()])?;
        subjects.extend(rows.iter().filter_map(|row| Some(noun.id(row.number(0)?.try_into().ok()?))));
    }
    subjects.sort();
    subjects.dedup();
    Ok(subjects)
}

/// The months that a record touches, or once did.
///
/// # Errors
/// The database's own.
pub fn months(sql: &Sql, subject: &str) -> Result<Vec<Month>> {
    let rows = sql.rows("SELECT month FROM touched WHERE subject = ?", vec![subject.into()])?;
    Ok(rows.iter().filter_map(|row| Month::counted(row.number(0)?)).collect())
}
