//! Documents that look well and are not: a misspelt place, an end that has not come, a list that is not whole. Each was read
//! as *operational* once.

use fyr_tests::rows::{Rows, claim};
use toml::Table;

/// What some documents of a kind say to one who asks like this.
fn said(kind: &str, about: &str, documents: &[&str]) -> String {
    let rows = Rows::parse("misled", &format!("kind = \"{kind}\"\n[says]\n"));
    let about: Table = about.parse().unwrap();
    let name = if kind == "hetzner" { "a.html" } else { "a.json" };
    let answer = documents.iter().map(|text| (name.to_owned(), text.as_bytes().to_vec())).collect();
    claim(&rows.observe(&rows.source_of(&[about]), &Ok(rows.answered(answer)))[0])
}

/// A history at Google's with one incident: `end` and the newest message as given, in this place.
fn google(end: &str, message: &str, place: &str) -> String {
    format!(
        r#"[{{"id":"a","begin":"2026-05-04T05:00:00+00:00","end":{end},"external_desc":"Down","status_impact":"SERVICE_OUTAGE",
        "affected_products":[{{"title":"Run","id":"run"}}],"currently_affected_locations":[{{"id":"{place}","title":"x"}}],
        "updates":[{{"when":"2026-05-04T06:30:00+00:00","text":"…","status":"{message}"}}]}}]"#
    )
}

#[test]
fn google_says_when_and_where() {
    let products = r#"{"products":[{"title":"Run","id":"run"}]}"#;
    let at = |end: &str, message, place, locations: &str| {
        let about = format!("watch = [\"Run\"]\n{locations}");
        said("google", &about, &[&google(end, message, place), products])
    };
    let (past, future) = (r#""2026-05-04T06:45:00+00:00""#, r#""2027-05-04T06:45:00+00:00""#);
    let north = r#"locations = ["europe-north1"]"#;
    for (end, message, place, locations, expected) in [
        (past, "AVAILABLE", "europe-north1", "", "operational"),
        (past, "SERVICE_OUTAGE", "europe-north1", "", "operational"),
        // The end has not come, or a bad message came after it.
        (future, "SERVICE_OUTAGE", "europe-north1", "", "major_outage (incident)"),
        (r#""2026-05-04T06:00:00+00:00""#, "SERVICE_OUTAGE", "europe-north1", "", "major_outage (incident)"),
        ("null", "SERVICE_OUTAGE", "europe-north1", north, "major_outage (incident)"),
        ("null", "SERVICE_OUTAGE", "europe-north1-a", north, "major_outage (incident)"),
        ("null", "SERVICE_OUTAGE", "eu", north, "major_outage (incident)"),
        (
            "null",
            "SERVICE_OUTAGE",
            "us-east1",
            r#"locations = ["us-east1", "europe-north-1"]"#,
            "major_outage (incident)",
        ),
        // A place that is named nowhere may be no place.
        ("null", "SERVICE_OUTAGE", "europe-north1", r#"locations = ["europe-north-1"]"#, "unknown (missing_component)"),
        (past, "AVAILABLE", "europe-north1", r#"locations = ["europe-west1"]"#, "unknown (missing_component)"),
        (past, "AVAILABLE", "europe-north1", north, "operational"),
    ] {
        assert_eq!(at(end, message, place, locations), expected, "{end} {message} {place} {locations}");
    }
}

#[test]
fn a_heartbeat_is_as_fresh_as_they_come() {
    let page = r#"{"config":{"slug":"main"},"publicGroupList":[{"name":"G","monitorList":[{"id":1,"name":"API"}]}]}"#;
    for (times, expected) in [
        ("2026-05-04 06:58:00.000 2026-05-04 06:59:00.000", "operational"),
        // One a minute, and then none for twenty.
        ("2026-05-04 06:39:00.000 2026-05-04 06:40:00.000", "unknown (unknown_word)"),
        ("2026-05-03 07:01:00.000", "unknown (unknown_word)"),
        // One a day.
        ("2026-05-02 09:00:00.000 2026-05-03 09:00:00.000", "operational"),
        ("2036-05-04 07:00:00.000", "unknown (unknown_word)"),
    ] {
        let words: Vec<&str> = times.split(' ').collect();
        let beats: Vec<String> =
            words.chunks(2).map(|time| format!(r#"{{"status":1,"time":"{} {}"}}"#, time[0], time[1])).collect();
        let beats = format!(r#"{{"heartbeatList":{{"1":[{}]}}}}"#, beats.join(","));
        assert_eq!(said("uptimekuma", "watch = [\"API\"]", &[page, &beats]), expected, "{times}");
    }
}

#[test]
fn a_list_of_monitors_is_counted() {
    let v2 = |total: u32, more: &str| {
        format!(
            r#"{{"stat":"ok","pagination":{{"offset":0,"limit":50,"total":{total}}},
            "monitors":[{{"id":1,"friendly_name":"API","status":2}}{more}]}}"#
        )
    };
    let public = |page: u32| {
        format!(
            r#"{{"status":"ok","psp":{{"totalMonitors":2,"perPage":1}},"data":[{{"monitorId":{page},"name":"M{page}","statusClass":"success"}}]}}"#
        )
    };
    let v3 = |data: &str, link: &str| format!(r#"{{{data}"nextLink":{link}}}"#);
    let first = r#""data":[{"id":1,"friendlyName":"API","status":"UP"}],"#;
    let next = r#""https://api.uptimerobot.com/v3/monitors?cursor=1""#;
    for (what, documents, expected) in [
        ("one of one", vec![v2(1, "")], "operational"),
        ("one of three", vec![v2(3, "")], "unknown (unreadable)"),
        ("a paused one counts, too", vec![v2(2, r#",{"id":2,"friendly_name":"Old","status":0}"#)], "operational"),
        ("both pages", vec![public(1), public(2)], "operational"),
        ("the first page twice", vec![public(1), public(1)], "unknown (unreadable)"),
        ("v3", vec![v3(first, "null")], "operational"),
        ("v3, whose second page has no list", vec![v3(first, next), v3("", "null")], "unknown (unreadable)"),
    ] {
        let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
        assert_eq!(said("uptimerobot", "", &documents), expected, "{what}");
    }
}

#[test]
fn only_what_is_switched_off_is_left_out() {
    let none = r#"{"meta":{"pagination":{"current_page":1,"total_pages":1}},"data":[]}"#;
    for (enabled, expected) in [
        ("true", "major_outage"),
        ("1", "major_outage"),
        ("null", "major_outage"),
        ("false", "operational"),
        ("0", "operational"),
    ] {
        let list = format!(
            r#"{{"meta":{{"pagination":{{"current_page":1,"total_pages":1}}}},"data":[{{"id":1,"name":"A","status":1}},
            {{"id":2,"name":"B","status":4,"enabled":{enabled}}}]}}"#
        );
        assert_eq!(said("cachet", "", &[&list, none]), expected, "{enabled}");
    }
}

#[test]
fn an_incident_at_hetzner_is_as_far_as_where_it_is_least_over_and_of_the_system_it_names() {
    let page = |system: &str, top: &str, information: &str| {
        let incident = |state: &str| {
            let open = !state.is_empty();
            let one = format!(
                r#"{{"id":7,"system":"{system}","titleEn":"Down","incidentType":"outage","incidentState":"{state}","startTime":"2026-05-04T05:00:00Z"}}"#
            );
            if open { one } else { String::new() }
        };
        format!(
            r#"<!doctype html><script id="__NEXT_DATA__" type="application/json">{{"props":{{"pageProps":{{"systems":[
            {{"id":3,"titleEn":"Cloud","systemState":"published","parent":null}},{{"id":4,"titleEn":"Mail","systemState":"published","parent":null}}],
            "incidents":{{"topNotification":[{}],"informationList":[{}],"maintenanceList":[],"incidentHistory":[]}}}}}}}}</script>"#,
            incident(top),
            incident(information)
        )
    };
    for (system, top, information, expected) in [
        ("/systems/3", "", "", "operational"),
        ("/systems/3", "scheduled", "in_progress", "major_outage (incident)"),
        ("/systems/3", "resolved", "in_progress", "major_outage (incident)"),
        ("/systems/3", "scheduled", "", "operational"),
        ("/api/systems/3", "in_progress", "", "major_outage (incident)"),
        ("/systems/4", "in_progress", "", "operational"),
        // Nobody knows which that is.
        ("/systems/99", "in_progress", "", "degraded (incident)"),
    ] {
        let html = page(system, top, information);
        assert_eq!(said("hetzner", "watch = [\"3\"]", &[&html]), expected, "{system} {top} {information}");
    }
}
