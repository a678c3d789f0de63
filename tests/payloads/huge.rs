//! Pages of single vendors that are made to cost: as much of everything as their formats let through.
//!
//! As in `hostile.rs` nothing measures time: what takes steps by the square of its length does not come to an end.

use super::situations;
use fyr_tests::rows::claim;
use serde_json::{Value, json};
use toml::Table;

/// What the whole page, and one that is watched, come to.
fn said(kind: &str, files: Vec<(&str, String)>, watch: &str) -> [String; 2] {
    let rows = situations::all().into_iter().find(|rows| rows.kind == kind).unwrap();
    let asked = [Table::new(), toml::toml! { watch = [watch] }];
    let files = files.into_iter().map(|(name, body)| (name.to_owned(), body.into_bytes()));
    let answer = Ok(rows.answered(files.collect()));
    let observations = rows.observe(&rows.source_of(&asked), &answer);
    [claim(&observations[0]), claim(&observations[1])]
}

/// So many of them.
fn many(count: usize, one: impl Fn(usize) -> Value) -> Vec<Value> {
    (0..count).map(one).collect()
}

#[test]
fn a_history_of_google_full_of_open_incidents() {
    let product = |n| json!({ "id": format!("p{n}") });
    let incident = |n| {
        json!({ "id": n, "begin": "2026-05-04T06:00:00Z", "status_impact": "SERVICE_OUTAGE",
                "affected_products": many(250, product), "updates": many(20, |_| json!({ "text": "x" })) })
    };
    let products = json!({ "products": many(3_000, product) }).to_string();
    let history = Value::from(many(500, incident)).to_string();
    let files = vec![("a.json", history), ("b.json", products.clone())];
    assert_eq!(said("google", files.clone(), "p249"), ["major_outage (incident)"; 2]);
    assert_eq!(said("google", files, "p250"), ["major_outage (incident)", "operational"]);
    let unlike =
        |n| json!({ "id": n, "begin": "2026-05-04T06:00:00Z", "affected_products": [{ "id": format!("q{n}") }] });
    let history = Value::from(many(500, unlike)).to_string();
    assert_eq!(said("google", vec![("a.json", history), ("b.json", products)], "p1"), ["unknown (unreadable)"; 2]);
    let history = Value::from(many(501, unlike)).to_string();
    assert_eq!(said("google", vec![("a.json", history)], "q1"), ["unknown (unreadable)"; 2]);
}

#[test]
fn a_tower_of_systems_at_hetzner() {
    let system = |n: usize| json!({ "id": n, "titleEn": format!("S{n}"), "systemState": "published", "parent": format!("/systems/{}", n + 1) });
    let incident =
        |n| json!({ "id": n, "incidentType": "outage", "incidentState": "identified", "system": "/systems/7" });
    let lists = json!({ "topNotification": many(500, incident), "informationList": many(500, incident), "maintenanceList": [] });
    let page = json!({ "props": { "pageProps": { "systems": many(3_000, system), "incidents": lists } } });
    let html = format!("<script id=\"__NEXT_DATA__\">{page}</script>");
    let files = vec![("a.html", html)];
    assert_eq!(said("hetzner", files.clone(), "S7"), ["partial_outage (incident)", "major_outage (incident)"]);
    assert_eq!(said("hetzner", files.clone(), "S8")[1], "partial_outage (incident)");
    assert_eq!(said("hetzner", files, "S2999")[1], "operational");
}

#[test]
fn components_at_instatus_that_everything_touches() {
    let touching = |n| json!({ "id": n });
    let component = |n: usize| {
        json!({ "id": n, "name": format!("C{n}"), "status": "OPERATIONAL", "group": { "id": format!("g{n}") },
                "activeIncidents": many(40, touching) })
    };
    let incident = |n| json!({ "id": n, "status": "IDENTIFIED", "impact": "MAJOROUTAGE" });
    let summary = json!({ "page": { "status": "UP" }, "activeIncidents": many(500, incident) }).to_string();
    let components = json!({ "components": many(3_000, component) }).to_string();
    let files = vec![("a.json", summary.clone()), ("b.json", components)];
    assert_eq!(said("instatus", files, "C2999"), ["major_outage (incident)"; 2]);
    let components = json!({ "components": many(3_001, component) }).to_string();
    let files = vec![("a.json", summary), ("b.json", components)];
    assert_eq!(said("instatus", files, "C1"), ["major_outage (incident)", "unknown (missing_component)"]);
}

#[test]
fn reports_at_better_stack_that_touch_everything() {
    let resource = |n: usize| {
        json!({ "type": "status_page_resource", "id": n,
                "attributes": { "public_name": format!("R{n}"), "status": "operational", "status_page_section_id": n } })
    };
    let affected = |n| json!({ "status_page_resource_id": n });
    let report = |n: usize| {
        json!({ "type": "status_report", "id": n, "attributes": { "aggregate_state": "downtime", "affected_resources": many(400, affected) },
                "relationships": { "status_updates": { "data": many(100, |n| json!({ "id": n })) } } })
    };
    let page = |reports| {
        let included: Vec<Value> = many(3_000, resource).into_iter().chain(many(reports, report)).collect();
        json!({ "data": { "type": "status_page", "attributes": { "aggregate_state": "operational" } }, "included": included })
    };
    let files = |reports| vec![("a.json", page(reports).to_string())];
    assert_eq!(said("betterstack", files(100), "R399"), ["partial_outage (incident)", "major_outage (incident)"]);
    assert_eq!(said("betterstack", files(100), "R400")[1], "operational");
    assert_eq!(said("betterstack", files(2_001), "R1"), ["unknown (unreadable)"; 2]);
}
