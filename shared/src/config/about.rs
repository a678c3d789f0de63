//! `[[source.about]]`: what a source says about one component.

use super::cursor::{Cursor, meant, repeated};
use super::page::Names;
use super::terms::Terms;
use crate::condition::{Condition, Subject};
use crate::page::{About, Reads, SourceKind};

pub(super) const KEYS: [&str; 8] = ["component", "given", "up", "well", "watch", "display", "contract", "fails_as"];

/// What the source of `kind` says, by terms inherited from it.
pub(super) fn read(cursor: &Cursor<'_>, kind: Option<SourceKind>, terms: Terms, names: &Names<'_>) -> About {
    let reads = match kind {
        Some(SourceKind::Http) => probe(cursor),
        Some(SourceKind::Statuspage) => status_page(cursor),
        None => Reads::Statuspage { watch: vec![] },
    };
    About { component: component(cursor, names).into(), policy: terms.overridden(cursor).policy(), reads }
}

fn component<'a>(cursor: &Cursor<'a>, names: &Names<'_>) -> &'a str {
    cursor.needs("component", r#"component = "…""#);
    let Some(id) = cursor.text("component") else { return "" };
    if !names.components.contains(&id) {
        cursor.wrong("component", format_args!("is no component of this page; {}", meant(id, &names.components)));
    }
    id
}

fn probe(cursor: &Cursor<'_>) -> Reads {
    cursor.refuses("watch", r#"is for status pages; remove it, or write kind = "statuspage""#);
    let [given, up, well] = ["given", "up", "well"].map(|key| conditions(cursor, key));
    let all: Vec<&str> = [&given, &up, &well].into_iter().flatten().map(Condition::text).collect();
    for text in repeated(&all) {
        cursor.problem(format_args!("condition `{text}` is there twice, which adds nothing; remove one"));
    }
    // A condition that could not be read has been noted already; which one it would have been is not known.
    let unread = cursor.texts("up").map_or(cursor.has("up"), |texts| texts.len() > up.len());
    if !unread && !up.iter().any(is_positive) {
        cursor.problem(
            r#"up says nothing that must be so of status or body, but green needs a positive statement; write up = ["[STATUS] == 200"]"#,
        );
    }
    Reads::Http { given, up, well }
}

/// Whether a condition states what the answer is: neither how fast it came nor what it is not.
fn is_positive(condition: &Condition) -> bool {
    condition.subject() != Subject::ResponseTime && !condition.text().contains("!=")
}

fn conditions(cursor: &Cursor<'_>, key: &str) -> Vec<Condition> {
    let mut conditions = vec![];
    for text in cursor.texts(key).unwrap_or_default() {
        match Condition::parse(text) {
            Ok(condition) => conditions.push(condition),
            Err(problem) => cursor.problem(format_args!(r#"{key}: "{text}": {problem}"#)),
        }
    }
    conditions
}

fn status_page(cursor: &Cursor<'_>) -> Reads {
    for key in ["given", "up", "well"] {
        cursor.refuses(key, r#"is for own probes; remove it, and name what to look at: watch = ["…"]"#);
    }
    cursor
        .refuses("fails_as", "is for own probes: a status page that does not answer is unknown, never down; remove it");
    let watch = cursor.distinct("watch").unwrap_or_default();
    if cursor.has("watch") && watch.is_empty() {
        cursor.problem("watch is empty; name components of the status page, or remove it to read the page as a whole");
    }
    if watch.iter().any(|name| name.trim().is_empty()) {
        cursor.problem("watch holds an empty name; write the component's name as the status page has it");
    }
    Reads::Statuspage { watch: watch.into_iter().map(str::to_owned).collect() }
}
