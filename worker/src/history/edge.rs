//! The past at the edge: remembered for a minute, so that readers do not keep the object from its rounds. When the object does
//! not answer, the newest that is left is told, with its age, and the object is asked again a few seconds later.

use crate::answer::{Asked, Bearer};
use crate::clock::now;
use crate::objects;
use crate::operator::{Answer, Call};
use crate::problem::Problem;
use fyr_shared::history::PageHistory;
use fyr_shared::ids::EnvId;
use fyr_shared::time::{HOUR, Instant, MINUTE};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use worker::Env;

/// Seconds that a past is told without asking again.
const FRESH: i64 = MINUTE;
/// Seconds until a failing object is asked again.
const AGAIN: i64 = 5;
/// Seconds after which readers are told that what they see is old.
pub const DOUBTED_AFTER: i64 = 5 * MINUTE;
/// Seconds that a past is kept for when the object fails.
const KEPT: i64 = HOUR;
/// How long the object may keep a reader waiting.
const LIMIT: Duration = Duration::from_millis(2_000);
/// How many pages and environments are remembered: more can only come from instances of the scripted build.
const MOST: usize = 64;

/// A past, and until when nobody is asked for a newer one.
struct Remembered {
    asked_at: Instant,
    for_seconds: i64,
    past: Rc<PageHistory>,
}

thread_local! {
    static MEMORY: RefCell<BTreeMap<String, Remembered>> = const { RefCell::new(BTreeMap::new()) };
}

/// The past of a page for somebody who asks: as it is remembered, or from the object; for whoever brings a token that is good,
/// from the object alone. `None`: nobody has it.
///
/// # Errors
/// The problem of a token that is not good, or of an object that does not answer.
pub async fn past_for(asked: &Asked, env: &Env, page: &str, of: &EnvId) -> Result<Option<Rc<PageHistory>>, Answer> {
    let Some(bearer) = &asked.bearer else { return Ok(remembered(env, page, of).await) };
    let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
    let answer = crate::routes::hand_over(env, page, &Call::history(token.clone(), of)).await;
    match (answer.status, serde_json::from_str(&answer.body)) {
        (200, Ok(past)) => Ok(Some(Rc::new(past))),
        (200, Err(_)) => Err(Answer::problem(&Problem::internal())),
        _ => Err(answer),
    }
}

async fn remembered(env: &Env, page: &str, of: &EnvId) -> Option<Rc<PageHistory>> {
    let key = format!("{page} {of}");
    let fresh = |it: &Remembered| (0..it.for_seconds).contains(&now().since(it.asked_at));
    let known = MEMORY.with_borrow(|memory| memory.get(&key).map(|it| (fresh(it), Rc::clone(&it.past))));
    if let Some((true, past)) = known {
        return Some(past);
    }
    if let Some(past) = from_object(env, page, of).await {
        return Some(remember(key, FRESH, Rc::new(past)));
    }
    let usable = |past: &Rc<PageHistory>| (-MINUTE..KEPT).contains(&now().since(past.as_of));
    let past = known.map(|(_, past)| past).filter(usable)?;
    Some(remember(key, AGAIN, past))
}

async fn from_object(env: &Env, page: &str, of: &EnvId) -> Option<PageHistory> {
    let stub = objects::page_stub(env, page).ok()?;
    let path = format!("/{page}/history?env={of}");
    let asked = objects::call::<PageHistory>(stub, &path, None::<&()>, LIMIT).await;
    asked.map_err(|gone| worker::console_warn!("the past of `{page}`: {gone:?}")).ok()
}

fn remember(key: String, for_seconds: i64, past: Rc<PageHistory>) -> Rc<PageHistory> {
    MEMORY.with_borrow_mut(|memory| {
        if memory.len() >= MOST && !memory.contains_key(&key) {
            memory.clear();
        }
        memory.insert(key, Remembered { asked_at: now(), for_seconds, past: Rc::clone(&past) });
    });
    past
}

/// Forgets what is remembered here.
#[cfg(feature = "scripted")]
pub fn forget() {
    MEMORY.with_borrow_mut(BTreeMap::clear);
}
