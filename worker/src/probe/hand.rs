//! The hand that asks: `worker/ask.mjs` takes the steps from a question to its last byte, and what came arrives here.
//!
//! One closure hears all answers, by number. Dropping what is being asked ends it.

use super::question::Whose;
use fyr_shared::status::Reason;
use js_sys::{Array, JsString, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use wasm_bindgen::prelude::*;
use web_sys::Headers;

type Answered = dyn FnMut(u32, u16, Option<String>, Option<Uint8Array>, Option<String>, Option<String>, Option<Array>);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = globalThis, js_name = FYR_ASK)]
    fn start(
        id: u32,
        whose: u8,
        address: &JsString,
        headers: &Headers,
        limit: f64,
        body: Option<&str>,
        answered: &Closure<Answered>,
    );

    #[wasm_bindgen(js_namespace = globalThis, js_name = FYR_END)]
    fn end(id: u32);
}

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<BTreeMap<u32, Waiting>> = RefCell::default();
    static ANSWERED: Closure<Answered> = Closure::new(answered);
}

/// What came.
pub(super) struct Raw {
    /// The HTTP status.
    pub(super) status: u16,
    /// Where the answer leads, when it leads elsewhere.
    pub(super) location: Option<String>,
    /// The body, decompressed.
    pub(super) bytes: Vec<u8>,
    /// `Content-Type`.
    pub(super) media_type: Option<String>,
    /// `Cf-Ray`.
    pub(super) ray: Option<String>,
    heads: Option<Array>,
}

/// Headers that only some answers are asked for.
#[derive(Clone, Copy)]
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

enum Waiting {
    For(Waker),
    Came(Result<Raw, Reason>),
}

/// What is being asked.
pub(super) struct Asking {
    id: u32,
}

/// Asks once, and reads no more than `limit` bytes.
pub(super) fn ask(whose: Whose, address: &JsString, headers: &Headers, limit: usize, body: Option<&str>) -> Asking {
    let id = NEXT.with(|next| next.replace(next.get().wrapping_add(1)));
    ANSWERED.with(|answered| start(id, whose as u8, address, headers, limit as f64, body, answered));
    Asking { id }
}

fn answered(
    id: u32,
    status: u16,
    word: Option<String>,
    bytes: Option<Uint8Array>,
    media_type: Option<String>,
    ray: Option<String>,
    heads: Option<Array>,
) {
    let came = match (status, word) {
        (0, Some(word)) if word == "too_large" => Err(Reason::TooLarge),
        (0, _) => Err(Reason::Connection),
        (status, location) => {
            let bytes = bytes.map(|bytes| bytes.to_vec()).unwrap_or_default();
            Ok(Raw { status, location, bytes, media_type, ray, heads })
        }
    };
    let before = WAITING.with_borrow_mut(|waiting| waiting.insert(id, Waiting::Came(came)));
    if let Some(Waiting::For(waker)) = before {
        waker.wake();
    }
}

impl Future for Asking {
    type Output = Result<Raw, Reason>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        WAITING.with_borrow_mut(|waiting| match waiting.remove(&self.id) {
            Some(Waiting::Came(came)) => Poll::Ready(came),
            _ => {
                waiting.insert(self.id, Waiting::For(context.waker().clone()));
                Poll::Pending
            }
        })
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        // Who has been answered waits no more.
        if let Some(Waiting::For(_)) = WAITING.with_borrow_mut(|waiting| waiting.remove(&self.id)) {
            end(self.id);
        }
    }
}

impl Raw {
    /// A header of somebody's answer.
    pub(super) fn head(&self, head: Head) -> Option<String> {
        self.heads.as_ref()?.get(head as u32).as_string()
    }
}
