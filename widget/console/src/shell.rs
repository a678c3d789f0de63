//! What is around every screen: who is signed in where, the way to other screens, one live region, and what is worked at.

use crate::app::App;
use crate::dom::{El, button, el, lead, of};
use crate::screens;
use crate::way::Way;
use crate::words::Words;
use fyr_shared::lang::Lang;
use fyr_shared::operator::Scope;
use fyr_shared::text::text;
use leptos::ev;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::prelude::*;

/// How often the overview is fetched anew.
const EVERY: Duration = Duration::from_secs(30);
/// From when on it is said that something takes its time, in milliseconds.
const SLOW: u32 = 300;

/// Begins.
#[wasm_bindgen(start)]
pub fn start() {
    let tag = window().navigator().language().unwrap_or_default();
    let fragment = window().location().hash().unwrap_or_default();
    mount_to_body(move || {
        let app = App::new(Lang::parse(&tag).unwrap_or(Lang::Nb), Way::of(&fragment));
        listen(app);
        around(app).view()
    });
    if let Some(note) = document().get_element_by_id("loading") {
        note.remove();
    }
}

fn listen(app: App) {
    let unload = window_event_listener(ev::beforeunload, move |event| {
        if app.has_drafts() {
            event.prevent_default();
            event.set_return_value("unsent");
        }
    });
    let back = window_event_listener(ev::popstate, move |_| {
        app.way.set(Way::of(&window().location().hash().unwrap_or_default()));
    });
    // Both are heard as long as the page is there.
    std::mem::forget((unload, back));
    let again = move || {
        let watched = app.way.get_untracked() == Way::Overview && !app.paused.get_untracked() && !document().hidden();
        if watched && app.session.with_untracked(Option::is_some) {
            wasm_bindgen_futures::spawn_local(app.show_newest());
        }
    };
    set_interval(again, EVERY);
    Effect::new(move |_| {
        let lang = app.lang.get();
        if let Some(root) = document().document_element() {
            // A document without a language is read out in the reader's.
            let _ = root.set_attribute("lang", lang.as_str());
        }
    });
    Effect::new(move |before: Option<bool>| {
        let _ = (app.way.get(), app.signed_in());
        if before.is_some() {
            lead(&["main h1"]);
        }
        name(app);
        true
    });
}

/// Names the document after its screen, once that has been drawn.
fn name(app: App) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(20).await;
        let heading = document().query_selector("main h1").ok().flatten().and_then(|it| it.text_content());
        let page = app.desk_now().map_or_else(String::new, |desk| desk.name.clone());
        let parts = [heading.unwrap_or_default(), page, "Fyr".to_owned()];
        let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        document().set_title(&parts.join(" – "));
    });
}

fn around(app: App) -> El {
    el("div")
        .attr("class", "console")
        .shows(move || Some(top(app)))
        .child(el("main").attr("id", "main").attr("tabindex", "-1").shows(move || Some(screens::screen(app))))
        .child(
            of("div", "live")
                .attr("role", "status")
                .attr("aria-live", "polite")
                .says(move || app.said.get().to_owned()),
        )
        .child(of("div", "working").shows(move || working(app)))
}

fn top(app: App) -> El {
    let words = app.words();
    let name = move || app.desk().map_or_else(|| words.title.to_owned(), |desk| desk.name.clone());
    let brand = of("p", "brand").child(el("span").attr("class", "beam").attr("aria-hidden", "true")).says(name);
    let signed_in = app.signed_in();
    let out = signed_in.then(|| button("plain", words.sign_out, move || app.sign_out()));
    let right = of("div", "right").child(languages(app, words)).maybe(out);
    let skip = of("a", "skip").attr("href", "#main").on_click_to("main".to_owned()).text(words.skip);
    of("header", "top")
        .child(skip)
        .child(of("div", "bar").child(brand).child(right))
        .maybe(signed_in.then(|| nav(app, words)))
}

fn nav(app: App, words: &'static Words) -> El {
    let link = |way: Way, called: &'static str| {
        let (here, there) = (way.clone(), way.clone());
        let current = move || (app.way.get() == here).then(|| "page".to_owned());
        let item = button("tablike", called, move || app.go(there.clone())).live("aria-current", current);
        el("li").child(item.attr("id", format!("nav-{}", way.fragment())))
    };
    let all = [
        (None, Way::Overview, words.overview),
        (Some(Scope::Incidents), Way::NewIncident(None), words.new_incident),
        (Some(Scope::Maintenance), Way::NewMaintenance(None), words.new_maintenance),
        (Some(Scope::Overrides), Way::NewOverride(None), words.new_override),
        (Some(Scope::Tokens), Way::Tokens, words.tokens),
        (Some(Scope::Audit), Way::Audit, words.audit),
    ];
    let may = |scope: &Option<Scope>| scope.is_none_or(|scope| app.may(scope));
    let links = all.into_iter().filter(|(scope, ..)| may(scope)).map(|(_, way, called)| link(way, called));
    el("nav").attr("aria-label", words.nav).child(el("ul").children(links))
}

fn languages(app: App, words: &'static Words) -> El {
    let one = |lang: Lang| {
        el("option")
            .attr("value", lang.as_str())
            .attr("lang", lang.as_str())
            .chosen("selected", move || app.lang.get() == lang)
            .text(text(lang).own_name)
    };
    let choose = move |tag: String| {
        app.first.set(false);
        app.lang.set(Lang::parse(&tag).unwrap_or(Lang::En));
    };
    el("select").attr("id", "language").attr("aria-label", words.language).on_write(choose).children(Lang::ALL.map(one))
}

/// Said only of what takes its time.
fn working(app: App) -> Option<El> {
    let words = app.words();
    let slow = RwSignal::new(false);
    Effect::new(move |_| {
        if app.busy.get() == 0 {
            slow.set(false);
            return;
        }
        wasm_bindgen_futures::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(SLOW).await;
            if app.busy.get_untracked() > 0 {
                slow.try_set(true);
                app.say(words.working);
            }
        });
    });
    Some(of("p", "slow").says(move || if slow.get() { words.working } else { "" }.to_owned()))
}
