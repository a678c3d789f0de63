//! Patterns in which `*` stands for any text, also none.

/// Whether a text has the shape of a pattern. Takes no more steps than the two are long.
///
/// # Examples
/// ```
/// use fyr_shared::pattern::fits;
/// assert!(fits("*/api/*/summary.json", "/en/api/v2/summary.json"));
/// assert!(!fits("ab*ba", "aba"));
/// ```
#[must_use]
pub fn fits(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else { return false };
    let Some(tail) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(tail)
}
