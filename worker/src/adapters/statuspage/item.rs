//! An incident or a maintenance of somebody's page: how far it is, how bad, and how readers get to see it.

use super::wire::{Item, Update};
use crate::adapters::text;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::page::Source;
use fyr_shared::status::{Incident, IncidentStatus, IncidentUpdate, Level, Origin};
use fyr_shared::time::Instant;
use std::cmp::Reverse;

/// How many messages of an incident are kept.
const KEPT_UPDATES: usize = 5;
/// How many are looked at to find as many with words in them: what there is beside markup shows only when that is gone.
const LOOKED_AT_UPDATES: usize = 50;

/// How far an incident or a maintenance is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Something is wrong.
    Open,
    /// Announced work, not begun.
    Planned,
    /// Announced work that goes on.
    Working,
    /// Over.
    Over,
    /// Without a word, or with one we do not know. An incident is then taken for open.
    Odd,
}

impl Item {
    /// How far it is.
    pub(super) fn stage(&self) -> Stage {
        match self.status.get() {
            Some("investigating" | "identified" | "monitoring") => Stage::Open,
            Some("resolved" | "postmortem" | "completed" | "maintenance_complete") => Stage::Over,
            // incident.io has `maintenance_` before the words.
            Some("scheduled" | "maintenance_scheduled") => Stage::Planned,
            Some("in_progress" | "verifying" | "maintenance_in_progress") => Stage::Working,
            _ => Stage::Odd,
        }
    }

    /// Whether it is mended and watched.
    pub(super) fn is_monitored(&self) -> bool {
        self.status.get() == Some("monitoring")
    }

    /// How bad it says it is. An open incident is something: without a word, or with an unknown one, it is *degraded*.
    pub(super) fn impact_level(&self) -> Level {
        match self.impact.get() {
            Some("none") => Level::Operational,
            Some("maintenance") => Level::Maintenance,
            Some("major") => Level::PartialOutage,
            Some("critical") => Level::MajorOutage,
            _ => Level::Degraded,
        }
    }

    /// As readers get to see it. `place` names one that has no id of its own, and is its place in the page's list: two
    /// components of ours must not give two incidents one name.
    pub(super) fn incident(
        &self,
        source: &Source,
        about: &ComponentId,
        impact: Level,
        at: Instant,
        place: usize,
    ) -> Incident {
        let status = incident_status(self.status.get()).unwrap_or(IncidentStatus::Investigating);
        let id = self.id.get().map_or_else(|| format!("at-{place}"), text::title);
        let title = self.name.get().map(text::title).filter(|title| !title.is_empty());
        let started_at = instant(self.started_at.get()).or(instant(self.created_at.get())).unwrap_or(at);
        let origin = Origin { name: source.name.clone(), url: self.shortlink.get().and_then(text::link) };
        Incident {
            id: format!("{}:{id}", source.id),
            title: foreign(title.unwrap_or_else(|| source.name.clone())),
            status,
            impact,
            components: vec![about.clone()],
            started_at,
            resolved_at: None,
            next_update_at: None,
            updates: self.newest(started_at, status),
            origin: Some(origin),
        }
    }

    /// The newest messages, the newest first. Only what may be kept is cleaned.
    fn newest(&self, started_at: Instant, status: IncidentStatus) -> Vec<IncidentUpdate> {
        let written = self.updates().iter().filter(|update| update.body.get().is_some());
        let mut dated: Vec<(Instant, &Update)> =
            written.map(|update| (update.at().unwrap_or(started_at), update)).collect();
        dated.sort_by_key(|(at, _)| Reverse(*at));
        let newest = dated.into_iter().take(LOOKED_AT_UPDATES);
        newest.filter_map(|(at, update)| update.read(at, status)).take(KEPT_UPDATES).collect()
    }
}

impl Update {
    fn at(&self) -> Option<Instant> {
        instant(self.display_at.get()).or(instant(self.created_at.get()))
    }

    /// `None` for a message without words, as incident.io sends them.
    fn read(&self, at: Instant, status: IncidentStatus) -> Option<IncidentUpdate> {
        let text = text::message(self.body.get()?);
        let status = incident_status(self.status.get()).unwrap_or(status);
        (!text.is_empty()).then(|| IncidentUpdate { at, status, text: foreign(text) })
    }
}

/// Suppliers do not say which language they write. Nearly all write English.
fn foreign(text: String) -> Localized {
    Localized([(Lang::En, text)].into())
}

fn instant(word: Option<&str>) -> Option<Instant> {
    word.and_then(Instant::parse)
}

fn incident_status(word: Option<&str>) -> Option<IncidentStatus> {
    Some(match word? {
        "investigating" => IncidentStatus::Investigating,
        "identified" => IncidentStatus::Identified,
        "monitoring" => IncidentStatus::Monitoring,
        "resolved" | "postmortem" => IncidentStatus::Resolved,
        _ => return None,
    })
}
