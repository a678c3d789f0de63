//! [`advise`], on a page with one route.

use super::State::{AnyTime, Closed, Later, Open, Unknown};
use super::*;
use crate::api::{BecauseView, ComponentView, EnvironmentView, IncidentView, Snapshot};
use crate::lang::Lang;
use crate::page::{DependencyKind, Zone};
use crate::status::{IncidentStatus, Level};

/// Monday 4 May 2026.
fn at(clock: &str) -> Instant {
    Instant::parse(&format!("2026-05-04T{clock}:00Z")).unwrap()
}

fn hours(opens: &str, closes: &str) -> Option<Hours> {
    Some(Hours::of(at("00:00"), at("00:00").plus(5 * 86_400), &[(at(opens), at(closes))]))
}

fn channel(id: &str, via: Via) -> Channel<Words> {
    Channel {
        id: id.into(),
        name: Words::plain(id),
        via,
        to: None,
        unset: None,
        how: None,
        hours: None,
        answer: None,
        working_days: None,
        roles: vec![],
        needs: vec![],
    }
}

/// A desk that is open from 8 to 16, an address, somebody on call at the other hours, and the supplier of whoever asks.
fn support() -> Support<Words> {
    let role = |id: &str| Role { id: RoleId::from(id), name: Words::plain(id) };
    let fault = |id: &str, components: &[&str]| Fault {
        id: id.into(),
        name: Words::plain(id),
        components: components.iter().map(|id| (*id).into()).collect(),
        environments: vec![],
    };
    let desk = Channel { hours: hours("08:00", "16:00"), needs: vec!["phones".into()], ..channel("desk", Via::Phone) };
    let duty = Channel {
        hours: desk.hours.as_ref().map(Hours::complement),
        roles: vec!["operator".into()],
        ..channel("duty", Via::OnCall)
    };
    let post =
        Channel { answer: Some(Target::Seconds(7_200)), hours: desk.hours.clone(), ..channel("post", Via::Email) };
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
        channels: vec![desk, duty, post, channel("supplier", Via::ByAgreement), channel("chat", Via::Chat)],
        checks: vec![],
        templates: vec![],
        routes: vec![route],
    }
}

fn question(role: &str, fault: &str) -> Question {
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
    }
}

fn incident(id: &str, about: &str, status: IncidentStatus) -> IncidentView {
    IncidentView {
        id: id.into(),
        title: Words::plain("Feil"),
        status: Some(status),
        impact: Level::MajorOutage,
        components: vec![about.into()],
        started_at: at("09:00"),
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
    }
}

/// The contacts in order, as `desk open`.
fn contacts(role: &str, snapshot: Option<&Snapshot>, now: &str) -> Vec<(String, State)> {
    let support = support();
    let advice = advise(&support, &question(role, "login"), snapshot, at(now)).unwrap();
    advice.contacts.iter().map(|it| (it.channel.id.to_string(), it.state)).collect()
}

#[test]
fn those_that_can_be_used_now_come_first_in_the_order_of_the_route() {
    let named = |list: &[(&str, State)]| list.iter().map(|(id, state)| ((*id).to_owned(), *state)).collect::<Vec<_>>();
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
        assert_eq!(contact.state, Unknown, "{}", contact.channel.id);
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
    api.because = vec![BecauseView {
        component: "cdn".into(),
        kind: DependencyKind::Soft,
        level: Level::PartialOutage,
        since: at("09:00"),
        title: None,
        origin: None,
        root: None,
        supplier: true,
    }];
    let incidents = vec![
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
    assert_eq!(known("login", "production", "10:01"), ["own", "cause", "api"]);
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
