//! The log: who did what to what, when, and what was different from then on. Newest first. It is read from the beginning,
//! so that each entry can be told from the one before it.

use crate::app::App;
use crate::conflict;
use crate::differ::differences;
use crate::dom::{El, button, el, of};
use crate::way::Way;
use crate::words::fill;
use fyr_shared::lang::Localized;
use fyr_shared::operator::{Action, Entry, Noun};
use leptos::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

/// How many are shown at first, and how many more with each step.
const SHOWN: usize = 20;

/// The screen.
pub fn screen(app: App) -> El {
    let words = app.words();
    let all = RwSignal::new(None::<Vec<Told>>);
    let (shown, lost) = (RwSignal::new(SHOWN), RwSignal::new(false));
    wasm_bindgen_futures::spawn_local(async move {
        match app.all("/audit", "after").await {
            Some(entries) => drop(all.try_set(Some(told(entries)))),
            None => drop(lost.try_set(true)),
        }
    });
    let list = move || {
        if lost.get() {
            return Some(of("p", "note").text(words.lost));
        }
        let all = all.get()?;
        if all.is_empty() {
            return Some(of("p", "quiet").text(words.empty_log));
        }
        let items = all.iter().rev().take(shown.get()).map(|it| entry(app, it));
        Some(of("ol", "cards").attr("reversed", "").children(items))
    };
    let older = move || {
        let more = all.with(|all| all.as_ref().map_or(0, Vec::len)) > shown.get();
        more.then(|| of("p", "acts").child(button("plain", words.older, move || shown.update(|it| *it += SHOWN))))
    };
    el("section")
        .child(el("h1").attr("tabindex", "-1").text(words.audit))
        .child(of("p", "lead").text(words.audit_more))
        .shows(list)
        .shows(older)
        .child(of("p", "acts").child(button("plain", words.back, move || app.go(Way::Overview))))
}

/// An entry, and what its record was before.
#[derive(Clone)]
struct Told {
    entry: Entry,
    before: Value,
}

fn told(entries: Vec<Entry>) -> Vec<Told> {
    let mut last: BTreeMap<(Noun, String), Value> = BTreeMap::new();
    let tell = |entry: Entry| {
        let known = (entry.noun, entry.subject.clone());
        let record = entry.whole(last.get(&known));
        let before = last.insert(known, record.clone());
        Told { before: before.unwrap_or(Value::Object(serde_json::Map::new())), entry: Entry { record, ..entry } }
    };
    entries.into_iter().map(tell).collect()
}

fn entry(app: App, it: &Told) -> El {
    let words = app.words();
    let Told { entry, before } = it;
    let noun = match entry.noun {
        Noun::Configuration => words.configuration,
        Noun::Incident => words.incident,
        Noun::Maintenance => words.maintenance,
        Noun::Override => words.override_is,
        Noun::Token => words.token,
    };
    let who = if entry.by.token.is_some() { entry.by.name.clone() } else { words.itself.to_owned() };
    let phrase = match entry.action {
        Action::Created => words.made,
        Action::Changed => words.altered,
    };
    let what = [noun.to_lowercase(), entry.subject.clone()].join(" ");
    let said = fill(phrase, &[("who", &who), ("what", what.trim_end())]);
    let name = named(app, &entry.record).map(|name| of("p", "said").attr("dir", "auto").text(name));
    let when = app.desk_now().map(|desk| app.dates(&desk).dated(entry.at));
    let found = differences(before, &entry.record);
    let summary = el("summary").text(words.changes);
    let details = (!found.is_empty()).then(|| el("details").child(summary).child(conflict::table(app, &found)));
    of("li", "card")
        .child(of("p", "strong").attr("dir", "auto").text(said))
        .maybe(name)
        .child(of("p", "facts").maybe(when.map(|when| el("span").text(when))))
        .maybe(details)
}

/// What a record is called: by its title, or as a token is.
fn named(app: App, record: &Value) -> Option<String> {
    let title = || serde_json::from_value::<Localized>(record.get("title")?.clone()).ok();
    let title = title().and_then(|title| Some(app.pick(&*app.desk_now()?, &title).0));
    title.or_else(|| Some(record.get("name")?.as_str()?.to_owned()))
}
