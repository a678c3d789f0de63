//! Hetzner's status page: what is embedded in `https://status.hetzner.com/en` as `__NEXT_DATA__`. Undocumented: the shape is
//! that of the page of 2026, as open readers of it record it.
//!
//! A system has no word for *well*: it is well when the page lists it as published, and no incident on one of the three
//! lists of what is current is open for it. Without those lists nothing is well. Systems are in systems: an incident of one
//! concerns what is in it, and those around it, to which an outage of a part is a partial one, as to the page as a whole.

use super::told::{Component, Item, Listed, Name, Stage, Told, Update};
use super::wire::{List, MAX_COMPONENTS, MAX_ITEMS, MAX_UPDATES, Object, Word};
use super::{Document, text};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// How many systems one may be in: the page has two storeys.
const MAX_DEPTH: usize = 4;
/// Where an incident has a page of its own, by its `uuid`.
const PERMALINK: &str = "https://status.hetzner.com/incident/";

/// What is embedded, and what of it we look at.
#[derive(Deserialize)]
struct Next {
    props: Object<Props>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Props {
    page_props: Object<Page>,
}

#[derive(Deserialize)]
struct Page {
    systems: List<System, MAX_COMPONENTS>,
    incidents: Object<Lists>,
}

/// What may be sold or used, and what it is a part of.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct System {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    title_en: Word,
    #[serde(default)]
    title_de: Word,
    #[serde(default)]
    parent: Word,
    #[serde(default)]
    system_state: Word,
}

/// They overlap: what is on top is on its own list, too.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Lists {
    top_notification: List<Wire, MAX_ITEMS>,
    information_list: List<Wire, MAX_ITEMS>,
    maintenance_list: List<Wire, MAX_ITEMS>,
    incident_history: Option<List<Wire, MAX_ITEMS>>,
}

/// An incident, a maintenance, or an advisory.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    uuid: Word,
    #[serde(default)]
    system: Word,
    #[serde(default)]
    title_en: Word,
    #[serde(default)]
    title_de: Word,
    #[serde(default)]
    description_en: Word,
    #[serde(default)]
    description_de: Word,
    #[serde(default)]
    incident_type: Word,
    #[serde(default)]
    incident_state: Word,
    #[serde(default)]
    start_time: Word,
    #[serde(default)]
    created_at: Word,
    incident_updates: Option<List<WireUpdate, MAX_UPDATES>>,
}

/// One message.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireUpdate {
    #[serde(default)]
    description_en: Word,
    #[serde(default)]
    description_de: Word,
    #[serde(default)]
    created_at: Word,
    #[serde(default)]
    incident_state: Word,
}

/// A system as others speak of it.
struct Node {
    title: Name,
    parent: Name,
}

/// The systems that are published, by id, and the ids of the others.
struct Tree(BTreeMap<Box<str>, Node>, BTreeSet<Box<str>>);

/// How bad an incident is for its system, and for those around it and the page as a whole.
#[derive(Clone, Copy)]
struct Hit {
    itself: Level,
    around: Level,
}

/// What the page tells.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let html = Document::main(documents)?.answered()?.markup()?;
    let script = text::script(html, "__NEXT_DATA__").ok_or(Reason::Unreadable)?;
    let Object(next): Object<Next> = serde_json::from_str(script).map_err(|_| Reason::Unreadable)?;
    let Page { systems, incidents: Object(lists) } = next.props.0.page_props.0;
    let tree = Tree::of(systems.0);
    let mut told = Told { components: tree.components(), ..Told::default() };
    let listed = [Some(lists.top_notification), Some(lists.information_list), Some(lists.maintenance_list)];
    let all = listed.into_iter().chain([lists.incident_history]).flat_map(List::of);
    let mut all: Vec<(Stage, Wire)> = all.map(|wire| (stage(wire.incident_state.get()), wire)).collect();
    // What stands on several lists is as far as it is on the one where it is least over.
    all.sort_by_key(|(stage, _)| match stage {
        Stage::Open | Stage::Working | Stage::Odd => 0,
        Stage::Planned => 1,
        Stage::Over => 2,
    });
    let mut met = BTreeSet::new();
    for (stage, wire) in all {
        let id = wire.id.get().map(str::to_owned);
        if stage == Stage::Over || id.is_some_and(|id| !met.insert(id)) {
            continue;
        }
        let is_work = wire.incident_type.get() == Some("maintenance");
        let stage = if is_work && stage == Stage::Open { Stage::Working } else { stage };
        let all = if is_work { &mut told.works } else { &mut told.incidents };
        all.push(item(wire, stage, &tree));
    }
    Ok(told)
}

impl Tree {
    fn of(systems: Vec<System>) -> Self {
        let is_published = |system: &System| system.system_state.get() == Some("published");
        let (published, others): (Vec<System>, Vec<System>) = systems.into_iter().partition(is_published);
        let node = |system: System| {
            let parent = system.parent.get().map(id_of).map(Into::into);
            Some((system.id.take()?, Node { title: either(system.title_en, system.title_de), parent }))
        };
        let others = others.into_iter().filter_map(|system| system.id.take()).collect();
        Self(published.into_iter().filter_map(node).collect(), others)
    }

    /// The systems that one is in, by id, the nearest first.
    fn around(&self, id: &str) -> impl Iterator<Item = (&str, &Node)> {
        let parent = |id: &str| {
            let (id, node) = self.0.get_key_value(self.0.get(id)?.parent.as_deref()?)?;
            Some((id.as_ref(), node))
        };
        std::iter::successors(parent(id), move |(id, _)| parent(id)).take(MAX_DEPTH)
    }

    /// Each system, once in each of those that it is in. That it is published is all that it says of itself.
    fn components(&self) -> Vec<Component> {
        let well = Some(Level::Operational);
        let in_each = |id: &str, node: &Node| -> Vec<Component> {
            let one =
                |group_id: Name| Component { group_id, ..Component::new(Some(id.into()), node.title.clone(), well) };
            let mut groups: Vec<Name> = self.around(id).map(|(around, _)| Some(around.into())).collect();
            if groups.is_empty() {
                groups.push(None);
            }
            groups.into_iter().map(one).collect()
        };
        self.0.iter().flat_map(|(id, node)| in_each(id, node)).collect()
    }

    /// What an incident of a system touches: the system, and by name those that it is in. By their ids they would stand for
    /// all that is in them.
    fn listed(&self, system: &str, hit: Hit) -> Vec<Listed> {
        // Of a system that nobody knows, nobody can say whom it concerns.
        if !self.0.contains_key(system) && !self.1.contains(system) {
            return vec![];
        }
        let listed = |id, name, level| Listed { id, name, level: Some(level), ..Listed::default() };
        let around = self.around(system).map(|(_, node)| listed(None, node.title.clone(), hit.around));
        std::iter::once(listed(Some(system.into()), None, hit.itself)).chain(around).collect()
    }
}

fn item(wire: Wire, stage: Stage, tree: &Tree) -> Item {
    let hit = hit(wire.incident_type.get());
    let begun = wire.start_time.instant().or(wire.created_at.instant());
    let uuid = wire.uuid.get().filter(|uuid| uuid.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    let mut updates: Vec<Update> = List::of(wire.incident_updates).into_iter().filter_map(update).collect();
    let first = either(wire.description_en, wire.description_de);
    updates.extend(first.map(|body| Update { at: begun, status: None, body, lang: None }));
    Item {
        stage,
        impact: hit.around,
        status: wire.incident_state.get().and_then(incident_status),
        listed: wire.system.get().map(|system| tree.listed(id_of(system), hit)).unwrap_or_default(),
        started_at: begun,
        link: uuid.map(|uuid| format!("{PERMALINK}{uuid}").into()),
        id: wire.id.take(),
        title: either(wire.title_en, wire.title_de),
        updates,
        ..Item::default()
    }
}

fn update(wire: WireUpdate) -> Option<Update> {
    let status = wire.incident_state.get().and_then(incident_status);
    Some(Update {
        at: wire.created_at.instant(),
        status,
        body: either(wire.description_en, wire.description_de)?,
        lang: None,
    })
}

/// Texts come in English and in German, and either may be empty.
fn either(english: Word, german: Word) -> Name {
    english.take().or_else(|| german.take())
}

/// `/systems/3` is the system 3, whatever stands before it.
fn id_of(reference: &str) -> &str {
    reference.rsplit_once("/systems/").map_or(reference, |(_, id)| id)
}

fn stage(word: Option<&str>) -> Stage {
    match word {
        Some("identified" | "in_progress" | "update" | "monitoring") => Stage::Open,
        Some("scheduled") => Stage::Planned,
        Some("resolved" | "completed" | "false_alarm") => Stage::Over,
        _ => Stage::Odd,
    }
}

fn hit(kind: Option<&str>) -> Hit {
    match kind {
        Some("outage") => Hit { itself: Level::MajorOutage, around: Level::PartialOutage },
        _ => Hit { itself: Level::Degraded, around: Level::Degraded },
    }
}

fn incident_status(word: &str) -> Option<IncidentStatus> {
    Some(match word {
        "identified" => IncidentStatus::Identified,
        "monitoring" => IncidentStatus::Monitoring,
        "resolved" => IncidentStatus::Resolved,
        _ => return None,
    })
}
