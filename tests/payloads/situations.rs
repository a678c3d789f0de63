//! Situations of our own making, one file each, and what they mean.

use super::{answered, fixture, observe, probing, watching};
use fyr_shared::lang::Lang;
use fyr_shared::page::SourceKind;
use fyr_shared::status::{Claim, IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use fyr_tests::rows::{Rows, claim};
use fyr_worker::adapters::Payload;
use std::collections::BTreeSet;
use std::path::Path;

/// Every kind's rows.
pub fn all() -> Vec<Rows> {
    let one = |kind: SourceKind| {
        let name = format!("{}.toml", kind.as_str());
        Rows::parse(&name, &String::from_utf8(fixture(&name)).unwrap())
    };
    SourceKind::ALL.map(one).into()
}

/// The documents of a row: several stand with ` + ` between them.
pub fn documents(kind: &str, files: &str) -> Vec<(String, Vec<u8>)> {
    files.split(" + ").map(|file| (file.to_owned(), fixture(&format!("{kind}/{file}")))).collect()
}

#[test]
fn every_file_has_a_row_and_every_row_its_files() {
    for rows in all() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(&rows.kind);
        let names = std::fs::read_dir(&dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let named: BTreeSet<&str> = rows.says.keys().flat_map(|files| files.split(" + ")).collect();
        let names: BTreeSet<String> = names.collect();
        assert_eq!(names.iter().map(String::as_str).collect::<BTreeSet<_>>(), named, "{}", rows.kind);
    }
}

#[test]
fn what_each_situation_says() {
    let mut wrong = vec![];
    let mut count = 0;
    for rows in all() {
        for (files, said) in &rows.says {
            let answer = Ok(rows.answered(documents(&rows.kind, files)));
            for (ask, expected) in said {
                let source = rows.source_of(&[rows.about(ask)]);
                let found = claim(&rows.observe(&source, &answer)[0]);
                count += 1;
                if found != *expected {
                    wrong.push(format!("{}: {files}, asked {ask}: {found}, not {expected}", rows.kind));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n  {}", wrong.join("\n  "));
    println!("situations: {count} rows hold");
}

#[test]
fn nobody_elses_page_fails_and_none_is_well_without_status_200() {
    for rows in all().iter().filter(|rows| rows.kind != "http") {
        let (files, _) =
            rows.says.iter().find(|(_, said)| said.iter().any(|(_, claim)| claim == "operational")).unwrap();
        let source = rows.source_of(&rows.asked());
        for status in [0, 204, 206, 301, 304, 401, 404, 429, 500, 503] {
            let mut documents = rows.answered(documents(&rows.kind, files));
            documents[0].status = status;
            for observation in rows.observe(&source, &Ok(documents)) {
                assert_eq!(claim(&observation), "unknown (status)", "{}: {status}", rows.kind);
            }
        }
        for reason in Reason::ALL {
            for observation in rows.observe(&source, &Err(reason)) {
                assert_eq!(claim(&observation), format!("unknown ({})", reason.as_str()), "{}", rows.kind);
            }
        }
        assert!(rows.observe(&source, &Ok(vec![])).iter().all(|it| it.claim == Claim::Unknown), "{}", rows.kind);
    }
}

#[test]
fn an_own_probe_that_is_not_answered_fails() {
    let probe = probing(&[], &["[STATUS] == 200", "[BODY].db == true"], &["[BODY].status == ok"]);
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
        let answer = Ok(vec![Payload { status, ..answered("a.json", body.into()) }]);
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
        let answer = Ok(vec![Payload { media_type: media_type.map(str::to_owned), ..answered("a.json", body) }]);
        assert_eq!(claim(&observe(&watching(&["API"]), &answer)), "operational", "{media_type:?}");
    }
    let broken = Ok(vec![answered("a.json", [text.as_bytes(), b"\xFF"].concat())]);
    assert_eq!(claim(&observe(&watching(&[]), &broken)), "unknown (encoding)");
}

#[test]
fn an_incident_as_readers_get_to_see_it() {
    let answer = Ok(vec![answered("a.json", fixture("statuspage/indicator_none_with_an_incident_open.json"))]);
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
    let answer = Ok(vec![answered("a.json", body.into_bytes())]);
    let ids = |watch: &[&str]| -> Vec<String> {
        observe(&watching(watch), &answer).incidents.into_iter().map(|incident| incident.id).collect()
    };
    assert_eq!(ids(&["mail"]), ["supplier:at-0"]);
    assert_eq!(ids(&["sms"]), ["supplier:at-1"]);
    assert_eq!(ids(&["mail", "sms"]), ["supplier:at-0", "supplier:at-1"]);
}

#[test]
fn foreign_text_is_text() {
    let answer = Ok(vec![answered("a.json", fixture("statuspage/hostile_text.json"))]);
    let observation = observe(&watching(&["EU / API"]), &answer);
    let incident = &observation.incidents[0];
    assert_eq!(incident.title.0[&Lang::En], "Slow answers");
    assert_eq!(incident.origin.as_ref().unwrap().url, None);
    let texts: Vec<&String> = incident.updates.iter().map(|update| &update.text.0[&Lang::En]).collect();
    assert_eq!(texts.len(), 5);
    assert!(texts[0].starts_with("øøø") && texts[0].chars().count() == 600, "the newest comes first, and is cut");
    assert!(texts[1..].iter().all(|text| *text == "See our page <b>"), "{texts:?}");
}
