//! `Retry-After`: when an upstream that has had enough wants to be asked again.

use fyr_shared::time::Instant;

/// The instant that a `Retry-After` of an answer at `now` names: so many seconds later, or a date of HTTP. `None` for
/// what is neither, and for what has passed.
#[must_use]
pub(super) fn read(value: &str, now: Instant) -> Option<Instant> {
    let value = value.trim();
    let at = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds: longer than anybody waits.
        now.plus(value.parse().unwrap_or(i64::MAX))
    } else {
        Instant::parse_mail(value)?
    };
    (at > now).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_an_upstream_wants_to_be_asked_again() {
        let now = Instant::parse("2026-05-04T10:00:00Z").unwrap();
        for (value, seconds) in [
            ("120", Some(120)),
            (" 1 ", Some(1)),
            ("0", None),
            ("Mon, 04 May 2026 10:02:30 GMT", Some(150)),
            ("Mon, 04 May 2026 09:59:59 GMT", None),
            ("Mon, 04 May 2026 10:02:30", None),
            ("Mon, 04 Mai 2026 10:02:30 GMT", None),
            ("Mon, 34 May 2026 10:02:30 GMT", None),
            ("2026-05-04T10:02:30Z", None),
            ("-5", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(read(value, now).map(|at| at.since(now)), seconds, "{value:?}");
        }
        assert!(read("99999999999999999999999", now).is_some_and(|at| at.since(now) > 1_000_000));
    }
}
