//! What people declare makes a figure worse, and never better; and the log alone tells what they declared.

use super::{UP, at, facts, of, page, reports, said};
use fyr_shared::contract::Gap;
use fyr_shared::operator::{Action, Actor, Affected, Entry, Noun};
use fyr_shared::report::{ExcludedBy, Facts, IncidentFact, MaintenanceFact, Step, declared};
use fyr_shared::status::{Level, SeriesState};
use fyr_shared::support::Severity;
use fyr_shared::time::Instant;
use serde_json::{Value, json};

fn incident(level: Level, from: Instant, until: Option<Instant>) -> IncidentFact {
    IncidentFact {
        id: "i1".to_owned(),
        revision: 1,
        env: "production".into(),
        title: fyr_shared::lang::Localized::default(),
        severity: Severity::Serious,
        steps: vec![step(from, level)],
        started_at: from,
        resolved_at: until,
        declared: true,
    }
}

/// An incident that was a major outage of login.
pub(super) fn major(from: Instant, until: Option<Instant>) -> IncidentFact {
    incident(Level::MajorOutage, from, until)
}

fn step(from: Instant, level: Level) -> Step {
    Step { from, affected: vec![Affected { component: "login".into(), level }], over: false }
}

/// A month in which login was up until the 20th, 10:00, and nobody knows since.
fn half_known() -> Facts {
    let mut facts = facts(&[("a", Instant(0))]);
    said(&mut facts, "login", &[(UP, at("20T10:00"))]);
    facts
}

#[test]
fn a_declaration_beats_silence_and_health_and_makes_nothing_better() {
    for (level, from, until, down, partial, degraded) in [
        (Level::MajorOutage, "10T10:00", "10T11:00", 3_600, 0, 0),
        (Level::PartialOutage, "10T10:00", "10T11:00", 0, 3_600, 0),
        (Level::Degraded, "20T09:00", "20T11:00", 0, 0, 7_200),
        (Level::MajorOutage, "21T10:00", "21T11:00", 3_600, 0, 0),
        (Level::Operational, "21T10:00", "21T11:00", 0, 0, 0),
    ] {
        let mut facts = half_known();
        facts.incidents = vec![incident(level, at(from), Some(at(until)))];
        let reports = reports(&facts, &page());
        let tally = of(&reports, "login").tally;
        assert_eq!((tally.down, tally.partial, tally.degraded), (down, partial, degraded), "{level:?} {from}");
        let known = at("20T10:00").since(facts.from) + if from == "21T10:00" && down > 0 { 3_600 } else { 0 };
        let known = known + if from == "20T09:00" { 3_600 } else { 0 };
        assert_eq!(tally.agreed - tally.unknown, known, "{level:?} {from}: what is declared is known");
    }
}

#[test]
fn a_level_holds_from_when_it_was_declared_until_another_is() {
    let mut facts = half_known();
    let mut it = incident(Level::MajorOutage, at("10T10:00"), Some(at("10T16:00")));
    it.steps.push(step(at("10T14:00"), Level::Degraded));
    facts.incidents = vec![it];
    let told = reports(&facts, &page());
    let tally = of(&told, "login").tally;
    assert_eq!((tally.down, tally.degraded), (4 * 3_600, 2 * 3_600), "four hours of outage stay four hours of outage");
    assert_eq!(told[0].incidents[0].affected, [("login".into(), Level::MajorOutage)], "and it is told at its worst");
}

#[test]
fn where_nobody_is_asked_a_mild_declaration_makes_a_gap_no_better() {
    let mut page = page();
    page.sources.retain(|source| source.id.as_str() != "login");
    page.contracts[0].availability.get_or_insert_default().gap = Gap::Down;
    let mut facts = facts(&[("a", Instant(0))]);
    for level in [Level::Degraded, Level::Maintenance, Level::Operational] {
        facts.incidents = vec![incident(level, at("10T10:00"), Some(at("12T10:00")))];
        assert_eq!(of(&reports(&facts, &page), "login").tally.down, super::MAY, "{level:?}");
    }
    page.contracts[0].availability.get_or_insert_default().gap = Gap::Unknown;
    facts.incidents = vec![incident(Level::Maintenance, at("10T10:00"), Some(at("12T10:00")))];
    assert_eq!(of(&reports(&facts, &page), "login").tally.unknown, super::MAY, "nor does it make anything up");
}

#[test]
fn one_that_goes_on_counts_until_the_month_is_over_and_one_that_follows_the_probes_adds_nothing() {
    let mut facts = half_known();
    facts.incidents = vec![incident(Level::MajorOutage, at("31T20:00"), None)];
    assert_eq!(of(&reports(&facts, &page()), "login").tally.down, 7_200);
    facts.incidents[0].declared = false;
    let told = reports(&facts, &page());
    assert_eq!(of(&told, "login").tally.down, 0);
    assert_eq!(told[0].incidents.len(), 1, "it is listed all the same");
}

#[test]
fn what_works_for_some_is_lived_through_as_three_tenths() {
    let mut facts = half_known();
    facts.incidents = vec![incident(Level::PartialOutage, at("10T10:00"), Some(at("10T11:00")))];
    let told = reports(&facts, &page());
    let it = of(&told, "login");
    assert_eq!((it.contractual.downtime_thousandths, it.experienced.downtime_thousandths), (3_600_000, 1_080_000));
}

fn entry(id: u64, noun: Noun, subject: &str, record: Value) -> Entry {
    let revision = u32::try_from(record["revision"].as_u64().unwrap_or(1)).unwrap_or(1);
    let action = if revision == 1 { Action::Created } else { Action::Changed };
    let by = Actor { token: Some("t9".to_owned()), name: "vakt".to_owned() };
    Entry { id, at: at("01T10:00"), by, noun, subject: subject.to_owned(), revision, action, record }
}

fn work(revision: u32, starts: &str, ends: &str, moved: Option<&str>) -> Value {
    json!({
        "id": "m1", "revision": revision, "created_at": "2026-04-20T10:00:00Z", "changed_at": "2026-04-20T10:00:00Z",
        "env": "production", "title": { "nb": "Oppgradering" }, "status": "scheduled",
        "affected": [{ "component": "login", "impact": "unavailable" }],
        "starts_at": starts, "ends_at": ends, "announced_at": "2026-04-20T10:00:00Z", "moved_at": moved,
    })
}

/// Work on login in the window of the 12th, announced in time.
pub(super) fn qualifying() -> MaintenanceFact {
    let work = entry(5, Noun::Maintenance, "m1", work(1, "2026-05-11T22:30:00Z", "2026-05-12T03:00:00Z", None));
    declared(&[work]).unwrap_or_else(|error| panic!("{error}")).1.remove(0)
}

/// Facts with what some entries declare.
fn with(entries: &[Entry]) -> Facts {
    let mut facts = facts(&[("a", Instant(0))]);
    let until = facts.until;
    said(&mut facts, "login", &[(UP, at("11T23:00")), (SeriesState::Fails, at("12T04:00")), (UP, until)]);
    (facts.incidents, facts.maintenances) = declared(entries).unwrap_or_else(|error| panic!("{error}"));
    facts
}

#[test]
fn work_that_was_moved_too_late_is_known_from_the_log_which_holds_each_announcement_once() {
    let (starts, ends) = ("2026-05-11T22:30:00Z", "2026-05-12T03:00:00Z");
    let early = entry(5, Noun::Maintenance, "m1", work(1, starts, ends, None));
    let facts = with(std::slice::from_ref(&early));
    let told = reports(&facts, &page());
    let login = of(&told, "login");
    assert_eq!((login.tally.excluded, login.tally.down), (16_200, 3_600), "an hour ran over");
    assert!(matches!(&login.excluded[0].by, ExcludedBy::Maintenance { id, .. } if id == "m1"));
    // Moved from the Tuesday before, on the day before: its first announcement does not cover where it is now.
    let before = entry(4, Noun::Maintenance, "m1", work(1, "2026-05-04T22:30:00Z", "2026-05-05T03:00:00Z", None));
    let moved = entry(6, Noun::Maintenance, "m1", work(2, starts, ends, Some("2026-05-11T10:00:00Z")));
    let facts = with(&[before, moved]);
    let [MaintenanceFact { work, revision: 2, .. }] = facts.maintenances.as_slice() else { panic!("one work") };
    assert_eq!((work.announced.starts_at, work.changes.len()), (Instant::parse("2026-05-04T22:30:00Z").unwrap(), 1));
    let told = reports(&facts, &page());
    assert_eq!((of(&told, "login").tally.excluded, of(&told, "login").tally.down), (0, 18_000));
    let line = told[0].maintenances.iter().find(|line| line.id == "m1").expect("it is told");
    assert!(serde_json::to_string(&line.findings).expect("JSON").contains("moved_too_late"));
}

/// The reports of a month in which there was everything: work held outside and work announced too late, an outage, an incident,
/// what somebody else's outage excused, and time of which nobody can tell.
pub(super) fn worked() -> Vec<fyr_shared::report::ContractReport> {
    let qualifying = entry(5, Noun::Maintenance, "m1", work(1, "2026-05-11T22:30:00Z", "2026-05-12T03:00:00Z", None));
    let mut late = work(1, "2026-05-04T22:30:00Z", "2026-05-05T03:00:00Z", None);
    late["id"] = json!("m2");
    late["announced_at"] = json!("2026-05-03T10:00:00Z");
    let mut facts = with(&[qualifying, entry(6, Noun::Maintenance, "m2", late)]);
    for series in facts.series.iter_mut().filter(|it| it.component.as_str() == "login") {
        series.intervals.last_mut().expect("it has some").end = Some(at("29T22:00"));
    }
    let until = facts.until;
    said(&mut facts, "archive", &[(UP, at("13T08:00")), (SeriesState::Fails, at("13T10:00")), (UP, until)]);
    let major = SeriesState::Says(Level::MajorOutage);
    super::said_from(&mut facts, "registry", "north", &[(UP, at("13T09:00")), (major, at("13T12:00")), (UP, until)]);
    said(&mut facts, "free", &[(UP, until)]);
    let mut told = incident(Level::PartialOutage, at("20T10:00"), Some(at("20T11:30")));
    told.title.0.insert(fyr_shared::lang::Lang::Nb, "Treg innlogging".to_owned());
    facts.incidents = vec![told];
    reports(&facts, &page())
}

#[test]
fn levels_that_change_while_it_goes_on_are_steps_and_afterwards_they_correct_all_of_it() {
    let record = |revision: u32, level: &str, resolved: Option<&str>| {
        json!({
            "id": "i1", "revision": revision, "created_at": "2026-05-10T10:00:00Z", "changed_at": "2026-05-10T10:00:00Z",
            "env": "production", "title": { "nb": "Feil" }, "severity": "serious", "status": "investigating",
            "affected": [{ "component": "login", "level": level }], "started_at": "2026-05-10T10:00:00Z",
            "resolved_at": resolved.map(|at| format!("2026-05-10T{at}:00Z")), "updates": [],
        })
    };
    let entry = |id: u64, when: &str, record: Value| Entry { at: at(when), ..entry(id, Noun::Incident, "i1", record) };
    let history = [
        entry(1, "10T10:20", record(1, "major_outage", None)),
        entry(2, "10T14:00", record(2, "degraded", None)),
        entry(3, "10T17:00", record(3, "operational", Some("16:00"))),
        entry(4, "12T09:00", record(4, "partial_outage", Some("16:00"))),
    ];
    let levels = |entries: &[Entry]| {
        let (incidents, _) = declared(entries).unwrap_or_else(|error| panic!("{error}"));
        incidents[0].levels(&"login".into(), at("31T22:00"))
    };
    let (began, milder, over) = (at("10T10:00"), at("10T14:00"), at("10T16:00"));
    let steps = [((began, milder), Level::MajorOutage), ((milder, over), Level::Degraded)];
    assert_eq!(levels(&history[..3]), steps, "what is called well when it is over takes nothing back");
    let mut late = vec![entry(1, "10T10:20", record(1, "major_outage", None)), history[2].clone(), history[3].clone()];
    late[0].record["affected"] = json!([]);
    late[1].record["affected"] = json!([]);
    let all = [((began, over), Level::PartialOutage)];
    assert_eq!(levels(&late), all, "what was said of nothing is corrected to what it was about");
    let written_up = [history[..3].to_vec(), vec![entry(4, "12T09:00", record(4, "operational", Some("16:00")))]];
    assert_eq!(levels(&written_up.concat()), steps, "and what is only written about afterwards changes nothing");
    let mut more = [history[..2].to_vec(), vec![entry(3, "10T17:00", record(3, "degraded", Some("16:00")))]].concat();
    more[2].record["affected"] =
        json!([{ "component": "login", "level": "degraded" }, { "component": "free", "level": "major_outage" }]);
    let (incidents, _) = declared(&more).unwrap_or_else(|error| panic!("{error}"));
    let free = incidents[0].levels(&"free".into(), at("31T22:00"));
    assert_eq!(free, [((milder, over), Level::MajorOutage)], "what is named in the end was so in the end");
    let worse =
        [history[..2].to_vec(), vec![entry(3, "10T17:00", record(3, "partial_outage", Some("16:00")))]].concat();
    let steps = [((began, milder), Level::MajorOutage), ((milder, over), Level::PartialOutage)];
    assert_eq!(levels(&worse), steps, "what was worse than was said was so while it was said");
    let again = [
        history[..3].to_vec(),
        vec![
            entry(4, "11T08:00", record(4, "degraded", None)),
            entry(5, "11T09:00", record(5, "degraded", Some("20:00"))),
        ],
    ];
    let mut again = again.concat();
    again[4].record["resolved_at"] = json!("2026-05-11T09:00:00Z");
    let steps = [
        ((began, milder), Level::MajorOutage),
        ((milder, over), Level::Degraded),
        ((at("11T08:00"), at("11T09:00")), Level::Degraded),
    ];
    assert_eq!(levels(&again), steps, "one that begins again was over in between");
    assert_eq!(levels(&history), [((began, over), Level::PartialOutage)]);
    assert_eq!(levels(&history[..1]), [((began, at("31T22:00")), Level::MajorOutage)]);
}

#[test]
fn one_that_became_part_of_another_was_an_outage_until_then() {
    let record = |revision: u32, more: Value| {
        let mut record = json!({
            "id": "i1", "revision": revision, "created_at": "2026-05-10T10:00:00Z", "changed_at": "2026-05-10T10:00:00Z",
            "env": "production", "title": { "nb": "Feil" }, "severity": "serious", "status": "investigating",
            "affected": [{ "component": "login", "level": "major_outage" }], "started_at": "2026-05-10T10:00:00Z",
            "updates": [],
        });
        record.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let when = at(&format!("10T1{revision}:00"));
        Entry { at: when, ..entry(revision.into(), Noun::Incident, "i1", record) }
    };
    let merged = [record(1, json!({})), record(2, json!({ "merged_into": "i2" }))];
    let later = record(3, json!({ "merged_into": "i2", "title": { "nb": "Samme feil" } }));
    for history in [merged.to_vec(), [merged.to_vec(), vec![later]].concat()] {
        let (incidents, _) = declared(&history).unwrap_or_else(|error| panic!("{error}"));
        let levels = incidents[0].levels(&"login".into(), at("31T22:00"));
        assert_eq!(levels, [((at("10T10:00"), at("10T12:00")), Level::MajorOutage)]);
    }
    let dismissed = [record(1, json!({})), record(2, json!({ "dismissed": "no" }))];
    assert_eq!(declared(&dismissed).expect("it can be read").0, [], "what was a mistake is none");
}

#[test]
fn what_readers_were_not_told_of_is_no_fact_and_what_cannot_be_read_is_an_error() {
    let record = |more: Value| {
        let mut record = json!({
            "id": "i1", "revision": 1, "created_at": "2026-05-10T10:00:00Z", "changed_at": "2026-05-10T10:00:00Z",
            "env": "production", "title": { "nb": "Feil" }, "severity": "serious", "status": "investigating",
            "affected": [{ "component": "login", "level": "major_outage" }], "started_at": "2026-05-10T10:00:00Z",
            "updates": [{ "number": 1 }],
        });
        record.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        entry(1, Noun::Incident, "i1", record)
    };
    for (more, count) in [
        (json!({}), 1),
        (json!({ "dismissed": "no" }), 0),
        (json!({ "merged_into": "i2" }), 0),
        (json!({ "automatic": "proposed" }), 0),
        (json!({ "automatic": "adopted" }), 1),
    ] {
        assert_eq!(declared(&[record(more.clone())]).expect("it can be read").0.len(), count, "{more}");
    }
    let wrong = declared(&[record(json!({ "affected": "private" }))]).unwrap_err();
    assert!(wrong.contains("entry 1 of the log, about i1") && !wrong.contains("private"), "{wrong}");
}
