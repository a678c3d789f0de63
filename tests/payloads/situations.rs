//! Situations of our own making, one file each, and what they mean.

use super::{Row, answered, claim, fixture, observe, probing, watching};
use fyr_shared::lang::Lang;
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use fyr_worker::adapters::Payload;
use std::collections::BTreeSet;
use std::path::Path;

const STATUSPAGE: &[Row] = &[
    (
        "operational.json",
        &[
            (&[], "operational"),
            (&["API"], "operational"),
            (&["EU / API", "US/API"], "operational"),
            (&["c1"], "operational"),
            (&[" Web"], "operational"),
            // A group has no word of its own, and no name is half a name.
            (&["EU"], "unknown (missing_component)"),
            (&["AP"], "unknown (missing_component)"),
            (&["API", "Mail"], "unknown (missing_component)"),
        ],
    ),
    (
        "degraded.json",
        &[(&[], "degraded"), (&["EU / API"], "degraded"), (&["US / API"], "operational"), (&["Web"], "operational")],
    ),
    ("partial_outage.json", &[(&[], "partial_outage"), (&["API"], "partial_outage"), (&["EU / API"], "operational")]),
    (
        "outage.json",
        &[
            (&[], "major_outage"),
            (&["API"], "major_outage"),
            (&["US / API"], "partial_outage"),
            (&["Web"], "operational"),
        ],
    ),
    ("under_maintenance.json", &[(&[], "maintenance"), (&["Web"], "maintenance"), (&["API"], "operational")]),
    (
        "maintenance_running.json",
        &[(&[], "maintenance (incident)"), (&["API"], "maintenance (incident)"), (&["Web"], "operational")],
    ),
    ("maintenance_verifying.json", &[(&["EU / API"], "maintenance (incident)"), (&["US / API"], "operational")]),
    ("maintenance_planned.json", &[(&[], "operational"), (&["API"], "operational")]),
    ("maintenance_with_an_unknown_word.json", &[(&["API"], "unknown (unknown_word)"), (&["Web"], "operational")]),
    // GitHub: the indicator says none while an incident is open.
    (
        "indicator_none_with_an_incident_open.json",
        &[
            (&[], "degraded (incident)"),
            (&["API"], "degraded (incident)"),
            (&["c1"], "degraded (incident)"),
            (&["US / API"], "operational"),
            (&["Web"], "operational"),
        ],
    ),
    // Cloudflare: the indicator says minor all year round.
    ("indicator_minor_without_incident.json", &[(&[], "degraded"), (&["API"], "operational")]),
    (
        "critical_incident.json",
        &[(&[], "major_outage (incident)"), (&["API"], "major_outage (incident)"), (&["Web"], "operational")],
    ),
    ("critical_incident_mended.json", &[(&["EU / API"], "degraded (incident)"), (&["Web"], "operational")]),
    ("critical_incident_watched_and_not_mended.json", &[(&["EU / API"], "major_outage (incident)")]),
    ("incident_of_a_group.json", &[(&["EU / API"], "degraded (incident)"), (&["US / API"], "operational")]),
    ("incident_without_components.json", &[(&[], "major_outage (incident)"), (&["Web"], "degraded (incident)")]),
    ("incident_over.json", &[(&[], "operational"), (&["API"], "operational")]),
    ("incident_without_impact.json", &[(&[], "degraded (incident)"), (&["API"], "degraded (incident)")]),
    ("notice_without_impact.json", &[(&[], "operational"), (&["API"], "operational")]),
    (
        "unknown_word.json",
        &[(&[], "unknown (unknown_word)"), (&["API"], "unknown (unknown_word)"), (&["US / API"], "operational")],
    ),
    (
        "unknown_word_beside_outage.json",
        &[(&[], "major_outage"), (&["API"], "major_outage"), (&["EU / API"], "unknown (unknown_word)")],
    ),
    ("unknown_indicator.json", &[(&[], "unknown (unknown_word)"), (&["API"], "operational")]),
    ("indicator_null.json", &[(&[], "unknown (unreadable)"), (&["API"], "operational")]),
    ("without_indicator.json", &[(&[], "unknown (unreadable)"), (&["API"], "operational")]),
    ("without_components.json", &[(&[], "operational"), (&["API"], "unknown (missing_component)")]),
    ("lists_are_null.json", &[(&[], "operational"), (&["API"], "unknown (missing_component)")]),
    (
        "missing_component.json",
        &[(&[], "operational"), (&["API"], "unknown (missing_component)"), (&["Web"], "operational")],
    ),
    ("maintenances_are_text.json", &[(&[], "unknown (unreadable)"), (&["API"], "unknown (unreadable)")]),
    ("incidents_are_an_object.json", &[(&[], "unknown (unreadable)"), (&["Web"], "unknown (unreadable)")]),
    // A list of values in the order of our fields is no object.
    ("values_without_keys.json", &[(&[], "unknown (unreadable)"), (&["API"], "unknown (unreadable)")]),
    ("components_are_lists.json", &[(&[], "unknown (unreadable)"), (&["API"], "unknown (unreadable)")]),
    ("component_is_text.json", &[(&["Web"], "unknown (unreadable)")]),
    (
        "status_is_a_list.json",
        &[(&[], "unknown (unknown_word)"), (&["4711"], "unknown (unknown_word)"), (&["Web"], "operational")],
    ),
    ("numeric_id.json", &[(&[], "operational"), (&["4711"], "operational")]),
    ("said_twice.json", &[(&[], "unknown (unreadable)"), (&["API"], "unknown (unreadable)")]),
    ("truncated.json", &[(&[], "unknown (unreadable)"), (&["API"], "unknown (unreadable)")]),
    ("garbage.json", &[(&[], "unknown (unreadable)"), (&["API"], "unknown (unreadable)")]),
    ("empty.json", &[(&[], "unknown (unreadable)")]),
    ("null.json", &[(&[], "unknown (unreadable)")]),
    ("shell.html", &[(&[], "unknown (media_type)"), (&["API"], "unknown (media_type)")]),
    ("hostile_text.json", &[(&[], "degraded (incident)")]),
    ("incidentio_operational.json", &[(&[], "operational"), (&["Responses"], "operational")]),
    (
        "incidentio_full_outage.json",
        &[(&[], "major_outage"), (&["Responses"], "major_outage"), (&["Conversations"], "operational")],
    ),
    // It does not say whom an incident touches: nobody can be excluded.
    (
        "incidentio_incident_names_nobody.json",
        &[
            (&[], "partial_outage (incident)"),
            (&["Responses"], "partial_outage"),
            (&["Conversations"], "degraded (incident)"),
        ],
    ),
    ("incidentio_maintenance.json", &[(&["Responses"], "maintenance (incident)"), (&["Conversations"], "operational")]),
    ("incidentio_undefined.json", &[(&[], "unknown (unknown_word)"), (&["Responses"], "unknown (unknown_word)")]),
];

/// What an own probe with `[STATUS] == 200`, `[BODY].db == true` and, to be well, `[BODY].status == ok` says.
const HTTP: &[(&str, &str)] = &[
    ("operational.json", "operational"),
    ("more_than_agreed.json", "operational"),
    ("degraded.json", "degraded (condition)"),
    ("outage.json", "fails (condition)"),
    ("database_as_text.json", "fails (unreadable)"),
    ("database_missing.json", "fails (unreadable)"),
    ("database_null.json", "fails (unreadable)"),
    ("list_instead.json", "fails (unreadable)"),
    ("said_twice.json", "fails (condition)"),
    ("truncated.json", "fails (unreadable)"),
    ("trailing_garbage.json", "fails (unreadable)"),
    ("garbage.json", "fails (unreadable)"),
    ("empty.json", "fails (unreadable)"),
    ("challenge.html", "fails (media_type)"),
    ("plain_ok.txt", "fails (unreadable)"),
];

/// Every file of a folder has a row, and every row a file.
fn same_files<'a>(folder: &str, rows: impl Iterator<Item = &'a str>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let names = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.collect::<BTreeSet<_>>(), rows.map(str::to_owned).collect(), "files and rows of {folder}");
}

#[test]
fn what_a_status_page_says() {
    same_files("statuspage", STATUSPAGE.iter().map(|(file, _)| *file));
    for (file, rows) in STATUSPAGE {
        for (watch, expected) in *rows {
            let answer = Ok(answered(file, fixture(&format!("statuspage/{file}"))));
            assert_eq!(claim(&observe(&watching(watch), &answer)), *expected, "{file}, watching {watch:?}");
        }
    }
}

#[test]
fn a_status_page_that_does_not_answer_is_unknown_and_never_fails() {
    let body = fixture("statuspage/operational.json");
    for status in [0, 204, 206, 301, 304, 401, 404, 429, 500, 503] {
        let answer = Ok(Payload { status, ..answered("a.json", body.clone()) });
        assert_eq!(claim(&observe(&watching(&[]), &answer)), "unknown (status)", "{status}");
    }
    for reason in Reason::ALL {
        let observation = observe(&watching(&["API"]), &Err(reason));
        assert_eq!(claim(&observation), format!("unknown ({})", reason.as_str()));
        assert_eq!(observation.elapsed_ms, None);
    }
}

#[test]
fn what_an_own_probe_says() {
    same_files("http", HTTP.iter().map(|(file, _)| *file));
    let probe = probing(&[], &["[STATUS] == 200", "[BODY].db == true"], &["[BODY].status == ok"]);
    for (file, expected) in HTTP {
        let answer = Ok(answered(file, fixture(&format!("http/{file}"))));
        assert_eq!(claim(&observe(&probe, &answer)), *expected, "{file}");
    }
    for reason in Reason::ALL.into_iter().filter(|reason| *reason != Reason::Probe) {
        assert_eq!(claim(&observe(&probe, &Err(reason))), format!("fails ({})", reason.as_str()));
    }
    assert_eq!(claim(&observe(&probe, &Err(Reason::Probe))), "unknown (probe)");
}

#[test]
fn conditions_decide_what_an_answer_means() {
    let well = r#"{"status":"ok","db":true,"sms":"up"}"#;
    let down = r#"{"status":"ok","db":false}"#;
    for (given, up, well_if, status, body, expected) in [
        ("", "[STATUS] == 200", "", 200, "anything", "operational"),
        ("", "[STATUS] == 200", "", 503, well, "fails (status)"),
        ("", "[STATUS] == any(200, 204)", "", 204, "", "operational"),
        // The status explains more than what came with it.
        ("", "[BODY].db == true;[STATUS] == 200", "", 503, "<html>", "fails (status)"),
        ("", "[STATUS] == 200;[RESPONSE_TIME] < 100", "", 200, well, "fails (condition)"),
        ("", "[STATUS] == 200", "[RESPONSE_TIME] < 100", 200, well, "degraded (condition)"),
        ("", "[STATUS] == 200", "[BODY].queue < 10", 200, well, "degraded (condition)"),
        ("", "[STATUS] == 200;[BODY] == pat(*\"db\":true*)", "", 200, well, "operational"),
        ("", "[BODY] == pat(*welcome*)", "", 200, "goodbye", "fails (condition)"),
        // Behind a database that is down, nothing is known of the SMS service.
        ("[BODY].db == true", "[BODY].sms == up", "", 200, well, "operational"),
        ("[BODY].db == true", "[BODY].sms == up", "", 200, down, "unknown (condition)"),
        ("[BODY].db == true", "[BODY].sms == up", "", 200, "<html>", "unknown (unreadable)"),
        ("[STATUS] == 200", "[BODY].sms == up", "", 500, well, "unknown (status)"),
        ("", "", "", 200, well, "unknown (condition)"),
    ] {
        let list = |texts: &'static str| texts.split(';').filter(|text| !text.is_empty()).collect::<Vec<_>>();
        let probe = probing(&list(given), &list(up), &list(well_if));
        let answer = Ok(Payload { status, ..answered("a.json", body.into()) });
        assert_eq!(claim(&observe(&probe, &answer)), expected, "{given} / {up} / {well_if}: {status} {body}");
    }
    let behind = probing(&["[BODY].db == true"], &["[BODY].sms == up"], &[]);
    assert_eq!(claim(&observe(&behind, &Err(Reason::Timeout))), "unknown (timeout)");
}

#[test]
fn a_byte_order_mark_or_a_wrong_label_changes_nothing() {
    let text = String::from_utf8(fixture("statuspage/operational.json")).unwrap();
    let wide: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for (media_type, body) in [
        (Some("application/json"), wide),
        (Some("application/json;charset=utf-16"), text.clone().into_bytes()),
        (Some("text/plain"), format!("\u{feff}{text}").into_bytes()),
        (None, text.clone().into_bytes()),
    ] {
        let answer = Ok(Payload { media_type: media_type.map(str::to_owned), ..answered("a.json", body) });
        assert_eq!(claim(&observe(&watching(&["API"]), &answer)), "operational", "{media_type:?}");
    }
    let broken = Ok(answered("a.json", [text.as_bytes(), b"\xFF"].concat()));
    assert_eq!(claim(&observe(&watching(&[]), &broken)), "unknown (encoding)");
}

#[test]
fn an_incident_as_readers_get_to_see_it() {
    let answer = Ok(answered("a.json", fixture("statuspage/indicator_none_with_an_incident_open.json")));
    let observation = observe(&watching(&["EU / API"]), &answer);
    assert_eq!(observation.elapsed_ms, Some(120));
    let [incident] = observation.incidents.as_slice() else { panic!("{:?}", observation.incidents) };
    assert_eq!(incident.id, "supplier:q1w2e3");
    assert_eq!(incident.title.0[&Lang::En], "Slow answers");
    assert_eq!((incident.status, incident.impact), (IncidentStatus::Investigating, Level::Degraded));
    assert_eq!(incident.components, ["api".into()]);
    assert_eq!(incident.started_at, Instant::parse("2026-05-04T06:25:00Z").unwrap());
    let texts: Vec<&str> = incident.updates.iter().map(|update| update.text.0[&Lang::En].as_str()).collect();
    assert_eq!(texts, ["We are looking.\nMore at 10:30.", "We are looking."]);
    let origin = incident.origin.as_ref().unwrap();
    assert_eq!((origin.name.as_str(), origin.url.as_deref()), ("Supplier", Some("https://stspg.io/q1w2e3")));
    assert!(observe(&watching(&["Web"]), &answer).incidents.is_empty());
}

#[test]
fn incidents_without_ids_are_told_apart_by_their_place_on_the_page() {
    let incident =
        |of: &str| format!(r#"{{"status": "identified", "impact": "minor", "components": [{{"id": "{of}"}}]}}"#);
    let leaf = |id: &str| format!(r#"{{"id": "{id}", "name": "{id}", "status": "operational"}}"#);
    let body = format!(
        r#"{{"components": [{}, {}], "incidents": [{}, {}]}}"#,
        leaf("mail"),
        leaf("sms"),
        incident("mail"),
        incident("sms")
    );
    let answer = Ok(answered("a.json", body.into_bytes()));
    let ids = |watch: &[&str]| -> Vec<String> {
        observe(&watching(watch), &answer).incidents.into_iter().map(|incident| incident.id).collect()
    };
    assert_eq!(ids(&["mail"]), ["supplier:at-0"]);
    assert_eq!(ids(&["sms"]), ["supplier:at-1"]);
    assert_eq!(ids(&["mail", "sms"]), ["supplier:at-0", "supplier:at-1"]);
}

#[test]
fn foreign_text_is_text() {
    let answer = Ok(answered("a.json", fixture("statuspage/hostile_text.json")));
    let observation = observe(&watching(&["EU / API"]), &answer);
    let incident = &observation.incidents[0];
    assert_eq!(incident.title.0[&Lang::En], "Slow answers");
    assert_eq!(incident.origin.as_ref().unwrap().url, None);
    let texts: Vec<&String> = incident.updates.iter().map(|update| &update.text.0[&Lang::En]).collect();
    assert_eq!(texts.len(), 5);
    assert!(texts[0].starts_with("øøø") && texts[0].chars().count() == 600, "the newest comes first, and is cut");
    assert!(texts[1..].iter().all(|text| *text == "See our page <b>"), "{texts:?}");
}
