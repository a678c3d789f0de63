//! A payload's bytes as text and as JSON, each read at most once and only when somebody asks.

use super::wire::{List, Object};
use super::{Payload, tree};
use fyr_shared::condition::Body;
use fyr_shared::status::Reason;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::cell::OnceCell;

/// The characters that windows-1252 has where ISO 8859-1 has control codes (0x80 to 0x9F).
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What a source answered with, to be read; or why nothing came.
pub(super) type Documents<'a> = Result<Vec<Document<'a>>, Reason>;

/// So short a text takes no memory to speak of, whatever is in it.
const SHORT: usize = 1_000;

/// A payload that is read on demand.
pub(super) struct Document<'a> {
    payload: &'a Payload,
    text: OnceCell<Result<String, Reason>>,
    json: OnceCell<Result<Value, Reason>>,
}

impl<'a> Document<'a> {
    /// Nothing is read yet.
    pub(super) fn new(payload: &'a Payload) -> Self {
        Self { payload, text: OnceCell::new(), json: OnceCell::new() }
    }

    /// The document of a source's own address: the first.
    pub(super) fn main(documents: &[Self]) -> Result<&Self, Reason> {
        documents.first().ok_or(Reason::Unreadable)
    }

    /// How it came.
    pub(super) fn payload(&self) -> &'a Payload {
        self.payload
    }

    /// Refuses what was not answered with status 200.
    pub(super) fn answered(&self) -> Result<&Self, Reason> {
        if self.payload.status == 200 { Ok(self) } else { Err(Reason::Status) }
    }

    /// The answer as an object of this shape, if it was answered with status 200.
    pub(super) fn object<T: DeserializeOwned>(&self) -> Result<T, Reason> {
        let read = serde_json::from_str(self.answered()?.json_text()?);
        read.map(|Object(value)| value).map_err(|_| Reason::Unreadable)
    }

    /// The answer as a list of at most so many objects of this shape, if it was answered with status 200.
    pub(super) fn list<T: DeserializeOwned, const MAX: usize>(&self) -> Result<Vec<T>, Reason> {
        let read = serde_json::from_str(self.answered()?.json_text()?);
        read.map(|List::<T, MAX>(list)| list).map_err(|_| Reason::Unreadable)
    }

    /// The bytes as text.
    pub(super) fn text(&self) -> Result<&str, Reason> {
        let text = self.text.get_or_init(|| self.decoded().ok_or(Reason::Encoding));
        text.as_deref().map_err(|reason| *reason)
    }

    /// What cannot be as it is labelled, is as it declares itself: some servers call everything UTF-8.
    fn decoded(&self) -> Option<String> {
        let body = &self.payload.body;
        let labelled = self.payload.media_type.as_deref().and_then(charset);
        decode(body, labelled.or_else(|| declared(body))).or_else(|| decode(body, Some(declared(body)?)))
    }

    /// The text, if it may be JSON by its media type. A page in HTML with status 200 is the usual way in which an
    /// address stops being an API: single-page shells, consent pages, challenges.
    pub(super) fn json_text(&self) -> Result<&str, Reason> {
        if !may_be_json(self.payload.media_type.as_deref()) {
            return Err(Reason::MediaType);
        }
        self.text()
    }

    /// The text, if it may be a document with tags by its media type.
    pub(super) fn markup(&self) -> Result<&str, Reason> {
        if !may_be_markup(self.payload.media_type.as_deref()) {
            return Err(Reason::MediaType);
        }
        self.text()
    }

    /// The text, if it may be a feed by its media type. A feed's address that answers in HTML has stopped being one.
    pub(super) fn feed(&self) -> Result<&str, Reason> {
        if essence(self.payload.media_type.as_deref()).contains("html") {
            return Err(Reason::MediaType);
        }
        self.markup()
    }

    /// The answer as JSON.
    pub(super) fn json(&self) -> Result<&Value, Reason> {
        self.json.get_or_init(|| tree::read(self.json_text()?)).as_ref().map_err(|reason| *reason)
    }
}

impl Body for Document<'_> {
    fn text(&self) -> Option<&str> {
        Document::text(self).ok()
    }

    fn json(&self) -> Option<&Value> {
        Document::json(self).ok()
    }
}

/// A media type without its parameters, in lower case.
fn essence(media_type: Option<&str>) -> String {
    media_type.and_then(|text| text.split(';').next()).unwrap_or_default().trim().to_ascii_lowercase()
}

/// Whether an answer of this media type may be JSON. Odd but harmless ones are let through.
fn may_be_json(media_type: Option<&str>) -> bool {
    let essence = essence(media_type);
    let harmless = [
        "",
        "text/plain",
        "text/javascript",
        "application/javascript",
        "application/x-javascript",
        "application/octet-stream",
    ];
    essence.ends_with("/json") || essence.ends_with("+json") || harmless.contains(&essence.as_str())
}

/// Whether an answer of this media type may be a document with tags: HTML, RSS, Atom. Odd but harmless ones are let through.
fn may_be_markup(media_type: Option<&str>) -> bool {
    let essence = essence(media_type);
    let harmless = ["", "text/html", "text/plain", "text/xml", "application/xml", "application/octet-stream"];
    essence.ends_with("+xml") || harmless.contains(&essence.as_str())
}

/// The `charset` of a media type, in lower case.
fn charset(media_type: &str) -> Option<String> {
    let named = |parameter: &str| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    };
    media_type.split(';').skip(1).find_map(named)
}

/// The encoding that a document in XML declares, in lower case; one in UTF-16 shows it by how its declaration is written.
fn declared(body: &[u8]) -> Option<String> {
    if body.starts_with(b"\0<\0?") || body.starts_with(b"<\0?\0") {
        return Some("utf-16".to_owned());
    }
    let declaration = body.strip_prefix(b"<?xml")?.split(|byte| *byte == b'>').next()?;
    let declaration = std::str::from_utf8(declaration).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    value.split(['"', '\'']).nth(1).map(str::to_ascii_lowercase)
}

/// By byte order mark first, then by charset or what the document declares, then as UTF-8.
fn decode(bytes: &[u8], charset: Option<String>) -> Option<String> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return utf_8(rest),
        [0xFE, 0xFF, rest @ ..] => return utf_16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => return utf_16(rest, u16::from_le_bytes),
        _ => {}
    }
    // A text in UTF-16 that begins in ASCII, as JSON does, shows which end comes first. Where neither byte is zero the
    // label is wrong: some servers call UTF-8 `charset=utf-16`.
    let wide = |label: &str| label.starts_with("utf-16");
    match (charset.as_deref(), bytes) {
        (Some(label), [0, _, ..]) if wide(label) => utf_16(bytes, u16::from_be_bytes),
        (Some(label), [_, 0, ..]) if wide(label) => utf_16(bytes, u16::from_le_bytes),
        (Some("iso-8859-1" | "latin1" | "windows-1252" | "cp1252"), _) => western(bytes),
        _ => utf_8(bytes),
    }
}

fn utf_8(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let text = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<String, _>>().ok();
    text.filter(|_| rest.is_empty())
}

/// What the web calls ISO 8859-1 is windows-1252 (WHATWG Encoding).
fn western(bytes: &[u8]) -> Option<String> {
    let character = |byte: &u8| {
        let special = byte.checked_sub(0x80).and_then(|at| WINDOWS_1252.get(usize::from(at)));
        special.copied().unwrap_or(char::from(*byte))
    };
    let length: usize = bytes.iter().map(|byte| character(byte).len_utf8()).sum();
    // Where most characters are beyond ASCII it is no text in a western language, and may take three times its bytes.
    if length > SHORT + bytes.len() + bytes.len() / 2 {
        return None;
    }
    let mut text = String::with_capacity(length);
    text.extend(bytes.iter().map(character));
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn payload(media_type: Option<&str>, body: &[u8]) -> Payload {
        Payload {
            status: 200,
            media_type: media_type.map(str::to_owned),
            body: body.to_vec(),
            elapsed_ms: 1,
            place: None,
            date: None,
        }
    }

    fn big_endian(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_be_bytes).collect()
    }

    fn little_endian(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn encodings() {
        let text = "{\"a\":\"på\"}";
        let json = Some("application/json");
        for (what, media_type, body) in [
            ("plain", json, text.as_bytes().to_vec()),
            ("UTF-8 with mark", json, [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("UTF-16BE with mark, as AWS sends it", json, [b"\xFE\xFF".to_vec(), big_endian(text)].concat()),
            ("UTF-16LE with mark", json, [b"\xFF\xFE".to_vec(), little_endian(text)].concat()),
            ("UTF-16BE by label", Some("application/json; charset=\"UTF-16\""), big_endian(text)),
            ("UTF-16LE by label", Some("application/json;charset=utf-16le"), little_endian(text)),
            ("UTF-8 that is labelled UTF-16", Some("application/json;charset=utf-16"), text.as_bytes().to_vec()),
            ("mark beats label", Some("text/plain; charset=latin1"), [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
            ("latin 1", Some("application/json; charset=ISO-8859-1"), b"{\"a\":\"p\xE5\"}".to_vec()),
            ("no media type", None, text.as_bytes().to_vec()),
        ] {
            assert_eq!(Document::new(&payload(media_type, &body)).json_text(), Ok(text), "{what}");
        }
        let swedish = "<?xml version='1.0' encoding='ISO-8859-1'?><a>å</a>";
        let latin_1: Vec<u8> = swedish.chars().map(|it| u8::try_from(u32::from(it)).unwrap()).collect();
        for (what, media_type, body) in [
            ("as XML declares", "text/xml", latin_1.clone()),
            ("as XML declares, for the label is wrong", "text/xml; charset=utf-8", latin_1),
            ("the label beats what XML declares", "text/xml; charset=utf-8", swedish.as_bytes().to_vec()),
            ("XML in UTF-16BE without mark", "application/rss+xml", big_endian(swedish)),
            ("XML in UTF-16LE without mark", "application/rss+xml", little_endian(swedish)),
        ] {
            assert_eq!(Document::new(&payload(Some(media_type), &body)).feed(), Ok(swedish), "{what}");
        }
        let dashes = payload(Some("text/plain; charset=windows-1252"), b"a \x96 b");
        assert_eq!(Document::new(&dashes).text(), Ok("a – b"));
        let euros = payload(Some("text/plain; charset=latin1"), &[0x80; 1_000]);
        assert_eq!(Document::new(&euros).text(), Err(Reason::Encoding));
        for body in [b"p\xE5".as_slice(), b"\xFE\xFF\x00", b"\xFE\xFF\xD8\x00", b"\xEF\xBB\xBF\xFF"] {
            assert_eq!(Document::new(&payload(json, body)).text(), Err(Reason::Encoding), "{body:?}");
        }
    }

    #[test]
    fn media_types() {
        for (media_type, reason) in [
            ("application/json", None),
            ("Application/JSON; charset=utf-8", None),
            ("application/problem+json", None),
            ("text/plain", None),
            ("", None),
            ("text/html", Some(Reason::MediaType)),
            ("text/html; charset=utf-8", Some(Reason::MediaType)),
            ("application/xhtml+xml", Some(Reason::MediaType)),
            ("image/png", Some(Reason::MediaType)),
        ] {
            assert_eq!(Document::new(&payload(Some(media_type), b"{}")).json().err(), reason, "{media_type}");
        }
        assert_eq!(Document::new(&payload(None, b"<html>")).json().err(), Some(Reason::Unreadable));
        for (media_type, reason) in [
            ("application/rss+xml; charset=utf-8", None),
            ("application/atom+xml", None),
            ("text/xml", None),
            ("application/xml", None),
            ("text/plain", None),
            ("text/html", Some(Reason::MediaType)),
            ("application/xhtml+xml", Some(Reason::MediaType)),
            ("application/json", Some(Reason::MediaType)),
        ] {
            assert_eq!(Document::new(&payload(Some(media_type), b"<rss/>")).feed().err(), reason, "{media_type}");
        }
    }
}
