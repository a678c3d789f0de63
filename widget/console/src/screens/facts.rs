//! What is known about an incident, changed. Only what somebody has changed is sent.

use super::{base, find_incident, gone, json, levels, severities};
use crate::app::App;
use crate::dom::El;
use crate::draft::{self, Draft};
use crate::field::{self, Need, Size};
use crate::form::{self, Form};
use crate::local;
use crate::send::{Request, Sheet};
use crate::way::Way;
use fyr_shared::operator::{Desk, IncidentChange, IncidentRecord};
use fyr_shared::page::Zone;
use gloo_net::http::Method;
use serde_json::Value;
use std::sync::Arc;

/// The screen.
pub fn screen(app: App, desk: &Arc<Desk>, id: &str) -> El {
    let Some(it) = find_incident(desk, id) else { return gone(app) };
    let words = app.words();
    let name = Way::Facts(it.id.clone()).fragment();
    let sheet = Sheet::open(app, name, begin(&it, &desk.zone), base(&it.id, it.revision, &it));
    let zone = desk.zone.clone();
    let back = Way::Incident(it.id.clone());
    let then = back.clone();
    let over = it.resolved_at.map(|_| field::moment(sheet, desk, "/resolved_at", words.resolved_at, Need::Must, &[]));
    let mut fields = vec![
        field::texts(sheet, desk, "/title", words.what, Size::Line, Need::Must),
        field::components(sheet, desk, words.affected, &levels(app)),
        field::radios(sheet, "/severity", words.severity, severities(app, desk)),
        field::texts(sheet, desk, "/effect", words.effect, Size::Area, Need::May),
        field::texts(sheet, desk, "/workaround", words.workaround, Size::Area, Need::May),
        field::moment(sheet, desk, "/next_update_at", words.next_update, Need::May, &[30, 60, 120]),
        field::moment(sheet, desk, "/started_at", words.started, Need::Must, &[]),
    ];
    fields.extend(over);
    let form = Form {
        sheet,
        title: format!("{}: {}", words.facts, app.pick(desk, &it.title).0),
        more: None,
        request: Request {
            method: Method::PATCH,
            path: format!("/incidents/{}", it.id),
            body: Arc::new(move |draft| change(draft, &zone)),
        },
        look: Some(words.preview),
        verb: words.publish,
        fields,
        back,
        done: form::then(move |_| then.clone()),
    };
    form.screen()
}

fn begin(it: &IncidentRecord, zone: &Zone) -> Draft {
    let at = |at: Option<_>| at.map(|at| local::write(zone, at)).unwrap_or_default();
    let affected = it.affected.iter().map(|it| (format!("/affected/{}", it.component), it.level.as_str().to_owned()));
    let mut values: Vec<(String, String)> = affected.collect();
    values.push(("/severity".to_owned(), it.severity.as_str().to_owned()));
    values.push(("/started_at".to_owned(), at(Some(it.started_at))));
    values.push(("/resolved_at".to_owned(), at(it.resolved_at)));
    values.push(("/next_update_at".to_owned(), at(it.next_update_at)));
    values.extend(draft::texts("/title", Some(&it.title)));
    values.extend(draft::texts("/effect", it.effect.as_ref()));
    values.extend(draft::texts("/workaround", it.workaround.as_ref()));
    Draft::begin(values)
}

fn change(draft: &Draft, zone: &Zone) -> Value {
    let differs = |place: &str| draft.differs(place);
    json(IncidentChange {
        title: differs("/title").then(|| draft.texts("/title").unwrap_or_default()),
        severity: draft.word("/severity").filter(|_| differs("/severity")),
        affected: differs("/affected").then(|| draft.affected()),
        effect: differs("/effect").then(|| draft.texts("/effect")),
        workaround: differs("/workaround").then(|| draft.texts("/workaround")),
        started_at: draft.instant("/started_at", zone).filter(|_| differs("/started_at")),
        resolved_at: draft.instant("/resolved_at", zone).filter(|_| differs("/resolved_at")),
        next_update_at: differs("/next_update_at").then(|| draft.instant("/next_update_at", zone)),
        ..IncidentChange::default()
    })
}
