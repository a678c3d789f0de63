//! Request headers of a source.

use super::cursor::Cursor;
use super::placeholder::filled;

/// How long a value may be.
const LONGEST: usize = 1_000;

/// Set by whoever sends the request, or meant for the next hop only.
const NOT_OURS: [&str; 13] = [
    "host",
    "content-length",
    "connection",
    "keep-alive",
    "proxy-connection",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "expect",
    "accept-encoding",
];

/// Parts of the names of headers whose values are secrets.
const SECRET: [&str; 5] = ["authorization", "cookie", "token", "api-key", "secret"];

/// The headers, with their names in lower case.
pub(super) fn read(cursor: &Cursor<'_>) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = vec![];
    for (written, value) in cursor.table("headers").into_iter().flatten() {
        let (place, name) = (format!("headers.{written}"), written.to_ascii_lowercase());
        check_name(cursor, &place, &name);
        if headers.iter().any(|(other, _)| *other == name) {
            cursor.problem(format_args!("{place} is there twice, in upper and lower case; remove one"));
        }
        match value.as_str() {
            Some(value) => check_value(cursor, &place, &name, value),
            None => cursor.problem(format_args!(r#"{place} is not a text; write {place} = "…""#)),
        }
        headers.push((name, value.as_str().unwrap_or_default().to_owned()));
    }
    headers
}

fn check_name(cursor: &Cursor<'_>, place: &str, name: &str) {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.contains('{') {
        cursor.problem(format_args!("{place}: secrets stand in values of headers, never in names"));
    } else if name.is_empty() || !name.bytes().all(allowed) {
        cursor.problem(format_args!("{place} is not a header's name; write letters, digits and hyphens"));
    } else if NOT_OURS.contains(&name) {
        cursor.problem(format_args!("{place} is set by the platform that sends the request; remove it"));
    }
}

fn check_value(cursor: &Cursor<'_>, place: &str, name: &str, value: &str) {
    let visible = value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if value.is_empty() || value.len() > LONGEST || !visible || value.trim() != value {
        cursor.problem(format_args!(
            "{place} is no value of a header; write 1 to {LONGEST} visible ASCII characters, without spaces around them"
        ));
        return;
    }
    if filled(cursor, place, value).is_none() || name.contains('{') {
        return;
    }
    if SECRET.iter().any(|part| name.contains(part)) && !value.contains("{secret:") {
        cursor.problem(format_args!("{place} is a secret in clear text; write {place} = \"{{secret:NAME}}\""));
    }
}
