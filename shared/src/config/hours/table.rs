//! The table that opening hours and working days are compiled into: whose holidays count, and from when to when it goes.

use super::super::cursor::Cursor;
use super::calendar::Calendar;
use super::{compile, joined, midnight, working_days};
use crate::day::Day;
use crate::page::Zone;
use crate::support::Hours;
use crate::time::Instant;
use chrono::{Days, Months, NaiveDate};
use chrono_tz::Tz;

/// What holds on holidays, too.
const ALWAYS: &str = "24/7";
/// How long a table goes.
const MONTHS: Months = Months::new(36);
/// How long before the first contract its working days begin: what is done on its first day was announced before.
const BEFORE: Days = Days::new(60);

/// What the page says about it. Each part is noted as missing when something needs it.
pub(in crate::config) struct Table {
    calendar: Option<Calendar>,
    from: Option<NaiveDate>,
    zone: Option<Tz>,
    given: Vec<&'static str>,
}

impl Table {
    pub(in crate::config) fn read(top: &Cursor<'_>) -> Self {
        let given = ["calendar", "hours_from"].into_iter().filter(|key| top.has(key)).collect();
        let from = top.day("hours_from").map(|day| day.0);
        let zone = top.text("zone").and_then(|name| name.parse().ok());
        Self { calendar: calendar(top), from, zone, given }
    }

    /// Notes it when there is nothing that it could be for.
    pub(in crate::config) fn refuse(&self, top: &Cursor<'_>) {
        self.given
            .iter()
            .for_each(|key| top.refuses(key, "is for channels and contracts, and there is neither; remove it"));
    }

    /// The hours of a channel; what is wrong with them is noted there.
    pub(in crate::config) fn hours(&self, cursor: &Cursor<'_>, text: &str) -> Option<Hours> {
        let (calendar, zone, from, to) = self.of(cursor, "hours")?;
        match compile(text, calendar, zone, from, to) {
            Ok(_) if !text.contains("PH") && text.trim() != ALWAYS => {
                let cure = r#"write "PH off" last, or the hours on them: "PH 10:00-12:00""#;
                cursor.wrong("hours", format_args!("says nothing of holidays; {cure}"));
                None
            }
            Ok(spans) => Some(table(zone, from, to, &spans)),
            Err(what) => {
                cursor.wrong("hours", what);
                None
            }
        }
    }

    /// The working days of a channel.
    pub(in crate::config) fn working_days(&self, cursor: &Cursor<'_>) -> Option<Hours> {
        let (calendar, zone, from, to) = self.of(cursor, "answer")?;
        Some(table(zone, from, to, &working_days(calendar, zone, from, to)))
    }

    /// Hours of a contract that is in force from one day to another; what is wrong with them is noted there.
    pub(in crate::config) fn of_terms(
        &self,
        cursor: &Cursor<'_>,
        key: &str,
        force: (Day, Option<Day>),
    ) -> Option<Hours> {
        let text = cursor.text(key)?;
        let (calendar, zone, _, to) = self.of(cursor, key)?;
        let (from, to) = within(force, to);
        match compile(text, calendar, zone, from, to) {
            Ok(spans) => Some(table(zone, from, to, &spans)),
            Err(what) => {
                cursor.wrong(key, what);
                None
            }
        }
    }

    /// The working days that notice and reports are counted in, for contracts of which the first is in force from a day on. Days that
    /// follow each other are one span: nobody asks when one of them ends.
    pub(in crate::config) fn days_of_terms(&self, cursor: &Cursor<'_>, key: &str, first: Day) -> Option<Hours> {
        let (calendar, zone, _, to) = self.of(cursor, key)?;
        let from = within((first, None), to).0.checked_sub_days(BEFORE)?;
        Some(table(zone, from, to, &joined(working_days(calendar, zone, from, to))))
    }

    fn of(&self, cursor: &Cursor<'_>, key: &str) -> Option<(Calendar, Tz, NaiveDate, NaiveDate)> {
        let own = calendar(cursor);
        let calendar = if cursor.has("calendar") { own } else { self.calendar };
        let missing = |what: &str, example: &str| {
            if !self.given.contains(&what) {
                cursor.problem(format_args!(
                    r#"{key} needs `{what}` at the top of the file; write {what} = "{example}""#
                ));
            }
        };
        if !cursor.has("calendar") {
            missing("calendar", "no");
        }
        missing("hours_from", "2026-01-01");
        let from = self.from?;
        Some((calendar?, self.zone?, from, from.checked_add_months(MONTHS)?))
    }
}

/// The days of a contract that tables reach.
fn within((from, until): (Day, Option<Day>), to: NaiveDate) -> (NaiveDate, NaiveDate) {
    let earliest = Zone::KNOWN_FROM.utc().map_or(from.0, |at| at.date());
    (from.0.max(earliest), until.map_or(to, |until| until.0.min(to)))
}

fn calendar(cursor: &Cursor<'_>) -> Option<Calendar> {
    let words = Calendar::ALL.map(Calendar::as_str);
    Calendar::parse(cursor.word("calendar", &words)?)
}

fn table(zone: Tz, from: NaiveDate, to: NaiveDate, spans: &[(Instant, Instant)]) -> Hours {
    Hours::of(midnight(zone, from), midnight(zone, to), spans)
}
