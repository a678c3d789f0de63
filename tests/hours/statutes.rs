//! What the statutes and the almanac say about 2024 to 2030, written down by hand.

use crate::{day, hours_of, span_of};
use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Europe;
use fyr_shared::config::hours::calendar::Calendar;
use fyr_shared::config::hours::compile;
use fyr_shared::time::{Instant, MINUTE};

/// A year.
struct Year {
    year: i32,
    /// Skjærtorsdag, langfredag, 1. and 2. påskedag, Kristi himmelfartsdag, 1. and 2. pinsedag.
    easter: [&'static str; 7],
    /// Midsommardagen and alla helgons dag.
    saturdays: [&'static str; 2],
    /// The Sundays on which clocks go forward and back.
    clocks: [&'static str; 2],
}

const YEARS: [Year; 7] = [
    year(2024, ["03-28", "03-29", "03-31", "04-01", "05-09", "05-19", "05-20"], ["06-22", "11-02"], ["03-31", "10-27"]),
    year(2025, ["04-17", "04-18", "04-20", "04-21", "05-29", "06-08", "06-09"], ["06-21", "11-01"], ["03-30", "10-26"]),
    year(2026, ["04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25"], ["06-20", "10-31"], ["03-29", "10-25"]),
    year(2027, ["03-25", "03-26", "03-28", "03-29", "05-06", "05-16", "05-17"], ["06-26", "11-06"], ["03-28", "10-31"]),
    year(2028, ["04-13", "04-14", "04-16", "04-17", "05-25", "06-04", "06-05"], ["06-24", "11-04"], ["03-26", "10-29"]),
    year(2029, ["03-29", "03-30", "04-01", "04-02", "05-10", "05-20", "05-21"], ["06-23", "11-03"], ["03-25", "10-28"]),
    year(2030, ["04-18", "04-19", "04-21", "04-22", "05-30", "06-09", "06-10"], ["06-22", "11-02"], ["03-31", "10-27"]),
];

const fn year(year: i32, easter: [&'static str; 7], saturdays: [&'static str; 2], clocks: [&'static str; 2]) -> Year {
    Year { year, easter, saturdays, clocks }
}

impl Year {
    fn day(&self, month_day: &str) -> NaiveDate {
        day(&format!("{}-{month_day}", self.year))
    }

    fn days(&self, month_days: &[&str]) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = month_days.iter().map(|month_day| self.day(month_day)).collect();
        days.sort();
        days.dedup();
        days
    }

    fn norwegian(&self) -> Vec<NaiveDate> {
        self.days(&[&self.easter[..], &["01-01", "05-01", "05-17", "12-25", "12-26"]].concat())
    }

    fn swedish(&self) -> Vec<NaiveDate> {
        let [_, good_friday, easter, easter_monday, ascension, pentecost, _] = self.easter;
        let movable = [good_friday, easter, easter_monday, ascension, pentecost];
        let fixed = ["01-01", "01-06", "05-01", "06-06", "12-25", "12-26"];
        self.days(&[&movable[..], &self.saturdays, &fixed].concat())
    }
}

#[test]
fn holidays_are_the_named_days_of_the_statutes() {
    for year in &YEARS {
        let (norwegian, swedish) = (year.norwegian(), year.swedish());
        // 17 May 2027 is two of them.
        assert_eq!(norwegian.len(), if year.year == 2027 { 11 } else { 12 }, "{}", year.year);
        assert_eq!(Calendar::No.holidays(year.year), norwegian);
        assert_eq!(swedish.len(), 13, "{}", year.year);
        assert_eq!(Calendar::Se.holidays(year.year), swedish);
        let eves = [year.day(year.saturdays[0]) - Days::new(1), year.day("12-24"), year.day("12-31")];
        let mut with_eves = [&swedish[..], &eves].concat();
        with_eves.sort();
        assert_eq!(Calendar::SeEvesOff.holidays(year.year), with_eves);
    }
}

#[test]
fn the_nights_on_which_clocks_change() {
    for year in &YEARS {
        let [spring, autumn] = year.clocks.map(|month_day| year.day(month_day));
        let minutes = |hours, date| {
            let (opens, closes) = span_of(hours, Europe::Oslo, date);
            closes.since(opens) / MINUTE
        };
        for (hours, on_spring, on_autumn) in
            [("00:30-05:00", 210, 330), ("24/7", 23 * 60, 25 * 60), ("02:00-03:15", 15, 135)]
        {
            assert_eq!(
                [minutes(hours, spring), minutes(hours, autumn)],
                [on_spring, on_autumn],
                "{hours} {}",
                year.year
            );
        }
        for date in [spring, autumn].map(|sunday| sunday + Days::new(2)) {
            assert_eq!([minutes("00:30-05:00", date), minutes("00:00-06:00", date)], [270, 360], "the night to {date}");
        }
        assert!(compile("02:15-02:45", Calendar::No, Europe::Oslo, spring, spring + Days::new(1)).is_err());
        assert_eq!(minutes("02:15-02:45", autumn), 90);
        assert_eq!([hours_of(&format!("{}-03", year.year)), hours_of(&format!("{}-10", year.year))], [743, 745]);
    }
}

/// The hours of Difi brukerstøtte in the words of its terms (DIFI18 §1.4.2), against the string that says them.
#[test]
fn the_string_of_difi_says_what_the_terms_say() {
    let osm = "Mo-Fr 08:00-15:30; Dec 27-30 Mo-Fr 09:00-15:00; Dec 24 Mo-Fr 08:00-12:00; Dec 31 Mo-Fr 08:00-12:00; \
               easter -4 days 08:00-12:00; PH off";
    for year in &YEARS {
        let (from, to) = (year.day("01-01"), day(&format!("{}-01-01", year.year + 1)));
        let [spring, autumn] = year.clocks.map(|month_day| year.day(month_day));
        let (holidays, wednesday) = (year.norwegian(), year.day(year.easter[0]) - Days::new(1));
        let working = |date: &NaiveDate| date.weekday().number_from_monday() < 6 && !holidays.contains(date);
        let expected = from.iter_days().take_while(|date| *date < to).filter(working).map(|date| {
            let (opens, closes) = match (date.month(), date.day()) {
                (12, 24 | 31) => ("08:00", "12:00"),
                (12, 27..=30) => ("09:00", "15:00"),
                _ if date == wednesday => ("08:00", "12:00"),
                _ => ("08:00", "15:30"),
            };
            let offset = if (spring..autumn).contains(&date) { "+02:00" } else { "+01:00" };
            let at = |clock| Instant::parse(&format!("{date}T{clock}:00{offset}")).unwrap();
            (at(opens), at(closes))
        });
        let expected: Vec<_> = expected.collect();
        assert_eq!(compile(osm, Calendar::No, Europe::Oslo, from, to), Ok(expected), "{}", year.year);
    }
}
