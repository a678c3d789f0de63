//! Finding objects, and calling them with a time limit.
//!
//! `PageObject` lives in the jurisdiction that the deployment names (`FYR_JURISDICTION`); where the local runtime knows
//! none, the variable is unset. `RegionObject` holds no data and is placed by location hint.

use crate::limit::within;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use worker::{Env, EnvBinding, Headers, Method, ObjectNamespace, Request, RequestInit, Response, Stub};

/// Why an object did not help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It did not answer in time.
    Late,
    /// It could not be called, or answered with an error, or with something unreadable.
    Failed,
}

#[wasm_bindgen]
extern "C" {
    /// The namespace as the runtime has it: the binding crate knows no jurisdictions for named objects.
    type RawNamespace;

    #[wasm_bindgen(method, catch)]
    fn jurisdiction(this: &RawNamespace, name: &str) -> Result<JsValue, JsValue>;
}

/// The object of a page.
///
/// # Errors
/// When the binding is missing or the jurisdiction is refused.
pub fn page_stub(env: &Env, page: &str) -> worker::Result<Stub> {
    #[cfg(feature = "scripted")]
    crate::scripted::faults::object_gone()?;
    namespace(env, "PAGE")?.get_by_name(page)
}

fn namespace(env: &Env, binding: &str) -> worker::Result<ObjectNamespace> {
    let Ok(place) = env.var("FYR_JURISDICTION").map(|var| var.to_string()) else {
        return env.durable_object(binding);
    };
    let raw: RawNamespace = js_sys::Reflect::get(env, &binding.into())?.unchecked_into();
    ObjectNamespace::get(raw.jurisdiction(&place)?)
}

/// The object of a region.
///
/// # Errors
/// When the binding is missing.
pub fn region_stub(env: &Env, hint: &str) -> worker::Result<Stub> {
    env.durable_object("REGION")?.get_by_name_with_location_hint(hint, hint)
}

/// Calls an object and reads its JSON answer; a body makes it a POST.
///
/// # Errors
/// [`Gone`], whatever the cause: a caller answers with what it has.
pub async fn call<A: DeserializeOwned>(
    stub: &Stub,
    path: &str,
    body: Option<&impl Serialize>,
    limit: Duration,
) -> Result<A, Gone> {
    let text = call_text(stub, path, body, limit).await?;
    serde_json::from_str(&text).map_err(|_| Gone::Failed)
}

/// Calls an object and returns its answer as text.
///
/// # Errors
/// [`Gone`], whatever the cause.
pub async fn call_text(
    stub: &Stub,
    path: &str,
    body: Option<&impl Serialize>,
    limit: Duration,
) -> Result<String, Gone> {
    let body = body.map(serde_json::to_string).transpose().map_err(|_| Gone::Failed)?;
    let asked = async {
        let request = request(path, body.as_deref())?;
        let mut response: Response = stub.fetch_with_request(request).await?;
        if response.status_code() == 200 { response.text().await } else { Err("not 200".into()) }
    };
    within(limit, asked).await.ok_or(Gone::Late)?.map_err(|_| Gone::Failed)
}

fn request(path: &str, body: Option<&str>) -> worker::Result<Request> {
    let mut init = RequestInit::new();
    if let Some(body) = body {
        init.with_method(Method::Post).with_body(Some(body.into()));
        init.with_headers(Headers::from_iter([("content-type", "application/json")]));
    }
    Request::new_with_init(&format!("https://object{path}"), &init)
}
