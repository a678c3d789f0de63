//! Who wins, as a table: what is measured, what people have declared, and what readers see (design §2).

use super::*;
use crate::lang::Localized;
use crate::operator::{Affected, Automatic, WorkOn};
use crate::status::{IncidentStatus, WorkImpact};
use crate::support::Severity;
use Level::{Degraded, MajorOutage, Operational, PartialOutage, Unknown};

const NOW: Instant = Instant(1_000);

fn incident(level: Level, status: IncidentStatus) -> IncidentRecord {
    IncidentRecord {
        id: "i1".into(),
        revision: 1,
        created_at: Instant(900),
        changed_at: Instant(900),
        env: "production".into(),
        title: Localized::default(),
        severity: Severity::Serious,
        status,
        affected: vec![Affected { component: "api".into(), level }],
        effect: None,
        workaround: None,
        started_at: Instant(800),
        resolved_at: None,
        next_update_at: None,
        updates: vec![],
        automatic: None,
        dismissed: None,
        merged_into: None,
    }
}

fn work(impact: WorkImpact, (starts, ends): (i64, i64)) -> MaintenanceRecord {
    MaintenanceRecord {
        id: "m2".into(),
        revision: 1,
        created_at: Instant(0),
        changed_at: Instant(0),
        env: "production".into(),
        title: Localized::default(),
        text: None,
        status: MaintenanceStatus::Scheduled,
        extraordinary: false,
        affected: vec![WorkOn { component: "api".into(), impact }],
        starts_at: Instant(starts),
        ends_at: Instant(ends),
        announced_at: Instant(0),
        earlier: vec![],
        moved_at: None,
        began_at: None,
        over_at: None,
        repeat: None,
    }
}

fn over(level: Level, (starts, ends): (i64, i64)) -> OverrideRecord {
    OverrideRecord {
        id: "o3".into(),
        revision: 1,
        created_at: Instant(0),
        changed_at: Instant(0),
        env: Some("production".into()),
        component: Some("api".into()),
        level: Some(level),
        channel: None,
        to: None,
        reason: Localized::default(),
        starts_at: Instant(starts),
        ends_at: Instant(ends),
    }
}

#[derive(Default)]
struct Said(Declarations);

impl Said {
    fn incident(mut self, level: Level, status: IncidentStatus) -> Self {
        self.0.incidents.insert(1, incident(level, status));
        self
    }

    fn of(mut self, change: impl FnOnce(&mut IncidentRecord)) -> Self {
        if let Some(it) = self.0.incidents.get_mut(&1) {
            change(it);
        }
        self
    }

    fn work(mut self, impact: WorkImpact, span: (i64, i64)) -> Self {
        self.0.maintenances.insert(2, work(impact, span));
        self
    }

    fn over(mut self, level: Level, span: (i64, i64)) -> Self {
        let number = 3 + u64::try_from(self.0.overrides.len()).unwrap();
        self.0.overrides.insert(number, over(level, span));
        self
    }
}

fn measured(level: Level) -> Verdict {
    Verdict { level, failing_since: Some(Instant(950)), ..Verdict::unknown(Reason::Status) }
}

/// What is measured, what is declared, what readers see and why.
type Row = (&'static str, Level, Said, Level, Option<Reason>);

#[test]
fn who_wins() {
    for (what, level, said, expected, reason) in incidents().into_iter().chain(works()).chain(overrides()) {
        let verdict = said.0.about(&"production".into(), &"api".into(), NOW).rule(measured(level));
        assert_eq!((verdict.level, verdict.reason), (expected, reason), "{what}");
        assert!(!said.0.about(&"production".into(), &"web".into(), NOW).is_any(), "{what}: of another component");
    }
}

fn incidents() -> Vec<Row> {
    use IncidentStatus::{Identified, Investigating, Monitoring, Resolved, Review};
    let (status, declared) = (Some(Reason::Status), Some(Reason::Declared));
    vec![
        ("nobody says anything", PartialOutage, Said::default(), PartialOutage, status),
        ("declared worse", Operational, Said::default().incident(MajorOutage, Investigating), MajorOutage, declared),
        ("declared better", MajorOutage, Said::default().incident(Degraded, Identified), MajorOutage, status),
        ("declared the same", Degraded, Said::default().incident(Degraded, Monitoring), Degraded, status),
        (
            "declared, and nobody can measure",
            Unknown,
            Said::default().incident(Degraded, Identified),
            Degraded,
            declared,
        ),
        ("resolved, and a probe fails", MajorOutage, Said::default().incident(Degraded, Resolved), MajorOutage, status),
        ("resolved, and all is well", Operational, Said::default().incident(MajorOutage, Review), Operational, status),
        ("a notice", Operational, Said::default().incident(Operational, Investigating), Operational, status),
        (
            "a notice about what nobody measures",
            Unknown,
            Said::default().incident(Operational, Identified),
            Unknown,
            status,
        ),
        (
            "an automatic one follows what is measured",
            Operational,
            Said::default().incident(MajorOutage, Identified).of(|it| it.automatic = Some(Automatic::Published)),
            Operational,
            status,
        ),
        (
            "an adopted one is a person's",
            Operational,
            Said::default().incident(MajorOutage, Identified).of(|it| it.automatic = Some(Automatic::Adopted)),
            MajorOutage,
            declared,
        ),
        (
            "a dismissed one is none",
            Operational,
            Said::default().incident(MajorOutage, Identified).of(|it| it.dismissed = Some("a false alarm".into())),
            Operational,
            status,
        ),
        (
            "of another environment",
            Operational,
            Said::default().incident(MajorOutage, Identified).of(|it| it.env = "test".into()),
            Operational,
            status,
        ),
    ]
}

fn works() -> Vec<Row> {
    use WorkImpact::{Notice, ReadOnly, Unavailable};
    let on = (900, 1_100);
    let (status, declared) = (Some(Reason::Status), Some(Reason::Declared));
    vec![
        (
            "a fault within a window's impact",
            PartialOutage,
            Said::default().work(ReadOnly, on),
            Level::Maintenance,
            declared,
        ),
        ("a fault beyond a window's impact", MajorOutage, Said::default().work(ReadOnly, on), MajorOutage, status),
        ("a window, and all is well", Operational, Said::default().work(Unavailable, on), Level::Maintenance, declared),
        ("a window, and nobody can say", Unknown, Said::default().work(Unavailable, on), Level::Maintenance, declared),
        ("a window that only tells", Operational, Said::default().work(Notice, on), Operational, status),
        ("a fault in a window that only tells", Degraded, Said::default().work(Notice, on), Degraded, status),
        ("before a window", PartialOutage, Said::default().work(Unavailable, (1_001, 1_100)), PartialOutage, status),
        ("after a window", PartialOutage, Said::default().work(Unavailable, (900, 1_000)), PartialOutage, status),
        (
            "an incident in a window",
            Operational,
            Said::default().work(Unavailable, on).incident(MajorOutage, IncidentStatus::Investigating),
            MajorOutage,
            declared,
        ),
    ]
}

fn overrides() -> Vec<Row> {
    let on = (900, 1_100);
    let (status, set) = (Some(Reason::Status), Some(Reason::Override));
    vec![
        ("an override makes it better", MajorOutage, Said::default().over(Operational, on), Operational, set),
        ("an override makes it worse", Operational, Said::default().over(Degraded, on), Degraded, set),
        (
            "an override to what is measured is one",
            Operational,
            Said::default().over(Operational, on),
            Operational,
            set,
        ),
        ("an override that is over", MajorOutage, Said::default().over(Operational, (900, 1_000)), MajorOutage, status),
        (
            "an override against an incident and a window",
            PartialOutage,
            Said::default()
                .incident(MajorOutage, IncidentStatus::Investigating)
                .work(WorkImpact::Unavailable, on)
                .over(Operational, on),
            Operational,
            set,
        ),
        (
            "of two overrides the later",
            MajorOutage,
            Said::default().over(Operational, on).over(Degraded, on),
            Degraded,
            set,
        ),
    ]
}

#[test]
fn it_is_since_the_incident_began() {
    let said = Said::default().incident(MajorOutage, IncidentStatus::Investigating).0;
    let verdict = said.about(&"production".into(), &"api".into(), NOW).rule(measured(Operational));
    assert_eq!(verdict.failing_since, Some(Instant(800)));
}

#[test]
fn what_changes_by_itself() {
    let said = Said::default().work(WorkImpact::Degraded, (1_050, 1_200)).over(Degraded, (900, 1_100)).0;
    let mut at = NOW;
    let mut changes = vec![];
    while let Some(next) = said.changes_at(at) {
        changes.push(next.0);
        assert_ne!(said.phase(at), said.phase(next), "at {next}");
        at = next;
    }
    assert_eq!(changes, [1_050, 1_100, 1_200]);
}
