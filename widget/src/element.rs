//! The widget in the browser. The loader mounts it into an element it owns, hands it snapshots and the server's time,
//! and hears what the buttons ask for. Nothing here fetches, reads a clock, a cookie or a storage.
//!
//! The loader has the JSON before the wasm has arrived, so no HTTP client is linked: `gloo-net` alone weighs 1.7 KB
//! brotli, and waiting for a second round trip would cost more than that.

use crate::parts::{Asked, Call, panel};
use crate::read;
use crate::view_model::View;
use fyr_shared::ids::ComponentId;
use fyr_shared::time::Instant;
use leptos::prelude::{AnyView, Render};
use leptos::tachys::view::Mountable;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// The rules of everything in the panel. The loader adopts them: a `<style>` would need the host's leave.
#[wasm_bindgen]
#[must_use]
pub fn css() -> String {
    include_str!("style.css").to_owned()
}

/// A mounted panel.
#[wasm_bindgen]
pub struct Handle(RefCell<Drawn>);

/// What is drawn, and what it was drawn from.
struct Drawn {
    json: String,
    filter: Vec<ComponentId>,
    level: u8,
    view: View,
    paused: bool,
    call: Call,
    nodes: <AnyView as Render>::State,
}

/// Draws the panel into `root`, by the attributes of `host`. `call` is called with `refresh`, `pause` or `resume`.
///
/// Nothing is drawn, and nothing returned, when the snapshot cannot be read.
#[wasm_bindgen]
#[must_use]
pub fn mount(
    root: &web_sys::Element,
    host: &web_sys::Element,
    json: String,
    server_now_ms: f64,
    call: js_sys::Function,
) -> Option<Handle> {
    let (filter, level, paused) = (components(host), heading_level(host), false);
    let view = View::of(read::snapshot(&json)?, &filter, instant(server_now_ms));
    let call: Call = Rc::new(move |asked| tell(&call, asked));
    let mut nodes = panel(&view, level, paused, &call).view().build();
    nodes.mount(root, None);
    Some(Handle(RefCell::new(Drawn { json, filter, level, view, paused, call, nodes })))
}

#[wasm_bindgen]
impl Handle {
    /// Shows a snapshot at an instant: a newer one, or the same when only time has passed. One that cannot be read
    /// changes nothing, and what is shown goes on ageing.
    pub fn show(&self, json: String, server_now_ms: f64) {
        let Ok(mut drawn) = self.0.try_borrow_mut() else { return };
        let readable = read::snapshot(&json).map(|snapshot| (json, snapshot));
        let same = || read::snapshot(&drawn.json).map(|snapshot| (drawn.json.clone(), snapshot));
        let Some((json, snapshot)) = readable.or_else(same) else { return };
        let view = View::of(snapshot, &drawn.filter, instant(server_now_ms));
        drawn.json = json;
        if drawn.view != view {
            drawn.view = view;
            drawn.redraw();
        }
    }

    /// Tells the buttons whether updates are stopped.
    pub fn pause(&self, paused: bool) {
        let Ok(mut drawn) = self.0.try_borrow_mut() else { return };
        if drawn.paused != paused {
            drawn.paused = paused;
            drawn.redraw();
        }
    }

    /// Takes the panel away.
    pub fn unmount(self) {
        if let Ok(mut drawn) = self.0.try_borrow_mut() {
            drawn.nodes.unmount();
        }
    }
}

impl Drawn {
    /// Writes what differs; what is the same stays the same node, with its focus.
    fn redraw(&mut self) {
        panel(&self.view, self.level, self.paused, &self.call).view().rebuild(&mut self.nodes);
    }
}

/// The attribute `components`: ids, separated by commas or spaces.
fn components(host: &web_sys::Element) -> Vec<ComponentId> {
    let listed = host.get_attribute("components").unwrap_or_default();
    listed.split([',', ' ', '\t', '\n']).filter(|id| !id.is_empty()).map(ComponentId::from).collect()
}

/// The attribute `heading-level`: 2 unless told.
fn heading_level(host: &web_sys::Element) -> u8 {
    host.get_attribute("heading-level").and_then(|level| level.trim().parse().ok()).unwrap_or(2)
}

fn tell(call: &js_sys::Function, asked: Asked) {
    let word = match asked {
        Asked::Refresh => "refresh",
        Asked::Pause => "pause",
        Asked::Resume => "resume",
    };
    // What the loader throws is the loader's own affair.
    let _ = call.call1(&JsValue::NULL, &JsValue::from_str(word));
}

#[expect(clippy::cast_possible_truncation, reason = "whole seconds of a time of day fit")]
fn instant(ms: f64) -> Instant {
    Instant((ms / 1000.0) as i64)
}
