//! What a region remembers of somebody's answers, so that they are spared: in memory, bounded, gone with the region.
//!
//! An answer is used again
//! - for another page or source that asks the same while it is *young*: younger than half of the time in which the asker
//!   would itself ask again ([`Rhythm`]), and than a quarter of a minute;
//! - while its `Retry-After` says not to ask: at most an hour;
//! - when the upstream says, asked conditionally, that nothing has changed. It is asked for the whole document all the same
//!   every half hour: who always says that nothing has changed may have stopped looking.
//!
//! Nothing of own probes comes here ([`super::own`]).

use super::fetch::{Answer, Validators};
use super::question::Question;
use super::retry_after;
use crate::adapters::Payload;
use fyr_shared::page::Source;
use fyr_shared::time::{HOUR, Instant};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// No answer older than half of this is used for another question.
const YOUNG: i64 = 30;
/// How long a `Retry-After` is believed, in seconds.
const PATIENCE: i64 = HOUR;
/// How long a body may stand for those that say that nothing has changed, in seconds.
const UNCHANGED: i64 = HOUR / 2;
/// What is kept at most: the oldest goes first.
const MAX_BYTES: usize = 16 * 1024 * 1024;
const MAX_ANSWERS: usize = 512;
/// What an answer weighs beside its body.
const OVERHEAD: usize = 1024;

/// How often a source is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rhythm {
    every: i64,
    retry: i64,
}

/// The last answer to a question.
#[derive(Clone)]
pub(super) struct Last {
    /// The answer.
    pub(super) payload: Rc<Payload>,
    validators: Option<Validators>,
    at: Instant,
    /// When its body came: later answers said that nothing had changed.
    pub(super) since: Instant,
    /// Until when it is not asked again.
    wait_until: Option<Instant>,
}

/// The answers.
#[derive(Default)]
pub(super) struct Kept {
    answers: BTreeMap<Rc<Question>, Last>,
    oldest_first: VecDeque<Rc<Question>>,
    bytes: usize,
}

impl Rhythm {
    pub(super) fn of(source: &Source) -> Self {
        Self { every: source.every, retry: source.retry }
    }
}

impl Last {
    /// What makes the next question conditional, while the body is young enough for that.
    pub(super) fn known(&self, now: Instant) -> Option<&Validators> {
        self.validators.as_ref().filter(|_| (0..UNCHANGED).contains(&now.since(self.since)))
    }

    /// Whether it is answer enough for who asks now.
    fn answers(&self, rhythm: Rhythm, now: Instant) -> bool {
        let age = now.since(self.at);
        // An age below zero: the clock was set back, and nobody knows how old it is.
        let young = age >= 0 && age * 2 < rhythm.every.min(rhythm.retry).min(YOUNG);
        let waits = self.wait_until.is_some_and(|until| now < until && age >= 0);
        young || waits
    }
}

impl Kept {
    /// The answer that need not be asked for again.
    pub(super) fn enough(&self, question: &Question, rhythm: Rhythm, now: Instant) -> Option<Rc<Payload>> {
        let last = self.last(question).filter(|last| last.answers(rhythm, now))?;
        Some(Rc::clone(&last.payload))
    }

    /// The last answer to a question.
    pub(super) fn last(&self, question: &Question) -> Option<&Last> {
        self.answers.get(question)
    }

    /// Keeps an answer, where it is of use, in the place of the one before; gives it back for who asked. `since`: when its body
    /// came.
    pub(super) fn put(&mut self, question: &Rc<Question>, answer: Answer, since: Instant, now: Instant) -> Rc<Payload> {
        let wait_until = wait_until(&answer, now);
        let payload = Rc::new(answer.payload);
        self.forget(question);
        let last = Last { payload: Rc::clone(&payload), validators: answer.validators, at: now, since, wait_until };
        self.bytes += weight(&last);
        self.answers.insert(Rc::clone(question), last);
        self.oldest_first.push_back(Rc::clone(question));
        while self.bytes > MAX_BYTES || self.answers.len() > MAX_ANSWERS {
            let Some(oldest) = self.oldest_first.front().cloned() else { break };
            self.forget(&oldest);
        }
        payload
    }

    fn forget(&mut self, question: &Question) {
        if let Some(gone) = self.answers.remove(question) {
            self.bytes -= weight(&gone);
            self.oldest_first.retain(|kept| **kept != *question);
        }
    }
}

fn weight(last: &Last) -> usize {
    last.payload.body.len() + OVERHEAD
}

/// Until when somebody who says that he has had enough is not asked again.
fn wait_until(answer: &Answer, now: Instant) -> Option<Instant> {
    let refuses = matches!(answer.payload.status, 429 | 503);
    let said = answer.retry_after.as_deref().filter(|_| refuses)?;
    Some(retry_after::read(said, now)?.min(now.plus(PATIENCE)))
}

#[cfg(test)]
mod tests {
    use super::super::question::Whose;
    use super::*;

    const NOON: Instant = Instant(1_777_888_800);
    const USUAL: Rhythm = Rhythm { every: 300, retry: 30 };

    fn question(path: usize) -> Rc<Question> {
        Rc::new(Question::plain(Whose::Somebodys, &format!("https://status.example/{path}")))
    }

    fn answer(status: u16, bytes: usize, retry_after: Option<&str>) -> Answer {
        let payload =
            Payload { status, media_type: None, body: vec![b'x'; bytes], elapsed_ms: 7, place: None, date: None };
        Answer { payload, validators: None, retry_after: retry_after.map(str::to_owned) }
    }

    /// Whether an answer at noon is enough for who asks `age` seconds later.
    fn enough(answered: Answer, rhythm: Rhythm, age: i64) -> bool {
        let (question, mut kept) = (question(0), Kept::default());
        kept.put(&question, answered, NOON, NOON);
        kept.enough(&question, rhythm, NOON.plus(age)).is_some()
    }

    #[test]
    fn an_answer_is_young_for_less_than_half_of_the_time_in_which_it_would_be_asked_for_again() {
        for (every, retry, age, young) in [
            (300, 30, 0, true),
            (300, 30, 14, true),
            (300, 30, 15, false),
            (300, 30, -1, false),
            (300, 5, 2, true),
            (300, 5, 3, false),
            (10, 30, 4, true),
            (10, 30, 5, false),
            (3600, 1800, 14, true),
            (3600, 1800, 15, false),
        ] {
            let rhythm = Rhythm { every, retry };
            assert_eq!(enough(answer(200, 9, None), rhythm, age), young, "{rhythm:?} after {age} s");
        }
    }

    #[test]
    fn who_has_had_enough_is_left_alone_as_long_as_it_says_and_no_longer_than_is_reasonable() {
        for (status, says, seconds) in [(503, "600", 600), (429, "600", 600), (503, "99999", 3600)] {
            let left = |age| enough(answer(status, 9, Some(says)), USUAL, age);
            assert!(left(seconds - 1) && !left(seconds), "{status} {says}");
        }
        for (status, says) in [(200, Some("600")), (500, Some("600")), (503, Some("soon")), (503, None)] {
            assert!(!enough(answer(status, 9, says), USUAL, 20), "{status} {says:?}");
        }
    }

    #[test]
    fn who_says_that_nothing_has_changed_is_believed_for_half_an_hour() {
        let validators = Validators::of("https://status.example/0", "etag");
        let last = |since| Last {
            payload: Rc::new(answer(200, 1, None).payload),
            validators: Some(validators.clone()),
            at: NOON,
            since,
            wait_until: None,
        };
        for (age, known) in [(0, true), (1_799, true), (1_800, false), (-1, false)] {
            assert_eq!(last(NOON.plus(-age)).known(NOON).is_some(), known, "{age}");
        }
    }

    #[test]
    fn what_is_kept_is_bounded_and_the_oldest_goes_first() {
        let mut kept = Kept::default();
        let has = |kept: &Kept, path| kept.last(&question(path)).is_some();
        for path in 0..40 {
            kept.put(&question(path), answer(200, 1_000_000, None), NOON, NOON);
            assert!(kept.bytes <= MAX_BYTES);
        }
        assert!(has(&kept, 39) && has(&kept, 30) && !has(&kept, 0));
        for path in 40..2_000 {
            kept.put(&question(path), answer(200, 1, None), NOON, NOON);
        }
        assert_eq!((kept.answers.len(), kept.oldest_first.len()), (MAX_ANSWERS, MAX_ANSWERS));
        kept.put(&question(1_999), answer(200, 5, None), NOON, NOON);
        assert_eq!((kept.answers.len(), kept.oldest_first.len()), (MAX_ANSWERS, MAX_ANSWERS));
        assert_eq!(kept.bytes, kept.answers.values().map(weight).sum::<usize>());
    }

    #[test]
    fn only_the_same_question_has_the_same_answer() {
        let plain = || Question::plain(Whose::Somebodys, "https://status.example/a");
        let header = |name: &str, value: &str| Question { headers: vec![(name.into(), value.into())], ..plain() };
        let posted = |body: &str| Question { body: Some(body.into()), ..plain() };
        let others = [
            Question::plain(Whose::Somebodys, "https://status.example/a?b"),
            header("authorization", "one"),
            header("authorization", "two"),
            header("x-authorization", "one"),
            posted("one"),
            posted("two"),
            Question { redirect_hosts: vec!["other.example".into()], ..plain() },
            Question { max_bytes: 7, ..plain() },
        ];
        assert!(plain() == plain());
        let mut kept = Kept::default();
        kept.put(&Rc::new(plain()), answer(200, 9, None), NOON, NOON);
        assert!(kept.last(&plain()).is_some());
        for (number, other) in others.iter().enumerate() {
            assert!(kept.last(other).is_none(), "{number}");
            assert!(others.iter().skip(number + 1).all(|another| another != other), "{number}");
        }
    }
}
