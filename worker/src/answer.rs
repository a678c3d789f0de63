//! Ways out: every answer that leaves the worker is made here, with the headers of its policy and a `Date` of its own.
//!
//! The runtime sets no `Date`; readers age what they get by it, so 200, 304 and errors all have one.

use crate::edge::{Copy, Prepared};
use crate::etag;
use crate::policy::{PROBLEM, Policy};
use crate::problem::Problem;
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use wasm_bindgen::JsValue;
use web_sys::{Headers, Response, ResponseInit};

/// What an answer depends on in a request.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// Whether only the headers are wanted.
    pub head: bool,
    /// When.
    pub now: Instant,
}

impl Asked {
    /// Whether the reader has what the tag stands for.
    fn has(&self, tag: &str) -> bool {
        self.if_none_match.as_deref().is_some_and(|header| etag::matches(header, tag))
    }
}

/// What a file is made of.
pub enum Body {
    /// What another answer brings.
    Stream(Response),
    /// Bytes.
    Bytes(Vec<u8>),
}

type Answered = Result<Response, JsValue>;

/// A status document, or 304 when the reader has it.
///
/// # Errors
/// The runtime's own.
pub fn document(asked: &Asked, policy: &Policy, page: &Page, copy: &Copy, prepared: &Prepared) -> Answered {
    let headers = policy.headers(asked.now, Some(copy.state.stale_after), &page.frame_ancestors);
    tagged(asked, headers, &prepared.etag, &prepared.body)
}

/// A document that was made for this moment, or 304 when the reader has it; it is not kept beyond `stale_after`, and not at
/// all where there is none.
///
/// # Errors
/// The runtime's own.
pub fn dated(
    asked: &Asked,
    policy: &Policy,
    stale_after: Option<Instant>,
    ancestors: &[String],
    body: &str,
) -> Answered {
    tagged(asked, policy.headers(asked.now, stale_after, ancestors), &etag::of(body), body)
}

fn tagged(asked: &Asked, mut headers: Vec<(&'static str, String)>, tag: &str, body: &str) -> Answered {
    headers.push(("etag", tag.to_owned()));
    match asked.has(tag) {
        true => respond(asked, 304, &headers, None),
        false => respond(asked, 200, &headers, Some(body)),
    }
}

/// A document that depends on nothing but the moment.
///
/// # Errors
/// The runtime's own.
pub fn plain(asked: &Asked, policy: &Policy, status: u16, body: &str) -> Answered {
    respond(asked, status, &policy.headers(asked.now, None, &[]), Some(body))
}

/// An error.
///
/// # Errors
/// The runtime's own.
pub fn problem(asked: &Asked, problem: &Problem) -> Answered {
    let mut headers = PROBLEM.headers(asked.now, None, &[]);
    match problem.status {
        405 => headers.push(("allow", "GET, HEAD".to_owned())),
        503 => headers.push(("retry-after", "5".to_owned())),
        _ => {}
    }
    let body = serde_json::to_string(problem).unwrap_or_default();
    respond(asked, problem.status, &headers, Some(&body))
}

/// A document that is the same until the next deployment, or 304 when the reader has it.
///
/// # Errors
/// The runtime's own.
pub fn written(asked: &Asked, policy: &Policy, body: &str) -> Answered {
    tagged(asked, policy.headers(asked.now, None, &[]), &etag::of(body), body)
}

/// A file of the assets, with our headers instead of its own.
///
/// # Errors
/// The runtime's own.
pub fn file(asked: &Asked, policy: &Policy, found: &Response) -> Answered {
    let mut headers = policy.headers(asked.now, None, &[]);
    for name in ["content-type", "etag"] {
        if let Some(value) = found.headers().get(name)? {
            headers.push((name, value));
        }
    }
    let init = init(asked, found.status(), &headers)?;
    match found.status() {
        304 => Response::new_with_opt_str_and_init(None, &init),
        _ if asked.head => Response::new_with_opt_str_and_init(None, &init),
        _ => Response::new_with_opt_readable_stream_and_init(found.body().as_ref(), &init),
    }
}

/// A file whose path names its content, wherever it came from, or 304 when the reader has it.
///
/// # Errors
/// The runtime's own.
pub fn named_by_content(asked: &Asked, policy: &Policy, path: &str, media_type: &str, body: Body) -> Answered {
    let mut headers = policy.headers(asked.now, None, &[]);
    let tag = format!("\"{}\"", path.trim_start_matches('/').replace('/', "-"));
    headers.push(("content-type", media_type.to_owned()));
    headers.push(("etag", tag.clone()));
    if asked.has(&tag) {
        return respond(asked, 304, &headers, None);
    }
    let init = init(asked, 200, &headers)?;
    match body {
        _ if asked.head => Response::new_with_opt_str_and_init(None, &init),
        Body::Stream(found) => Response::new_with_opt_readable_stream_and_init(found.body().as_ref(), &init),
        Body::Bytes(bytes) => {
            Response::new_with_opt_js_u8_array_and_init(Some(&js_sys::Uint8Array::from(bytes.as_slice())), &init)
        }
    }
}

fn respond(asked: &Asked, status: u16, headers: &[(&str, String)], body: Option<&str>) -> Answered {
    let init = init(asked, status, headers)?;
    Response::new_with_opt_str_and_init(body.filter(|_| !asked.head), &init)
}

fn init(asked: &Asked, status: u16, headers: &[(&str, String)]) -> Result<ResponseInit, JsValue> {
    let list = Headers::new()?;
    list.set("date", &http_date(asked.now))?;
    headers.iter().try_for_each(|(name, value)| list.set(name, value))?;
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(&list);
    Ok(init)
}

/// An instant as HTTP writes it (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
#[must_use]
pub fn http_date(at: Instant) -> String {
    let milliseconds = at.0.saturating_mul(1000) as f64;
    let date = js_sys::Date::new(&milliseconds.into());
    date.to_utc_string().into()
}
