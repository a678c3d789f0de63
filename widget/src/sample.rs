//! Snapshots for the tests of this crate, made by what they must show.

use fyr_shared::api::{
    BecauseView, ComponentView, DependencyView, EnvironmentView, ImpactView, IncidentView, LevelView, MaintenanceView,
    OverrideView, Snapshot, UpdateView,
};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::page::{DependencyKind, Offset, Zone};
use fyr_shared::status::{IncidentStatus, Level, MaintenanceStatus, Reason, WorkImpact, page_level};
use fyr_shared::support::Severity;
use fyr_shared::time::Instant;

/// The instant of every sample: Monday 4 May 2026, 12.04 in Oslo.
pub fn now() -> Instant {
    at("2026-05-04T10:04:00Z")
}

pub fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

pub fn words(text: &str) -> Words {
    Words { text: text.into(), lang: None }
}

pub fn component(id: &str, name: &str, level: Option<Level>) -> ComponentView {
    ComponentView {
        id: id.into(),
        name: words(name),
        level,
        since: level.map(|_| at("2026-05-04T09:50:00Z")),
        reason: None,
        seen_from: vec![],
        unconfirmed: false,
        effect: Some(words("Hele tjenesten er berørt.")),
        fallback: Some(words("Ring oss.")),
        depends_on: vec![],
        because: vec![],
        supplier: false,
        status_page: None,
        over: None,
    }
}

pub fn environment(id: &str, name: &str) -> EnvironmentView {
    EnvironmentView { id: id.into(), name: words(name) }
}

/// Something that a component suffers from, for 14 minutes.
pub fn because(component: &str, kind: DependencyKind, level: Level) -> BecauseView {
    BecauseView {
        component: component.into(),
        kind,
        level,
        since: at("2026-05-04T09:50:00Z"),
        title: None,
        origin: None,
        root: None,
        supplier: false,
    }
}

/// What 46elks reports, in its own language.
pub fn reported(mut because: BecauseView) -> BecauseView {
    because.title = Some(Words { text: "Elevated error rates".into(), lang: Some(Lang::En) });
    because.origin = Some("46elks".into());
    because
}

pub fn of(components: Vec<ComponentView>) -> Snapshot {
    Snapshot {
        v: 1,
        page: "digireq".into(),
        name: "DigiReq".into(),
        env: "production".into(),
        environments: vec![environment("production", "Produksjon")],
        lang: Lang::Nb,
        revision: 7,
        as_of: at("2026-05-04T10:03:50Z"),
        stale_after: at("2026-05-04T10:05:20Z"),
        poll: 30,
        level: page_level(components.iter().filter(|it| !it.supplier).map(|it| it.level)),
        zone: Zone {
            name: "Europe/Oslo".into(),
            offsets: vec![Offset { from: at("2026-03-29T01:00:00Z"), seconds: 7200 }],
        },
        components,
        incidents: vec![],
        maintenances: vec![],
        support: true,
        next: None,
    }
}

/// All is well, and all is monitored.
pub fn well() -> Snapshot {
    of(vec![
        component("api", "API-backend", Some(Level::Operational)),
        component("database", "Database", Some(Level::Operational)),
    ])
}

/// The database is down and takes the API with it; a person has said so; a supplier has trouble of its own.
pub fn outage() -> Snapshot {
    let mut api = component("api", "API-backend", Some(Level::MajorOutage));
    api.reason = Some(Reason::Connection);
    api.depends_on = vec![
        DependencyView { component: "database".into(), kind: DependencyKind::Hard },
        DependencyView { component: "elks".into(), kind: DependencyKind::Soft },
    ];
    api.because = vec![
        because("database", DependencyKind::Hard, Level::MajorOutage),
        reported(because("elks", DependencyKind::Soft, Level::Degraded)),
    ];
    let mut otp = component("sms-otp", "SMS-OTP", Some(Level::PartialOutage));
    otp.reason = Some(Reason::Timeout);
    otp.seen_from = vec![words("Vest-Europa")];
    otp.unconfirmed = true;
    let mut elks = component("elks", "46elks", None);
    elks.supplier = true;
    elks.status_page = Some("https://46elks.com/about/status".into());
    let mut snapshot = of(vec![
        api,
        component("database", "Database", Some(Level::MajorOutage)),
        otp,
        component("email", "E-post", None),
        elks,
    ]);
    snapshot.incidents = vec![incident(), borrowed()];
    snapshot.maintenances = vec![work()];
    snapshot
}

/// What people have declared: a component that was set to be well, an incident that puts its components at levels of their
/// own, whose promise has passed, and work that could not wait.
pub fn declared() -> Snapshot {
    let mut api = component("api", "API-backend", Some(Level::Operational));
    api.reason = Some(Reason::Override);
    api.over = Some(OverrideView { reason: words("Målingen er feil."), ends_at: at("2026-05-04T12:00:00Z") });
    let mut database = component("database", "Database", Some(Level::MajorOutage));
    database.reason = Some(Reason::Declared);
    let email = component("email", "E-post", Some(Level::Degraded));
    let mut snapshot = of(vec![api, database, email]);
    let mut incident = incident();
    incident.severity = Some(Severity::Critical);
    incident.severity_label = Some(words("A – Kritisk"));
    incident.components = vec!["database".into(), "email".into()];
    incident.levels = vec![LevelView { component: "email".into(), level: Level::Degraded }];
    incident.effect = Some(words("Ingen kan logge inn."));
    incident.workaround = Some(Words { text: "Use the <app>.".into(), lang: Some(Lang::En) });
    incident.next_update_at = Some(at("2026-05-04T10:00:00Z"));
    let corrected = incident.updates.first_mut().unwrap();
    corrected.corrected_at = Some(at("2026-05-04T10:02:00Z"));
    snapshot.incidents = vec![incident];
    let does = |id: &str, impact, label| ImpactView { component: id.into(), impact: Some(impact), label: words(label) };
    snapshot.maintenances = vec![MaintenanceView {
        text: Some(words("Vi bytter disker.\nDet tar en time.")),
        extraordinary: true,
        components: vec!["email".into(), "api".into()],
        impacts: vec![does("email", WorkImpact::ReadOnly, "Kan bare leses")],
        announced_at: Some(at("2026-05-04T07:00:00Z")),
        changed_at: Some(at("2026-05-04T08:00:00Z")),
        ..work()
    }];
    snapshot
}

/// Every sample.
pub fn all() -> Vec<Snapshot> {
    vec![well(), outage(), declared(), of(vec![])]
}

fn work() -> MaintenanceView {
    MaintenanceView {
        id: "m1".into(),
        title: words("Bytte av \"sertifikater\""),
        text: None,
        status: Some(MaintenanceStatus::Scheduled),
        extraordinary: false,
        components: vec!["email".into()],
        impacts: vec![],
        announced_at: None,
        changed_at: None,
        starts_at: at("2026-05-05T20:00:00Z"),
        ends_at: at("2026-05-05T21:30:00Z"),
        origin: None,
    }
}

fn incident() -> IncidentView {
    let update = |time: &str, status, text| UpdateView {
        at: at(time),
        status: Some(status),
        text: words(text),
        corrected_at: None,
    };
    IncidentView {
        id: "i1".into(),
        title: words("<b>Innlogging</b> er nede"),
        status: Some(IncidentStatus::Identified),
        severity: None,
        severity_label: None,
        impact: Level::MajorOutage,
        components: vec!["api".into(), "database".into()],
        levels: vec![],
        effect: None,
        workaround: None,
        started_at: at("2026-05-04T09:50:00Z"),
        resolved_at: None,
        next_update_at: Some(at("2026-05-04T10:30:00Z")),
        updates: vec![
            update("2026-05-04T10:00:00Z", IncidentStatus::Identified, "Leverandøren bytter utstyr.\nVi følger med."),
            update("2026-05-04T09:52:00Z", IncidentStatus::Investigating, "Vi leter etter årsaken."),
        ],
        origin: None,
        url: None,
    }
}

fn borrowed() -> IncidentView {
    IncidentView {
        id: "i2".into(),
        title: Words { text: "Elevated error rates".into(), lang: Some(Lang::En) },
        status: Some(IncidentStatus::Monitoring),
        severity: None,
        severity_label: None,
        impact: Level::Degraded,
        components: vec!["elks".into()],
        levels: vec![],
        effect: None,
        workaround: None,
        started_at: at("2026-05-03T08:00:00Z"),
        resolved_at: None,
        next_update_at: None,
        updates: vec![],
        origin: Some("46elks".into()),
        url: Some("javascript:alert(1)".into()),
    }
}
