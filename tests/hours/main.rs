//! Opening hours and calendars: every example vector of theirs, and what the statutes say about 2024 to 2030. Leaves
//! out which strings are refused: that is tested where they are, in `shared/src/config`.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "what means nothing must fail")]

mod statutes;
mod vectors;

use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::{Europe, Tz};
use fyr_shared::config::hours::calendar::Calendar;
use fyr_shared::config::hours::compile;
use fyr_shared::time::{HOUR, Instant};

#[track_caller]
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("`{text}` is no date: {error}"))
}

/// The only span of a day in Norway.
#[track_caller]
fn span_of(hours: &str, zone: Tz, date: NaiveDate) -> (Instant, Instant) {
    let spans = compile(hours, Calendar::No, zone, date, date + Days::new(1));
    let spans = spans.unwrap_or_else(|wrong| panic!("{date}: {hours} {wrong}"));
    let [span] = spans[..] else { panic!("{date}: {hours} opens {} times", spans.len()) };
    span
}

/// The first day of a month, and of the month after it.
fn month(text: &str) -> (NaiveDate, NaiveDate) {
    let first = day(&format!("{text}-01"));
    (first, (first + Days::new(31)).with_day(1).unwrap())
}

/// How many hours a month has.
#[track_caller]
fn hours_of(text: &str) -> i64 {
    let (from, to) = month(text);
    let all = compile("24/7", Calendar::No, Europe::Oslo, from, to).unwrap();
    let [(begins, ends)] = all[..] else { panic!("{text} is in {} pieces", all.len()) };
    ends.since(begins) / HOUR
}
