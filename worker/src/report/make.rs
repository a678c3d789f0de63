//! Makes reports: of a month when it is over and settled, and again when something that was declared changes it.

use super::collect::{Collected, Wanted, collect};
use crate::hash::sha256;
use crate::round::Live;
use crate::store::{counters, log, reports, sql::Sql, touched};
use fyr_shared::figures::RULE;
use fyr_shared::month::Month;
use fyr_shared::operator::{Entry, Noun};
use fyr_shared::page::Page;
use fyr_shared::report::{Cause, Facts, IncidentFact, MaintenanceFact, MonthReport, declared, work_out};
use fyr_shared::spans::Span;
use fyr_shared::time::{DAY, Instant, MINUTE};
use fyr_shared::unquoted::unquoted;
use std::collections::BTreeMap;
use worker::Result;

/// The counter that keeps the last entry of the log that reports have followed.
const FOLLOWED: &str = "reported";
/// How many months are made at once, so that a long absence does not make one round long; and how many are noted.
const AT_ONCE: i64 = 3;
const NOTED: usize = 120;
/// Seconds until a month that could not be made is tried again: reports are looked after once an hour.
const AGAIN: i64 = 50 * MINUTE;
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

/// Makes what is due. Says whether there is more to make. A month that cannot be made keeps no other from it, and is tried
/// again in an hour.
///
/// # Errors
/// The database's own; then nothing was made.
pub fn make(sql: &Sql, live: &Live, page: &Page, now: Instant) -> Result<bool> {
    let Some((began, last)) = log::ends(sql)? else { return Ok(false) };
    let more = follow(sql)?;
    let over = page.zone.month(now.plus(-settled(page)));
    let first = reports::newest_month(sql)?.map_or_else(|| page.zone.month(began), Month::next);
    let new = std::iter::successors(Some(first), |month| Some(month.next())).take_while(|month| *month < over);
    new.take(NOTED).try_for_each(|month| reports::ask_for(sql, month))?;
    for month in reports::due(sql, now, AT_ONCE)? {
        match make_one(sql, live, page, (month, last), now) {
            Ok(()) => reports::done(sql, month)?,
            Err(error) => {
                let why = error.to_string();
                worker::console_error!("`{}`: the report of {month} cannot be made: {}", page.id, unquoted(&why));
                reports::put_off(sql, month, now.plus(AGAIN))?;
            }
        }
    }
    Ok(more || !reports::due(sql, now, 1)?.is_empty())
}

/// Follows what has been entered into the log since: notes which months it changes. Says whether there is more to follow.
fn follow(sql: &Sql) -> Result<bool> {
    let entries = log::entries(sql, counters::get(sql, FOLLOWED)?, ENTRIES)?;
    let Some(last) = entries.last().map(|entry| entry.id) else { return Ok(false) };
    let mut touched = BTreeMap::new();
    for entry in &entries {
        let months = match entry.noun {
            Noun::Incident => touched::months(sql, &entry.subject)?,
            // Caps count the nights of a year: what changes a month may change those after it, and the night over its end.
            Noun::Maintenance => touched::months(sql, &entry.subject)?.into_iter().flat_map(rest_of_year).collect(),
            Noun::Configuration | Noun::Override | Noun::Token => vec![],
        };
        touched.extend(months.into_iter().map(|month| (month, entry.id)));
    }
    for (month, entry) in touched {
        if reports::newest(sql, month)?.is_some_and(|known| known.log < entry) {
            reports::ask_for(sql, month)?;
        }
    }
    counters::set(sql, FOLLOWED, last)?;
    Ok(entries.len() == ENTRIES as usize)
}

/// A month, and those that come after it until the January after its year.
fn rest_of_year(month: Month) -> impl Iterator<Item = Month> {
    let last = Month::of(month.year().saturating_add(1), 1).unwrap_or(month);
    std::iter::successors(Some(month), |it| Some(it.next())).take_while(move |it| *it <= last)
}

/// Makes a report, as of a last entry of the log, if it says anything else than the revision before it.
fn make_one(sql: &Sql, live: &Live, page: &Page, (month, last): (Month, u64), now: Instant) -> Result<()> {
    let before = reports::newest(sql, month)?;
    let known = match before {
        Some(before) => reports::text(sql, month, before.revision)?,
        None => None,
    };
    let known: Option<MonthReport> = known.map(|text| serde_json::from_str(&text)).transpose()?;
    let span = match &known {
        Some(known) => (known.from, known.until),
        None => span_of(sql, page, month)?,
    };
    let Collected { facts, entries, terms, .. } = collect(sql, live, page, Wanted { month, span, last })?;
    let reports = work_out(&facts, &terms)?;
    if known.as_ref().is_some_and(|known| known.reports == reports) {
        return Ok(());
    }
    let because = match &known {
        Some(known) => causes(&entries, known.log)?,
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
        revision: before.map_or(1, |before| before.revision.saturating_add(1)),
        made_at: now,
        because,
        configurations: facts.configurations.clone(),
        input: digest(&facts)?,
        log: last,
        reports,
    };
    reports::keep(sql, &report, &facts.samples)
}

/// When a month begins and ends that has not been told: where those beside it do that have been, whatever zone the page had
/// then, so that no hour is in two of them or in none.
fn span_of(sql: &Sql, page: &Page, month: Month) -> Result<Span> {
    let told = |month| -> Result<Option<Span>> {
        let Some(newest) = reports::newest(sql, month)? else { return Ok(None) };
        let Some(text) = reports::text(sql, month, newest.revision)? else { return Ok(None) };
        let report: MonthReport = serde_json::from_str(&text)?;
        Ok(Some((report.from, report.until)))
    };
    let (from, until) = month.span(&page.zone).ok_or("the zone's clocks are not known in that month")?;
    let (before, after) = (told(month.before())?, told(month.next())?);
    Ok((before.map_or(from, |(_, ended)| ended), after.map_or(until, |(began, _)| began)))
}

/// What was entered since a revision was made, of whatever is another fact now than it was then.
fn causes(entries: &[Entry], known: u64) -> Result<Vec<Cause>> {
    let then: Vec<Entry> = entries.iter().filter(|entry| entry.id <= known).cloned().collect();
    let (before, after) = (by_subject(&then)?, by_subject(entries)?);
    let changed = |entry: &&Entry| before.get(&entry.subject) != after.get(&entry.subject);
    let cause = |entry: &Entry| Cause {
        entry: entry.id,
        at: entry.at,
        noun: entry.noun,
        subject: entry.subject.clone(),
        revision: entry.revision,
    };
    let new = entries.iter().filter(|entry| entry.id > known);
    let mut causes: Vec<Cause> = new.filter(changed).map(cause).collect();
    causes.sort_by_key(|cause| cause.entry);
    Ok(causes)
}

/// What entries declare, by what it is about, whichever revision of that it is.
fn by_subject(entries: &[Entry]) -> Result<BTreeMap<String, String>> {
    let (incidents, maintenances) = declared(entries)?;
    let mut all = BTreeMap::new();
    for it in incidents {
        all.insert(it.id.clone(), serde_json::to_string(&IncidentFact { revision: 0, ..it })?);
    }
    for it in maintenances {
        all.insert(it.id.clone(), serde_json::to_string(&MaintenanceFact { revision: 0, ..it })?);
    }
    Ok(all)
}

/// The digest of what a report is made from.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn digest(facts: &Facts) -> Result<String> {
    Ok(sha256(&serde_json::to_string(facts)?))
}
