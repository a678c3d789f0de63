//! Snapshots for the tests of this crate, made by what they must show.

use fyr_shared::api::{
    BecauseView, ComponentView, DependencyView, EnvironmentView, IncidentView, MaintenanceView, Snapshot, UpdateView,
};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::page::{DependencyKind, Offset, Zone};
use fyr_shared::status::{IncidentStatus, Level, MaintenanceStatus, Reason, page_level};
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
    snapshot.maintenances = vec![MaintenanceView {
        id: "m1".into(),
        title: words("Bytte av \"sertifikater\""),
        status: Some(MaintenanceStatus::Scheduled),
        components: vec!["email".into()],
        starts_at: at("2026-05-05T20:00:00Z"),
        ends_at: at("2026-05-05T21:30:00Z"),
        origin: None,
    }];
    snapshot
}

/// Every sample.
pub fn all() -> Vec<Snapshot> {
    vec![well(), outage(), of(vec![])]
}

fn incident() -> IncidentView {
    let update = |time: &str, status, text| UpdateView { at: at(time), status: Some(status), text: words(text) };
    IncidentView {
        id: "i1".into(),
        title: words("<b>Innlogging</b> er nede"),
        status: Some(IncidentStatus::Identified),
        impact: Level::MajorOutage,
        components: vec!["api".into(), "database".into()],
        started_at: at("2026-05-04T09:50:00Z"),
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
        impact: Level::Degraded,
        components: vec!["elks".into()],
        started_at: at("2026-05-03T08:00:00Z"),
        next_update_at: None,
        updates: vec![],
        origin: Some("46elks".into()),
        url: Some("javascript:alert(1)".into()),
    }
}
