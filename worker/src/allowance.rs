//! How often something may be done: so many times at once, and so many more each second.

use fyr_shared::time::Instant;

/// What is left of it.
#[derive(Clone, Copy, Debug)]
pub struct Allowance {
    most: i64,
    per_second: i64,
    left: i64,
    at: Instant,
}

impl Allowance {
    /// A whole one, from an instant on.
    #[must_use]
    pub const fn new(most: i64, per_second: i64, at: Instant) -> Self {
        Self { most, per_second, left: most, at }
    }

    /// Whether anything is left of it at an instant. A clock that was set back gives nothing.
    pub fn is_left(&mut self, now: Instant) -> bool {
        let gained = now.since(self.at).clamp(0, self.most).saturating_mul(self.per_second);
        (self.left, self.at) = (self.left.saturating_add(gained).min(self.most), now);
        self.left > 0
    }

    /// It was done once more.
    pub fn take(&mut self) {
        self.left = self.left.saturating_sub(1).max(0);
    }
}
