//! The last days in the panel: closed until a person opens them.

use super::element::{A, DETAILS, DIV, El, P, Part, SECTION, SUMMARY, el};
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
    /// As it was drawn; a page has what is not in it.
    Drawn(Box<Part>, Option<String>),
}

/// The last days, as far as they have come.
#[must_use]
pub fn past(it: PastDays, lang: Lang) -> El {
    let words = text(lang);
    let said = |said: &str| el(P).class("quiet").text(said).into();
    let link = |href| el(A).class("link").part("link").href(href).text(words.history);
    let content: Part = match it {
        PastDays::Closed => Part::Many(Vec::new()),
        PastDays::Coming => said(words.history_comes),
        PastDays::Elsewhere(href) => el(P).text(words.history_failed).text(" ").child(link(href)).into(),
        PastDays::Drawn(part, rest) => el(DIV).child(*part).maybe(rest.map(link)).into(),
    };
    el(SECTION).child(el(DETAILS).class("past").child(el(SUMMARY).text(words.history)).child(content))
}
