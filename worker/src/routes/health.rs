//! `GET /healthz`: whether the worker and its pages are well. 200 when no page is stale or unavailable, otherwise 503; of a thousand
//! pages not all are looked at each time, and it says so. Warns when two regions of a page really are in one place, since then
//! they cannot confirm each other.

use crate::answer::{self, Asked};
use crate::edge::{self, Copy};
use crate::limit::within;
use crate::policy::HEALTH;
use futures_util::{StreamExt, stream};
use fyr_shared::ids::RegionId;
use fyr_shared::page::Page;
use fyr_shared::report::{Coming, coming};
use fyr_shared::time::{DAY, HOUR, Instant, MINUTE};
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::Response;
use worker::{Context, Env};

/// How long all objects together may take, in milliseconds; and how long one needs at most to be told from one that does not answer.
const LIMIT_MS: u64 = 3_000;
const NEEDED: Duration = Duration::from_millis(2_300);
/// How long before the end of the tables of hours a warning is given, in seconds.
const NOTICE: i64 = 60 * DAY;
/// How long before the end of the last token that can make others.
const TOKENS: i64 = 30 * DAY;
/// How long before a report has to be there somebody is reminded of it.
const REPORTS: i64 = 7 * DAY;

/// Of how many pages a look reads the files at most, and for how many seconds it is known what they say.
const READ: usize = 100;
const FACTS_HOLD: i64 = HOUR;

thread_local! {
    static FACTS: RefCell<BTreeMap<&'static str, Facts>> = const { RefCell::new(BTreeMap::new()) };
}

/// A page that nobody has got round to.
const NOT_LOOKED_AT: &str = "not_looked_at";

#[derive(Serialize)]
struct Health {
    /// `ok`, `warning` (well, but look at the warnings) or `failing` (a page is stale or unavailable).
    status: &'static str,
    pages: Vec<PageHealth>,
    /// What an operator should look at in the deployment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct PageHealth {
    page: String,
    /// `ok`, `stale`, `unavailable`, or `not_looked_at`: there were too many for one look.
    status: &'static str,
    as_of: Option<Instant>,
    stale_after: Option<Instant>,
    /// Sources that are not asked, and channels that lead nowhere, because a variable is not set, each with the variable.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unset: Vec<String>,
    /// What an operator should look at.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    /// Reports that the terms ask for within the next days: a reminder, and nothing that is wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    reports: Vec<Coming>,
}

/// The end of the time that all pages have together. By the clock: timers wait where much else is to be done.
struct Deadline {
    ends_ms: u64,
}

impl Deadline {
    fn begin() -> Self {
        Self { ends_ms: worker::Date::now().as_millis() + LIMIT_MS }
    }

    fn left(&self) -> Option<Duration> {
        let left = self.ends_ms.checked_sub(worker::Date::now().as_millis())?;
        (left > 0).then(|| Duration::from_millis(left))
    }
}

/// Looks at every page. One that is known to be fresh is not asked about: it is until its copy runs out, whoever looks.
///
/// # Errors
/// The runtime's own.
pub async fn answer(asked: &Asked, env: &Env, context: &Context) -> Result<Response, JsValue> {
    let end = &Deadline::begin();
    let mut ids: Vec<&'static str> = crate::pages::ids().collect();
    // Where there are too many for one look, each minute begins elsewhere: nobody is always the last.
    let first = usize::try_from(asked.now.0 / MINUTE).unwrap_or(0) * crate::OBJECTS_AT_A_TIME % ids.len().max(1);
    ids.rotate_left(first);
    let looked_at = ids.iter().map(|id| look(env, context, id, end));
    let mut looks: Vec<Look> = stream::iter(looked_at).buffered(crate::OBJECTS_AT_A_TIME).collect().await;
    looks.rotate_right(first);
    let now = crate::clock::now();
    let (pages, unread) = FACTS.with_borrow_mut(|facts| {
        read_some(facts, now);
        let pages: Vec<PageHealth> = looks.into_iter().map(|look| look.told(facts.get(look.page), now)).collect();
        let unread = pages.len() - facts.len();
        (pages, unread)
    });
    let unseen = pages.iter().filter(|page| page.status == NOT_LOOKED_AT).count();
    let well = pages.iter().all(|page| ["ok", NOT_LOOKED_AT].contains(&page.status));
    let all = pages.len();
    let missed = (unseen > 0).then(|| format!("{unseen} of {all} pages were not looked at in time: ask again"));
    let unread = (unread > 0).then(|| format!("of {unread} of {all} pages the file has not been read yet: ask again"));
    let warnings: Vec<String> = crate::published::problem().into_iter().chain(missed).chain(unread).collect();
    let quiet = warnings.is_empty() && pages.iter().all(|page| page.warnings.is_empty());
    let status = match (well, quiet) {
        (false, _) => "failing",
        (true, false) => "warning",
        (true, true) => "ok",
    };
    let health = Health { status, pages, warnings };
    let body = serde_json::to_string(&health).unwrap_or_default();
    let asked = Asked { now, ..asked.clone() };
    answer::plain(&asked, &HEALTH, if well { 200 } else { 503 }, &body)
}

/// What was seen of a page.
struct Look {
    page: &'static str,
    copy: Option<Rc<Copy>>,
    unseen: bool,
}

async fn look(env: &Env, context: &Context, page: &'static str, end: &Deadline) -> Look {
    let (copy, unseen) = match (edge::known(page), end.left()) {
        (Some(known), _) => (Some(known), false),
        (None, Some(left)) => match within(left, edge::copy(env, context, page)).await {
            Some(copy) => (copy, false),
            None => (None, left < NEEDED),
        },
        (None, None) => (None, true),
    };
    Look { page, copy, unseen }
}

impl Look {
    /// With what its file says, as far as that is known.
    fn told(&self, facts: Option<&Facts>, now: Instant) -> PageHealth {
        let state = self.copy.as_ref().map(|copy| &copy.state);
        let status = match state {
            None if self.unseen => NOT_LOOKED_AT,
            None => "unavailable",
            Some(state) if now >= state.stale_after => "stale",
            Some(_) => "ok",
        };
        let places = state.map(|state| shared_places(&state.places)).unwrap_or_default();
        let unpublished = state.and_then(|state| Some(bucket_fails(state.unpublished?)));
        let tokens = state.and_then(|state| tokens_end(state.tokens_until?, now));
        let Facts { unset, hours, reports, .. } = facts.cloned().unwrap_or_default();
        PageHealth {
            page: self.page.to_owned(),
            status,
            as_of: state.map(|state| state.as_of),
            stale_after: state.map(|state| state.stale_after),
            unset,
            reports,
            warnings: places.into_iter().chain(hours).chain(tokens).chain(unpublished).collect(),
        }
    }
}

/// What a page's file alone says at an instant, with what the deployment sets.
#[derive(Clone, Default)]
struct Facts {
    at: Instant,
    unset: Vec<String>,
    hours: Option<String>,
    reports: Vec<Coming>,
}

/// Reads the files of which nothing is known, or for too long; not all in one look: a thousand would take longer than anybody waits.
fn read_some(known: &mut BTreeMap<&'static str, Facts>, now: Instant) {
    let holds = |facts: &Facts| (0..FACTS_HOLD).contains(&now.since(facts.at));
    let old: Vec<&'static str> =
        crate::pages::ids().filter(|id| !known.get(id).is_some_and(holds)).take(READ).collect();
    for id in old {
        // A page that cannot be read says nothing, and is answered by nobody.
        let facts = crate::pages::glance(id).map_or_else(Facts::default, |page| Facts::of(&page, now));
        known.insert(id, Facts { at: now, ..facts });
    }
}

impl Facts {
    fn of(page: &Page, now: Instant) -> Self {
        let sources = page.unset.iter().map(|(id, name)| format!("source `{id}` needs the variable {name}"));
        let channels = page.support.iter().flat_map(|support| &support.channels);
        let channels = channels.filter_map(|it| Some(format!("channel `{}`: {}", it.id, it.unset.as_ref()?)));
        Self {
            at: now,
            unset: sources.chain(channels).collect(),
            hours: hours_end(page, now),
            reports: coming(page, now).into_iter().filter(|it| it.due.until.since(now) < REPORTS).collect(),
        }
    }
}

/// Readers believe what lies there for 90 seconds; then they all come to the worker.
fn bucket_fails(since: Instant) -> String {
    format!(
        "since {since} what readers poll was not published: after 90 s they ask the worker instead; look at the bucket of the \
         binding PUBLISHED, and at the log"
    )
}

/// Tokens end, and without one that can make others nobody can publish at night.
fn tokens_end(until: Instant, now: Instant) -> Option<String> {
    let cure = "make another with the scope `tokens`";
    (until.since(now) < TOKENS).then(|| format!("the last token that can make others is good until {until}; {cure}"))
}

/// The tables of opening hours begin and end, and whoever runs this must know in time.
fn hours_end(page: &Page, now: Instant) -> Option<String> {
    let ends = page.hours_until()?;
    if let Some(begins) = page.hours_from().filter(|begins| now < *begins) {
        return Some(format!("opening hours are not known before {begins}; write an earlier `hours_from` and deploy"));
    }
    let cure = "write a later `hours_from`, no later than today, and deploy";
    (ends.since(now) < NOTICE).then(|| format!("opening hours are known until {ends}; {cure}"))
}

fn shared_places(places: &BTreeMap<RegionId, String>) -> Vec<String> {
    let pairs =
        places.iter().enumerate().flat_map(|(at, one)| places.iter().skip(at + 1).map(move |other| (one, other)));
    let together = pairs.filter(|((_, one), (_, other))| one == other);
    together.map(|((one, place), (other, _))| format!("regions `{one}` and `{other}` both run in {place}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_makes_tokens_is_warned_in_time() {
        let now = Instant(1_777_888_800);
        assert_eq!(tokens_end(now.plus(31 * DAY), now), None);
        let told = tokens_end(now.plus(29 * DAY), now).unwrap();
        assert!(told.contains("good until 2026-06-02") && told.contains("scope `tokens`"), "{told}");
    }

    #[test]
    fn two_regions_in_one_place_are_warned_about() {
        let places = |list: &[(&str, &str)]| list.iter().map(|(id, place)| ((*id).into(), (*place).into())).collect();
        assert!(shared_places(&places(&[("north", "ARN"), ("south", "FRA")])).is_empty());
        assert_eq!(
            shared_places(&places(&[("north", "FRA"), ("south", "FRA")])),
            ["regions `north` and `south` both run in FRA"]
        );
    }
}
