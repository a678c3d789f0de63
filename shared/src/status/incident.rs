//! Incident: something is wrong, and a person says so. Ours, or read from someone's status page.

use super::Level;
use crate::ids::{ComponentId, EnvId};
use crate::lang::Localized;
use crate::support::Severity;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the work on an incident has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncidentStatus {
    /// We are looking for the cause.
    Investigating,
    /// The cause is found.
    Identified,
    /// Mended, and watched.
    Monitoring,
    /// Over.
    Resolved,
    /// Over, and its owner has written what happened and what was learnt.
    Review,
}

impl IncidentStatus {
    /// Every one of them, in the order in which they come.
    pub const ALL: [Self; 5] = [Self::Investigating, Self::Identified, Self::Monitoring, Self::Resolved, Self::Review];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
            Self::Review => "review",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, Self::Resolved | Self::Review)
    }
}

/// One message about an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentUpdate {
    /// When it was published.
    pub at: Instant,
    /// How far the work had come.
    pub status: IncidentStatus,
    /// Plain text.
    pub text: Localized,
    /// When it was last corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<Instant>,
}

/// Whose page an incident was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The supplier, as the page file names it.
    pub name: String,
    /// The incident's own page; `https:` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Something is wrong, and a person says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// Unique within its page and origin.
    pub id: String,
    /// In which environment.
    #[serde(default)]
    pub env: EnvId,
    /// What is wrong.
    pub title: Localized,
    /// How far the work has come.
    pub status: IncidentStatus,
    /// How bad it is, on the scale common to all pages; `None`: nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// The level it puts its components at; the worst of them where they differ.
    pub impact: Level,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// The level of each component that it does not put at `impact`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub levels: BTreeMap<ComponentId, Level>,
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
    /// Messages, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<IncidentUpdate>,
    /// Someone else's page; `None` when it is our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl Incident {
    /// The level it puts a component at; `None` when it is over, or not about that one.
    #[must_use]
    pub fn level_of(&self, id: &ComponentId) -> Option<Level> {
        let about = !self.status.is_over() && self.components.contains(id);
        about.then(|| self.levels.get(id).copied().unwrap_or(self.impact))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Degraded, MajorOutage};

    #[test]
    fn an_incident_puts_each_component_at_a_level_of_its_own() {
        let incident = |status| Incident {
            id: "i".into(),
            env: "production".into(),
            title: Localized::default(),
            status,
            severity: None,
            impact: MajorOutage,
            components: vec!["api".into(), "sms".into()],
            levels: BTreeMap::from([("sms".into(), Degraded)]),
            effect: None,
            workaround: None,
            started_at: Instant(0),
            resolved_at: None,
            next_update_at: None,
            updates: vec![],
            origin: None,
        };
        let open = incident(IncidentStatus::Monitoring);
        let levels = ["api", "sms", "web"].map(|id| open.level_of(&id.into()));
        assert_eq!(levels, [Some(MajorOutage), Some(Degraded), None]);
        for over in [IncidentStatus::Resolved, IncidentStatus::Review] {
            assert_eq!(incident(over).level_of(&"api".into()), None, "{over:?}");
        }
    }
}
