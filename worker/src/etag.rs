//! Strong entity tags: a hash of the body, the same for every reader, so that it says nothing about any of them.

use crate::hash::sha256;

/// How many hex digits of the hash a tag has.
const LENGTH: usize = 24;

/// The tag of a body, with quotes.
#[must_use]
pub fn of(body: &str) -> String {
    let mut tag = String::from("\"");
    tag.extend(sha256(body).chars().take(LENGTH));
    tag.push('"');
    tag
}

/// Whether `If-None-Match` names a tag: by weak comparison, as RFC 9110 §13.1.2 has it.
#[must_use]
pub fn matches(if_none_match: &str, etag: &str) -> bool {
    let plain = |tag: &str| tag.trim().trim_start_matches("W/") == etag;
    if_none_match.trim() == "*" || if_none_match.split(',').any(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_tags_match() {
        let tag = of("body");
        assert_eq!(tag, "\"230d8358dc8e8890b4c58dee\"", "the beginning of SHA-256, as readers have it of before");
        assert_ne!(tag, of("another body"));
        for (header, expected) in [
            (tag.clone(), true),
            (format!("W/{tag}"), true),
            (format!("\"other\", {tag}"), true),
            ("*".to_owned(), true),
            ("\"other\"".to_owned(), false),
            (String::new(), false),
        ] {
            assert_eq!(matches(&header, &tag), expected, "{header}");
        }
    }
}
