//! `GET /{page}/history`, `GET /api/v1/{page}/history` and `GET /api/v1/{page}/history/drawn`: how the last days were, as a
//! page, as data, and as a widget draws them. Told from a past that is up to a minute old; one that is older than a few says so.
//! A page of more components than one answer tells of is taken in parts: `?limit=50`, and then `&after=` the component that
//! `next` names.

use super::query::Query;
use crate::answer::{self, Asked};
use crate::history::{self, DOUBTED_AFTER};
use crate::pages;
use crate::policy::{HISTORY, HISTORY_DRAWN, HISTORY_PAGE, Policy};
use crate::problem::Problem;
use fyr_shared::api::{History, paths};
use fyr_shared::history::{MOST, Portion};
use fyr_shared::ids::EnvId;
use fyr_shared::lang::Lang;
use fyr_shared::page::{Environment, Page};
use fyr_shared::time::Instant;
use fyr_widget::{DrawnHistory, HistoryLinks, history_page};
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::Env;

/// What an answer is made of.
struct Telling<'a> {
    page: &'a Page,
    query: &'a Query,
    days: u32,
    history: &'a History,
    /// Where this is: `https://status.example.no`.
    origin: &'a str,
    now: Instant,
}

/// Makes the body of an answer.
type Make = fn(&Telling<'_>) -> String;

/// The page.
///
/// # Errors
/// The runtime's own.
pub async fn page(asked: &Asked, id: &str, url: &Url, env: &Env) -> Result<Response, JsValue> {
    answer(asked, id, url, env, (&HISTORY_PAGE, html)).await
}

/// The data.
///
/// # Errors
/// The runtime's own.
pub async fn data(asked: &Asked, id: &str, url: &Url, env: &Env) -> Result<Response, JsValue> {
    answer(asked, id, url, env, (&HISTORY, |it| serde_json::to_string(it.history).unwrap_or_default())).await
}

/// What a widget shows.
///
/// # Errors
/// The runtime's own.
pub async fn drawn(asked: &Asked, id: &str, url: &Url, env: &Env) -> Result<Response, JsValue> {
    answer(asked, id, url, env, (&HISTORY_DRAWN, parts)).await
}

async fn answer(
    asked: &Asked,
    id: &str,
    url: &Url,
    env: &Env,
    (policy, make): (&Policy, Make),
) -> Result<Response, JsValue> {
    let Some(page) = pages::find(id) else { return answer::problem(asked, &Problem::not_found(&url.pathname())) };
    let read = Query::read(url, &page).and_then(|query| Ok((days(url)?, limit(&query)?, query)));
    let (days, limit, query) = match read {
        Ok(read) => read,
        Err(problem) => return answer::problem(asked, &problem),
    };
    let of = query.env.clone().unwrap_or_else(|| page.first_env());
    let portion = Portion::of(&page, &query.components, query.after.as_ref(), limit);
    let past = match history::past_for(asked, env, &page, of, &portion).await {
        Ok(Some(past)) => past,
        Ok(None) => return answer::problem(asked, &Problem::unavailable(id)),
        Err(refused) => return answer::refused(asked, &refused),
    };
    // Reading may have waited: what leaves now is dated now.
    let asked = &Asked { now: crate::clock::now(), ..asked.clone() };
    let history = History::compose(&page, &past, query.lang, days, &portion);
    let telling =
        Telling { page: &page, query: &query, days, history: &history, origin: &url.origin(), now: asked.now };
    let doubted_after = past.as_of.plus(DOUBTED_AFTER);
    answer::dated(asked, policy, Some(doubted_after), &[], &make(&telling))
}

/// How many days are asked for.
fn days(url: &Url) -> Result<u32, Problem> {
    let most = History::DAYS;
    let Some(asked) = url.search_params().get("days") else { return Ok(most) };
    let within = asked.parse().ok().filter(|days| (1..=most).contains(days));
    within.ok_or_else(|| Problem::parameter(format!("`days` must be a whole number from 1 to {most}.")))
}

/// How many components are asked for at most.
fn limit(query: &Query) -> Result<usize, Problem> {
    let within = query.limit.is_none_or(|limit| limit <= MOST);
    let wrong = || Problem::parameter(format!("`limit` must be a whole number from 1 to {MOST}."));
    if within { Ok(query.limit.unwrap_or(MOST)) } else { Err(wrong()) }
}

fn html(it: &Telling<'_>) -> String {
    let path = paths::history(it.page.id.as_str());
    let lang = it.history.lang;
    let of = |query: &Query, lang: Lang| path.clone() + &it.link(query, lang);
    let within = |env: &Environment| (env.id.clone(), of(&it.query.within(&env.id), lang));
    let links = HistoryLinks {
        languages: it.page.languages.iter().map(|lang| (*lang, of(it.query, *lang))).collect(),
        environments: it.page.environments.iter().map(within).collect::<Vec<(EnvId, String)>>(),
        home: paths::home(it.page.id.as_str()) + &it.query.link(lang),
        first: it.query.after.is_some().then(|| of(&it.query.from(None), lang)),
        next: it.next().map(|next| path.clone() + &next),
    };
    history_page(it.history, &links, it.is_doubted().then_some(it.now))
}

fn parts(it: &Telling<'_>) -> String {
    let next = it.next().map(|next| [it.origin, &paths::history(it.page.id.as_str()), &next].concat());
    let drawn = DrawnHistory::of(it.history, it.is_doubted().then_some(it.now), next.as_deref());
    serde_json::to_string(&drawn).unwrap_or_default()
}

impl Telling<'_> {
    /// The parameters of a link to the same days.
    fn link(&self, query: &Query, lang: Lang) -> String {
        let days = if self.days == History::DAYS { String::new() } else { format!("&days={}", self.days) };
        [query.link(lang), days, query.place()].concat()
    }

    /// Those of the link to the part that comes after this.
    fn next(&self) -> Option<String> {
        let next = self.history.next.clone()?;
        Some(self.link(&self.query.from(Some(next)), self.history.lang))
    }

    fn is_doubted(&self) -> bool {
        self.now >= self.history.as_of.plus(DOUBTED_AFTER)
    }
}
