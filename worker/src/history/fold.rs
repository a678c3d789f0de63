//! Folds days that are over into a few bytes each, so that years of them are read without their intervals.

use super::{seen, told_until};
use crate::round::Live;
use crate::store::days;
use crate::store::levels::{self, Key};
use crate::store::sql::Sql;
use fyr_shared::day::Day;
use fyr_shared::history::Seconds;
use fyr_shared::page::Zone;
use fyr_shared::time::{HOUR, Instant};
use worker::Result;

/// How long a day is left alone after its end: what was late, or written in its past, has come by then.
const GRACE: i64 = HOUR;
/// How many days are folded at once, so that a long absence does not make one round long.
const AT_ONCE: i64 = 400;
/// On a page of very many components: in how many hours a day is folded of all of them, well before another is over.
const HOURS: i64 = 6;

/// Folds the days that are over, of every component that has a level. Days that have not come any more, because the clock was
/// set back, are forgotten.
///
/// # Errors
/// The database's own.
pub fn fold(sql: &Sql, live: &Live, zone: &Zone, stale: i64, now: Instant) -> Result<()> {
    // Nobody has decided anything after the last round: a day that goes beyond it may still become another.
    let Some(settled) = live.round_at.map(|at| at.min(now.plus(-GRACE))) else { return Ok(()) };
    let (today, over) = (zone.day(now), zone.day(settled));
    let mut left = at_once(live.levels.len());
    for key in live.levels.keys() {
        days::forget_from(sql, key, today)?;
        let Some(first) = first_unfolded(sql, key, zone)? else { continue };
        let last = over.min(first.plus(left));
        left -= last.since(first).max(0);
        fold_days(sql, key, zone, (first, last), told_until(live, stale))?;
    }
    Ok(())
}

/// How many days are folded at once of so many components.
fn at_once(components: usize) -> i64 {
    AT_ONCE.max(i64::try_from(components).unwrap_or(i64::MAX) / HOURS)
}

fn first_unfolded(sql: &Sql, key: &Key, zone: &Zone) -> Result<Option<Day>> {
    match days::last(sql, key)? {
        Some(day) => Ok(Some(day.plus(1))),
        None => Ok(levels::first_seen(sql, key)?.map(|at| zone.day(at))),
    }
}

fn fold_days(sql: &Sql, key: &Key, zone: &Zone, (first, last): (Day, Day), told_until: Instant) -> Result<()> {
    if last <= first {
        return Ok(());
    }
    let levels = seen(sql, key, (zone.begins(first), zone.begins(last)), told_until)?;
    (0..last.since(first)).map(|days| first.plus(days)).try_for_each(|day| {
        let seconds = Seconds::fold((zone.begins(day), zone.begins(day.plus(1))), &levels);
        days::keep(sql, key, day, &seconds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_components_there_are_a_day_is_folded_before_the_next_is_over() {
        for components in [1, 400, 2_400, 9_600, 10_000, 100_000] {
            assert!(at_once(components) * 12 >= i64::try_from(components).unwrap(), "{components}");
        }
        assert_eq!(at_once(50), AT_ONCE);
    }
}
