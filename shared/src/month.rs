//! A month of the calendar: `2026-05`. Figures are made for one; which instants are in it, the page's zone says.

use crate::day::Day;
use crate::page::Zone;
use crate::spans::Span;
use crate::time::Instant;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A month: its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Day);

impl Month {
    /// Reads `2026-05`, and nothing that is written otherwise.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::month::Month;
    /// assert_eq!(Month::parse("2026-05").unwrap().to_string(), "2026-05");
    /// assert_eq!((Month::parse("2026-5"), Month::parse("2026-13")), (None, None));
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 7).then(|| Day::parse(&format!("{text}-01"))).flatten().map(Self)
    }

    /// The month of a calendar year with this number, from 1; `None` for any other number.
    #[must_use]
    pub fn of(year: i32, number: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, number, 1).map(|first| Self(Day(first)))
    }

    /// The month that a day is in.
    #[must_use]
    pub fn containing(day: Day) -> Self {
        Self(Day(day.0.with_day(1).unwrap_or(day.0)))
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Day {
        self.0
    }

    /// The calendar year that it is in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Which month of its year it is, from 1.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.0.month()
    }

    /// Which quarter of its year it is in, from 1.
    #[must_use]
    pub fn quarter(self) -> u32 {
        self.number().div_ceil(3)
    }

    /// How many months there have been since January of year 0: one number, in order, for storage.
    #[must_use]
    pub fn count(self) -> i64 {
        i64::from(self.year()) * 12 + i64::from(self.number()) - 1
    }

    /// The month that [`Month::count`] gives this number of; `None` where no calendar reaches.
    #[must_use]
    pub fn counted(count: i64) -> Option<Self> {
        Self::of(i32::try_from(count.div_euclid(12)).ok()?, u32::try_from(count.rem_euclid(12)).ok()? + 1)
    }

    /// The month after it; itself where no calendar reaches.
    #[must_use]
    pub fn next(self) -> Self {
        self.0.0.checked_add_months(Months::new(1)).map_or(self, |first| Self(Day(first)))
    }

    /// The month before it; itself where no calendar reaches.
    #[must_use]
    pub fn before(self) -> Self {
        self.0.0.checked_sub_months(Months::new(1)).map_or(self, |first| Self(Day(first)))
    }

    /// The days of it.
    pub fn days(self) -> impl Iterator<Item = Day> {
        let (first, after) = (self.first(), self.next().first());
        (0..after.since(first)).map(move |days| first.plus(days))
    }

    /// The instants of it in a zone; `None` where the zone's offsets are not known.
    #[must_use]
    pub fn span(self, zone: &Zone) -> Option<Span> {
        Some((zone.midnight(self.first())?, zone.midnight(self.next().first())?))
    }
}

impl Zone {
    /// The month that an instant is in.
    #[must_use]
    pub fn month(&self, at: Instant) -> Month {
        Month::containing(self.day(at))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.0.format("%Y-%m"))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not a month"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_has_its_days_and_its_neighbours() {
        for (text, days, next, before) in [
            ("2026-02", 28, "2026-03", "2026-01"),
            ("2024-02", 29, "2024-03", "2024-01"),
            ("2026-12", 31, "2027-01", "2026-11"),
        ] {
            let month = Month::parse(text).unwrap();
            assert_eq!(month.days().count(), days, "{text}");
            assert_eq!(Month::counted(month.count()), Some(month));
            assert_eq!((month.next().to_string(), month.before().to_string()), (next.to_owned(), before.to_owned()));
        }
    }
}
