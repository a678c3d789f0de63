//! Declarations: everything that people have declared about a page and that still matters, and what it does to a level.

use super::{IncidentRecord, MaintenanceRecord, OverrideRecord};
use crate::ids::{ComponentId, EnvId};
use crate::status::{
    ChannelOverride, Declared, Incident, Level, Maintenance, MaintenanceStatus, Override, Reason, Verdict,
};
use crate::time::Instant;
use std::collections::BTreeMap;

/// How many maintenances readers are told of, the soonest.
const TOLD: usize = 20;

/// Records, by their numbers: the order in which they were made.
pub type Records<T> = BTreeMap<u64, T>;

/// What people have declared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declarations {
    /// Incidents that are open, or were not long ago.
    pub incidents: Records<IncidentRecord>,
    /// Maintenance that is to come, goes on, or was not long ago.
    pub maintenances: Records<MaintenanceRecord>,
    /// Overrides that hold or will, or did not long ago.
    pub overrides: Records<OverrideRecord>,
}

impl Declarations {
    /// Whether nobody has declared anything.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.incidents.is_empty() && self.maintenances.is_empty() && self.overrides.is_empty()
    }

    /// Incidents that go on and that readers are told of.
    pub fn open(&self) -> impl Iterator<Item = &IncidentRecord> {
        self.incidents.values().filter(|it| it.is_open() && it.is_public())
    }

    /// What is in force about a component. An automatic incident follows what is measured, and adds nothing to it.
    #[must_use]
    pub fn about(&self, env: &EnvId, id: &ComponentId, now: Instant) -> InForce<'_> {
        let bad = |level: &Level| *level > Level::Operational;
        let incidents = self.open().filter(|it| it.env == *env && !it.is_automatic());
        let put = |it: &'_ IncidentRecord| it.affected.iter().find(|on| on.component == *id).map(|on| on.level);
        let incidents = incidents.filter_map(|it| Some((put(it).filter(bad)?, it)));
        let worst = incidents.max_by_key(|(level, it)| (*level, std::cmp::Reverse(it.started_at)));
        let works = self.maintenances.values().filter(|it| it.env == *env && it.is_on(now));
        let impact =
            |it: &MaintenanceRecord| it.affected.iter().find(|on| on.component == *id).map(|on| on.impact.level());
        let work = works.filter_map(|it| Some((impact(it).filter(bad)?, it))).max_by_key(|(level, _)| *level);
        let holds = |it: &&OverrideRecord| {
            let about = it.component.as_ref() == Some(id) && it.env.as_ref() == Some(env);
            about && (it.starts_at..it.ends_at).contains(&now)
        };
        InForce { incident: worst, work, over: self.overrides.values().rev().find(holds) }
    }

    /// When something about it changes by itself next: work begins or ends, an override does.
    #[must_use]
    pub fn changes_at(&self, now: Instant) -> Option<Instant> {
        let planned = self.maintenances.values().filter(|it| it.status == MaintenanceStatus::Scheduled);
        let works = planned.flat_map(|it| [it.starts_at, it.ends_at]);
        let overs = self.overrides.values().flat_map(|it| [it.starts_at, it.ends_at]);
        works.chain(overs).filter(|at| *at > now).min()
    }

    /// What of it is on at an instant: it is another when something has begun or ended.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Vec<(u64, MaintenanceStatus)> {
        let works = self.maintenances.iter().map(|(number, it)| (*number, it.status_at(now)));
        let on = self.overrides.iter().filter(|(_, it)| (it.starts_at..it.ends_at).contains(&now));
        works.chain(on.map(|(number, _)| (*number, MaintenanceStatus::InProgress))).collect()
    }

    /// The open incidents as readers are told of them.
    pub fn incidents_told(&self) -> impl Iterator<Item = Incident> {
        self.open().map(IncidentRecord::told)
    }

    /// Maintenance as readers are told of it, soonest first.
    #[must_use]
    pub fn maintenances_told(&self, now: Instant) -> Vec<Maintenance> {
        let mut told: Vec<Maintenance> =
            self.maintenances.values().filter(|it| it.is_open(now)).map(|it| it.told(now)).collect();
        told.sort_by_key(|it| it.starts_at);
        told.truncate(TOLD);
        told
    }

    /// The overrides of levels that hold.
    #[must_use]
    pub fn overrides_told(&self, now: Instant) -> Vec<Override> {
        self.overrides.values().filter_map(OverrideRecord::of_level).filter(|it| it.is_on(now)).collect()
    }

    /// The overrides of channels that hold or will.
    #[must_use]
    pub fn channels_told(&self, now: Instant) -> Vec<ChannelOverride> {
        self.overrides.values().filter(|it| it.is_open(now)).filter_map(OverrideRecord::of_channel).collect()
    }
}

/// What is in force about a component.
#[derive(Clone, Copy, Debug, Default)]
pub struct InForce<'a> {
    /// The open incident that puts it at the worst level, with that level; of several, the one that began first.
    pub incident: Option<(Level, &'a IncidentRecord)>,
    /// The maintenance that goes on for which the worst was announced, with that.
    pub work: Option<(Level, &'a MaintenanceRecord)>,
    /// The override that holds; of several, the one that was made last.
    pub over: Option<&'a OverrideRecord>,
}

impl InForce<'_> {
    /// Whether there is anything.
    #[must_use]
    pub fn is_any(&self) -> bool {
        self.incident.is_some() || self.work.is_some() || self.over.is_some()
    }

    /// The verdict that readers see, given the one that was measured.
    #[must_use]
    pub fn rule(&self, measured: Verdict) -> Verdict {
        if !self.is_any() {
            return measured;
        }
        let over = self.over.and_then(OverrideRecord::of_level);
        let declared = Declared {
            incident: self.incident.map(|(level, _)| level),
            work: self.work.map(|(level, _)| level),
            over: over.as_ref(),
        };
        let level = declared.level(measured.level);
        let Some((reason, since)) = self.because(level, measured.level) else { return measured };
        let because = if reason == Reason::Override { vec![] } else { measured.because };
        Verdict {
            level,
            reason: Some(reason),
            seen_from: vec![],
            unconfirmed: false,
            failing_since: Some(since),
            because,
            passes: measured.passes,
        }
    }

    /// Why the level is this one, and since when; `None`: it is what was measured.
    fn because(&self, level: Level, measured: Level) -> Option<(Reason, Instant)> {
        if let Some(over) = self.over {
            return Some((Reason::Override, over.starts_at));
        }
        if level == measured {
            return None;
        }
        let incident = self.incident.filter(|(declared, _)| *declared == level).map(|(_, it)| it.started_at);
        let work = self.work.map(|(_, it)| it.began_at.unwrap_or(it.starts_at));
        Some((Reason::Declared, incident.or(work)?))
    }
}

#[cfg(test)]
mod tests;
