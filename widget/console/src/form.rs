//! A form: what is wrong, what somebody else did meanwhile, the fields, then what it would look like, then publishing.
//! Ctrl+Enter goes to the next step. While it is on its way nothing can be written, and what is not sent yet says so.

use crate::app::App;
use crate::conflict;
use crate::dom::{El, button, el, lead, of};
use crate::field;
use crate::preview;
use crate::send::{Request, Sheet, State};
use crate::way::Way;
use leptos::ev;
use leptos::prelude::*;
use serde_json::Value;
use std::sync::Arc;

/// Where what is wrong is led to.
const FIRST_WRONG: &[&str] = &["form [aria-invalid=true]", "form .summary"];

/// A form.
pub struct Form {
    /// What it holds, and what becomes of it.
    pub sheet: Sheet,
    /// Its heading.
    pub title: String,
    /// What must be said first.
    pub more: Option<String>,
    /// What it asks for.
    pub request: Request,
    /// Whether readers would see something of it, so that it is shown first; and the word for that.
    pub look: Option<&'static str>,
    /// The word for doing it.
    pub verb: &'static str,
    /// Its fields.
    pub fields: Vec<El>,
    /// Where it leads back to.
    pub back: Way,
    /// What follows.
    pub done: Arc<dyn Fn(App, Value) + Send + Sync>,
}

/// What follows most forms: the desk as it is now, a word, and a screen.
pub fn then(way: impl Fn(&Value) -> Way + Send + Sync + 'static) -> Arc<dyn Fn(App, Value) + Send + Sync> {
    Arc::new(move |app, made| {
        let way = way(&made);
        wasm_bindgen_futures::spawn_local(async move {
            // What cannot be fetched cannot be shown; the overview says so.
            app.go(if app.refresh().await { way } else { Way::Overview });
            app.say(crate::words::words(app.lang.get_untracked()).done);
        });
    })
}

/// One step further: to the preview where there is one to be seen first, or else away with it.
#[derive(Clone)]
struct Steps {
    sheet: Sheet,
    request: Request,
    look: bool,
    done: Arc<dyn Fn(App, Value) + Send + Sync>,
}

impl Steps {
    fn next(&self) {
        match self.look && self.sheet.preview.with_untracked(Option::is_none) {
            true => self.look(),
            false => self.send(),
        }
    }

    fn look(&self) {
        let Self { sheet, request, .. } = self.clone();
        if sheet.state.get_untracked() != State::Writing {
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            match sheet.look(&request).await {
                Some(_) => lead(&["#preview"]),
                None => lead_to_what_is_wrong(sheet),
            }
        });
    }

    fn send(&self) {
        let Self { sheet, request, done, .. } = self.clone();
        if sheet.state.get_untracked() != State::Writing {
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            match sheet.send(&request).await {
                Some(made) => done(sheet.app, made),
                None => lead_to_what_is_wrong(sheet),
            }
        });
    }
}

impl Form {
    /// It as a screen.
    pub fn screen(self) -> El {
        self.screen_with(None)
    }

    /// It as a screen, with something before its fields.
    pub fn screen_with(self, first: Option<El>) -> El {
        let Self { sheet, title, more, request, look, verb, fields, back, done } = self;
        let app = sheet.app;
        let words = app.words();
        let steps = Steps { sheet, request, look: look.is_some(), done };
        let kept = sheet.draft.with_untracked(crate::draft::Draft::is_touched);
        let writes = !fields.is_empty();
        let locked = move || sheet.state.with(|state| matches!(state, State::Sending | State::Waiting(_)));
        let written = of("fieldset", "written").live("disabled", move || locked().then(String::new)).children(fields);
        let by_keys = steps.clone();
        let keys = move |event: &ev::KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                by_keys.next();
            }
        };
        let (submitted, pressed) = (steps.clone(), steps.clone());
        let form = of("form", "form")
            .attr("novalidate", "")
            .on_submit(move || submitted.next())
            .shows(move || summary(sheet))
            .shows(move || conflict::shown(sheet))
            .child(written)
            .shows(move || sheet.doubtful.get().then(|| of("p", "note").text(words.doubtful)))
            .shows(move || foot(sheet, look, verb))
            .shows(move || waiting(sheet))
            .shows(move || previewed(sheet, verb, &pressed));
        let back_way = back.clone();
        let away = button("plain", words.back, move || app.go(back_way.clone()));
        let forgotten = button("plain", words.discard, move || {
            sheet.forget();
            app.go(back.clone());
        });
        el("section")
            .on_key(keys)
            .child(el("h1").attr("tabindex", "-1").text(title))
            .maybe(more.map(|more| of("p", "lead").text(more)))
            .maybe(first)
            .maybe(kept.then(|| of("p", "note").text(words.draft_kept)))
            .child(form)
            .child(of("p", "acts").child(away).maybe(writes.then_some(forgotten)))
    }
}

fn lead_to_what_is_wrong(sheet: Sheet) {
    match sheet.state.try_get_untracked() {
        Some(State::Conflict(_)) => lead(&["#conflict"]),
        _ => lead(FIRST_WRONG),
    }
}

/// What is wrong, on top: with what has no field of its own in words.
fn summary(sheet: Sheet) -> Option<El> {
    let refusals = sheet.refusals.get();
    if refusals.is_empty() {
        return None;
    }
    let words = sheet.app.words();
    let line = |it: &fyr_shared::operator::Refusal| {
        let target = field::id(&it.pointer);
        let said = el("span").attr("lang", "en").text(it.detail.clone());
        let there = document().get_element_by_id(&target).is_some();
        let item = el("li");
        match there {
            true => item.child(el("a").attr("href", format!("#{target}")).on_click_to(target).child(said)),
            false => item.child(said),
        }
    };
    let list = el("ul").children(refusals.iter().map(line));
    Some(of("div", "summary").attr("tabindex", "-1").child(el("h2").text(words.wrong)).child(list))
}

/// The first step's button.
fn foot(sheet: Sheet, look: Option<&'static str>, verb: &'static str) -> Option<El> {
    let words = sheet.app.words();
    let busy = sheet.state.with(|state| matches!(state, State::Sending | State::Waiting(_)));
    if busy || (look.is_some() && sheet.preview.with(Option::is_some)) {
        return None;
    }
    let go = of("button", "main").attr("type", "submit").text(look.unwrap_or(verb));
    let keys = of("span", "hint").text(words.ctrl_enter);
    Some(of("div", "foot").child(of("p", "acts").child(go).child(keys)))
}

/// That it is not sent yet.
fn waiting(sheet: Sheet) -> Option<El> {
    let words = sheet.app.words();
    match sheet.state.get() {
        State::Sending => Some(of("p", "note sending").text(words.working)),
        State::Waiting(_) => {
            let now = button("main", words.try_now, move || sheet.state.set(State::Sending));
            let stop = button("plain", words.stop_trying, move || sheet.stop());
            Some(
                of("div", "note waiting")
                    .child(el("strong").text(words.not_sent))
                    .child(el("p").text(words.not_sent_more))
                    .child(of("p", "acts").child(now).child(stop)),
            )
        }
        _ => None,
    }
}

/// What it would look like, and the last step.
fn previewed(sheet: Sheet, verb: &'static str, steps: &Steps) -> Option<El> {
    let seen = sheet.preview.get()?;
    let words = sheet.app.words();
    let steps = steps.clone();
    let busy = sheet.state.with(|state| *state != State::Writing);
    let go = button("main", verb, move || steps.send()).flag("disabled", busy).attr("id", "publish");
    let keys = of("span", "hint").text(words.ctrl_enter);
    Some(
        of("div", "previewed")
            .child(el("h2").attr("id", "preview").attr("tabindex", "-1").text(words.preview))
            .child(el("p").text(words.preview_more))
            .child(of("p", "acts").child(go).child(keys))
            .child(preview::shown(sheet.app, &seen)),
    )
}
