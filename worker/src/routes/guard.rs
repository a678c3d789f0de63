//! Guards a page's object against whoever asks with tokens that are none: it is the only writer, and has more to do than to
//! refuse. In memory of this isolate; a rate limit of the platform in front of it guards all of them.

use crate::allowance::Allowance;
use fyr_shared::time::{Instant, MINUTE};
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How many refusals are asked for at once, and how many more each second.
const BURST: i64 = 60;
const PER_SECOND: i64 = 1;
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
}

impl Guard {
    const fn new() -> Self {
        Self { good: BTreeMap::new(), refusals: Allowance::new(BURST, PER_SECOND, Instant(0)) }
    }

    fn admits(&mut self, token: &str, now: Instant) -> bool {
        let left = self.refusals.is_left(now);
        left || self.good.get(&hash(token)).is_some_and(|at| (0..TRUSTED).contains(&now.since(*at)))
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

/// Whether the object is asked about a token.
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
}
