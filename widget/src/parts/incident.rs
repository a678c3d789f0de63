//! Open incidents: what is wrong, how far the work has come, what was said last and when more will be said.

use super::component::{fact, link};
use super::element::{DETAILS, DIV, El, LI, P, SECTION, SPAN, STRONG, SUMMARY, UL, el, heading};
use super::icon::family;
use super::{level_tag, time};
use crate::view_model::{IncidentCard, Message};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::text::text;
use leptos::prelude::AnyView;

/// A heading and its cards; nothing when there are none.
#[must_use]
pub fn incidents(lang: Lang, level: u8, cards: &[IncidentCard]) -> Option<AnyView> {
    let list = el(UL).class("cards").part("list").children(cards.iter().map(|it| card(lang, level + 1, it).view()));
    let title = heading(level).text(text(lang).incidents);
    (!cards.is_empty()).then(|| el(SECTION).child(title).child(list).view())
}

fn card(lang: Lang, level: u8, it: &IncidentCard) -> El {
    let word = text(lang).level(Some(it.impact));
    let facts = el(P)
        .class("facts")
        .child(level_tag(Some(it.impact), word))
        .child(el(SPAN).text(it.status))
        .child(time(&it.started))
        .children(it.origin.as_ref().map(|origin| el(SPAN).text(origin).view()));
    el(LI)
        .class("card")
        .part("incident")
        .family(family(Some(it.impact)))
        .child(heading(level).words(&it.title))
        .child(facts)
        .children(it.newest.as_ref().map(|newest| message(newest).view()))
        .children(it.next.as_ref().map(|next| el(P).child(el(STRONG).child(time(next))).view()))
        .children(affected(lang, &it.affected))
        .children((!it.earlier.is_empty()).then(|| earlier(lang, &it.earlier).view()))
        .children(it.link.as_ref().map(|to| link(to).view()))
}

fn earlier(lang: Lang, messages: &[Message]) -> El {
    let summary = el(SUMMARY).text(text(lang).earlier_updates);
    el(DETAILS).child(summary).children(messages.iter().map(|it| message(it).view()))
}

fn message(it: &Message) -> El {
    let when = el(P).class("quiet").text(it.status).text(" · ").child(time(&it.moment));
    el(DIV).class("message").part("incident-update").child(when).child(el(P).class("said").words(&it.words))
}

/// What an incident or a maintenance is about.
pub(super) fn affected(lang: Lang, names: &[Words]) -> Option<AnyView> {
    let list = el(UL).class("plain").part("list").children(names.iter().map(|name| el(LI).words(name).view()));
    (!names.is_empty()).then(|| fact(text(lang).affected, list).view())
}
