//! The past at the edge: remembered for a minute, so that readers do not keep the object from its rounds. When the object does
//! not answer, the newest that is left is told, with its age, and the object is asked again a few seconds later.
//!
//! Of a page with no more components than one answer tells of, all are asked for, whoever asks for what. Of a larger one those of
//! the answer are, which readers may put together as they like: so of what is not asked for by everybody the object is asked only
//! so often, and it is remembered in a place of its own.

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
/// How many pasts are remembered, and about how many bytes of them; of parts that somebody asked for, a half of these.
const MOST: usize = 64;
const MOST_BYTES: usize = 12_000_000;
/// How often this isolate asks the object of a large page for such a part: so many times at once, and so many more each second.
pub const PARTS_AT_ONCE: i64 = 60;
/// See [`PARTS_AT_ONCE`].
pub const PARTS_PER_SECOND: i64 = 1;

thread_local! {
    /// What everybody asks for: pages, and the first parts of large ones.
    static PAGES: RefCell<Memory<Rc<PageHistory>>> = const { RefCell::new(Memory::new(MOST, MOST_BYTES, weight)) };
    static PARTS: RefCell<Memory<Rc<PageHistory>>> = const { RefCell::new(Memory::new(MOST / 2, MOST_BYTES / 2, weight)) };
    /// How often each large page may be asked for another part.
    static LEFT: RefCell<BTreeMap<String, Allowance>> = const { RefCell::new(BTreeMap::new()) };
}

/// About how many bytes a past takes: its days, and a kilobyte for each thing that people told.
fn weight(past: &Rc<PageHistory>) -> usize {
    let days: usize = past.components.values().map(Vec::len).sum();
    days * size_of::<Seconds>() + (past.incidents.len() + past.maintenances.len()) * 1_000
}

/// The past of a portion of a page in an environment, and perhaps of more of it, for somebody who asks: as it is remembered, or
/// from the object; for whoever brings a token that is good, from the object alone. `None`: nobody has it, or a part of a large
/// page is asked for too often.
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
    let common = all || portion.is_first();
    let Some(bearer) = &asked.bearer else { return Ok(remembered(env, page, &wanted, common).await) };
    let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
    let answer = crate::routes::hand_over(env, page.id.as_str(), &Call::history(token.clone(), &wanted)).await;
    match (answer.status, serde_json::from_str(&answer.body)) {
        (200, Ok(past)) => Ok(Some(Rc::new(past))),
        (200, Err(_)) => Err(Answer::problem(&Problem::internal())),
        _ => Err(answer),
    }
}

/// `common`: everybody asks for it.
async fn remembered(env: &Env, page: &Page, wanted: &Wanted, common: bool) -> Option<Rc<PageHistory>> {
    let memory = if common { &PAGES } else { &PARTS };
    let name = format!("{} {}", page.id, wanted.query());
    let usable = |past: &Rc<PageHistory>| (-MINUTE..KEPT).contains(&now().since(past.as_of));
    let before = match memory.with_borrow_mut(|memory| memory.known(&name, now())) {
        Known::Now(past) => return past.filter(usable),
        Known::Before(past) => past,
    };
    if !common && !may_ask(page) {
        return before.filter(usable);
    }
    let past = from_object(env, page, wanted).await.map(Rc::new);
    memory.with_borrow_mut(|memory| match &past {
        Some(past) => memory.put(&name, now(), FRESH, Rc::clone(past)),
        None => memory.failed(&name, now()),
    });
    past.or(before).filter(usable)
}

/// Whether the object of a large page may be asked for another part.
fn may_ask(page: &Page) -> bool {
    LEFT.with_borrow_mut(|all| {
        let whole = || Allowance::new(PARTS_AT_ONCE, PARTS_PER_SECOND, now());
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
    PAGES.with_borrow_mut(Memory::clear);
    PARTS.with_borrow_mut(Memory::clear);
    LEFT.with_borrow_mut(BTreeMap::clear);
}
