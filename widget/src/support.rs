//! Support as a page of its own: a form that is answered by its own address, complete without a script. Whoever shares the
//! address shares the question.

use crate::document::{PAGE_CSS, escaped, languages, whole};
use crate::parts::{self, DIV, Field, P, Part, el, heading, input, support_answer};
use crate::view_model::{AskedSupport, Draft, SupportAnswer, questions};
use fyr_shared::api::EnvironmentView;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::support::Support;
use fyr_shared::text::{support_words, text};
use fyr_shared::time::Instant;
use leptos::prelude::*;
use serde::Serialize;
use serde_json::Value;

/// The level of the heading over an answer, where the one over help is a level above: a widget moves both.
const ANSWER: u8 = 3;
/// Seconds until questions are asked for again: they change when the page's file does.
const RARELY: u32 = 3_600;

/// A page of support.
pub struct SupportPage<'a> {
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// What the page is called.
    pub name: &'a str,
    /// Who helps whom with what.
    pub support: &'a Support<Words>,
    /// Every environment of the page.
    pub environments: &'a [EnvironmentView],
    /// What has been asked.
    pub asked: AskedSupport,
    /// The answer, when all of it has been.
    pub answer: Option<SupportAnswer>,
    /// Where the form is sent to.
    pub action: String,
    /// The status of the page.
    pub home: String,
    /// The same in each language.
    pub languages: Vec<(Lang, String)>,
}

/// The page for readers.
#[must_use]
pub fn support_page(page: &SupportPage<'_>) -> String {
    let title = support_words(page.lang).title(page.name);
    let head = format!("<title>{}</title>", escaped(&title));
    whole(page.lang.as_str(), &head, PAGE_CSS, || body(page, title))
}

fn body(page: &SupportPage<'_>, title: String) -> impl IntoView + use<> {
    let (words, lang) = (text(page.lang), page.lang);
    let said = support_words(lang);
    let switch = languages(lang, &page.languages);
    let header = switch.map(|switch| view! { <header>{switch}</header> });
    let incomplete = page.is_incomplete().then(|| view! { <p class="note">{said.incomplete}</p> });
    let answered = page.answer.as_ref().map(|answer| {
        let again = said.ask_again;
        view! {
            <h2>{said.answer}</h2>
            {support_answer(answer, 3).view()}
            <h2 class="again">{again}</h2>
        }
    });
    let home = page.home.clone();
    view! {
        <div class="page">
            {header}
            <main>
                <h1>{title}</h1>
                {answered}
                {incomplete}
                {form(page, Some(&page.action)).view()}
            </main>
            <footer class="foot" part="footer"><a class="link" href=home>{words.open_page}</a></footer>
        </div>
    }
}

/// The questions, each with what has been answered; sent to an address, or given to who shows them.
fn form(page: &SupportPage<'_>, action: Option<&str>) -> Field {
    let lang = input("hidden", "lang", page.lang.as_str());
    let asked = questions(page.support, page.environments, &page.asked, page.lang);
    parts::form(action).child(lang).child(parts::questions(&asked)).child(parts::find(page.lang))
}

impl SupportPage<'_> {
    /// Whether something has been asked, and not enough of it.
    fn is_incomplete(&self) -> bool {
        self.answer.is_none() && !(self.asked.fault.is_empty() && self.asked.severity.is_empty())
    }
}

/// What a widget shows: the same form, the same answer, and what a report begins with.
#[derive(Serialize)]
pub struct DrawnSupport {
    /// The version of this format.
    pub v: u32,
    /// Seconds until it is to be asked for again.
    pub poll: u32,
    /// Until when the answer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The answer, if something has been asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Value>,
    /// What a report begins with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Draft>,
    /// The questions.
    pub form: Value,
}

impl DrawnSupport {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;

    /// What a widget shows of a page of support; an answer goes on with `report`, and is asked for again after `poll` seconds.
    #[must_use]
    pub fn of(page: &SupportPage<'_>, report: Option<Draft>, poll: u32) -> Self {
        let words = support_words(page.lang);
        let answer = page.answer.as_ref();
        let drawn = answer.map(|answer| {
            let title = heading(ANSWER).class("heading answer").text(words.answer);
            el(DIV).child(title).child(support_answer(answer, ANSWER + 1))
        });
        let incomplete = page.is_incomplete().then(|| el(P).class("note answer").text(words.incomplete));
        let again = answer.map(|_| heading(ANSWER).class("heading again").text(words.ask_again));
        let form = el(DIV).maybe(incomplete).maybe(again).child(form(page, None));
        Self {
            v: Self::VERSION,
            poll: if answer.is_some() { poll } else { RARELY },
            until: answer.map(|it| it.until),
            answer: drawn.map(|it| Part::from(it).to_json()),
            report,
            form: Part::from(form).to_json(),
        }
    }
}
