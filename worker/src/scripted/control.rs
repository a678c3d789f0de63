//! `/scripted/…`: what a test tells the worker.
//!
//! | call | does |
//! |---|---|
//! | `POST /scripted/clock` `{"at": instant}` | sets the clock; without `at`, back to the real time |
//! | `POST /scripted/faults` [`faults::Faults`] | breaks things; says how many statements are left until one fails |
//! | `POST /scripted/forget` | empties memory and Cache API |
//! | `POST /scripted/say` | writes what is posted to the log: a leak, for those who look for leaks |
//! | `POST /scripted/remembered` | how many pages' copies this isolate remembers, and how many bytes of memory it has taken |
//! | `POST /scripted/{page}/round` | runs a round and answers the state |
//! | `POST /scripted/{page}/rounds-{n}` | runs n rounds in which every source is due |
//! | `POST /scripted/{page}/recorded-{yyyy-mm-dd}` | a day's samples through the recording path of a round |
//! | `POST /scripted/{page}/written-{yyyy-mm}` | a month's samples, faults and incidents through the same writer |
//! | `POST /scripted/{page}/closed-{yyyy-mm}` | what happens when a month is over: its report, and old samples let go of |
//! | `GET /scripted/{page}/store` | what is stored |
//! | `POST /scripted/{page}/asleep` | the page's alarm is lost |
//! | `POST /scripted/{page}/alarms` | its alarm goes off three times at once |
//! | `POST /scripted/{page}/panic?in=…` | plants a panic that goes off when its place is next reached: `handler` (here), a path, `making` (an answer), `page`, `page {call}`, `transaction`, `publish`, `region`, `alarm`, `scheduled` |

use super::{clock, faults};
use crate::answer::{self, Asked};
use crate::objects;
use crate::policy::HEALTH;
use crate::problem::Problem;
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Request, Response, Url};
use worker::Env;

const LIMIT: Duration = Duration::from_secs(280);

#[derive(Deserialize)]
struct Clock {
    at: Option<Instant>,
}

/// Answers a control call.
///
/// # Errors
/// The runtime's own.
pub async fn answer(request: &Request, env: &Env, segments: &[&str]) -> Result<Response, JsValue> {
    let asked = Asked { now: crate::clock::now(), ..Asked::default() };
    let done = match segments {
        [_, "clock"] => {
            let set: Clock = body(request).await?;
            clock::set(Instant(i64::try_from(worker::Date::now().as_millis() / 1000).unwrap_or(0)), set.at);
            Some("{}".to_owned())
        }
        [_, "faults"] => {
            let left = faults::statements_left();
            faults::set(body(request).await?);
            Some(serde_json::json!({ "statements": left }).to_string())
        }
        [_, "forget"] => {
            crate::routes::forget_reports();
            crate::history::forget();
            crate::edge::forget(&crate::edge::remembered()).await;
            Some("{}".to_owned())
        }
        [_, "say"] => {
            let said = wasm_bindgen_futures::JsFuture::from(request.text()?).await?.as_string().unwrap_or_default();
            worker::console_warn!("{said}");
            Some("{}".to_owned())
        }
        [_, "remembered"] => {
            let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
            let bytes = memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length();
            Some(format!("{{\"pages\":{},\"memory\":{bytes}}}", crate::edge::remembered().len()))
        }
        [_, _, "panic"] => {
            let place = Url::new(&request.url())?.search_params().get("in").unwrap_or_default();
            faults::plant(&place);
            faults::panic_if_planted("handler");
            Some("{}".to_owned())
        }
        [_, instance, action] => pass_on(env, instance, action).await,
        _ => None,
    };
    match done {
        Some(body) => answer::plain(&asked, &HEALTH, 200, &body),
        None => answer::problem(&asked, &Problem::internal()),
    }
}

async fn pass_on(env: &Env, instance: &str, action: &str) -> Option<String> {
    let stub = objects::page_stub(env, instance).ok()?;
    let path = format!("/{instance}/scripted-{action}");
    objects::call_text(stub, &path, None::<&()>, LIMIT).await.ok()
}

async fn body<T: serde::de::DeserializeOwned>(request: &Request) -> Result<T, JsValue> {
    let text = wasm_bindgen_futures::JsFuture::from(request.text()?).await?.as_string().unwrap_or_default();
    serde_json::from_str(&text).map_err(|error| JsValue::from(error.to_string()))
}
