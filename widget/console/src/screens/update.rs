//! More to say about an incident: how it goes, that it is over, or what it was.

use super::{act, base, find_incident, gone, json, levels};
use crate::app::App;
use crate::dom::{El, el, of};
use crate::draft::{self, Draft};
use crate::field::{self, Need, Size};
use crate::form::{self, Form};
use crate::send::{Request, Sheet};
use crate::way::{Say, Way};
use fyr_shared::operator::{Desk, IncidentRecord, Message, MessageKind, NewUpdate};
use fyr_shared::status::IncidentStatus;
use gloo_net::http::Method;
use std::sync::Arc;

/// The screen.
pub fn screen(app: App, desk: &Arc<Desk>, id: &str, say: Say) -> El {
    let Some(it) = find_incident(desk, id) else { return gone(app) };
    let words = app.words();
    let name = Way::Update(it.id.clone(), say).fragment();
    let sheet = Sheet::open(app, name, begin(&it, say), base(&it.id, it.revision, &it));
    let zone = desk.zone.clone();
    let body = move |draft: &Draft| {
        let status = draft.word::<IncidentStatus>("/status");
        json(NewUpdate {
            status,
            text: draft.texts("/text").unwrap_or_default(),
            affected: draft.differs("/affected").then(|| draft.affected()),
            next_update_at: draft.instant("/next_update_at", &zone),
            resolved_at: draft.instant("/resolved_at", &zone).filter(|_| status.is_some_and(IncidentStatus::is_over)),
        })
    };
    let title = match say {
        Say::More => words.update,
        Say::Over => words.resolve,
        Say::Review => words.review,
    };
    let back = Way::Incident(it.id.clone());
    let then = back.clone();
    let form = Form {
        sheet,
        title: format!("{title}: {}", app.pick(desk, &it.title).0),
        more: None,
        request: Request { method: Method::POST, path: format!("/incidents/{}/updates", it.id), body: Arc::new(body) },
        look: Some(words.preview),
        verb: words.publish,
        fields: fields(sheet, desk, &it, say),
        back,
        done: form::then(move |_| then.clone()),
    };
    form.screen_with(if say == Say::More { phrases(sheet, desk) } else { None })
}

fn begin(it: &IncidentRecord, say: Say) -> Draft {
    let status = match say {
        Say::More => it.status,
        Say::Over => IncidentStatus::Resolved,
        Say::Review => IncidentStatus::Review,
    };
    let affected = it.affected.iter().map(|it| (format!("/affected/{}", it.component), it.level.as_str().to_owned()));
    Draft::begin(affected.chain([("/status".to_owned(), status.as_str().to_owned())]))
}

/// Texts of the page file, put into what is written.
fn phrases(sheet: Sheet, desk: &Arc<Desk>) -> Option<El> {
    let app = sheet.app;
    let chip = |it: &Message| {
        let text = it.text.clone();
        let put =
            move || draft::texts("/text", Some(&text)).into_iter().for_each(|(place, text)| sheet.set(&place, text));
        crate::dom::button("chip", app.pick(desk, &it.title).0, put)
    };
    let all: Vec<El> = desk.messages.iter().filter(|it| it.begins == MessageKind::Update).map(chip).collect();
    let heading = el("h2").text(app.words().begin_with);
    (!all.is_empty()).then(|| of("div", "templates").child(heading).child(of("p", "chips").children(all)))
}

fn fields(sheet: Sheet, desk: &Arc<Desk>, it: &IncidentRecord, say: Say) -> Vec<El> {
    let (app, words, shared) = (sheet.app, sheet.app.words(), sheet.app.text());
    let status = |it: IncidentStatus| (it.as_str().to_owned(), shared.incident_status(it).to_owned());
    let going = [
        IncidentStatus::Investigating,
        IncidentStatus::Identified,
        IncidentStatus::Monitoring,
        IncidentStatus::Resolved,
    ];
    let text = field::texts(sheet, desk, "/text", words.message, Size::Area, Need::Must);
    let over = || field::moment(sheet, desk, "/resolved_at", words.resolved_at, Need::May, &[0, -15, -60]);
    let chosen_over = move || sheet.get("/status") == IncidentStatus::Resolved.as_str();
    match say {
        Say::Review => vec![text],
        Say::Over => vec![text, over()],
        Say::More => vec![
            field::radios(sheet, "/status", words.status, going.map(status).into()),
            text,
            field::moment(sheet, desk, "/next_update_at", words.next_update, Need::May, &[30, 60, 120]),
            of("div", "maybe").live("hidden", move || (!chosen_over()).then(String::new)).child(over()),
            field::components(sheet, desk, words.affected, &levels(app)),
            of("p", "acts").child(act(app, "plain", Way::Facts(it.id.clone()), words.facts)),
        ],
    }
}
