//! The widget in the browser. The loader mounts it into an element it owns, hands it snapshots, help as the edge draws it and
//! the server's time, and hears what the buttons ask for. Nothing here reads a clock, a cookie or a storage, and nothing is
//! fetched but the last days, by whoever opens them.
//!
//! The loader has the JSON before the wasm has arrived, so no HTTP client is linked: `gloo-net` alone weighs 1.7 KB
//! brotli, and waiting for a second round trip would cost more than that.

use crate::json::Json;
use crate::parts::{self, Asked, Call, DIV, El, Help, Reading, el};
use crate::past::{self, Ears, Past};
use crate::read;
use crate::view_model::{Report, View};
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Lang;
use fyr_shared::time::Instant;
use leptos::prelude::{AnyView, Render};
use leptos::tachys::view::Mountable;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Where a person is led who has asked: to the answer, or else to the questions.
const ANSWER: [&str; 2] = [".answer", ".help .heading"];
/// The text of a report.
const TEXT: [&str; 1] = ["textarea"];
/// What was holds for ever.
const AT_ANY_TIME: Reading = Reading { now: Instant(i64::MAX), deeper: 0 };
/// The level of the heading over help for which the edge draws.
const HELP: i8 = 2;

/// The rules of everything in the panel. The loader adopts them: a `<style>` would need the host's leave.
#[wasm_bindgen]
#[must_use]
pub fn css() -> String {
    include_str!("style.css").to_owned()
}

/// What is mounted: a panel, or help alone.
#[wasm_bindgen]
pub struct Handle(Rc<RefCell<Drawn>>, Ears);

/// What is drawn, and where.
struct Drawn {
    root: web_sys::Element,
    scene: Scene,
    nodes: <AnyView as Render>::State,
}

/// What it is drawn from.
struct Scene {
    level: u8,
    lang: Lang,
    paused: bool,
    panel: Option<Panel>,
    help: Option<Helping>,
    /// Where help is to be had when it cannot be here.
    elsewhere: Option<String>,
    call: Call,
}

/// The panel around help.
struct Panel {
    json: String,
    filter: Vec<ComponentId>,
    view: View,
    past: Past,
}

/// What the edge has drawn of help, and what a person makes of it.
struct Helping {
    drawn: Json,
    now: Instant,
    /// Whether what was asked last could not be.
    lost: bool,
    report: Option<Report>,
}

/// Draws the panel into `root`: these components, by their ids with commas between, or all; headings from this level on.
/// `call` is called with what the buttons ask for: `refresh`, `pause`, `resume`, `help`, `report`, `copy`.
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
    let view = View::of(read::snapshot(&json)?, &filter, read::server_time(server_now_ms));
    Some(Handle::new(root, level, view.lang, Some(Panel { json, filter, view, past: Past::Closed }), call))
}

/// Draws help alone into `root`, in a language, with headings from this level on. Nothing is there until [`Handle::help`].
#[wasm_bindgen]
#[must_use]
pub fn mount_help(root: &web_sys::Element, lang: &str, level: u8, call: js_sys::Function) -> Handle {
    Handle::new(root, level, Lang::parse(lang).unwrap_or(Lang::En), None, call)
}

#[wasm_bindgen]
impl Handle {
    /// Shows a snapshot at an instant: a newer one, or the same when only time has passed. One that cannot be read
    /// changes nothing, and what is shown goes on ageing.
    pub fn show(&self, json: String, server_now_ms: f64) {
        let Ok(mut drawn) = self.0.try_borrow_mut() else { return };
        let Some(panel) = &mut drawn.scene.panel else { return };
        let readable = read::snapshot(&json).map(|snapshot| (json, snapshot));
        let same = || read::snapshot(&panel.json).map(|snapshot| (panel.json.clone(), snapshot));
        let Some((json, snapshot)) = readable.or_else(same) else { return };
        let view = View::of(snapshot, &panel.filter, read::server_time(server_now_ms));
        panel.json = json;
        if panel.view != view {
            panel.view = view;
            drawn.redraw();
        }
    }

    /// Tells the buttons whether updates are stopped.
    pub fn pause(&self, paused: bool) {
        let Ok(mut drawn) = self.0.try_borrow_mut() else { return };
        if drawn.scene.paused != paused {
            drawn.scene.paused = paused;
            drawn.redraw();
        }
    }

    /// Shows help at an instant, as the edge draws it: what holds then. What cannot be read leads elsewhere, and takes away
    /// nothing that a person has written. `leads` says that a person waits for it: then the focus goes there.
    pub fn help(&self, json: &str, elsewhere: String, server_now_ms: f64, leads: bool) {
        let Ok(mut drawn) = self.0.try_borrow_mut() else { return };
        let now = read::server_time(server_now_ms);
        drawn.scene.help = Helping::renewed(drawn.scene.help.take(), read::drawn(json), now, &elsewhere);
        drawn.scene.elsewhere = Some(elsewhere);
        drawn.redraw();
        if leads {
            drawn.lead(&ANSWER);
        }
    }

    /// Begins a report.
    pub fn report(&self) {
        let Ok(mut drawn) = self.0.try_borrow_mut() else { return };
        let question = drawn.scene.elsewhere.clone().unwrap_or_default();
        let Some(help) = &mut drawn.scene.help else { return };
        help.report = read::draft(&help.drawn).map(|draft| Report::begin(draft, question));
        drawn.redraw();
        drawn.lead(&TEXT);
    }

    /// Hears what the report says. Gives it back without what must not be told; nothing where there is no report.
    #[must_use]
    pub fn write(&self, text: &str) -> Option<String> {
        self.with(|report| report.write(text).to_owned())
    }

    /// Hears whether the report could be copied.
    pub fn copied(&self, copied: bool) {
        self.with(|report| report.copied(copied));
    }

    /// Takes it away.
    pub fn unmount(self) {
        drop(self.1);
        if let Ok(mut drawn) = self.0.try_borrow_mut() {
            drawn.nodes.unmount();
        }
    }
}

impl Handle {
    fn new(root: &web_sys::Element, level: u8, lang: Lang, panel: Option<Panel>, call: js_sys::Function) -> Self {
        let call: Call = Rc::new(move |asked| tell(&call, asked));
        let scene = Scene { level, lang, paused: false, panel, help: None, elsewhere: None, call };
        let mut nodes = scene.parts().view().build();
        nodes.mount(root, None);
        let drawn = Rc::new(RefCell::new(Drawn { root: root.clone(), scene, nodes }));
        let weak = Rc::downgrade(&drawn);
        let ears = past::listen(root, move |opener| {
            let open = opener.parent_element().is_some_and(|it| it.has_attribute("open"));
            // It is opened by this, once everybody has heard of it.
            if let Some(drawn) = weak.upgrade().filter(|_| !open) {
                ask_for_days(&drawn);
            }
        });
        Self(drawn, ears)
    }

    /// Does something with the report, and draws what comes of it.
    fn with<T>(&self, work: impl FnOnce(&mut Report) -> T) -> Option<T> {
        let mut drawn = self.0.try_borrow_mut().ok()?;
        let done = work(drawn.scene.help.as_mut()?.report.as_mut()?);
        drawn.redraw();
        Some(done)
    }
}

impl Scene {
    /// All that is drawn.
    fn parts(&self) -> El {
        let (lang, level, call) = (self.lang, self.level, &self.call);
        let drawn = self.help.as_ref().and_then(|help| help.parts(lang, level, self.elsewhere.as_ref()));
        let drawn = drawn.or_else(|| self.elsewhere.clone().map(Help::Elsewhere));
        match &self.panel {
            Some(it) => {
                let offered = it.view.support.then_some(Help::Offered);
                parts::panel(&it.view, it.days(level), drawn.or(offered), level, self.paused, call)
            }
            None => {
                // What changes by itself can be stopped.
                let changes = self.help.as_ref().is_some_and(|help| read::draft(&help.drawn).is_some());
                let foot = || el(DIV).class("foot").part("footer").child(parts::controls(lang, self.paused, call));
                el(DIV).maybe(drawn.map(|it| parts::help(it, lang, level, call))).maybe(changes.then(foot))
            }
        }
    }
}

/// Asks for the last days. What is there already stays until newer ones have come.
fn ask_for_days(shown: &Rc<RefCell<Drawn>>) {
    let Ok(mut drawn) = shown.try_borrow_mut() else { return };
    let Some(panel) = &mut drawn.scene.panel else { return };
    let Some(snapshot) = read::snapshot(&panel.json) else { return };
    if !matches!(panel.past, Past::Drawn(_)) {
        panel.past = Past::Asked;
    }
    let (weak, elsewhere) = (Rc::downgrade(shown), past::page(&snapshot));
    past::fetch(&snapshot, &panel.filter, move |told| {
        let shown = weak.upgrade();
        let Some(Ok(mut drawn)) = shown.as_ref().map(|shown| shown.try_borrow_mut()) else { return };
        let Some(panel) = &mut drawn.scene.panel else { return };
        let told = told.filter(|json| AT_ANY_TIME.part(json.get("history")).is_some());
        panel.past = told.map_or(Past::Failed(elsewhere), Past::Drawn);
        drawn.redraw();
    });
    drawn.redraw();
}

impl Panel {
    /// The last days, as far as they have come.
    fn days(&self, level: u8) -> parts::PastDays {
        let reading = Reading { deeper: deeper(level), ..AT_ANY_TIME };
        match &self.past {
            Past::Closed => parts::PastDays::Closed,
            Past::Asked => parts::PastDays::Coming,
            Past::Failed(href) => parts::PastDays::Elsewhere(href.clone()),
            Past::Drawn(json) => reading
                .part(json.get("history"))
                .map_or(parts::PastDays::Closed, |part| parts::PastDays::Drawn(Box::new(part))),
        }
    }
}

/// By how many levels what the edge draws is moved.
fn deeper(level: u8) -> i8 {
    i8::try_from(level).unwrap_or(HELP).saturating_sub(HELP)
}

impl Helping {
    /// What comes of what was there by what the edge draws now to a question, if that can be read. What somebody writes stays,
    /// whatever comes.
    fn renewed(before: Option<Self>, drawn: Option<Json>, now: Instant, question: &str) -> Option<Self> {
        let (was, report) = before.map_or((None, None), |it| (Some(it.drawn), it.report));
        let reading = Reading { now, deeper: 0 };
        let readable = |it: &Json| ["answer", "form"].into_iter().all(|key| reading.is_part(it.get(key)));
        match drawn.filter(readable) {
            Some(drawn) => {
                let draft = read::draft(&drawn);
                let report = report.map(|it| match draft {
                    Some(draft) => it.follow(draft, question),
                    None => it,
                });
                Some(Self { drawn, now, lost: false, report })
            }
            None => was.map(|drawn| Self { drawn, now, lost: true, report }),
        }
    }

    fn parts(&self, lang: Lang, level: u8, elsewhere: Option<&String>) -> Option<Help> {
        let reading = Reading { now: self.now, deeper: deeper(level) };
        let answer = match self.drawn.get("answer") {
            Json::Null => None,
            answer => Some(reading.part(answer)?),
        };
        let form = reading.part(self.drawn.get("form"))?;
        let report = self.report.as_ref().map(|report| report.view(lang));
        // It is none to what was asked last.
        let answer = answer.filter(|_| !self.lost);
        let elsewhere = elsewhere.filter(|_| self.lost).cloned();
        Some(Help::Drawn(Box::new(parts::Drawn { answer, report, form, elsewhere })))
    }
}

impl Drawn {
    /// Writes what differs; what is the same stays the same node, with its focus.
    fn redraw(&mut self) {
        let held = self.focused();
        let led = held.as_ref().and_then(|held| held.get_attribute("href"));
        self.scene.parts().view().rebuild(&mut self.nodes);
        match (held, self.focused()) {
            // A contact that leads to somebody else by now is not to be pressed unseen.
            (Some(held), Some(_)) if held.get_attribute("href") != led && is_contact(&held) => self.lead(&ANSWER),
            (held @ Some(_), None) => self.catch(held),
            _ => {}
        }
    }

    /// The element in it that has the focus.
    fn focused(&self) -> Option<web_sys::Element> {
        let around = self.root.get_root_node();
        let active = js_sys::Reflect::get(&around, &JsValue::from_str("activeElement")).ok()?;
        active.dyn_into().ok().filter(|active: &web_sys::Element| self.root.contains(Some(active)))
    }

    /// Focus that fell off when its element was moved goes back to it; when the element is gone, to the first button.
    fn catch(&self, held: Option<web_sys::Element>) {
        let there = held.filter(|held| self.root.contains(Some(held)));
        focus(there.or_else(|| self.root.query_selector("button").ok().flatten()));
    }

    /// Leads a person to what they have asked for: the first of these that is there.
    fn lead(&self, selectors: &[&str]) {
        let there = selectors.iter().find_map(|one| self.root.query_selector(one).ok().flatten());
        if let Some(heading) = there.as_ref().filter(|_| selectors != TEXT) {
            // Then it takes the focus, and is passed over by who goes through the page; one that does not keeps it as it is.
            let _ = heading.set_attribute("tabindex", "-1");
        }
        focus(there);
    }
}

fn is_contact(element: &web_sys::Element) -> bool {
    element.closest(".contact").is_ok_and(|contact| contact.is_some())
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take it leaves things as they are.
        let _ = element.focus();
    }
}

fn tell(call: &js_sys::Function, asked: Asked) {
    let word = match asked {
        Asked::Refresh => "refresh",
        Asked::Pause => "pause",
        Asked::Resume => "resume",
        Asked::Help => "help",
        Asked::Report => "report",
        Asked::Copy => "copy",
    };
    // What the loader throws is the loader's own affair.
    let _ = call.call1(&JsValue::NULL, &JsValue::from_str(word));
}
