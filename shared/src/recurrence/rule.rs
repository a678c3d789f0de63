//! A rule as it is written, in its parts. Foreign text: short, of known names, each there once, and of numbers that can be.

use super::{MOST, RuleError};
use crate::page::Zone;
use crate::time::Instant;
use crate::wall_clock::LocalTime;
use chrono::{Month, NaiveDateTime, NaiveTime, Weekday};
use rrule::{Frequency, NWeekday, RRule, Unvalidated};

/// The longest rule in bytes: more than a person writes.
const LONGEST: usize = 200;

const DAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

/// A rule that ends.
pub(super) struct Rule {
    /// On which days it falls.
    pub(super) days: RRule<Unvalidated>,
    /// When it ends.
    pub(super) end: End,
}

/// The end of a rule.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// After so many occurrences.
    Count(u16),
    /// Nothing begins after it.
    Until(LocalTime),
}

impl Rule {
    /// Reads a rule, with or without `RRULE:` in front.
    pub(super) fn read(text: &str, zone: &Zone) -> Result<Self, RuleError> {
        if text.len() > LONGEST {
            return Err(RuleError::Lengthy);
        }
        let text = text.trim().to_ascii_uppercase();
        let parts = parts(text.strip_prefix("RRULE:").unwrap_or(&text))?;
        let frequency = parts.iter().find(|(name, _)| *name == "FREQ").ok_or(RuleError::NoFrequency)?.1;
        let mut days = RRule::new(self::frequency(frequency)?);
        let mut ends = vec![];
        for (name, value) in parts {
            days = match name {
                "FREQ" => days,
                "INTERVAL" => days.interval(one(value, 1..=100).ok_or(wrong("INTERVAL", "a number from 1 to 100"))?),
                "BYDAY" => days.by_weekday(list(value, weekday).ok_or(wrong("BYDAY", "days such as TU, 1TU or -1SU"))?),
                "BYMONTHDAY" => {
                    days.by_month_day(signed(value, 31).ok_or(wrong("BYMONTHDAY", "1 to 31, or -1 to -31"))?)
                }
                "BYMONTH" => days.by_month(&list(value, month).ok_or(wrong("BYMONTH", "1 to 12"))?),
                "BYSETPOS" => days.by_set_pos(signed(value, 366).ok_or(wrong("BYSETPOS", "1 to 366, or -1 to -366"))?),
                "WKST" => days.week_start(day_of_week(value).ok_or(wrong("WKST", "a day such as MO"))?),
                "COUNT" => {
                    ends.push(End::Count(count(value)?));
                    days
                }
                "UNTIL" => {
                    ends.push(End::Until(
                        until(value, zone).ok_or(wrong("UNTIL", "a day, 20261231, or 20261231T050000Z"))?,
                    ));
                    days
                }
                _ => return Err(RuleError::Unknown { name: short(name) }),
            };
        }
        match ends.as_slice() {
            [end] => Ok(Self { days, end: *end }),
            _ => Err(RuleError::NoEnd),
        }
    }
}

/// Names and values, each name there once.
fn parts(text: &str) -> Result<Vec<(&str, &str)>, RuleError> {
    let mut parts: Vec<(&str, &str)> = vec![];
    for part in text.split(';') {
        let unreadable = || RuleError::Unreadable { part: short(part) };
        let (name, value) = part.split_once('=').ok_or_else(unreadable)?;
        if name.is_empty() || value.is_empty() {
            return Err(unreadable());
        }
        if parts.iter().any(|(known, _)| *known == name) {
            return Err(RuleError::Twice { name: short(name) });
        }
        parts.push((name, value));
    }
    Ok(parts)
}

fn frequency(word: &str) -> Result<Frequency, RuleError> {
    match word {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        _ => Err(wrong("FREQ", "DAILY, WEEKLY, MONTHLY or YEARLY")),
    }
}

fn wrong(name: &'static str, takes: &'static str) -> RuleError {
    RuleError::Value { name, takes }
}

/// At most forty characters that can be shown.
fn short(text: &str) -> String {
    text.replace(char::is_control, " ").chars().take(40).collect()
}

/// Digits, and nothing beside them.
fn one<T: std::str::FromStr + PartialOrd>(text: &str, range: std::ops::RangeInclusive<T>) -> Option<T> {
    let digits = !text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| digits && range.contains(number))
}

fn count(value: &str) -> Result<u16, RuleError> {
    let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    match one(value, 1..=MOST) {
        Some(count) => Ok(count),
        None if digits && value.bytes().any(|digit| digit != b'0') => Err(RuleError::TooMany),
        None => Err(wrong("COUNT", "a number from 1 to 100")),
    }
}

/// Everything between commas; `None`: something cannot be read.
fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    text.split(',').map(read).collect()
}

/// Numbers from 1 to the most, or as many from the end.
fn signed<T: TryFrom<i32>>(text: &str, most: i32) -> Option<Vec<T>> {
    let number = |text: &str| {
        let (sign, digits) = sign(text);
        T::try_from(sign * one(digits, 1..=most)?).ok()
    };
    list(text, number)
}

fn sign(text: &str) -> (i32, &str) {
    match (text.strip_prefix('-'), text.strip_prefix('+')) {
        (Some(digits), _) => (-1, digits),
        (_, digits) => (1, digits.unwrap_or(text)),
    }
}

fn weekday(text: &str) -> Option<NWeekday> {
    let (number, day) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = day_of_week(day)?;
    if number.is_empty() {
        return Some(NWeekday::Every(day));
    }
    let (sign, digits) = sign(number);
    let nth = sign * one(digits, 1..=53)?;
    Some(NWeekday::Nth(i16::try_from(nth).ok()?, day))
}

fn day_of_week(text: &str) -> Option<Weekday> {
    DAYS.iter().find(|(name, _)| *name == text).map(|(_, day)| *day)
}

fn month(text: &str) -> Option<Month> {
    Month::try_from(one(text, 1..=12_u8)?).ok()
}

/// A day, which is in it to its end; a local time; or a time in UTC, as RFC 5545 wants it.
fn until(text: &str, zone: &Zone) -> Option<LocalTime> {
    let local = |text: &str| NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").ok().filter(|_| text.len() == 15);
    if let Some(utc) = text.strip_suffix('Z') {
        return zone.local(Instant(local(utc)?.and_utc().timestamp()));
    }
    if text.len() == 8 {
        let day = local(&format!("{text}T000000"))?.date();
        return Some(LocalTime(day.and_time(NaiveTime::from_hms_opt(23, 59, 59)?)));
    }
    local(text).map(LocalTime)
}
