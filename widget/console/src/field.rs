//! Fields of forms: each with its label, what is hinted, and what is wrong with it.

use crate::dom::{El, button, el, of};
use crate::local;
use crate::send::Sheet;
use crate::words::fill;
use fyr_shared::lang::Lang;
use fyr_shared::operator::Desk;
use fyr_shared::text::text;
use leptos::prelude::*;
use std::sync::Arc;

/// Whether a text has one line or several.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// One.
    Line,
    /// Several.
    Area,
}

/// Whether a field may stay empty.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Must,
    /// It may.
    May,
}

/// What is chosen from: a word, and what it is called.
pub type Choices = Vec<(String, String)>;

/// The id of the field at a place.
pub fn id(place: &str) -> String {
    format!("at{}", place.replace('/', "-"))
}

/// What is wrong at a place; it is there, and empty, while nothing is.
fn wrong(sheet: Sheet, place: String) -> El {
    let error = format!("{}-wrong", id(&place));
    let said = move || {
        let all = sheet.refusals.get();
        all.iter().filter(|it| it.pointer == place).map(|it| it.detail.clone()).collect::<Vec<_>>().join("; ")
    };
    of("p", "wrong").attr("id", error).attr("lang", "en").says(said)
}

fn is_wrong(sheet: Sheet, place: &str) -> bool {
    sheet.refusals.with(|all| all.iter().any(|it| it.pointer == place))
}

/// Whether a hint stands beside a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hint {
    /// None does.
    None,
    /// One does, and describes it.
    Told,
}

/// What all fields have in common: their name, whether they are wrong, and what describes them.
fn marked(field: El, sheet: Sheet, place: &str, hint: Hint) -> El {
    let (own, own_id) = (place.to_owned(), id(place));
    let described = move || {
        let hint = (hint == Hint::Told).then(|| format!("{own_id}-hint"));
        let error = is_wrong(sheet, &own).then(|| format!("{own_id}-wrong"));
        let all: Vec<String> = hint.into_iter().chain(error).collect();
        (!all.is_empty()).then(|| all.join(" "))
    };
    let own = place.to_owned();
    let invalid = move || is_wrong(sheet, &own).then(|| "true".to_owned());
    field.attr("id", id(place)).live("aria-describedby", described).live("aria-invalid", invalid)
}

/// A text of one language, or of none.
fn input(sheet: Sheet, place: &str, size: Size, hint: Hint) -> El {
    let field = match size {
        Size::Line => el("input").attr("type", "text"),
        Size::Area => el("textarea").attr("rows", "4"),
    };
    let (read, write) = (place.to_owned(), place.to_owned());
    marked(field.attr("autocomplete", "off"), sheet, place, hint)
        .value(move || sheet.get(&read))
        .on_write(move |value| sheet.set(&write, value))
}

fn label(place: &str, name: &str, more: Option<&str>) -> El {
    let more = more.map(|more| of("span", "more").text(format!(" ({more})")));
    el("label").attr("for", id(place)).text(name).maybe(more)
}

fn optional(sheet: Sheet, need: Need) -> Option<&'static str> {
    (need == Need::May).then(|| sheet.app.words().optional)
}

/// A line.
pub fn line(sheet: Sheet, place: &str, name: &str, need: Need) -> El {
    of("div", "field")
        .child(label(place, name, optional(sheet, need)))
        .child(input(sheet, place, Size::Line, Hint::None))
        .child(wrong(sheet, place.to_owned()))
}

/// A text in the page's languages: the first one is needed and seen at once, the others may come later and are opened.
pub fn texts(sheet: Sheet, desk: &Desk, place: &str, name: &str, size: Size, need: Need) -> El {
    let words = sheet.app.words();
    let one = |lang: &Lang| {
        let place = format!("{place}/{}", lang.as_str());
        let field = input(sheet, &place, size, Hint::None).attr("lang", lang.as_str()).attr("dir", "auto");
        of("div", "text").child(label(&place, text(*lang).own_name, None)).child(field).child(wrong(sheet, place))
    };
    let (first, others) = desk.languages.split_first().map_or((None, &[][..]), |(first, others)| (Some(first), others));
    let places: Vec<String> = others.iter().map(|lang| format!("{place}/{}", lang.as_str())).collect();
    let written = places.iter().any(|place| !sheet.draft.with_untracked(|draft| draft.get(place).is_empty()));
    let open = move || (written || places.iter().any(|place| is_wrong(sheet, place))).then(String::new);
    let summary = el("summary")
        .text(fill(words.more_languages, &[("n", &others.len().to_string())]))
        .child(of("span", "unseen").text(format!(": {name}")));
    let others = (!others.is_empty()).then(|| {
        el("details").live("open", open).child(summary).child(of("div", "texts").children(others.iter().map(one)))
    });
    of("fieldset", "field")
        .child(el("legend").text(name).maybe(more(optional(sheet, need))))
        .maybe(first.map(one))
        .maybe(others)
        .child(wrong(sheet, place.to_owned()))
}

fn more(more: Option<&str>) -> Option<El> {
    more.map(|more| of("span", "more").text(format!(" ({more})")))
}

/// One of a few, all of which are seen.
pub fn radios(sheet: Sheet, place: &str, name: &str, choices: Choices) -> El {
    let own = place.to_owned();
    let one = |(at, (value, called)): (usize, (String, String))| {
        let (read, write, is) = (own.clone(), own.clone(), value.clone());
        let field = el("input")
            .attr("type", "radio")
            .attr("name", id(&own))
            .attr("value", value.clone())
            .chosen("checked", move || sheet.get(&read) == is)
            .on_choose(move |_| sheet.set(&write, value.clone()));
        // The first one is where a refusal leads.
        let field = if at == 0 { marked(field, sheet, &own, Hint::None) } else { field };
        of("label", "choice").child(field).child(el("span").text(called))
    };
    of("fieldset", "field")
        .child(el("legend").text(name))
        .child(of("div", "choices").children(choices.into_iter().enumerate().map(one)))
        .child(wrong(sheet, place.to_owned()))
}

/// One of many.
pub fn select(sheet: Sheet, place: &str, name: &str, choices: Choices) -> El {
    of("div", "field")
        .child(label(place, name, None))
        .child(options(sheet, place, choices))
        .child(wrong(sheet, place.to_owned()))
}

fn options(sheet: Sheet, place: &str, choices: Choices) -> El {
    let (own, write) = (place.to_owned(), place.to_owned());
    let one = |(value, called): (String, String)| {
        let (read, is) = (own.clone(), value.clone());
        el("option").attr("value", value).chosen("selected", move || sheet.get(&read) == is).text(called)
    };
    marked(el("select"), sheet, place, Hint::None)
        .on_write(move |value| sheet.set(&write, value))
        .children(choices.into_iter().map(one).collect::<Vec<_>>())
}

/// What it is about, and what it does to each.
pub fn components(sheet: Sheet, desk: &Desk, name: &str, choices: &Choices) -> El {
    let row = |it: &fyr_shared::operator::Subject<fyr_shared::ids::ComponentId>| {
        let place = format!("/affected/{}", it.id.as_str());
        let (called, lang) = sheet.app.pick(desk, &it.name);
        let label = el("label").attr("for", id(&place)).text(called);
        let label = match lang {
            Some(lang) => label.attr("lang", lang.as_str()),
            None => label,
        };
        let (own, choices) = (place.clone(), choices.clone());
        of("div", "affected")
            .live("data-chosen", move || (!sheet.get(&own).is_empty()).then(String::new))
            .child(label)
            .child(options(sheet, &place, choices))
            .child(wrong(sheet, place))
    };
    of("fieldset", "field")
        .child(el("legend").text(name))
        .child(of("div", "rows").children(desk.components.iter().map(row)))
        .child(wrong(sheet, "/affected".to_owned()))
}

/// A time by the clocks of the page's zone; `quick` are minutes from now that a button writes.
pub fn moment(sheet: Sheet, desk: &Arc<Desk>, place: &str, name: &str, need: Need, quick: &[i64]) -> El {
    let words = sheet.app.words();
    let (read, write) = (place.to_owned(), place.to_owned());
    let field = marked(el("input").attr("type", "datetime-local"), sheet, place, Hint::Told)
        .value(move || sheet.get(&read))
        .on_write(move |value| sheet.set(&write, value));
    let chip = |minutes: &i64| {
        let (minutes, own, desk) = (*minutes, place.to_owned(), Arc::clone(desk));
        let whole = minutes % 60 == 0;
        let phrase = match minutes {
            0 => words.right_now,
            1.. if whole => words.in_hours,
            1.. => words.in_minutes,
            _ if whole => words.ago_hours,
            _ => words.ago_minutes,
        };
        let count = if whole { minutes / 60 } else { minutes };
        let called = fill(phrase, &[("n", &count.abs().to_string())]);
        let named = format!("{name}: {called}");
        let set = move || sheet.set(&own, local::write(&desk.zone, sheet.app.now().plus(minutes * 60)));
        button("chip", called, set).attr("aria-label", named)
    };
    let zone = sheet.app.text().zone(&desk.zone.name);
    let hint = of("p", "hint").attr("id", format!("{}-hint", id(place))).text(zone);
    of("div", "field")
        .child(label(place, name, optional(sheet, need)))
        .child(of("div", "moment").child(field).children(quick.iter().map(chip)))
        .child(hint)
        .child(wrong(sheet, place.to_owned()))
}

/// A box to tick.
pub fn tick(sheet: Sheet, place: &str, name: &str) -> El {
    let (read, write) = (place.to_owned(), place.to_owned());
    let set = move |ticked: bool| sheet.set(&write, if ticked { "true".to_owned() } else { String::new() });
    let field = marked(el("input").attr("type", "checkbox"), sheet, place, Hint::None)
        .chosen("checked", move || sheet.get(&read) == "true")
        .on_choose(set);
    of("div", "field")
        .child(of("label", "choice").child(field).child(el("span").text(name)))
        .child(wrong(sheet, place.to_owned()))
}
