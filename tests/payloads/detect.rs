//! What `cargo xtask detect` makes of an address and of a document: what it tries, in which order, and which kind fits.

use super::situations::{all, documents};
use fyr_shared::page::{SourceKind, Takes};
use fyr_worker::adapters::Payload;
use fyr_worker::adapters::detect::{advertised, any, candidates, fit};
use url::Url;

fn tried(pasted: &str) -> Vec<(&'static str, String)> {
    let candidates = candidates(&Url::parse(pasted).unwrap()).into_iter();
    candidates.map(|candidate| (candidate.kind.as_str(), candidate.address)).collect()
}

#[test]
fn known_hosts_come_first_then_each_format_where_it_usually_is() {
    for (pasted, first, address) in [
        ("https://status.hetzner.com/", "hetzner", "https://status.hetzner.com/en"),
        ("https://status.firebase.google.com/summary", "google", "https://status.firebase.google.com/incidents.json"),
        ("https://status.cloud.microsoft", "microsoft", "https://status.cloud.microsoft/api/posts/mac"),
        ("https://status.example.com/", "statuspage", "https://status.example.com/api/v2/summary.json"),
        (
            "https://status.example.com/en/api/v2/summary.json",
            "statuspage",
            "https://status.example.com/en/api/v2/summary.json",
        ),
    ] {
        let (kind, found) = tried(pasted).into_iter().next().unwrap();
        assert_eq!((kind, found.as_str()), (first, address), "{pasted}");
    }
    let usual = tried("https://status.example.com/");
    let order: Vec<&str> = usual.iter().map(|(kind, _)| *kind).collect();
    assert!(order.starts_with(&["statuspage", "instatus", "betterstack"]), "{order:?}");
    // What cannot be guessed is not tried, unless it was pasted.
    assert!(usual.iter().all(|(_, address)| !address.contains('*')), "{usual:?}");
    assert!(tried("https://kuma.example/api/status-page/main").iter().any(|(kind, _)| *kind == "uptimekuma"));
}

#[test]
fn what_a_page_names_is_tried_too() {
    let html = r#"<link rel="alternate" type="application/rss+xml" href="/feed.rss"><a href="https://api.status.io/pages/5f0a1b2c3d4e5f6071829304">"#;
    let payload = Payload {
        status: 200,
        media_type: Some("text/html".into()),
        body: html.into(),
        elapsed_ms: 1,
        place: None,
        date: None,
    };
    let found = advertised(&Url::parse("https://status.example.com/x").unwrap(), &payload);
    let found: Vec<_> = found.iter().map(|it| (it.kind.as_str(), it.address.as_str())).collect();
    assert_eq!(
        found,
        [
            ("statusio", "https://api.status.io/1.0/status/5f0a1b2c3d4e5f6071829304"),
            ("feed", "https://status.example.com/feed.rss"),
        ]
    );
}

#[test]
fn each_kind_is_known_by_its_own_document_and_none_by_garbage() {
    for rows in all() {
        let kind = SourceKind::parse(&rows.kind).unwrap();
        if matches!(kind.takes(), Takes::Probe | Takes::Levels) {
            continue;
        }
        let (files, _) = rows.says.iter().find(|(_, said)| said.iter().any(|(_, it)| it == "operational")).unwrap();
        let payloads = rows.answered(documents(&rows.kind, files));
        let found = fit(kind, &payloads, rows.now()).unwrap_or_else(|| panic!("{}: {files} does not fit", rows.kind));
        assert!(kind.takes() == Takes::Feed || !found.names.is_empty(), "{}: no names", rows.kind);
        assert_eq!(any(&payloads, rows.now()).map(|found| found.kind), Some(kind), "{files} is taken for another");
        for file in ["garbage", "truncated", "empty"] {
            let (files, _) = rows.says.iter().find(|(files, _)| files.contains(file)).unwrap();
            let payloads = rows.answered(documents(&rows.kind, files));
            assert!(any(&payloads, rows.now()).is_none(), "{}: {files}", rows.kind);
        }
    }
}

#[test]
fn what_is_to_be_pasted_is_a_page_file() {
    for rows in all() {
        let kind = SourceKind::parse(&rows.kind).unwrap();
        let Some((files, _)) = rows.says.iter().find(|(_, said)| said.iter().any(|(_, it)| it == "operational")) else {
            continue;
        };
        let Some(mut found) = fit(kind, &rows.answered(documents(&rows.kind, files)), rows.now()) else { continue };
        found.names.insert(0, (r#"A "quoted" \name"#.to_owned(), None));
        let path = kind.paths().first().map_or("/", |path| path.trim_start_matches('*')).replace('*', "x");
        let pasted = found.told(&format!("https://status.example.com{path}"), "supplier", 900_000);
        let page = format!(
            "name = \"P\"\nlanguages = [\"en\"]\nzone = \"Europe/Oslo\"\n[[region]]\nid = \"north\"\nhint = \"weur\"\nname.en = \"N\"\n\
             [[component]]\nid = \"api\"\nname.en = \"API\"\n{pasted}"
        );
        let read = fyr_shared::config::read("pasted.toml", &page);
        let page = read.unwrap_or_else(|problems| panic!("{}: {problems:?}\n{page}", rows.kind));
        assert_eq!((page.sources[0].kind, page.sources[0].max_bytes), (kind, 2_000_000));
    }
}
