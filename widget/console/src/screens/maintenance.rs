//! One maintenance: when, what it does to what, what was announced before, and what can be done.

use super::{act, component, find_maintenance, gone, said};
use crate::app::App;
use crate::dom::{El, button, el, of};
use crate::way::{Turn, Way};
use crate::words::fill;
use fyr_shared::operator::{Announced, Desk, MaintenanceRecord, Scope};
use fyr_shared::status::{MaintenanceStatus, WorkImpact};
use fyr_shared::text::declared_words;
use leptos::prelude::Get;

/// The screen.
pub fn screen(app: App, id: String) -> El {
    let Some(desk) = super::desk(app) else { return el("section") };
    let Some(it) = find_maintenance(&desk, &id) else { return gone(app) };
    let words = app.words();
    let text = it.text.as_ref().map(|text| said("p", app, &desk, text).attr("class", "said"));
    el("section")
        .child(said("h1", app, &desk, &it.title).attr("tabindex", "-1"))
        .maybe(text)
        .child(facts(app, &desk, &it))
        .maybe(app.may(Scope::Maintenance).then(|| acts(app, &desk, &it)))
        .child(of("p", "acts").child(button("plain", words.back, move || app.go(Way::Overview))))
}

/// What an impact is called: as readers see it.
pub fn impact(app: App, impact: WorkImpact) -> &'static str {
    declared_words(app.lang.get()).impact(impact)
}

fn facts(app: App, desk: &Desk, it: &MaintenanceRecord) -> El {
    let (words, shared, dates) = (app.words(), app.text(), app.dates(desk));
    let fact = |term: &'static str, value: El| of("div", "fact").child(el("dt").text(term)).child(value);
    let row = |it: &fyr_shared::operator::WorkOn| {
        el("li").text(format!("{}: {}", component(app, desk, &it.component), impact(app, it.impact)))
    };
    let earlier = |it: &Announced| {
        let announced = fill(words.announced, &[("at", &dates.dated(it.at))]);
        el("li").text(format!("{announced}: {}", dates.span(it.starts_at, it.ends_at)))
    };
    let before = (!it.earlier.is_empty())
        .then(|| fact(words.before, el("dd").child(el("ul").children(it.earlier.iter().map(earlier)))));
    let moved = it.moved_at.map(|at| fill(words.moved, &[("at", &dates.dated(at))]));
    let announced = fill(words.announced, &[("at", &dates.dated(it.announced_at))]);
    el("dl")
        .child(fact(words.status, el("dd").text(shared.maintenance_status(it.status_at(desk.now)))))
        .child(fact(words.times, el("dd").text(dates.span(it.starts_at, it.ends_at))))
        .maybe(it.extraordinary.then(|| fact(words.maintenance, el("dd").text(words.extraordinary_is))))
        .child(fact(words.affected, el("dd").child(el("ul").children(it.affected.iter().map(row)))))
        .maybe(it.repeat.as_ref().map(|it| fact(words.repeats, el("dd").text(it.rule.clone()))))
        .child(fact(
            words.notice,
            el("dd").text([Some(announced), moved].into_iter().flatten().collect::<Vec<_>>().join(" · ")),
        ))
        .maybe(before)
}

fn acts(app: App, desk: &Desk, it: &MaintenanceRecord) -> El {
    let words = app.words();
    let id = || it.id.clone();
    let all = match it.status_at(desk.now) {
        MaintenanceStatus::Scheduled => vec![
            act(app, "main", Way::Move(id()), words.change),
            act(app, "plain", Way::Turn(id(), Turn::Start), words.start),
            act(app, "plain", Way::Turn(id(), Turn::Cancel), words.cancel),
        ],
        MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => vec![
            act(app, "main", Way::Turn(id(), Turn::Complete), words.complete),
            act(app, "plain", Way::Move(id()), words.change),
        ],
        MaintenanceStatus::Completed | MaintenanceStatus::Cancelled => vec![],
    };
    of("p", "acts").children(all)
}
