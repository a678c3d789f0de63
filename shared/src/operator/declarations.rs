//! Declarations: everything that people have declared about a page and that still matters, and what it does to a level.

use super::{IncidentRecord, MaintenanceRecord, OverrideRecord};
use crate::ids::{ComponentId, EnvId};
use crate::status::{
    ChannelOverride, Declared, Incident, Level, Maintenance, MaintenanceStatus, Override, Reason, Verdict,
};
use crate::time::Instant;
use std::collections::BTreeMap;

/// How many maintenances of an environment readers are told of, the soonest; and how many of those that come again by one rule.
const TOLD: usize = 30;
const TOLD_AGAIN: usize = 4;
/// How many bytes of messages readers are told at most, beside the newest message of each incident.
const TOLD_BYTES: usize = 200_000;

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
        // What goes on after its announced end is beyond what was announced: then a fault shows.
        let works = self.maintenances.values().filter(|it| it.env == *env && it.is_on(now) && now < it.ends_at);
        let impact =
            |it: &MaintenanceRecord| it.affected.iter().find(|on| on.component == *id).map(|on| on.impact.level());
        let work = works.filter_map(|it| Some((impact(it).filter(bad)?, it))).max_by_key(|(level, _)| *level);
        let holds = |it: &&OverrideRecord| {
            let about = it.component.as_ref() == Some(id) && it.env.as_ref() == Some(env);
            about && it.is_on(now)
        };
        InForce { incident: worst, work, over: self.overrides.values().rev().find(holds) }
    }

    /// When something about it changes by itself next: work begins or ends, an override does.
    #[must_use]
    pub fn changes_at(&self, now: Instant) -> Option<Instant> {
        let works = self.maintenances.values().filter(|it| it.is_open(now)).flat_map(|it| [it.starts_at, it.ends_at]);
        let overs = self.overrides.values().flat_map(|it| [it.starts_at, it.ends_at]);
        works.chain(overs).filter(|at| *at > now).min()
    }

    /// What of it is on at an instant: it is another when something has begun or ended.
    #[must_use]
    pub fn phase(&self, now: Instant) -> Vec<(u64, MaintenanceStatus)> {
        let works = self.maintenances.iter().map(|(number, it)| (*number, it.status_at(now)));
        let on = self.overrides.iter().filter(|(_, it)| it.is_on(now));
        works.chain(on.map(|(number, _)| (*number, MaintenanceStatus::InProgress))).collect()
    }

    /// The open incidents as readers are told of them, newest first. Of their messages there are so many that all of it can be
    /// carried; the newest of each is always there.
    #[must_use]
    pub fn incidents_told(&self) -> Vec<Incident> {
        let mut told: Vec<Incident> = self.open().map(IncidentRecord::told).collect();
        told.sort_by_key(|it| std::cmp::Reverse(it.started_at));
        let mut left = TOLD_BYTES;
        for incident in &mut told {
            let mut first = true;
            incident.updates.retain(|it| {
                let size: usize = it.text.0.values().map(String::len).sum();
                let kept = first || size <= left;
                left = if kept { left.saturating_sub(size) } else { 0 };
                first = false;
                kept
            });
        }
        told
    }

    /// Maintenance as readers are told of it, soonest first: of each environment so many, and of what comes again the next few.
    #[must_use]
    pub fn maintenances_told(&self, now: Instant) -> Vec<Maintenance> {
        let mut open: Vec<&MaintenanceRecord> = self.maintenances.values().filter(|it| it.is_open(now)).collect();
        open.sort_by_key(|it| it.starts_at);
        let (mut of_env, mut of_series) = (BTreeMap::<&EnvId, usize>::new(), BTreeMap::<&str, usize>::new());
        open.retain(|it| {
            let again = it.repeat.as_ref().map(|repeat| of_series.entry(&repeat.first).or_default());
            if again.is_some_and(|told| std::mem::replace(told, *told + 1) >= TOLD_AGAIN) {
                return false;
            }
            let told = of_env.entry(&it.env).or_default();
            *told += 1;
            *told <= TOLD
        });
        open.into_iter().map(|it| it.told(now)).collect()
    }

    /// The overrides of levels that hold: of each component the one that was made last.
    #[must_use]
    pub fn overrides_told(&self, now: Instant) -> Vec<Override> {
        let mut told: Vec<Override> = vec![];
        let on = self.overrides.values().rev().filter_map(OverrideRecord::of_level).filter(|it| it.is_on(now));
        for it in on {
            if !told.iter().any(|known| known.env == it.env && known.component == it.component) {
                told.push(it);
            }
        }
        told
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
