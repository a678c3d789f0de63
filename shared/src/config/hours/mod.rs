//! Opening hours, compiled: an `opening_hours` string of OpenStreetMap becomes the instants between which it is open.
//!
//! The string speaks of local wall-clock time and is worked out in it; only the result becomes instants, so that a span
//! across a change of clocks has its true length. Minutes stay minutes: nothing is rounded.
//!
//! Nobody is sent away while a channel is open: an opening time that clocks show twice is the first of the two, a
//! closing time the second. A time that clocks leap over is the instant at which they leap, and a span between two such
//! is none.
//!
//! A day runs from midnight to midnight, as OpenStreetMap has it: `PH off` closes the hours after midnight of the
//! evening before, and leaves those after the holiday's own evening. Which strings are refused is in `expression.rs`
//! and `pitfalls.rs`.

pub mod calendar;
mod expression;
mod pitfalls;
mod table;

pub(super) use table::Table;

use crate::time::Instant;
use calendar::Calendar;
use chrono::{DateTime, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;
use expression::{EXAMPLE, Expression, days};

/// The spans in which a string is open, from local midnight of `from` to local midnight of `to`: in order, and not
/// touching each other.
///
/// # Errors
/// What is wrong with the string, and the cure, so that it can stand after the string itself.
///
/// # Examples
/// ```
/// use chrono::NaiveDate;
/// use fyr_shared::config::hours::{calendar::Calendar, compile};
/// let [from, to] = ["2026-04-30", "2026-05-05"].map(|day| day.parse::<NaiveDate>().unwrap());
/// let zone = chrono_tz::Europe::Oslo;
/// let spans = compile("Mo-Fr 08:00-15:30; PH off", Calendar::No, zone, from, to).unwrap();
/// let said: Vec<String> = spans.iter().map(|(opens, closes)| format!("{opens} {closes}")).collect();
/// assert_eq!(said, ["2026-04-30T06:00:00Z 2026-04-30T13:30:00Z", "2026-05-04T06:00:00Z 2026-05-04T13:30:00Z"]);
/// ```
pub fn compile(
    text: &str,
    calendar: Calendar,
    zone: Tz,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(Instant, Instant)>, String> {
    let expression = Expression::read(text, calendar, from, to)?;
    let (begin, end) = (midnight(zone, from), midnight(zone, to));
    let local = joined(expression.open(from, to));
    let spans = local.into_iter().map(|(opens, closes)| (first(zone, opens), last(zone, closes)));
    let within = spans.map(|(opens, closes)| (opens.max(begin), closes.min(end)));
    let spans = joined(within.filter(|(opens, closes)| opens < closes));
    if spans.is_empty() {
        return Err(format!("is never open from {from} to {to}; write {EXAMPLE}"));
    }
    Ok(spans)
}

/// Each working day as a span from its midnight to the next.
#[must_use]
pub fn working_days(calendar: Calendar, zone: Tz, from: NaiveDate, to: NaiveDate) -> Vec<(Instant, Instant)> {
    let days = days(from, to).filter(|day| calendar.is_working_day(*day));
    let spans = days.filter_map(|day| Some((midnight(zone, day), midnight(zone, day.succ_opt()?))));
    spans.filter(|(begin, end)| begin < end).collect()
}

/// Spans in order, as one where they touch or overlap.
fn joined<T: Copy + Ord>(spans: impl IntoIterator<Item = (T, T)>) -> Vec<(T, T)> {
    let mut joined: Vec<(T, T)> = vec![];
    for (begin, end) in spans {
        match joined.last_mut() {
            Some(before) if begin <= before.1 => before.1 = before.1.max(end),
            _ => joined.push((begin, end)),
        }
    }
    joined
}

/// When a day begins.
pub(super) fn midnight(zone: Tz, day: NaiveDate) -> Instant {
    first(zone, day.and_time(NaiveTime::MIN))
}

/// When clocks first show a local time.
fn first(zone: Tz, local: NaiveDateTime) -> Instant {
    shown(zone, local, MappedLocalTime::earliest)
}

/// When clocks last show a local time.
fn last(zone: Tz, local: NaiveDateTime) -> Instant {
    shown(zone, local, MappedLocalTime::latest)
}

/// When clocks show a local time, or else the next that they do show. No clock leaps over more than a day.
fn shown(zone: Tz, local: NaiveDateTime, pick: fn(MappedLocalTime<DateTime<Tz>>) -> Option<DateTime<Tz>>) -> Instant {
    let minutes = (0..=24 * 60).filter_map(|minutes| local.checked_add_signed(TimeDelta::minutes(minutes)));
    let at = minutes.map(|local| pick(zone.from_local_datetime(&local))).find_map(|at| at);
    Instant(at.map_or_else(|| local.and_utc().timestamp(), |at| at.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::{Africa, America, Australia, Europe, Pacific};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// The spans from a day to another, as `05-04T06:00 13:30`.
    #[track_caller]
    fn spans(text: &str, calendar: Calendar, zone: Tz, (from, to): (&str, &str)) -> Vec<String> {
        let spans = compile(text, calendar, zone, day(from), day(to)).unwrap_or_else(|wrong| panic!("{text} {wrong}"));
        spans.iter().map(|(opens, closes)| said(*opens, *closes)).collect()
    }

    fn said(begins: Instant, ends: Instant) -> String {
        let (begins, ends) = (begins.utc().unwrap(), ends.utc().unwrap());
        let ends = ends.format(if begins.date() == ends.date() { "%H:%M" } else { "%m-%dT%H:%M" });
        format!("{} {ends}", begins.format("%m-%dT%H:%M"))
    }

    #[test]
    fn what_is_never_open_is_refused() {
        for (text, from, to, says) in [
            ("2025 Mo-Fr 08:00-15:30", "2026-01-01", "2027-01-01", "is never open from 2026-01-01 to 2027-01-01"),
            ("24/7 off", "2026-01-01", "2027-01-01", "is never open from 2026-01-01 to 2027-01-01"),
            ("02:15-02:45", "2026-03-29", "2026-03-30", "is never open from 2026-03-29 to 2026-03-30"),
            ("24/7", "2026-03-29", "2026-03-29", "is never open from 2026-03-29 to 2026-03-29"),
        ] {
            let compiled = compile(text, Calendar::No, Europe::Oslo, day(from), day(to));
            let says = format!(r#"{says}; write hours such as "Mo-Fr 08:00-15:30; PH off""#);
            assert_eq!(compiled, Err(says), "{text}");
        }
    }

    #[test]
    fn spans_in_local_time_become_instants() {
        let week = ("2026-04-30", "2026-05-05");
        for (text, expected) in [
            ("24/7", vec!["04-29T22:00 05-04T22:00"]),
            ("24/7; PH off", vec!["04-29T22:00 04-30T22:00", "05-01T22:00 05-04T22:00"]),
            ("Mo-Fr 08:00-16:27; PH off", vec!["04-30T06:00 14:27", "05-04T06:00 14:27"]),
            ("Sa 08:00-12:00,12:00-16:00, Sa 16:00-17:00", vec!["05-02T06:00 15:00"]),
            ("Sa 08:00-16:00,10:00-12:00", vec!["05-02T06:00 14:00"]),
            ("Sa 22:00-02:00", vec!["05-02T20:00 05-03T00:00"]),
            ("Sa 22:00-26:00", vec!["05-02T20:00 05-03T00:00"]),
            ("Sa 22:00-02:00, Su 10:00-12:00", vec!["05-02T20:00 05-03T00:00", "05-03T08:00 10:00"]),
            ("Sa 20:00-24:00; Su 00:00-04:00", vec!["05-02T18:00 05-03T02:00"]),
            ("We,Mo 22:00-02:00", vec!["04-29T22:00 04-30T00:00", "05-04T20:00 22:00"]),
            ("PH -1 day 08:00-12:00", vec!["04-30T06:00 10:00"]),
            (
                "Mo-Su 22:00-02:00; PH off",
                vec![
                    "04-29T22:00 04-30T00:00",
                    "04-30T20:00 22:00",
                    "05-01T22:00 05-02T00:00",
                    "05-02T20:00 05-03T00:00",
                    "05-03T20:00 05-04T00:00",
                    "05-04T20:00 22:00",
                ],
            ),
        ] {
            assert_eq!(spans(text, Calendar::No, Europe::Oslo, week), expected, "{text}");
        }
    }

    #[test]
    fn the_night_clocks_go_forward() {
        let night = ("2026-03-29", "2026-03-30");
        for (text, expected) in [
            ("00:30-05:00", vec!["03-28T23:30 03-29T03:00"]),
            ("01:30-02:15", vec!["03-29T00:30 01:00"]),
            ("02:15-03:30", vec!["03-29T01:00 01:30"]),
            ("02:15-02:45,05:00-06:00", vec!["03-29T03:00 04:00"]),
            ("01:30-02:15,02:45-04:00", vec!["03-29T00:30 02:00"]),
            ("24/7", vec!["03-28T23:00 03-29T22:00"]),
        ] {
            assert_eq!(spans(text, Calendar::No, Europe::Oslo, night), expected, "{text}");
        }
    }

    #[test]
    fn the_night_clocks_go_back() {
        let night = ("2026-10-25", "2026-10-26");
        for (text, expected) in [
            ("00:30-05:00", vec!["10-24T22:30 10-25T04:00"]),
            ("02:15-02:45", vec!["10-25T00:15 01:45"]),
            ("01:30-02:15", vec!["10-24T23:30 10-25T01:15"]),
            ("02:45-03:30", vec!["10-25T00:45 02:30"]),
            ("02:00-02:20,02:40-03:00", vec!["10-25T00:00 02:00"]),
            ("24/7", vec!["10-24T22:00 10-25T23:00"]),
        ] {
            assert_eq!(spans(text, Calendar::No, Europe::Oslo, night), expected, "{text}");
        }
    }

    #[test]
    fn clocks_that_change_at_midnight_or_by_half_an_hour() {
        for (zone, span, text, expected) in [
            // 00:00 → 01:00: the day begins at one.
            (Africa::Cairo, ("2026-04-24", "2026-04-25"), "24/7", "04-23T22:00 04-24T21:00"),
            // 01:00 → 00:00: midnight comes twice, and the day begins with the first.
            (America::Havana, ("2026-10-31", "2026-11-01"), "24/7", "10-31T04:00 11-01T04:00"),
            (America::Havana, ("2026-11-01", "2026-11-02"), "24/7", "11-01T04:00 11-02T05:00"),
            (Australia::Lord_Howe, ("2026-04-05", "2026-04-06"), "01:45-01:50", "04-04T14:45 15:20"),
            // A Friday that was left out.
            (Pacific::Apia, ("2011-12-29", "2012-01-01"), "Th-Fr 23:00-24:00", "12-30T09:00 10:00"),
        ] {
            assert_eq!(spans(text, Calendar::No, zone, span), [expected], "{zone} {text}");
        }
    }

    #[test]
    fn working_days_run_from_midnight_to_midnight() {
        let days = |zone, from, to| {
            let days = working_days(Calendar::No, zone, day(from), day(to));
            days.into_iter().map(|(begins, ends)| said(begins, ends)).collect::<Vec<_>>()
        };
        assert_eq!(
            days(Europe::Oslo, "2026-04-30", "2026-05-05"),
            ["04-29T22:00 04-30T22:00", "05-03T22:00 05-04T22:00"]
        );
        assert_eq!(days(Europe::Oslo, "2026-10-24", "2026-10-27"), ["10-25T23:00 10-26T23:00"]);
        assert_eq!(days(Pacific::Apia, "2011-12-29", "2011-12-31"), ["12-29T10:00 12-30T10:00"]);
        assert!(days(Europe::Oslo, "2026-05-05", "2026-05-05").is_empty());
    }
}
