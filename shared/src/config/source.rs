//! `[[source]]`: where we ask.

use super::cursor::{Cursor, meant, repeated};
use super::page::Names;
use super::terms::Terms;
use super::{about, address, header, span, text};
use crate::ids::RegionId;
use crate::page::{About, Source, SourceKind};
use url::Url;

pub(super) const KEYS: [&str; 16] = [
    "id",
    "name",
    "kind",
    "address",
    "regions",
    "every",
    "retry",
    "timeout",
    "max_bytes",
    "redirect_hosts",
    "headers",
    "confirm",
    "display",
    "contract",
    "fails_as",
    "about",
];

/// The one document of Statuspage v2 that holds all we read.
const SUMMARY: &str = "/api/v2/summary.json";

/// A source, by terms inherited from the page.
pub(super) fn read(cursor: &Cursor<'_>, id: &str, inherited: Terms, names: &Names<'_>) -> Source {
    cursor.needs("name", r#"name = "…", whose it is as readers may see it"#);
    let kind = kind(cursor);
    let terms = inherited.overridden(cursor);
    let address = address::of_source(cursor);
    if kind == Some(SourceKind::Statuspage) {
        check_status_page(cursor, address.as_ref());
    }
    Source {
        id: id.into(),
        name: text::plain(cursor, "name").unwrap_or_default(),
        kind: kind.unwrap_or(SourceKind::Http),
        address: cursor.text("address").unwrap_or_default().to_owned(),
        headers: header::read(cursor),
        redirect_hosts: address::redirect_hosts(cursor, address.as_ref()),
        regions: regions(cursor, kind, names),
        every: terms.every,
        retry: terms.retry,
        timeout_ms: narrow(span::milliseconds(cursor, "timeout", "500ms", "15s")).unwrap_or(8_000),
        max_bytes: narrow(span::bytes(cursor, "max_bytes", "1KB", "2MB")).unwrap_or(1_000_000),
        about: abouts(cursor, kind, terms, names),
    }
}

fn narrow(number: Option<i64>) -> Option<u32> {
    u32::try_from(number?).ok()
}

fn kind(cursor: &Cursor<'_>) -> Option<SourceKind> {
    let words = SourceKind::ALL.map(SourceKind::as_str);
    cursor.needs("kind", &format!(r#"kind = "{}""#, words.join(r#"" or ""#)));
    let word = cursor.word("kind", &words)?;
    SourceKind::ALL.into_iter().find(|kind| kind.as_str() == word)
}

fn check_status_page(cursor: &Cursor<'_>, address: Option<&Url>) {
    for key in ["fails_as", "confirm"] {
        cursor.refuses(key, "is for own probes: a status page that does not answer is unknown, never down; remove it");
    }
    let Some(address) = address.filter(|address| address.path() != SUMMARY) else { return };
    let host = address.host_str().unwrap_or("status.example.com");
    cursor.wrong("address", format_args!(r#"is not a Statuspage summary; write "https://{host}{SUMMARY}""#));
}

/// From where: an own probe from all regions, a status page, which says the same everywhere, from the first.
fn regions(cursor: &Cursor<'_>, kind: Option<SourceKind>, names: &Names<'_>) -> Vec<RegionId> {
    let Some(chosen) = cursor.distinct("regions") else {
        let many = if kind == Some(SourceKind::Statuspage) { 1 } else { names.regions.len() };
        return names.regions.iter().take(many).map(|id| RegionId::from(*id)).collect();
    };
    if chosen.is_empty() {
        cursor.problem("regions is empty; name a region, or remove it for the default");
    }
    for id in chosen.iter().filter(|id| !names.regions.contains(id)) {
        cursor.problem(format_args!(r#"regions: "{id}" is no region of this page; {}"#, meant(id, &names.regions)));
    }
    chosen.into_iter().map(RegionId::from).collect()
}

fn abouts(cursor: &Cursor<'_>, kind: Option<SourceKind>, terms: Terms, names: &Names<'_>) -> Vec<About> {
    let tables = cursor.entries("about", "component", &about::KEYS);
    if tables.is_empty() {
        cursor.problem("is about nothing; add a table [[source.about]] with component = \"…\"");
    }
    let spoken: Vec<&str> = tables.iter().filter_map(|about| about.text("component")).collect();
    for id in repeated(&spoken) {
        cursor.problem(format_args!("speaks twice of component `{id}`; put it into one [[source.about]]"));
    }
    tables.iter().map(|about| about::read(about, kind, terms, names)).collect()
}
