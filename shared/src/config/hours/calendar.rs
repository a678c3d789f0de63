//! Statutory calendars: which days are public holidays in Norway and in Sweden.
//!
//! Worked out for any year from what the law says today; there is no table of years, and the law of an earlier year is
//! not looked up. A holiday on a Saturday or a Sunday is not moved to another day. Left out is what offices agree on
//! among themselves: days between two holidays, and days that end early.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// Which days count as working days: a statutory calendar by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calendar {
    /// Norway. The named days of lov 24. februar 1995 nr. 12 om helligdager og helligdagsfred § 2, and 1 and 17 May by
    /// lov 26. april 1947 nr. 1 § 1.
    No,
    /// Sweden. The named days of lag (1989:253) om allmänna helgdagar, which has had nationaldagen in the place of
    /// annandag pingst since lag (2004:1320).
    Se,
    /// Sweden, with midsommarafton, julafton and nyårsafton: no public holidays, but equal to Sundays by lag (1930:173)
    /// om beräkning av lagstadgad tid § 2 and by semesterlagen (1977:480).
    SeEvesOff,
}

/// How a law fixes a day.
#[derive(Clone, Copy)]
enum Day {
    /// A month and a day in it.
    On(u32, u32),
    /// So many days after Easter Sunday.
    Easter(i64),
    /// The first such weekday from a month and a day in it on.
    First(Weekday, u32, u32),
}

use Day::{Easter, First, On};

const NORWAY: [Day; 12] = [
    On(1, 1),   // første nyttårsdag
    Easter(-3), // skjærtorsdag
    Easter(-2), // langfredag
    Easter(0),  // første påskedag
    Easter(1),  // andre påskedag
    On(5, 1),   // arbeidernes dag
    On(5, 17),  // grunnlovsdagen
    Easter(39), // Kristi himmelfartsdag
    Easter(49), // første pinsedag
    Easter(50), // andre pinsedag
    On(12, 25), // første juledag
    On(12, 26), // andre juledag
];

const SWEDEN: [Day; 13] = [
    On(1, 1),                    // nyårsdagen
    On(1, 6),                    // trettondedag jul
    Easter(-2),                  // långfredagen
    Easter(0),                   // påskdagen
    Easter(1),                   // annandag påsk
    On(5, 1),                    // första maj
    Easter(39),                  // Kristi himmelsfärdsdag
    Easter(49),                  // pingstdagen
    On(6, 6),                    // nationaldagen
    First(Weekday::Sat, 6, 20),  // midsommardagen
    First(Weekday::Sat, 10, 31), // alla helgons dag
    On(12, 25),                  // juldagen
    On(12, 26),                  // annandag jul
];

const SWEDISH_EVES: [Day; 3] = [
    First(Weekday::Fri, 6, 19), // midsommarafton
    On(12, 24),                 // julafton
    On(12, 31),                 // nyårsafton
];

impl Calendar {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::No, Self::Se, Self::SeEvesOff];

    /// The word that page files use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Se => "se",
            Self::SeEvesOff => "se-eves-off",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// The holidays of a year in order, each date once. Sundays are not among them, unless they are a named day.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::config::hours::calendar::Calendar;
    /// // 17 May 2027 is grunnlovsdagen and andre pinsedag: one day less.
    /// assert_eq!(Calendar::No.holidays(2026).len(), 12);
    /// assert_eq!(Calendar::No.holidays(2027).len(), 11);
    /// ```
    #[must_use]
    pub fn holidays(self, year: i32) -> Vec<NaiveDate> {
        let (named, eves): (&[Day], &[Day]) = match self {
            Self::No => (&NORWAY, &[]),
            Self::Se => (&SWEDEN, &[]),
            Self::SeEvesOff => (&SWEDEN, &SWEDISH_EVES),
        };
        let mut days: Vec<NaiveDate> = named.iter().chain(eves).filter_map(|day| day.of(year)).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether a day is one of its holidays.
    #[must_use]
    pub fn is_holiday(self, date: NaiveDate) -> bool {
        self.holidays(date.year()).contains(&date)
    }

    /// Monday to Friday, and no holiday.
    #[must_use]
    pub fn is_working_day(self, date: NaiveDate) -> bool {
        !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !self.is_holiday(date)
    }

    /// The nth working day after a day, which itself is not counted. The 0th is the day itself.
    ///
    /// # Examples
    /// ```
    /// use chrono::NaiveDate;
    /// use fyr_shared::config::hours::calendar::Calendar;
    /// let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    /// assert_eq!(Calendar::No.nth_working_day_after(day("2026-04-30"), 5), day("2026-05-08"));
    /// ```
    #[must_use]
    pub fn nth_working_day_after(self, date: NaiveDate, n: usize) -> NaiveDate {
        let Some(before) = n.checked_sub(1) else { return date };
        let mut working_days = date.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        working_days.nth(before).unwrap_or(NaiveDate::MAX)
    }
}

impl Day {
    /// The day in a year; `None` in a year that has no dates.
    fn of(self, year: i32) -> Option<NaiveDate> {
        match self {
            On(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Easter(days) => easter(year)?.checked_add_signed(TimeDelta::days(days)),
            First(weekday, month, day) => {
                let from = NaiveDate::from_ymd_opt(year, month, day)?;
                from.iter_days().find(|date| date.weekday() == weekday)
            }
        }
    }
}

/// Easter Sunday by the Gregorian computus, in the form that was printed anonymously in Nature in 1876.
fn easter(year: i32) -> Option<NaiveDate> {
    let (century, in_century) = (year.div_euclid(100), year.rem_euclid(100));
    let in_moon_cycle = year.rem_euclid(19);
    let moon_drift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    // From 21 March to the full moon, and from the day after it to a Sunday.
    let full_moon = (19 * in_moon_cycle + century - century.div_euclid(4) - moon_drift + 15).rem_euclid(30);
    let leap_days = 2 * century.rem_euclid(4) + 2 * (in_century / 4) - in_century % 4;
    let sunday = (32 + leap_days - full_moon).rem_euclid(7);
    // Keeps Easter from 26 April, and from 25 April twice in one cycle of the moon.
    let too_late = (in_moon_cycle + 11 * full_moon + 22 * sunday) / 451;
    let days = full_moon + sunday - 7 * too_late;
    NaiveDate::from_ymd_opt(year, 3, 22)?.checked_add_signed(TimeDelta::days(days.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_in_years_that_older_rules_get_wrong() {
        for date in ["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2038-04-25", "2049-04-18", "2076-04-19"] {
            assert_eq!(easter(day(date).year()), Some(day(date)));
        }
        assert_eq!(easter(i32::MAX), None);
        assert_eq!(easter(i32::MIN), None);
    }

    #[test]
    fn a_word_names_its_calendar() {
        for calendar in Calendar::ALL {
            assert_eq!(Calendar::parse(calendar.as_str()), Some(calendar));
        }
        assert_eq!(Calendar::parse("SE"), None);
    }

    #[test]
    fn working_days_are_counted_from_the_day_after() {
        for (from, n, expected) in [
            ("2026-11-20", 0, "2026-11-20"),
            ("2026-11-20", 1, "2026-11-23"),
            ("2026-11-21", 1, "2026-11-23"),
            ("2026-12-23", 2, "2026-12-28"),
            ("2026-05-13", 1, "2026-05-15"),
        ] {
            assert_eq!(Calendar::No.nth_working_day_after(day(from), n), day(expected), "{from} + {n}");
        }
    }

    #[test]
    fn the_end_of_all_dates_does_not_panic() {
        assert_eq!(Calendar::No.nth_working_day_after(NaiveDate::MAX, 1), NaiveDate::MAX);
        assert_eq!(Calendar::Se.holidays(i32::MAX), []);
    }
}
