//! Sources that are read from several documents: one of them that is missing, refused, or something else makes nothing
//! well that is not well with it.

use super::situations;
use fyr_tests::rows::Rows;
use fyr_worker::adapters::{Next, Payload, next};
use toml::Table;

/// Rows that say what several documents mean together.
fn together() -> impl Iterator<Item = (Rows, String)> {
    let several = |rows: Rows| {
        let files: Vec<String> = rows.says.keys().filter(|files| files.contains(" + ")).cloned().collect();
        files.into_iter().map(move |files| (rows.clone(), files))
    };
    situations::all().into_iter().flat_map(several)
}

/// What may become of a document that was there.
fn spoilt(payload: &Payload) -> Vec<Payload> {
    let refused = [204, 301, 404, 500].map(|status| Payload { status, ..payload.clone() });
    let html = Payload { media_type: Some("text/html".to_owned()), ..payload.clone() };
    let bodies = ["", "null", "[]", "{}", "<html>"].map(|body| Payload { body: body.into(), ..payload.clone() });
    refused.into_iter().chain([html]).chain(bodies).collect()
}

#[test]
fn what_is_not_well_is_not_well_without_one_of_its_documents() {
    for (rows, files) in together() {
        let source = rows.source_of(&rows.asked());
        let payloads = rows.answered(situations::documents(&rows.kind, &files));
        let well = rows.well(&source, payloads.clone());
        for place in 1..payloads.len() {
            let without = payloads.iter().take(place).cloned().collect();
            let instead = spoilt(&payloads[place]).into_iter().map(|spoilt| {
                let mut payloads = payloads.clone();
                payloads[place] = spoilt;
                payloads
            });
            for answer in std::iter::once(without).chain(instead) {
                let lost = format!("{}: {files}, with {:?}", rows.kind, answer.get(place));
                assert!(rows.well(&source, answer).iter().all(|it| well.contains(it)), "{lost}");
            }
        }
    }
}

#[test]
fn what_is_read_beside_a_page_is_asked_for_once_it_has_answered() {
    for (rows, files) in together() {
        let source = rows.source_of(&[Table::new()]);
        let mut payloads = rows.answered(situations::documents(&rows.kind, &files));
        assert_eq!(next(source.kind, &payloads), None, "{}: {files}", rows.kind);
        payloads.truncate(1);
        let expected = match rows.kind.as_str() {
            "google" => "products.json",
            "instatus" => "/v3/components.json",
            _ => continue,
        };
        assert_eq!(next(source.kind, &payloads), Some(Next::At(expected.to_owned())), "{}: {files}", rows.kind);
        payloads[0].status = 503;
        assert_eq!(next(source.kind, &payloads), None, "{}: {files}", rows.kind);
    }
}
