//! `[contract.report]`: what is agreed about reports.

use super::super::cursor::Cursor;
use crate::contract::ReportTerms;
use crate::report::{DueRule, YearDue};

/// Its keys.
pub(super) const KEYS: [&str; 3] = ["month", "year", "incidents"];

/// The last day that every month has.
const OF_MONTH: u8 = 28;
/// The last day of January.
const OF_JANUARY: u8 = 31;
/// The most working days: no month has more that are sure to be there.
const WORKING_DAYS: u8 = 20;

/// The table.
pub(super) fn read(terms: &Cursor<'_>) -> ReportTerms {
    if KEYS.iter().all(|key| !terms.has(key)) {
        terms.problem("says nothing; write what is agreed, or remove it if nothing is");
    }
    ReportTerms { month: month(terms), year: year(terms), incidents: terms.flag("incidents").unwrap_or(false) }
}

fn month(terms: &Cursor<'_>) -> Option<DueRule> {
    let text = terms.text("month")?;
    let due = numbered_day(text, OF_MONTH).map(DueRule::Day).or_else(|| working_days(text).map(DueRule::WorkingDays));
    if due.is_none() {
        terms.wrong("month", format_args!(
            r#"is no day by which it is due; write "day 20" of the next month (1 to {OF_MONTH}), or "5 working days" (1 to {WORKING_DAYS})"#
        ));
    }
    due
}

fn year(terms: &Cursor<'_>) -> Option<YearDue> {
    let due = numbered_day(terms.text("year")?, OF_JANUARY).map(YearDue);
    if due.is_none() {
        terms.wrong("year", format_args!(r#"is no day of the January after it; write "day 30" (1 to {OF_JANUARY})"#));
    }
    due
}

fn numbered_day(text: &str, last: u8) -> Option<u8> {
    text.strip_prefix("day ")?.parse().ok().filter(|day| (1..=last).contains(day))
}

fn working_days(text: &str) -> Option<u8> {
    let (count, unit) = text.split_once(' ')?;
    let count = count.parse().ok().filter(|count| (1..=WORKING_DAYS).contains(count))?;
    matches!(unit, "working day" | "working days").then_some(count)
}
