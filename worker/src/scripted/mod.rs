//! The build that `dev` and `test` run: a clock that can be moved, a faster pace, upstreams of our own, planted faults,
//! and a look into the objects. A release build has none of it, and a test proves that.
//!
//! | variable | meaning |
//! |---|---|
//! | `FYR_UPSTREAMS` | where every upstream address really leads |
//! | `FYR_TEMPO` | `manual`: rounds run when a test says so; `fast`: every few seconds; unset: as in production |
//!
//! A page may be asked for as `story~7`: an object of its own, with the configuration of `story`. `load~500` is a page of
//! 500 sources ([`load`]); [`years`] makes months of one without waiting for them.

pub mod clock;
pub mod control;
pub mod faults;
pub mod load;
pub mod object;
pub mod upstreams;
pub mod years;

use crate::clock::Tempo;
use fyr_shared::api::Poll;
use fyr_shared::page::Page;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use worker::Env;

/// Seconds between the samples of every source at the fast pace, and after which a failed one is asked again.
const FAST_EVERY: i64 = 4;
const FAST_RETRY: i64 = 2;
/// How long an answer may take at the fast pace, in milliseconds.
const FAST_TIMEOUT: u32 = 1_500;

thread_local! {
    static FAST: Cell<bool> = const { Cell::new(false) };
    static INSTANCES: RefCell<BTreeMap<String, Rc<Page>>> = RefCell::default();
}

/// The pace that `FYR_TEMPO` asks for; `None`: as in production.
#[must_use]
pub fn tempo(env: &Env) -> Option<Tempo> {
    let word = env.var("FYR_TEMPO").map(|var| var.to_string()).unwrap_or_default();
    match word.as_str() {
        "manual" => Some(Tempo { alarms: false, ..Tempo::REAL }),
        "fast" => Some(Tempo { heartbeat: FAST_EVERY, stale: 30, poll: Poll { well: 3, trouble: 2 }, alarms: true }),
        _ => None,
    }
}

/// Notes the pace before the pages are read for the first time, and says in the log that somebody is here: who looks through logs
/// knows by it that this one was heard.
pub fn set_pace(env: &Env) {
    static SAID: std::sync::Once = std::sync::Once::new();
    SAID.call_once(|| worker::console_log!("scripted: an instance begins"));
    let fast = env.var("FYR_TEMPO").is_ok_and(|var| var.to_string() == "fast");
    FAST.with(|cell| cell.set(fast));
}

/// A page at the pace that was noted.
#[must_use]
pub fn at_pace(mut page: Page) -> Page {
    if FAST.with(Cell::get) {
        for source in &mut page.sources {
            (source.every, source.retry) = (FAST_EVERY, FAST_RETRY);
            source.timeout_ms = source.timeout_ms.min(FAST_TIMEOUT);
        }
    }
    page
}

/// The page of an instance, `story~7`: the configuration of `story` under a name of its own. Made once: a real page is
/// not made for each call either.
#[must_use]
pub fn instance(id: &str) -> Option<Rc<Page>> {
    let (configuration, instance) = id.split_once('~')?;
    if let Some(made) = INSTANCES.with_borrow(|made| made.get(id).cloned()) {
        return Some(made);
    }
    let page = crate::pages::find(configuration)?;
    let page = Rc::new(Page { id: id.into(), ..load::multiplied(&page, instance) });
    INSTANCES.with_borrow_mut(|made| made.insert(id.to_owned(), Rc::clone(&page)));
    Some(page)
}
