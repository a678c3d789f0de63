//! The hand that asks: `worker/ask.mjs` takes the steps from questions to their last bytes, and tells what came of all of
//! them in one go. Who drops what is being asked ends it.

use super::question::Whose;
use crate::clock;
use fyr_shared::status::Reason;
use fyr_shared::time::Instant;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::Headers;

/// Where the answer to a question leads: what is asked instead, or nothing.
type Follow = dyn FnMut(usize, String) -> Option<Ready>;

#[wasm_bindgen]
extern "C" {
    /// A question as the runtime takes it.
    #[derive(Clone)]
    pub(super) type Ready;

    #[wasm_bindgen(js_namespace = globalThis, js_name = FYR_QUESTION)]
    fn question(address: &str, headers: &Headers, body: Option<&str>, max_bytes: f64, somebodys: bool) -> Ready;

    type Asking;

    #[wasm_bindgen(js_namespace = globalThis, js_name = FYR_ASK)]
    fn start(questions: Array, timeouts: Array, at_a_time: u32, leave_after: f64, follow: &Closure<Follow>) -> Asking;

    #[wasm_bindgen(method, getter)]
    fn answers(this: &Asking) -> Promise;

    #[wasm_bindgen(method)]
    fn end(this: &Asking);
}

/// What came.
pub(super) struct Raw {
    /// The HTTP status.
    pub(super) status: u16,
    /// Milliseconds until all of it was there.
    pub(super) took: u32,
    /// The body, decompressed.
    pub(super) bytes: Vec<u8>,
    /// `Content-Type`.
    pub(super) media_type: Option<String>,
    /// `Cf-Ray`.
    pub(super) ray: Option<String>,
    heads: Option<Array>,
}

/// How a question ended.
pub(super) struct Ended {
    /// When.
    pub(super) at: Instant,
    /// What came, or why nothing did.
    pub(super) raw: Result<Raw, Reason>,
}

/// Headers that only some answers are asked for, in the order of `ask.mjs`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Head {
    /// `Date`.
    Date,
    /// `Age`.
    Age,
    /// `ETag`.
    Etag,
    /// `Last-Modified`.
    LastModified,
    /// `Retry-After`.
    RetryAfter,
}

/// How many questions are in flight at a time, and after how many milliseconds those that have no answer are left.
#[derive(Clone, Copy)]
pub(super) struct Lanes {
    pub(super) at_a_time: usize,
    pub(super) leave_after: f64,
}

impl Lanes {
    /// For a single question, which is not left.
    pub(super) const ALONE: Self = Self { at_a_time: 1, leave_after: f64::INFINITY };
}

/// Ends what is in flight, unless it has been answered.
struct Waiting {
    asking: Asking,
    answered: bool,
    /// Called as long as anything is in flight.
    _follow: Closure<Follow>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if !self.answered {
            self.asking.end();
        }
    }
}

/// A question that can be asked any number of times. No more than `max_bytes` of an answer are read.
pub(super) fn ready(whose: Whose, address: &str, headers: &Headers, max_bytes: usize, body: Option<&str>) -> Ready {
    question(address, headers, body, max_bytes as f64, whose == Whose::Somebodys)
}

/// Asks each for so many milliseconds at most; there must be one at least. How each ended, in their order, `None` where it was
/// left: one after the other, so that not all are in memory twice. `follow` says what is asked instead when an answer to
/// one of them leads elsewhere; `None` where it may not lead.
pub(super) async fn ask(
    asked: impl Iterator<Item = (Ready, u32)>,
    lanes: Lanes,
    mut follow: impl FnMut(usize, &str) -> Option<Ready> + 'static,
) -> impl Iterator<Item = Option<Ended>> {
    let (questions, timeouts) = (Array::new(), Array::new());
    for (question, timeout) in asked {
        questions.push(&question);
        timeouts.push(&timeout.into());
    }
    let follow = Closure::new(move |place: usize, location: String| follow(place, &location));
    let asking = start(questions, timeouts, lanes.at_a_time as u32, lanes.leave_after, &follow);
    let answers = JsFuture::from(asking.answers());
    let mut waiting = Waiting { asking, answered: false, _follow: follow };
    let answers = answers.await;
    waiting.answered = true;
    // It is an array, and never rejects: both are said in `ask.mjs`.
    let answers = answers.map(JsCast::unchecked_into::<Array>).unwrap_or_default();
    (0..answers.length()).map(move |place| {
        let answer = answers.get(place);
        answers.set(place, JsValue::UNDEFINED);
        ended(answer)
    })
}

/// How one question ended, as `ask.mjs` tells it.
fn ended(told: JsValue) -> Option<Ended> {
    if told.is_undefined() {
        return None;
    }
    let told: Array = told.unchecked_into();
    let number = |place| told.get(place).as_f64();
    let text = |place| told.get(place).as_string();
    let (from, until) = (number(0)?, number(1)?);
    let raw = match number(2) {
        Some(status) => Ok(Raw {
            status: status as u16,
            // The clock may have been set back meanwhile: what is below zero is zero.
            took: (until - from) as u32,
            bytes: told.get(3).dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default(),
            media_type: text(4),
            ray: text(5),
            heads: told.get(6).dyn_into().ok(),
        }),
        None => Err(match text(2).as_deref() {
            Some("too_large") => Reason::TooLarge,
            Some("timeout") => Reason::Timeout,
            Some("redirect") => Reason::Redirect,
            Some("probe") => Reason::Probe,
            _ => Reason::Connection,
        }),
    };
    Some(Ended { at: clock::at(until), raw })
}

impl Raw {
    /// A header of somebody's answer.
    pub(super) fn head(&self, head: Head) -> Option<String> {
        self.heads.as_ref()?.get(head as u32).as_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn headers_stand_where_they_are_read() {
        let hand = include_str!("../../ask.mjs");
        let list = hand.split_once("const HEADS = [").and_then(|(_, rest)| rest.split_once("];")).unwrap().0;
        let asked: Vec<String> = list.split(", ").map(|name| name.replace(['"', '-'], "")).collect();
        let read: Vec<String> = [Head::Date, Head::Age, Head::Etag, Head::LastModified, Head::RetryAfter]
            .map(|head| format!("{} {head:?}", head as usize).to_lowercase())
            .to_vec();
        let asked: Vec<String> = asked.iter().enumerate().map(|(place, name)| format!("{place} {name}")).collect();
        assert_eq!(asked, read);
    }
}
