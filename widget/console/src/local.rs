//! Local times of the page's zone, as people write them into a field (`2026-12-01T00:30`), to instants and back.

use chrono::{Datelike, NaiveDateTime};
use fyr_shared::page::Zone;
use fyr_shared::time::Instant;

/// How a field writes a time.
const FORM: &str = "%Y-%m-%dT%H:%M";

/// An instant as clocks of a zone show it.
#[must_use]
pub fn write(zone: &Zone, at: Instant) -> String {
    let local = at.plus(i64::from(zone.offset_at(at))).utc();
    local.map_or_else(String::new, |local| local.format(FORM).to_string())
}

/// The instant at which clocks of a zone show this. Of two, in autumn, the first; an hour that is left out in spring is
/// read as if clocks had not been put forward yet.
#[must_use]
pub fn read(zone: &Zone, text: &str) -> Option<Instant> {
    let shown = text.get(..16).unwrap_or(text);
    let naive = NaiveDateTime::parse_from_str(shown, FORM).ok()?;
    let utc = Instant(naive.and_utc().timestamp());
    // The offset that holds some hours before is that from before the clocks were changed.
    let before = utc.plus(-i64::from(zone.offset_at(utc.plus(-43_200))));
    let after = utc.plus(-i64::from(zone.offset_at(utc)));
    let shows = |at: &Instant| at.plus(i64::from(zone.offset_at(*at))) == utc;
    [before, after].into_iter().find(shows).or(Some(before))
}

/// Which weekday of its month a local time is on, as RFC 5545 writes it: `1TU`; from the 29th on, the last one: `-1TU`.
#[must_use]
pub fn nth_weekday(text: &str) -> Option<String> {
    let local = NaiveDateTime::parse_from_str(text.get(..16)?, FORM).ok()?;
    let weekday = local.weekday().to_string().to_uppercase();
    let nth = if local.day() > 28 { -1 } else { i64::from(local.day0() / 7 + 1) };
    Some(format!("{nth}{}", weekday.get(..2)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use fyr_shared::page::Offset;

    fn oslo() -> Zone {
        let offset = |from: &str, seconds| Offset { from: Instant::parse(from).unwrap(), seconds };
        let offsets = vec![
            offset("2025-10-26T01:00:00Z", 3600),
            offset("2026-03-29T01:00:00Z", 7200),
            offset("2026-10-25T01:00:00Z", 3600),
        ];
        Zone { name: "Europe/Oslo".into(), offsets }
    }

    #[test]
    fn what_clocks_show_is_read_as_it_is_written() {
        for (shown, at) in [
            ("2026-05-04T12:30", "2026-05-04T10:30:00Z"),
            ("2026-12-01T00:30", "2026-11-30T23:30:00Z"),
            ("2026-03-29T01:59", "2026-03-29T00:59:00Z"),
            ("2026-03-29T03:00", "2026-03-29T01:00:00Z"),
            ("2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ] {
            assert_eq!(read(&oslo(), shown), Instant::parse(at), "{shown}");
            assert_eq!(write(&oslo(), Instant::parse(at).unwrap()), shown);
        }
    }

    #[test]
    fn of_two_hours_the_first_is_meant_and_one_that_is_left_out_is_an_hour_later() {
        assert_eq!(read(&oslo(), "2026-10-25T02:30"), Instant::parse("2026-10-25T00:30:00Z"));
        assert_eq!(read(&oslo(), "2026-03-29T02:30"), Instant::parse("2026-03-29T01:30:00Z"));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "2026-13-01T00:00", "i morgen", "2026-05-04"] {
            assert_eq!(read(&oslo(), text), None, "{text}");
        }
    }

    #[test]
    fn a_weekday_of_the_month_is_named_as_the_rule_wants_it() {
        for (local, rule) in [
            ("2026-12-01T00:30", Some("1TU")),
            ("2026-12-08T00:30", Some("2TU")),
            ("2026-12-28T00:30", Some("4MO")),
            ("2026-12-29T00:30", Some("-1TU")),
            ("", None),
        ] {
            assert_eq!(nth_weekday(local).as_deref(), rule, "{local}");
        }
    }
}
