//! Support as a page of its own: a form that is answered by its own address, complete without a script. Whoever shares the
//! address shares the question.

use crate::document::{PAGE_CSS, escaped, languages, whole};
use crate::parts::support_answer;
use crate::view_model::SupportAnswer;
use fyr_shared::api::EnvironmentView;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::support::Support;
use fyr_shared::text::text;
use leptos::prelude::*;

/// What a person has answered so far; empty: not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedSupport {
    /// Who asks.
    pub role: String,
    /// What is wrong.
    pub fault: String,
    /// Where.
    pub env: String,
    /// How bad it is.
    pub severity: String,
}

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
    let title = text(page.lang).support.title(page.name);
    let head = format!("<title>{}</title>", escaped(&title));
    whole(page.lang.as_str(), &head, PAGE_CSS, || body(page, title))
}

fn body(page: &SupportPage<'_>, title: String) -> impl IntoView + use<> {
    let (words, lang) = (text(page.lang), page.lang);
    let switch = languages(lang, &page.languages);
    let header = switch.map(|switch| view! { <header>{switch}</header> });
    let begun = page.asked != AskedSupport { env: page.asked.env.clone(), ..AskedSupport::default() };
    let incomplete = (begun && page.answer.is_none()).then(|| view! { <p class="note">{words.support.incomplete}</p> });
    let answered = page.answer.as_ref().map(|answer| {
        let again = words.support.ask_again;
        view! {
            <h2>{words.support.answer}</h2>
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
                {form(page)}
            </main>
            <footer class="foot" part="footer"><a class="link" href=home>{words.open_page}</a></footer>
        </div>
    }
}

/// The questions, each with what has been answered.
fn form(page: &SupportPage<'_>) -> impl IntoView + use<> {
    let (words, support, asked) = (&text(page.lang).support, page.support, &page.asked);
    let roles = support.roles.iter().map(|it| (it.id.to_string(), it.name.clone())).collect();
    let faults = support.faults.iter().map(|it| (it.id.to_string(), it.name.clone())).collect();
    let places: Vec<_> = page.environments.iter().map(|it| (it.id.to_string(), it.name.clone())).collect();
    let grades: Vec<_> =
        support.severities.iter().map(|it| (it.severity.as_str().to_owned(), it.name.clone())).collect();
    let first = places.first().map(|(id, _)| id.clone()).unwrap_or_default();
    let env = if asked.env.is_empty() { &first } else { &asked.env };
    let environment = text(page.lang).environment;
    view! {
        <form action=page.action.clone() method="get">
            <input type="hidden" name="lang" value=page.lang.as_str()/>
            {question("role", words.who, roles, &asked.role, true)}
            {question("fault", words.what, faults, &asked.fault, true)}
            {(places.len() > 1).then(|| question("env", environment, places, env, true))}
            {(!grades.is_empty()).then(|| question("severity", words.how_bad, grades, &asked.severity, false))}
            <button class="button">{words.find}</button>
        </form>
    }
}

/// One question; one that is not `needed` may stay without an answer. Where there is but one answer, it is given.
fn question(
    name: &'static str,
    asks: &'static str,
    choices: Vec<(String, Words)>,
    chosen: &str,
    needed: bool,
) -> AnyView {
    if let [(only, _)] = choices.as_slice() {
        return view! { <input type="hidden" name=name value=only.clone()/> }.into_any();
    }
    let choice = |(id, words): (String, Words)| {
        let (checked, required) = ((id == chosen).then_some(""), needed.then_some(""));
        let lang = words.lang.map(Lang::as_str);
        view! {
            <label class="choice">
                <input type="radio" name=name value=id checked=checked required=required/>
                <span lang=lang>{words.text}</span>
            </label>
        }
    };
    let choices = choices.into_iter().map(choice).collect_view();
    view! { <fieldset><legend>{asks}</legend>{choices}</fieldset> }.into_any()
}
