//! Somebody's status page at Better Stack (Better Uptime): `index.json`, in the JSON:API format. The format: Better Stack's
//! documentation, *JSON API status*.
//!
//! What is told stands in one list, `included`: sections, resources, reports, and the messages of reports, which name each
//! other by id. A report's end says nothing: it is `null` for one that is long over, too. A report is over when all that it
//! touches is well again.

use super::Document;
use super::told::{Component, Item, Listed, Name, Stage, Told, Update, Whole};
use super::wire::{List, MAX_UPDATES, Object, Word};
use fyr_shared::status::{Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How much may be told: resources, reports, and their messages.
const MAX_INCLUDED: usize = 5_000;
/// How many resources a report may touch.
const MAX_AFFECTED: usize = 500;

/// The document.
#[derive(Deserialize)]
struct Index {
    data: Object<Thing>,
    included: Option<List<Thing, MAX_INCLUDED>>,
}

/// The page, or something on it.
#[derive(Deserialize)]
struct Thing {
    #[serde(default)]
    id: Word,
    #[serde(default, rename = "type")]
    kind: Word,
    attributes: Option<Object<Attributes>>,
    relationships: Option<Object<Relationships>>,
}

/// What is said of things, of whatever type.
#[derive(Default, Deserialize)]
struct Attributes {
    /// Of the page, and of a report.
    #[serde(default)]
    aggregate_state: Word,
    /// Of a section.
    #[serde(default)]
    name: Word,
    /// Of a resource.
    #[serde(default)]
    public_name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    status_page_section_id: Word,
    /// Of a report.
    #[serde(default)]
    title: Word,
    #[serde(default)]
    report_type: Word,
    #[serde(default)]
    starts_at: Word,
    #[serde(default)]
    ends_at: Word,
    affected_resources: Option<List<Affected, MAX_AFFECTED>>,
    /// Of a message.
    #[serde(default)]
    message: Word,
    #[serde(default)]
    published_at: Word,
}

/// A resource that a report touches.
#[derive(Deserialize)]
struct Affected {
    #[serde(default)]
    status_page_resource_id: Word,
    #[serde(default)]
    status: Word,
}

/// What belongs to a report.
#[derive(Deserialize)]
struct Relationships {
    status_updates: Option<Object<References>>,
}

#[derive(Deserialize)]
struct References {
    data: Option<List<Reference, MAX_UPDATES>>,
}

#[derive(Deserialize)]
struct Reference {
    #[serde(default)]
    id: Word,
}

/// A report and its id, before its messages are looked up.
struct Report {
    id: Name,
    attributes: Attributes,
    messages: Vec<Reference>,
}

/// What is on the page, sorted by type.
#[derive(Default)]
struct Included {
    components: Vec<Component>,
    reports: Vec<Report>,
    messages: BTreeMap<Box<str>, Update>,
}

/// What the document tells.
pub(super) fn tell(documents: &[Document<'_>], at: Instant) -> Result<Told, Reason> {
    let index: Index = Document::main(documents)?.object()?;
    let Object(page) = index.data;
    if page.kind.get() != Some("status_page") {
        return Err(Reason::Unreadable);
    }
    let state = page.attributes.map(|Object(attributes)| attributes.aggregate_state).unwrap_or_default();
    let Included { components, reports, mut messages } = Included::of(List::of(index.included));
    let out = outage(&components);
    let by_resources = |level| if level == Level::MajorOutage { out } else { level };
    let whole = Whole::of(state.get(), |word| level(word).map(by_resources));
    let mut told = Told { whole, components, ..Told::default() };
    for report in reports {
        let is_work = is_work(&report.attributes);
        let item = report.item(at, out, &mut messages);
        if is_work { told.works.push(item) } else { told.incidents.push(item) }
    }
    Ok(told)
}

/// What *downtime* means for the page as a whole: all of it is down, unless something is not.
fn outage(components: &[Component]) -> Level {
    let mut leaves = components.iter().filter(|component| !component.is_group);
    if leaves.all(|leaf| leaf.level == Some(Level::MajorOutage)) { Level::MajorOutage } else { Level::PartialOutage }
}

/// Announced work, as long as it does no harm.
fn is_work(attributes: &Attributes) -> bool {
    let harm = matches!(attributes.aggregate_state.get(), Some("degraded" | "downtime"));
    attributes.report_type.get() == Some("maintenance") && !harm
}

impl Included {
    fn of(things: Vec<Thing>) -> Self {
        let mut included = Self::default();
        for Thing { id, kind, attributes, relationships } in things {
            let Some(Object(attributes)) = attributes else { continue };
            match kind.get() {
                Some("status_page_section") => included.components.push(section(&id, attributes)),
                Some("status_page_resource") => included.components.extend(resource(id, attributes)),
                Some("status_report") => included.reports.push(Report {
                    id: id.take(),
                    attributes,
                    messages: relationships
                        .and_then(|Object(related)| related.status_updates)
                        .map(|Object(references)| List::of(references.data))
                        .unwrap_or_default(),
                }),
                Some("status_update") => included.messages.extend(id.take().zip(message(attributes))),
                _ => {}
            }
        }
        included
    }
}

/// Ids are counted for each type on its own, so a section's is told from a resource's.
fn section_id(id: &Word) -> Name {
    id.get().map(|id| format!("section {id}").into())
}

fn section(id: &Word, attributes: Attributes) -> Component {
    Component { is_group: true, ..Component::new(section_id(id), attributes.name.take(), None) }
}

/// What is not monitored is left out: nobody says anything of it.
fn resource(id: Word, attributes: Attributes) -> Option<Component> {
    let word = attributes.status.get();
    let level = word.and_then(level);
    let group_id = section_id(&attributes.status_page_section_id);
    let component = || Component { group_id, ..Component::new(id.take(), attributes.public_name.take(), level) };
    (word != Some("not_monitored")).then(component)
}

fn message(attributes: Attributes) -> Option<Update> {
    Some(Update { at: attributes.published_at.instant(), status: None, body: attributes.message.take()?, lang: None })
}

impl Report {
    fn item(self, at: Instant, out: Level, messages: &mut BTreeMap<Box<str>, Update>) -> Item {
        let stage = stage(&self.attributes, at);
        let Attributes { aggregate_state, title, starts_at, affected_resources, .. } = self.attributes;
        let stated = aggregate_state.get().and_then(level).unwrap_or(Level::Degraded);
        let ids = self.messages.into_iter().filter_map(|reference| reference.id.take());
        Item {
            stage,
            impact: if stated == Level::MajorOutage { out } else { stated },
            listed: List::of(affected_resources).into_iter().map(|affected| listed(affected, stated)).collect(),
            started_at: starts_at.instant(),
            updates: ids.filter_map(|id| messages.remove(&id)).collect(),
            id: self.id,
            title: title.take(),
            ..Item::default()
        }
    }
}

/// A resource that a report touches is as badly hit as it says of this one, or else of all.
fn listed(affected: Affected, stated: Level) -> Listed {
    let level = match affected.status.get() {
        Some("resolved") => Level::Operational,
        word => word.and_then(level).unwrap_or(stated),
    };
    Listed { id: affected.status_page_resource_id.take(), level: Some(level), ..Listed::default() }
}

/// A maintenance is going on between its hours; a report is open until all is well again.
fn stage(attributes: &Attributes, at: Instant) -> Stage {
    let over = attributes.ends_at.instant().is_some_and(|end| end <= at);
    match attributes.aggregate_state.get() {
        Some("resolved" | "operational") => Stage::Over,
        Some("degraded" | "downtime") => Stage::Open,
        Some("maintenance") if !is_work(attributes) => Stage::Open,
        Some("maintenance") if over => Stage::Over,
        Some("maintenance") if attributes.starts_at.instant().is_some_and(|start| start > at) => Stage::Planned,
        Some("maintenance") => Stage::Working,
        _ => Stage::Odd,
    }
}

/// The word of a page, a resource or a report.
fn level(word: &str) -> Option<Level> {
    Some(match word {
        "operational" => Level::Operational,
        "degraded" => Level::Degraded,
        "downtime" => Level::MajorOutage,
        "maintenance" => Level::Maintenance,
        _ => return None,
    })
}
