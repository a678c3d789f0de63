//! `/api/v1/{page}/…` with a token: what an operator asks, handed to the page's object. Nothing of it is kept at the edge,
//! and nothing of it is answered to another site.

use super::guard;
use crate::answer::{self, Asked, Bearer};
use crate::limit::within;
use crate::objects;
use crate::operator::{Answer, Call, ONLY_READ, READ, allowed};
use crate::policy::OPERATOR;
use crate::problem::Problem;
use fyr_shared::api::paths;
use fyr_shared::operator::Noun;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Request, Response, Url};
use worker::Env;

/// How long the object may take: callers are answered within five seconds.
const LIMIT: Duration = Duration::from_secs(4);
/// How many bytes the content may have.
pub const MOST: usize = 65_536;

/// Whether a path is an operator's.
#[must_use]
pub fn is_path(rest: &[&str]) -> bool {
    rest.first().is_some_and(|first| ONLY_READ.contains(first) || Noun::of_list(first).is_some())
}

/// Answers what an operator asks of a page.
///
/// # Errors
/// The runtime's own.
pub async fn answer(
    asked: &Asked,
    page: &str,
    rest: &[&str],
    url: &Url,
    request: &Request,
    env: &Env,
) -> Result<Response, JsValue> {
    let answered = match call(asked, page, rest, url, request).await? {
        Ok(call) => hand_over(env, page, &call).await,
        Err(problem) => Answer::problem(&problem),
    };
    let asked = Asked { now: crate::clock::now(), ..asked.clone() };
    let home = paths::snapshot(page) + "/";
    answer::operator(&asked, &OPERATOR, &answered, &home, allowed(rest).unwrap_or(READ))
}

/// The call, or why it is none.
async fn call(
    asked: &Asked,
    page: &str,
    rest: &[&str],
    url: &Url,
    request: &Request,
) -> Result<Result<Call, Problem>, JsValue> {
    let headers = request.headers();
    if !is_own(url, headers.get("origin")?.as_deref(), headers.get("sec-fetch-site")?.as_deref()) {
        return Ok(Err(Problem::cross_origin()));
    }
    let method = request.method();
    let Some(allowed) = allowed(rest) else { return Ok(Err(Problem::no_record())) };
    if !allowed.split(", ").any(|known| known == method) {
        return Ok(Err(Problem::operator_method(&method, allowed)));
    }
    let Some(Bearer(Some(token))) = &asked.bearer else { return Ok(Err(Problem::token())) };
    if crate::pages::find(page).is_none() {
        // As a page that is not his: who asks without right is told nothing.
        return Ok(Err(Problem::token()));
    }
    if !guard::is_open(token, asked.now) {
        return Ok(Err(Problem::too_many()));
    }
    let body = match method.as_str() {
        "POST" | "PATCH" => match within(LIMIT, content(request)).await.transpose()? {
            Some(Ok(body)) => body,
            Some(Err(problem)) => return Ok(Err(problem)),
            None => return Ok(Err(Problem::slow())),
        },
        _ => String::new(),
    };
    Ok(Ok(Call {
        method: if method == "HEAD" { "GET".to_owned() } else { method },
        path: rest.iter().map(|&segment| segment.to_owned()).collect(),
        query: url.search().trim_start_matches('?').to_owned(),
        token: token.clone(),
        if_match: headers.get("if-match")?,
        key: headers.get("idempotency-key")?,
        body,
    }))
}

/// Whether it is asked from here: by the console, or by no page at all.
fn is_own(url: &Url, origin: Option<&str>, site: Option<&str>) -> bool {
    let here = url.origin();
    origin.is_none_or(|origin| origin == here) && !matches!(site, Some("cross-site" | "same-site"))
}

/// The content: JSON, and not too much of it.
async fn content(request: &Request) -> Result<Result<String, Problem>, JsValue> {
    let headers = request.headers();
    let media_type = headers.get("content-type")?.unwrap_or_default();
    if !media_type.split(';').next().is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json")) {
        return Ok(Err(Problem::media_type()));
    }
    let told = headers.get("content-length")?.and_then(|length| length.parse::<usize>().ok());
    if told.is_some_and(|told| told > MOST) {
        return Ok(Err(Problem::too_large(MOST)));
    }
    let Some(body) = request.body() else { return Ok(Ok(String::new())) };
    let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await?;
        if js_sys::Reflect::get(&piece, &"done".into())?.is_truthy() {
            break;
        }
        let piece: js_sys::Uint8Array = js_sys::Reflect::get(&piece, &"value".into())?.unchecked_into();
        if bytes.len() + piece.length() as usize > MOST {
            // Whoever sends more is not waited for.
            let _ = reader.cancel();
            return Ok(Err(Problem::too_large(MOST)));
        }
        bytes.extend(piece.to_vec());
    }
    Ok(String::from_utf8(bytes).map_err(|_| Problem::encoding()))
}

/// What the page's object answers.
pub async fn hand_over(env: &Env, page: &str, call: &Call) -> Answer {
    hand_over_within(LIMIT, env, page, call).await
}

/// The same; the object may take so long.
pub async fn hand_over_within(limit: Duration, env: &Env, page: &str, call: &Call) -> Answer {
    if !guard::admits(&call.token, crate::clock::now()) {
        return Answer::problem(&Problem::too_many());
    }
    let Ok(stub) = objects::page_stub(env, page) else { return Answer::problem(&Problem::unanswered()) };
    let answer = match objects::call::<Answer>(stub, &format!("/{page}/operator"), Some(call), limit).await {
        Ok(answer) => answer,
        Err(gone) => {
            worker::console_warn!("the object of `{page}`, asked by an operator: {gone:?}");
            Answer::problem(&Problem::unanswered())
        }
    };
    guard::heard(&call.token, answer.status, crate::clock::now());
    answer
}
