//! [`advise`], on a page with one route.

use super::Reach::{AnyTime, Closed, Later, Open, Unknown};
use super::*;
use crate::api::{BecauseView, ComponentView, EnvironmentView, IncidentView, Snapshot};
use crate::lang::Lang;
use crate::page::{DependencyKind, Zone};
use crate::status::{IncidentStatus, Level};

/// Monday 4 May 2026.
pub(super) fn at(clock: &str) -> Instant {
    Instant::parse(&format!("2026-05-04T{clock}:00Z")).unwrap()
}

fn hours(opens: &str, closes: &str) -> Option<Hours> {
    Some(Hours::of(at("00:00"), at("00:00").plus(5 * 86_400), &[(at(opens), at(closes))]))
}

fn channel<T>(id: &str, via: Via, name: T) -> Channel<T> {
    Channel {
        id: id.into(),
        name,
        via,
        to: None,
        not_given: false,
        unset: None,
        how: None,
        hours: None,
        answer: None,
        working_days: None,
        roles: vec![],
        needs: vec![],
        overrides: vec![],
    }
}

/// A desk that is open from 8 to 16, an address, somebody on call at the other hours, and the supplier of whoever asks.
pub(super) fn support() -> Support<Words> {
    let role = |id: &str| Role { id: RoleId::from(id), name: Words::plain(id) };
    let fault = |id: &str, components: &[&str]| Fault {
        id: id.into(),
        name: Words::plain(id),
        components: components.iter().map(|id| (*id).into()).collect(),
        environments: vec![],
    };
    let desk = Channel {
        hours: hours("08:00", "16:00"),
        needs: vec!["phones".into()],
        ..channel("desk", Via::Phone, Words::plain("desk"))
    };
    let duty = Channel {
        hours: desk.hours.as_ref().map(Hours::complement),
        roles: vec!["operator".into()],
        ..channel("duty", Via::OnCall, Words::plain("duty"))
    };
    let post = Channel {
        answer: Some(Target::Seconds(7_200)),
        hours: desk.hours.clone(),
        ..channel("post", Via::Email, Words::plain("post"))
    };
    let all = ["desk", "duty", "post", "supplier", "chat"].map(Into::into).to_vec();
    let route = Route {
        id: "all".into(),
        roles: vec![],
        faults: vec![],
        environments: vec![],
        severities: vec![],
        channels: all,
        check_first: vec![],
        template: None,
        why: None,
        section: "Terms §1".into(),
    };
    Support {
        roles: vec![role("customer"), role("operator")],
        faults: vec![fault("login", &["api"]), fault("other", &[])],
        severities: vec![],
        channels: vec![
            desk,
            duty,
            post,
            channel("supplier", Via::ByAgreement, Words::plain("supplier")),
            channel("chat", Via::Chat, Words::plain("chat")),
        ],
        checks: vec![],
        templates: vec![],
        routes: vec![route],
    }
}

pub(super) fn question(role: &str, fault: &str) -> Question {
    Question { role: role.into(), fault: fault.into(), env: "production".into(), severity: None }
}

fn component(id: &str, level: Level) -> ComponentView {
    ComponentView {
        id: id.into(),
        name: Words::plain(id),
        level: Some(level),
        since: Some(at("09:00")),
        reason: None,
        seen_from: vec![],
        unconfirmed: false,
        effect: None,
        fallback: None,
        depends_on: vec![],
        because: vec![],
        supplier: false,
        status_page: None,
        over: None,
    }
}

fn incident(id: &str, about: &str, status: IncidentStatus) -> IncidentView {
    IncidentView {
        id: id.into(),
        title: Words::plain("Feil"),
        status: Some(status),
        severity: None,
        severity_label: None,
        impact: Level::MajorOutage,
        components: vec![about.into()],
        levels: vec![],
        effect: None,
        workaround: None,
        started_at: at("09:00"),
        resolved_at: None,
        next_update_at: Some(at("10:30")),
        updates: vec![],
        origin: None,
        url: None,
    }
}

fn snapshot(components: Vec<ComponentView>, incidents: Vec<IncidentView>) -> Snapshot {
    Snapshot {
        v: 1,
        page: "p".into(),
        name: "P".into(),
        env: "production".into(),
        environments: vec![EnvironmentView { id: "production".into(), name: Words::plain("Produksjon") }],
        lang: Lang::Nb,
        revision: 1,
        as_of: at("10:00"),
        stale_after: at("10:03"),
        poll: 10,
        level: Level::Unknown,
        zone: Zone::default(),
        components,
        incidents,
        maintenances: vec![],
        support: true,
        next: None,
    }
}

/// The contacts in order, as `desk open`.
fn contacts(role: &str, snapshot: Option<&Snapshot>, now: &str) -> Vec<(String, Reach)> {
    let support = support();
    let advice = advise(&support, &question(role, "login"), snapshot, at(now)).unwrap();
    advice.contacts.iter().map(|it| (it.channel.id.to_string(), it.reach)).collect()
}

#[test]
fn those_that_can_be_used_now_come_first_in_the_order_of_the_route() {
    let named = |list: &[(&str, Reach)]| list.iter().map(|(id, state)| ((*id).to_owned(), *state)).collect::<Vec<_>>();
    let four = Some(at("16:00"));
    assert_eq!(
        contacts("customer", None, "10:00"),
        named(&[("desk", Open(four)), ("post", Open(four)), ("supplier", AnyTime), ("chat", Unknown)])
    );
    assert_eq!(
        contacts("operator", None, "07:00"),
        named(&[
            ("duty", Open(Some(at("08:00")))),
            ("post", Later(Some(at("08:00")))),
            ("supplier", AnyTime),
            ("chat", Unknown),
            ("desk", Closed(Some(at("08:00")))),
        ])
    );
}

#[test]
fn past_the_table_nobody_is_closed() {
    let support = support();
    let advice = advise(&support, &question("operator", "login"), None, at("00:00").plus(5 * 86_400)).unwrap();
    for contact in advice.contacts.iter().filter(|it| it.channel.hours.is_some()) {
        assert_eq!(contact.reach, Unknown, "{}", contact.channel.id);
    }
}

#[test]
fn an_answer_is_promised_for_a_time_at_which_somebody_is_there() {
    let support = support();
    let answer_by = |now: &str| {
        let advice = advise(&support, &question("customer", "login"), None, at(now)).unwrap();
        advice.contacts.iter().find(|it| it.channel.id.as_str() == "post").unwrap().answer_by
    };
    assert_eq!(answer_by("06:00"), Some(at("10:00")));
    assert_eq!(answer_by("13:30"), Some(at("15:30")));
    assert_eq!(answer_by("15:00"), None, "the table does not say when they are there again");
}

#[test]
fn a_channel_that_is_down_is_passed_over_and_named() {
    let support = support();
    for (level, down) in [(Level::MajorOutage, true), (Level::PartialOutage, false), (Level::Unknown, false)] {
        let snapshot = snapshot(vec![component("phones", level)], vec![]);
        let advice = advise(&support, &question("customer", "login"), Some(&snapshot), at("10:01")).unwrap();
        assert_eq!(advice.down.iter().any(|(it, needs)| it.id.as_str() == "desk" && needs.as_str() == "phones"), down);
        assert_eq!(advice.contacts.iter().any(|it| it.channel.id.as_str() == "desk"), !down, "{level:?}");
        let late = advise(&support, &question("customer", "login"), Some(&snapshot), at("10:03")).unwrap();
        assert!(late.down.is_empty(), "of what nobody knows, nothing is claimed");
    }
}

#[test]
fn what_is_known_of_what_the_fault_is_about_comes_with_it() {
    let support = support();
    let mut api = component("api", Level::Degraded);
    let because = |id: &str, kind: DependencyKind, root: Option<&str>| BecauseView {
        component: id.into(),
        kind,
        level: Level::PartialOutage,
        since: at("09:00"),
        title: None,
        origin: None,
        root: root.map(Into::into),
        supplier: true,
    };
    let soft = because("cdn", DependencyKind::Soft, Some("host"));
    api.because = vec![soft, because("news", DependencyKind::Watch, None)];
    let notice =
        IncidentView { impact: Level::Operational, ..incident("notice", "api", IncidentStatus::Investigating) };
    let incidents = vec![
        notice,
        incident("root", "host", IncidentStatus::Investigating),
        incident("watched", "news", IncidentStatus::Investigating),
        incident("own", "api", IncidentStatus::Identified),
        incident("cause", "cdn", IncidentStatus::Investigating),
        incident("over", "api", IncidentStatus::Resolved),
        incident("other", "mail", IncidentStatus::Investigating),
    ];
    let snapshot = snapshot(vec![api, component("mail", Level::MajorOutage)], incidents);
    let known = |fault: &str, env: &str, now: &str| {
        let asked = Question { env: env.into(), ..question("customer", fault) };
        let advice = advise(&support, &asked, Some(&snapshot), at(now)).unwrap();
        let name = |it: &Known<'_>| match it {
            Known::Incident(it) => it.id.clone(),
            Known::Maintenance(it) => it.id.clone(),
            Known::Component(it) => it.id.to_string(),
        };
        advice.known.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(known("login", "production", "10:01"), ["root", "own", "cause", "api"]);
    assert!(known("other", "production", "10:01").is_empty());
    assert!(known("login", "production", "10:03").is_empty(), "stale");
    assert!(known("login", "test", "10:01").is_empty(), "another environment");
}

#[test]
fn what_cannot_be_asked_has_no_answer() {
    let support = support();
    for (role, fault) in [("nobody", "login"), ("customer", "nothing")] {
        assert!(advise(&support, &question(role, fault), None, at("10:00")).is_none());
    }
}

#[test]
fn silence_is_not_told_as_all_is_well() {
    let support = support();
    for (level, unknown) in
        [(Some(Level::Operational), false), (Some(Level::Degraded), false), (Some(Level::Unknown), true), (None, true)]
    {
        let api = ComponentView { level, ..component("api", Level::Unknown) };
        let snapshot = snapshot(vec![api], vec![]);
        let told = |fault: &str, now: &str| {
            advise(&support, &question("customer", fault), Some(&snapshot), at(now)).unwrap().status_unknown
        };
        assert_eq!(told("login", "10:01"), unknown, "{level:?}");
        assert!(told("login", "10:03"), "stale");
        assert!(!told("other", "10:01"), "it lies in no component");
    }
    assert!(advise(&support, &question("customer", "login"), None, at("10:01")).unwrap().status_unknown);
}

#[test]
fn an_answer_changes_when_the_next_channel_opens_or_closes() {
    let support = support();
    for (now, changes) in [("07:00", "08:00"), ("10:00", "16:00")] {
        let advice = advise(&support, &question("operator", "login"), None, at(now)).unwrap();
        assert_eq!(advice.changes_at(), Some(at(changes)), "{now}");
    }
}

#[test]
fn what_the_deployment_sets_is_filled_in_or_said_to_be_wrong() {
    use crate::lang::Localized;
    use std::collections::BTreeMap;
    let name = || Localized(BTreeMap::from([(Lang::Nb, "Vakt".to_owned())]));
    for (via, value, to, wrong) in [
        (Via::Phone, Some(" +47\u{a0}22 45 10\u{2011}00\n"), Some("+47 22 45 10-00"), None),
        (Via::Phone, Some("ring oss"), None, Some("the variable DESK is no telephone number")),
        (Via::Email, Some("post@example.no"), Some("post@example.no"), None),
        (Via::Form, Some("https://10.0.0.1/"), None, Some("the variable DESK is no https address of a public host")),
        (Via::Phone, None, None, Some("the variable DESK is not set")),
    ] {
        let desk = Channel { to: Some("{var:DESK}".into()), ..channel("desk", via, name()) };
        let mut support: Support = Support {
            roles: vec![],
            faults: vec![],
            severities: vec![],
            channels: vec![desk],
            checks: vec![],
            templates: vec![],
            routes: vec![],
        };
        support.fill(|name| value.filter(|_| name == "DESK").map(str::to_owned));
        let [desk] = support.channels.as_slice() else { panic!("one channel") };
        assert_eq!((desk.to.as_deref(), desk.unset.as_deref(), desk.not_given), (to, wrong, to.is_none()), "{value:?}");
    }
}
