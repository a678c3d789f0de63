//! What people declare, as readers of the API get it: in the snapshot, in the summary, and in the loader's line.
#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test that cannot read its pages must fail")]

use fyr_shared::api::{ComponentNow, LoaderFiles, LoaderState, PageState, Poll, Snapshot, Summary};
use fyr_shared::config;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::page::Page;
use fyr_shared::status::{
    ComponentState, Incident, IncidentStatus, IncidentUpdate, Level, Maintenance, MaintenanceStatus, Origin, Override,
    Reason, WorkImpact,
};
use fyr_shared::support::Severity;
use fyr_shared::time::Instant;
use fyr_tests::text;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NOW: Instant = Instant(1_777_888_800);

/// A page with severities of its own (`A – Kritisk`), and none for what is serious.
fn helpdesk() -> Page {
    config::read("tests/pages/helpdesk.toml", &text("tests/pages/helpdesk.toml")).expect("it is right")
}

/// A page where nobody speaks about `sandbox` in production; it has no support.
fn twofold() -> Page {
    config::read("tests/pages/twofold.toml", &text("tests/pages/twofold.toml")).expect("it is right")
}

fn localized(text: &str) -> Localized {
    Localized([(Lang::Nb, text.to_owned())].into())
}

fn incident(id: &str, impact: Level, components: &[&str]) -> Incident {
    Incident {
        id: id.into(),
        env: "production".into(),
        title: localized(id),
        status: IncidentStatus::Identified,
        severity: None,
        impact,
        components: components.iter().map(|id| (*id).into()).collect(),
        levels: BTreeMap::new(),
        effect: None,
        workaround: None,
        started_at: NOW,
        resolved_at: None,
        next_update_at: None,
        updates: vec![],
        origin: None,
    }
}

fn work(impacts: &[(&str, WorkImpact)]) -> Maintenance {
    Maintenance {
        id: "work".into(),
        env: "production".into(),
        title: localized("work"),
        text: None,
        status: MaintenanceStatus::InProgress,
        extraordinary: false,
        impact: Level::Degraded,
        components: vec!["login".into(), "website".into()],
        impacts: impacts.iter().map(|(id, impact)| (ComponentId::from(*id), *impact)).collect(),
        announced_at: NOW.plus(-600),
        changed_at: None,
        starts_at: NOW,
        ends_at: NOW.plus(3_600),
        origin: None,
    }
}

fn over(component: &str, level: Level, from: i64, until: i64) -> Override {
    Override {
        env: "production".into(),
        component: component.into(),
        level,
        reason: localized(&format!("from {from}")),
        starts_at: NOW.plus(from),
        ends_at: NOW.plus(until),
    }
}

fn state(components: &[(&str, Level, Option<Reason>)]) -> PageState {
    let now = |(id, level, reason): &(&str, Level, Option<Reason>)| ComponentNow {
        id: (*id).into(),
        env: "production".into(),
        state: ComponentState { level: *level, reason: *reason, ..ComponentState::new(NOW) },
    };
    PageState {
        page: "p".into(),
        revision: 7,
        as_of: NOW,
        stale_after: NOW.plus(180),
        components: components.iter().map(now).collect(),
        incidents: vec![],
        maintenances: vec![],
        overrides: vec![],
        channels: vec![],
        tokens_until: None,
        poll: Poll::REAL,
        places: [].into(),
        unpublished: None,
    }
}

fn well() -> PageState {
    state(&[("login", Level::Operational, None), ("website", Level::Operational, None)])
}

fn composed(page: &Page, state: &PageState, lang: Lang) -> Snapshot {
    Snapshot::compose(page, state, Some(lang), &page.first_env())
}

fn told(snapshot: &Snapshot) -> Value {
    serde_json::to_value(snapshot).expect("it can be written")
}

#[test]
fn a_severity_is_told_in_the_owners_words_and_else_in_common_ones() {
    for (severity, lang, word, label) in [
        (Severity::Critical, Lang::Nb, "critical", "A – Kritisk"),
        (Severity::Critical, Lang::En, "critical", "A – Critical"),
        (Severity::Serious, Lang::Nb, "serious", "Alvorlig"),
        (Severity::Minor, Lang::En, "minor", "C – Less serious"),
        (Severity::Info, Lang::En, "info", "For information"),
    ] {
        let mut state = well();
        state.incidents = vec![Incident { severity: Some(severity), ..incident("i", Level::Degraded, &["login"]) }];
        let incident = &told(&composed(&helpdesk(), &state, lang))["incidents"][0];
        assert_eq!((&incident["severity"], &incident["severity_label"]["text"]), (&json!(word), &json!(label)));
    }
}

#[test]
fn an_incident_tells_all_that_was_declared_and_nothing_that_was_not() {
    let mut state = well();
    state.incidents = vec![incident("bare", Level::MajorOutage, &["login", "website"])];
    let bare = &told(&composed(&helpdesk(), &state, Lang::Nb))["incidents"][0];
    let keys: Vec<&String> = bare.as_object().expect("it is an object").keys().collect();
    let known = "components id impact next_update_at origin started_at status title updates url";
    assert_eq!(keys.into_iter().map(String::as_str).collect::<Vec<_>>().join(" "), known, "as before there was more");

    let update =
        IncidentUpdate { at: NOW, status: IncidentStatus::Identified, text: localized("T"), corrected_at: Some(NOW) };
    state.incidents[0].levels = [("website".into(), Level::Degraded), ("login".into(), Level::MajorOutage)].into();
    state.incidents[0].effect = Some(localized("Ingen kommer inn."));
    state.incidents[0].workaround = Some(localized("Ring."));
    state.incidents[0].updates = vec![update];
    let full = &told(&composed(&helpdesk(), &state, Lang::En))["incidents"][0];
    assert_eq!(full["levels"], json!([{ "component": "website", "level": "degraded" }]));
    assert_eq!(full["effect"], json!({ "text": "Ingen kommer inn.", "lang": "nb" }));
    assert_eq!(full["workaround"], json!({ "text": "Ring.", "lang": "nb" }));
    assert_eq!(full["updates"][0]["corrected_at"], json!(NOW));
}

#[test]
fn maintenance_tells_what_it_does_in_the_readers_words() {
    let mut state = well();
    let impacts = [("login", WorkImpact::ReadOnly), ("website", WorkImpact::Notice)];
    let ours = Maintenance {
        text: Some(localized("Vi bytter disker.")),
        extraordinary: true,
        changed_at: Some(NOW),
        ..work(&impacts)
    };
    let theirs = Maintenance { origin: Some(Origin { name: "Net AS".into(), url: None }), ..work(&[]) };
    state.maintenances = vec![ours, theirs];
    for (lang, read_only, notice) in
        [(Lang::Nb, "Kan bare leses", "Virker som vanlig"), (Lang::En, "Read-only", "Works as usual")]
    {
        let works = &told(&composed(&helpdesk(), &state, lang))["maintenances"];
        let does =
            |component, impact, label| json!({ "component": component, "impact": impact, "label": { "text": label } });
        assert_eq!(
            works[0]["impacts"],
            json!([does("login", "read_only", read_only), does("website", "notice", notice)])
        );
        assert_eq!((&works[0]["extraordinary"], &works[0]["changed_at"]), (&json!(true), &json!(NOW)));
        assert_eq!(works[0]["announced_at"], json!(NOW.plus(-600)));
        let others = works[1].as_object().expect("it is an object");
        let keys = others.keys().map(String::as_str).collect::<Vec<_>>().join(" ");
        assert_eq!(
            keys, "components ends_at id origin starts_at status title",
            "when others announced it, nobody knows"
        );
    }
}

#[test]
fn an_override_is_told_until_it_ends() {
    let mut state =
        state(&[("login", Level::Operational, Some(Reason::Override)), ("website", Level::Operational, None)]);
    // The object tells what holds; one may have begun after its last round, and another may have ended since.
    state.overrides = vec![over("login", Level::Operational, 9, 60), over("website", Level::Degraded, -60, 0)];
    let all = &told(&composed(&helpdesk(), &state, Lang::Nb))["components"];
    assert_eq!(all[0]["override"], json!({ "reason": { "text": "from 9" }, "ends_at": NOW.plus(60) }));
    assert_eq!(all[1].get("override"), None);
    let read: Snapshot =
        serde_json::from_value(told(&composed(&helpdesk(), &state, Lang::Nb))).expect("it can be read");
    assert_eq!(read, composed(&helpdesk(), &state, Lang::Nb));
}

#[test]
fn what_nobody_monitors_has_the_level_that_somebody_declares_and_counts_meanwhile() {
    let page = twofold();
    let known = ["api", "login", "mail"].map(|id| (id, Level::Operational, None));
    let sandbox = |state: &PageState| {
        let snapshot = composed(&page, state, Lang::Nb);
        let row = snapshot.components.into_iter().find(|it| it.id.as_str() == "sandbox").expect("it is of the page");
        (row.level, row.reason, snapshot.level)
    };
    let mut quiet = state(&known);
    assert_eq!(sandbox(&quiet), (None, None, Level::Operational));
    let declared = [("sandbox", Level::MajorOutage, Some(Reason::Declared))];
    let mut loud = state(&[&known[..], &declared[..]].concat());
    loud.incidents = vec![incident("Nede", Level::MajorOutage, &["sandbox"])];
    assert_eq!(sandbox(&loud), (Some(Level::MajorOutage), Some(Reason::Declared), Level::MajorOutage));
    // What is monitored, and of which nothing is known, is unknown still.
    quiet.components.retain(|it| it.id.as_str() != "mail");
    assert_eq!(composed(&page, &quiet, Lang::Nb).level, Level::Unknown);
}

#[test]
fn past_its_time_nothing_that_was_declared_claims_how_things_are() {
    let mut state =
        state(&[("login", Level::Operational, Some(Reason::Override)), ("website", Level::MajorOutage, None)]);
    state.overrides = vec![over("login", Level::Operational, -9, 600)];
    let mut declared = incident("i", Level::MajorOutage, &["login", "website"]);
    declared.severity = Some(Severity::Critical);
    declared.levels = [("login".into(), Level::Degraded)].into();
    (declared.effect, declared.workaround) = (Some(localized("E")), Some(localized("W")));
    state.incidents = vec![declared];
    state.maintenances =
        vec![Maintenance { text: Some(localized("T")), ..work(&[("login", WorkImpact::Unavailable)]) }];
    let late = told(&composed(&helpdesk(), &state, Lang::Nb).shown_at(NOW.plus(180)));
    for row in late["components"].as_array().expect("it is a list") {
        assert_eq!((&row["level"], row.get("override")), (&json!("unknown"), None));
    }
    let incident = late["incidents"][0].as_object().expect("it is an object");
    for gone in ["severity", "severity_label", "levels", "effect"] {
        assert!(!incident.contains_key(gone), "{gone}");
    }
    assert_eq!((&incident["impact"], &incident["workaround"]["text"]), (&json!("unknown"), &json!("W")));
    let work = late["maintenances"][0].as_object().expect("it is an object");
    assert_eq!((&work["status"], work.get("impacts"), &work["text"]["text"]), (&Value::Null, None, &json!("T")));
}

#[test]
fn the_line_names_the_newest_open_incident_at_the_pages_level() {
    use Level::{Degraded, Maintenance as Work, MajorOutage, Operational};
    let resolved = |it| Incident { status: IncidentStatus::Resolved, ..it };
    let worst = || incident("worst", MajorOutage, &["login"]);
    let mild = || incident("mild", Degraded, &["website"]);
    let notice = || incident("notice", Operational, &["website"]);
    for (what, levels, incidents, level, title) in [
        ("the worst", [MajorOutage, Degraded], vec![mild(), worst()], MajorOutage, Some(("worst", MajorOutage))),
        ("no other at its level", [Operational, MajorOutage], vec![mild()], MajorOutage, Some(("mild", Degraded))),
        ("one that is over", [Operational, Operational], vec![resolved(worst())], Operational, None),
        (
            "one that is over and one that is not",
            [MajorOutage, Degraded],
            vec![resolved(worst()), mild()],
            MajorOutage,
            Some(("mild", Degraded)),
        ),
        (
            "a notice raises nothing",
            [Operational, Operational],
            vec![notice()],
            Operational,
            Some(("notice", Operational)),
        ),
        (
            "an override above an incident",
            [Operational, Operational],
            vec![worst()],
            Operational,
            Some(("worst", MajorOutage)),
        ),
        ("work that goes on", [Work, Operational], vec![], Work, None),
    ] {
        let [login, website] = levels;
        let mut state = state(&[("login", login, None), ("website", website, None)]);
        state.incidents = incidents;
        let page = helpdesk();
        let summary = Summary::of(&composed(&page, &state, Lang::Nb));
        assert_eq!(summary.level, level, "{what}");
        let named = summary.incident.as_ref().map(|it| (it.title.text.as_str(), it.impact));
        assert_eq!(named, title, "{what}");
        let loader = LoaderState::of(&page, &state, NOW, true, &LoaderFiles::default());
        assert_eq!(loader.langs[0].1.incident, summary.incident, "{what}");
    }
}

#[test]
fn the_line_knows_at_which_level_an_incident_puts_a_component() {
    let mut state = state(&[("login", Level::MajorOutage, None), ("website", Level::Degraded, None)]);
    state.incidents = vec![incident("i", Level::MajorOutage, &["login", "website"])];
    let headline = |state: &PageState| {
        serde_json::to_value(Summary::of(&composed(&helpdesk(), state, Lang::Nb)).incident).expect("it can be written")
    };
    assert_eq!(headline(&state).get("levels"), None, "as before there were any");
    state.incidents[0].levels = [("website".into(), Level::Degraded)].into();
    assert_eq!(headline(&state)["levels"], json!([{ "component": "website", "level": "degraded" }]));
}
