//! Maintenance: announced work. Ours, or read from someone's status page.

use super::{Level, Origin};
use crate::ids::{ComponentId, EnvId};
use crate::lang::Localized;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far a maintenance has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaintenanceStatus {
    /// Announced.
    Scheduled,
    /// Going on.
    InProgress,
    /// Done, and checked.
    Verifying,
    /// Over.
    Completed,
    /// Will not happen.
    Cancelled,
}

impl MaintenanceStatus {
    /// Every one of them.
    pub const ALL: [Self; 5] = [Self::Scheduled, Self::InProgress, Self::Verifying, Self::Completed, Self::Cancelled];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::InProgress => "in_progress",
            Self::Verifying => "verifying",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }
}

/// What announced work does to a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WorkImpact {
    /// Nothing: people are told, and it works on.
    Notice,
    /// It works with less than it promises.
    Degraded,
    /// It can be read, and nothing can be changed.
    ReadOnly,
    /// It works for nobody.
    Unavailable,
}

impl WorkImpact {
    /// Every one of them, mildest first.
    pub const ALL: [Self; 4] = [Self::Notice, Self::Degraded, Self::ReadOnly, Self::Unavailable];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Degraded => "degraded",
            Self::ReadOnly => "read_only",
            Self::Unavailable => "unavailable",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// The worst level that is to be expected.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            Self::Notice => Level::Operational,
            Self::Degraded => Level::Degraded,
            Self::ReadOnly => Level::PartialOutage,
            Self::Unavailable => Level::MajorOutage,
        }
    }
}

/// Announced work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Maintenance {
    /// Unique within its page.
    pub id: String,
    /// In which environment.
    #[serde(default)]
    pub env: EnvId,
    /// What will be done.
    pub title: Localized,
    /// What people should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Localized>,
    /// How far it has come.
    pub status: MaintenanceStatus,
    /// It could not wait until it had been announced in time.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub extraordinary: bool,
    /// The worst level that was announced; a fault beyond it shows.
    pub impact: Level,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// What was announced for each component; `impact` for one that is not here.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub impacts: BTreeMap<ComponentId, WorkImpact>,
    /// When it was announced.
    pub announced_at: Instant,
    /// When what was announced was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<Instant>,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// Someone else's page; `None` when it is our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl Maintenance {
    /// Whether the work goes on at `now`.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        let begun = matches!(self.status, MaintenanceStatus::InProgress | MaintenanceStatus::Verifying);
        let planned = self.status == MaintenanceStatus::Scheduled && (self.starts_at..self.ends_at).contains(&now);
        begun || planned
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::Degraded;

    #[test]
    fn when_work_and_overrides_hold() {
        use MaintenanceStatus::{Cancelled, Completed, InProgress, Scheduled, Verifying};
        let work = |status| Maintenance {
            id: "m".into(),
            env: "production".into(),
            title: Localized::default(),
            text: None,
            status,
            extraordinary: false,
            impact: Degraded,
            components: vec![],
            impacts: BTreeMap::new(),
            announced_at: Instant(0),
            changed_at: None,
            starts_at: Instant(100),
            ends_at: Instant(200),
            origin: None,
        };
        for (status, at, on) in [
            (Scheduled, 99, false),
            (Scheduled, 100, true),
            (Scheduled, 200, false),
            (InProgress, 250, true),
            (Verifying, 250, true),
            (Completed, 150, false),
            (Cancelled, 150, false),
        ] {
            assert_eq!(work(status).is_on(Instant(at)), on, "{status:?} at {at}");
        }
    }
}
