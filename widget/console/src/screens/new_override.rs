//! An override: a component's level or a channel, with a reason, until a time. And one that holds, changed or ended.

use super::{base, environments, find_override, first_environment, gone, json};
use crate::app::App;
use crate::dom::{El, of};
use crate::draft::{self, Draft};
use crate::field::{self, Choices, Need, Size};
use crate::form::{self, Form};
use crate::local;
use crate::send::{Request, Sheet};
use crate::way::{End, Way};
use fyr_shared::ids::{ChannelId, ComponentId, EnvId};
use fyr_shared::operator::{Desk, NewOverride, OverrideChange};
use fyr_shared::status::Level;
use fyr_shared::time::Instant;
use gloo_net::http::Method;
use serde_json::Value;
use std::sync::Arc;

const LEVELS: [Level; 6] =
    [Level::Operational, Level::Degraded, Level::PartialOutage, Level::MajorOutage, Level::Maintenance, Level::Unknown];
const CHANNEL: &str = "channel";
const COMPONENT: &str = "component";

/// The screen of a new one.
pub fn screen(app: App, desk: &Arc<Desk>, with: Option<String>) -> El {
    let words = app.words();
    let first = desk.components.first().map(|it| it.id.to_string()).unwrap_or_default();
    let channel = desk.channels.first().map(|it| it.id.to_string()).unwrap_or_default();
    let begun = Draft::begin([
        first_environment(desk),
        ("/about".to_owned(), COMPONENT.to_owned()),
        ("/component".to_owned(), with.clone().unwrap_or(first)),
        ("/channel".to_owned(), channel),
        ("/level".to_owned(), Level::Degraded.as_str().to_owned()),
    ]);
    let sheet = Sheet::open(app, Way::NewOverride(with).fragment(), begun, None);
    let zone = desk.zone.clone();
    let body = move |draft: &Draft| asked(draft, draft.instant("/ends_at", &zone));
    let form = Form {
        sheet,
        title: words.new_override.to_owned(),
        more: Some(words.override_more.to_owned()),
        request: Request { method: Method::POST, path: "/overrides".to_owned(), body: Arc::new(body) },
        look: Some(words.preview),
        verb: words.publish,
        fields: fields(sheet, desk),
        back: Way::Overview,
        done: form::then(|_| Way::Overview),
    };
    form.screen()
}

/// What is asked. Without an end it is refused there: an end is the one thing that is not guessed.
fn asked(draft: &Draft, ends_at: Option<Instant>) -> Value {
    let own = |place: &str| Some(draft.get(place)).filter(|it| !it.trim().is_empty());
    let of_channel = draft.get("/about") == CHANNEL;
    json(NewOverride {
        env: own("/env").filter(|_| !of_channel).map(EnvId::from),
        component: own("/component").filter(|_| !of_channel).map(ComponentId::from),
        level: draft.word("/level").filter(|_| !of_channel),
        channel: own("/channel").filter(|_| of_channel).map(ChannelId::from),
        to: own("/to").filter(|_| of_channel).map(str::to_owned),
        reason: draft.texts("/reason").unwrap_or_default(),
        starts_at: None,
        ends_at: ends_at.unwrap_or(Instant(0)),
    })
}

fn fields(sheet: Sheet, desk: &Arc<Desk>) -> Vec<El> {
    let (app, words, shared) = (sheet.app, sheet.app.words(), sheet.app.text());
    let components = desk.components.iter().map(|it| (it.id.to_string(), app.pick(desk, &it.name).0)).collect();
    let channels: Choices = desk.channels.iter().map(|it| (it.id.to_string(), app.pick(desk, &it.name).0)).collect();
    let levels = LEVELS.map(|it| (it.as_str().to_owned(), shared.level(Some(it)).to_owned())).into();
    let about = [(COMPONENT, words.of_component), (CHANNEL, words.of_channel)];
    let about = about.map(|(value, called)| (value.to_owned(), called.to_owned())).into();
    let of_channel = move || sheet.get("/about") == CHANNEL;
    let env = environments(app, desk).map(|all| field::radios(sheet, "/env", words.environment, all));
    let level = of("div", "maybe")
        .live("hidden", move || of_channel().then(String::new))
        .child(field::select(sheet, "/component", words.component, components))
        .maybe(env)
        .child(field::radios(sheet, "/level", words.level, levels));
    let channel = of("div", "maybe")
        .live("hidden", move || (!of_channel()).then(String::new))
        .child(field::select(sheet, "/channel", words.channel, channels.clone()))
        .child(field::line(sheet, "/to", words.leads_to, Need::May));
    let mut all = vec![];
    if !channels.is_empty() {
        all.push(field::radios(sheet, "/about", words.of_what, about));
    }
    all.push(level);
    all.push(channel);
    all.push(field::texts(sheet, desk, "/reason", words.reason, Size::Line, Need::Must));
    all.push(field::moment(sheet, desk, "/ends_at", words.until, Need::Must, &[60, 240, 1440]));
    all
}

/// The screen of one that holds.
pub fn change(app: App, desk: &Arc<Desk>, id: &str, end: End) -> El {
    let Some(it) = find_override(desk, id) else { return gone(app) };
    let words = app.words();
    let mut values = draft::texts("/reason", Some(&it.reason));
    values.push(("/ends_at".to_owned(), local::write(&desk.zone, it.ends_at)));
    let name = Way::Override(it.id.clone(), end).fragment();
    let sheet = Sheet::open(app, name, Draft::begin(values), base(&it.id, it.revision, &it));
    let (zone, made_at) = (desk.zone.clone(), it.created_at);
    let body = move |draft: &Draft| {
        json(match end {
            // Now or before ends it; the same each time it is sent.
            End::Now => OverrideChange { reason: None, ends_at: Some(made_at) },
            End::Later => OverrideChange {
                reason: draft.texts("/reason").filter(|_| draft.differs("/reason")),
                ends_at: draft.instant("/ends_at", &zone).filter(|_| draft.differs("/ends_at")),
            },
        })
    };
    let fields = match end {
        End::Now => vec![],
        End::Later => vec![
            field::texts(sheet, desk, "/reason", words.reason, Size::Line, Need::Must),
            field::moment(sheet, desk, "/ends_at", words.until, Need::Must, &[60, 240, 1440]),
        ],
    };
    let (title, more) = match end {
        End::Now => (words.end_now, words.confirm),
        End::Later => (words.change_override, words.override_more),
    };
    let form = Form {
        sheet,
        title: format!("{}: {title}", words.override_is),
        more: Some(more.to_owned()),
        request: Request { method: Method::PATCH, path: format!("/overrides/{}", it.id), body: Arc::new(body) },
        look: (end == End::Later).then_some(words.preview),
        verb: if end == End::Now { title } else { words.publish },
        fields,
        back: Way::Overview,
        done: form::then(|_| Way::Overview),
    };
    form.screen()
}
