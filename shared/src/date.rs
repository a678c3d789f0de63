//! Dates and times as people read them. One way of writing for edge and browser: from instants and the offsets of the
//! page's zone, never from the reader's own clock or locale.
//!
//! A weekday always stands with its date, and today's date is left out. A zone without offsets is written in UTC, and
//! says so.

use crate::day::Day;
use crate::lang::Lang;
use crate::month::Month;
use crate::page::Zone;
use crate::text::{fill, text};
use crate::time::{DAY, HOUR, Instant, MINUTE};
use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};

/// How long ago something was, in the largest whole unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ago {
    /// Minutes.
    Minutes(i64),
    /// Hours.
    Hours(i64),
    /// Days of 24 hours.
    Days(i64),
}

/// Writes dates for one reader.
#[derive(Clone, Copy)]
pub struct Dates<'a> {
    /// In which language.
    pub lang: Lang,
    /// By whose clock.
    pub zone: &'a Zone,
    /// What *today* means.
    pub now: Instant,
}

impl Dates<'_> {
    /// The time of day: `kl. 12.04`.
    #[must_use]
    pub fn clock(&self, at: Instant) -> String {
        self.local(at).map_or_else(String::new, |local| self.time(local, text(self.lang).date.clock) + self.mark())
    }

    /// The time of day, and nothing beside it: `12.04`.
    #[must_use]
    pub fn bare_clock(&self, at: Instant) -> String {
        self.local(at).map_or_else(String::new, |local| self.time(local, text(self.lang).date.bare_clock) + self.mark())
    }

    /// The time of day, with the day when that is not today: `mandag 4. mai kl. 12.04`.
    #[must_use]
    pub fn moment(&self, at: Instant) -> String {
        let day = self.local(at).filter(|local| !self.is_today(*local)).map(|local| self.day(local));
        join(day, text(self.lang).date.joint, &self.clock(at))
    }

    /// The time of day with its day, today's too: for what is read later than it was written.
    #[must_use]
    pub fn dated(&self, at: Instant) -> String {
        join(self.local(at).map(|local| self.day(local)), text(self.lang).date.joint, &self.clock(at))
    }

    /// A span: `kl. 22.00–23.30`, `mandag 4. mai kl. 22.00–23.30`, `mandag 4. mai kl. 22.00 – tirsdag 5. mai kl. 02.00`.
    #[must_use]
    pub fn span(&self, from: Instant, to: Instant) -> String {
        let (Some(begin), Some(end)) = (self.local(from), self.local(to)) else { return String::new() };
        let words = &text(self.lang).date;
        if begin.date() != end.date() {
            let ends = join(Some(self.day(end)), words.joint, &self.clock(to));
            let begins = join(Some(self.day(begin)), words.joint, &self.time(begin, words.clock));
            return [&*begins, " – ", &ends].concat();
        }
        let hours = self.time(begin, words.clock) + "–" + &self.time(end, words.bare_clock) + self.mark();
        join((!self.is_today(begin)).then(|| self.day(begin)), words.joint, &hours)
    }

    /// How long ago: `for 12 minutter siden`. `None` for less than a minute, for what lies ahead (two clocks differ by a
    /// second), and when *now* is no date.
    #[must_use]
    pub fn ago(&self, at: Instant) -> Option<String> {
        self.now.utc()?;
        ago(self.now.since(at)).map(|ago| text(self.lang).ago(ago))
    }

    /// A day: `mandag 4. mai`, with its year when that is another than today's.
    #[must_use]
    pub fn date(&self, day: Day) -> String {
        self.day(day.0.and_time(NaiveTime::MIN))
    }

    /// A month with its year: `mai 2026`.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        let number = usize::try_from(month.number()).unwrap_or(0);
        let name = text(self.lang).date.months.get(number.saturating_sub(1)).copied().unwrap_or_default();
        [name, " ", &month.year().to_string()].concat()
    }

    fn local(&self, at: Instant) -> Option<NaiveDateTime> {
        at.plus(i64::from(self.zone.offset_at(at))).utc()
    }

    fn is_today(&self, local: NaiveDateTime) -> bool {
        self.local(self.now).is_some_and(|now| now.date() == local.date())
    }

    fn mark(&self) -> &'static str {
        if self.zone.offsets.is_empty() { " UTC" } else { "" }
    }

    fn time(&self, local: NaiveDateTime, pattern: &str) -> String {
        let hour = digits(local.hour(), text(self.lang).date.two_digit_hour);
        fill(pattern, &[("hour", &hour), ("minute", &digits(local.minute(), true))])
    }

    fn day(&self, local: NaiveDateTime) -> String {
        let words = &text(self.lang).date;
        let same_year = self.local(self.now).is_some_and(|now| now.year() == local.year());
        let pattern = if same_year { words.day } else { words.day_and_year };
        let weekday = usize::try_from(local.weekday().num_days_from_monday()).ok();
        let month = usize::try_from(local.month0()).ok();
        let weekday = weekday.and_then(|at| words.weekdays.get(at)).copied().unwrap_or_default();
        let month = month.and_then(|at| words.months.get(at)).copied().unwrap_or_default();
        let (day, year) = (local.day().to_string(), local.year().to_string());
        fill(pattern, &[("weekday", weekday), ("day", &day), ("month", month), ("year", &year)])
    }
}

fn ago(seconds: i64) -> Option<Ago> {
    match seconds {
        ..MINUTE => None,
        MINUTE..HOUR => Some(Ago::Minutes(seconds / MINUTE)),
        HOUR..DAY => Some(Ago::Hours(seconds / HOUR)),
        DAY.. => Some(Ago::Days(seconds / DAY)),
    }
}

/// A number, with a zero in front where two digits are wanted.
fn digits(number: u32, two: bool) -> String {
    let zero = if two && number < 10 { "0" } else { "" };
    zero.to_owned() + &number.to_string()
}

fn join(day: Option<String>, joint: &str, clock: &str) -> String {
    day.map_or_else(|| clock.to_owned(), |day| day + joint + clock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oslo::{at, oslo};

    #[test]
    fn a_moment_is_written_as_people_of_that_language_write_it() {
        let zone = oslo();
        for (lang, now, moment, written) in [
            (Lang::Nb, "2026-05-04T12:00:00Z", "2026-05-04T10:04:00Z", "kl. 12.04"),
            (Lang::Nb, "2026-05-05T12:00:00Z", "2026-05-04T10:04:00Z", "mandag 4. mai kl. 12.04"),
            (Lang::Nn, "2026-05-05T12:00:00Z", "2026-05-09T06:04:00Z", "laurdag 9. mai kl. 08.04"),
            (Lang::Sv, "2026-05-05T12:00:00Z", "2026-05-04T10:04:00Z", "måndag 4 maj kl. 12.04"),
            (Lang::Sv, "2026-05-05T12:00:00Z", "2026-05-05T07:00:00Z", "kl. 9.00"),
            (Lang::En, "2026-05-05T12:00:00Z", "2026-05-04T10:04:00Z", "Monday 4 May at 12:04"),
            (Lang::En, "2026-05-05T12:00:00Z", "2026-05-05T10:04:00Z", "12:04"),
            (Lang::Nb, "2027-01-02T12:00:00Z", "2026-12-31T23:30:00Z", "fredag 1. januar kl. 00.30"),
            (Lang::Nb, "2027-01-02T12:00:00Z", "2026-12-31T22:30:00Z", "torsdag 31. desember 2026 kl. 23.30"),
        ] {
            assert_eq!(Dates { lang, zone: &zone, now: at(now) }.moment(at(moment)), written);
        }
    }

    #[test]
    fn a_time_of_day_alone() {
        let zone = oslo();
        let at = at("2026-05-04T06:03:50Z");
        for (lang, written) in [(Lang::Nb, "08.03"), (Lang::Nn, "08.03"), (Lang::Sv, "8.03"), (Lang::En, "08:03")] {
            assert_eq!(Dates { lang, zone: &zone, now: at }.bare_clock(at), written);
        }
    }

    #[test]
    fn what_is_read_later_says_its_day() {
        let zone = oslo();
        let at = at("2026-05-04T10:03:50Z");
        for (lang, written) in [
            (Lang::Nb, "mandag 4. mai kl. 12.03"),
            (Lang::Nn, "måndag 4. mai kl. 12.03"),
            (Lang::Sv, "måndag 4 maj kl. 12.03"),
            (Lang::En, "Monday 4 May at 12:03"),
        ] {
            assert_eq!(Dates { lang, zone: &zone, now: at }.dated(at), written);
        }
    }

    #[test]
    fn when_now_is_no_date_nothing_is_counted_from_it() {
        let zone = oslo();
        let dates = Dates { lang: Lang::Nb, zone: &zone, now: Instant(i64::MAX) };
        let then = at("2026-05-04T10:04:00Z");
        assert_eq!((dates.moment(then), dates.ago(then)), ("mandag 4. mai 2026 kl. 12.04".to_owned(), None));
    }

    #[test]
    fn today_is_the_day_of_the_page_and_not_of_greenwich() {
        let zone = oslo();
        let dates = Dates { lang: Lang::Nb, zone: &zone, now: at("2026-05-04T22:30:00Z") };
        assert_eq!(dates.moment(at("2026-05-04T22:10:00Z")), "kl. 00.10");
        assert_eq!(dates.moment(at("2026-05-04T21:50:00Z")), "mandag 4. mai kl. 23.50");
    }

    #[test]
    fn the_clock_goes_forward_and_back() {
        let zone = oslo();
        let dates = Dates { lang: Lang::Nb, zone: &zone, now: at("2026-03-29T12:00:00Z") };
        assert_eq!(dates.span(at("2026-03-29T00:59:00Z"), at("2026-03-29T01:00:00Z")), "kl. 01.59–03.00");
        let dates = Dates { lang: Lang::Nb, zone: &zone, now: at("2026-10-25T12:00:00Z") };
        assert_eq!(dates.clock(at("2026-10-25T01:00:00Z")), "kl. 02.00");
    }

    #[test]
    fn spans() {
        let zone = oslo();
        let now = at("2026-05-04T08:00:00Z");
        for (lang, from, to, written) in [
            (Lang::Nb, "2026-05-04T20:00:00Z", "2026-05-04T21:30:00Z", "kl. 22.00–23.30"),
            (Lang::Nb, "2026-05-05T20:00:00Z", "2026-05-05T21:30:00Z", "tirsdag 5. mai kl. 22.00–23.30"),
            (Lang::Sv, "2026-05-05T06:00:00Z", "2026-05-05T10:00:00Z", "tisdag 5 maj kl. 8.00–12.00"),
            (Lang::En, "2026-05-05T06:00:00Z", "2026-05-05T10:00:00Z", "Tuesday 5 May at 08:00–12:00"),
            (
                Lang::Nb,
                "2026-05-04T20:00:00Z",
                "2026-05-05T00:00:00Z",
                "mandag 4. mai kl. 22.00 – tirsdag 5. mai kl. 02.00",
            ),
        ] {
            assert_eq!(Dates { lang, zone: &zone, now }.span(at(from), at(to)), written);
        }
    }

    #[test]
    fn how_long_ago() {
        for (seconds, expected) in [
            (-5, None),
            (59, None),
            (60, Some(Ago::Minutes(1))),
            (3599, Some(Ago::Minutes(59))),
            (7200, Some(Ago::Hours(2))),
            (86_400 * 3 + 5, Some(Ago::Days(3))),
        ] {
            assert_eq!(ago(seconds), expected, "{seconds}");
        }
    }

    #[test]
    fn without_offsets_the_time_is_utc_and_says_so() {
        let zone = Zone::default();
        let dates = Dates { lang: Lang::Nb, zone: &zone, now: at("2026-05-04T08:00:00Z") };
        assert_eq!(dates.moment(at("2026-05-04T06:05:00Z")), "kl. 06.05 UTC");
    }
}
