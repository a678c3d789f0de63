//! Addresses: `https:`, written plainly, to a public host.

use super::cursor::Cursor;
use super::placeholder::filled;
use crate::address::is_public_host;
use url::{Host, Url};

/// How long an address may be.
const LONGEST: usize = 2_000;

/// What a host is that is never asked, and the cure.
const NOT_PUBLIC: &str = "is no host of the public Internet; write one that everyone can reach";

/// The address of a source; placeholders may stand in its path and query, or one variable for all of it. What that one
/// holds is checked at the edge, by the same rules.
pub(super) fn of_source(cursor: &Cursor<'_>) -> Option<Url> {
    cursor.needs("address", r#"address = "https://…""#);
    let text = cursor.text("address")?;
    if text.starts_with('{') {
        let alone = text.starts_with("{var:") && text.find('}') == Some(text.len() - 1);
        if !alone {
            cursor.wrong("address", r#"begins with a placeholder; write all of it as one variable: "{var:NAME}""#);
        } else {
            filled(cursor, "address", text)?;
        }
        return None;
    }
    if authority(text).contains(['{', '}']) {
        cursor.wrong("address", "has a placeholder in its host; write the host out, so that it can be checked here");
        return None;
    }
    https(cursor, "address", &filled(cursor, "address", text)?)
}

/// An address that people follow; nothing is filled in.
pub(super) fn of_people(cursor: &Cursor<'_>, key: &str) -> Option<String> {
    let text = cursor.text(key)?;
    if text.contains(['{', '}']) {
        cursor.wrong(key, "holds a brace; people follow this address as it is written, so write all of it");
        return None;
    }
    https(cursor, key, text).map(|_| text.to_owned())
}

fn https(cursor: &Cursor<'_>, key: &str, text: &str) -> Option<Url> {
    let wrong = |what: &str| {
        cursor.wrong(key, what);
        None::<Url>
    };
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => {
            cursor.wrong(key, format_args!(r#"is not an address ({error}); write it as "https://example.com/health""#));
            return None;
        }
    };
    if authority(text).contains('@') {
        // Not shown: it would be in the build's log.
        cursor.problem(format_args!(
            r#"{key} holds a user name or password; write headers.authorization = "Basic {{secret:NAME}}" instead"#
        ));
        return None;
    }
    if url.scheme() != "https" {
        return wrong(r#"is not https; write "https://…""#);
    }
    if !text.starts_with("https://") || text.contains('\\') || text.contains(char::is_whitespace) {
        return wrong(r#"is not written plainly; write "https://", without white space or backslashes"#);
    }
    if text.chars().count() > LONGEST {
        return wrong("is too long; shorten it to 2000 characters");
    }
    if url.fragment().is_some() {
        return wrong("has a fragment, which is never sent; remove it from `#` on");
    }
    let host = url.host()?;
    if !is_public_host(&host.to_string()) {
        cursor.wrong(key, format_args!("leads to {host}, which {NOT_PUBLIC}"));
        return None;
    }
    if is_odd(&host, bare(authority(text))) {
        cursor.wrong(key, format_args!("spells its host in an odd way; write {host}"));
        return None;
    }
    Some(url)
}

/// Hosts that a redirect may lead to: bare names.
pub(super) fn redirect_hosts(cursor: &Cursor<'_>, own: Option<&Url>) -> Vec<String> {
    let mut hosts = vec![];
    for text in cursor.distinct("redirect_hosts").unwrap_or_default() {
        let place = format!(r#"redirect_hosts: "{text}""#);
        let host = Host::parse(text).ok().filter(|_| !text.contains(['/', ':', '@', '*', '{', ' ']));
        let Some(host) = host else {
            let example = Url::parse(text).ok().and_then(|url| Some(url.host_str()?.to_owned()));
            let example = example.unwrap_or_else(|| "www.example.com".to_owned());
            cursor.problem(format_args!(r#"{place} is not a bare host; write it as "{example}""#));
            continue;
        };
        if !is_public_host(&host.to_string()) {
            cursor.problem(format_args!("{place} {NOT_PUBLIC}"));
        } else if is_odd(&host, text) {
            cursor.problem(format_args!(r#"{place} spells the host in an odd way; write "{host}""#));
        } else if own.and_then(Url::host_str) == Some(host.to_string().as_str()) {
            cursor.problem(format_args!(
                "{place} is the address' own host, which may be redirected to anyway; remove it"
            ));
        }
        hosts.push(host.to_string());
    }
    hosts
}

/// Whether a host is another than it looks like: `0x7f.1`, `%65xample.com`. Letters of other alphabets are well.
fn is_odd<S: AsRef<str>>(host: &Host<S>, written: &str) -> bool {
    match host {
        Host::Domain(name) => written.is_ascii() && !written.eq_ignore_ascii_case(name.as_ref()),
        Host::Ipv4(ip) => ip.to_string() != written,
        Host::Ipv6(ip) => !format!("[{ip}]").eq_ignore_ascii_case(written),
    }
}

/// What stands between `//` and the path.
fn authority(text: &str) -> &str {
    let after = text.split_once("://").map_or("", |(_, after)| after);
    after.split(['/', '?', '#', '\\']).next().unwrap_or("")
}

/// An authority without its port.
fn bare(authority: &str) -> &str {
    let port = |port: &str| port.bytes().all(|digit| digit.is_ascii_digit());
    authority.rsplit_once(':').filter(|(_, end)| port(end)).map_or(authority, |(host, _)| host)
}
