//! `GET /console` and `/console/{page}`: the shell of the operator's console, the same for every page. It holds no state: what
//! an operator sees comes from the API, with a token.

use crate::answer::{self, Asked};
use crate::limit::within;
use crate::policy::CONSOLE;
use crate::problem::Problem;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::Env;

/// How long the assets may keep an operator waiting.
const LIMIT: Duration = Duration::from_secs(3);
/// Where the shell is.
const SHELL: &str = "/console/";

/// The shell.
///
/// # Errors
/// The runtime's own.
pub async fn answer(asked: &Asked, env: &Env, url: &Url) -> Result<Response, JsValue> {
    let read = async {
        let mut found = env.assets("ASSETS").ok()?.fetch(format!("{}{SHELL}", url.origin()), None).await.ok()?;
        if found.status_code() == 200 { found.text().await.ok() } else { None }
    };
    match within(LIMIT, read).await.flatten() {
        Some(shell) => answer::plain(asked, &CONSOLE, 200, &shell),
        None => answer::problem(asked, &Problem::no_file(&url.pathname())),
    }
}
