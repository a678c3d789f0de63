//! Own probes: asked anew each time, because how they answer is what we want to know. None of their answers is kept, none
//! counts for two sources, and a `Retry-After` of theirs changes nothing: they are ours to agree with.

use super::fetch::{Came, Way, fetch};
use super::hand::Lanes;
use super::question::Question;
use crate::adapters::Payload;
use fyr_shared::status::Reason;
use fyr_shared::time::Instant;
use std::rc::Rc;

/// When an own probe ended, and how.
pub type Ended = (Instant, Result<Payload, Reason>);

/// An own probe that may take so many milliseconds.
///
/// # Errors
/// What cannot be sent as it is written is our own fault, not the source's: *probe*.
pub fn prepare(question: Rc<Question>, timeout_ms: u32) -> Result<Way, Reason> {
    Way::new(question, None, timeout_ms)
}

/// Asks so many at a time; after `leave_after` milliseconds those that have no answer are left. How each ended, in their order,
/// `None` for those that were left.
pub async fn ask(probes: Vec<Way>, at_a_time: usize, leave_after: f64) -> impl Iterator<Item = Option<Ended>> {
    let payload = |came| match came {
        Came::Answer(answer) | Came::Unchanged(answer) => answer.payload,
    };
    let some = !probes.is_empty();
    let ended = if some { Some(fetch(probes, Lanes { at_a_time, leave_after }).await) } else { None };
    ended.into_iter().flatten().map(move |ended| ended.map(|(at, came)| (at, came.map(payload))))
}
