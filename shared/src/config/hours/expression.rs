//! An `opening_hours` string of OpenStreetMap: read by the crate `opening-hours`, refused when it says neither open nor
//! closed, and worked out in local time with a calendar of our own.
//!
//! Refused is also what that crate understands otherwise than OpenStreetMap does.

use super::calendar::Calendar;
use super::pitfalls::Pitfalls;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use compact_calendar::CompactCalendar;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::rules::day::{HolidayKind, MonthdayRange, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{RuleOperator, RuleSequence};
use opening_hours_syntax::{Error, ExtendedTime};
use pest::error::InputLocation;
use std::sync::Arc;

/// What to write instead of what cannot be read.
pub(super) const EXAMPLE: &str = r#"hours such as "Mo-Fr 08:00-15:30; PH off""#;

/// What has been read, and not refused.
pub(super) struct Expression(OpeningHours);

impl Expression {
    /// Reads a string, and tries it on the days from `from` to `to`.
    ///
    /// # Errors
    /// The first thing that is wrong with it, and the cure.
    pub(super) fn read(text: &str, calendar: Calendar, from: NaiveDate, to: NaiveDate) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err(format!("is empty; write {EXAMPLE}"));
        }
        let holidays = holidays(calendar, from, to);
        let hours = parsed(text, &holidays).map_err(|error| not_understood(text, &error))?;
        let wrong = hours.get_expression().rules.iter().find_map(refused);
        match wrong.or_else(|| Pitfalls::of(text, holidays, from, to).first()) {
            Some(wrong) => Err(wrong),
            None => Ok(Self(hours)),
        }
    }

    /// The spans in which it is open, in local time and in order. One that passes midnight is two that touch.
    pub(super) fn open(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = (NaiveDateTime, NaiveDateTime)> {
        let at = |day: NaiveDate, minute| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minute);
        days(from, to)
            .flat_map(move |day| open_on(&self.0, day).map(move |(opens, closes)| (at(day, opens), at(day, closes))))
    }
}

/// The days from one to another, which is left out.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take_while(move |day| *day < to)
}

/// A calendar as the crate wants it. The years beside the span are for `PH -1 day` and its like.
fn holidays(calendar: Calendar, from: NaiveDate, to: NaiveDate) -> ContextHolidays {
    let mut public = CompactCalendar::default();
    for day in (from.year() - 1..=to.year() + 1).flat_map(|year| calendar.holidays(year)) {
        public.insert(day);
    }
    ContextHolidays::new(Arc::new(public), Arc::default())
}

/// A string as the crate reads it, with our holidays and none of its own.
pub(super) fn parsed(text: &str, holidays: &ContextHolidays) -> Result<OpeningHours, Error> {
    let hours: OpeningHours = text.parse()?;
    Ok(hours.with_context(Context::default().with_holidays(holidays.clone())))
}

/// When it is open on a day, in minutes from midnight.
pub(super) fn open_on(hours: &OpeningHours, day: NaiveDate) -> impl Iterator<Item = (i64, i64)> + use<> {
    let open = hours.schedule_at(day).into_iter().filter(|span| span.kind == RuleKind::Open);
    let minutes = |time: ExtendedTime| i64::from(time.mins_from_midnight());
    open.map(move |span| (minutes(span.range.start), minutes(span.range.end)))
}

fn not_understood(text: &str, error: &Error) -> String {
    let Error::Syntax(error) = error else { return format!("cannot be read ({error}); write {EXAMPLE}") };
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    let rest = text.get(at..).unwrap_or_default().trim();
    let short: String = rest.replace(char::is_control, " ").chars().take(40).collect();
    match (at, rest.is_empty()) {
        (0, _) => format!("is not understood; write {EXAMPLE}"),
        (_, true) => format!("ends too early; write {EXAMPLE}"),
        (_, false) => format!(r#"is not understood from "{short}" on; write {EXAMPLE}"#),
    }
}

/// Why a rule cannot stand.
fn refused(rule: &RuleSequence) -> Option<String> {
    let (comment, days) = (&rule.comment, &rule.day_selector);
    if !comment.is_empty() {
        return Some(format!(
            r#"has the comment "{comment}", which is neither open nor closed; write the hours in which somebody answers, without comments"#
        ));
    }
    let school = |day: &WeekDayRange| matches!(day, WeekDayRange::Holiday { kind: HolidayKind::School, .. });
    let one_word = |month: &MonthdayRange| matches!(month, MonthdayRange::Month { year: Some(_), .. });
    let reasons = [
        (
            rule.kind == RuleKind::Unknown,
            r#"says "unknown", which is neither open nor closed; write the hours in which somebody answers"#,
        ),
        (
            // The crate takes the alternative on days that are closed, OpenStreetMap at every hour that is.
            rule.operator == RuleOperator::Fallback,
            r#"has an alternative ("||"), which is misread; write one rule after the other, with ";""#,
        ),
        (
            days.weekday.iter().any(school),
            "names school holidays (SH), of which there is no calendar; write their dates",
        ),
        (
            // The crate takes the first day of the month for all of it.
            days.monthday.iter().any(one_word),
            r#"has a year and a month in one word, which is misread; write a space between them: "2026 Jun""#,
        ),
    ];
    let reason = reasons.into_iter().find(|(applies, _)| *applies).map(|(_, reason)| reason.to_owned());
    reason.or_else(|| rule.time_selector.spans.iter().find_map(refused_time))
}

/// Why a span of a rule cannot stand.
fn refused_time(span: &TimeSpan) -> Option<String> {
    if let Some(event) = [span.range.start, span.range.end].iter().find_map(Time::as_time_event) {
        return Some(format!("names {event}, which needs a place; write a time of day"));
    }
    if span.open_end {
        return Some(r#"has a time without an end ("+"); write when it closes"#.to_owned());
    }
    let repeats = r#"has times that repeat ("/"), which are no opening hours; write from when to when"#;
    span.repeats.map(|_| repeats.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tried on the days of 2026.
    fn read(text: &str) -> Result<Expression, String> {
        let [from, to] = ["2026-01-01", "2027-01-01"].map(|day| day.parse().unwrap());
        Expression::read(text, Calendar::No, from, to)
    }

    #[track_caller]
    fn refused(text: &str, says: &str) {
        assert_eq!(read(text).err().as_deref(), Some(says), "{text}");
    }

    #[test]
    fn what_cannot_be_read() {
        for (text, says) in [
            ("", "is empty"),
            (" ", "is empty"),
            ("Man-Fre 8-16", "is not understood"),
            ("ph off", "is not understood"),
            ("Mo-Fr 08.00-15.30", r#"is not understood from "08.00-15.30" on"#),
            ("Mo-Fr 08:00-15:30; PH of", r#"is not understood from "of" on"#),
            ("Mo-Fr 08:00", "ends too early"),
            ("Mo-Fr 08:00-15:30;", "ends too early"),
            ("Mo 08:00-48:30", "cannot be read (invalid extended time for 48:30)"),
            ("week 50-10", "cannot be read (Inverted week ranges are ambiguous, do you mean '10-50'?)"),
        ] {
            refused(text, &format!(r#"{says}; write hours such as "Mo-Fr 08:00-15:30; PH off""#));
        }
    }

    #[test]
    fn what_is_neither_open_nor_closed() {
        let comment = r#"has the comment "by appointment", which is neither open nor closed; write the hours in which somebody answers, without comments"#;
        let unknown = r#"says "unknown", which is neither open nor closed; write the hours in which somebody answers"#;
        for (text, says) in [
            (r#""by appointment""#, comment),
            (r#"Mo-Fr 08:00-15:30 || "by appointment""#, comment),
            (r#"Mo-Fr 08:00-15:30 open "by appointment""#, comment),
            (r#"Sa unknown "by appointment""#, comment),
            ("Mo-Fr 08:00-15:30; Sa unknown", unknown),
            ("unknown", unknown),
        ] {
            refused(text, says);
        }
    }

    #[test]
    fn what_we_cannot_know_or_the_crate_misreads() {
        for (text, says) in [
            ("SH off", "names school holidays (SH), of which there is no calendar; write their dates"),
            ("sunrise-18:00", "names sunrise, which needs a place; write a time of day"),
            ("08:00-(sunset+01:00)", "names sunset, which needs a place; write a time of day"),
            ("dawn-dusk", "names dawn, which needs a place; write a time of day"),
            ("08:00-dusk", "names dusk, which needs a place; write a time of day"),
            ("Mo-Fr 08:00+", r#"has a time without an end ("+"); write when it closes"#),
            (
                "Mo-Fr 08:00-16:00/30",
                r#"has times that repeat ("/"), which are no opening hours; write from when to when"#,
            ),
            (
                "Mo-Fr 08:00-12:00 || 14:00-16:00",
                r#"has an alternative ("||"), which is misread; write one rule after the other, with ";""#,
            ),
            (
                "2026Jun 08:00-15:30",
                r#"has a year and a month in one word, which is misread; write a space between them: "2026 Jun""#,
            ),
        ] {
            refused(text, says);
        }
    }

    #[test]
    fn ways_of_writing_that_are_understood() {
        for text in ["mo-fr 08:00 - 15:30", "2026 Jun Mo-Fr 08:00-15:30", "Mo-Fr,PH 8:00-15:30;PH 10:00-12:00", "24/7"]
        {
            assert_eq!(read(text).err(), None, "{text}");
        }
    }
}
