//! The widget in the browser. The loader mounts it into an element it owns, hands it snapshots and the server's time,
//! and hears what the buttons ask for. Nothing here fetches, reads a clock, a cookie or a storage.
//!
//! The loader has the JSON before the wasm has arrived, so no HTTP client is linked: `gloo-net` alone weighs 1.7 KB
//! brotli, and waiting for a second round trip would cost more than that.

use crate::parts::{Asked, Call, panel};
use crate::read;
use crate::view_model::View;
use fyr_shared::ids::ComponentId;
use leptos::prelude::{AnyView, Render};
use leptos::tachys::view::Mountable;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
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

/// What is drawn, where, and what it was drawn from.
struct Drawn {
    root: web_sys::Element,
    json: String,
    filter: Vec<ComponentId>,
    level: u8,
    view: View,
    paused: bool,
    call: Call,
    nodes: <AnyView as Render>::State,
}

/// Draws the panel into `root`: these components, by their ids with commas between, or all; headings from this level on.
/// `call` is called with `refresh`, `pause` or `resume`.
///
/// Nothing is drawn, and nothing returned, when the snapshot cannot be read.
#[wasm_bindgen]
#[must_use]
pub fn mount(
    root: &web_sys::Element,
    components: &str,
    level: u8,
    json: String,
    server_now_ms: f64,
    call: js_sys::Function,
) -> Option<Handle> {
    let filter: Vec<ComponentId> = components.split(',').filter(|id| !id.is_empty()).map(ComponentId::from).collect();
    let paused = false;
    let view = View::of(read::snapshot(&json)?, &filter, read::server_time(server_now_ms));
    let call: Call = Rc::new(move |asked| tell(&call, asked));
    let mut nodes = panel(&view, level, paused, &call).view().build();
    nodes.mount(root, None);
    Some(Handle(RefCell::new(Drawn { root: root.clone(), json, filter, level, view, paused, call, nodes })))
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
        let view = View::of(snapshot, &drawn.filter, read::server_time(server_now_ms));
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
        let held = self.focused();
        panel(&self.view, self.level, self.paused, &self.call).view().rebuild(&mut self.nodes);
        if held.is_some() && self.focused().is_none() {
            self.catch(held);
        }
    }

    /// The element of the panel that has the focus.
    fn focused(&self) -> Option<web_sys::Element> {
        let around = self.root.get_root_node();
        let active = js_sys::Reflect::get(&around, &JsValue::from_str("activeElement")).ok()?;
        active.dyn_into().ok().filter(|active: &web_sys::Element| self.root.contains(Some(active)))
    }

    /// Focus that fell off when its element was moved goes back to it; when the element is gone, to the first button.
    fn catch(&self, held: Option<web_sys::Element>) {
        let there = held.filter(|held| self.root.contains(Some(held)));
        let catcher = there.or_else(|| self.root.query_selector("button").ok().flatten());
        if let Some(element) = catcher.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            // An element that cannot take it leaves things as they are.
            let _ = element.focus();
        }
    }
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
