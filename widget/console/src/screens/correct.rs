//! A message that was published, corrected, or in one more language. What it said is kept.

use super::{base, find_incident, gone, json};
use crate::app::App;
use crate::dom::El;
use crate::draft::{self, Draft};
use crate::field::{self, Need, Size};
use crate::form::{self, Form};
use crate::send::{Request, Sheet};
use crate::way::Way;
use fyr_shared::operator::{Desk, UpdateChange};
use gloo_net::http::Method;
use std::sync::Arc;

/// The screen.
pub fn screen(app: App, desk: &Arc<Desk>, id: &str, number: u32) -> El {
    let Some(it) = find_incident(desk, id) else { return gone(app) };
    let Some(update) = it.updates.iter().find(|update| update.number == number) else { return gone(app) };
    let words = app.words();
    let name = Way::Correct(it.id.clone(), number).fragment();
    let begun = Draft::begin(draft::texts("/text", Some(&update.text)));
    let sheet = Sheet::open(app, name, begun, base(&it.id, it.revision, &it));
    let body = |draft: &Draft| json(UpdateChange { text: draft.texts("/text").unwrap_or_default() });
    let back = Way::Incident(it.id.clone());
    let then = back.clone();
    let form = Form {
        sheet,
        title: words.correct.to_owned(),
        more: Some(words.correct_more.to_owned()),
        request: Request {
            method: Method::PATCH,
            path: format!("/incidents/{}/updates/{number}", it.id),
            body: Arc::new(body),
        },
        look: Some(words.preview),
        verb: words.publish,
        fields: vec![field::texts(sheet, desk, "/text", words.message, Size::Area, Need::Must)],
        back,
        done: form::then(move |_| then.clone()),
    };
    form.screen()
}
