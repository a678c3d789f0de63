//! The example vectors. One that says more than is known here fails.

use crate::{day, hours_of, month, span_of};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::{Europe, Tz};
use fyr_shared::config;
use fyr_shared::config::hours::calendar::Calendar;
use fyr_shared::config::hours::{compile, working_days};
use fyr_shared::maintenance::{self, announce_before, notice};
use fyr_shared::page::Zone;
use fyr_shared::recurrence::expand;
use fyr_shared::support::Hours;
use fyr_shared::time::{Instant, MINUTE};
use fyr_shared::wall_clock::LocalTime;
use fyr_tests::{fixture, text};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    channels: BTreeMap<String, Channel>,
    gap_and_overlap: GapAndOverlap,
    instants: Vec<At>,
    notice_5_virkedager: Vec<Notice>,
    report_deadlines: Vec<Report>,
    answer_deadlines_no: Vec<NorwegianAnswer>,
    answer_deadlines_se: Vec<SwedishAnswer>,
    dst_windows: Vec<Window>,
    dst_months: Vec<Month>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Channel {
    country: String,
    osm: String,
    holidays: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GapAndOverlap {
    gap_local: String,
    overlap_local: String,
    opening_hours_rs_2_1_4: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct At {
    channel: String,
    local: String,
    utc: Instant,
    open: bool,
    next_change_utc: Instant,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    window_start_local: String,
    why: String,
    fifth_working_day_before: String,
    latest_clear_days_publish_local: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    month: String,
    digireq_report_due_5_virkedager: String,
    digdir_report_due_den_20: String,
    due_end: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NorwegianAnswer {
    received_local: String,
    answer_due_innen_en_virkedag: String,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SwedishAnswer {
    received_local: String,
    aterkoppling_inom_en_arbetsdag: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Window {
    date: String,
    local: String,
    start_utc: Instant,
    end_utc: Instant,
    minutes: i64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Month {
    month: String,
    hours: i64,
}

impl Channel {
    fn calendar(&self) -> Calendar {
        match (self.country.as_str(), self.holidays.as_str()) {
            ("NO", "PH = NO 12 days" | "ASSUMPTION: seed names no weekdays") => Calendar::No,
            ("SE", "PH = SE 13 statutory days") => Calendar::Se,
            (
                "SE",
                "PH = SE 13 + midsommarafton, julafton, nyårsafton (16, = nager/opening-hours-rs)"
                | "ASSUMPTION: seed names no weekdays; 16-day PH",
            ) => Calendar::SeEvesOff,
            (country, holidays) => panic!("a vector has the holidays `{holidays}` of {country}"),
        }
    }

    fn zone(&self) -> Tz {
        if self.country == "NO" { Europe::Oslo } else { Europe::Stockholm }
    }
}

fn vectors() -> Vectors {
    serde_json::from_str(&fixture("vectors/hours.json")).unwrap_or_else(|error| panic!("hours.json: {error}"))
}

#[track_caller]
fn local(text: &str) -> NaiveDateTime {
    let parse = |shape| NaiveDateTime::parse_from_str(text, shape);
    parse("%Y-%m-%dT%H:%M").or_else(|_| parse("%Y-%m-%dT%H:%M:%S")).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn channels_are_open_and_change_when_the_vectors_say() {
    let vectors = vectors();
    let (from, to) = (day("2026-01-01"), day("2029-01-01"));
    let tables: BTreeMap<&str, Vec<(Instant, Instant)>> = vectors
        .channels
        .iter()
        .map(|(id, channel)| {
            let table = compile(&channel.osm, channel.calendar(), channel.zone(), from, to);
            (id.as_str(), table.unwrap_or_else(|wrong| panic!("{id}: {} {wrong}", channel.osm)))
        })
        .collect();
    assert!(!vectors.instants.is_empty());
    for At { channel, local: clock, utc, open, next_change_utc } in &vectors.instants {
        let zone = vectors.channels[channel].zone();
        assert_eq!(zone.from_utc_datetime(&utc.utc().unwrap()).naive_local(), local(clock), "{channel} {clock}");
        let (opens, closes) = tables[channel.as_str()].iter().find(|(_, closes)| utc < closes).unwrap();
        assert_eq!(opens <= utc, *open, "{channel} {clock}");
        assert_eq!(if opens <= utc { closes } else { opens }, next_change_utc, "{channel} {clock}");
    }
}

/// Otherwise than the crate that reads the strings, which is what the vector tells: a time that is leapt over makes no
/// empty span, and one that comes twice opens the first time and closes the second.
#[test]
fn times_that_clocks_leap_over_or_show_twice() {
    let GapAndOverlap { gap_local, overlap_local, opening_hours_rs_2_1_4 } = vectors().gap_and_overlap;
    assert_eq!(gap_local, "2026-03-29T02:15 Europe/Oslo does not exist (02:00->03:00 CEST, 01:00Z)");
    assert_eq!(overlap_local, "2026-10-25T02:30 Europe/Oslo occurs at 00:30Z (CEST) and 01:30Z (CET)");
    let theirs =
        "Su 02:15-02:45: spring -> zero-length open at 03:00 CEST; autumn -> only second occurrence (latest), 30 min";
    assert_eq!(opening_hours_rs_2_1_4, theirs);
    let at = |text| Instant::parse(text).unwrap();
    let (spring, autumn) = (day("2026-03-29"), day("2026-10-25"));
    assert!(compile("Su 02:15-02:45", Calendar::No, Europe::Oslo, spring, day("2026-03-30")).is_err());
    assert_eq!(
        span_of("Su 02:15-03:15", Europe::Oslo, spring),
        (at("2026-03-29T01:00:00Z"), at("2026-03-29T01:15:00Z"))
    );
    assert_eq!(
        span_of("Su 02:15-02:45", Europe::Oslo, autumn),
        (at("2026-10-25T00:15:00Z"), at("2026-10-25T01:45:00Z"))
    );
    assert_eq!(span_of("Su 02:30-04:00", Europe::Oslo, autumn).0, at("2026-10-25T00:30:00Z"));
    assert_eq!(span_of("Su 01:00-02:30", Europe::Oslo, autumn).1, at("2026-10-25T01:30:00Z"));
}

#[test]
fn windows_across_a_change_of_clocks_have_their_true_length() {
    let vectors = vectors();
    for Window { date, local, start_utc, end_utc, minutes } in &vectors.dst_windows {
        assert_eq!(end_utc.since(*start_utc), minutes * MINUTE, "{date} {local}");
        for zone in [Europe::Oslo, Europe::Stockholm] {
            assert_eq!(span_of(local, zone, day(date)), (*start_utc, *end_utc), "{date} {local} {zone}");
            let zone = offsets(zone.name());
            let (begins, ends) = local.split_once('-').unwrap();
            let [begins, ends] = [begins, ends].map(|clock| format!("{date}T{clock}"));
            assert_eq!([zone.read(&begins), zone.read(&ends)], [Ok(*start_utc), Ok(*end_utc)], "{date} {local}");
            let [begins, ends] = [begins, ends].map(|clock| LocalTime::parse(&clock).unwrap());
            let nights = expand("FREQ=WEEKLY;COUNT=1", begins, ends, &zone);
            assert_eq!(nights, Ok(vec![(*start_utc, *end_utc)]), "{date} {local}");
        }
    }
    for Month { month, hours } in &vectors.dst_months {
        assert_eq!(hours_of(month), *hours, "{month}");
    }
    assert!(!vectors.dst_windows.is_empty() && !vectors.dst_months.is_empty());
}

/// A zone as pages hold it.
fn offsets(zone: &str) -> Zone {
    let whole = text("tests/pages/whole.toml");
    let own = whole.lines().find(|line| line.starts_with("zone = ")).expect("it has a zone").to_owned();
    config::read("whole.toml", &whole.replace(&own, &format!("zone = \"{zone}\""))).expect("the page is right").zone
}

#[test]
fn notice_is_given_five_whole_working_days_before() {
    let notices = vectors().notice_5_virkedager;
    assert!(!notices.is_empty());
    for Notice { window_start_local, why, fifth_working_day_before, latest_clear_days_publish_local, note } in notices {
        let (starts, fifth) = (local(&window_start_local).date(), day(&fifth_working_day_before));
        assert!(Calendar::No.is_working_day(fifth), "{why}");
        assert_eq!(Calendar::No.nth_working_day_after(fifth, 5), starts, "{why}");
        let latest = local(&latest_clear_days_publish_local);
        assert_eq!(latest + TimeDelta::seconds(1), fifth.and_time(NaiveTime::MIN), "{why}");
        let page = config::read("digdir.toml", &text("worker/pages/digdir.toml")).expect("the page is right");
        let instant = |clock: &str| page.zone.read(clock).unwrap_or_else(|wrong| panic!("{clock} {wrong}"));
        let begins = instant(&window_start_local);
        assert_eq!(announce_before(&page, begins, 5), Some(instant(&latest_clear_days_publish_local).plus(1)), "{why}");
        assert_eq!(
            notice(&page, instant(&latest_clear_days_publish_local), begins),
            maintenance::Notice::Days(5),
            "{why}"
        );
        assert_eq!(
            notice(&page, instant(&format!("{fifth_working_day_before}T00:00")), begins),
            maintenance::Notice::Days(4),
            "{why}"
        );
        let two_readings = "clear-days: published before 00:00 on fifth_working_day_before, so 5 whole working days lie \
                            between; lenient reading: published at any time on that day";
        assert_eq!(note, two_readings, "{why}");
    }
}

#[test]
fn deadlines_are_counted_in_working_days() {
    let vectors = vectors();
    assert!(!vectors.report_deadlines.is_empty());
    for report in &vectors.report_deadlines {
        let next = month(&report.month).1;
        let due = Calendar::No.nth_working_day_after(next - Days::new(1), 5);
        assert_eq!(due, day(&report.digireq_report_due_5_virkedager), "{}", report.month);
        // A date, whatever day it is: no working days in it.
        assert_eq!(next.with_day(20).unwrap(), day(&report.digdir_report_due_den_20), "{}", report.month);
        assert_eq!(report.due_end, "23:59:59 local, day included");
    }
    let answers = vectors.answer_deadlines_no.iter().map(|answer| {
        assert_eq!(answer.note, "normal (not guaranteed); end of next working day");
        (Calendar::No, &answer.received_local, &answer.answer_due_innen_en_virkedag)
    });
    // Digg's hours are read with the eves off: domain rule AMB-34.
    let swedish = vectors.answer_deadlines_se.iter();
    let swedish = swedish.map(|it| (Calendar::SeEvesOff, &it.received_local, &it.aterkoppling_inom_en_arbetsdag));
    let answers: Vec<_> = answers.chain(swedish).collect();
    assert!(!answers.is_empty());
    for (calendar, received, due) in answers {
        assert_eq!(calendar.nth_working_day_after(local(received).date(), 1), day(due), "{received}");
        // What readers are told is counted in a table.
        let zone = if calendar == Calendar::No { Tz::Europe__Oslo } else { Tz::Europe__Stockholm };
        let days = working_days(calendar, zone, day("2026-01-01"), day("2027-01-01"));
        let table = Hours::of(days.first().unwrap().0, days.last().unwrap().1, &days);
        let asked = zone.from_local_datetime(&local(received)).unwrap().timestamp();
        let ends = table.end_of_next(Instant(asked), 1).unwrap().plus(-1);
        let ends = zone.timestamp_opt(ends.0, 0).unwrap().naive_local();
        assert_eq!(ends.to_string(), format!("{due} 23:59:59"), "{received}");
    }
}

#[test]
fn every_day_of_2026_is_what_the_table_of_holidays_says() {
    let table = fixture("vectors/holidays_2026.csv");
    let mut rows = table.lines();
    let columns = "country,date,weekday,public_holiday,public_holiday_name,helligdag_incl_sundays,working_day,\
                   working_day_eves_off,full_eve_se,half_day,romjul_27_30,squeeze_day";
    assert_eq!(rows.next(), Some(columns));
    let year: Vec<NaiveDate> = day("2026-01-01").iter_days().take(365).collect();
    let mut days = [("NO", Calendar::No, Calendar::No), ("SE", Calendar::Se, Calendar::SeEvesOff)]
        .into_iter()
        .flat_map(|calendars| year.iter().map(move |date| (calendars, *date)));
    for row in rows {
        let ((country, calendar, eves_off), date) = days.next().expect("a row for each day of two countries");
        let fields: Vec<&str> = row.split(',').collect();
        // What offices agree on among themselves is no calendar's business.
        let [_, _, weekday, holiday, name, incl_sundays, working, working_eves_off, eve, _half_day, _romjul, _squeeze] =
            fields[..]
        else {
            panic!("{row}")
        };
        assert_eq!(fields[..2], [country, &date.to_string()], "{row}");
        assert_eq!(weekday, date.weekday().to_string(), "{row}");
        let flag = |is: bool| if is { "1" } else { "0" };
        assert_eq!(holiday, flag(calendar.is_holiday(date)), "{row}");
        assert_eq!(name.is_empty(), !calendar.is_holiday(date), "{row}");
        assert_eq!(incl_sundays, flag(calendar.is_holiday(date) || date.weekday() == Weekday::Sun), "{row}");
        assert_eq!(working, flag(calendar.is_working_day(date)), "{row}");
        assert_eq!(working_eves_off, flag(eves_off.is_working_day(date)), "{row}");
        assert_eq!(eve.is_empty(), eves_off.is_holiday(date) == calendar.is_holiday(date), "{row}");
    }
    assert!(days.next().is_none(), "the table ends before the year does");
}
