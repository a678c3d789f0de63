//! Finding objects, and calling them with a time limit.
//!
//! `PageObject` lives in the jurisdiction that the deployment names (`FYR_JURISDICTION`); where the local runtime knows
//! none, the variable is unset. `RegionObject` holds no data and is placed by location hint.

use crate::limit::within;
use fyr_shared::unquoted::unquoted;
use js_sys::Promise;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use worker::{Env, EnvBinding, ObjectNamespace, Stub};

/// Why an object did not help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It did not answer in time.
    Late,
    /// It could not be called, or answered with an error, or with something unreadable: why, as far as a log may have it.
    Failed(String),
}

impl Gone {
    /// The beginning of what an error says: behind a colon or in quotes stands what an answer holds, or an address.
    pub(crate) fn failed(why: &str) -> Self {
        Self::Failed(unquoted(why).split(':').next().unwrap_or_default().to_owned())
    }
}

#[wasm_bindgen]
extern "C" {
    /// The namespace as the runtime has it: the binding crate knows no jurisdictions for named objects.
    type RawNamespace;

    #[wasm_bindgen(method, catch)]
    fn jurisdiction(this: &RawNamespace, name: &str) -> Result<JsValue, JsValue>;

    /// Calls an object and reads its answer: `worker/ask.mjs`.
    #[wasm_bindgen(js_namespace = globalThis, js_name = FYR_CALL)]
    fn ask(stub: JsValue, path: &str, body: Option<&str>) -> Promise;
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
    stub: Stub,
    path: &str,
    body: Option<&impl Serialize>,
    limit: Duration,
) -> Result<A, Gone> {
    let text = call_text(stub, path, body, limit).await?;
    serde_json::from_str(&text).map_err(|error| Gone::failed(&error.to_string()))
}

/// Calls an object and returns its answer as text.
///
/// # Errors
/// [`Gone`], whatever the cause.
pub async fn call_text(stub: Stub, path: &str, body: Option<&impl Serialize>, limit: Duration) -> Result<String, Gone> {
    let body = body.map(serde_json::to_string).transpose().map_err(|error| Gone::failed(&error.to_string()))?;
    let asked = async {
        #[cfg(feature = "scripted")]
        if path != "/ask" && !path.contains("/scripted-") {
            crate::scripted::faults::hang("object").await;
        }
        JsFuture::from(ask(stub.into_rpc(), path, body.as_deref())).await
    };
    let text = within(limit, asked).await.ok_or(Gone::Late)?.map_err(|error| Gone::failed(&said(&error)))?;
    text.as_string().ok_or_else(|| Gone::failed("no text came"))
}

/// What an error of the runtime says; nothing, where it is none.
pub(crate) fn said(error: &JsValue) -> String {
    error.dyn_ref::<js_sys::Error>().map(|error| error.message().into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Gone;

    #[test]
    fn why_an_object_failed_is_told_without_what_it_held() {
        for (why, told) in [
            ("an object answered 503", "an object answered 503"),
            ("Fetch API cannot load: https://hook.example/fyr_x", "Fetch API cannot load"),
            ("invalid type: string \"fyr_x\", expected u64", "invalid type"),
            ("missing field `revision` at line 1 column 2", "missing field"),
        ] {
            assert_eq!(Gone::failed(why), Gone::Failed(told.to_owned()), "{why}");
        }
    }
}
