//! The last days: a bar for each day, and the days that had something by name.
//!
//! On a page the bars are a picture, and what stands below them says the same in words. In a widget they are a list to choose
//! from: one stop for who goes through the page, and arrows from day to day.

use super::element::{A, DETAILS, DIV, El, LI, P, Part, SECTION, SPAN, SUMMARY, UL, el, heading};
use super::icon::tone;
use crate::view_model::{ComponentPast, DayPast, HistoryView, Mark, capital};
use fyr_shared::lang::Lang;
use fyr_shared::status::Level;
use fyr_shared::text::{history_words, text};
use leptos::prelude::*;

/// What the bars are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bars {
    /// A picture.
    Seen,
    /// A list to choose from.
    Walked,
}

/// The last days, with headings at `level`; of a part of a page, with a link to the next.
#[must_use]
pub fn history(view: &HistoryView, level: u8, bars: Bars, next: Option<&str>) -> El {
    let words = history_words(view.lang);
    let none = (view.components.is_empty() && view.part.is_none()).then(|| el(P).text(words.unwatched));
    let link = |href: &str| el(A).class("link").part("link").href(href.to_owned()).text(words.next);
    let part = view.part.as_ref().map(|part| {
        let said = el(P).class("note").text(&[&capital(part), ". "].concat());
        said.maybe(next.map(link))
    });
    let keys = (bars == Bars::Walked).then(|| el(P).class("quiet").text(words.keys));
    el(DIV)
        .class("history")
        .child(el(P).class("quiet").text(words.legend))
        .maybe(keys)
        .child(legend(view.lang))
        .maybe(none)
        .maybe(part)
        .children(view.components.iter().map(|it| component(view, it, level, bars)))
}

/// What each bar stands for.
fn legend(lang: Lang) -> El {
    let sample = |mark: Mark, level: Option<Level>| {
        let bar = el(SPAN).class(class(mark)).tone(tone_of(mark)).text("");
        el(LI).child(bar).child(el(SPAN).text(text(lang).level(level)))
    };
    let known = Level::ALL.into_iter().filter(|level| *level != Level::Unknown);
    el(UL)
        .class("legend")
        .children(known.map(|level| sample(Mark::Bar(level), Some(level))))
        .child(sample(Mark::Hatched, Some(Level::Unknown)))
        .child(sample(Mark::Empty, None))
}

fn component(view: &HistoryView, it: &ComponentPast, level: u8, bars: Bars) -> El {
    let section = el(SECTION).child(heading(level).words(&it.name));
    let section = match bars {
        Bars::Seen => section.child(picture(&it.days)),
        // What is chosen is said in the line below.
        Bars::Walked => section.child(list(view, it)).child(el(P).class("told")),
    };
    match it.months.as_slice() {
        [] => section.child(el(P).class("quiet").text(&it.noted)),
        months => {
            let months = months.iter().map(|(name, days)| month(name, days, level + 1));
            section.child(el(DETAILS).child(el(SUMMARY).text(&it.noted)).children(months))
        }
    }
}

/// The words stand below.
fn picture(days: &[DayPast]) -> Part {
    let bar = |it: &DayPast| el(LI).class(class(it.mark)).tone(tone_of(it.mark)).view();
    let bars = days.iter().map(bar).collect_view();
    Part::View(view! { <ul class="bars" aria-hidden="true">{bars}</ul> }.into_any())
}

fn list(view: &HistoryView, it: &ComponentPast) -> El {
    let bar = |day: &DayPast| {
        let words = el(SPAN).class("unseen").pieces(&day.told);
        el(LI).role("option").class(class(day.mark)).tone(tone_of(day.mark)).child(words)
    };
    let label = [&it.name.text, ": ", &view.days].concat();
    el(UL).role("listbox").class("bars").label(&label).stop().children(it.days.iter().map(bar))
}

fn month(name: &str, days: &[DayPast], level: u8) -> El {
    let day = |it: &DayPast| el(LI).tone(tone(it.level)).child(Part::Icon(it.level)).child(el(SPAN).pieces(&it.told));
    el(DIV).child(heading(level).text(name)).child(el(UL).class("noted").children(days.iter().map(day)))
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Empty => "bar empty",
        Mark::Hatched => "bar hatched",
        Mark::Bar(Level::Operational | Level::Unknown) => "bar",
        Mark::Bar(Level::Maintenance) => "bar work",
        Mark::Bar(Level::Degraded) => "bar less",
        Mark::Bar(Level::PartialOutage) => "bar some",
        Mark::Bar(Level::MajorOutage) => "bar all",
        Mark::Footed(Level::Operational | Level::Unknown) => "bar footed",
        Mark::Footed(Level::Maintenance) => "bar work footed",
        Mark::Footed(Level::Degraded) => "bar less footed",
        Mark::Footed(Level::PartialOutage) => "bar some footed",
        Mark::Footed(Level::MajorOutage) => "bar all footed",
    }
}

fn tone_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Empty | Mark::Hatched => "neutral",
        Mark::Bar(level) | Mark::Footed(level) => tone(Some(level)),
    }
}
