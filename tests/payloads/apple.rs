//! What readers get to see of Apple's events.

use super::situations;
use fyr_shared::lang::Lang;
use fyr_shared::status::{Incident, Level};
use fyr_shared::time::Instant;

fn incidents(watch: &[&str], file: &str) -> Vec<Incident> {
    let rows = situations::all().into_iter().find(|rows| rows.kind == "apple").unwrap();
    let watch = toml::Value::from(watch.to_vec());
    let source = rows.source_of(&[rows.about(&watch)]);
    rows.observe(&source, &Ok(rows.answered(situations::documents("apple", file)))).remove(0).incidents
}

#[test]
fn an_event_at_several_services_is_one_incident() {
    let incidents = incidents(&["Push", "Store"], "degraded.json");
    let [incident] = incidents.as_slice() else { panic!("{incidents:?}") };
    assert_eq!((incident.id.as_str(), incident.impact), ("supplier:910", Level::Degraded));
    assert_eq!(incident.title.0[&Lang::En], "Push");
    assert_eq!(incident.updates[0].text.0[&Lang::En], "Some users see a problem (more soon).");
    assert_eq!(incident.started_at, Instant::parse("2026-05-04T06:26:40Z").unwrap());
    assert_eq!(incident.origin.as_ref().unwrap().url, None);
}

#[test]
fn a_message_for_everybody_is_shown_to_everybody() {
    let incidents = incidents(&["Store"], "message_for_everybody.json");
    let [incident] = incidents.as_slice() else { panic!("{incidents:?}") };
    assert_eq!(incident.updates[0].text.0[&Lang::En], "Several of our services are slow.");
}
