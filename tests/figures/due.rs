//! By when reports are due, by the shipped pages: the 20th is not moved, working days are counted, and a day ends when its
//! clocks say so.

use super::at;
use fyr_shared::config;
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use fyr_shared::report::{Coming, Due, DueRule, YearDue, coming};
use fyr_tests::text;

fn page(name: &str) -> Page {
    let path = format!("worker/pages/{name}.toml");
    config::read(&path, &text(&path)).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn said(due: Due) -> String {
    let moved = due.working_day.map_or_else(String::new, |day| format!(", then {day}"));
    format!("{}{moved}, until {}", due.day, due.until)
}

#[test]
fn the_twentieth_stays_and_the_next_working_day_is_told() {
    let page = page("digdir");
    for (month, expected) in [
        ("2026-04", "2026-05-20, until 2026-05-20T22:00:00Z"),
        ("2026-05", "2026-06-20, then 2026-06-22, until 2026-06-20T22:00:00Z"),
        ("2026-10", "2026-11-20, until 2026-11-20T23:00:00Z"),
        ("2026-11", "2026-12-20, then 2026-12-21, until 2026-12-20T23:00:00Z"),
    ] {
        let due = DueRule::Day(20).due(&page, Month::parse(month).unwrap()).unwrap();
        assert_eq!(said(due), expected, "{month}");
    }
    let year = YearDue(30).due(&page, 2026).unwrap();
    assert_eq!(said(year), "2027-01-30, then 2027-02-01, until 2027-01-30T23:00:00Z");
}

#[test]
fn five_working_days_leave_out_weekends_and_holidays() {
    let page = page("digireq");
    for (month, day) in [
        // Easter 2026: the 2nd and 3rd of April and Monday the 6th are no working days.
        ("2026-03", "2026-04-10"),
        // The 1st of May is a Friday, and no working day.
        ("2026-04", "2026-05-08"),
        ("2026-05", "2026-06-05"),
        ("2026-07", "2026-08-07"),
        // Easter 2027 is over: Monday the 29th of March is its last day.
        ("2027-02", "2027-03-05"),
        ("2027-03", "2027-04-07"),
        // The 1st is a Saturday; the 6th is Ascension Day.
        ("2027-04", "2027-05-10"),
        ("2026-12", "2027-01-08"),
    ] {
        let due = DueRule::WorkingDays(5).due(&page, Month::parse(month).unwrap()).unwrap();
        assert_eq!((due.day.to_string().as_str(), due.working_day), (day, None), "{month}");
    }
    let far = DueRule::WorkingDays(5).due(&page, Month::parse("2038-01").unwrap());
    assert_eq!(far, None, "where the table does not reach nobody can tell");
}

#[test]
fn a_day_ends_when_its_clocks_say_so() {
    let page = page("digdir");
    for (day, month, expected) in [
        // The nights in which clocks are changed, and the days beside them.
        (25, "2026-09", "2026-10-25, then 2026-10-26, until 2026-10-25T23:00:00Z"),
        (24, "2026-09", "2026-10-24, then 2026-10-26, until 2026-10-24T22:00:00Z"),
        (28, "2027-02", "2027-03-28, then 2027-03-30, until 2027-03-28T22:00:00Z"),
        (27, "2027-02", "2027-03-27, then 2027-03-30, until 2027-03-27T23:00:00Z"),
        // Constitution Day, which Whit Monday falls on, too.
        (17, "2027-04", "2027-05-17, then 2027-05-18, until 2027-05-17T22:00:00Z"),
    ] {
        let due = DueRule::Day(day).due(&page, Month::parse(month).unwrap()).unwrap();
        assert_eq!(said(due), expected, "{month}");
    }
}

#[test]
fn whoever_owes_a_report_is_told_until_its_day_is_over() {
    let page = page("digdir");
    let told = |now: &str| {
        coming(&page, at(now))
            .iter()
            .map(|it: &Coming| format!("{} {:?}", it.contract, it.month.map(|month| month.to_string())))
            .collect::<Vec<_>>()
    };
    assert!(told("2026-11-20T22:59:59Z").contains(&"id-porten-2026 Some(\"2026-10\")".to_owned()));
    assert!(told("2026-11-20T23:00:00Z").is_empty(), "its day is over");
    // Of January 2026 both contracts have a report, and Difi's year is due.
    let january = told("2026-01-15T10:00:00Z");
    assert!(
        january.contains(&"id-porten-2018 None".to_owned())
            && january.contains(&"id-porten-2018 Some(\"2025-12\")".to_owned()),
        "{january:?}"
    );
    let february = told("2026-02-10T10:00:00Z");
    for contract in ["id-porten-2018", "id-porten-2026"] {
        assert!(february.contains(&format!("{contract} Some(\"2026-01\")")), "{february:?}");
    }
    assert!(!told("2026-03-10T10:00:00Z").iter().any(|it| it.contains("2018")));
}
