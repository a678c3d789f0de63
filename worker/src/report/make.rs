//! Makes reports: of a month when it is over and settled, and again when something that was declared changes it.

use super::collect;
use crate::hash::sha256;
use crate::round::Live;
use crate::store::{log, records, reports, sql::Sql, touched};
use fyr_shared::figures::RULE;
use fyr_shared::month::Month;
use fyr_shared::operator::{Entry, Noun};
use fyr_shared::page::Page;
use fyr_shared::report::{Cause, Facts, MonthReport, work_out};
use fyr_shared::time::{DAY, Instant, MINUTE};
use std::collections::BTreeSet;
use worker::Result;

/// The counter that keeps the last entry of the log that reports have followed.
const FOLLOWED: &str = "reported";
/// How many months are made at once, so that a long absence does not make one round long.
const AT_ONCE: usize = 3;
/// How many entries of the log are followed at once.
const ENTRIES: u32 = 500;

/// How long after its end a month is settled: every sample of it has been taken, and what waited for confirmation has got it.
#[must_use]
pub fn settled(page: &Page) -> i64 {
    let of = |source: &fyr_shared::page::Source| {
        let confirm = source.about.iter().map(|about| i64::from(about.policy.confirm)).max().unwrap_or(1);
        source.every * 2 + source.retry * confirm
    };
    page.sources.iter().map(of).max().unwrap_or(0) + 5 * MINUTE
}

/// Makes what is due. Says whether there is more to make.
///
/// # Errors
/// The database's own; then nothing was made.
pub fn make(sql: &Sql, live: &Live, page: &Page, now: Instant) -> Result<bool> {
    let Some((began, last)) = log::ends(sql)? else { return Ok(false) };
    let over = page.zone.month(now.plus(-settled(page)));
    let (began, mut made) = (page.zone.month(began), 0);
    let newest = reports::newest_month(sql)?;
    let first = newest.map_or(began, Month::next);
    for month in std::iter::successors(Some(first), |month| Some(month.next())).take_while(|month| *month < over) {
        if made >= AT_ONCE {
            return Ok(true);
        }
        make_one(sql, live, page, month, last, None, now)?;
        made += 1;
    }
    follow(sql, live, page, now)
}

/// Follows what has been entered into the log since: makes the months that it changes anew.
fn follow(sql: &Sql, live: &Live, page: &Page, now: Instant) -> Result<bool> {
    let followed = records::counted(sql, FOLLOWED)?;
    let entries = log::entries(sql, followed, ENTRIES)?;
    let Some(last) = entries.last().map(|entry| entry.id) else { return Ok(false) };
    let mut touched = BTreeSet::new();
    for entry in &entries {
        match entry.noun {
            Noun::Incident => touched.extend(touched::months(sql, &entry.subject)?),
            // Caps count the nights of a year: what changes a month may change those after it.
            Noun::Maintenance => {
                for month in touched::months(sql, &entry.subject)? {
                    let same_year = |it: &Month| it.year() == month.year();
                    touched.extend(std::iter::successors(Some(month), |it| Some(it.next())).take_while(same_year));
                }
            }
            Noun::Configuration | Noun::Override | Noun::Token => {}
        }
    }
    for month in touched {
        if let Some(known) = reports::newest(sql, month)?.filter(|known| known.log < last) {
            make_one(sql, live, page, month, last, Some(known.revision), now)?;
        }
    }
    records::note(sql, FOLLOWED, last)?;
    Ok(entries.len() == ENTRIES as usize)
}

/// Makes a report, if it says anything else than the revision before it.
fn make_one(
    sql: &Sql,
    live: &Live,
    page: &Page,
    month: Month,
    last: u64,
    before: Option<u32>,
    now: Instant,
) -> Result<()> {
    let (facts, terms) = collect::facts(sql, live, page, month, last)?;
    if facts.configurations.is_empty() {
        return Ok(());
    }
    let reports = work_out(&facts, &terms)?;
    let read = |revision| -> Result<Option<MonthReport>> {
        Ok(reports::text(sql, month, revision)?.map(|text| serde_json::from_str(&text)).transpose()?)
    };
    let known = before.map(read).transpose()?.flatten();
    if known.as_ref().is_some_and(|known| known.reports == reports) {
        return Ok(());
    }
    let because = match &known {
        Some(known) => causes(&collect::entries(sql, page, month, last)?, known.log),
        None => vec![],
    };
    let (first, end) = (facts.from.plus(-DAY), facts.until.plus(DAY));
    let report = MonthReport {
        page: page.id.clone(),
        name: page.name.clone(),
        languages: page.languages.clone(),
        month,
        zone: page.zone.between(first, end),
        from: facts.from,
        until: facts.until,
        rule: RULE.to_owned(),
        revision: before.map_or(1, |before| before.saturating_add(1)),
        made_at: now,
        because,
        configurations: facts.configurations.clone(),
        input: digest(&facts)?,
        log: last,
        reports,
    };
    reports::keep(sql, &report, &facts.samples)
}

/// What was entered since a revision was made.
fn causes(entries: &[Entry], known: u64) -> Vec<Cause> {
    let new = entries.iter().filter(|entry| entry.id > known);
    let cause = |entry: &Entry| Cause {
        entry: entry.id,
        at: entry.at,
        noun: entry.noun,
        subject: entry.subject.clone(),
        revision: entry.revision,
    };
    let mut causes: Vec<Cause> = new.map(cause).collect();
    causes.sort_by_key(|cause| cause.entry);
    causes
}

/// The digest of what a report is made from.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn digest(facts: &Facts) -> Result<String> {
    Ok(sha256(&serde_json::to_string(facts)?))
}
