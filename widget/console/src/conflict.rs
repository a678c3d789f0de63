//! Somebody else was first: who, when, and what is different now, beside a draft of which nothing is lost.

use crate::app::App;
use crate::differ::{Difference, differences};
use crate::dom::{El, button, el, lead, of};
use crate::send::{Sheet, State};
use crate::words::{Words, fill};
use fyr_shared::lang::Lang;
use fyr_shared::operator::Conflict;
use fyr_shared::status::Level;
use fyr_shared::text::{Text, text};
use fyr_shared::time::Instant;
use leptos::prelude::*;
use serde_json::Value;

/// What stands above the fields while there is one.
pub fn shown(sheet: Sheet) -> Option<El> {
    let State::Conflict(conflict) = sheet.state.get() else { return None };
    let (app, words) = (sheet.app, sheet.app.words());
    let heading = fill(words.conflict, &[("who", &who(app, &conflict))]);
    let before = sheet.base.with_untracked(|base| base.as_ref().map(|base| base.record.clone()));
    let found = differences(&before.unwrap_or(Value::Null), &conflict.current);
    let rebased = conflict.clone();
    let go = button("main", words.on_top, move || {
        sheet.rebase(&rebased);
        lead(&["form button.main"]);
    });
    Some(
        of("div", "conflict")
            .child(el("h2").attr("id", "conflict").attr("tabindex", "-1").text(heading))
            .child(el("p").text(words.conflict_more))
            .child(table(app, &found))
            .child(of("p", "acts").child(go)),
    )
}

/// Everybody who had a hand in it, with the time of the last.
fn who(app: App, conflict: &Conflict) -> String {
    let mut names: Vec<String> = conflict
        .changes
        .iter()
        .map(|it| if it.by.token.is_none() { app.words().itself.to_owned() } else { it.by.name.clone() })
        .collect();
    names.dedup();
    if names.is_empty() { app.words().somebody.to_owned() } else { names.join(", ") }
}

/// What differs, in rows: its name, what it was, what it is.
pub fn table(app: App, found: &[Difference]) -> El {
    let words = app.words();
    let row = |it: &Difference| {
        let cell = |name: &'static str, value: Option<&Value>| {
            let said = value.map_or_else(|| words.nothing.to_owned(), |value| told(app, value));
            el("td").attr("data-label", name).child(of("span", "value").attr("dir", "auto").text(said))
        };
        el("tr")
            .child(el("th").attr("scope", "row").text(called(app, &it.name)))
            .child(cell(words.before, it.before.as_ref()))
            .child(cell(words.after, it.after.as_ref()))
    };
    let head = |name: &'static str| el("th").attr("scope", "col").text(name);
    let heads = el("tr").child(head(words.changes)).child(head(words.before)).child(head(words.after));
    of("table", "differences").child(el("thead").child(heads)).child(el("tbody").children(found.iter().map(row)))
}

/// What a part of a record is called.
fn called(app: App, name: &str) -> String {
    let parts = name.split('/').map(|part| part_called(app, part));
    parts.collect::<Vec<_>>().join(" · ")
}

fn part_called(app: App, part: &str) -> String {
    let component = || {
        app.desk().and_then(|desk| {
            let found = desk.components.iter().find(|it| it.id.as_str() == part)?;
            Some(app.pick(&desk, &found.name).0)
        })
    };
    let lang = || Lang::parse(part).filter(|lang| lang.as_str() == part).map(|lang| text(lang).own_name.to_owned());
    let known = known(app.words(), app.text(), part).map(str::to_owned);
    known.or_else(lang).or_else(component).unwrap_or_else(|| part.replace('_', " "))
}

fn known(words: &'static Words, shared: &'static Text, part: &str) -> Option<&'static str> {
    Some(match part {
        "title" => words.what,
        "text" | "updates" => words.message,
        "severity" => words.severity,
        "status" => words.status,
        "affected" => words.affected,
        "effect" => words.effect,
        "workaround" => words.workaround,
        "started_at" => words.started,
        "resolved_at" => words.resolved_at,
        "next_update_at" => words.next_update,
        "starts_at" => words.starts,
        "ends_at" => words.ends,
        "reason" => words.reason,
        "level" | "impact" => words.level,
        "env" => shared.environment,
        "extraordinary" => words.extraordinary_is,
        "scopes" => words.scopes,
        "expires_at" => words.expires,
        "automatic" => words.automatic,
        "channel" => words.channel,
        "component" => words.component,
        _ => return None,
    })
}

/// A value as a person reads it.
fn told(app: App, value: &Value) -> String {
    match value {
        Value::String(text) => word(app, text),
        Value::Array(all) => all.iter().map(|it| told(app, it)).collect::<Vec<_>>().join("\n"),
        Value::Object(all) => {
            let wanted = |(key, _): &(&String, &Value)| !["number", "at", "revision"].contains(&key.as_str());
            all.iter().filter(wanted).map(|(_, it)| told(app, it)).collect::<Vec<_>>().join(" · ")
        }
        Value::Null => app.words().nothing.to_owned(),
        Value::Bool(holds) => if *holds { "✓" } else { "–" }.to_owned(),
        other => other.to_string(),
    }
}

fn word(app: App, text: &str) -> String {
    let shared = app.text();
    let level = || Level::parse(text).map(|level| shared.level(Some(level)).to_owned());
    let status = || fyr_shared::status::IncidentStatus::parse(text).map(|it| shared.incident_status(it).to_owned());
    let work = || fyr_shared::status::MaintenanceStatus::parse(text).map(|it| shared.maintenance_status(it).to_owned());
    let grade = || {
        let desk = app.desk()?;
        let found = desk.severities.iter().find(|it| it.severity.as_str() == text)?;
        Some(app.pick(&desk, &found.name).0)
    };
    let time = || {
        let at = Instant::parse(text).filter(|_| text.ends_with('Z'))?;
        app.desk().map(|desk| app.dates(&desk).dated(at))
    };
    level().or_else(grade).or_else(status).or_else(work).or_else(time).unwrap_or_else(|| text.to_owned())
}
