//! Notice: whole working days between the day of the announcement and the day of the beginning (AMB-22). Neither of the two
//! days is counted.

use crate::contract::Contract;
use crate::day::Day;
use crate::page::{Page, Zone};
use crate::spans::Span;
use crate::support::Hours;
use crate::time::Instant;

/// How much notice was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// So many whole working days.
    Days(i64),
    /// So many at least: what lies before the table of working days is not known.
    AtLeast(i64),
    /// The table of working days does not reach.
    Unknown,
}

impl Notice {
    /// Whether it is as much as is agreed; `None`: nobody can tell.
    #[must_use]
    pub fn suffices(self, agreed: u8) -> Option<bool> {
        match self {
            Self::Days(given) => Some(given >= i64::from(agreed)),
            Self::AtLeast(given) => (given >= i64::from(agreed)).then_some(true),
            Self::Unknown => None,
        }
    }
}

/// How much notice an announcement gives of what begins at `starts_at`.
#[must_use]
pub fn notice(page: &Page, announced_at: Instant, starts_at: Instant) -> Notice {
    let Some(days) = &page.working_days else { return Notice::Unknown };
    let (announced, starts) = (page.zone.day(announced_at), page.zone.day(starts_at));
    if starts_at < days.from || starts_at >= days.until {
        return Notice::Unknown;
    }
    let between = runs(&page.zone, days).map(|(first, after)| after.min(starts).since(first.max(announced.plus(1))));
    let given = between.filter(|days| *days > 0).sum();
    if announced_at < days.from { Notice::AtLeast(given) } else { Notice::Days(given) }
}

/// The instant before which work that begins at `starts_at` must be announced to give so many working days; `None` where the
/// table of working days does not reach.
#[must_use]
pub fn announce_before(page: &Page, starts_at: Instant, agreed: u8) -> Option<Instant> {
    let days = page.working_days.as_ref().filter(|days| starts_at < days.until)?;
    let starts = page.zone.day(starts_at);
    let mut left = i64::from(agreed);
    let runs: Vec<(Day, Day)> = runs(&page.zone, days).filter(|(first, _)| *first < starts).collect();
    for (first, after) in runs.into_iter().rev() {
        let after = after.min(starts);
        if after.since(first) >= left {
            return page.zone.midnight(after.plus(-left));
        }
        left -= after.since(first);
    }
    None
}

/// The first window of a contract of which there is still time to give notice at `now`.
#[must_use]
pub fn first_window(page: &Page, contract: &Contract, now: Instant) -> Option<Span> {
    let terms = contract.maintenance.as_ref()?;
    let mut to_come = terms.window.as_ref()?.spans().filter(|(opens, _)| *opens > now);
    let in_time = |opens| terms.notice.is_none_or(|agreed| notice(page, now, opens).suffices(agreed) == Some(true));
    to_come.find(|(opens, _)| in_time(*opens))
}

/// The `nth` working day strictly after a day; `None` where the table of working days does not reach.
#[must_use]
pub fn working_day_after(page: &Page, day: Day, nth: u8) -> Option<Day> {
    let days = page.working_days.as_ref()?;
    let (known_from, known_until) = (page.zone.day(days.from), page.zone.day(days.until));
    let mut left = i64::from(nth);
    if left == 0 || day < known_from.plus(-1) {
        return None;
    }
    for (first, after) in runs(&page.zone, days) {
        let first = first.max(day.plus(1));
        let here = after.since(first).max(0);
        if here >= left {
            return Some(first.plus(left - 1)).filter(|day| *day < known_until);
        }
        left -= here;
    }
    None
}

/// Working days that follow each other: the first of them, and the first day after them.
fn runs(zone: &Zone, days: &Hours) -> impl Iterator<Item = (Day, Day)> {
    days.spans().map(|(begin, end)| (zone.day(begin), zone.day(end)))
}
