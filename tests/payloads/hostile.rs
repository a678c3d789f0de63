//! Status pages that are made to cost: as large as an answer may be, and each the worst of its kind.
//!
//! Nothing here measures time. What takes steps by the square of its length does not come to an end on these.

use super::{answered, observe, watching};
use fyr_shared::lang::Lang;
use fyr_shared::page::Source;
use fyr_shared::status::Observation;
use fyr_tests::meter::spent;
use fyr_tests::promises::modest;
use fyr_tests::rows::claim;
use serde_json::{Value, json};
use std::time::Duration;

/// The largest answer that a page file may allow.
const LARGEST: usize = 2_000_000;

/// The page as it is read; `padding` fills it up to the largest answer.
fn read(source: &Source, mut page: Value) -> Observation {
    let missing = LARGEST.saturating_sub(page.to_string().len() + 20);
    page["padding"] = "x".repeat(missing).into();
    let body = page.to_string().into_bytes();
    assert!(body.len() <= LARGEST, "{} bytes", body.len());
    observe(source, &Ok(vec![answered("a.json", body)]))
}

fn said(names: &[&str], page: Value) -> String {
    claim(&read(&watching(names), page))
}

/// A page that is well, of so many components, all in the group that comes last.
fn grouped(count: usize) -> Value {
    let leaf = |n| json!({ "id": n, "name": format!("n{n}"), "status": "operational", "group_id": "g" });
    let group = json!({ "id": "g", "name": "Group", "group": true });
    let components: Vec<Value> = (1..count).map(leaf).chain([group]).collect();
    json!({ "status": { "indicator": "none" }, "components": components })
}

/// A page that is well, and all of whose components are called API, with these incidents.
fn with_incidents(components: usize, incidents: Vec<Value>) -> Value {
    let leaf = |n| json!({ "id": n, "name": "API", "status": "operational" });
    let components: Vec<Value> = (0..components).map(leaf).collect();
    json!({ "status": { "indicator": "none" }, "components": components, "incidents": incidents })
}

/// An open incident with these messages.
fn with_updates(updates: Vec<Value>) -> Value {
    with_incidents(
        1,
        vec![json!({ "id": "i", "status": "identified", "impact": "minor", "incident_updates": updates })],
    )
}

#[test]
fn many_components_under_many_names() {
    let names: Vec<String> = (1..=300).map(|n| format!("Group / n{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    assert_eq!(said(&names, grouped(3_000)), "operational");
    assert_eq!(said(&[&names[..], &["Group / n3000"]].concat(), grouped(3_000)), "unknown (missing_component)");
    assert_eq!(said(&[], grouped(3_000)), "operational");
}

#[test]
fn absurdly_many_components() {
    assert_eq!(said(&["Group / n1"], grouped(3_001)), "unknown (unreadable)");
    assert_eq!(said(&[], grouped(25_000)), "unknown (unreadable)");
    let nothings: Vec<Value> = vec![json!({}); 600_000];
    assert_eq!(said(&[], json!({ "status": { "indicator": "none" }, "components": nothings })), "unknown (unreadable)");
}

#[test]
fn incidents_that_name_all_components() {
    let named: Vec<Value> = (2_800..3_000).map(|n| json!({ "id": n, "group_id": "g" })).collect();
    let incident = json!({ "status": "monitoring", "impact": "critical", "components": named });
    let page = with_incidents(3_000, vec![incident; 300]);
    assert_eq!(said(&["API"], page.clone()), "degraded (incident)");
    assert_eq!(said(&["2999"], page.clone()), "degraded (incident)");
    assert_eq!(said(&["0"], page), "operational");
}

#[test]
fn maintenances_that_name_all_components() {
    let named: Vec<Value> = (2_800..3_000).map(|n| json!({ "id": n, "group_id": "g" })).collect();
    let mut page = with_incidents(3_000, vec![]);
    page["scheduled_maintenances"] = vec![json!({ "status": "in_progress", "components": named }); 300].into();
    assert_eq!(said(&["API"], page.clone()), "maintenance (incident)");
    assert_eq!(said(&["0"], page), "operational");
}

#[test]
fn absurdly_many_incidents_or_maintenances() {
    let over = json!({ "status": "resolved" });
    for list in ["incidents", "scheduled_maintenances"] {
        for (count, expected) in [(500, "operational"), (501, "unknown (unreadable)"), (80_000, "unknown (unreadable)")]
        {
            let mut page = with_incidents(1, vec![]);
            page[list] = vec![over.clone(); count].into();
            assert_eq!(said(&["API"], page), expected, "{count} {list}");
        }
    }
    let named = vec![json!({ "id": "x" }); 3_001];
    let page = with_incidents(1, vec![json!({ "status": "identified", "components": named })]);
    assert_eq!(said(&["API"], page), "unknown (unreadable)");
}

#[test]
fn of_many_messages_the_newest_are_kept() {
    let update = |n: usize| {
        let at = format!("2026-05-{:02}T{:02}:{:02}:00Z", 1 + n / 360, n % 360 / 60, n % 60);
        json!({ "status": "identified", "body": format!("m{n} {}", "<a".repeat(1_000)), "created_at": at })
    };
    // The newest come last here, behind more than anybody looks through.
    let observation = read(&watching(&["API"]), with_updates((0..500).map(update).collect()));
    let kept: Vec<&str> = observation.incidents[0].updates.iter().map(|it| it.text.0[&Lang::En].as_str()).collect();
    assert_eq!(kept.len(), 5);
    for (text, n) in kept.iter().zip([499, 498, 497, 496, 495]) {
        assert!(text.starts_with(&format!("m{n} ")) && text.chars().count() == 600, "{text}");
    }
    assert_eq!(said(&["API"], with_updates((0..501).map(update).collect())), "unknown (unreadable)");
}

#[test]
fn messages_without_words_are_passed_over_within_limits() {
    let update = |n: usize, body: &str| json!({ "body": body, "created_at": format!("2026-05-04T06:{n:02}:00Z") });
    // No text at all costs nothing, and is not counted.
    let silent = (0..50).map(|_| update(59, " ")).chain([update(1, "words")]).collect();
    assert_eq!(read(&watching(&["API"]), with_updates(silent)).incidents[0].updates.len(), 1);
    // Of what turns out to be empty only so much is looked at.
    let empty = (0..50).map(|_| update(59, "<br>")).chain([update(1, "words")]).collect();
    assert_eq!(read(&watching(&["API"]), with_updates(empty)).incidents[0].updates.len(), 0);
}

#[test]
fn texts_as_long_as_an_answer() {
    for unit in
        ["<", "<a ", "< ", "<!", "<!--", "<script>", "&", "&#38", "&amp", "[", "[a](", "[a](b", "](", "**", "\\"]
    {
        let text = unit.repeat(LARGEST / 3 / unit.len());
        let mut page = with_updates(vec![json!({ "body": text })]);
        page["incidents"][0]["name"] = text.clone().into();
        page["incidents"][0]["shortlink"] = format!("https://a.example/{}", unit.repeat(100_000)).into();
        let observation = observe(&watching(&["API"]), &Ok(vec![answered("a.json", page.to_string().into_bytes())]));
        assert_eq!(claim(&observation), "degraded (incident)", "{unit}");
        let incident = &observation.incidents[0];
        assert!(incident.title.0[&Lang::En].chars().count() <= 200, "{unit}");
        assert!(incident.updates.iter().all(|it| it.text.0[&Lang::En].chars().count() <= 600), "{unit}");
        assert_eq!(incident.origin.as_ref().unwrap().url, None);
    }
}

/// Made to cost by their form, whatever the format: brackets, tags, quotes, what a reader may look for the end of, and what
/// takes far more memory than it is long. A form is what comes once and what comes again.
const FORMS: [(&str, &str); 24] = [
    ("", "["),
    ("", "{\"a\":"),
    ("", "[{"),
    ("[", "{\"a\":0},"),
    ("[", "[0],"),
    ("[", "0,"),
    ("", "\""),
    ("", "\\"),
    ("", "<"),
    ("", "<a "),
    ("", "<!--"),
    ("", "<![CDATA["),
    ("", "<item>"),
    ("", "<script id=\"x\">"),
    ("", "&lt;"),
    ("", "&a;"),
    ("", "("),
    ("", "0"),
    ("", "\u{0}"),
    ("", "\u{202e}"),
    ("", "\u{feff}"),
    ("", " a"),
    ("", "\n"),
    ("", "{\"status\":[]},"),
];

#[test]
fn nothing_of_a_hostile_form_is_well_in_any_format_or_takes_much_memory() {
    for rows in super::situations::all() {
        let source = rows.source_of(&rows.asked());
        let well = rows.says.iter().find(|(_, said)| said.iter().any(|(_, claim)| claim == "operational")).unwrap();
        for (once, again) in FORMS {
            let body = format!("{once}{}", again.repeat((LARGEST - once.len()) / again.len())).into_bytes();
            let length = body.len();
            let answer = Ok(vec![rows.payload(well.0.split(" + ").next().unwrap(), body)]);
            let (observations, spent) = spent(|| Duration::ZERO, || rows.observe(&source, &answer));
            let kept = modest(spent, length, 1, source.about.len());
            assert_eq!(kept, Ok(()), "{}: {once}{again}", rows.kind);
            for observation in observations {
                assert!(!claim(&observation).starts_with("operational"), "{}: {once}{again}", rows.kind);
            }
        }
    }
}

#[test]
fn an_answer_that_is_well_may_be_as_large_as_an_answer_may_be() {
    for rows in super::situations::all() {
        for (files, said) in &rows.says {
            let Some((ask, _)) = said.iter().find(|(_, claim)| claim == "operational") else { continue };
            let mut documents = rows.answered(super::situations::documents(&rows.kind, files));
            let body = &mut documents[0].body;
            body.extend(std::iter::repeat_n(b' ', LARGEST.saturating_sub(body.len())));
            let observation = &rows.observe(&rows.source_of(&[rows.about(ask)]), &Ok(documents))[0];
            assert_eq!(claim(observation), "operational", "{}: {files}", rows.kind);
        }
    }
}
