//! Instants and spans of time, in whole seconds. Nothing here reads a clock: *now* is always an argument.
//!
//! An instant travels as RFC 3339 in UTC (`2026-05-04T09:00:00Z`), so that people can read a snapshot and a reader
//! needs no time library to age it.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// Seconds in a minute, an hour and a day.
pub const MINUTE: i64 = 60;
/// Seconds in an hour.
pub const HOUR: i64 = 3_600;
/// Seconds in a day of 24 hours.
pub const DAY: i64 = 86_400;

/// 9999-12-31T23:59:59Z: what is later cannot be written with a year of four digits.
const LAST: i64 = 253_402_300_799;

/// An instant: whole seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant `seconds` later (earlier when negative). Saturates, never panics.
    #[must_use]
    pub fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// This instant, or the last before it at which so many seconds were full: a minute, an hour, a day.
    #[must_use]
    pub fn floor(self, seconds: i64) -> Self {
        self.plus(-self.0.rem_euclid(seconds))
    }

    /// This instant, or the next that is a whole minute.
    #[must_use]
    pub fn next_minute(self) -> Self {
        self.plus(MINUTE - 1).floor(MINUTE)
    }

    /// Seconds from `earlier` to this instant; negative when `earlier` is in fact later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The calendar date and time of day in UTC; `None` far outside any year this product can meet.
    #[must_use]
    pub fn utc(self) -> Option<NaiveDateTime> {
        DateTime::from_timestamp(self.0, 0).map(|at| at.naive_utc())
    }

    /// Reads RFC 3339 with `Z` or a numeric offset, with or without a fraction (which is dropped). Instants before 1970 or
    /// after the year 9999 are not read.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::time::Instant;
    /// assert_eq!(Instant::parse("2026-06-16T14:02:19.230-06:00"), Instant::parse("2026-06-16T20:02:19Z"));
    /// assert_eq!(Instant::parse("yesterday"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (date, rest) = text.trim().split_once(['T', 't', ' '])?;
        let at = rest.find(['Z', 'z', '+', '-'])?;
        let (clock, offset) = rest.split_at_checked(at)?;
        let mut ymd = date.splitn(3, '-').map(digits);
        let day = NaiveDate::from_ymd_opt(i32::try_from(ymd.next()??).ok()?, ymd.next()??, ymd.next()??)?;
        let mut hms = clock.split('.').next()?.splitn(3, ':').map(digits);
        let (hour, minute, second) = (hms.next()??, hms.next()??, hms.next().flatten().unwrap_or(0));
        let time = NaiveTime::from_hms_opt(hour, minute, second.min(59))?;
        let seconds = day.and_time(time).and_utc().timestamp() - parse_offset(offset)?;
        (0..=LAST).contains(&seconds).then_some(Self(seconds))
    }
}

impl Instant {
    /// Reads a date as mail, HTTP and RSS write it (RFC 5322, RFC 9110): `Tue, 04 May 2026 09:00:00 GMT`; also with `Z`, as
    /// Microsoft writes it. The same bounds as [`Instant::parse`].
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::time::Instant;
    /// assert_eq!(Instant::parse_mail("Mon, 04 May 2026 09:00:00 GMT"), Instant::parse("2026-05-04T09:00:00Z"));
    /// assert_eq!(Instant::parse_mail("Fri, 31 Jul 2026 00:12:00 Z"), Instant::parse("2026-07-31T00:12:00Z"));
    /// assert_eq!(Instant::parse_mail("31.07.2026"), None);
    /// ```
    #[must_use]
    pub fn parse_mail(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 60 {
            return None;
        }
        let zulu = text.strip_suffix(" Z").map(|date| date.to_owned() + " GMT");
        let at = DateTime::parse_from_rfc2822(zulu.as_deref().unwrap_or(text)).ok()?.timestamp();
        (0..=LAST).contains(&at).then_some(Self(at))
    }
}

/// At most four digits as a number; anything else is not a part of a date.
fn digits(text: &str) -> Option<u32> {
    let short = (1..=4).contains(&text.len());
    if short && text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// `Z`, `+02:00`, `-0600` in seconds east of Greenwich.
fn parse_offset(text: &str) -> Option<i64> {
    let (sign, rest) = match text.split_at_checked(1)? {
        ("Z" | "z", "") => return Some(0),
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2))?;
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (hours < 24 && minutes < 60).then(|| sign * (i64::from(hours) * HOUR + i64::from(minutes) * MINUTE))
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(at) = self.utc() else { return f.write_str("0000-00-00T00:00:00Z") };
        two_plus(f, at.year(), 4, "-")?;
        two_plus(f, at.month(), 2, "-")?;
        two_plus(f, at.day(), 2, "T")?;
        two_plus(f, at.hour(), 2, ":")?;
        two_plus(f, at.minute(), 2, ":")?;
        two_plus(f, at.second(), 2, "Z")
    }
}

fn two_plus(f: &mut fmt::Formatter<'_>, number: impl fmt::Display, width: usize, after: &str) -> fmt::Result {
    write!(f, "{number:0width$}{after}")
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Instant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 instant"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_survives_being_written_and_read() {
        for text in ["1970-01-01T00:00:00Z", "2026-02-28T23:59:59Z", "2028-02-29T12:00:00Z"] {
            assert_eq!(Instant::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn foreign_ways_of_writing_an_instant() {
        let same = Instant::parse("2026-06-29T22:00:48Z");
        for text in ["2026-06-29T18:00:48.076-04:00", "2026-06-30T00:00:48+0200", "2026-06-29 22:00:48Z"] {
            assert_eq!(Instant::parse(text), same, "{text}");
        }
        for text in ["0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1969-12-31T23:59:59Z"] {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
        for text in ["", "T", "2026-06-29", "2026-13-01T00:00:00Z", "2026-06-29T18:00:48", "2026-06-29T18:00:48+99:00"]
        {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
