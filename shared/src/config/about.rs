//! `[[source.about]]`: what a source says about one component.

use super::cursor::{Cursor, meant, repeated};
use super::page::Names;
use super::terms::Terms;
use crate::condition::{Condition, Subject};
use crate::page::{About, FeedMode, LevelConditions, Reads, SourceKind, Takes};

pub(super) const KEYS: [&str; 18] = [
    "component",
    "given",
    "up",
    "well",
    "watch",
    "locations",
    "mute",
    "operational",
    "maintenance",
    "degraded",
    "partial_outage",
    "major_outage",
    "mode",
    "days",
    "words",
    "display",
    "contract",
    "fails_as",
];

/// The keys of each way of reading: whose they are, and what a source that is read otherwise is told.
const OF: [(Takes, &[&str], &str); 4] = [
    (Takes::Probe, &["given", "up", "well"], r#"is for own probes (kind = "http"); remove it"#),
    (Takes::Names, &["watch", "locations", "mute"], "is for status pages with names on them; remove it"),
    (
        Takes::Levels,
        &["operational", "maintenance", "degraded", "partial_outage", "major_outage"],
        r#"is for conditions on an answer (kind = "json" or "html"); remove it"#,
    ),
    (Takes::Feed, &["mode", "days", "words"], r#"is for feeds (kind = "feed"); remove it"#),
];

/// What the source of `kind` says, by terms inherited from it.
pub(super) fn read(cursor: &Cursor<'_>, kind: Option<SourceKind>, terms: Terms, names: &Names<'_>) -> About {
    let takes = kind.map(SourceKind::takes);
    for (_, keys, why) in OF.iter().filter(|(whose, ..)| takes.is_some_and(|takes| takes != *whose)) {
        keys.iter().for_each(|key| cursor.refuses(key, why));
    }
    let reads = match takes {
        Some(Takes::Probe) => probe(cursor),
        Some(Takes::Levels) => levels(cursor),
        Some(Takes::Feed) => feed(cursor),
        Some(Takes::Names) | None => watched(cursor, takes),
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
    let [given, up, well] = ["given", "up", "well"].map(|key| conditions(cursor, key));
    check_repeated(cursor, [&given, &up, &well].into_iter().flatten());
    check_positive(cursor, "up", &up, &OF_PROBES);
    Reads::Http { given, up, well }
}

fn levels(cursor: &Cursor<'_>) -> Reads {
    refuse_failure(cursor);
    let of = |key| conditions(cursor, key);
    let levels = LevelConditions {
        operational: of("operational"),
        maintenance: of("maintenance"),
        degraded: of("degraded"),
        partial_outage: of("partial_outage"),
        major_outage: of("major_outage"),
    };
    let bad = levels.bad();
    check_repeated(cursor, levels.operational.iter().chain(bad.iter().flat_map(|(_, conditions)| conditions.iter())));
    check_positive(cursor, "operational", &levels.operational, &OF_LEVELS);
    Reads::Levels(levels)
}

fn check_repeated<'a>(cursor: &Cursor<'_>, all: impl Iterator<Item = &'a Condition>) {
    let all: Vec<&str> = all.map(Condition::text).collect();
    for text in repeated(&all) {
        cursor.problem(format_args!("condition `{text}` is there twice, which adds nothing; remove one"));
    }
}

/// What conditions must say something positive about, and how.
struct Positive {
    subjects: &'static [Subject],
    named: &'static str,
    example: &'static str,
}

/// That our own service answers as it should is a statement.
const OF_PROBES: Positive = Positive {
    subjects: &[Subject::Status, Subject::Text, Subject::Json],
    named: "status or body",
    example: r#"["[STATUS] == 200"]"#,
};

/// That somebody's page is there says nothing about what is on it.
const OF_LEVELS: Positive =
    Positive { subjects: &[Subject::Text, Subject::Json], named: "the body", example: r#"["[BODY].status == ok"]"# };

/// Notes it when nothing is said that must be so. A condition that could not be read has been noted already; which one it
/// would have been is not known.
fn check_positive(cursor: &Cursor<'_>, key: &str, conditions: &[Condition], needed: &Positive) {
    let unread = cursor.texts(key).map_or(cursor.has(key), |texts| texts.len() > conditions.len());
    let is_positive = |it: &Condition| needed.subjects.contains(&it.subject()) && it.is_positive();
    if !unread && !conditions.iter().any(is_positive) {
        let Positive { named, example, .. } = needed;
        cursor.problem(format_args!(
            "{key} says nothing that must be so of {named}, but green needs a positive statement; write {key} = {example}"
        ));
    }
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

fn watched(cursor: &Cursor<'_>, takes: Option<Takes>) -> Reads {
    if takes.is_some() {
        refuse_failure(cursor);
    }
    let [watch, locations, mute] = ["watch", "locations", "mute"].map(|key| names_of(cursor, key));
    Reads::Names { watch, locations, mute }
}

/// Names as the status page has them.
fn names_of(cursor: &Cursor<'_>, key: &str) -> Vec<String> {
    let names = cursor.distinct(key).unwrap_or_default();
    if cursor.has(key) && names.is_empty() {
        let whole = if key == "watch" { "read the page as a whole" } else { "leave nothing out" };
        cursor.problem(format_args!("{key} is empty; name what the status page names, or remove it to {whole}"));
    }
    if names.iter().any(|name| name.trim().is_empty()) {
        cursor.problem(format_args!("{key} holds an empty name; write the name as the status page has it"));
    }
    names.into_iter().map(str::to_owned).collect()
}

fn feed(cursor: &Cursor<'_>) -> Reads {
    refuse_failure(cursor);
    cursor.needs("mode", r#"mode = "notices" (entries are shown) or "incident" (an open entry sets the level)"#);
    let mode = match cursor.word("mode", &["notices", "incident"]) {
        Some("incident") => FeedMode::Incident,
        _ => FeedMode::Notices,
    };
    Reads::Feed { mode, days: days(cursor).unwrap_or(7), words: names_of(cursor, "words") }
}

fn days(cursor: &Cursor<'_>) -> Option<i64> {
    let days = cursor.number("days")?;
    if (1..=60).contains(&days) {
        return Some(days);
    }
    cursor.wrong("days", "is not a number of days from 1 to 60; write 7, or another of these");
    None
}

fn refuse_failure(cursor: &Cursor<'_>) {
    cursor
        .refuses("fails_as", "is for own probes: a status page that does not answer is unknown, never down; remove it");
}
