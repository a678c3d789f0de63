//! Ways out: every answer that leaves the worker is made here, with the headers of its policy and a `Date` of its own.
//!
//! The runtime sets no `Date`; readers age what they get by it, so 200, 304 and errors all have one.

use crate::edge::{Copy, Prepared};
use crate::etag;
use crate::operator::READ;
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
    /// `Authorization`: whoever brings one gets what is so now, from the page's object alone, and nobody may keep the answer.
    pub bearer: Option<Bearer>,
    /// When.
    pub now: Instant,
}

/// What stands in `Authorization`: a token, or `None` where that is none of ours. It is never written to a log.
#[derive(Clone)]
pub struct Bearer(pub Option<String>);

impl std::fmt::Debug for Bearer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bearer(…)")
    }
}

impl Asked {
    /// Whether the reader has what the tag stands for.
    pub(crate) fn has(&self, tag: &str) -> bool {
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
    let headers = document_headers(asked, policy, page, copy, prepared)?;
    let (status, body) = if asked.has(&prepared.etag) { (304, None) } else { (200, Some(prepared.body.as_str())) };
    Response::new_with_opt_str_and_init(body.filter(|_| !asked.head), &with_status(status, &headers))
}

/// The headers of [`document`].
///
/// # Errors
/// The runtime's own.
pub fn document_headers(
    asked: &Asked,
    policy: &Policy,
    page: &Page,
    copy: &Copy,
    prepared: &Prepared,
) -> Result<Headers, JsValue> {
    let mut headers = policy.headers(asked.now, Some(copy.state.stale_after), &page.frame_ancestors);
    headers.push(("etag", prepared.etag.clone()));
    listed(asked, &headers)
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
    headers.extend(by_status(problem.status, READ));
    let body = serde_json::to_string(problem).unwrap_or_default();
    respond(asked, problem.status, &headers, Some(&body))
}

/// Why a token does not get what it asks for.
///
/// # Errors
/// The runtime's own.
pub fn refused(asked: &Asked, answer: &crate::operator::Answer) -> Answered {
    operator(asked, &crate::policy::OPERATOR, answer, "", READ)
}

/// What the operator API answers. `home`: what the paths begin with; `allowed`: what can be done at this one.
///
/// # Errors
/// The runtime's own.
pub fn operator(
    asked: &Asked,
    policy: &Policy,
    answer: &crate::operator::Answer,
    home: &str,
    allowed: &str,
) -> Answered {
    let failed = answer.status >= 400;
    let mut headers = policy.headers(asked.now, None, &[]);
    if failed {
        headers.retain(|(name, _)| *name != "content-type");
        headers.push(("content-type", PROBLEM.media_type.to_owned()));
    }
    headers.extend(by_status(answer.status, allowed));
    headers.extend(answer.version.as_ref().map(|version| ("etag", format!("\"{version}\""))));
    headers.extend(answer.location.as_ref().map(|path| ("location", format!("{home}{path}"))));
    respond(asked, answer.status, &headers, Some(&answer.body))
}

/// What a status says in a header. `allowed`: what can be done there.
fn by_status(status: u16, allowed: &str) -> Option<(&'static str, String)> {
    match status {
        401 => Some(("www-authenticate", "Bearer".to_owned())),
        405 => Some(("allow", allowed.to_owned())),
        429 => Some(("retry-after", "1".to_owned())),
        503 => Some(("retry-after", "5".to_owned())),
        _ => None,
    }
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
    Ok(with_status(status, &listed(asked, headers)?))
}

/// The head of an answer.
#[must_use]
pub fn with_status(status: u16, headers: &Headers) -> ResponseInit {
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers(headers);
    init
}

fn listed(asked: &Asked, headers: &[(&str, String)]) -> Result<Headers, JsValue> {
    let list = Headers::new()?;
    list.set("date", &http_date(asked.now))?;
    let shared = asked.bearer.is_none();
    let told = headers.iter().filter(|(name, _)| shared || !name.starts_with("access-control-"));
    told.clone().try_for_each(|(name, value)| list.set(name, value))?;
    if !shared {
        // It is his who asked, and of now.
        list.set("cache-control", "private, no-store")?;
        list.set("cross-origin-resource-policy", "same-origin")?;
    }
    Ok(list)
}

/// An instant as HTTP writes it (RFC 9110 §5.6.7): `Sun, 06 Nov 1994 08:49:37 GMT`.
#[must_use]
pub fn http_date(at: Instant) -> String {
    let milliseconds = at.0.saturating_mul(1000) as f64;
    let date = js_sys::Date::new(&milliseconds.into());
    date.to_utc_string().into()
}
