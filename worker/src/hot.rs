//! Answers that are given again in the second that they were made for, to whoever asks for the same address: body and headers lie
//! ready as values of the runtime, and nothing of them is made anew. Whatever else a request says than its `If-None-Match` goes
//! the long way; so does everything as soon as the page's copy is another one.

use crate::answer::{self, Asked};
use crate::edge::{self, Copy, Prepared};
use crate::policy::Policy;
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use js_sys::JsString;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Response, ResponseInit};

#[wasm_bindgen]
extern "C" {
    /// An answer whose body is a text of the runtime's.
    type Ready;

    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(body: Option<&JsString>, init: &ResponseInit) -> Result<Ready, JsValue>;
}

/// How many addresses are ready: a page's in each language, for its documents; odd parameters are made anew.
const MOST: usize = 64;

/// How long they may be together, in bytes: of very large pages few are ready.
const MOST_BYTES: u32 = 8_000_000;

/// The longest address that is kept, in bytes.
const LONGEST: usize = 500;

/// An answer, ready.
struct Hot {
    at: Instant,
    page: String,
    copy: Rc<Copy>,
    etag: String,
    body: JsString,
    whole: ResponseInit,
    unchanged: ResponseInit,
}

thread_local! {
    static HOT: RefCell<BTreeMap<String, Hot>> = const { RefCell::new(BTreeMap::new()) };
}

/// The answer to a request, if it is ready.
///
/// # Errors
/// The runtime's own.
pub fn answer(method: &str, url: &str, asked: &Asked) -> Result<Option<Response>, JsValue> {
    if asked.bearer.is_some() || method != "GET" {
        return Ok(None);
    }
    HOT.with_borrow(|all| {
        let ready = |hot: &&Hot| hot.at == asked.now && edge::is_current(&hot.page, &hot.copy);
        all.get(url).filter(ready).map(|hot| hot.answer(asked)).transpose()
    })
}

/// A status document, or 304 when the reader has it; kept ready for whoever asks for the same address in this second.
///
/// # Errors
/// The runtime's own.
pub fn document(
    url: &str,
    asked: &Asked,
    policy: &Policy,
    page: &Page,
    copy: &Rc<Copy>,
    prepared: &Prepared,
) -> Result<Response, JsValue> {
    if asked.bearer.is_some() || asked.head {
        return answer::document(asked, policy, page, copy, prepared);
    }
    let headers = answer::document_headers(asked, policy, page, copy, prepared)?;
    let hot = Hot {
        at: asked.now,
        page: page.id.to_string(),
        copy: Rc::clone(copy),
        etag: prepared.etag.clone(),
        body: JsString::from(prepared.body.as_str()),
        whole: answer::with_status(200, &headers),
        unchanged: answer::with_status(304, &headers),
    };
    let answer = hot.answer(asked)?;
    HOT.with_borrow_mut(|all| {
        // What is of another second holds copies that nobody is told of any more.
        all.retain(|_, hot| hot.at == asked.now);
        let bytes: u32 = all.values().map(|hot| hot.body.length()).sum();
        let room = all.len() < MOST && bytes.saturating_add(hot.body.length()) <= MOST_BYTES;
        if url.len() <= LONGEST && (room || all.contains_key(url)) {
            all.insert(url.to_owned(), hot);
        }
    });
    Ok(answer)
}

impl Hot {
    fn answer(&self, asked: &Asked) -> Result<Response, JsValue> {
        let made = if asked.has(&self.etag) {
            Ready::new(None, &self.unchanged)
        } else {
            Ready::new(Some(&self.body), &self.whole)
        };
        made.map(JsCast::unchecked_into)
    }
}
