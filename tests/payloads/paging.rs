//! Which document is asked for after those that are there, of monitors that come in pages or with heartbeats beside them.

use super::situations::documents;
use fyr_shared::page::SourceKind;
use fyr_worker::adapters::{MAX_DOCUMENTS, Next, Payload, next};

/// What is asked for after these files.
fn after(kind: SourceKind, files: &str) -> Option<Next> {
    next(kind, &answers(kind, files))
}

fn answers(kind: SourceKind, files: &str) -> Vec<Payload> {
    documents(kind.as_str(), files).into_iter().map(|(name, body)| super::answered(&name, body)).collect()
}

#[test]
fn pages_of_monitors() {
    let posting = |text: &str| Some(Next::Posting(text.to_owned()));
    let at = |text: &str| Some(Next::At(text.to_owned()));
    for (files, expected) in [
        ("operational.json", None),
        ("page_1.json", posting("&offset=2")),
        ("page_1.json + page_2.json", None),
        // A server that begins anew would be asked for ever.
        ("page_1.json + page_1_again.json", None),
        ("fail.json", None),
        ("garbage.json", None),
        ("public_operational.json", None),
        ("public_page_1.json", at("?page=2")),
        ("public_page_1.json + public_page_2.json", None),
        ("v3_operational.json", None),
        // Only the query of a link is followed: our token goes to no other host.
        ("v3_page_1.json", at("?cursor=790000005&limit=1")),
        ("v3_page_1.json + v3_page_2.json", None),
        ("v3_next_link_without_query.json", None),
    ] {
        assert_eq!(after(SourceKind::Uptimerobot, files), expected, "{files}");
    }
}

#[test]
fn a_list_without_an_end_is_given_up() {
    let page = answers(SourceKind::Uptimerobot, "v3_page_1.json").remove(0);
    let pages = |count: usize| vec![page.clone(); count];
    assert!(next(SourceKind::Uptimerobot, &pages(MAX_DOCUMENTS - 1)).is_some());
    assert_eq!(next(SourceKind::Uptimerobot, &pages(MAX_DOCUMENTS)), None);
}

#[test]
fn heartbeats_are_beside_the_page_that_names_itself() {
    for (files, expected) in [
        ("page.json", Some("heartbeat/north-sea")),
        ("page.json + operational.json", None),
        ("page_without_slug.json", None),
        ("page_with_a_slug_that_leads_away.json", None),
        ("garbage.json", None),
    ] {
        let expected = expected.map(|text| Next::At(text.to_owned()));
        assert_eq!(after(SourceKind::Uptimekuma, files), expected, "{files}");
    }
}
