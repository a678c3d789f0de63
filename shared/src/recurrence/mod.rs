//! Work that repeats: a rule as RFC 5545 writes them (`FREQ=MONTHLY;BYDAY=1TU;COUNT=6`), a beginning and an end by the wall
//! clock, and the page's zone; out come instants.
//!
//! Each occurrence begins and ends when clocks of the zone show it, so that its length is the true one: 00.30–05.00 is 210
//! minutes on the night clocks go forward, and 330 on the night they go back. A time that clocks leap over is taken as RFC
//! 5545 has it, by the offset before the leap: 02.30 becomes 03.30. Of a time that comes twice, the first is taken.
//!
//! Which days a rule falls on, the crate `rrule` works out, in local time as if it were UTC: of its zones and of its reader of
//! texts, which weigh most of it, nothing is used. What is read here is less than RFC 5545 has: days, no hours; and a rule
//! must end. Nothing that a rule says takes long.

mod error;
mod rule;

pub use error::RuleError;

use crate::page::Zone;
use crate::spans::Span;
use crate::time::Instant;
use crate::wall_clock::{LocalTime, Shown};
use chrono::{DateTime, Months, NaiveDateTime};
use rrule::Tz;
use rule::{End, Rule};

/// How many occurrences a rule may have.
pub const MOST: u16 = 100;
/// How far a rule may reach, in months.
pub const MONTHS: u32 = 24;
/// How many days an occurrence may last.
const LONGEST: i64 = 7;

/// The occurrences of a rule of which the first is from `starts` to `ends`.
///
/// # Errors
/// The first thing that is wrong with it; what is said of it holds the cure.
///
/// # Examples
/// ```
/// use fyr_shared::{page::Zone, recurrence::expand, wall_clock::LocalTime};
/// let at = |text| LocalTime::parse(text).unwrap();
/// let utc = Zone::default();
/// let nights = expand("FREQ=WEEKLY;COUNT=2", at("2026-12-01T00:30"), at("2026-12-01T05:00"), &utc).unwrap();
/// let said: Vec<String> = nights.iter().map(|(begins, ends)| format!("{begins} {ends}")).collect();
/// assert_eq!(said, ["2026-12-01T00:30:00Z 2026-12-01T05:00:00Z", "2026-12-08T00:30:00Z 2026-12-08T05:00:00Z"]);
/// ```
pub fn expand(rule: &str, starts: LocalTime, ends: LocalTime, zone: &Zone) -> Result<Vec<Span>, RuleError> {
    let rule = Rule::read(rule, zone)?;
    if ends <= starts {
        return Err(RuleError::EndsBefore);
    }
    let days = ends.day().since(starts.day());
    if days > LONGEST {
        return Err(RuleError::TooLong { days: LONGEST });
    }
    let begins = begins(&rule, starts)?;
    let end = |begins: LocalTime| LocalTime(begins.plus_days(days).day().0.and_time(ends.0.time()));
    let instants = |begins: LocalTime| {
        let span = (instant(zone, begins)?, instant(zone, end(begins))?);
        if span.0 < span.1 { Ok(span) } else { Err(RuleError::Vanishes { at: begins }) }
    };
    let spans = begins.into_iter().map(instants).collect::<Result<Vec<Span>, RuleError>>()?;
    match spans.windows(2).any(|pair| matches!(pair, [(_, ends), (begins, _)] if begins < ends)) {
        true => Err(RuleError::Overlap),
        false => Ok(spans),
    }
}

/// When the occurrences begin.
fn begins(rule: &Rule, starts: LocalTime) -> Result<Vec<LocalTime>, RuleError> {
    let last = starts.0.checked_add_months(Months::new(MONTHS)).ok_or(RuleError::ClockUnknown)?;
    if matches!(rule.end, End::Until(until) if until.0 > last) {
        return Err(RuleError::TooFar);
    }
    let until = match rule.end {
        End::Until(until) => until.0,
        End::Count(_) => last,
    };
    if until < starts.0 {
        return Err(RuleError::Never);
    }
    let found = rule.days.clone().until(as_utc(until)).build(as_utc(starts.0)).map_err(|_| RuleError::Contradicts)?;
    let wanted = match rule.end {
        End::Count(count) => count,
        End::Until(_) => MOST + 1,
    };
    let found = found.all(wanted).dates;
    let first = found.first().map(|first| LocalTime(first.naive_utc())).ok_or(RuleError::Never)?;
    if first != starts {
        return Err(RuleError::NotTheFirst { first });
    }
    match (rule.end, found.len()) {
        (End::Count(count), found) if found < usize::from(count) => Err(RuleError::TooFar),
        (_, found) if found > usize::from(MOST) => Err(RuleError::TooMany),
        _ => Ok(found.iter().map(|at| LocalTime(at.naive_utc())).collect()),
    }
}

fn as_utc(local: NaiveDateTime) -> DateTime<Tz> {
    local.and_utc().with_timezone(&Tz::UTC)
}

fn instant(zone: &Zone, local: LocalTime) -> Result<Instant, RuleError> {
    match zone.shown(local) {
        Shown::Once(at) | Shown::Twice(at, _) | Shown::Never { unleapt: at, .. } => Ok(at),
        Shown::Unknown => Err(RuleError::ClockUnknown),
    }
}
