//! Stands in for the crate `wasm-streams`, which Leptos links for server functions. We have none: nothing here is ever
//! called, but what the real crate exports to JavaScript could not be left out of the widget.

use futures_util::stream::{self, Stream};
use wasm_bindgen::{JsCast, JsValue};

/// A stream that nobody reads.
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Keeps the JavaScript object.
    #[must_use]
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// Keeps nothing.
    #[must_use]
    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: S) -> Self {
        Self(JsValue::UNDEFINED.unchecked_into())
    }

    /// Gives the JavaScript object back.
    #[must_use]
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// Nothing.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> + 'static {
        stream::empty()
    }
}
