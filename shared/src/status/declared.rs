//! What a person declared: incident, maintenance, override. Ours, or read from someone's status page.

use super::Level;
use crate::ids::{ComponentId, EnvId};
use crate::lang::Localized;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

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
}

impl IncidentStatus {
    /// Every one of them.
    pub const ALL: [Self; 4] = [Self::Investigating, Self::Identified, Self::Monitoring, Self::Resolved];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Investigating => "investigating",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Resolved => "resolved",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }
}

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

/// One message about an incident or a maintenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentUpdate {
    /// When it was published.
    pub at: Instant,
    /// How far the work had come.
    pub status: IncidentStatus,
    /// Plain text.
    pub text: Localized,
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
    /// The level it puts its components at.
    pub impact: Level,
    /// What it is about.
    pub components: Vec<ComponentId>,
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
    /// How far it has come.
    pub status: MaintenanceStatus,
    /// The worst level that was announced; a fault beyond it shows.
    pub impact: Level,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// When it was announced.
    pub announced_at: Instant,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// Someone else's page; `None` when it is our own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// A person's word that a component is better than its probes say. Readers see that it is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// In which environment.
    #[serde(default)]
    pub env: EnvId,
    /// What it is about.
    pub component: ComponentId,
    /// The level to show.
    pub level: Level,
    /// Why.
    pub reason: Localized,
    /// From when.
    pub starts_at: Instant,
    /// Until when; there is always an end.
    pub ends_at: Instant,
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

impl Override {
    /// Whether it holds at `now`.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        (self.starts_at..self.ends_at).contains(&now)
    }
}

/// The level that remains when people have had their say about a measured one.
///
/// A declaration may make a level worse at once. During maintenance, a fault within the announced impact reads
/// *maintenance* and a worse one shows. Only an override makes it better.
#[must_use]
pub fn declared_level(
    measured: Level,
    incidents: &[&Incident],
    works: &[&Maintenance],
    over: Option<&Override>,
) -> Level {
    if let Some(over) = over {
        return over.level;
    }
    let announced = works.iter().map(|work| work.impact).max();
    let level = match announced {
        Some(impact) if measured <= impact.max(Level::Maintenance) => Level::Maintenance,
        _ => measured,
    };
    let open = |incident: &&&Incident| incident.status != IncidentStatus::Resolved;
    incidents.iter().filter(open).map(|incident| incident.impact).fold(level, Level::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Degraded, MajorOutage, Operational, PartialOutage, Unknown};

    fn incident(impact: Level, status: IncidentStatus) -> Incident {
        Incident {
            id: "i".into(),
            env: "production".into(),
            title: Localized::default(),
            status,
            impact,
            components: vec![],
            started_at: Instant(0),
            resolved_at: None,
            next_update_at: None,
            updates: vec![],
            origin: None,
        }
    }

    fn work(impact: Level, status: MaintenanceStatus) -> Maintenance {
        Maintenance {
            id: "m".into(),
            env: "production".into(),
            title: Localized::default(),
            status,
            impact,
            components: vec![],
            announced_at: Instant(0),
            starts_at: Instant(100),
            ends_at: Instant(200),
            origin: None,
        }
    }

    #[test]
    fn who_wins() {
        let open = |impact| incident(impact, IncidentStatus::Investigating);
        let over = Override {
            env: "production".into(),
            component: "api".into(),
            level: Operational,
            reason: Localized::default(),
            starts_at: Instant(0),
            ends_at: Instant(100),
        };
        let announced = work(PartialOutage, MaintenanceStatus::InProgress);
        for (what, measured, incidents, works, over, expected) in [
            ("a declaration makes it worse at once", Operational, vec![open(MajorOutage)], vec![], None, MajorOutage),
            ("a milder one does not make it better", MajorOutage, vec![open(Degraded)], vec![], None, MajorOutage),
            (
                "a resolved one has no say",
                Operational,
                vec![incident(MajorOutage, IncidentStatus::Resolved)],
                vec![],
                None,
                Operational,
            ),
            ("work within what was announced", PartialOutage, vec![], vec![&announced], None, Level::Maintenance),
            ("a fault beyond it shows", MajorOutage, vec![], vec![&announced], None, MajorOutage),
            ("nobody can say, during work", Unknown, vec![], vec![&announced], None, Level::Maintenance),
            (
                "only an override makes it better",
                MajorOutage,
                vec![open(MajorOutage)],
                vec![],
                Some(&over),
                Operational,
            ),
        ] {
            let incidents: Vec<&Incident> = incidents.iter().collect();
            assert_eq!(declared_level(measured, &incidents, &works, over), expected, "{what}");
        }
    }

    #[test]
    fn when_work_and_overrides_hold() {
        use MaintenanceStatus::{Cancelled, Completed, InProgress, Scheduled, Verifying};
        for (status, at, on) in [
            (Scheduled, 99, false),
            (Scheduled, 100, true),
            (Scheduled, 200, false),
            (InProgress, 250, true),
            (Verifying, 250, true),
            (Completed, 150, false),
            (Cancelled, 150, false),
        ] {
            assert_eq!(work(Degraded, status).is_on(Instant(at)), on, "{status:?} at {at}");
        }
    }
}
