//! What readers get to see of an incident at Status.io, and of a notice that is pinned to a page of Uptime Kuma.

use super::situations::{all, documents};
use fyr_shared::lang::Lang;
use fyr_shared::status::{Incident, IncidentStatus, Level};
use fyr_shared::time::Instant;

/// The only incident that these documents tell of a name.
pub fn incident(kind: &str, files: &str, watch: &str) -> Incident {
    let rows = all().into_iter().find(|rows| rows.kind == kind).unwrap();
    let source = rows.source_of(&[toml::toml! { watch = [watch] }]);
    let mut incidents = rows.observe(&source, &Ok(rows.answered(documents(kind, files)))).remove(0).incidents;
    assert_eq!(incidents.len(), 1, "{kind}: {files}");
    incidents.remove(0)
}

/// An instant of the day on which everything here was answered.
pub fn at(clock: &str) -> Instant {
    Instant::parse(&format!("2026-05-04T{clock}Z")).unwrap()
}

#[test]
fn an_incident_of_status_io() {
    let incident = incident("statusio", "incident.json", "Mobile App");
    assert_eq!(incident.id, "supplier:5f00000000000000000000b1");
    assert_eq!(incident.title.0[&Lang::En], "Slow answers");
    assert_eq!((incident.status, incident.impact), (IncidentStatus::Identified, Level::PartialOutage));
    assert_eq!(incident.started_at, at("06:20:00"));
    let told: Vec<_> = incident.updates.iter().map(|it| (it.at, it.status, it.text.0[&Lang::En].as_str())).collect();
    let found = (at("06:40:00"), IncidentStatus::Identified, "The cause is a full queue.\nIt is being emptied.");
    let looking = (at("06:20:00"), IncidentStatus::Investigating, "We are looking into slow answers.");
    assert_eq!(told, [found, looking]);
    assert_eq!(incident.origin.unwrap().url, None);
}

#[test]
fn a_notice_of_uptime_kuma() {
    let notice = incident("uptimekuma", "page_with_a_notice.json + operational.json", "Mail");
    assert_eq!((notice.id.as_str(), notice.title.0[&Lang::En].as_str()), ("supplier:4", "Storm"));
    assert_eq!((notice.status, notice.impact), (IncidentStatus::Investigating, Level::Degraded));
    assert_eq!(notice.started_at, at("06:10:00"));
    let told: Vec<_> = notice.updates.iter().map(|it| (it.at, it.text.0[&Lang::En].as_str())).collect();
    assert_eq!(told, [(at("06:45:00"), "Waves are high.\nMore at noon.")]);
}
