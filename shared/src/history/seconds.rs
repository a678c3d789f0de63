//! Seconds of one day at each level.

use crate::spans::{self, Span};
use crate::status::Level;
use serde::{Deserialize, Serialize};

/// How many seconds of a day may be unmeasured or *unknown* without a mark: a restart, or one round that did not come.
pub const FORGIVEN: u32 = 300;

/// Seconds of a day at each level. Those that are missing from the day were not watched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seconds {
    /// Well.
    #[serde(default, skip_serializing_if = "is_none")]
    pub operational: u32,
    /// Nobody could say.
    #[serde(default, skip_serializing_if = "is_none")]
    pub unknown: u32,
    /// Announced work.
    #[serde(default, skip_serializing_if = "is_none")]
    pub maintenance: u32,
    /// Less than promised.
    #[serde(default, skip_serializing_if = "is_none")]
    pub degraded: u32,
    /// For some.
    #[serde(default, skip_serializing_if = "is_none")]
    pub partial_outage: u32,
    /// For nobody.
    #[serde(default, skip_serializing_if = "is_none")]
    pub major_outage: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_none(seconds: &u32) -> bool {
    *seconds == 0
}

impl Seconds {
    /// What was so in a span, of what was so from when until when.
    #[must_use]
    pub fn fold(day: Span, levels: &[(Span, Level)]) -> Self {
        let mut seconds = Self::default();
        for ((begin, end), level) in levels {
            let within = spans::length(((*begin).max(day.0), (*end).min(day.1)));
            seconds.add(*level, u32::try_from(within).unwrap_or(0));
        }
        seconds
    }

    /// Adds seconds at a level.
    pub fn add(&mut self, level: Level, seconds: u32) {
        let place = self.place(level);
        *place = place.saturating_add(seconds);
    }

    /// Seconds at a level.
    #[must_use]
    pub fn at(mut self, level: Level) -> u32 {
        *self.place(level)
    }

    fn place(&mut self, level: Level) -> &mut u32 {
        match level {
            Level::Operational => &mut self.operational,
            Level::Unknown => &mut self.unknown,
            Level::Maintenance => &mut self.maintenance,
            Level::Degraded => &mut self.degraded,
            Level::PartialOutage => &mut self.partial_outage,
            Level::MajorOutage => &mut self.major_outage,
        }
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> u32 {
        Level::ALL.into_iter().map(|level| self.at(level)).fold(0, u32::saturating_add)
    }

    /// Of a day with so many seconds, those that were not watched, and those at *unknown*.
    #[must_use]
    pub fn gap(self, length: u32) -> u32 {
        self.unknown.saturating_add(length.saturating_sub(self.total()))
    }

    /// The worst level that was seen, if any was.
    #[must_use]
    pub fn known(self) -> Option<Level> {
        let seen = |level: &Level| *level != Level::Unknown && self.at(*level) > 0;
        Level::ALL.into_iter().rev().find(seen)
    }

    /// The level of a day with so many seconds: the worst, where a gap that is not forgiven counts as *unknown*. `None` where
    /// nobody watched.
    #[must_use]
    pub fn level(self, length: u32) -> Option<Level> {
        if self.total() == 0 {
            return None;
        }
        let gap = (self.gap(length) > FORGIVEN).then_some(Level::Unknown);
        // Of a day of which nothing is known, a gap of any length is all that there is.
        Some(self.known().max(gap).unwrap_or(Level::Unknown))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day::Day;
    use crate::oslo::{at, oslo};
    use crate::time::{HOUR, Instant};
    use Level::{Degraded, MajorOutage, Operational, Unknown};

    fn day(text: &str) -> Span {
        let (zone, day) = (oslo(), Day::parse(text).unwrap());
        (zone.midnight(day).unwrap(), zone.midnight(day.plus(1)).unwrap())
    }

    #[test]
    fn a_day_has_the_seconds_that_clocks_show() {
        let always = [((Instant(0), Instant(i64::MAX)), Operational)];
        for (text, hours) in [("2026-03-28", 24), ("2026-03-29", 23), ("2026-10-25", 25), ("2026-10-26", 24)] {
            let seconds = Seconds::fold(day(text), &always);
            assert_eq!(i64::from(seconds.operational), hours * HOUR, "{text}");
            assert_eq!(seconds.level(seconds.total()), Some(Operational), "{text}");
        }
    }

    #[test]
    fn what_goes_over_midnight_is_in_both_days_to_the_second() {
        let (begins, ends) = (at("2026-05-04T21:59:30Z"), at("2026-05-04T22:00:12Z"));
        let levels = [
            ((at("2026-05-03T00:00:00Z"), begins), Operational),
            ((begins, ends), MajorOutage),
            ((ends, at("2026-05-07T00:00:00Z")), Operational),
        ];
        let [first, second] = ["2026-05-04", "2026-05-05"].map(|text| Seconds::fold(day(text), &levels));
        assert_eq!((first.major_outage, first.operational), (30, 86_370));
        assert_eq!((second.major_outage, second.operational), (12, 86_388));
    }

    #[test]
    fn a_day_is_green_only_where_it_was_measured() {
        let of = |seconds: &[(Level, u32)]| {
            let mut all = Seconds::default();
            seconds.iter().for_each(|(level, seconds)| all.add(*level, *seconds));
            all
        };
        for (seconds, level) in [
            (&[(Operational, 86_400)][..], Some(Operational)),
            (&[(Operational, 86_100), (Unknown, 300)], Some(Operational)),
            (&[(Operational, 86_099), (Unknown, 301)], Some(Unknown)),
            (&[(Operational, 86_100)], Some(Operational)),
            // First seen at noon.
            (&[(Operational, 43_200)], Some(Unknown)),
            (&[(Operational, 43_190), (Degraded, 10)], Some(Degraded)),
            (&[(Unknown, 86_390), (MajorOutage, 10)], Some(MajorOutage)),
            (&[(Unknown, 86_400)], Some(Unknown)),
            (&[(Unknown, 20)], Some(Unknown)),
            (&[], None),
        ] {
            assert_eq!(of(seconds).level(86_400), level, "{seconds:?}");
        }
        assert_eq!(of(&[(Unknown, 20)]).level(20), Some(Unknown), "today, of which nothing is known yet");
    }
}
