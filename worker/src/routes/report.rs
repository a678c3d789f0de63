//! `GET /api/v1/{page}/reports` and `…/reports/{yyyy-mm}.json`, `.csv`, `.html`; of a year `…/reports/{yyyy}.json` and so on.
//!
//! Which reports there are is known here for half a minute, and a revision never changes: nobody makes the page's object
//! work by asking for what is not there.

use super::hand_over;
use crate::answer::{self, Asked, Bearer};
use crate::objects;
use crate::operator::{Answer, Call};
use crate::policy::{Policy, REPORT_JSON, REPORTS};
use crate::problem::Problem;
use crate::report;
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use fyr_shared::report::{Index, Revision, coming};
use fyr_shared::time::Instant;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::Env;

/// How long the object may take: callers are answered within five seconds.
const LIMIT: Duration = Duration::from_secs(4);
/// Seconds for which it is known which reports there are.
const FRESH: i64 = 30;
/// How many revisions are remembered.
const REMEMBERED: usize = 24;

/// Which reports there are, and when that was asked.
type Known = (Instant, Rc<Vec<Revision>>);

/// A revision, by page, month, number and when it was made: one that a clock made which was ahead is made again, under the
/// same number.
type Name = (String, Month, u32, Instant);

thread_local! {
    static INDEXES: RefCell<BTreeMap<String, Known>> = const { RefCell::new(BTreeMap::new()) };
    static REVISIONS: RefCell<BTreeMap<Name, Rc<str>>> = const { RefCell::new(BTreeMap::new()) };
}

/// In which form a report is wanted.
#[derive(Clone, Copy)]
enum Form {
    Json,
}

impl Form {
    fn read(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            _ => None,
        }
    }

    fn policy(self) -> &'static Policy {
        match self {
            Self::Json => &REPORT_JSON,
        }
    }
}

/// Which reports there are, and which have to be there soon.
///
/// # Errors
/// The runtime's own.
pub async fn index(asked: &Asked, id: &str, env: &Env) -> Result<Response, JsValue> {
    let Some(page) = crate::pages::find(id) else {
        return answer::problem(asked, &Problem::not_found(&fyr_shared::api::paths::reports(id)));
    };
    let revisions = match revisions(asked, env, &page).await {
        Ok(revisions) => revisions,
        Err(refused) => return answer::refused(asked, &refused),
    };
    let now = crate::clock::now();
    let asked = Asked { now, ..asked.clone() };
    let index = Index { page: page.id.clone(), revisions: revisions.to_vec(), coming: coming(&page, now) };
    answer::written(&asked, &REPORTS, &serde_json::to_string(&index).unwrap_or_default())
}

/// A report.
///
/// # Errors
/// The runtime's own.
pub async fn document(asked: &Asked, id: &str, file: &str, url: &Url, env: &Env) -> Result<Response, JsValue> {
    let missing = || Problem::not_found(&url.pathname());
    let Some(page) = crate::pages::find(id) else { return answer::problem(asked, &missing()) };
    let named = file.rsplit_once('.').and_then(|(of, form)| Some((Month::parse(of)?, Form::read(form)?)));
    let Some((month, form)) = named else { return answer::problem(asked, &missing()) };
    let wanted = match url.search_params().get("revision").map(|text| text.parse::<u32>()) {
        None => None,
        Some(Ok(revision)) => Some(revision),
        Some(Err(_)) => {
            let detail = "`revision` must be a whole number, as the list of reports has it.".to_owned();
            return answer::problem(asked, &Problem::parameter(detail));
        }
    };
    let found = match revisions(asked, env, &page).await {
        Ok(revisions) => {
            let meant = |it: &&Revision| it.month == month && wanted.is_none_or(|wanted| it.revision == wanted);
            revisions.iter().rfind(meant).copied()
        }
        Err(refused) => return answer::refused(asked, &refused),
    };
    let Some(found) = found else { return answer::problem(asked, &missing()) };
    let text = match revision(asked, env, &page, found).await {
        Ok(text) => text,
        Err(refused) => return answer::refused(asked, &refused),
    };
    let asked = Asked { now: crate::clock::now(), ..asked.clone() };
    match form {
        Form::Json => answer::written(&asked, form.policy(), &text),
    }
}

/// Every revision that the page's object has.
async fn revisions(asked: &Asked, env: &Env, page: &Page) -> Result<Rc<Vec<Revision>>, Answer> {
    let known = INDEXES.with_borrow(|all| all.get(page.id.as_str()).cloned());
    let fresh = |(at, _): &&Known| asked.bearer.is_none() && (0..FRESH).contains(&asked.now.since(*at));
    if let Some((_, revisions)) = known.as_ref().filter(fresh) {
        return Ok(Rc::clone(revisions));
    }
    match from_object(asked, env, page, report::Asked::Index).await {
        Ok(text) => {
            let revisions: Vec<Revision> =
                serde_json::from_str(&text).map_err(|_| Answer::problem(&Problem::internal()))?;
            let revisions = Rc::new(revisions);
            INDEXES.with_borrow_mut(|all| {
                bounded(all, 256);
                all.insert(page.id.to_string(), (crate::clock::now(), Rc::clone(&revisions)));
            });
            Ok(revisions)
        }
        // Reports do not go stale: those that are known stay so while the object does not answer.
        Err(refused) if refused.status == 503 => known.map(|(_, revisions)| revisions).ok_or(refused),
        Err(refused) => Err(refused),
    }
}

/// A revision as JSON.
async fn revision(asked: &Asked, env: &Env, page: &Page, of: Revision) -> Result<Rc<str>, Answer> {
    let key = (page.id.to_string(), of.month, of.revision, of.made_at);
    if let Some(text) = REVISIONS.with_borrow(|all| all.get(&key).cloned()).filter(|_| asked.bearer.is_none()) {
        return Ok(text);
    }
    let text: Rc<str> = from_object(asked, env, page, report::Asked::Revision(of.month, of.revision)).await?.into();
    if text.is_empty() {
        return Err(Answer::problem(&Problem::no_record()));
    }
    REVISIONS.with_borrow_mut(|all| {
        bounded(all, REMEMBERED);
        all.insert(key, Rc::clone(&text));
    });
    Ok(text)
}

fn bounded<K: Ord, V>(all: &mut BTreeMap<K, V>, most: usize) {
    if all.len() >= most {
        all.clear();
    }
}

/// What the page's object answers; to whoever brings a token, if that is good.
async fn from_object(asked: &Asked, env: &Env, page: &Page, what: report::Asked) -> Result<String, Answer> {
    let id = page.id.as_str();
    if let Some(bearer) = &asked.bearer {
        let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
        let answer = hand_over(env, id, &Call::public(&what.path(), token.clone())).await;
        return if answer.status == 200 { Ok(answer.body) } else { Err(answer) };
    }
    let gone = || Answer::problem(&Problem::unavailable(id));
    let stub = objects::page_stub(env, id).map_err(|_| gone())?;
    let asked = objects::call_text(stub, &format!("/{id}/{}", what.path()), None::<&()>, LIMIT).await;
    asked.map_err(|error| {
        worker::console_warn!("the object of `{id}`, asked for reports: {error:?}");
        gone()
    })
}

/// Forgets every report of this isolate.
#[cfg(feature = "scripted")]
pub fn forget() {
    INDEXES.with_borrow_mut(BTreeMap::clear);
    REVISIONS.with_borrow_mut(BTreeMap::clear);
}
