//! Another page of Fyr: how old its snapshot is, and what readers get to see of its incidents.

use super::notices::{at, incident};
use super::situations::{all, documents};
use fyr_shared::api::Snapshot;
use fyr_shared::lang::Lang;
use fyr_shared::status::{IncidentStatus, Level};
use fyr_shared::time::Instant;
use fyr_tests::rows::{Rows, claim};

fn rows() -> Rows {
    all().into_iter().find(|rows| rows.kind == "fyr").unwrap()
}

/// What a file says that was answered at this time by its server's clock.
fn said(file: &str, date: Option<Instant>) -> String {
    let rows = rows();
    let mut payloads = rows.answered(documents("fyr", file));
    payloads[0].date = date;
    claim(&rows.observe(&rows.source_of(&[rows.about(&toml::Value::Array(vec![]))]), &Ok(payloads))[0])
}

#[test]
fn a_snapshot_is_as_old_as_its_server_says() {
    for (clock, expected) in [
        ("06:58:39", "unknown (unreadable)"),
        ("06:58:40", "operational"),
        ("07:00:00", "operational"),
        ("07:04:59", "operational"),
        // From now on it is stale.
        ("07:05:00", "unknown (no_sample)"),
        ("19:00:00", "unknown (no_sample)"),
    ] {
        assert_eq!(said("operational.json", Some(at(clock))), expected, "{clock}");
    }
    assert_eq!(said("operational.json", None), "unknown (unreadable)");
    assert_eq!(said("outage.json", Some(at("07:05:00"))), "unknown (no_sample)");
}

#[test]
fn what_is_read_here_is_what_is_written_there() {
    let rows = rows();
    let files =
        ["operational.json", "degraded.json", "supplier_is_down.json", "incident.json", "maintenance_running.json"];
    for file in files {
        let mut payloads = rows.answered(documents("fyr", file));
        let snapshot: Snapshot = serde_json::from_slice(&payloads[0].body).unwrap();
        payloads[0].body = serde_json::to_vec(&snapshot).unwrap();
        for (ask, expected) in &rows.says[file] {
            let found = &rows.observe(&rows.source_of(&[rows.about(ask)]), &Ok(payloads.clone()))[0];
            assert_eq!(claim(found), *expected, "{file}, asked {ask}");
        }
    }
}

#[test]
fn an_incident_keeps_its_languages() {
    let told = incident("fyr", "incident.json", "api");
    assert_eq!(told.id, "supplier:2026-05-04-1");
    assert_eq!(told.title.0[&Lang::Nb], "Trege svar");
    assert_eq!((told.status, told.impact), (IncidentStatus::Identified, Level::Degraded));
    assert_eq!(told.started_at, at("06:20:00"));
    // One message came in another language, and is marked so.
    assert_eq!(told.updates[0].text.0[&Lang::Nb], "En kø er full.\nDen tømmes nå.");
    assert_eq!(told.updates[1].text.0[&Lang::En], "We are looking into it.");
    assert!(told.updates.iter().all(|update| update.text.0.len() == 1));
}

#[test]
fn an_incident_comes_from_the_source_whoever_it_had_it_from() {
    let told = incident("fyr", "supplier_is_down.json", "sms");
    let origin = told.origin.unwrap();
    assert_eq!(
        (origin.name.as_str(), origin.url.as_deref()),
        ("Supplier", Some("https://status.harbour.example/harbour"))
    );
    let told = incident("fyr", "incident_in_another_language.json", "api");
    assert_eq!(told.title.0[&Lang::En], "Slow answers");
    assert_eq!(told.origin.unwrap().url, None, "a link is https: or is not there");
}
