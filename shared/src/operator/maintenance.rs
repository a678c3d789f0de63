//! A maintenance as it is kept, and what can be asked of it. What was announced, and when, is never overwritten: whether
//! the work is held outside the figures rests on it.

use super::given;
use crate::ids::{ComponentId, EnvId};
use crate::lang::Localized;
use crate::status::{Level, Maintenance, MaintenanceStatus, WorkImpact};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A component, and what the work does to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkOn {
    /// Which.
    pub component: ComponentId,
    /// `notice`, `degraded`, `read_only` or `unavailable`.
    pub impact: WorkImpact,
}

/// What was announced, and when that was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announced {
    /// When.
    pub at: Instant,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// What it does to what.
    pub affected: Vec<WorkOn>,
}

/// The rule that a maintenance comes again by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The first of those that were announced together.
    pub first: String,
    /// The rule, RFC 5545: `FREQ=WEEKLY;BYDAY=TU;COUNT=10`.
    pub rule: String,
}

/// What is kept of a maintenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceRecord {
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
    /// What will be done.
    pub title: Localized,
    /// What people should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Localized>,
    /// How far it has come, as somebody has said; [`MaintenanceRecord::status_at`] says how far by the clock.
    pub status: MaintenanceStatus,
    /// It cannot wait until it has been announced in time.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub extraordinary: bool,
    /// What it does to what.
    pub affected: Vec<WorkOn>,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// When it was first announced.
    pub announced_at: Instant,
    /// What was announced before, oldest first; the times and components above are what holds.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier: Vec<Announced>,
    /// When the times or components that hold were announced, if they were changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved_at: Option<Instant>,
    /// When it began, if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_at: Option<Instant>,
    /// When it was over or called off, if somebody said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_at: Option<Instant>,
    /// It is one of several that were announced together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<Repeat>,
}

/// A maintenance to announce.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMaintenance {
    /// In which environment; the page's first where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<EnvId>,
    /// What will be done, on one line.
    pub title: Localized,
    /// What people should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Localized>,
    /// It cannot wait until it has been announced in time.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub extraordinary: bool,
    /// What it does to what.
    pub affected: Vec<WorkOn>,
    /// When it begins, as clocks of the page's zone show it: `2026-12-01T00:30`; or with an offset: `2026-12-01T00:30+01:00`.
    pub starts: String,
    /// When it ends, in the same way.
    pub ends: String,
    /// By which rule it comes again (RFC 5545): `FREQ=WEEKLY;BYDAY=TU;COUNT=10`. Each is then a maintenance of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
}

/// What is to be different about a maintenance. What is left out stays; `null` takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaintenanceChange {
    /// What will be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Localized>,
    /// What people should know of it.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub text: Option<Option<Localized>>,
    /// How far it has come. One that was called off or is over stays so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<MaintenanceStatus>,
    /// It cannot wait until it has been announced in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extraordinary: Option<bool>,
    /// What it does to what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected: Option<Vec<WorkOn>>,
    /// When it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

impl MaintenanceRecord {
    /// How far it has come: what somebody said, or else by the clock.
    #[must_use]
    pub fn status_at(&self, now: Instant) -> MaintenanceStatus {
        match self.status {
            MaintenanceStatus::Scheduled if now >= self.ends_at => MaintenanceStatus::Completed,
            MaintenanceStatus::Scheduled if now >= self.starts_at => MaintenanceStatus::InProgress,
            said => said,
        }
    }

    /// Whether the work goes on.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        matches!(self.status_at(now), MaintenanceStatus::InProgress | MaintenanceStatus::Verifying)
    }

    /// Whether readers are still told of it: it is to come, or goes on.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        !matches!(self.status_at(now), MaintenanceStatus::Completed | MaintenanceStatus::Cancelled)
    }

    /// The maintenance as readers are told of it.
    #[must_use]
    pub fn told(&self, now: Instant) -> Maintenance {
        Maintenance {
            id: self.id.clone(),
            env: self.env.clone(),
            title: self.title.clone(),
            text: self.text.clone(),
            status: self.status_at(now),
            extraordinary: self.extraordinary,
            impact: self.affected.iter().map(|it| it.impact.level()).fold(Level::Operational, Level::max),
            components: self.affected.iter().map(|it| it.component.clone()).collect(),
            impacts: self.affected.iter().map(|it| (it.component.clone(), it.impact)).collect(),
            announced_at: self.announced_at,
            changed_at: self.moved_at,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            origin: None,
        }
    }
}
