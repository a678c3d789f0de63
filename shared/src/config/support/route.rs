//! `[[route]]`: from a question to channels.

use super::super::cursor::{Cursor, meant};
use super::super::text;
use super::{Names, environments, references};
use crate::support::{Route, Severity};

pub(super) const KEYS: [&str; 10] =
    ["id", "roles", "faults", "environments", "severities", "channels", "check_first", "template", "why", "section"];

pub(super) fn read(cursor: &Cursor<'_>, id: &str, known: &Names<'_>) -> Route {
    cursor.needs("channels", r#"channels = ["…"], whom to ask, in order"#);
    cursor.needs("section", r#"section = "…", where the rule stands that it rests on"#);
    let ids = |key, noun, all: &[&str]| references(cursor, key, noun, all);
    Route {
        id: id.into(),
        roles: ids("roles", "role", &known.roles).into_iter().map(Into::into).collect(),
        faults: ids("faults", "fault", &known.faults).into_iter().map(Into::into).collect(),
        environments: environments(cursor, known),
        severities: severities(cursor, known),
        channels: ids("channels", "channel", &known.channels).into_iter().map(Into::into).collect(),
        check_first: ids("check_first", "check", &known.checks).into_iter().map(Into::into).collect(),
        template: template(cursor, known).map(Into::into),
        why: text::localized(cursor, "why", &known.page.languages),
        section: text::plain(cursor, "section").unwrap_or_default(),
    }
}

fn severities(cursor: &Cursor<'_>, known: &Names<'_>) -> Vec<Severity> {
    let words: Vec<&str> = known.severities.iter().map(|severity| severity.as_str()).collect();
    let ids = references(cursor, "severities", "severity", &words);
    ids.into_iter().filter_map(Severity::parse).collect()
}

fn template<'a>(cursor: &Cursor<'a>, known: &Names<'_>) -> Option<&'a str> {
    let id = cursor.text("template")?;
    if !known.templates.contains(&id) {
        cursor.wrong("template", format_args!("is no template of this page; {}", meant(id, &known.templates)));
    }
    Some(id)
}
