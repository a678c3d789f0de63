//! Environments: what is so in one of them is said of that one alone; what was written before there were any is of the first.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot read its pages must fail"
)]

use fyr_shared::api::{ComponentNow, PageState, Poll, Snapshot, Summary};
use fyr_shared::config;
use fyr_shared::ids::EnvId;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::page::Page;
use fyr_shared::status::{ComponentState, Incident, IncidentStatus, Level, Maintenance, MaintenanceStatus};
use fyr_shared::time::Instant;
use fyr_tests::text;
use std::collections::BTreeMap;

const NOW: Instant = Instant(1_777_888_800);

fn page(path: &str) -> Page {
    config::read(path, &text(path)).expect("it is right")
}

fn twofold() -> Page {
    page("tests/pages/twofold.toml")
}

fn env(id: &str) -> EnvId {
    id.into()
}

fn localized(text: &str) -> Localized {
    Localized([(Lang::Nb, text.to_owned())].into())
}

fn incident(id: &str, env: &str) -> Incident {
    Incident {
        id: id.into(),
        env: env.into(),
        title: localized(id),
        status: IncidentStatus::Identified,
        severity: None,
        impact: Level::MajorOutage,
        components: vec!["api".into()],
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

fn work(id: &str, env: &str) -> Maintenance {
    Maintenance {
        id: id.into(),
        env: env.into(),
        title: localized(id),
        status: MaintenanceStatus::Scheduled,
        text: None,
        extraordinary: false,
        impact: Level::Degraded,
        components: vec!["api".into()],
        impacts: BTreeMap::new(),
        announced_at: NOW,
        changed_at: None,
        starts_at: NOW.plus(60),
        ends_at: NOW.plus(120),
        origin: None,
    }
}

/// All is well in production, and nothing in test.
fn state() -> PageState {
    let levels = [("production", Level::Operational), ("test", Level::MajorOutage)];
    let now = |(env, id, level): (&str, &str, Level)| ComponentNow {
        id: id.into(),
        env: env.into(),
        state: ComponentState { level, reason: None, ..ComponentState::new(NOW) },
    };
    PageState {
        page: "twofold".into(),
        revision: 7,
        as_of: NOW,
        stale_after: NOW.plus(180),
        components: levels.iter().flat_map(|(env, level)| ["api", "login"].map(|id| now((env, id, *level)))).collect(),
        incidents: vec![incident("of production", "production"), incident("of test", "test")],
        maintenances: vec![work("of test", "test")],
        overrides: vec![],
        channels: vec![],
        tokens_until: None,
        poll: Poll::REAL,
        places: [].into(),
        unpublished: None,
    }
}

#[test]
fn a_page_that_names_no_environment_has_one_in_the_words_of_its_languages() {
    let page = page("tests/pages/story.toml");
    assert_eq!(page.environments.len(), 1);
    let names = &page.environments[0].name.0;
    for (lang, name) in
        [(Lang::Nb, "Produksjon"), (Lang::Nn, "Produksjon"), (Lang::Sv, "Produktion"), (Lang::En, "Production")]
    {
        assert_eq!(names.get(&lang).map(String::as_str), Some(name));
    }
    assert!(page.sources.iter().all(|source| source.env.as_str() == "production"));
}

#[test]
fn a_component_is_monitored_where_a_source_of_the_environment_speaks_about_it() {
    let page = twofold();
    for (component, production, test) in
        [("api", true, true), ("login", true, true), ("mail", true, false), ("sandbox", false, true)]
    {
        let monitored = ["production", "test", "stage"].map(|id| page.is_monitored(&component.into(), &env(id)));
        assert_eq!(monitored, [production, test, false], "{component}");
    }
}

#[test]
fn a_snapshot_is_about_one_environment_and_says_which() {
    let page = twofold();
    for (id, lang, name, level, poll, components, incidents, works) in [
        (
            "production",
            Lang::Nb,
            "Twofold",
            Level::Unknown,
            10,
            "api operational, login operational, mail unknown, sandbox not monitored",
            "of production",
            "",
        ),
        (
            "test",
            Lang::En,
            "Twofold (Test)",
            Level::MajorOutage,
            10,
            "api major_outage, login major_outage, mail not monitored, sandbox unknown",
            "of test",
            "of test",
        ),
    ] {
        let snapshot = Snapshot::compose(&page, &state(), Some(lang), &env(id));
        let level_of = |level: Option<Level>| level.map_or("not monitored", Level::as_str);
        let all: Vec<String> =
            snapshot.components.iter().map(|it| format!("{} {}", it.id, level_of(it.level))).collect();
        let ids = |ids: Vec<&str>| ids.join(", ");
        assert_eq!((snapshot.env.as_str(), snapshot.name.as_str()), (id, name));
        assert_eq!((snapshot.level, snapshot.poll), (level, poll), "{id}");
        assert_eq!(all.join(", "), components, "{id}");
        assert_eq!(ids(snapshot.incidents.iter().map(|it| it.id.as_str()).collect()), incidents, "{id}");
        assert_eq!(ids(snapshot.maintenances.iter().map(|it| it.id.as_str()).collect()), works, "{id}");
        let known = snapshot.environments.iter().map(|it| it.id.as_str()).collect();
        assert_eq!(ids(known), "production, test");
        let summary = Summary::of(&snapshot);
        assert_eq!((summary.env, summary.name, summary.level), (env(id), name.to_owned(), level));
        assert_eq!(summary.incident.map(|it| it.title.text), Some(incidents.to_owned()));
    }
}

#[test]
fn each_environment_has_its_own_level_and_pace() {
    let (page, mut state) = (twofold(), state());
    state.components.retain(|it| it.id.as_str() == "api" || it.env.as_str() == "test");
    let mail = ComponentNow { id: "mail".into(), ..state.components[0].clone() };
    let login = ComponentNow { id: "login".into(), ..state.components[0].clone() };
    state.components.extend([mail, login]);
    let of = |id: &str| Snapshot::compose(&page, &state, None, &env(id));
    assert_eq!((of("production").level, of("production").poll), (Level::Operational, Poll::REAL.well));
    assert_eq!((of("test").level, of("test").poll), (Level::MajorOutage, Poll::REAL.trouble));
}

#[test]
fn a_name_in_another_environment_bears_its_name() {
    let page = twofold();
    for (id, called) in [("production", "API"), ("test", "API (Test)")] {
        assert_eq!(Snapshot::compose(&page, &state(), None, &env(id)).called("API"), called);
    }
}

#[test]
fn what_was_written_before_there_were_environments_is_of_the_first() {
    let mut json = serde_json::to_value(state()).expect("it can be written");
    for list in ["components", "incidents", "maintenances"] {
        let all = json[list].as_array_mut().expect("it is a list");
        all.iter_mut().filter_map(|it| it.as_object_mut()).for_each(|it| drop(it.remove("env")));
    }
    let old: PageState = serde_json::from_value(json).expect("it can still be read");
    for (id, components, incidents, works) in [("production", 4, 2, 1), ("test", 0, 0, 0)] {
        let here = old.within(&twofold(), &env(id));
        assert_eq!(
            (here.components.len(), here.incidents.len(), here.maintenances.len()),
            (components, incidents, works)
        );
    }
    let test = Snapshot::compose(&twofold(), &old, None, &env("test"));
    assert_eq!(test.level, Level::Unknown, "nobody has said anything about it yet");
}
