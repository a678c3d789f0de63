//! What an isolate remembers of what objects answer: told without asking until it runs out, told on while one asks again or the
//! object fails, and let go of oldest first. That an object failed is remembered, too, for a moment.

use fyr_shared::time::Instant;
use std::collections::BTreeMap;

/// Seconds until an object that fails, or that somebody is asking, is asked again.
const AGAIN: i64 = 5;

/// What is remembered, by a name.
pub struct Memory<V> {
    all: BTreeMap<String, Kept<V>>,
    most: usize,
    most_bytes: usize,
    weigh: fn(&V) -> usize,
}

struct Kept<V> {
    at: Instant,
    seconds: i64,
    value: Option<V>,
}

/// What is known of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known<V> {
    /// It is told; `None`: the object has just failed, and there was nothing before.
    Now(Option<V>),
    /// Somebody has to ask; until then this is told.
    Before(Option<V>),
}

impl<V: Clone> Memory<V> {
    /// Remembers so many at most, and so many bytes.
    #[must_use]
    pub const fn new(most: usize, most_bytes: usize, weigh: fn(&V) -> usize) -> Self {
        Self { all: BTreeMap::new(), most, most_bytes, weigh }
    }

    /// What is known of a name. Who is told to ask is the only one for a moment, as long as there is something to tell others.
    pub fn known(&mut self, name: &str, now: Instant) -> Known<V> {
        let Some(kept) = self.all.get_mut(name) else { return Known::Before(None) };
        if (0..kept.seconds).contains(&now.since(kept.at)) {
            return Known::Now(kept.value.clone());
        }
        if kept.value.is_some() {
            (kept.at, kept.seconds) = (now, AGAIN);
        }
        Known::Before(kept.value.clone())
    }

    /// What is remembered of a name, however old it is.
    #[must_use]
    pub fn kept(&self, name: &str) -> Option<&V> {
        self.all.get(name)?.value.as_ref()
    }

    /// The names of what is remembered.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.all.keys().map(String::as_str)
    }

    /// The object has answered: told for so many seconds.
    pub fn put(&mut self, name: &str, now: Instant, seconds: i64, value: V) {
        let bytes = (self.weigh)(&value);
        self.all.remove(name);
        if bytes > self.most_bytes {
            return;
        }
        while !self.all.is_empty() && (self.all.len() >= self.most || self.bytes() + bytes > self.most_bytes) {
            // A failure first: what is known is worth more.
            let oldest = self.all.iter().min_by_key(|(_, kept)| (kept.value.is_some(), kept.at));
            let oldest = oldest.map(|(name, _)| name.clone());
            self.all.remove(&oldest.unwrap_or_default());
        }
        self.all.insert(name.to_owned(), Kept { at: now, seconds, value: Some(value) });
    }

    /// The object has not answered: what there was is told for a moment, or that there is nothing.
    pub fn failed(&mut self, name: &str, now: Instant) {
        if let Some(kept) = self.all.get_mut(name) {
            (kept.at, kept.seconds) = (now, AGAIN);
        } else if self.all.len() < self.most * 2 {
            // Beside what is known, and as many again: they push nothing out.
            self.all.insert(name.to_owned(), Kept { at: now, seconds: AGAIN, value: None });
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.all.clear();
    }

    fn bytes(&self) -> usize {
        self.all.values().filter_map(|kept| kept.value.as_ref()).map(self.weigh).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Memory<String> {
        Memory::new(2, 10, String::len)
    }

    fn text(text: &str) -> String {
        text.to_owned()
    }

    #[test]
    fn one_asks_while_others_are_told_what_there_is() {
        let mut memory = memory();
        assert_eq!(memory.known("a", Instant(0)), Known::Before(None));
        memory.put("a", Instant(0), 30, text("old"));
        assert_eq!(memory.known("a", Instant(29)), Known::Now(Some(text("old"))));
        assert_eq!(memory.known("a", Instant(30)), Known::Before(Some(text("old"))), "the first one asks");
        assert_eq!(memory.known("a", Instant(31)), Known::Now(Some(text("old"))), "and nobody else");
        assert_eq!(memory.known("a", Instant(35)), Known::Before(Some(text("old"))), "until it takes too long");
        memory.put("a", Instant(36), 30, text("new"));
        assert_eq!(memory.known("a", Instant(40)), Known::Now(Some(text("new"))));
        assert_eq!(memory.known("a", Instant(10)), Known::Before(Some(text("new"))), "a clock that was set back");
    }

    #[test]
    fn a_failure_is_known_for_a_moment() {
        let mut memory = memory();
        memory.failed("a", Instant(0));
        assert_eq!(memory.known("a", Instant(4)), Known::Now(None));
        assert_eq!(memory.known("a", Instant(5)), Known::Before(None));
        assert_eq!(memory.known("a", Instant(5)), Known::Before(None), "with nothing to tell, everybody asks");
    }

    #[test]
    fn what_is_known_stays_while_the_object_fails() {
        let mut memory = memory();
        memory.put("a", Instant(0), 30, text("old"));
        memory.failed("a", Instant(40));
        assert_eq!(memory.known("a", Instant(44)), Known::Now(Some(text("old"))));
        assert_eq!(memory.known("a", Instant(45)), Known::Before(Some(text("old"))));
    }

    #[test]
    fn the_oldest_goes_and_no_other() {
        let mut memory = memory();
        memory.put("a", Instant(0), 30, text("1234"));
        memory.put("b", Instant(1), 30, text("1234"));
        memory.put("a", Instant(2), 30, text("1234"));
        memory.put("c", Instant(3), 30, text("1"));
        assert_eq!(memory.known("b", Instant(4)), Known::Before(None), "too many");
        assert_eq!(memory.known("a", Instant(4)), Known::Now(Some(text("1234"))));
        memory.put("d", Instant(5), 30, text("12345678"));
        assert_eq!(memory.known("a", Instant(6)), Known::Before(None), "too large together");
        assert_eq!(memory.known("c", Instant(6)), Known::Now(Some(text("1"))), "and as many as must");
        memory.put("huge", Instant(6), 30, text("12345678901"));
        assert_eq!(memory.known("huge", Instant(6)), Known::Before(None), "what is too large alone pushes nothing out");
        for name in ["e", "f", "g"] {
            memory.failed(name, Instant(7));
        }
        assert_eq!(memory.known("e", Instant(8)), Known::Now(None), "that it failed is known beside what is");
        assert_eq!(memory.known("g", Instant(8)), Known::Before(None), "of so many, and no more");
        assert_eq!(memory.known("d", Instant(8)), Known::Now(Some(text("12345678"))), "failures push nothing out");
        memory.clear();
        assert_eq!(memory.known("d", Instant(8)), Known::Before(None));
    }
}
