//! An incident as it is kept: what people were told and when, nothing of it overwritten.

use crate::ids::{ComponentId, EnvId};
use crate::lang::Localized;
use crate::status::{Incident, IncidentStatus, IncidentUpdate, Level};
use crate::support::Severity;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How many messages readers get of an incident, the newest; the others are kept.
const TOLD: usize = 20;

/// A component, and the level that an incident puts it at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affected {
    /// Which.
    pub component: ComponentId,
    /// At least that bad: `degraded`, `partial_outage`, `major_outage`; `operational`: people are told, and it works.
    pub level: Level,
}

/// What is kept of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentRecord {
    /// Its name; never given again.
    pub id: String,
    /// Grows by one with each change.
    pub revision: u32,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub changed_at: Instant,
    /// In which environment.
    pub env: EnvId,
    /// What is wrong.
    pub title: Localized,
    /// How bad it is.
    pub severity: Severity,
    /// How far the work has come: as the newest message says.
    pub status: IncidentStatus,
    /// What it is about.
    pub affected: Vec<Affected>,
    /// What it means for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Localized>,
    /// What people can do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workaround: Option<Localized>,
    /// When it began.
    pub started_at: Instant,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Instant>,
    /// When the next message is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update_at: Option<Instant>,
    /// Messages, in the order in which they were written.
    #[serde(default)]
    pub updates: Vec<UpdateRecord>,
    /// It was opened by a transition; `None`: by a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic: Option<Automatic>,
    /// Why it is not one; readers do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<String>,
    /// The incident that it turned out to be part of; readers see that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
}

/// What became of an incident that a transition opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Automatic {
    /// Operators see it, readers do not; it goes when the fault does.
    Proposed,
    /// Readers see it; it goes when the fault does.
    Published,
    /// A person has taken it over: nothing about it happens by itself any more.
    Adopted,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateRecord {
    /// Its place among the messages of its incident, from 1.
    pub number: u32,
    /// When it was published.
    pub at: Instant,
    /// How far the work had come.
    pub status: IncidentStatus,
    /// Plain text.
    pub text: Localized,
    /// When it was last corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<Instant>,
    /// What it said before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<EarlierText>,
}

/// What a message said until it was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierText {
    /// Until when.
    pub until: Instant,
    /// What it said.
    pub text: Localized,
}

impl IncidentRecord {
    /// Whether readers are told of it.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.dismissed.is_none() && self.merged_into.is_none() && self.automatic != Some(Automatic::Proposed)
    }

    /// Whether it goes on.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.status.is_over() && self.dismissed.is_none() && self.merged_into.is_none()
    }

    /// Whether it follows the fault by itself.
    #[must_use]
    pub fn is_automatic(&self) -> bool {
        matches!(self.automatic, Some(Automatic::Proposed | Automatic::Published)) && self.is_open()
    }

    /// The worst level that it puts a component at. One that touches none makes nothing worse: it is a notice, and says of no
    /// component that it is well.
    #[must_use]
    pub fn impact(&self) -> Level {
        self.affected.iter().map(|it| it.level).fold(Level::Operational, Level::max)
    }

    /// The incident as readers are told of it.
    #[must_use]
    pub fn told(&self) -> Incident {
        let impact = self.impact();
        let milder = self.affected.iter().filter(|it| it.level != impact);
        let update = |it: &UpdateRecord| IncidentUpdate {
            at: it.at,
            status: it.status,
            text: it.text.clone(),
            corrected_at: it.corrected_at,
        };
        Incident {
            id: self.id.clone(),
            env: self.env.clone(),
            title: self.title.clone(),
            status: self.status,
            severity: Some(self.severity),
            impact,
            components: self.affected.iter().map(|it| it.component.clone()).collect(),
            levels: milder.map(|it| (it.component.clone(), it.level)).collect(),
            effect: self.effect.clone(),
            workaround: self.workaround.clone(),
            started_at: self.started_at,
            resolved_at: self.resolved_at,
            next_update_at: self.next_update_at,
            updates: self.updates.iter().rev().take(TOLD).map(update).collect(),
            origin: None,
        }
    }
}
