//! The last days in the browser: asked for when a person opens them, from where this file came, and gone through by keyboard.
//!
//! The loader asks for everything else. It is small because all portals pay for it; this is paid for by those who open it.

use crate::json::Json;
use crate::read;
use fyr_shared::api::{Snapshot, paths};
use fyr_shared::ids::ComponentId;
use js_sys::{Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::Element;

/// What opens them, the bars of a component, one of them, the one that is chosen, and the line that says what it stands for.
const OPENER: &str = ".past > summary";
const BARS: &str = ".bars[role]";
const BAR: &str = ".bars[role] > .bar";
const CHOSEN: &str = "[aria-selected]";
const TOLD: &str = ".told";
/// The bar that a list says has the focus: one at a time.
const ACTIVE: &str = "fyr-day";

#[wasm_bindgen]
extern "C" {
    type Meta;

    #[wasm_bindgen(thread_local_v2, js_namespace = import, js_name = meta)]
    static META: Meta;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Meta) -> String;

    type Pending;

    #[wasm_bindgen(js_name = fetch)]
    fn ask(address: &str, how: &Object) -> Pending;

    #[wasm_bindgen(method)]
    fn then(this: &Pending, done: &JsValue, failed: &JsValue) -> Pending;

    type Answer;

    #[wasm_bindgen(method, getter)]
    fn ok(this: &Answer) -> bool;

    #[wasm_bindgen(method)]
    fn text(this: &Answer) -> JsValue;
}

/// How far they have come.
#[derive(Default)]
pub enum Past {
    /// Nobody has asked.
    #[default]
    Closed,
    /// They are on their way.
    Asked,
    /// They could not be had; a page has them.
    Failed(String),
    /// As the edge draws them.
    Drawn(Json),
}

/// Where a page of them is.
pub fn page(snapshot: &Snapshot) -> String {
    [origin(), paths::history(snapshot.page.as_str()), query(snapshot)].concat()
}

/// Asks for the days of some components, or of all; `done` is called with what comes, or with nothing.
pub fn fetch(snapshot: &Snapshot, components: &[ComponentId], done: impl FnOnce(Option<Json>) + 'static) {
    let listed: Vec<&str> = components.iter().map(ComponentId::as_str).collect();
    let drawn = paths::history_drawn(snapshot.page.as_str());
    let address = [&origin(), &drawn, &query(snapshot), "&components=", &listed.join(",")].concat();
    let how = Object::new();
    for (name, value) in [("credentials", "omit"), ("referrerPolicy", "no-referrer")] {
        // A new object takes whatever it is given.
        let _ = Reflect::set(&how, &name.into(), &value.into());
    }
    let text = |answer: JsValue| {
        let answer: Answer = answer.unchecked_into();
        if answer.ok() { answer.text() } else { JsValue::NULL }
    };
    let (nothing, lost) = (JsValue::NULL, Closure::once_into_js(|| JsValue::NULL));
    let told = Closure::once_into_js(move |text: JsValue| done(text.as_string().as_deref().and_then(read::drawn)));
    // What is lost is nothing, and what is nothing is told like the rest.
    let _ =
        ask(&address, &how).then(&Closure::once_into_js(text), &nothing).then(&nothing, &lost).then(&told, &nothing);
}

fn query(snapshot: &Snapshot) -> String {
    ["?lang=", snapshot.lang.as_str(), "&env=", snapshot.env.as_str()].concat()
}

/// Where this file came from: `https://status.example.no`.
fn origin() -> String {
    let url = META.with(Meta::url);
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

/// What is listened to.
const HEARD: [&str; 3] = ["keydown", "click", "focusin"];

/// Somebody who listens, until it is dropped: the loader draws into the same element again.
pub struct Ears {
    root: Element,
    heard: Closure<dyn Fn(web_sys::Event)>,
}

impl Drop for Ears {
    fn drop(&mut self) {
        for kind in HEARD {
            let _ = self.root.remove_event_listener_with_callback(kind, self.heard.as_ref().unchecked_ref());
        }
    }
}

/// Listens to what is pressed in `root`; `opened` is called when a person opens or closes the days.
pub fn listen(root: &Element, opened: impl Fn(&Element) + 'static) -> Ears {
    let heard = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let Some(target) = target else { return };
        match (event.type_().as_str(), closest(&target, OPENER), closest(&target, BARS)) {
            ("keydown", _, Some(list)) if walk(&list, &word(&event, "key")) => event.prevent_default(),
            ("focusin", _, Some(list)) => _ = chosen(&list).map(|bar| choose(&list, &bar)),
            ("click", _, Some(list)) => _ = closest(&target, BAR).map(|bar| choose(&list, &bar)),
            ("click", Some(opener), _) => opened(&opener),
            _ => {}
        }
    });
    for kind in HEARD {
        let _ = root.add_event_listener_with_callback(kind, heard.as_ref().unchecked_ref());
    }
    Ears { root: root.clone(), heard }
}

fn word(event: &web_sys::Event, name: &str) -> String {
    Reflect::get(event, &name.into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

fn closest(element: &Element, selector: &str) -> Option<Element> {
    element.closest(selector).ok().flatten()
}

/// The bar that a list is at: at first, today's.
fn chosen(list: &Element) -> Option<Element> {
    list.query_selector(CHOSEN).ok().flatten().or_else(|| list.last_element_child())
}

/// Goes from a bar to another; whether the key is one that does.
fn walk(list: &Element, key: &str) -> bool {
    let Some(bar) = chosen(list) else { return false };
    let there = match key {
        "ArrowLeft" | "ArrowUp" => bar.previous_element_sibling(),
        "ArrowRight" | "ArrowDown" => bar.next_element_sibling(),
        "Home" => list.first_element_child(),
        "End" => list.last_element_child(),
        _ => return false,
    };
    if let Some(there) = there {
        choose(list, &there);
    }
    true
}

/// Makes a bar the one that its list is at, and says what it stands for in the line below.
fn choose(list: &Element, bar: &Element) {
    // Attributes that are not written fall back on what is there.
    for before in [list.query_selector(CHOSEN), around(list, &["#", ACTIVE].concat())].into_iter().flatten().flatten() {
        let _ = before.remove_attribute("id");
        if list.contains(Some(&before)) {
            let _ = before.remove_attribute("aria-selected");
        }
    }
    bar.set_id(ACTIVE);
    let _ = bar.set_attribute("aria-selected", "true");
    let _ = list.set_attribute("aria-activedescendant", ACTIVE);
    let line = list.parent_element().and_then(|around| around.query_selector(TOLD).ok().flatten());
    let words = bar.first_element_child().and_then(|words| words.clone_node_with_deep(true).ok());
    if let (Some(line), Some(words)) = (line, words) {
        let _ = words.unchecked_ref::<Element>().remove_attribute("class");
        line.set_text_content(None);
        let _ = line.append_child(&words);
    }
}

/// Something beside a list, in the same history.
fn around(list: &Element, selector: &str) -> Result<Option<Element>, JsValue> {
    closest(list, ".history").map_or(Ok(None), |history| history.query_selector(selector))
}
