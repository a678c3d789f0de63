//! Slots: the stretches of time, aligned to a source's interval, of which each should hold one sample.

use crate::time::Instant;

/// When the samples of one source are due, and how long each of them speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slots {
    /// Seconds between samples.
    pub every: i64,
}

impl Slots {
    /// Slots of `every` seconds; at least one second long.
    #[must_use]
    pub fn new(every: i64) -> Self {
        Self { every: every.max(1) }
    }

    /// How early a sample may come and still belong to the slot that is about to begin, in seconds.
    #[must_use]
    pub fn early(self) -> i64 {
        (self.every / 20).min(5)
    }

    /// How long after its slot a sample still speaks while the next is on its way, in seconds: the time to ask and be
    /// answered.
    #[must_use]
    pub fn grace(self) -> i64 {
        (self.every / 4).clamp(2, 45)
    }

    /// The slot that an instant belongs to.
    #[must_use]
    pub fn at(self, at: Instant) -> i64 {
        at.plus(self.early()).0.div_euclid(self.every)
    }

    /// When a slot begins.
    #[must_use]
    pub fn start(self, slot: i64) -> Instant {
        Instant(slot.saturating_mul(self.every))
    }

    /// When a slot ends and the next begins.
    #[must_use]
    pub fn end(self, slot: i64) -> Instant {
        self.start(slot.saturating_add(1))
    }

    /// Until when a sample of `slot` speaks for readers: to the end of its slot, and the grace.
    #[must_use]
    pub fn speaks_until(self, slot: i64) -> Instant {
        self.end(slot).plus(self.grace())
    }

    /// Until when a sample of `slot` speaks for figures, as of an instant: until then, while the next may be on its way; of one
    /// that none followed, to the end of its slot.
    #[must_use]
    pub fn spoke_until(self, slot: i64, now: Instant) -> Instant {
        if now <= self.speaks_until(slot) { now } else { self.end(slot) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(clock: &str) -> Instant {
        Instant::parse(&format!("2026-05-04T{clock}Z")).unwrap()
    }

    #[test]
    fn a_sample_belongs_to_the_slot_it_falls_in_or_nearly_does() {
        let slots = Slots::new(300);
        let ten = slots.at(at("10:00:00"));
        for (clock, offset) in [("10:04:54", 0), ("10:04:55", 1), ("09:59:55", 0), ("09:59:54", -1), ("10:05:00", 1)] {
            assert_eq!(slots.at(at(clock)), ten + offset, "{clock}");
        }
    }

    #[test]
    fn a_sample_speaks_for_its_slot_and_a_little_longer() {
        let slots = Slots::new(300);
        let slot = slots.at(at("10:00:01"));
        assert_eq!(slots.speaks_until(slot), at("10:05:45"));
        for (now, until) in
            [("10:03:00", "10:03:00"), ("10:05:45", "10:05:45"), ("10:05:46", "10:05:00"), ("23:00:00", "10:05:00")]
        {
            assert_eq!(slots.spoke_until(slot, at(now)), at(until), "as of {now}");
        }
    }
}
