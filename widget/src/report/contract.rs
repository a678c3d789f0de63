//! What was agreed, what happened, and what was announced, under one contract.

use super::component::component;
use super::html::Html;
use super::table::facts;
use super::{Writing, heading, section_id};
use fyr_shared::report::{ContractReport, Due, IncidentLine, MaintenanceLine};
use fyr_shared::text::operator::{Told, operator};
use fyr_shared::text::text;

/// A contract's section; `first`: nothing stands before it.
pub(super) fn contract(it: &ContractReport, first: bool, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let id = section_id(&it.env, it.contract.as_ref());
    let name = heading(it.name.as_ref(), it.env_name.as_ref(), writing);
    let period = writing.period((it.from, it.until));
    let section = it.section.as_ref().map(|section| words.with(words.source, &[("section", section)]));
    let said = |text: &String| Html::new().el("p", &[("class", "quiet")], Html::new().text(text));
    let head = Html::new()
        .el("h2", &[("id", &id)], name)
        .then(said(&period))
        .all(section.iter().map(said))
        .all(it.due.as_ref().map(|due| due_line(due, writing)))
        .then(stated(it, writing));
    let class = if first { "first" } else { "" };
    let inner = head
        .all(it.components.iter().map(|of| component(it, of, writing)))
        .then(incidents(it, writing))
        .then(maintenances(it, writing));
    Html::new().el("section", &[("aria-labelledby", &id), ("class", class)], inner)
}

/// By when it has to be there.
pub(super) fn due_line(due: &Due, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let mut said = words.with(words.due, &[("day", &writing.dates.date(due.day))]);
    if let Some(day) = due.working_day {
        said += " ";
        said += &words.with(words.due_working, &[("day", &writing.dates.date(day))]);
    }
    Html::new().say("p", &said)
}

/// What the terms state beside, and nobody measures here.
fn stated(it: &ContractReport, writing: &Writing<'_>) -> Html {
    if it.stated.is_empty() {
        return Html::new();
    }
    let names: Vec<String> = it.stated.iter().map(|it| writing.words_of(&it.name).text).collect();
    let lines = names.iter().zip(&it.stated).map(|(name, it)| (name.as_str(), writing.named(&it.figure))).collect();
    Html::new().say("h3", writing.words.stated).then(facts(lines))
}

fn incidents(it: &ContractReport, writing: &Writing<'_>) -> Html {
    if !it.lists_incidents && it.incidents.is_empty() {
        return Html::new();
    }
    let words = writing.words;
    let heading = Html::new().say("h3", words.incidents);
    if it.incidents.is_empty() {
        return heading.say("p", words.no_incidents);
    }
    let line = |it: &IncidentLine| {
        let until = it.until.map_or_else(|| words.going_on.to_owned(), |until| writing.dates.dated(until));
        let when = format!(": {} – {until}. ", writing.dates.dated(it.from));
        let levels: Vec<String> = it
            .affected
            .iter()
            .map(|(component, level)| format!("{component}: {}", text(writing.lang).level(Some(*level))))
            .collect();
        let title = Html::new().el("strong", &[], writing.named(&it.title));
        Html::new().el("li", &[], title.text(&when).text(&levels.join(", ")).text(&format!(" ({})", it.id)))
    };
    heading.el("ul", &[("class", "points")], Html::new().all(it.incidents.iter().map(line)))
}

fn maintenances(it: &ContractReport, writing: &Writing<'_>) -> Html {
    if it.maintenances.is_empty() {
        return Html::new();
    }
    let words = writing.words;
    let line = |it: &MaintenanceLine| {
        let title = Html::new().el("strong", &[], writing.named(&it.title));
        let when = format!(" ({}, {}): {}. ", it.id, it.component, writing.dates.span(it.from, it.until.max(it.from)));
        let announced = words.with(words.announced, &[("at", &writing.dates.dated(it.announced_at))]);
        let mut said = vec![announced];
        if !it.held_outside.is_empty() {
            let spans: Vec<String> =
                it.held_outside.iter().map(|(from, until)| writing.dates.span(*from, *until)).collect();
            said.push(words.with(words.held, &[("spans", &spans.join(", "))]));
        }
        let findings = it
            .findings
            .iter()
            .map(|finding| operator(writing.lang).finding(finding, &writing.dates, writing.order, Told::Reported));
        said.extend(findings);
        Html::new().el("li", &[], title.text(&when).text(&said.join(" ")))
    };
    let list = Html::new().el("ul", &[("class", "points")], Html::new().all(it.maintenances.iter().map(line)));
    Html::new().say("h3", words.maintenances).then(list)
}
