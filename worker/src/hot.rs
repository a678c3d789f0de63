//! Answers that are given again in the second that they were made for, to whoever asks for the same address: body and headers lie
//! ready as values of the runtime, and nothing of them is made anew. Whatever else a request says than its `If-None-Match` goes
//! the long way; so does everything as soon as the page's copy is another one.

use crate::answer::{self, Asked};
use crate::edge::{self, Copy, Prepared};
use crate::etag;
use crate::policy::Policy;
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use js_sys::JsString;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Request, Response, ResponseInit};

#[wasm_bindgen]
extern "C" {
    /// An answer whose body is a text of the runtime's.
    type Ready;

    #[wasm_bindgen(constructor, js_class = "Response", catch)]
    fn new(body: Option<&JsString>, init: &ResponseInit) -> Result<Ready, JsValue>;
}

/// How many addresses are ready: a page's in each language, for its documents; odd parameters are made anew.
const MOST: usize = 64;

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
pub fn answer(request: &Request, url: &str, asked: &Asked) -> Result<Option<Response>, JsValue> {
    if asked.bearer.is_some() || request.method() != "GET" {
        return Ok(None);
    }
    HOT.with_borrow(|all| {
        let ready = |hot: &&Hot| hot.at == asked.now && edge::is_current(&hot.page, &hot.copy);
        let Some(hot) = all.get(url).filter(ready) else { return Ok(None) };
        let has = asked.if_none_match.as_deref().is_some_and(|header| etag::matches(header, &hot.etag));
        let answer = if has { Ready::new(None, &hot.unchanged) } else { Ready::new(Some(&hot.body), &hot.whole) };
        answer.map(|answer| Some(answer.unchecked_into()))
    })
}

/// Keeps an answer ready for whoever asks for the same address in this second.
///
/// # Errors
/// The runtime's own.
pub fn keep(
    url: &str,
    asked: &Asked,
    policy: &Policy,
    page: &Page,
    copy: &Rc<Copy>,
    prepared: &Prepared,
) -> Result<(), JsValue> {
    if asked.bearer.is_some() || asked.head {
        return Ok(());
    }
    let init = |status| answer::document_init(asked, policy, page, copy, prepared, status);
    let hot = Hot {
        at: asked.now,
        page: page.id.to_string(),
        copy: Rc::clone(copy),
        etag: prepared.etag.clone(),
        body: JsString::from(prepared.body.as_str()),
        whole: init(200)?,
        unchanged: init(304)?,
    };
    HOT.with_borrow_mut(|all| {
        if all.len() >= MOST && !all.contains_key(url) {
            all.retain(|_, hot| hot.at == asked.now);
        }
        if all.len() < MOST || all.contains_key(url) {
            all.insert(url.to_owned(), hot);
        }
    });
    Ok(())
}
