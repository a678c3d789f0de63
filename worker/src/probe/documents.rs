//! Documents: one per region. Every question for somebody's page goes through here, so that a document is fetched once.
//!
//! Who asks for what is being fetched waits for that fetch. It goes on as long as anybody waits: each as long as its own
//! source may take. Whether its host's turn comes too late is known by the time of who asked first.

use super::fetch::{Answer, Came, Way, fetch};
use super::hand::Lanes;
use super::kept::{Kept, Rhythm};
use super::question::Question;
use super::turns::Turns;
use crate::adapters::Payload;
use crate::clock::now;
use crate::limit::{Deadline, before};
use futures_util::future::{FutureExt, LocalBoxFuture, Shared, WeakShared};
use fyr_shared::page::Source;
use fyr_shared::status::Reason;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// No fetch takes longer, in milliseconds: twice as long as any source waits, for those that join it late.
const LONGEST: u32 = 30_000;

type Fetching = LocalBoxFuture<'static, Result<Rc<Payload>, Reason>>;

/// What a region fetches and has fetched.
#[derive(Default)]
pub struct Documents {
    turns: Rc<Turns>,
    kept: RefCell<Kept>,
    /// Weak: a fetch that nobody waits for any more is given up.
    under_way: RefCell<BTreeMap<Rc<Question>, WeakShared<Fetching>>>,
}

impl Documents {
    /// One document for one source before its time is up, from memory where that will do ([`super::kept`]).
    ///
    /// # Errors
    /// Why there is no answer. An answer with another status than expected is an answer.
    pub async fn ask(
        self: &Rc<Self>,
        question: &Rc<Question>,
        source: &Source,
        deadline: Deadline,
    ) -> Result<Payload, Reason> {
        let enough = self.kept.borrow().enough(question, Rhythm::of(source), now());
        if let Some(payload) = enough {
            return Ok(Rc::unwrap_or_clone(payload));
        }
        let answer = before(deadline, self.join(question, source)).await.unwrap_or(Err(Reason::Timeout));
        self.tidy(question);
        let payload = Rc::unwrap_or_clone(answer?);
        // Whoever joined a fetch has waited less than it took: what took too long is too late for all.
        if payload.elapsed_ms > source.timeout_ms { Err(Reason::Timeout) } else { Ok(payload) }
    }

    /// The fetch that is under way, or a new one.
    fn join(self: &Rc<Self>, question: &Rc<Question>, source: &Source) -> Shared<Fetching> {
        let mut under_way = self.under_way.borrow_mut();
        let present = under_way.get(question).and_then(WeakShared::upgrade).filter(|fetch| fetch.peek().is_none());
        present.unwrap_or_else(|| {
            let fetching = Rc::clone(self).fetch(Rc::clone(question), source.timeout_ms);
            let fetching = fetching.boxed_local().shared();
            if let Some(weak) = fetching.downgrade() {
                under_way.insert(Rc::clone(question), weak);
            }
            fetching
        })
    }

    async fn fetch(self: Rc<Self>, question: Rc<Question>, timeout_ms: u32) -> Result<Rc<Payload>, Reason> {
        let began = js_sys::Date::now();
        let _turn = Rc::clone(&self.turns).take(question.host().to_owned()).await;
        // Its turn has come too late for an answer: the host has enough to do.
        if js_sys::Date::now() - began > f64::from(timeout_ms) * 0.75 {
            return Err(Reason::Timeout);
        }
        let last = self.kept.borrow().last(&question).cloned();
        let known = last.as_ref().and_then(|last| last.known(now())).cloned();
        let way = Way::new(Rc::clone(&question), known, LONGEST)?;
        let came = fetch(vec![way], Lanes::ALONE).await.next().flatten();
        let (_, came) = came.ok_or(Reason::Probe)?;
        let now = now();
        let (answer, since) = match (came?, &last) {
            (Came::Unchanged(answer), Some(last)) => (unchanged(answer, &last.payload), last.since),
            (Came::Answer(answer) | Came::Unchanged(answer), _) => (answer, now),
        };
        Ok(self.kept.borrow_mut().put(&question, answer, since, now))
    }

    fn tidy(&self, question: &Question) {
        let mut under_way = self.under_way.borrow_mut();
        if under_way.get(question).is_some_and(|weak| weak.upgrade().is_none()) {
            under_way.remove(question);
        }
    }
}

/// What was said before, said now.
fn unchanged(answer: Answer, before: &Payload) -> Answer {
    let Payload { status, media_type, body, .. } = before.clone();
    Answer { payload: Payload { status, media_type, body, ..answer.payload }, ..answer }
}
