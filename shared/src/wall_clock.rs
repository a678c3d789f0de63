//! What a clock on the wall shows, and which instant that is: by the offsets of the page's zone. Needs no table of time
//! zones; knows nothing outside the years that the page's own table reaches.
//!
//! Twice a year a local time is not shown, or is shown twice. What a person types is then refused with the cure; a rule
//! that repeats goes on (see `recurrence`).

use crate::day::Day;
use crate::page::Zone;
use crate::time::{DAY, HOUR, Instant, MINUTE};
use chrono::{NaiveDateTime, NaiveTime};
use std::fmt;

/// A local time without a zone: `2026-12-01T00:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime(pub NaiveDateTime);

/// What a local time is in a zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// One instant.
    Once(Instant),
    /// None: clocks leap over it.
    Never {
        /// When they leap.
        leap: Instant,
        /// What it would be if they had not leapt yet: what RFC 5545 takes it for.
        unleapt: Instant,
    },
    /// Two: clocks are set back.
    Twice(Instant, Instant),
    /// Nobody knows: the table of offsets does not reach.
    Unknown,
}

/// Why what was typed is no instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WallClockError {
    /// It is no time.
    Unreadable,
    /// Clocks leap over it.
    Never {
        /// What was typed.
        local: LocalTime,
        /// The next time that they show.
        next: LocalTime,
        /// Seconds that the zone is ahead of UTC before they leap, and after.
        offsets: [i32; 2],
    },
    /// Clocks show it twice.
    Twice {
        /// What was typed.
        local: LocalTime,
        /// Seconds that the zone is ahead of UTC the first time, and the second.
        offsets: [i32; 2],
    },
    /// The zone's offsets are not known then.
    Unknown {
        /// What was typed.
        local: LocalTime,
    },
}

impl LocalTime {
    /// Reads `2026-12-01T00:30`, with or without seconds, with `T` or a space.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::wall_clock::LocalTime;
    /// assert_eq!(LocalTime::parse("2026-12-01 00:30:00"), LocalTime::parse("2026-12-01T00:30"));
    /// assert_eq!(LocalTime::parse("2026-12-01T00:30Z"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > 19 {
            return None;
        }
        let (day, clock) = text.split_once(['T', ' '])?;
        let whole = |shape| NaiveTime::parse_from_str(clock, shape).ok();
        let digits = matches!(clock.len(), 5 | 8);
        let clock = whole("%H:%M").or_else(|| whole("%H:%M:%S")).filter(|_| digits)?;
        Some(Self(Day::parse(day)?.0.and_time(clock)))
    }

    /// The day that it is in.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.0.date())
    }

    /// The same time so many days later.
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        Self(self.day().plus(days).0.and_time(self.0.time()))
    }

    /// Seconds since 1970 if it were UTC.
    fn as_utc(self) -> Instant {
        Instant(self.0.and_utc().timestamp())
    }
}

impl fmt::Display for LocalTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shape = if self.as_utc().0 % MINUTE == 0 { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" };
        write!(f, "{}", self.0.format(shape))
    }
}

impl Zone {
    /// What clocks of the zone show at an instant; `None` far outside any year this product can meet.
    #[must_use]
    pub fn local(&self, at: Instant) -> Option<LocalTime> {
        at.plus(i64::from(self.offset_at(at))).utc().map(LocalTime)
    }

    /// When clocks of the zone show a local time.
    #[must_use]
    pub fn shown(&self, local: LocalTime) -> Shown {
        let utc = local.as_utc();
        if utc < Self::KNOWN_FROM || utc >= Self::KNOWN_UNTIL {
            return Shown::Unknown;
        }
        let at = |seconds: i32| utc.plus(-i64::from(seconds));
        let mut before = self.offsets.first().map_or(0, |offset| offset.seconds);
        let mut found = vec![];
        let mut leap = None;
        for (place, offset) in self.offsets.iter().enumerate() {
            let ends = self.offsets.get(place + 1).map(|next| next.from);
            let begun = place == 0 || at(offset.seconds) >= offset.from;
            if begun && ends.is_none_or(|ends| at(offset.seconds) < ends) {
                found.push(at(offset.seconds));
            } else if !begun && place > 0 && at(before) >= offset.from {
                leap = Some(Shown::Never { leap: offset.from, unleapt: at(before) });
            }
            before = offset.seconds;
        }
        match found.as_slice() {
            [first, second, ..] => Shown::Twice(*first, *second),
            [one] => Shown::Once(*one),
            [] => leap.unwrap_or_else(|| Shown::Once(at(before))),
        }
    }

    /// When a day begins; `None` where the offsets are not known.
    #[must_use]
    pub fn midnight(&self, day: Day) -> Option<Instant> {
        match self.shown(LocalTime(day.0.and_time(NaiveTime::MIN))) {
            Shown::Once(at) | Shown::Twice(at, _) | Shown::Never { leap: at, .. } => Some(at),
            Shown::Unknown => None,
        }
    }

    /// When a day begins, by UTC where the offsets are not known.
    #[must_use]
    pub fn begins(&self, day: Day) -> Instant {
        self.midnight(day).unwrap_or_else(|| Instant(day.number() * DAY))
    }

    /// Reads what a person types: a local time of this zone, or RFC 3339 with an offset.
    ///
    /// # Errors
    /// Why it is no instant; what is said of it holds the cure.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::{page::Zone, time::Instant};
    /// let read = Zone::default().read("2026-12-01T01:30+01:00");
    /// assert_eq!(read.ok(), Instant::parse("2026-12-01T00:30:00Z"));
    /// ```
    pub fn read(&self, text: &str) -> Result<Instant, WallClockError> {
        let text = text.trim();
        let Some(local) = LocalTime::parse(text) else {
            let short = text.len() <= 40;
            return Instant::parse(text).filter(|_| short).ok_or(WallClockError::Unreadable);
        };
        match self.shown(local) {
            Shown::Once(at) => Ok(at),
            Shown::Twice(first, second) => {
                let offsets = [first, second].map(|at| self.offset_at(at));
                Err(WallClockError::Twice { local, offsets })
            }
            Shown::Never { leap, .. } => {
                let offsets = [leap.plus(-1), leap].map(|at| self.offset_at(at));
                Err(WallClockError::Never { local, next: self.local(leap).unwrap_or(local), offsets })
            }
            Shown::Unknown => Err(WallClockError::Unknown { local }),
        }
    }
}

/// Seconds east of Greenwich as RFC 3339 writes them.
fn offset(seconds: i32) -> String {
    let (sign, seconds) = if seconds < 0 { ("-", -i64::from(seconds)) } else { ("+", i64::from(seconds)) };
    format!("{sign}{:02}:{:02}", seconds / HOUR, seconds % HOUR / MINUTE)
}

impl fmt::Display for WallClockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str(
                r#"is no time; write it as "2026-12-01T00:30", or with an offset: "2026-12-01T00:30+01:00""#,
            ),
            Self::Never { local, next, offsets: [before, after] } => write!(
                f,
                r#"does not exist: clocks go forward over it; write "{next}", or an offset: "{local}{}" or "{local}{}""#,
                offset(*before),
                offset(*after)
            ),
            Self::Twice { local, offsets: [first, second] } => write!(
                f,
                r#"comes twice, because clocks go back; write "{local}{}" for the first or "{local}{}" for the second"#,
                offset(*first),
                offset(*second)
            ),
            Self::Unknown { local } => write!(
                f,
                r#"is outside the years 2024 to 2040, of which the zone's clocks are known; write it with an offset: "{local}+00:00""#
            ),
        }
    }
}

impl std::error::Error for WallClockError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Offset;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn oslo() -> Zone {
        let offset = |from: &str, seconds| Offset { from: at(from), seconds };
        let offsets = vec![
            offset("2024-01-01T00:00:00Z", 3600),
            offset("2026-03-29T01:00:00Z", 7200),
            offset("2026-10-25T01:00:00Z", 3600),
            offset("2027-03-28T01:00:00Z", 7200),
        ];
        Zone { name: "Europe/Oslo".into(), offsets }
    }

    #[test]
    fn what_a_person_types_is_an_instant() {
        for (typed, instant) in [
            ("2026-12-01T00:30", "2026-11-30T23:30:00Z"),
            ("2026-06-02 00:30", "2026-06-01T22:30:00Z"),
            ("2026-06-02T00:30:15", "2026-06-01T22:30:15Z"),
            ("2026-12-01T00:30+01:00", "2026-11-30T23:30:00Z"),
            ("2026-11-30T23:30:00Z", "2026-11-30T23:30:00Z"),
            // On either side of the hour that is leapt over, and of the one that comes twice.
            ("2026-03-29T01:59", "2026-03-29T00:59:00Z"),
            ("2026-03-29T03:00", "2026-03-29T01:00:00Z"),
            ("2026-10-25T01:59", "2026-10-24T23:59:00Z"),
            ("2026-10-25T03:00", "2026-10-25T02:00:00Z"),
            ("2026-10-25T02:30+02:00", "2026-10-25T00:30:00Z"),
            ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
        ] {
            assert_eq!(oslo().read(typed), Ok(at(instant)), "{typed}");
        }
    }

    #[test]
    fn what_is_no_instant_is_refused_with_the_cure() {
        let no_time = r#"is no time; write it as "2026-12-01T00:30", or with an offset: "2026-12-01T00:30+01:00""#;
        let leapt = |local: &str| {
            format!(
                r#"does not exist: clocks go forward over it; write "2026-03-29T03:00", or an offset: "{local}+01:00" or "{local}+02:00""#
            )
        };
        for (typed, says) in [
            ("2026-03-29T02:00", leapt("2026-03-29T02:00")),
            ("2026-03-29T02:15", leapt("2026-03-29T02:15")),
            ("2026-03-29T02:59", leapt("2026-03-29T02:59")),
            (
                "2026-10-25T02:30",
                r#"comes twice, because clocks go back; write "2026-10-25T02:30+02:00" for the first or "2026-10-25T02:30+01:00" for the second"#.to_owned(),
            ),
            (
                "2041-01-01T00:30",
                r#"is outside the years 2024 to 2040, of which the zone's clocks are known; write it with an offset: "2041-01-01T00:30+00:00""#.to_owned(),
            ),
            ("", no_time.to_owned()),
            ("tomorrow", no_time.to_owned()),
            ("2026-12-01", no_time.to_owned()),
            ("2026-12-01T25:00", no_time.to_owned()),
            ("2026-13-01T00:30", no_time.to_owned()),
            ("2026-12-01T00:30 Europe/Oslo", no_time.to_owned()),
            (&"2".repeat(1_000_000), no_time.to_owned()),
        ] {
            let said = oslo().read(typed).map_err(|wrong| wrong.to_string());
            assert_eq!(said, Err(says), "{}", typed.chars().take(40).collect::<String>());
        }
    }

    #[test]
    fn a_day_begins_at_its_first_instant() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(oslo().midnight(day("2026-03-29")), Some(at("2026-03-28T23:00:00Z")));
        assert_eq!(oslo().midnight(day("2026-03-30")), Some(at("2026-03-29T22:00:00Z")));
        assert_eq!(oslo().midnight(day("2041-01-01")), None);
        assert_eq!(oslo().day(at("2026-03-29T21:59:59Z")), day("2026-03-29"));
        assert_eq!(oslo().day(at("2026-03-29T22:00:00Z")), day("2026-03-30"));
        // 00:00 is leapt over: the day begins at one.
        let cairo = Zone {
            name: "Africa/Cairo".into(),
            offsets: vec![
                Offset { from: at("2024-01-01T00:00:00Z"), seconds: 7200 },
                Offset { from: at("2026-04-23T22:00:00Z"), seconds: 10_800 },
            ],
        };
        assert_eq!(cairo.midnight(day("2026-04-24")), Some(at("2026-04-23T22:00:00Z")));
    }
}
