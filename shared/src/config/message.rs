//! `[[message]]`: texts that operators may begin with; and `automatic`: whether incidents are opened by transitions.

use super::cursor::{Cursor, meant};
use super::page::{Names, ids};
use super::text;
use crate::operator::{Message, MessageKind};
use crate::page::AutomaticIncidents;
use crate::status::{Level, WorkImpact};
use crate::support::Severity;

pub(super) const KEYS: [&str; 8] = ["id", "begins", "title", "text", "severity", "components", "level", "impact"];

const BEGINS: [(&str, MessageKind); 3] =
    [("incident", MessageKind::Incident), ("update", MessageKind::Update), ("maintenance", MessageKind::Maintenance)];
/// What an incident puts components at.
const LEVELS: [&str; 3] = ["degraded", "partial_outage", "major_outage"];

pub(super) fn automatic(top: &Cursor<'_>) -> AutomaticIncidents {
    let words = AutomaticIncidents::ALL.map(AutomaticIncidents::as_str);
    let word = top.word("automatic", &words);
    AutomaticIncidents::ALL.into_iter().find(|it| Some(it.as_str()) == word).unwrap_or_default()
}

pub(super) fn read(top: &Cursor<'_>, names: &Names<'_>) -> Vec<Message> {
    let cursors = top.entries("message", "id", &KEYS);
    cursors.iter().zip(ids(top, "message", &cursors)).map(|(cursor, id)| message(cursor, id, names)).collect()
}

fn message(cursor: &Cursor<'_>, id: &str, names: &Names<'_>) -> Message {
    cursor.needs("begins", r#"begins = "incident", "update" or "maintenance""#);
    let begins = cursor.word("begins", &BEGINS.map(|(word, _)| word));
    let begins = BEGINS.into_iter().find(|(word, _)| Some(*word) == begins).map(|(_, kind)| kind);
    let incident = begins.is_none_or(|kind| kind == MessageKind::Incident);
    if !incident {
        cursor.refuses("level", "is for a message that begins an incident; remove it");
        cursor.refuses("severity", "is for a message that begins an incident; remove it");
    }
    if begins.is_some_and(|kind| kind != MessageKind::Maintenance) {
        cursor.refuses("impact", "is for a message that begins maintenance; remove it");
    }
    if begins == Some(MessageKind::Update) {
        cursor.refuses("components", "is for a message that begins something; remove it");
    }
    let components = cursor.distinct("components").unwrap_or_default();
    for id in components.iter().filter(|id| !names.components.contains(id)) {
        let cure = meant(id, &names.components);
        cursor.problem(format_args!(r#"components: "{id}" is no component of this page; {cure}"#));
    }
    Message {
        id: id.to_owned(),
        begins: begins.unwrap_or(MessageKind::Incident),
        title: text::needed(cursor, "title", &names.languages),
        text: text::needed(cursor, "text", &names.languages),
        severity: cursor.word("severity", Severity::WORDS).and_then(Severity::parse),
        components: components.into_iter().map(Into::into).collect(),
        level: cursor.word("level", &LEVELS).and_then(Level::parse),
        impact: cursor.word("impact", &WorkImpact::ALL.map(WorkImpact::as_str)).and_then(WorkImpact::parse),
    }
}
