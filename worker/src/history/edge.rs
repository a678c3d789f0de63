//! The past at the edge, in parts of a hundred components: remembered for a minute, so that readers do not keep the object from its rounds. When the object does
//! not answer, the newest that is left is told, with its age, and the object is asked again a few seconds later.

use crate::answer::{Asked, Bearer};
use crate::clock::now;
use crate::objects;
use crate::operator::{Answer, Call};
use crate::problem::Problem;
use crate::remembered::{Known, Memory};
use futures_util::future::try_join_all;
use fyr_shared::history::{PageHistory, Seconds};
use fyr_shared::ids::EnvId;
use fyr_shared::time::{HOUR, MINUTE};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Duration;
use worker::Env;

/// Seconds that a past is told without asking again.
const FRESH: i64 = MINUTE;
/// Seconds after which readers are told that what they see is old.
pub const DOUBTED_AFTER: i64 = 5 * MINUTE;
/// Seconds that a past is kept for when the object fails.
const KEPT: i64 = HOUR;
/// How long the object may keep a reader waiting.
const LIMIT: Duration = Duration::from_millis(2_000);
/// How many parts of pages are remembered, and about how many bytes of them.
const MOST: usize = 64;
const MOST_BYTES: usize = 16_000_000;

thread_local! {
    static MEMORY: RefCell<Memory<Rc<PageHistory>>> = const { RefCell::new(Memory::new(MOST, MOST_BYTES, weight)) };
}

/// About how many bytes a past takes: its days, and a kilobyte for each thing that people told.
fn weight(past: &Rc<PageHistory>) -> usize {
    let days: usize = past.components.values().map(Vec::len).sum();
    days * size_of::<Seconds>() + (past.incidents.len() + past.maintenances.len()) * 1_000
}

/// Some parts of the past of a page in an environment, for somebody who asks: as they are remembered, or from the object; for
/// whoever brings a token that is good, from the object alone. `None`: nobody has all of them.
///
/// # Errors
/// The problem of a token that is not good, or of an object that does not answer.
pub async fn past_for(
    asked: &Asked,
    env: &Env,
    page: &str,
    of: &EnvId,
    parts: &BTreeSet<usize>,
) -> Result<Option<Rc<PageHistory>>, Answer> {
    let parts = try_join_all(parts.iter().map(|part| part_for(asked, env, page, (of, *part)))).await?;
    let Some(parts) = parts.into_iter().collect::<Option<Vec<_>>>() else { return Ok(None) };
    Ok(parts.into_iter().reduce(|one, other| Rc::new(Rc::unwrap_or_clone(one).and(Rc::unwrap_or_clone(other)))))
}

async fn part_for(
    asked: &Asked,
    env: &Env,
    page: &str,
    (of, part): (&EnvId, usize),
) -> Result<Option<Rc<PageHistory>>, Answer> {
    let Some(bearer) = &asked.bearer else { return Ok(remembered(env, page, of, part).await) };
    let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
    let answer = crate::routes::hand_over(env, page, &Call::history(token.clone(), of, part)).await;
    match (answer.status, serde_json::from_str(&answer.body)) {
        (200, Ok(past)) => Ok(Some(Rc::new(past))),
        (200, Err(_)) => Err(Answer::problem(&Problem::internal())),
        _ => Err(answer),
    }
}

async fn remembered(env: &Env, page: &str, of: &EnvId, part: usize) -> Option<Rc<PageHistory>> {
    let name = format!("{page} {of} {part}");
    let usable = |past: &Rc<PageHistory>| (-MINUTE..KEPT).contains(&now().since(past.as_of));
    let before = match MEMORY.with_borrow_mut(|memory| memory.known(&name, now())) {
        Known::Now(past) => return past.filter(usable),
        Known::Before(past) => past,
    };
    let past = from_object(env, page, of, part).await.map(Rc::new);
    MEMORY.with_borrow_mut(|memory| match &past {
        Some(past) => memory.put(&name, now(), FRESH, Rc::clone(past)),
        None => memory.failed(&name, now()),
    });
    past.or(before).filter(usable)
}

async fn from_object(env: &Env, page: &str, of: &EnvId, part: usize) -> Option<PageHistory> {
    let stub = objects::page_stub(env, page).ok()?;
    let path = format!("/{page}/history?env={of}&part={part}");
    let asked = objects::call::<PageHistory>(stub, &path, None::<&()>, LIMIT).await;
    asked.map_err(|gone| worker::console_warn!("the past of `{page}`: {gone:?}")).ok()
}

/// Forgets what is remembered here.
#[cfg(feature = "scripted")]
pub fn forget() {
    MEMORY.with_borrow_mut(Memory::clear);
}
