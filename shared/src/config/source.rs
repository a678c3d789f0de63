//! `[[source]]`: where we ask.

use super::cursor::{Cursor, meant, repeated};
use super::page::Names;
use super::placeholder::filled;
use super::terms::Terms;
use super::{about, address, environment, header, span, text};
use crate::ids::RegionId;
use crate::lang::Lang;
use crate::page::{About, Source, SourceKind};
use crate::pattern::fits;
use url::Url;

pub(super) const KEYS: [&str; 20] = [
    "id",
    "name",
    "env",
    "kind",
    "address",
    "body",
    "embedded",
    "lang",
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

/// A source, by terms inherited from the page.
pub(super) fn read(cursor: &Cursor<'_>, id: &str, inherited: Terms, names: &Names<'_>) -> Source {
    cursor.needs("name", r#"name = "…", whose it is as readers may see it"#);
    let kind = kind(cursor);
    let terms = inherited.overridden(cursor);
    let address = address::of_source(cursor);
    if let Some(kind) = kind {
        check_kind(cursor, kind, address.as_ref());
    }
    Source {
        id: id.into(),
        name: text::plain(cursor, "name").unwrap_or_default(),
        env: environment::of_source(cursor, names).into(),
        kind: kind.unwrap_or(SourceKind::Http),
        address: cursor.text("address").unwrap_or_default().to_owned(),
        body: body(cursor),
        headers: header::read(cursor),
        redirect_hosts: address::redirect_hosts(cursor, address.as_ref()),
        embedded: text::plain(cursor, "embedded"),
        lang: lang(cursor),
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
    cursor.needs("kind", r#"kind = "http" for an address of your own, otherwise what `cargo xtask detect` says"#);
    let word = cursor.word("kind", &words)?;
    SourceKind::ALL.into_iter().find(|kind| kind.as_str() == word)
}

/// What a kind does not take, and an address that cannot be what it reads.
fn check_kind(cursor: &Cursor<'_>, kind: SourceKind, address: Option<&Url>) {
    if !kind.is_own_probe() {
        for key in ["fails_as", "confirm"] {
            cursor.refuses(
                key,
                "is for own probes: a status page that does not answer is unknown, never down; remove it",
            );
        }
    }
    if kind != SourceKind::Html {
        cursor.refuses("embedded", r#"is for pages in HTML; remove it, or write kind = "html""#);
    }
    let Some(address) = address else { return };
    let paths = kind.paths();
    if address.path().contains(['*', '<']) || address.path().contains("%3C") {
        cursor.wrong("address", "holds a place for a name; write the name itself");
    } else if !paths.is_empty() && !paths.iter().any(|pattern| fits(pattern, address.path())) {
        let host = address.host_str().unwrap_or("status.example.com");
        let examples: Vec<String> = paths.iter().map(|path| format!(r#""https://{host}{}""#, example(path))).collect();
        let kind = kind.as_str();
        cursor.wrong("address", format_args!("is not where {kind} is read; write {}", examples.join(" or ")));
    }
}

/// A path of this shape, with a place for what is its page's own.
fn example(path: &str) -> String {
    path.trim_start_matches('*').replace('*', "<name>")
}

/// What is posted: a form, on one line.
fn body(cursor: &Cursor<'_>) -> Option<String> {
    let text = cursor.text("body")?;
    if text.is_empty() || text.chars().count() > 1_000 || text.chars().any(char::is_control) {
        cursor.wrong("body", "is not a form; write 1 to 1000 characters on one line: \"key={secret:KEY}&format=json\"");
        return None;
    }
    filled(cursor, "body", text).map(|_| text.to_owned())
}

/// The language of its texts: most suppliers write English.
fn lang(cursor: &Cursor<'_>) -> Lang {
    let Some(tag) = cursor.text("lang") else { return Lang::En };
    let lang = Lang::ALL.into_iter().find(|lang| lang.as_str() == tag);
    if lang.is_none() {
        cursor.wrong("lang", format_args!("is not known; {}", text::languages_are(tag)));
    }
    lang.unwrap_or(Lang::En)
}

/// From where: an own probe from all regions, a status page, which says the same everywhere, from the first.
fn regions(cursor: &Cursor<'_>, kind: Option<SourceKind>, names: &Names<'_>) -> Vec<RegionId> {
    let Some(chosen) = cursor.distinct("regions") else {
        let many = if kind.is_some_and(|kind| !kind.is_own_probe()) { 1 } else { names.regions.len() };
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
