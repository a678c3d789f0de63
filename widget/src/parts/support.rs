//! The answer to a person with a problem: what is known, what to check first, whom to contact now, and what to write.

use super::component::{cause, fact, link};
use super::element::{A, DIV, El, LI, P, Part, SECTION, SPAN, STRONG, UL, el, heading};
use super::{age, incident_cards, level_tag, maintenances, time};
use crate::view_model::{Act, CheckLine, ContactCard, Said, SupportAnswer};
use fyr_shared::lang::Words;
use fyr_shared::text::{support_words, text};

/// The answer, with headings at `level`.
#[must_use]
pub fn support_answer(it: &SupportAnswer, level: u8) -> El {
    let words = support_words(it.lang);
    let mut contacts = el(UL).class("cards").part("list");
    for one in &it.contacts {
        contacts = contacts.child(contact(it, level + 1, one));
    }
    let status_unknown = || el(P).class("note").text(words.status_unknown);
    let known = known(it, level).map(|known| Part::until(it.until, known, status_unknown()));
    el(DIV)
        .class("answered")
        .child(known.unwrap_or_else(|| Part::Many(Vec::new())))
        .maybe(it.status_unknown.then(status_unknown))
        .maybe(checks(words.check_first, level, &it.checks))
        .child(el(SECTION).child(heading(level).text(words.contact)).child(contacts))
        .maybe(list(words.write, level, &it.write))
        .maybe(list(words.never, level, &it.never))
        .child(why(it, level))
        .child(age(&it.given).class("quiet note"))
}

/// What is known comes first: it need not be reported.
fn known(it: &SupportAnswer, level: u8) -> Option<El> {
    if it.incidents.is_empty() && it.maintenances.is_empty() && it.unwell.is_empty() {
        return None;
    }
    let (words, said) = (text(it.lang), support_words(it.lang));
    let reported = !it.incidents.is_empty();
    let note = reported.then(|| el(P).class("lead").text(said.known_already));
    let item = |(name, level): &(Words, fyr_shared::status::Level)| {
        el(LI).child(el(SPAN).words(name)).text(": ").child(level_tag(Some(*level), words.level(Some(*level))))
    };
    let unwell = el(UL).class("plain").part("list").children(it.unwell.iter().map(item));
    let incidents = (!it.incidents.is_empty()).then(|| incident_cards(it.lang, level + 1, &it.incidents));
    let unwell = (!it.unwell.is_empty()).then(|| fact(words.affected, unwell).class("note"));
    let section = el(SECTION).child(heading(level).text(said.known)).maybe(note).maybe(incidents);
    Some(section.maybe(maintenances(it.lang, level + 1, &it.maintenances)).maybe(unwell))
}

fn checks(title: &str, level: u8, checks: &[CheckLine]) -> Option<El> {
    let item = |it: &CheckLine| match it {
        CheckLine::Link(way) => el(LI).child(link(way)),
        CheckLine::Plain(words) => el(LI).words(words),
    };
    let list = el(UL).class("plain").part("list").children(checks.iter().map(item));
    (!checks.is_empty()).then(|| el(SECTION).child(heading(level).text(title)).child(list))
}

/// A card, and what is left of it when nobody knows any more whether the contact can be used.
fn contact(answer: &SupportAnswer, level: u8, it: &ContactCard) -> Part {
    let sure = card(level, it);
    match (&it.state, &it.answer, &it.over) {
        (None, None, None) => sure.into(),
        _ => Part::until(answer.until, sure, in_doubt(level, it, it.in_doubt(answer.lang))),
    }
}

/// Where a person has led it for a time is not where it leads from then on.
fn in_doubt(level: u8, it: &ContactCard, doubt: ContactCard) -> Part {
    let left = card(level, &doubt);
    match &it.over {
        Some(over) => Part::until(over.ends_at, left, card(level, &doubt.afterwards(over))),
        None => left.into(),
    }
}

fn card(level: u8, it: &ContactCard) -> El {
    let tone = match it.usable {
        Some(true) => "success",
        Some(false) => "neutral",
        None => "info",
    };
    let state = it.state.as_ref().map(|state| el(P).child(el(STRONG).child(said(state))));
    el(LI)
        .class("card contact")
        .tone(tone)
        .child(heading(level).words(&it.name))
        .maybe(state)
        .maybe(it.over.as_ref().map(|over| cause(&over.said).class("said")))
        .maybe(it.act.as_ref().map(act))
        .maybe(it.how.as_ref().map(|how| el(P).class("said").words(how)))
        .maybe(it.answer.as_ref().map(|answer| el(P).class("quiet").child(said(answer))))
}

fn said(it: &Said) -> El {
    match it {
        Said::At(moment) => time(moment),
        Said::Plain(pieces) => el(SPAN).pieces(pieces),
    }
}

/// What one presses to get through.
pub(super) fn act(it: &Act) -> El {
    let inside = match &it.href {
        Some(href) => el(A).class("act").href(href.clone()).text(&it.text),
        None => el(SPAN).text(&it.text),
    };
    el(P).child(inside)
}

fn list(title: &str, level: u8, items: &[Words]) -> Option<El> {
    let list = el(UL).class("points").part("list").children(items.iter().map(|it| el(LI).words(it)));
    (!items.is_empty()).then(|| el(SECTION).child(heading(level).text(title)).child(list))
}

fn why(it: &SupportAnswer, level: u8) -> El {
    let words = support_words(it.lang);
    let rule = it.why.as_ref().map(|why| el(P).words(why));
    let section = el(SECTION).child(heading(level).text(words.why)).maybe(rule);
    section.child(el(P).class("quiet").text(&it.section))
}
