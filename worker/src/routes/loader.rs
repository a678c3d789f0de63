//! `GET /{page}/embed.js`: the loader with the page's present summary in every language of the page, so that the first
//! paint needs one request. Its headers cannot be read by a page, so it carries `served_at` in its body.
//!
//! Whatever `?env=` says, it is the state of the page's first environment: one loader serves every element of a document,
//! and an element that names an environment asks for its own.
//!
//! While all is well nothing is drawn, and what draws stays at home; `?show=always` sends it all the same, for portals
//! whose elements say so.

use super::Routed;
use crate::edge::{Copy, Prepared};
use crate::{embed, published};
use fyr_shared::api::{LoaderPublished, LoaderState, PageState, Snapshot};
use fyr_shared::page::Page;
use fyr_shared::status::Level;
use fyr_shared::time::Instant;
use std::rc::Rc;

/// The loader with its state.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    // By the second: what it says of when it was served is believed to the second.
    copy.prepare(&format!("loader {} {}", routed.query.always, routed.asked.now), |state| {
        let embed = embed::embed();
        let drawn = routed.query.always || !is_well(&routed.page, state, routed.asked.now);
        let polled = published::told(&routed.page);
        let text = embed.text(drawn, polled.is_some());
        let inlined = LoaderState::of(&routed.page, state, routed.asked.now, drawn, &embed.files);
        with(text, &LoaderState { published: polled, ..inlined })
    })
}

/// The loader that lies in a bucket for nobody knows how long: nothing in it says how anything is. It asks at once.
pub fn stateless(page: &Page, state: &PageState, polled: LoaderPublished) -> String {
    let embed = embed::embed();
    let inlined = LoaderState::of(page, state, state.as_of, false, &embed.files).stateless();
    with(embed.text(false, true), &LoaderState { published: Some(polled), ..inlined })
}

fn with(text: &str, inlined: &LoaderState) -> String {
    text.replacen(LoaderState::PLACE, &script_safe(inlined), 1)
}

/// Whether no element without wishes of its own has anything to show.
fn is_well(page: &Page, state: &PageState, now: Instant) -> bool {
    now < state.stale_after && Snapshot::compose(page, state, None, &page.first_env()).level == Level::Operational
}

/// JSON that is also JavaScript, wherever it is put.
fn script_safe(state: &LoaderState) -> String {
    let json = serde_json::to_string(state).unwrap_or_else(|_| "null".to_owned());
    json.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}
