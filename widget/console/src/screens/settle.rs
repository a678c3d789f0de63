//! What a person makes of an incident that opened by itself: takes it over, says that it is part of another, or none.

use super::{base, find_incident, gone, json};
use crate::app::App;
use crate::dom::El;
use crate::draft::Draft;
use crate::field::{self, Need};
use crate::form::{self, Form};
use crate::send::{Request, Sheet};
use crate::way::{Settle, Way};
use fyr_shared::operator::{Desk, IncidentChange};
use gloo_net::http::Method;
use std::sync::Arc;

/// The screen.
pub fn screen(app: App, desk: &Arc<Desk>, id: &str, how: Settle) -> El {
    let Some(it) = find_incident(desk, id) else { return gone(app) };
    let words = app.words();
    let name = Way::Settle(it.id.clone(), how).fragment();
    let others = desk.incidents.iter().filter(|other| other.id != it.id && other.is_open() && other.is_public());
    let others: Vec<_> = others.map(|other| (other.id.clone(), app.pick(desk, &other.title).0)).collect();
    let first = others.first().map(|(id, _)| ("/merged_into".to_owned(), id.clone()));
    let sheet =
        Sheet::open(app, name, Draft::begin(first.filter(|_| how == Settle::Merge)), base(&it.id, it.revision, &it));
    let body = move |draft: &Draft| {
        let own = |place: &str| Some(draft.get(place).to_owned());
        json(match how {
            Settle::Adopt => IncidentChange { adopted: Some(true), ..IncidentChange::default() },
            Settle::Merge => IncidentChange { merged_into: own("/merged_into"), ..IncidentChange::default() },
            Settle::Dismiss => IncidentChange { dismissed: own("/dismissed"), ..IncidentChange::default() },
        })
    };
    let (title, fields) = match how {
        Settle::Adopt => (words.adopt, vec![]),
        Settle::Merge => (words.merge, vec![field::select(sheet, "/merged_into", words.merge_into, others)]),
        Settle::Dismiss => (words.dismiss, vec![field::line(sheet, "/dismissed", words.dismiss_why, Need::Must)]),
    };
    let after = if how == Settle::Adopt { Way::Incident(it.id.clone()) } else { Way::Overview };
    let form = Form {
        sheet,
        title: format!("{title}: {}", app.pick(desk, &it.title).0),
        more: Some(if how == Settle::Adopt { words.adopt_more } else { words.proposed_more }.to_owned()),
        request: Request { method: Method::PATCH, path: format!("/incidents/{}", it.id), body: Arc::new(body) },
        look: (how == Settle::Adopt).then_some(words.preview),
        verb: if how == Settle::Adopt { words.publish } else { title },
        fields,
        back: Way::Overview,
        done: form::then(move |_| after.clone()),
    };
    form.screen()
}
