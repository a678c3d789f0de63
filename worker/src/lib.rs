//! The edge of Fyr: the only code that talks to the network or to storage.
//!
//! The runtime calls [`fetch`] for a reader, [`scheduled`] each minute as a watchdog, and the objects
//! [`page_object::PageObject`] and [`region_object::RegionObject`].

pub mod adapters;
pub mod allowance;
pub mod answer;
pub mod clock;
pub mod copies;
pub mod edge;
pub mod embed;
pub mod etag;
pub mod hash;
pub mod history;
pub mod hot;
pub mod limit;
pub mod objects;
pub mod operator;
pub mod page_object;
pub mod pages;
pub mod policy;
pub mod probe;
pub mod problem;
pub mod published;
pub mod random;
pub mod region_object;
pub mod remembered;
pub mod report;
pub mod round;
pub mod routes;
#[cfg(feature = "scripted")]
pub mod scripted;
pub mod store;
pub mod zipped;

use futures_util::{StreamExt, stream};
use fyr_shared::unquoted::unquoted;
use std::time::Duration;
use wasm_bindgen::prelude::*;
use worker::{Context, Env, ScheduleContext, ScheduledEvent, event};

/// How many objects are called at a time where all of them are.
pub(crate) const OBJECTS_AT_A_TIME: usize = 50;

#[wasm_bindgen]
extern "C" {
    /// Told by the bundle's entry: it answers everything in flight and makes a new instance for the next call.
    #[wasm_bindgen(js_namespace = globalThis, js_name = FYR_PANICKED)]
    fn panicked(message: &str);
}

/// Notes what every call into this instance needs: the panic hook, which replaces the one the binding crate installs.
pub(crate) fn enter(env: &Env) {
    static HOOK: std::sync::Once = std::sync::Once::new();
    HOOK.call_once(|| {
        // What a panic quotes may be a part of a secret, and goes to the log.
        std::panic::set_hook(Box::new(|info| {
            let place = info.location().map(ToString::to_string).unwrap_or_default();
            panicked(&format!("{place}: {}", unquoted(info.payload_as_str().unwrap_or_default())));
        }));
    });
    #[cfg(feature = "scripted")]
    scripted::set_pace(env);
    pages::load(env);
    published::load(env);
}

/// A reader's request.
///
/// # Errors
/// None that is ours: whatever happens, a reader gets an answer with the headers of its policy.
#[event(fetch)]
pub async fn fetch(request: web_sys::Request, env: Env, context: Context) -> worker::Result<web_sys::Response> {
    enter(&env);
    match routes::answer(&request, &env, &context).await {
        Ok(answer) => Ok(answer),
        Err(error) => {
            worker::console_error!("a request failed: {}", unquoted(&objects::said(&error)));
            let asked = answer::Asked { now: clock::now(), ..answer::Asked::default() };
            answer::problem(&asked, &problem::Problem::internal()).map_err(Into::into)
        }
    }
}

/// Each minute: makes sure that every page's alarm is set. No work of its own.
#[event(scheduled)]
pub async fn scheduled(_event: ScheduledEvent, env: Env, _context: ScheduleContext) {
    enter(&env);
    #[cfg(feature = "scripted")]
    scripted::faults::panic_if_planted("scheduled");
    let limit = Duration::from_secs(5);
    let wake = &async |id: &str| {
        let stub = objects::page_stub(&env, id).map_err(|error| objects::Gone::failed(&error.to_string()))?;
        objects::call_text(stub, &format!("/{id}/wake"), Some(&()), limit).await
    };
    let woken = pages::ids().map(|id| async move { (id, wake(id).await) });
    let mut woken = stream::iter(woken).buffer_unordered(OBJECTS_AT_A_TIME);
    while let Some((id, woken)) = woken.next().await {
        if let Err(gone) = woken {
            worker::console_warn!("the object of `{id}` was not woken: {gone:?}");
        }
    }
}
