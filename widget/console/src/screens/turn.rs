//! How far maintenance has come, said: it begins, it is over, it is called off. No fields; what it means is asked first.

use super::{base, find_maintenance, gone, json};
use crate::app::App;
use crate::dom::El;
use crate::draft::Draft;
use crate::form::{self, Form};
use crate::send::{Request, Sheet};
use crate::way::{Turn, Way};
use fyr_shared::operator::{Desk, MaintenanceChange};
use fyr_shared::status::MaintenanceStatus;
use gloo_net::http::Method;
use std::sync::Arc;

/// The screen.
pub fn screen(app: App, desk: &Arc<Desk>, id: &str, turn: Turn) -> El {
    let Some(it) = find_maintenance(desk, id) else { return gone(app) };
    let words = app.words();
    let (verb, status) = match turn {
        Turn::Start => (words.start, MaintenanceStatus::InProgress),
        Turn::Complete => (words.complete, MaintenanceStatus::Completed),
        Turn::Cancel => (words.cancel, MaintenanceStatus::Cancelled),
    };
    let name = Way::Turn(it.id.clone(), turn).fragment();
    let sheet = Sheet::open(app, name, Draft::default(), base(&it.id, it.revision, &it));
    let body = move |_: &Draft| json(MaintenanceChange { status: Some(status), ..MaintenanceChange::default() });
    let form = Form {
        sheet,
        title: format!("{verb}: {}", app.pick(desk, &it.title).0),
        more: Some(words.confirm.to_owned()),
        request: Request { method: Method::PATCH, path: format!("/maintenances/{}", it.id), body: Arc::new(body) },
        look: None,
        verb,
        fields: vec![],
        back: Way::Maintenance(it.id.clone()),
        done: form::then(|_| Way::Overview),
    };
    form.screen()
}
