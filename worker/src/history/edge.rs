//! The past at the edge: remembered for a minute, so that readers do not keep the object from its rounds. When the object does
//! not answer, the newest that is left is told, with its age, and the object is asked again a few seconds later.
//!
//! Of a page with no more components than one answer tells of, all are asked for, whoever asks for what. Of a larger one those of
//! the answer are, which readers may put together as they like: so the object is asked only so often.

use super::Wanted;
use crate::allowance::Allowance;
use crate::answer::{Asked, Bearer};
use crate::clock::now;
use crate::objects;
use crate::operator::{Answer, Call};
use crate::problem::Problem;
use crate::remembered::{Known, Memory};
use fyr_shared::history::{MOST as AT_ONCE, PageHistory, Portion, Seconds};
use fyr_shared::ids::EnvId;
use fyr_shared::page::Page;
use fyr_shared::time::{HOUR, MINUTE};
use std::cell::RefCell;
use std::collections::BTreeMap;
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
/// How many pasts are remembered, and about how many bytes of them.
const MOST: usize = 64;
const MOST_BYTES: usize = 16_000_000;
/// How often the object of a large page is asked: so many times at once, and so many more each second.
const CALLS: i64 = 60;
const CALLS_PER_SECOND: i64 = 1;

thread_local! {
    static MEMORY: RefCell<Memory<Rc<PageHistory>>> = const { RefCell::new(Memory::new(MOST, MOST_BYTES, weight)) };
    /// What is left for each large page.
    static LEFT: RefCell<BTreeMap<String, Allowance>> = const { RefCell::new(BTreeMap::new()) };
}

/// About how many bytes a past takes: its days, and a kilobyte for each thing that people told.
fn weight(past: &Rc<PageHistory>) -> usize {
    let days: usize = past.components.values().map(Vec::len).sum();
    days * size_of::<Seconds>() + (past.incidents.len() + past.maintenances.len()) * 1_000
}

/// The past of a portion of a page in an environment, and perhaps of more of it, for somebody who asks: as it is remembered, or
/// from the object; for whoever brings a token that is good, from the object alone. `None`: nobody has it.
///
/// # Errors
/// The problem of a token that is not good, or of an object that does not answer.
pub async fn past_for(
    asked: &Asked,
    env: &Env,
    page: &Page,
    of: EnvId,
    portion: &Portion<'_>,
) -> Result<Option<Rc<PageHistory>>, Answer> {
    let all = page.components.len() <= AT_ONCE;
    let listed = if all { vec![] } else { portion.components.iter().map(|it| it.id.clone()).collect() };
    let wanted = Wanted { env: of, components: listed };
    let Some(bearer) = &asked.bearer else { return Ok(remembered(env, page, &wanted).await) };
    let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
    let answer = crate::routes::hand_over(env, page.id.as_str(), &Call::history(token.clone(), &wanted)).await;
    match (answer.status, serde_json::from_str(&answer.body)) {
        (200, Ok(past)) => Ok(Some(Rc::new(past))),
        (200, Err(_)) => Err(Answer::problem(&Problem::internal())),
        _ => Err(answer),
    }
}

async fn remembered(env: &Env, page: &Page, wanted: &Wanted) -> Option<Rc<PageHistory>> {
    let name = format!("{} {}", page.id, wanted.query());
    let usable = |past: &Rc<PageHistory>| (-MINUTE..KEPT).contains(&now().since(past.as_of));
    let before = match MEMORY.with_borrow_mut(|memory| memory.known(&name, now())) {
        Known::Now(past) => return past.filter(usable),
        Known::Before(past) => past,
    };
    if !wanted.components.is_empty() && !may_ask(page) {
        return before.filter(usable);
    }
    let past = from_object(env, page, wanted).await.map(Rc::new);
    MEMORY.with_borrow_mut(|memory| match &past {
        Some(past) => memory.put(&name, now(), FRESH, Rc::clone(past)),
        None => memory.failed(&name, now()),
    });
    past.or(before).filter(usable)
}

/// Whether the object of a large page may be asked once more.
fn may_ask(page: &Page) -> bool {
    LEFT.with_borrow_mut(|all| {
        let whole = || Allowance::new(CALLS, CALLS_PER_SECOND, now());
        let left = all.entry(page.id.to_string()).or_insert_with(whole);
        let may = left.is_left(now());
        left.take();
        may
    })
}

async fn from_object(env: &Env, page: &Page, wanted: &Wanted) -> Option<PageHistory> {
    let id = &page.id;
    let stub = objects::page_stub(env, id.as_str()).ok()?;
    let asked =
        objects::call::<PageHistory>(stub, &format!("/{id}/history?{}", wanted.query()), None::<&()>, LIMIT).await;
    asked.map_err(|gone| worker::console_warn!("the past of `{id}`: {gone:?}")).ok()
}

/// Forgets what is remembered here.
#[cfg(feature = "scripted")]
pub fn forget() {
    MEMORY.with_borrow_mut(Memory::clear);
    LEFT.with_borrow_mut(BTreeMap::clear);
}
