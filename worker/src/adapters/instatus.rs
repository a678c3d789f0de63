//! Somebody's status page at Instatus: `summary.json` (or `v3/summary.json`, which is the same), and `v3/components.json`,
//! which tells how each component is and what touches it. The format: Instatus' help page *Public API*.
//!
//! The summary's word for the page leaves components out (mastodon.social: three of them are down while the incident is
//! *operational*), so the page as a whole is well only where the components are there to be looked at.

use super::told::{Component, Item, Listed, Name, Stage, Told, Whole};
use super::wire::{Flag, List, MAX_COMPONENTS, MAX_ITEMS, Object, Word};
use super::{Document, Next};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The summary. Keys are left out where there is nothing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Summary {
    page: Object<Page>,
    active_incidents: Option<List<Wire, MAX_ITEMS>>,
    active_maintenances: Option<List<Wire, MAX_ITEMS>>,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    status: Word,
}

/// An incident or a maintenance.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    impact: Word,
    #[serde(default)]
    started: Word,
    /// A maintenance's `started`.
    #[serde(default)]
    start: Word,
    #[serde(default)]
    url: Word,
}

/// The components as they are answered; the help page shows them without anything around them.
#[derive(Deserialize)]
struct Components {
    components: List<WireComponent, MAX_COMPONENTS>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireComponent {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    is_parent: Flag,
    group: Option<Object<Group>>,
    active_incidents: Option<List<Touching, MAX_ITEMS>>,
    active_maintenances: Option<List<Touching, MAX_ITEMS>>,
}

/// What a component is in.
#[derive(Deserialize)]
struct Group {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
}

/// What touches a component, as the summary tells of it.
#[derive(Deserialize)]
struct Touching {
    #[serde(default)]
    id: Word,
}

/// The components, and whom each incident or maintenance touches, by its id.
#[derive(Default)]
struct Parts {
    components: Vec<Component>,
    touched: BTreeMap<Box<str>, Vec<Listed>>,
}

/// The components, beside a summary that was answered.
pub(super) fn further(documents: &[Document<'_>]) -> Option<Next> {
    let [summary] = documents else { return None };
    summary.answered().ok().map(|_| Next::At("/v3/components.json".to_owned()))
}

/// What a summary tells, with its components if they are there.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let summary: Summary = Document::main(documents)?.object()?;
    let parts = documents.get(1).and_then(components).map(Parts::of);
    let whole = whole(summary.page.0.status.get(), parts.as_ref());
    let Parts { components, mut touched } = parts.unwrap_or_default();
    let mut items = |list| List::of(list).into_iter().map(|wire| item(wire, &mut touched)).collect::<Vec<_>>();
    let (incidents, works) = (items(summary.active_incidents), items(summary.active_maintenances));
    Ok(Told { whole, components, incidents, works })
}

/// Nothing where they are not there, or not readable: then nobody knows any of them. A page without any is none.
fn components(document: &Document<'_>) -> Option<Vec<WireComponent>> {
    let listed = document.list::<WireComponent, MAX_COMPONENTS>();
    let listed = listed.or_else(|_| document.object::<Components>().map(|all| all.components.0));
    listed.ok().filter(|listed| !listed.is_empty())
}

impl Parts {
    fn of(wires: Vec<WireComponent>) -> Self {
        let mut parts = Self::default();
        let mut groups: BTreeMap<Box<str>, Name> = BTreeMap::new();
        for wire in wires {
            let id = wire.id.take();
            for Touching { id: by } in
                List::of(wire.active_incidents).into_iter().chain(List::of(wire.active_maintenances))
            {
                let listed = Listed { id: id.clone(), ..Listed::default() };
                parts.touched.entry(by.take().unwrap_or_default()).or_default().push(listed);
            }
            let group = wire.group.and_then(|Object(group)| Some((group.id.take()?, group.name.take())));
            let level = wire.status.get().and_then(level);
            let group_id = group.as_ref().map(|(id, _)| id.clone());
            groups.extend(group);
            let component = Component::new(id, wire.name.take(), level);
            parts.components.push(Component { group_id, is_group: wire.is_parent.0, ..component });
        }
        parts.group(groups);
        parts
    }

    /// What others are in only groups them, whether it is on the list itself or only told of by them.
    fn group(&mut self, mut groups: BTreeMap<Box<str>, Name>) {
        let mut met = BTreeSet::new();
        for component in &mut self.components {
            let Some(id) = component.id.as_ref().filter(|id| groups.contains_key(*id)) else { continue };
            met.insert(id.clone());
            component.is_group = true;
        }
        groups.retain(|id, _| !met.contains(id));
        let untold =
            groups.into_iter().map(|(id, name)| Component { is_group: true, ..Component::new(Some(id), name, None) });
        self.components.extend(untold);
    }
}

fn item(wire: Wire, touched: &mut BTreeMap<Box<str>, Vec<Listed>>) -> Item {
    Item {
        stage: stage(wire.status.get()),
        // An open incident is something: without a word for its impact, or with an unknown one, it is *degraded*.
        impact: wire.impact.get().and_then(level).unwrap_or(Level::Degraded),
        status: wire.status.get().and_then(incident_status),
        listed: wire.id.get().and_then(|id| touched.remove(id)).unwrap_or_default(),
        started_at: wire.started.instant().or(wire.start.instant()),
        id: wire.id.take(),
        title: wire.name.take(),
        link: wire.url.take(),
        ..Item::default()
    }
}

fn stage(word: Option<&str>) -> Stage {
    match word {
        Some("INVESTIGATING" | "IDENTIFIED" | "MONITORING") => Stage::Open,
        Some("RESOLVED" | "COMPLETED") => Stage::Over,
        Some("NOTSTARTEDYET") => Stage::Planned,
        Some("INPROGRESS" | "VERIFYING") => Stage::Working,
        _ => Stage::Odd,
    }
}

fn incident_status(word: &str) -> Option<IncidentStatus> {
    Some(match word {
        "INVESTIGATING" => IncidentStatus::Investigating,
        "IDENTIFIED" => IncidentStatus::Identified,
        "MONITORING" => IncidentStatus::Monitoring,
        "RESOLVED" => IncidentStatus::Resolved,
        _ => return None,
    })
}

/// A component's own word, and an incident's for its impact.
fn level(word: &str) -> Option<Level> {
    Some(match word {
        "OPERATIONAL" => Level::Operational,
        "DEGRADEDPERFORMANCE" => Level::Degraded,
        // Some of it is out: how much less than a major outage this is, nobody says.
        "PARTIALOUTAGE" | "MINOROUTAGE" => Level::PartialOutage,
        "MAJOROUTAGE" => Level::MajorOutage,
        "UNDERMAINTENANCE" => Level::Maintenance,
        _ => return None,
    })
}

/// The page's word for itself.
fn whole(word: Option<&str>, parts: Option<&Parts>) -> Whole {
    match word {
        Some("UP") if parts.is_none() => Whole::Unconfirmed,
        Some("UP") => Whole::Says(Level::Operational),
        Some("HASISSUES") => Whole::Says(Level::Degraded),
        Some("UNDERMAINTENANCE") => Whole::Says(Level::Maintenance),
        Some(_) => Whole::Odd,
        None => Whole::Missing,
    }
}
