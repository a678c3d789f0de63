//! Own probes: asked anew each time, because how they answer is what we want to know. None of their answers is kept, none
//! counts for two sources, and a `Retry-After` of theirs changes nothing: they are ours to agree with.

use super::fetch::{Came, Way, fetch};
use super::hand::Lanes;
use super::question::Question;
use crate::adapters::Payload;
use fyr_shared::status::Reason;
use fyr_shared::time::Instant;
use std::rc::Rc;

/// An own probe that may take so many milliseconds.
///
/// # Errors
/// What cannot be sent as it is written is our own fault, not the source's: *probe*.
pub fn prepare(question: Rc<Question>, limit: u32) -> Result<Way, Reason> {
    Way::new(question, None, limit)
}

/// Asks so many at a time; after `begin_within` milliseconds it begins with none any more. When each was answered, and with
/// what, in their order; `None` for those that were not begun.
pub async fn ask(
    probes: Vec<Way>,
    at_a_time: usize,
    begin_within: f64,
) -> Vec<Option<(Instant, Result<Payload, Reason>)>> {
    if probes.is_empty() {
        return vec![];
    }
    let payload = |came| match came {
        Came::Answer(answer) | Came::Unchanged(answer) => answer.payload,
    };
    let ended = fetch(probes, Lanes { at_a_time, begin_within }).await;
    ended.into_iter().map(|ended| ended.map(|(at, came)| (at, came.map(payload)))).collect()
}
