//! Reads at the edge: from memory, then the Cache API, then the page's object, then the last copy in KV.
//!
//! A copy is fresh for five seconds. When the object fails, the newest copy that is left is used, and the object is
//! asked again five seconds later. Freshness is judged by our own clock on what the copy carries, never by where it lay.

use crate::answer::{Asked, Bearer};
use crate::clock::now;
use crate::limit::within;
use crate::operator::{Answer, Call};
use crate::problem::Problem;
use crate::remembered::Memory;
use crate::{copies, objects};
use fyr_shared::api::PageState;
use fyr_shared::time::Instant;
use fyr_shared::unquoted::unquoted;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use worker::{Cache, Context, Env, Response};

/// Seconds that a copy is used without asking again.
const FRESH: i64 = 5;
/// Seconds that a copy stays in the Cache API, for when the object fails.
const KEPT: i64 = 3_600;
/// How long the object, and the Cache API, may keep a reader waiting.
const OBJECT_LIMIT: Duration = Duration::from_millis(2_000);
const CACHE_LIMIT: Duration = Duration::from_millis(300);
/// How many prepared answers are kept per copy, and of how many bytes together. One more begins anew: whoever asks for many odd ones
/// keeps none of the common ones out for longer than a moment.
const PREPARED: usize = 32;
const PREPARED_BYTES: usize = 12_000_000;
/// How many copies an isolate remembers, and about how many bytes of them: more than a deployment has pages, and a small part of
/// what it may use. The oldest goes first.
const MOST: usize = 2_048;
const MOST_BYTES: usize = 40_000_000;

/// A page's state, when we asked for it, and answers made of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Copy {
    /// When we asked.
    pub asked_at: Instant,
    /// What we were told.
    pub state: PageState,
    #[serde(skip)]
    prepared: RefCell<BTreeMap<String, Rc<Prepared>>>,
}

/// About how many bytes the state of a component takes, with its names.
const COMPONENT_BYTES: usize = 320;

/// An answer that can be given again while its copy is used.
#[derive(Debug)]
pub struct Prepared {
    /// The body.
    pub body: String,
    /// Its strong `ETag`, with quotes.
    pub etag: String,
}

thread_local! {
    static MEMORY: RefCell<Memory<Rc<Copy>>> = const { RefCell::new(Memory::new(MOST, MOST_BYTES, weight)) };
}

/// About how many bytes a copy takes: what is known of its components, and what is prepared of it.
fn weight(copy: &Rc<Copy>) -> usize {
    copy.state.components.len() * COMPONENT_BYTES + copy.prepared_bytes()
}

impl Copy {
    fn new(asked_at: Instant, state: PageState) -> Self {
        Self { asked_at, state: state.read_at(asked_at), prepared: RefCell::default() }
    }

    fn prepared_bytes(&self) -> usize {
        self.prepared.borrow().values().map(|it| it.body.len()).sum()
    }

    fn is_fresh(&self, now: Instant) -> bool {
        (0..FRESH).contains(&now.since(self.asked_at))
    }

    /// The answer of a name, made by `make` the first time.
    pub fn prepare(&self, name: &str, make: impl FnOnce(&PageState) -> String) -> Rc<Prepared> {
        if let Some(prepared) = self.prepared.borrow().get(name) {
            return Rc::clone(prepared);
        }
        let body = make(&self.state);
        let prepared = Rc::new(Prepared { etag: crate::etag::of(&body), body });
        let room = self.prepared_bytes() + prepared.body.len() <= PREPARED_BYTES;
        let mut all = self.prepared.borrow_mut();
        if all.len() >= PREPARED || !room {
            all.clear();
        }
        all.insert(name.to_owned(), Rc::clone(&prepared));
        prepared
    }
}

/// The state of a page for somebody who asks: from the nearest place that has it, or, for whoever brings a token that is good,
/// from the object alone.
///
/// # Errors
/// The problem of a token that is not good, or of an object that does not answer.
pub async fn copy_for(asked: &Asked, env: &Env, context: &Context, page: &str) -> Result<Option<Rc<Copy>>, Answer> {
    let Some(bearer) = &asked.bearer else { return Ok(copy(env, context, page).await) };
    let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
    let call = Call::public("state", token.clone());
    let answer = crate::routes::hand_over(env, page, &call).await;
    match (answer.status, serde_json::from_str(&answer.body)) {
        (200, Ok(state)) => Ok(Some(Rc::new(Copy::new(now(), state)))),
        (200, Err(_)) => Err(Answer::problem(&Problem::internal())),
        _ => Err(answer),
    }
}

/// The state of a page, from the nearest place that has it; `None` when nobody has.
pub async fn copy(env: &Env, context: &Context, page: &str) -> Option<Rc<Copy>> {
    let at = now();
    let remembered = MEMORY.with_borrow(|memory| memory.kept(page).cloned());
    if let Some(copy) = remembered.as_ref().filter(|copy| copy.is_fresh(at)) {
        return Some(Rc::clone(copy));
    }
    let cached = cached(page).await;
    if let Some(copy) = cached.as_ref().filter(|copy| copy.is_fresh(at)) {
        return Some(remember(page, copy));
    }
    if let Some(state) = from_object(env, page).await {
        let copy = remember(page, &Rc::new(Copy::new(now(), state)));
        keep(context, page, &copy);
        return Some(copy);
    }
    last_resort(env, page, remembered, cached).await
}

/// The copy that is remembered here, if it may still be relied on: for who looks at every page there is.
#[must_use]
pub fn known(page: &str) -> Option<Rc<Copy>> {
    let now = now();
    let reliable = |copy: &&Rc<Copy>| now < copy.state.stale_after && copy.state.has_come(now);
    MEMORY.with_borrow(|memory| memory.kept(page).filter(reliable).cloned())
}

/// The newest copy that is left. It counts as just asked for, so that a failing object is not asked by every reader.
async fn last_resort(
    env: &Env,
    page: &str,
    remembered: Option<Rc<Copy>>,
    cached: Option<Rc<Copy>>,
) -> Option<Rc<Copy>> {
    let near = [remembered, cached].into_iter().flatten().map(|copy| copy.state.clone());
    let all = near.chain(copies::get(env, page).await);
    let at = now();
    // One of a clock that was ahead would stand before all others for as long.
    let newest = all.max_by_key(|state| (state.has_come(at), state.as_of, state.revision))?;
    Some(remember(page, &Rc::new(Copy::new(at, newest))))
}

async fn from_object(env: &Env, page: &str) -> Option<PageState> {
    let stub = objects::page_stub(env, page).ok()?;
    let asked = objects::call::<PageState>(stub, &format!("/{page}/state"), None::<&()>, OBJECT_LIMIT).await;
    asked.map_err(|gone| worker::console_warn!("the object of `{page}`: {gone:?}")).ok()
}

/// Whether a copy is the one that readers of a page are told of now.
#[must_use]
pub fn is_current(page: &str, copy: &Rc<Copy>) -> bool {
    MEMORY.with_borrow(|memory| memory.kept(page).is_some_and(|known| Rc::ptr_eq(known, copy)))
}

fn remember(page: &str, copy: &Rc<Copy>) -> Rc<Copy> {
    MEMORY.with_borrow_mut(|memory| memory.put(page, copy.asked_at, FRESH, Rc::clone(copy)));
    Rc::clone(copy)
}

async fn cached(page: &str) -> Option<Rc<Copy>> {
    let cache = Cache::default();
    let read = async {
        #[cfg(feature = "scripted")]
        crate::scripted::faults::cache_gone().await.ok()?;
        cache.get(key(page), true).await.ok()??.text().await.ok()
    };
    serde_json::from_str(&within(CACHE_LIMIT, read).await??).ok().map(Rc::new)
}

fn keep(context: &Context, page: &str, copy: &Rc<Copy>) {
    let (key, copy) = (key(page), Rc::clone(copy));
    context.wait_until(async move {
        let kept = async {
            #[cfg(feature = "scripted")]
            crate::scripted::faults::cache_gone().await?;
            let response = Response::from_json(&*copy)?;
            response.headers().set("cache-control", &format!("max-age={KEPT}"))?;
            Cache::default().put(key, response).await
        };
        let kept: worker::Result<()> = kept.await;
        kept.unwrap_or_else(|error| {
            worker::console_warn!("a copy was not kept at the edge: {}", unquoted(&error.to_string()));
        });
    });
}

fn key(page: &str) -> String {
    format!("https://copies.fyr.invalid/v1/{page}")
}

/// Forgets every copy of this isolate, and those of `pages` at the edge.
#[cfg(feature = "scripted")]
pub async fn forget(pages: &[String]) {
    MEMORY.with_borrow_mut(Memory::clear);
    for page in pages {
        let _ = Cache::default().delete(key(page), true).await;
    }
}

/// The pages this isolate remembers.
#[cfg(feature = "scripted")]
pub fn remembered() -> Vec<String> {
    MEMORY.with_borrow(|memory| memory.names().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_odd_answers_keep_no_common_one_out() {
        let told = r#"{"page":"story","revision":1,"as_of":"2026-05-04T10:00:00Z","stale_after":"2026-05-04T10:05:00Z","components":[]}"#;
        let copy = Copy::new(Instant(0), serde_json::from_str(told).unwrap());
        for odd in 0..PREPARED * 3 {
            copy.prepare(&format!("odd {odd}"), |_| String::new());
        }
        copy.prepare("common", |_| "made".to_owned());
        let again = copy.prepare("common", |_| "made anew".to_owned());
        assert_eq!(again.body, "made", "it was kept");
        assert!(copy.prepared.borrow().len() <= PREPARED);
    }
}
