//! When a report has to be there, by the rule of its owner.

use super::{Coming, Due};
use crate::day::Day;
use crate::maintenance::working_day_after;
use crate::month::Month;
use crate::page::Page;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// By when the report of a month has to be there: until the end of that day (AMB-23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueRule {
    /// On this day of the month after it. It is not moved (AMB-24).
    Day(u8),
    /// On so many working days after it.
    WorkingDays(u8),
}

/// By when the report of a year has to be there: a day of the January after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearDue(pub u8);

impl DueRule {
    /// By when the report of `month` has to be there; `None` where no calendar or table of working days reaches.
    #[must_use]
    pub fn due(self, page: &Page, month: Month) -> Option<Due> {
        match self {
            Self::Day(number) => on(page, month.next().first().plus(i64::from(number) - 1)),
            Self::WorkingDays(nth) => on(page, working_day_after(page, month.next().first().plus(-1), nth)?),
        }
    }
}

impl YearDue {
    /// By when the report of `year` has to be there.
    #[must_use]
    pub fn due(self, page: &Page, year: i32) -> Option<Due> {
        on(page, Month::of(year.checked_add(1)?, 1)?.first().plus(i64::from(self.0) - 1))
    }
}

/// The reports that have to be there by a day that is not over at `now`, of months and years that are, the soonest first.
#[must_use]
pub fn coming(page: &Page, now: Instant) -> Vec<Coming> {
    let before = page.zone.month(now).before();
    let mut all = vec![];
    for contract in &page.contracts {
        let Some(terms) = &contract.report else { continue };
        let holds = |first: Day, after: Day| {
            contract.valid_from < after && contract.valid_until.is_none_or(|until| first < until)
        };
        let mut add = |month: Option<Month>, year: i32, due: Option<Due>| {
            if let Some(due) = due.filter(|due| now < due.until) {
                all.push(Coming { contract: contract.id.clone(), name: contract.name.clone(), month, year, due });
            }
        };
        if let Some(rule) = terms.month.filter(|_| holds(before.first(), before.next().first())) {
            add(Some(before), before.year(), rule.due(page, before));
        }
        let year = page.zone.day(now).year() - 1;
        let of_year = Month::of(year, 1).zip(Month::of(year + 1, 1));
        let held = of_year.is_some_and(|(first, after)| holds(first.first(), after.first()));
        if let Some(rule) = terms.year.filter(|_| held) {
            add(None, year, rule.due(page, year));
        }
    }
    all.sort_by_key(|it| it.due.until);
    all
}

fn on(page: &Page, day: Day) -> Option<Due> {
    let working_day = working_day_after(page, day.plus(-1), 1).filter(|next| *next != day);
    Some(Due { day, working_day, until: page.zone.midnight(day.plus(1))? })
}
