//! The past of a page in one environment, in every language: what its object tells the edge.

use crate::day::Day;
use crate::history::Seconds;
use crate::ids::{ComponentId, EnvId, PageId};
use crate::operator::{IncidentRecord, MaintenanceRecord};
use crate::status::{Incident, Maintenance, MaintenanceStatus};
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The past of a page in one environment, or of some of its components.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageHistory {
    /// Which page.
    pub page: PageId,
    /// In which environment.
    pub env: EnvId,
    /// The instant it was so: the last day reaches until then.
    pub as_of: Instant,
    /// The first day.
    pub from: Day,
    /// Of each monitored component, the seconds of each day from the first to today.
    pub components: BTreeMap<ComponentId, Vec<Seconds>>,
    /// What people said was wrong, newest first.
    pub incidents: Vec<PastIncident>,
    /// What was worked on, newest first.
    pub maintenances: Vec<PastMaintenance>,
}

/// Something with a beginning and, unless it goes on, an end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told<T> {
    /// What.
    #[serde(flatten)]
    pub what: T,
    /// When it really began.
    pub began_at: Instant,
    /// When it was really over; `None` while it goes on.
    pub over_at: Option<Instant>,
}

/// An incident of the past.
pub type PastIncident = Told<Incident>;
/// A maintenance of the past.
pub type PastMaintenance = Told<Maintenance>;

impl<T> Told<T> {
    /// Whether any of it was between two instants.
    #[must_use]
    pub fn touches(&self, begin: Instant, end: Instant) -> bool {
        self.began_at < end && self.over_at.is_none_or(|over| begin < over.max(self.began_at.plus(1)))
    }
}

impl IncidentRecord {
    /// The incident as it is told of the past, without its messages; `None` where readers are not told of it.
    #[must_use]
    pub fn past(&self) -> Option<PastIncident> {
        let told = || Told {
            what: Incident { updates: vec![], ..self.told() },
            began_at: self.started_at,
            over_at: self.resolved_at.or_else(|| self.status.is_over().then_some(self.changed_at)),
        };
        self.is_public().then(told)
    }
}

impl MaintenanceRecord {
    /// The work as it is told of the past, with the time that it really took; `None` where it has not begun, or was called off
    /// before it did.
    #[must_use]
    pub fn past(&self, now: Instant) -> Option<PastMaintenance> {
        let began_at = self.began_at.unwrap_or(self.starts_at);
        let status = self.status_at(now);
        let over_at = self.over_at.or_else(|| (status == MaintenanceStatus::Completed).then_some(self.ends_at));
        let never = status == MaintenanceStatus::Cancelled && over_at.is_none_or(|over| over <= began_at);
        (began_at <= now && !never).then(|| Told { what: self.told(now), began_at, over_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Localized;

    fn work(status: MaintenanceStatus, began: Option<i64>, over: Option<i64>) -> MaintenanceRecord {
        MaintenanceRecord {
            id: "maintenance-1".into(),
            revision: 1,
            created_at: Instant(0),
            changed_at: Instant(0),
            env: "production".into(),
            title: Localized::default(),
            text: None,
            status,
            extraordinary: false,
            affected: vec![],
            starts_at: Instant(100),
            ends_at: Instant(200),
            announced_at: Instant(0),
            earlier: vec![],
            moved_at: None,
            began_at: began.map(Instant),
            over_at: over.map(Instant),
            repeat: None,
        }
    }

    #[test]
    fn work_is_told_with_the_time_that_it_took() {
        use MaintenanceStatus::{Cancelled, Completed, InProgress, Scheduled};
        for (record, now, span) in [
            (work(Scheduled, None, None), 50, None),
            (work(Scheduled, None, None), 150, Some((100, None))),
            (work(Scheduled, None, None), 250, Some((100, Some(200)))),
            (work(InProgress, Some(120), None), 250, Some((120, None))),
            (work(Completed, Some(120), Some(230)), 250, Some((120, Some(230)))),
            (work(Cancelled, None, Some(90)), 250, None),
            (work(Cancelled, None, Some(130)), 250, Some((100, Some(130)))),
        ] {
            let told = record.past(Instant(now)).map(|it| (it.began_at.0, it.over_at.map(|at| at.0)));
            assert_eq!(told, span, "{:?} at {now}", record.status);
        }
    }

    #[test]
    fn what_began_and_ended_at_one_instant_was_on_its_day() {
        let told = |began, over: Option<i64>| Told { what: (), began_at: Instant(began), over_at: over.map(Instant) };
        for (it, touches) in [
            (told(10, Some(10)), true),
            (told(5, Some(10)), false),
            (told(5, Some(11)), true),
            (told(5, None), true),
            (told(20, None), false),
        ] {
            assert_eq!(it.touches(Instant(10), Instant(20)), touches, "{it:?}");
        }
    }
}
