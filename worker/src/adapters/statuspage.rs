//! Somebody's status page in the Statuspage v2 format, `summary.json`: Atlassian's own, and incident.io, which answers in it.

use super::Document;
use super::told::{Component, Item, Listed, Stage, Told, Update, Whole};
use super::wire::{Flag, List, MAX_COMPONENTS, MAX_ITEMS, MAX_UPDATES, Object, Word};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;

/// The document.
#[derive(Deserialize)]
struct Summary {
    status: Option<Object<Status>>,
    components: Option<List<Wire, MAX_COMPONENTS>>,
    incidents: Option<List<WireItem, MAX_ITEMS>>,
    scheduled_maintenances: Option<List<WireItem, MAX_ITEMS>>,
}

/// How the page as a whole is.
#[derive(Deserialize)]
struct Status {
    #[serde(default)]
    indicator: Word,
}

/// A component, in the page's list or in an incident's.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    group: Flag,
    #[serde(default)]
    group_id: Word,
}

/// An incident or a maintenance.
#[derive(Deserialize)]
struct WireItem {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    impact: Word,
    #[serde(default)]
    shortlink: Word,
    #[serde(default)]
    created_at: Word,
    #[serde(default)]
    started_at: Word,
    components: Option<List<Wire, MAX_COMPONENTS>>,
    incident_updates: Option<List<WireUpdate, MAX_UPDATES>>,
}

/// One message.
#[derive(Deserialize)]
struct WireUpdate {
    #[serde(default)]
    status: Word,
    #[serde(default)]
    body: Word,
    #[serde(default)]
    created_at: Word,
    #[serde(default)]
    display_at: Word,
}

/// What a summary tells.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let summary: Summary = Document::main(documents)?.object()?;
    let indicator = summary.status.as_ref().and_then(|status| status.0.indicator.get());
    Ok(Told {
        whole: Whole::of(indicator, indicator_level),
        components: List::of(summary.components).into_iter().map(component).collect(),
        incidents: List::of(summary.incidents).into_iter().map(item).collect(),
        works: List::of(summary.scheduled_maintenances).into_iter().map(item).collect(),
    })
}

fn component(wire: Wire) -> Component {
    let level = wire.status.get().and_then(component_level);
    let Wire { id, name, group, group_id, .. } = wire;
    Component {
        id: id.take(),
        name: name.take(),
        group_id: group_id.take(),
        is_group: group.0,
        level,
        ..Component::default()
    }
}

fn item(wire: WireItem) -> Item {
    let (stage, impact) = (stage(wire.status.get()), impact_level(wire.impact.get()));
    let listed =
        |it: Wire| Listed { id: it.id.take(), name: it.name.take(), group_id: it.group_id.take(), ..Listed::default() };
    Item {
        stage,
        impact,
        status: wire.status.get().and_then(incident_status),
        started_at: wire.started_at.instant().or(wire.created_at.instant()),
        id: wire.id.take(),
        title: wire.name.take(),
        listed: List::of(wire.components).into_iter().map(listed).collect(),
        link: wire.shortlink.take(),
        updates: List::of(wire.incident_updates).into_iter().filter_map(update).collect(),
        ..Item::default()
    }
}

fn update(wire: WireUpdate) -> Option<Update> {
    let at = wire.display_at.instant().or(wire.created_at.instant());
    Some(Update { at, status: wire.status.get().and_then(incident_status), body: wire.body.take()?, lang: None })
}

fn stage(word: Option<&str>) -> Stage {
    match word {
        Some("investigating" | "identified" | "monitoring") => Stage::Open,
        Some("resolved" | "postmortem" | "completed" | "maintenance_complete") => Stage::Over,
        // incident.io has `maintenance_` before the words.
        Some("scheduled" | "maintenance_scheduled") => Stage::Planned,
        Some("in_progress" | "verifying" | "maintenance_in_progress") => Stage::Working,
        _ => Stage::Odd,
    }
}

/// An open incident is something: without a word, or with an unknown one, it is *degraded*.
fn impact_level(word: Option<&str>) -> Level {
    match word {
        Some("none") => Level::Operational,
        Some("maintenance") => Level::Maintenance,
        Some("major") => Level::PartialOutage,
        Some("critical") => Level::MajorOutage,
        _ => Level::Degraded,
    }
}

fn incident_status(word: &str) -> Option<IncidentStatus> {
    Some(match word {
        "investigating" => IncidentStatus::Investigating,
        "identified" => IncidentStatus::Identified,
        "monitoring" => IncidentStatus::Monitoring,
        "resolved" | "postmortem" => IncidentStatus::Resolved,
        _ => return None,
    })
}

/// A component's own word.
fn component_level(word: &str) -> Option<Level> {
    Some(match word {
        "operational" => Level::Operational,
        "degraded_performance" => Level::Degraded,
        "partial_outage" => Level::PartialOutage,
        // incident.io says `full_outage`.
        "major_outage" | "full_outage" => Level::MajorOutage,
        "under_maintenance" => Level::Maintenance,
        _ => return None,
    })
}

/// The page's word for itself.
fn indicator_level(word: &str) -> Option<Level> {
    Some(match word {
        "none" => Level::Operational,
        "minor" => Level::Degraded,
        "major" => Level::PartialOutage,
        "critical" => Level::MajorOutage,
        "maintenance" => Level::Maintenance,
        _ => return None,
    })
}
