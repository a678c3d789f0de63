//! A new maintenance, or another time for one. Times are local ones of the page's zone, as they are written; *check* says
//! before anybody is told whether it qualifies by the terms.

use super::{base, environments, find_maintenance, first_environment, gone, json, maintenance, new_incident};
use crate::app::App;
use crate::dom::{El, of};
use crate::draft::{self, Draft};
use crate::field::{self, Choices, Need, Size};
use crate::form::{self, Form};
use crate::local;
use crate::send::{Request, Sheet};
use crate::way::Way;
use fyr_shared::ids::EnvId;
use fyr_shared::operator::{Desk, MaintenanceChange, MaintenanceRecord, Message, MessageKind, NewMaintenance};
use fyr_shared::page::Zone;
use fyr_shared::status::WorkImpact;
use gloo_net::http::Method;
use serde_json::Value;
use std::sync::Arc;

/// The rules that have a word of their own, without how often.
const WEEKLY: &str = "FREQ=WEEKLY";
const MONTHLY: &str = "monthly";
const OWN: &str = "own";

/// The screen of a new one.
pub fn screen(app: App, desk: &Arc<Desk>, with: Option<String>) -> El {
    let words = app.words();
    let message = desk.messages.iter().find(|it| Some(&it.id) == with.as_ref());
    let sheet = Sheet::open(app, Way::NewMaintenance(with.clone()).fragment(), begin(desk, message), None);
    let body = |draft: &Draft| {
        json(NewMaintenance {
            env: Some(draft.get("/env")).filter(|env| !env.is_empty()).map(EnvId::from),
            title: draft.texts("/title").unwrap_or_default(),
            text: draft.texts("/text"),
            extraordinary: draft.ticked("/extraordinary"),
            affected: draft.work(),
            starts: draft.get("/starts").to_owned(),
            ends: draft.get("/ends").to_owned(),
            repeat: rule(draft),
        })
    };
    let mut fields = fields(sheet, desk);
    fields.extend(environments(app, desk).map(|all| field::radios(sheet, "/env", words.environment, all)));
    fields.push(repeats(sheet));
    let form = Form {
        sheet,
        title: words.new_maintenance.to_owned(),
        more: None,
        request: Request { method: Method::POST, path: "/maintenances".to_owned(), body: Arc::new(body) },
        look: Some(words.check),
        verb: words.publish,
        fields,
        back: Way::Overview,
        done: form::then(|_| Way::Overview),
    };
    form.screen_with(new_incident::templates(app, desk, with.as_deref(), MessageKind::Maintenance))
}

/// The screen of one that is changed.
pub fn change(app: App, desk: &Arc<Desk>, id: &str) -> El {
    let Some(it) = find_maintenance(desk, id) else { return gone(app) };
    let words = app.words();
    let name = Way::Move(it.id.clone()).fragment();
    let sheet = Sheet::open(app, name, of_record(&it, &desk.zone), base(&it.id, it.revision, &it));
    let form = Form {
        sheet,
        title: format!("{}: {}", words.change, app.pick(desk, &it.title).0),
        more: None,
        request: Request { method: Method::PATCH, path: format!("/maintenances/{}", it.id), body: Arc::new(changed) },
        look: Some(words.check),
        verb: words.publish,
        fields: fields(sheet, desk),
        back: Way::Maintenance(it.id.clone()),
        done: form::then(|_| Way::Overview),
    };
    form.screen()
}

fn begin(desk: &Desk, message: Option<&Message>) -> Draft {
    let Some(message) = message else { return Draft::begin([first_environment(desk)]) };
    let impact = message.impact.unwrap_or(WorkImpact::Degraded).as_str();
    let mut values = draft::texts("/title", Some(&message.title));
    values.push(first_environment(desk));
    values.extend(draft::texts("/text", Some(&message.text)));
    values.extend(message.components.iter().map(|id| (format!("/affected/{id}"), impact.to_owned())));
    Draft::begin(values)
}

fn of_record(it: &MaintenanceRecord, zone: &Zone) -> Draft {
    let work = it.affected.iter().map(|it| (format!("/affected/{}", it.component), it.impact.as_str().to_owned()));
    let mut values: Vec<(String, String)> = work.collect();
    values.extend(draft::texts("/title", Some(&it.title)));
    values.extend(draft::texts("/text", it.text.as_ref()));
    values.push(("/starts".to_owned(), local::write(zone, it.starts_at)));
    values.push(("/ends".to_owned(), local::write(zone, it.ends_at)));
    values.push(("/extraordinary".to_owned(), if it.extraordinary { "true".to_owned() } else { String::new() }));
    Draft::begin(values)
}

/// Only what somebody has changed.
fn changed(draft: &Draft) -> Value {
    let differs = |place: &str| draft.differs(place);
    json(MaintenanceChange {
        title: differs("/title").then(|| draft.texts("/title").unwrap_or_default()),
        text: differs("/text").then(|| draft.texts("/text")),
        status: None,
        extraordinary: differs("/extraordinary").then(|| draft.ticked("/extraordinary")),
        affected: differs("/affected").then(|| draft.work()),
        starts: differs("/starts").then(|| draft.get("/starts").to_owned()),
        ends: differs("/ends").then(|| draft.get("/ends").to_owned()),
    })
}

fn fields(sheet: Sheet, desk: &Arc<Desk>) -> Vec<El> {
    let (app, words) = (sheet.app, sheet.app.words());
    let none = [(String::new(), words.not_affected.to_owned())];
    let impacts = WorkImpact::ALL.map(|it| (it.as_str().to_owned(), maintenance::impact(app, it).to_owned()));
    let impacts: Choices = none.into_iter().chain(impacts).collect();
    let span = of("div", "pair")
        .child(field::moment(sheet, desk, "/starts", words.starts, Need::Must, &[]))
        .child(field::moment(sheet, desk, "/ends", words.ends, Need::Must, &[]));
    vec![
        field::texts(sheet, desk, "/title", words.work, Size::Line, Need::Must),
        span,
        field::components(sheet, desk, words.affected, &impacts),
        field::tick(sheet, "/extraordinary", words.extraordinary),
        field::texts(sheet, desk, "/text", words.work_text, Size::Area, Need::May),
    ]
}

/// By which rule it comes again: a word, or a rule of one's own.
fn repeats(sheet: Sheet) -> El {
    let words = sheet.app.words();
    let choices: Choices = [
        ("", words.repeat_none),
        (WEEKLY, words.repeat_weekly),
        (MONTHLY, words.repeat_monthly),
        (OWN, words.repeat_own),
    ]
    .map(|(value, called)| (value.to_owned(), called.to_owned()))
    .into();
    let counted = move || [WEEKLY, MONTHLY].contains(&sheet.get("/often").as_str());
    let own = move || sheet.get("/often") == OWN;
    of("div", "repeats")
        .child(field::radios(sheet, "/often", words.repeats, choices))
        .child(of("div", "maybe").live("hidden", move || (!counted()).then(String::new)).child(field::line(
            sheet,
            "/count",
            words.repeat_count,
            Need::Must,
        )))
        .child(of("div", "maybe").live("hidden", move || (!own()).then(String::new)).child(field::line(
            sheet,
            "/repeat",
            words.repeat_rule,
            Need::Must,
        )))
}

/// The rule that is chosen; a weekday of the month is that of the first one.
fn rule(draft: &Draft) -> Option<String> {
    let count = draft.get("/count").trim();
    match draft.get("/often") {
        WEEKLY => Some(format!("{WEEKLY};COUNT={count}")),
        MONTHLY => Some(format!("FREQ=MONTHLY;BYDAY={};COUNT={count}", local::nth_weekday(draft.get("/starts"))?)),
        OWN => Some(draft.get("/repeat").trim().to_owned()),
        _ => None,
    }
}
