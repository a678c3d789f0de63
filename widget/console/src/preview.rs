//! What a draft would look like: the portal's own parts, with their own style sheet, in a shadow root of their own; one
//! language at a time. Of maintenance also when it would be, and whether it qualifies.

use crate::app::App;
use crate::dom::{El, el, of};
use fyr_shared::api::Snapshot;
use fyr_shared::lang::Lang;
use fyr_shared::operator::Preview;
use fyr_shared::text::text;
use fyr_widget::parts;
use fyr_widget::view_model::View;
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use std::sync::Arc;
use wasm_bindgen::JsCast;

/// The colours of a page of our own, for what stands in a shadow root.
const COLOURS: &str = include_str!("../../src/page.css");

/// All of it.
pub fn shown(app: App, preview: &Arc<Preview>) -> El {
    let words = app.words();
    let terms = preview.terms.iter().filter_map(|it| app.desk_now().map(|desk| app.pick(&desk, it).0));
    let terms: Vec<El> = terms.map(|it| el("li").text(it)).collect();
    let terms = (!terms.is_empty())
        .then(|| of("div", "terms").child(el("h3").text(words.terms)).child(el("ul").children(terms)));
    let spans = app.desk_now().filter(|_| !preview.spans.is_empty()).map(|desk| {
        let dates = app.dates(&desk);
        let span = |(from, to): &(_, _)| el("li").text(dates.span(*from, *to));
        of("div", "spans").child(el("h3").text(words.times)).child(el("ul").children(preview.spans.iter().map(span)))
    });
    of("div", "preview").maybe(terms).maybe(spans).child(tabs(app, preview))
}

/// The languages, and the one that is open.
fn tabs(app: App, preview: &Arc<Preview>) -> El {
    let languages: Vec<Lang> = preview.snapshots.iter().map(|it| it.lang).collect();
    let first = languages.iter().copied().find(|it| *it == app.lang.get_untracked()).or(languages.first().copied());
    let open = RwSignal::new(first);
    let many = languages.len() > 1;
    let tab = |lang: Lang| {
        let all = languages.clone();
        let keys = move |event: &ev::KeyboardEvent| {
            let at = all.iter().position(|it| *it == lang).unwrap_or_default();
            let to = match event.key().as_str() {
                "ArrowRight" => at + 1,
                "ArrowLeft" => at + all.len() - 1,
                "Home" => 0,
                "End" => all.len() - 1,
                _ => return,
            };
            event.prevent_default();
            open.set(all.get(to % all.len()).copied());
            crate::dom::lead(&["[role=tab][aria-selected=true]"]);
        };
        of("button", "tab")
            .attr("type", "button")
            .attr("role", "tab")
            .attr("id", format!("tab-{}", lang.as_str()))
            .attr("aria-controls", "shown")
            .attr("lang", lang.as_str())
            .live("aria-selected", move || Some((open.get() == Some(lang)).to_string()))
            .live("tabindex", move || Some(if open.get() == Some(lang) { "0" } else { "-1" }.to_owned()))
            .on_click(move || open.set(Some(lang)))
            .on_key(keys)
            .text(text(lang).own_name)
    };
    let list = of("div", "tabs").attr("role", "tablist").attr("aria-label", text(app.lang.get()).languages);
    let bar = many.then(|| list.children(languages.iter().copied().map(tab)));
    let seen = Arc::clone(preview);
    let panel = of("div", "shown")
        .attr("id", "shown")
        .live("role", move || many.then(|| "tabpanel".to_owned()))
        .live("aria-labelledby", move || open.get().filter(|_| many).map(|lang| format!("tab-{}", lang.as_str())))
        .shows(move || {
            let lang = open.get()?;
            let snapshot = seen.snapshots.iter().find(|it| it.lang == lang)?.clone();
            Some(of("div", "drawn").attr("lang", lang.as_str()).holds(drawn(snapshot)))
        });
    el("div").maybe(bar).child(panel)
}

/// A snapshot as a portal shows it.
fn drawn(snapshot: Snapshot) -> AnyView {
    let host = NodeRef::<leptos::html::Custom<&'static str>>::new();
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let host: &web_sys::Element = host.as_ref();
        let init = web_sys::ShadowRootInit::new(web_sys::ShadowRootMode::Open);
        let Ok(root) = host.attach_shadow(&init) else { return };
        adopt(&root);
        let now = snapshot.as_of;
        let view = View::of(snapshot.clone(), &[], now);
        let inside = parts::el(parts::DIV).class("panel").child(parts::line(&view)).child(parts::sections(&view, 3));
        let Ok(frame) = document().create_element("div") else { return };
        let mut nodes = inside.view().build();
        nodes.mount(&frame, None);
        if root.append_child(&frame).is_ok() {
            // It lives as long as what is around it.
            StoredValue::new_local(nodes);
        }
    });
    custom("div").node_ref(host).into_any()
}

/// The parts' rules and our colours, adopted: a `<style>` would need the policy's leave.
fn adopt(root: &web_sys::ShadowRoot) {
    let Ok(sheet) = web_sys::CssStyleSheet::new() else { return };
    let rules = fyr_widget::css() + &COLOURS.replace(":root", ":host");
    let Ok(replace) = js_sys::Reflect::get(&sheet, &"replaceSync".into()) else { return };
    let Ok(replace) = replace.dyn_into::<js_sys::Function>() else { return };
    if replace.call1(&sheet, &rules.into()).is_ok() {
        // Without rules it is legible still.
        let _ = js_sys::Reflect::set(root, &"adoptedStyleSheets".into(), &js_sys::Array::of1(&sheet));
    }
}
