//! A day of the calendar, without a time and without a zone: `2026-01-05`. Which instants are in it, the page's zone says.

use crate::page::Zone;
use crate::time::{DAY, Instant};
use chrono::{Datelike, NaiveDate, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub NaiveDate);

impl Day {
    /// Reads `2026-01-05`, and nothing that is written otherwise.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::day::Day;
    /// assert_eq!(Day::parse("2026-01-05").unwrap().to_string(), "2026-01-05");
    /// assert_eq!((Day::parse("2026-1-5"), Day::parse("2026-02-30")), (None, None));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        (day.to_string() == text).then_some(Self(day))
    }

    /// The day so many days later (earlier when negative); the day itself where no calendar reaches.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let span = TimeDelta::try_days(days).unwrap_or_default();
        Self(self.0.checked_add_signed(span).unwrap_or(self.0))
    }

    /// Days from `earlier` to this one; negative when `earlier` is in fact later.
    #[must_use]
    pub fn since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// Its number: how many days it is after 1 January 1970.
    #[must_use]
    pub fn number(self) -> i64 {
        self.since(Self(NaiveDate::default()))
    }

    /// The day with a number.
    #[must_use]
    pub fn numbered(number: i64) -> Self {
        Self(NaiveDate::default()).plus(number)
    }

    /// The calendar year that it is in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }
}

impl Zone {
    /// The day that an instant is in.
    #[must_use]
    pub fn day(&self, at: Instant) -> Day {
        let local = at.plus(i64::from(self.offset_at(at))).floor(DAY);
        Day(local.utc().map_or(NaiveDate::MIN, |local| local.date()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a day"))
    }
}
