//! A new incident. Fields stand in the order in which things are known at night: what, where, how bad, then words.

use super::{act, environments, first_environment, json, levels, severities};
use crate::app::App;
use crate::dom::{El, el, of};
use crate::draft::{self, Draft};
use crate::field::{self, Need, Size};
use crate::form::{self, Form};
use crate::send::{Request, Sheet};
use crate::way::Way;
use fyr_shared::ids::EnvId;
use fyr_shared::operator::{Desk, Message, MessageKind, NewIncident};
use fyr_shared::status::{IncidentStatus, Level};
use fyr_shared::support::Severity;
use gloo_net::http::Method;
use serde_json::Value;
use std::sync::Arc;

/// The screen: empty, or begun with a text of the page file.
pub fn screen(app: App, desk: &Arc<Desk>, with: Option<String>) -> El {
    let words = app.words();
    let message = desk.messages.iter().find(|it| Some(&it.id) == with.as_ref());
    let name = Way::NewIncident(with.clone()).fragment();
    let sheet = Sheet::open(app, name, begin(desk, message), None);
    let zone = desk.zone.clone();
    let body = move |draft: &Draft| {
        json(NewIncident {
            env: Some(draft.get("/env")).filter(|env| !env.is_empty()).map(EnvId::from),
            title: draft.texts("/title").unwrap_or_default(),
            severity: draft.word("/severity").unwrap_or(Severity::Serious),
            status: draft.word("/status"),
            affected: draft.affected(),
            effect: draft.texts("/effect"),
            workaround: draft.texts("/workaround"),
            started_at: draft.instant("/started_at", &zone),
            next_update_at: draft.instant("/next_update_at", &zone),
            text: draft.texts("/text"),
        })
    };
    let made =
        |made: &Value| made.get("id").and_then(Value::as_str).map_or(Way::Overview, |id| Way::Incident(id.to_owned()));
    let form = Form {
        sheet,
        title: words.new_incident.to_owned(),
        more: None,
        request: Request { method: Method::POST, path: "/incidents".to_owned(), body: Arc::new(body) },
        look: Some(words.preview),
        verb: words.publish,
        fields: fields(sheet, desk),
        back: Way::Overview,
        done: form::then(made),
    };
    form.screen_with(templates(app, desk, with.as_deref(), MessageKind::Incident))
}

/// Other texts to begin with.
pub fn templates(app: App, desk: &Desk, open: Option<&str>, kind: MessageKind) -> Option<El> {
    let words = app.words();
    let way = |with: Option<String>| match kind {
        MessageKind::Maintenance => Way::NewMaintenance(with),
        _ => Way::NewIncident(with),
    };
    let all: Vec<&Message> = desk.messages.iter().filter(|it| it.begins == kind).collect();
    if all.is_empty() {
        return None;
    }
    let chip = |with: Option<&Message>| {
        let called = with.map_or_else(|| words.empty_form.to_owned(), |it| app.pick(desk, &it.title).0);
        let current = with.map(|it| it.id.as_str()) == open;
        let chip = act(app, "chip", way(with.map(|it| it.id.clone())), called);
        if current { chip.attr("aria-current", "true") } else { chip }
    };
    let chips = std::iter::once(chip(None)).chain(all.iter().map(|it| chip(Some(it))));
    Some(of("div", "templates").child(el("h2").text(words.begin_with)).child(of("p", "chips").children(chips)))
}

fn begin(desk: &Desk, message: Option<&Message>) -> Draft {
    let severity = message.and_then(|it| it.severity).unwrap_or(Severity::Serious);
    let mut values = vec![
        first_environment(desk),
        ("/severity".to_owned(), severity.as_str().to_owned()),
        ("/status".to_owned(), IncidentStatus::Investigating.as_str().to_owned()),
    ];
    if let Some(message) = message {
        values.extend(draft::texts("/title", Some(&message.title)));
        values.extend(draft::texts("/text", Some(&message.text)));
        let level = message.level.unwrap_or(Level::Degraded).as_str();
        values.extend(message.components.iter().map(|id| (format!("/affected/{id}"), level.to_owned())));
    }
    Draft::begin(values)
}

fn fields(sheet: Sheet, desk: &Arc<Desk>) -> Vec<El> {
    let (app, words) = (sheet.app, sheet.app.words());
    let shared = app.text();
    let statuses = [IncidentStatus::Investigating, IncidentStatus::Identified, IncidentStatus::Monitoring];
    let statuses = statuses.map(|it| (it.as_str().to_owned(), shared.incident_status(it).to_owned()));
    let env = environments(app, desk).map(|all| field::radios(sheet, "/env", words.environment, all));
    [
        Some(field::texts(sheet, desk, "/title", words.what, Size::Line, Need::Must)),
        Some(field::components(sheet, desk, words.affected, &levels(app))),
        Some(field::radios(sheet, "/severity", words.severity, severities(app, desk))),
        env,
        Some(field::texts(sheet, desk, "/text", words.message, Size::Area, Need::May)),
        Some(field::moment(sheet, desk, "/next_update_at", words.next_update, Need::May, &[30, 60, 120])),
        Some(field::radios(sheet, "/status", words.status, statuses.into())),
        Some(field::texts(sheet, desk, "/effect", words.effect, Size::Area, Need::May)),
        Some(field::texts(sheet, desk, "/workaround", words.workaround, Size::Area, Need::May)),
        Some(field::moment(sheet, desk, "/started_at", words.started, Need::May, &[0, -15, -60])),
    ]
    .into_iter()
    .flatten()
    .collect()
}
