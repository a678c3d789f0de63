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
    let store = env.kv("SNAPSHOTS")?;
    let write = store.put(&key(page), serde_json::to_string(state)?)?.execute();
    within(LIMIT, write).await.ok_or("the store did not answer in time")?.map_err(Into::into)
}

/// Reads the last copy; `None` when there is none, or the store does not answer.
pub async fn get(env: &Env, page: &str) -> Option<PageState> {
    #[cfg(feature = "scripted")]
    crate::scripted::faults::copies_gone().ok()?;
    let store = env.kv("SNAPSHOTS").ok()?;
    let text = within(LIMIT, store.get(&key(page)).text()).await?.ok()??;
    serde_json::from_str(&text).ok()
}

fn key(page: &str) -> String {
    format!("state/{page}")
}
