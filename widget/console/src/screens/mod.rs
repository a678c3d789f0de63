//! The screens: one file per screen.

mod audit;
mod correct;
mod facts;
mod incident;
mod maintenance;
mod new_incident;
mod new_maintenance;
mod new_override;
mod overview;
mod settle;
mod sign_in;
mod token;
mod tokens;
mod turn;
mod update;

use crate::app::{App, Base};
use crate::dom::{El, button, el, of};
use crate::way::Way;
use fyr_shared::operator::{Desk, IncidentRecord, MaintenanceRecord, OverrideRecord};
use fyr_shared::status::Level;
use leptos::prelude::*;
use serde::Serialize;
use std::sync::Arc;

/// The screen that is open.
pub fn screen(app: App) -> El {
    let here = Memo::new(move |_| app.signed_in());
    el("div").shows(move || {
        if !here.get() {
            return Some(sign_in::screen(app));
        }
        let desk = app.desk_now()?;
        Some(match app.way.get() {
            Way::Overview => overview::screen(app),
            Way::NewIncident(with) => new_incident::screen(app, &desk, with),
            Way::Incident(id) => incident::screen(app, id),
            Way::Update(id, say) => update::screen(app, &desk, &id, say),
            Way::Correct(id, number) => correct::screen(app, &desk, &id, number),
            Way::Facts(id) => facts::screen(app, &desk, &id),
            Way::Settle(id, how) => settle::screen(app, &desk, &id, how),
            Way::NewMaintenance(with) => new_maintenance::screen(app, &desk, with),
            Way::Maintenance(id) => maintenance::screen(app, id),
            Way::Move(id) => new_maintenance::change(app, &desk, &id),
            Way::Turn(id, turn) => turn::screen(app, &desk, &id, turn),
            Way::NewOverride(with) => new_override::screen(app, &desk, with),
            Way::Override(id, end) => new_override::change(app, &desk, &id, end),
            Way::Tokens => tokens::screen(app),
            Way::NewToken => token::screen(app, &desk),
            Way::Revoke(id) => tokens::revoke(app, &id),
            Way::Audit => audit::screen(app),
        })
    })
}

/// A record is not there any more.
fn gone(app: App) -> El {
    let words = app.words();
    el("section")
        .child(el("h1").attr("tabindex", "-1").text(words.overview))
        .child(of("p", "note").text(words.gone))
        .child(of("p", "acts").child(button("plain", words.back, move || app.go(Way::Overview))))
}

fn find_incident(desk: &Desk, id: &str) -> Option<IncidentRecord> {
    desk.incidents.iter().find(|it| it.id == id).cloned()
}

fn find_maintenance(desk: &Desk, id: &str) -> Option<MaintenanceRecord> {
    desk.maintenances.iter().find(|it| it.id == id).cloned()
}

fn find_override(desk: &Desk, id: &str) -> Option<OverrideRecord> {
    desk.overrides.iter().find(|it| it.id == id).cloned()
}

/// What a form changes.
fn base(id: &str, revision: u32, record: &impl Serialize) -> Option<Base> {
    let record = serde_json::to_value(record).ok()?;
    Some(Base { version: fyr_shared::operator::version(id, revision), record })
}

/// What is asked, as JSON.
fn json(asked: impl Serialize) -> serde_json::Value {
    serde_json::to_value(asked).unwrap_or_default()
}

/// The levels that an incident can put a component at.
fn levels(app: App) -> Vec<(String, String)> {
    let (words, shared) = (app.words(), app.text());
    let level = |level: Level| (level.as_str().to_owned(), shared.level(Some(level)).to_owned());
    let bad = [Level::Degraded, Level::PartialOutage, Level::MajorOutage].map(level);
    let none = [(String::new(), words.not_affected), (Level::Operational.as_str().to_owned(), words.told_works)];
    none.map(|(value, called)| (value, called.to_owned())).into_iter().chain(bad).collect()
}

/// The owner's own words for severities.
fn severities(app: App, desk: &Desk) -> Vec<(String, String)> {
    desk.severities.iter().map(|it| (it.severity.as_str().to_owned(), app.pick(desk, &it.name).0)).collect()
}

/// The environments, where there is more than one.
fn environments(app: App, desk: &Desk) -> Option<Vec<(String, String)>> {
    let all = desk.environments.iter().map(|it| (it.id.as_str().to_owned(), app.pick(desk, &it.name).0));
    (desk.environments.len() > 1).then(|| all.collect())
}

/// The environment that a form begins with, where there is more than one.
fn first_environment(desk: &Desk) -> (String, String) {
    let first = desk.environments.first().filter(|_| desk.environments.len() > 1);
    ("/env".to_owned(), first.map(|env| env.id.to_string()).unwrap_or_default())
}

/// A text of the page, marked with its language where that is another.
fn said(tag: &'static str, app: App, desk: &Desk, text: &fyr_shared::lang::Localized) -> El {
    let (text, lang) = app.pick(desk, text);
    let element = el(tag).attr("dir", "auto").text(text);
    match lang {
        Some(lang) => element.attr("lang", lang.as_str()),
        None => element,
    }
}

/// What a component is called.
fn component(app: App, desk: &Desk, id: &fyr_shared::ids::ComponentId) -> String {
    let found = desk.components.iter().find(|it| it.id == *id);
    found.map_or_else(|| id.to_string(), |it| app.pick(desk, &it.name).0)
}

/// A way that is offered.
fn act(app: App, class: &'static str, way: Way, called: impl Into<String>) -> El {
    let id = format!("go-{}", way.fragment().replace('/', "-"));
    button(class, called, move || app.go(way.clone())).attr("id", id)
}

/// The desk of a screen that follows it.
fn desk(app: App) -> Option<Arc<Desk>> {
    app.desk()
}
