//! A clock that can be moved: it runs on from where it was set.

use fyr_shared::time::Instant;
use std::cell::Cell;

thread_local! {
    static AHEAD: Cell<i64> = const { Cell::new(0) };
}

/// The moved instant.
#[must_use]
pub fn moved(real: Instant) -> Instant {
    real.plus(AHEAD.with(Cell::get))
}

/// Sets the clock; `None`: back to the real time.
pub fn set(real: Instant, to: Option<Instant>) {
    AHEAD.with(|ahead| ahead.set(to.map_or(0, |to| to.since(real))));
}

/// Moves the clock on by so many seconds.
pub fn move_on(seconds: i64) {
    AHEAD.with(|ahead| ahead.set(ahead.get().saturating_add(seconds)));
}
