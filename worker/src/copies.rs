//! The last copy: a page's state in KV, for readers when everything else is gone.

use crate::limit::within;
use fyr_shared::api::PageState;
use std::time::Duration;
use worker::{Env, Result};

/// How long the last copy may keep a reader waiting.
const LIMIT: Duration = Duration::from_millis(1_500);

/// Writes the last copy.
///
/// # Errors
/// When the binding is missing, or the store refuses or is late.
pub async fn put(env: &Env, page: &str, state: &PageState) -> Result<()> {
    #[cfg(feature = "scripted")]
    crate::scripted::faults::panic_if_planted("publish");
    let store = env.kv("SNAPSHOTS")?;
    let put = store.put(&key(page), serde_json::to_string(state)?)?;
    let write = async {
        #[cfg(feature = "scripted")]
        crate::scripted::faults::copies_gone().await?;
        put.execute().await.map_err(worker::Error::from)
    };
    within(LIMIT, write).await.ok_or("the store did not answer in time")?
}

/// Reads the last copy; `None` when there is none, or the store does not answer.
pub async fn get(env: &Env, page: &str) -> Option<PageState> {
    let store = env.kv("SNAPSHOTS").ok()?;
    let read = async {
        #[cfg(feature = "scripted")]
        crate::scripted::faults::copies_gone().await.ok()?;
        store.get(&key(page)).text().await.ok()?
    };
    let text = within(LIMIT, read).await??;
    serde_json::from_str(&text).ok()
}

fn key(page: &str) -> String {
    format!("state/{page}")
}
