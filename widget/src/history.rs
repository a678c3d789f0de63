//! The last days as a page of its own, complete without a script, and as a widget draws them.

use crate::document::{PAGE_CSS, escaped, languages, whole};
use crate::parts::{self, Bars, Part};
use crate::view_model::HistoryView;
use fyr_shared::api::History;
use fyr_shared::date::Dates;
use fyr_shared::ids::EnvId;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::text::{history_words, text};
use fyr_shared::time::Instant;
use leptos::prelude::*;
use serde::Serialize;
use serde_json::Value;

/// The level of a component's heading where a widget draws them: it moves all of them.
const DRAWN: u8 = 3;

/// Where the links of a page of history lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryLinks {
    /// The same page in each language.
    pub languages: Vec<(Lang, String)>,
    /// The same page in each environment.
    pub environments: Vec<(EnvId, String)>,
    /// How things are now.
    pub home: String,
}

/// The page for readers. `doubted`: it is then that it is read, and what it tells is old.
#[must_use]
pub fn history_page(history: &History, links: &HistoryLinks, doubted: Option<Instant>) -> String {
    let title = history_words(history.lang).title(&history.name);
    let head = format!("<title>{}</title>", escaped(&title));
    whole(history.lang.as_str(), &head, PAGE_CSS, || body(history, links, title, doubted))
}

fn body(history: &History, links: &HistoryLinks, title: String, doubted: Option<Instant>) -> impl IntoView + use<> {
    let words = text(history.lang);
    let (between, switch) = (environments(history, links), languages(history.lang, &links.languages));
    let header = (between.is_some() || switch.is_some()).then(|| view! { <header>{between}{switch}</header> });
    let note = doubted.map(|now| view! { <p class="note">{note(history, now)}</p> });
    let view = HistoryView::of(history);
    let updated = words.updated(&history.dates().dated(history.as_of));
    let (at, home, zone) = (history.as_of.to_string(), links.home.clone(), words.zone(&history.zone.name));
    view! {
        <div class="page">
            {header}
            <main>
                <h1>{title}</h1>
                {note}
                <p>{view.days.clone()}</p>
                {parts::history(&view, 2, Bars::Seen).view()}
            </main>
            <footer class="foot" part="footer">
                <div><p class="quiet"><time datetime=at>{updated}</time></p><p class="quiet">{zone}</p></div>
                <a class="link" href=home>{words.open_page}</a>
            </footer>
        </div>
    }
}

/// How old it is.
fn note(history: &History, now: Instant) -> String {
    let dates = Dates { now, ..history.dates() };
    text(history.lang).last_known(&dates.dated(history.as_of), dates.ago(history.as_of).as_deref())
}

/// Nothing for a page of one environment.
fn environments(history: &History, links: &HistoryLinks) -> Option<impl IntoView + use<>> {
    let item = |(id, href): &(EnvId, String)| {
        let Words { text, lang } = history.environments.iter().find(|it| it.id == *id)?.name.clone();
        let here = (*id == history.env).then_some("true");
        Some(view! { <li><a href=href.clone() lang=lang.map(Lang::as_str) aria-current=here>{text}</a></li> })
    };
    (links.environments.len() > 1).then(|| {
        let items = links.environments.iter().filter_map(item).collect_view();
        view! { <nav aria-label=text(history.lang).environment><ul class="choices">{items}</ul></nav> }
    })
}

/// What a widget shows.
#[derive(Serialize)]
pub struct DrawnHistory {
    /// The version of this format.
    pub v: u32,
    /// All of it.
    pub history: Value,
}

impl DrawnHistory {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;

    /// What a widget shows of a history. `doubted`: it is then that it is read, and what it tells is old.
    #[must_use]
    pub fn of(history: &History, doubted: Option<Instant>) -> Self {
        let note = doubted.map(|now| parts::el(parts::P).class("note").text(&note(history, now)));
        let drawn = parts::history(&HistoryView::of(history), DRAWN, Bars::Walked);
        let all = parts::el(parts::DIV).maybe(note).child(drawn);
        Self { v: Self::VERSION, history: Part::from(all).to_json() }
    }
}
