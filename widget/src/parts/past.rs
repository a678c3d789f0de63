//! The last days in the panel: closed until a person opens them.

use super::element::{A, DETAILS, El, P, Part, SECTION, SUMMARY, el};
use fyr_shared::lang::Lang;
use fyr_shared::text::text;

/// What is there of the last days.
pub enum PastDays {
    /// Nothing: nobody has asked.
    Closed,
    /// Nothing yet.
    Coming,
    /// Nothing here: a page has them.
    Elsewhere(String),
    /// All of it.
    Drawn(Box<Part>),
}

/// The last days, as far as they have come.
#[must_use]
pub fn past(it: PastDays, lang: Lang) -> El {
    let words = text(lang);
    let said = |said: &str| el(P).class("quiet").text(said).into();
    let content: Part = match it {
        PastDays::Closed => Part::Many(Vec::new()),
        PastDays::Coming => said(words.history_comes),
        PastDays::Elsewhere(href) => {
            let link = el(A).class("link").part("link").href(href).text(words.history);
            el(P).text(words.history_failed).text(" ").child(link).into()
        }
        PastDays::Drawn(part) => *part,
    };
    el(SECTION).child(el(DETAILS).class("past").child(el(SUMMARY).text(words.history)).child(content))
}
