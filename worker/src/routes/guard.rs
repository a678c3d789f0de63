//! Guards a page's object against whoever asks with tokens that are none: it is the only writer, and has more to do than to
//! refuse. In memory of this isolate; a rate limit of the platform in front of it guards all of them.

use crate::allowance::Allowance;
use crate::operator::{BURST, PER_SECOND};
use fyr_shared::time::{Instant, MINUTE};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How many refusals are asked for at once, and how many more each second.
pub const REFUSALS: i64 = 60;
/// See [`REFUSALS`].
pub const REFUSALS_PER_SECOND: i64 = 1;
/// How many calls with tokens that are not known to be good are under way before the first refusal comes: as many as a good one
/// may make at once.
const TRIALS: i64 = BURST;
const TRIALS_PER_SECOND: i64 = PER_SECOND;
/// For how long a token that was good is let through in any case.
const TRUSTED: i64 = 10 * MINUTE;
/// How many of those are remembered.
const MOST: usize = 500;

thread_local! {
    static GUARD: RefCell<Guard> = const { RefCell::new(Guard::new()) };
}

/// What is known of those who asked.
struct Guard {
    /// Hashes of tokens that were good, and when.
    good: BTreeMap<[u8; 32], Instant>,
    /// How many refusals are left.
    refusals: Allowance,
    /// How many calls with other tokens are left. None is given back: whoever hangs up is not heard of any more.
    trials: Allowance,
}

impl Guard {
    const fn new() -> Self {
        let refusals = Allowance::new(REFUSALS, REFUSALS_PER_SECOND, Instant(0));
        let trials = Allowance::new(TRIALS, TRIALS_PER_SECOND, Instant(0));
        Self { good: BTreeMap::new(), refusals, trials }
    }

    fn is_open(&mut self, token: &str, now: Instant) -> bool {
        let left = self.refusals.is_left(now) && self.trials.is_left(now);
        left || self.trusts(token, now)
    }

    fn admits(&mut self, token: &str, now: Instant) -> bool {
        if self.trusts(token, now) {
            return true;
        }
        let left = self.is_open(token, now);
        if left {
            self.trials.take();
        }
        left
    }

    fn trusts(&self, token: &str, now: Instant) -> bool {
        self.good.get(&hash(token)).is_some_and(|at| (0..TRUSTED).contains(&now.since(*at)))
    }

    fn heard(&mut self, token: &str, status: u16, now: Instant) {
        if status == 401 {
            self.good.remove(&hash(token));
            self.refusals.take();
        } else if status != 503 {
            if self.good.len() >= MOST {
                self.good.clear();
            }
            self.good.insert(hash(token), now);
        }
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// Whether the object would be asked about a token.
pub fn is_open(token: &str, now: Instant) -> bool {
    GUARD.with_borrow_mut(|guard| guard.is_open(token, now))
}

/// Whether the object is asked about a token, now.
pub fn admits(token: &str, now: Instant) -> bool {
    GUARD.with_borrow_mut(|guard| guard.admits(token, now))
}

/// Notes what the object has answered to it.
pub fn heard(token: &str, status: u16, now: Instant) {
    GUARD.with_borrow_mut(|guard| guard.heard(token, status, now));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_of_wrong_tokens_keeps_no_good_one_out() {
        let mut guard = Guard::new();
        guard.heard("good", 200, Instant(0));
        let asked = (0..1_000).filter(|number| {
            let token = format!("wrong {number}");
            let asked = guard.admits(&token, Instant(1));
            if asked {
                guard.heard(&token, 401, Instant(1));
            }
            asked
        });
        assert_eq!(asked.count(), 60);
        assert!(guard.admits("good", Instant(1)));
        assert!(!guard.admits("wrong", Instant(1)));
        assert!(guard.admits("wrong", Instant(2)), "one a second");
    }

    #[test]
    fn a_flood_is_a_flood_before_its_first_refusal_has_come() {
        let mut guard = Guard::new();
        guard.heard("good", 200, Instant(0));
        let asked = (0..5_000).filter(|number| guard.admits(&format!("wrong {number}"), Instant(1)));
        assert_eq!(asked.count(), 300);
        assert!(!guard.is_open("wrong", Instant(1)));
        let of_good = (0..5_000).filter(|_| guard.admits("good", Instant(1)));
        assert_eq!(of_good.count(), 5_000, "how often a good one may be used, the object says");
        let later = (0..5_000).filter(|_| guard.admits("wrong", Instant(2)));
        assert_eq!(later.count(), 10, "whoever hangs up is forgotten in time");
    }
}
