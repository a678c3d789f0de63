//! `GET /{page}/embed.js`: the loader with the page's present summary in every language of the page, so that the first
//! paint needs one request. Its headers cannot be read by a page, so it carries `served_at` in its body.

use super::Routed;
use crate::edge::{Copy, Prepared};
use crate::embed;
use fyr_shared::api::LoaderState;
use std::rc::Rc;

/// The place in the loader where the state goes.
const PLACE: &str = "\"__FYR_STATE__\"";

/// The loader with its state.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    // By the second: what it says of when it was served is believed to the second.
    copy.prepare(&format!("loader {}", routed.asked.now), |state| {
        let embed = embed::embed();
        let inlined = LoaderState::of(&routed.page, state, routed.asked.now, &embed.glue, &embed.wasm);
        embed.loader.replacen(PLACE, &script_safe(&inlined), 1)
    })
}

/// JSON that is also JavaScript, wherever it is put.
fn script_safe(state: &LoaderState) -> String {
    let json = serde_json::to_string(state).unwrap_or_else(|_| "null".to_owned());
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
