//! What readers get to see of feeds, and feeds that are made to cost.

use super::situations;
use fyr_shared::lang::Lang;
use fyr_shared::status::{Incident, IncidentStatus, Level, Observation};
use fyr_shared::time::Instant;
use fyr_tests::rows::{Rows, claim};

fn rows() -> Rows {
    situations::all().into_iter().find(|rows| rows.kind == "feed").unwrap()
}

/// What one of the rows' questions is answered with by a document.
fn asked(ask: &str, name: &str, body: Vec<u8>) -> Observation {
    let rows = rows();
    let source = rows.source_of(&[rows.about(&ask.into())]);
    rows.observe(&source, &Ok(vec![rows.payload(name, body)])).remove(0)
}

fn observed(ask: &str, file: &str) -> Observation {
    asked(ask, file, situations::documents("feed", file).remove(0).1)
}

/// The language, the words and the link of an incident.
fn shown(incident: &Incident) -> (Lang, &str, Vec<&str>, Option<&str>) {
    let (lang, title) = incident.title.0.first_key_value().unwrap();
    let texts = incident.updates.iter().map(|update| update.text.0[lang].as_str()).collect();
    (*lang, title, texts, incident.origin.as_ref().unwrap().url.as_deref())
}

#[test]
fn an_entry_as_readers_get_to_see_it() {
    let observation = observed("incident", "degraded.rss");
    let [incident] = observation.incidents.as_slice() else { panic!("{:?}", observation.incidents) };
    // The feed writes the link without its scheme.
    let link = "https://status.supplier.example/incidents/b1";
    assert_eq!(incident.id, format!("supplier:{link}"));
    assert_eq!((incident.status, incident.impact), (IncidentStatus::Identified, Level::Degraded));
    assert_eq!(incident.started_at, Instant::parse("2026-05-04T06:10:00Z").unwrap());
    let text = "May 4, 06:40 UTC\nIDENTIFIED - The cause is found.\nMay 4, 06:10 UTC\nINVESTIGATING - We are looking.";
    assert_eq!(shown(incident), (Lang::En, "Slow answers", vec![text], Some(link)));
    let observation = observed("incident", "maintenance.atom");
    let text = "In progress - It has begun.\nScheduled - On Monday.";
    assert_eq!(shown(&observation.incidents[0]), (Lang::En, "New database", vec![text], None));
}

#[test]
fn notices_are_shown_in_their_own_language_and_claim_nothing() {
    let observation = observed("notices", "outage.rss");
    assert_eq!((claim(&observation).as_str(), observation.reason), ("unknown", None));
    let [outage, works] = observation.incidents.as_slice() else { panic!("{:?}", observation.incidents) };
    let texts = vec!["Meddelanden kommer inte fram. Felet undersöks."];
    let link = Some("https://www.supplier.example/drift/17");
    assert_eq!(shown(outage), (Lang::Sv, "Avbrott i meddelandetjänsten", texts, link));
    assert_eq!(shown(works).1, "Planerat underhåll 12 maj");
    assert!(observation.incidents.iter().all(|incident| incident.impact == Level::Operational));
    assert!(observed("notices", "operational.rss").incidents.is_empty(), "what is over is no news");
}

#[test]
fn letters_survive_whatever_encoding_a_feed_is_in() {
    for file in ["declared_as_latin1.rss", "in_utf16.rss"] {
        let observation = observed("incident", file);
        let link = Some("https://www.supplier.example/drift/3");
        let expected = (Lang::Nb, "Feil på pålogging", vec!["Vi undersøker feilen."], link);
        assert_eq!(shown(&observation.incidents[0]), expected, "{file}");
    }
}

#[test]
fn messages_in_entries_of_their_own_are_one_incident() {
    let open = String::from_utf8(super::fixture("feed/followed_up.rss")).unwrap();
    let open = open.replace("Sign-in recovered", "Sign-in: update");
    let observation = asked("incident", "a.rss", open.into_bytes());
    let [incident] = observation.incidents.as_slice() else { panic!("{:?}", observation.incidents) };
    assert_eq!(incident.id, "supplier:https://status.supplier.example/incident/77");
    assert_eq!(incident.started_at, Instant::parse("2026-05-04T06:05:00Z").unwrap());
    assert_eq!(shown(incident).2, ["Automatic check.", "Automatic check, by SMS."]);
}

#[test]
fn different_things_with_one_guid_are_two_incidents() {
    let observation = observed("incident", "one_guid_two_open.rss");
    let ids: Vec<&str> = observation.incidents.iter().map(|incident| incident.id.as_str()).collect();
    let post = "supplier:region-north https://status.supplier.example/post";
    assert_eq!(ids, [format!("{post}/2"), format!("{post}/1")]);
}

#[test]
fn foreign_text_is_text() {
    let observation = observed("incident", "hostile_text.rss");
    let expected = (Lang::En, "Slow answers & more &nosuch;", vec!["We are looking.\nMore at 10:30."], None);
    assert_eq!(shown(&observation.incidents[0]), expected);
}

/// A feed of so many entries, each about a thing of its own.
fn of_entries(count: usize, entry: &str) -> Vec<u8> {
    let entries = entry.repeat(count);
    format!("<rss><channel><title>Supplier</title>{entries}</channel></rss>").into_bytes()
}

#[test]
fn feeds_that_are_made_to_cost() {
    let over = "<item><title>[Resolved] Slow</title><guid>a</guid></item>";
    assert_eq!(claim(&asked("sms", "a.rss", of_entries(500, over))), "operational");
    assert_eq!(claim(&asked("incident", "a.rss", of_entries(500, over))), "operational");
    assert_eq!(claim(&asked("incident", "a.rss", of_entries(501, over))), "unknown (unreadable)");
    for unit in [
        "sms ",
        "<b>",
        "<b>Update</b>",
        "<b>12:00</b>",
        "<strong>",
        "<!--",
        "<!-->",
        "is resolved ",
        "is resolved? ",
        "no. ",
        "12 ",
        "- ",
        ".",
        "\u{308}",
        "&amp;lt;",
        "/incidents/1",
        "#",
    ] {
        let text = unit.replace('<', "&lt;").repeat(1_900_000 / unit.replace('<', "&lt;").len());
        for (tag, expected) in
            [("title", "degraded (incident)"), ("description", "degraded (incident)"), ("link", "degraded (incident)")]
        {
            let body = of_entries(1, &format!("<item><guid>a</guid><{tag}>{text}</{tag}></item>"));
            let found = claim(&asked("incident", "a.rss", body));
            assert_eq!(found, expected, "{tag}: {unit}");
        }
    }
}
