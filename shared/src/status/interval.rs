//! Intervals: what was so, from when until when. Kept side by side without overlap; a hole is never filled with *up*.

use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// Something that was so from `start` until `end`; `end` is `None` while it still is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval<S> {
    /// When it began.
    pub start: Instant,
    /// When it ended; `None` while it goes on.
    pub end: Option<Instant>,
    /// What was so.
    pub state: S,
}

/// Adds `state` over `[start, end)` to a list in order of time: an equal neighbour grows, an empty stretch is dropped.
pub fn push<S: PartialEq>(list: &mut Vec<Interval<S>>, start: Instant, end: Instant, state: S) {
    if end <= start {
        return;
    }
    match list.last_mut() {
        Some(last) if last.end == Some(start) && last.state == state => last.end = Some(end),
        _ => list.push(Interval { start, end: Some(end), state }),
    }
}

/// What held at `at` in a list in order of time.
#[must_use]
pub fn at<S: Copy>(list: &[Interval<S>], at: Instant) -> Option<S> {
    let after = list.partition_point(|interval| interval.start <= at);
    let interval = list.get(after.checked_sub(1)?)?;
    interval.end.is_none_or(|end| at < end).then_some(interval.state)
}
