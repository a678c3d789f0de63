//! Open incidents: what is wrong, how far the work has come, what was said last and when more will be said.

use super::component::{fact, link};
use super::element::{DETAILS, DIV, El, LI, P, SECTION, SPAN, STRONG, SUMMARY, UL, el, heading};
use super::icon::tone;
use super::{level_tag, time};
use crate::view_model::{Fact, IncidentCard, Message};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::text::text;

/// How many components are named without asking.
const NAMED: usize = 20;

/// A heading and its cards; nothing when there are none.
#[must_use]
pub fn incidents(lang: Lang, level: u8, title: &str, cards: &[IncidentCard]) -> Option<El> {
    let list = incident_cards(lang, level + 1, cards);
    (!cards.is_empty()).then(|| el(SECTION).child(heading(level).text(title)).child(list))
}

/// The cards alone, with headings at `level`.
#[must_use]
pub fn incident_cards(lang: Lang, level: u8, cards: &[IncidentCard]) -> El {
    el(UL).class("cards").part("list").children(cards.iter().map(|it| card(lang, level, it)))
}

fn card(lang: Lang, level: u8, it: &IncidentCard) -> El {
    // Where no rules set them apart, spaces do.
    let facts = el(P)
        .class("facts")
        .maybe(it.impact.map(|impact| level_tag(Some(impact), text(lang).level(Some(impact)))))
        .text(" ")
        .maybe(it.severity.as_ref().map(|severity| el(SPAN).words(severity)))
        .text(" ")
        .maybe(it.status.map(|status| el(SPAN).text(status)))
        .text(" ")
        .child(time(&it.started))
        .text(" ")
        .maybe(it.origin.as_ref().map(|origin| el(SPAN).text(origin)));
    el(LI)
        .class("card")
        .part("incident")
        .tone(tone(it.impact))
        .child(heading(level).words(&it.title))
        .child(facts)
        .children(it.facts.iter().map(told))
        .maybe(it.newest.as_ref().map(message))
        .maybe(it.next.as_ref().map(|next| el(P).child(el(STRONG).child(time(next)))))
        .maybe(affected(lang, &it.affected))
        .maybe((!it.earlier.is_empty()).then(|| earlier(lang, &it.earlier)))
        .maybe(it.link.as_ref().map(link))
}

fn told(it: &Fact) -> El {
    fact(it.term, el(P).class("said").words(&it.words))
}

fn earlier(lang: Lang, messages: &[Message]) -> El {
    let summary = el(SUMMARY).text(text(lang).earlier_updates);
    el(DETAILS).child(summary).children(messages.iter().map(message))
}

fn message(it: &Message) -> El {
    let status = it.status.map(|status| el(SPAN).text(status).text(" · "));
    let corrected = it.corrected.as_ref().map(|at| el(SPAN).text(" · ").child(time(at)));
    let told = it.status.is_some() || it.moment.is_some() || corrected.is_some();
    let when = el(P).class("quiet").maybe(status).maybe(it.moment.as_ref().map(time)).maybe(corrected);
    let message = el(DIV).class("message").part("incident-update").maybe(told.then_some(when));
    message.child(el(P).class("said").words(&it.words))
}

/// What an incident or a maintenance is about.
pub(super) fn affected(lang: Lang, names: &[Vec<Words>]) -> Option<El> {
    let term = text(lang).affected;
    let list = el(UL).class("plain").part("list").children(names.iter().map(|name| el(LI).pieces(name)));
    match names.len() {
        0 => None,
        1..=NAMED => Some(fact(term, list)),
        many => {
            let count = [term, " (", &many.to_string(), ")"].concat();
            Some(el(DETAILS).child(el(SUMMARY).class("term").text(&count)).child(list))
        }
    }
}
