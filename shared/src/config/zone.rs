//! The page's time zone: its offsets, worked out natively from the IANA rules and never from a machine's clock.

use super::cursor::Cursor;
use super::nearest::nearest;
use crate::page::{Offset, Zone};
use crate::time::{DAY, Instant};
use chrono::{DateTime, Offset as _, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

const FROM: Instant = Zone::KNOWN_FROM;
const TO: Instant = Zone::KNOWN_UNTIL;

/// The zone of the page.
pub(super) fn read(cursor: &Cursor<'_>) -> Option<Zone> {
    cursor.needs("zone", r#"zone = "Europe/Oslo""#);
    let name = cursor.text("zone")?;
    let Ok(zone) = name.parse::<Tz>() else {
        let city =
            TZ_VARIANTS.into_iter().map(|zone| zone.name()).find(|zone| zone.split('/').next_back() == Some(name));
        let cure = match city.or_else(|| nearest(name, TZ_VARIANTS.into_iter().map(|zone| zone.name()))) {
            Some(near) => format!(r#"did you mean "{near}"?"#),
            None => r#"write its IANA name, such as "Europe/Oslo""#.to_owned(),
        };
        cursor.wrong("zone", format_args!("is not a time zone; {cure}"));
        return None;
    };
    Some(Zone { name: name.to_owned(), offsets: offsets(zone) })
}

fn offsets(zone: Tz) -> Vec<Offset> {
    let mut table = vec![Offset { from: FROM, seconds: seconds(zone, FROM) }];
    let mut day = FROM;
    while day < TO {
        let next = day.plus(DAY);
        if seconds(zone, day) != seconds(zone, next) {
            let from = change(zone, day, next);
            table.push(Offset { from, seconds: seconds(zone, from) });
        }
        day = next;
    }
    table
}

/// The first instant after `before` that has the offset of `after`.
fn change(zone: Tz, mut before: Instant, mut after: Instant) -> Instant {
    let new = seconds(zone, after);
    while after.since(before) > 1 {
        let middle = before.plus(after.since(before) / 2);
        if seconds(zone, middle) == new {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

fn seconds(zone: Tz, at: Instant) -> i32 {
    let utc = DateTime::from_timestamp(at.0, 0).unwrap_or_default().naive_utc();
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_and_winter_time() {
        for (zone, at, expected) in [
            (Tz::Europe__Oslo, "2024-01-01T00:00:00Z", 3_600),
            (Tz::Europe__Oslo, "2026-03-29T00:59:59Z", 3_600),
            (Tz::Europe__Oslo, "2026-03-29T01:00:00Z", 7_200),
            (Tz::Europe__Oslo, "2026-10-25T00:59:59Z", 7_200),
            (Tz::Europe__Oslo, "2026-10-25T01:00:00Z", 3_600),
            (Tz::Europe__Oslo, "2040-07-01T00:00:00Z", 7_200),
            (Tz::Asia__Kolkata, "2030-07-01T00:00:00Z", 19_800),
            (Tz::UTC, "2030-07-01T00:00:00Z", 0),
        ] {
            let table = Zone { name: zone.name().to_owned(), offsets: offsets(zone) };
            assert_eq!(table.offset_at(Instant::parse(at).unwrap()), expected, "{zone} {at}");
        }
        assert_eq!(offsets(Tz::Europe__Oslo).len(), 1 + 17 * 2, "two changes in each of seventeen years");
        assert_eq!(offsets(Tz::UTC).len(), 1);
    }
}
