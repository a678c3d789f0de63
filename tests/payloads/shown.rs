//! What readers get to see of an incident, in formats of which each writes it differently.

use super::situations;
use fyr_shared::lang::Lang;
use fyr_shared::status::{Incident, IncidentStatus, Level};
use fyr_shared::time::Instant;

/// The only incident that a row's documents tell somebody who watches this.
fn only(kind: &str, files: &str, watch: &str) -> Incident {
    let rows = situations::all().into_iter().find(|rows| rows.kind == kind).unwrap();
    let about = toml::toml! { watch = [watch] };
    let answer = Ok(rows.answered(situations::documents(kind, files)));
    let mut observations = rows.observe(&rows.source_of(&[about]), &answer);
    let mut incidents = observations.remove(0).incidents;
    assert_eq!(incidents.len(), 1, "{kind}: {files}");
    incidents.remove(0)
}

/// Its messages, and when each was written.
fn messages(incident: &Incident) -> Vec<(&str, Instant)> {
    incident.updates.iter().map(|update| (update.text.0[&Lang::En].as_str(), update.at)).collect()
}

fn title(incident: &Incident) -> &str {
    &incident.title.0[&Lang::En]
}

fn link(incident: &Incident) -> Option<&str> {
    incident.origin.as_ref().unwrap().url.as_deref()
}

fn at(clock: &str) -> Instant {
    Instant::parse(&format!("2026-05-04T{clock}:00Z")).unwrap()
}

#[test]
fn an_incident_of_google() {
    let incident = only("google", "outage.json + products.json", "run1");
    assert_eq!(title(&incident), "Requests to the service fail for some customers.");
    assert_eq!((incident.impact, incident.started_at), (Level::MajorOutage, at("06:00")));
    assert_eq!(messages(&incident), [("We are working on it.", at("06:40")), ("We are looking into it.", at("06:10"))]);
    // Where it is on Google's page depends on which page this is.
    assert_eq!(link(&incident), None);
    // Workspace writes headings, and the oldest message first.
    let incident = only("google", "workspace_title.json", "Example Letters");
    assert_eq!(title(&incident), "Letters are late");
    let newest = ("Update\nSome letters wait.", at("06:30"));
    let oldest = ("Title\nLetters are late\nDescription\nWe are looking into it.", at("06:10"));
    assert_eq!(messages(&incident), [newest, oldest]);
    let incident = only("google", "maintenance.json + products.json", "Example Store");
    assert_eq!(title(&incident), "Maintenance of Example Store");
}

#[test]
fn an_incident_of_hetzner() {
    let incident = only("hetzner", "outage.html", "Servers");
    assert_eq!((title(&incident), incident.impact), ("Servers are out", Level::MajorOutage));
    assert_eq!(link(&incident), Some("https://status.hetzner.com/incident/0000-11"));
    // A message that is there in German only is better than none.
    assert_eq!(
        messages(&incident),
        [
            ("Weitere Meldung folgt.", at("06:30")),
            ("We found the cause.", at("06:10")),
            ("What it is about.", at("06:00"))
        ]
    );
    assert_eq!(incident.updates[1].status, IncidentStatus::Identified);
    // What is around it is less hit.
    assert_eq!(only("hetzner", "outage.html", "Cloud").impact, Level::PartialOutage);
}

#[test]
fn an_incident_at_instatus() {
    let incident = only("instatus", "incident.json + components_touched.json", "API");
    assert_eq!((title(&incident), incident.status), ("Answers are late", IncidentStatus::Identified));
    assert_eq!((incident.impact, incident.started_at), (Level::PartialOutage, at("06:00")));
    assert_eq!(link(&incident), Some("https://status.example.com/i1"));
    assert!(incident.updates.is_empty());
}

#[test]
fn an_incident_at_better_stack() {
    let incident = only("betterstack", "report.json", "Web");
    assert_eq!((title(&incident), incident.impact), ("Answers are late", Level::Degraded));
    assert_eq!(
        messages(&incident),
        [("- We found it\n- More at 10:30", at("06:20")), ("We are looking into it.", at("06:05"))]
    );
}
