//! `/docs/embed`: how a portal takes us in, step by step, and everything the element takes and gives. In English.
//!
//! What is listed here is `fyr_shared::embed`; addresses are those of the deployment that is asked.

mod ladder;
mod notes;
mod tables;

use crate::document::whole;
use leptos::prelude::*;

/// The whole text of the one `<style>`, to the byte: a policy may allow it by its hash.
pub const DOCS_CSS: &str = concat!(include_str!("../style.css"), include_str!("../page.css"), include_str!("docs.css"));

/// What the examples are made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The origin of this deployment: `https://status.example.no`.
    pub origin: String,
    /// The origin that is polled, where the deployment publishes into a bucket: `https://live.example.no`.
    pub published: Option<String>,
    /// The id of one of its pages.
    pub page: String,
    /// What that page is called.
    pub name: String,
    /// The id of one of its components.
    pub component: String,
    /// The path of the loader without state.
    pub hashed: String,
    /// Its digest, as the attribute `integrity` has it.
    pub integrity: String,
}

/// The sections: anchor, title, content.
type Section = (&'static str, &'static str, fn(&Docs) -> AnyView);

const SECTIONS: [Section; 12] = [
    ("badge", "1. A link, or a picture", ladder::badge),
    ("frame", "2. A frame", ladder::frame),
    ("line", "3. One line", ladder::line),
    ("widget", "4. The widget", ladder::widget),
    ("integrity", "A script that never changes", notes::integrity),
    ("space", "So that nothing moves", notes::space),
    ("attributes", "Attributes", tables::attributes),
    ("style", "Colours and parts", tables::style),
    ("slots", "Slots", tables::slots),
    ("events", "Events", tables::events),
    ("accessibility", "Accessibility", notes::accessibility),
    ("never", "What it never does", notes::never),
];

/// The page.
#[must_use]
pub fn docs(docs: &Docs) -> String {
    let head = "<title>Put it in your portal</title>";
    whole("en", head, DOCS_CSS, || body(docs))
}

fn body(docs: &Docs) -> impl IntoView + use<> {
    let entry = |(id, title, _): &Section| view! { <li><a href=format!("#{id}")>{*title}</a></li> };
    let section = |(id, title, content): &Section| {
        view! { <section id=*id><h2>{*title}</h2>{content(docs)}</section> }
    };
    view! {
        <div class="page docs">
            <main>
                <h1>"Put it in your portal"</h1>
                <p class="lead">
                    "Four ways to show how things are. Each works where the next one cannot; take the last one that your \
                     security policy allows."
                </p>
                <nav aria-label="Contents">
                    <ul class="contents">{SECTIONS.iter().map(entry).collect_view()}</ul>
                </nav>
                {SECTIONS.iter().map(section).collect_view()}
            </main>
        </div>
    }
}

/// A paragraph.
fn said(text: &str) -> AnyView {
    let text = text.to_owned();
    view! { <p>{text}</p> }.into_any()
}

/// Something to copy.
fn example(text: String) -> AnyView {
    view! { <pre><code>{text}</code></pre> }.into_any()
}

/// Something to copy that has a name.
fn named(id: String, title: &'static str, text: String) -> AnyView {
    view! { <p class="term">{title}</p><pre id=id>{text}</pre> }.into_any()
}

#[cfg(test)]
mod tests;
