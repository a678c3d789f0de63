//! Upcoming and running maintenance: what, when, and what it is about.

use super::element::{El, LI, P, SECTION, SPAN, STRONG, UL, el, heading};
use super::incident::affected;
use super::{age, time};
use crate::view_model::MaintenanceCard;
use fyr_shared::lang::Lang;
use fyr_shared::text::text;

/// A heading and its cards; nothing when there are none.
#[must_use]
pub fn maintenances(lang: Lang, level: u8, cards: &[MaintenanceCard]) -> Option<El> {
    let list = el(UL).class("cards").part("list").children(cards.iter().map(|it| card(lang, level + 1, it)));
    let title = heading(level).text(text(lang).planned_maintenance);
    (!cards.is_empty()).then(|| el(SECTION).child(title).child(list))
}

fn card(lang: Lang, level: u8, it: &MaintenanceCard) -> El {
    let facts = el(P)
        .class("facts")
        .child(el(STRONG).child(time(&it.span)))
        .text(" ")
        .maybe(it.extraordinary.map(|said| el(SPAN).text(said)))
        .text(" ")
        .maybe(it.status.map(|status| el(SPAN).text(status)))
        .text(" ")
        .maybe(it.origin.as_ref().map(|origin| el(SPAN).text(origin)));
    let card = el(LI).class("card").part("maintenance").tone("info");
    card.child(heading(level).words(&it.title))
        .child(facts)
        .maybe(it.words.as_ref().map(|words| el(P).class("said").words(words)))
        .maybe(affected(lang, &it.affected))
        .maybe(it.changed.as_ref().map(age))
}
