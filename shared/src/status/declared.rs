//! What a person declares beside incidents and maintenance, and who wins: a declaration, a probe, or an override.

use super::Level;
use crate::ids::{ChannelId, ComponentId, EnvId};
use crate::lang::Localized;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A person's word that a component is at another level than its probes say. Readers see that it is one.
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

/// A person's word that a channel of support is closed, or leads elsewhere, for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelOverride<T = Localized> {
    /// Which channel.
    pub channel: ChannelId,
    /// Where it leads meanwhile; `None`: it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why.
    pub reason: T,
    /// From when.
    pub starts_at: Instant,
    /// Until when; there is always an end.
    pub ends_at: Instant,
}

impl Override {
    /// Whether it holds at `now`.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        (self.starts_at..self.ends_at).contains(&now)
    }
}

impl<T> ChannelOverride<T> {
    /// Whether it holds at `now`.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        (self.starts_at..self.ends_at).contains(&now)
    }
}

/// What people have declared about one component and what is in force: the worst level that an incident puts it at, the
/// worst that was announced for work that goes on, and an override.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Declared<'a> {
    /// The worst level that an open incident puts it at.
    pub incident: Option<Level>,
    /// The worst level that was announced for maintenance that goes on. Work that was announced to do nothing is none.
    pub work: Option<Level>,
    /// The override that holds; of several, the one that was made last.
    pub over: Option<&'a Override>,
}

impl Declared<'_> {
    /// Whether anybody has declared anything about it.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self != Self::default()
    }

    /// The level that remains when people have had their say about a measured one.
    ///
    /// A declaration may make a level worse at once. During maintenance, a fault within the announced impact reads
    /// *maintenance* and a worse one shows. Only an override makes it better.
    #[must_use]
    pub fn level(&self, measured: Level) -> Level {
        if let Some(over) = self.over {
            return over.level;
        }
        let level = match self.work {
            Some(impact) if measured <= impact.max(Level::Maintenance) => Level::Maintenance,
            _ => measured,
        };
        self.incident.map_or(level, |declared| level.max(declared))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Degraded, MajorOutage, Operational, PartialOutage, Unknown};

    #[test]
    fn who_wins() {
        let over = Override {
            env: "production".into(),
            component: "api".into(),
            level: Operational,
            reason: Localized::default(),
            starts_at: Instant(0),
            ends_at: Instant(100),
        };
        for (what, measured, incident, work, over, expected) in [
            ("nobody says anything", Operational, None, None, None, Operational),
            ("a declaration makes it worse at once", Operational, Some(MajorOutage), None, None, MajorOutage),
            ("a milder one does not make it better", MajorOutage, Some(Degraded), None, None, MajorOutage),
            ("what nobody can measure, a person can say", Unknown, Some(Degraded), None, None, Degraded),
            ("work within what was announced", PartialOutage, None, Some(PartialOutage), None, Level::Maintenance),
            ("a fault beyond it shows", MajorOutage, None, Some(PartialOutage), None, MajorOutage),
            ("nobody can say, during work", Unknown, None, Some(Degraded), None, Level::Maintenance),
            ("an incident during work", Operational, Some(Degraded), Some(MajorOutage), None, Degraded),
            ("only an override makes it better", MajorOutage, Some(MajorOutage), None, Some(&over), Operational),
        ] {
            assert_eq!(Declared { incident, work, over }.level(measured), expected, "{what}");
        }
    }
}
