//! Ways of writing opening hours that do something else than what people mean by them. A string with one of them is
//! refused, and told the day on which it would show.

use super::expression::{days, open_on, parsed};
use chrono::NaiveDate;
use opening_hours::{ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::ExtendedTime;
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeSelector, TimeSpan};

/// What stands between a holiday and a weekday when either is meant.
const COMMAS: [&str; 4] = ["PH,", ",PH", "day,", "days,"];

/// How a person says that somewhere is open around the clock.
const ALL_DAY: [&str; 3] = ["24/7", "00:00-24:00", "0:00-24:00"];

/// A string in its parts, and the days on which it is tried.
pub(super) struct Pitfalls<'a> {
    /// What stands between two `;`. Such a part speaks for the whole of a day.
    parts: Vec<(&'a str, OpeningHours)>,
    holidays: ContextHolidays,
    from: NaiveDate,
    to: NaiveDate,
}

impl<'a> Pitfalls<'a> {
    /// Of a string that can be read and has no comments: every `;` parts two rules.
    pub(super) fn of(text: &'a str, holidays: ContextHolidays, from: NaiveDate, to: NaiveDate) -> Self {
        let parts = text.split(';').map(str::trim);
        let parts = parts.filter_map(|part| Some((part, parsed(part, &holidays).ok()?))).collect();
        Self { parts, holidays, from, to }
    }

    /// The first of them, and the cure.
    pub(super) fn first(&self) -> Option<String> {
        self.open_all_day()
            .or_else(|| self.holiday_beside_weekday())
            .or_else(|| self.reopened_holiday())
            .or_else(|| self.cut_at_midnight())
    }

    /// Days without times are open around the clock: of `PH, Dec 24 off`, every holiday, for a comma and a space begin a rule.
    fn open_all_day(&self) -> Option<String> {
        let all_day = |(text, hours): &&(&str, OpeningHours)| {
            any(hours, is_all_day) && !ALL_DAY.iter().any(|it| text.contains(it))
        };
        let (text, _) = self.parts.iter().find(all_day)?;
        Some(format!(
            r#"is open around the clock on some days of "{text}", which have no times; write "off" behind each of them, or the times"#
        ))
    }

    /// `PH Mo-Fr` is the holidays on such weekdays in OpenStreetMap, and all holidays and all such weekdays in the
    /// crate.
    fn holiday_beside_weekday(&self) -> Option<String> {
        let beside = |(text, hours): &&(&str, OpeningHours)| {
            any(hours, has_holiday_and_weekday) && !COMMAS.iter().any(|comma| text.contains(comma))
        };
        let (text, _) = self.parts.iter().find(beside)?;
        Some(format!(
            r#"has a holiday beside a weekday in "{text}", which is misread as either of them; write a comma between them if either is meant, or else dates"#
        ))
    }

    /// `PH off` closes a holiday, and a later rule that does not name PH opens it again.
    fn reopened_holiday(&self) -> Option<String> {
        self.parts.iter().find(|(_, hours)| any(hours, is_ph_off))?;
        let others = self.without(|rule| rule.kind == RuleKind::Open && names_ph(rule))?;
        let mut holidays = days(self.from, self.to).filter(|day| self.holidays.get_public().contains(*day));
        let day = holidays.find(|day| open_on(&others, *day).next().is_some())?;
        Some(format!(
            r#"says "PH off" and is open on {day}, because a later rule opens that holiday again; write "PH off" last, or PH in the rule that is meant to open it"#
        ))
    }

    /// A rule replaces a day, and with it the hours after midnight of the evening before, which no rule closes.
    fn cut_at_midnight(&self) -> Option<String> {
        let all = self.without(closes)?;
        let late = |hours: &&OpeningHours| any(hours, is_late) && !any(hours, closes);
        let late: Vec<&OpeningHours> = self.parts.iter().map(|(_, hours)| hours).filter(late).collect();
        let cut = |day: &NaiveDate| late.iter().any(|hours| runs_into(hours, *day)) && !begins_open(&all, *day);
        let day = days(self.from, self.to).find(cut)?;
        Some(format!(
            r#"loses the hours after midnight on {day}, because a rule after ";" replaces the whole of that day; write ", " before that rule, or its hours after midnight in it"#
        ))
    }

    /// The string without the parts in which there is such a rule; `None` when nothing is left.
    fn without(&self, such: fn(&RuleSequence) -> bool) -> Option<OpeningHours> {
        let left = self.parts.iter().filter(|(_, hours)| !any(hours, such)).map(|(text, _)| *text);
        parsed(&left.collect::<Vec<_>>().join("; "), &self.holidays).ok()
    }
}

fn any(hours: &OpeningHours, such: fn(&RuleSequence) -> bool) -> bool {
    hours.get_expression().rules.iter().any(such)
}

fn closes(rule: &RuleSequence) -> bool {
    rule.kind == RuleKind::Closed
}

fn is_all_day(rule: &RuleSequence) -> bool {
    rule.kind == RuleKind::Open && rule.time_selector == TimeSelector::default()
}

fn names_ph(rule: &RuleSequence) -> bool {
    let ph = WeekDayRange::Holiday { kind: HolidayKind::Public, offset: 0 };
    rule.day_selector.weekday.contains(&ph)
}

/// Whether a rule closes every holiday, all day.
fn is_ph_off(rule: &RuleSequence) -> bool {
    let days = &rule.day_selector;
    let every = days.year.is_empty() && days.monthday.is_empty() && days.week.is_empty();
    closes(rule) && rule.time_selector == TimeSelector::default() && every && names_ph(rule)
}

fn has_holiday_and_weekday(rule: &RuleSequence) -> bool {
    let holiday = |day: &WeekDayRange| matches!(day, WeekDayRange::Holiday { .. });
    let days = &rule.day_selector.weekday;
    days.iter().any(holiday) && !days.iter().all(holiday)
}

/// Whether a rule has hours after midnight.
fn is_late(rule: &RuleSequence) -> bool {
    let late = |span: &TimeSpan| match (span.range.start, span.range.end) {
        (Time::Fixed(opens), Time::Fixed(closes)) => {
            closes > ExtendedTime::MIDNIGHT_24 || (closes <= opens && closes > ExtendedTime::MIDNIGHT_00)
        }
        _ => false,
    };
    rule.time_selector.spans.iter().any(late)
}

fn begins_open(hours: &OpeningHours, day: NaiveDate) -> bool {
    open_on(hours, day).any(|(opens, _)| opens == 0)
}

/// Whether it is open until midnight and after it.
fn runs_into(hours: &OpeningHours, day: NaiveDate) -> bool {
    let until_midnight = |eve| open_on(hours, eve).any(|(_, closes)| closes == 24 * 60);
    day.pred_opt().is_some_and(until_midnight) && begins_open(hours, day)
}

#[cfg(test)]
mod tests {
    use super::super::calendar::Calendar::{self, No, Se, SeEvesOff};
    use super::super::expression::Expression;

    /// What is wrong with a string on the days of 2026.
    fn wrong(text: &str, calendar: Calendar) -> Option<String> {
        let [from, to] = ["2026-01-01", "2027-01-01"].map(|day| day.parse().unwrap());
        Expression::read(text, calendar, from, to).err()
    }

    #[test]
    fn what_is_not_meant_is_refused() {
        for (text, calendar, says) in [
            (
                "08:00-16:00; PH Mo-Fr off",
                No,
                r#"has a holiday beside a weekday in "PH Mo-Fr off", which is misread as either of them; write a comma between them if either is meant, or else dates"#,
            ),
            (
                "08:00-16:00; PH -1 day Mo-Fr 08:00-12:00",
                No,
                r#"has a holiday beside a weekday in "PH -1 day Mo-Fr 08:00-12:00", which is misread as either of them; write a comma between them if either is meant, or else dates"#,
            ),
            (
                "Mo-Fr 08:00-15:30; PH, Dec 24 off",
                No,
                r#"is open around the clock on some days of "PH, Dec 24 off", which have no times; write "off" behind each of them, or the times"#,
            ),
            (
                "Mo-Fr 08:00-15:30; PH",
                No,
                r#"is open around the clock on some days of "PH", which have no times; write "off" behind each of them, or the times"#,
            ),
            (
                "PH off; Mo-Fr 08:00-15:30",
                No,
                r#"says "PH off" and is open on 2026-01-01, because a later rule opens that holiday again; write "PH off" last, or PH in the rule that is meant to open it"#,
            ),
            (
                "Mo-Fr 08:00-15:30; PH off; Dec 24 08:00-12:00",
                SeEvesOff,
                r#"says "PH off" and is open on 2026-12-24, because a later rule opens that holiday again; write "PH off" last, or PH in the rule that is meant to open it"#,
            ),
            (
                "Fr 22:00-02:00; Sa 10:00-12:00",
                No,
                r#"loses the hours after midnight on 2026-01-03, because a rule after ";" replaces the whole of that day; write ", " before that rule, or its hours after midnight in it"#,
            ),
            (
                "Mo-Fr 16:00-08:00; Sa-Su 00:00-32:00",
                No,
                r#"loses the hours after midnight on 2026-01-05, because a rule after ";" replaces the whole of that day; write ", " before that rule, or its hours after midnight in it"#,
            ),
        ] {
            assert_eq!(wrong(text, calendar).as_deref(), Some(says), "{text}");
        }
    }

    #[test]
    fn what_is_meant_is_not_refused() {
        for (text, calendar) in [
            ("Mo-Fr 08:00-15:30; PH off; Dec 24 08:00-12:00", Se),
            ("Mo-Fr 08:00-15:30; PH off; Dec 24 PH 08:00-12:00", SeEvesOff),
            ("Mo-Su 10:00-16:00; PH,Su off", No),
            ("Mo-Fr,PH 10:00-16:00", No),
            ("PH -1 day,Sa 10:00-12:00", No),
            ("Mo-Su 10:00-16:00; PH 12:00-16:00 off", No),
            ("Mo-Su 22:00-02:00; PH off", No),
            ("Mo-Su 22:00-02:00; Sa 00:00-02:00 off", No),
            ("Fr 22:00-02:00, Sa 10:00-12:00", No),
            ("Fr 22:00-02:00; Sa 00:00-02:00,10:00-12:00", No),
            ("Mo-Fr 16:00-08:00; Sa-Su 00:00-24:00", No),
            ("Mo-Fr 16:00-08:00, Sa-Su 00:00-32:00", No),
        ] {
            assert_eq!(wrong(text, calendar), None, "{text}");
        }
    }
}
