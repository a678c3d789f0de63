//! When a channel is open: a table of spans, compiled from the page file. Reading it needs no calendar, no time zone and no
//! rules; past its end nothing is known.

use crate::time::{Instant, MINUTE};
use serde::{Deserialize, Serialize};

/// When something is open, from one instant to another. Between spans it is closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// Where the table begins.
    pub from: Instant,
    /// Where it ends; from then on nothing is known.
    pub until: Instant,
    /// Minutes closed, minutes open, and so on by turns, from the beginning. Behind the last it is closed.
    pub minutes: Vec<u32>,
}

/// Whether something is open at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is, until it closes; `None`: it does not close as far as the table goes.
    Open(Option<Instant>),
    /// It is not, until it opens; `None`: it does not open as far as the table goes.
    Closed(Option<Instant>),
    /// The table says nothing about that instant.
    Unknown,
}

impl Hours {
    /// A table of spans: whole minutes, in order, none overlapping another, all of them inside.
    #[must_use]
    pub fn of(from: Instant, until: Instant, spans: &[(Instant, Instant)]) -> Self {
        let ends = spans.iter().flat_map(|(opens, closes)| [*opens, *closes]);
        let mut last = from;
        let minutes = ends.map(|end| {
            let span = end.since(last) / MINUTE;
            last = end;
            u32::try_from(span).unwrap_or_default()
        });
        Self { from, until, minutes: minutes.collect() }
    }

    /// Each span: when it opens, and when it closes.
    pub fn spans(&self) -> impl Iterator<Item = (Instant, Instant)> {
        let mut at = self.from;
        self.minutes.chunks_exact(2).map(move |pair| {
            let mut step = |minutes: Option<&u32>| {
                at = at.plus(i64::from(minutes.copied().unwrap_or_default()) * MINUTE);
                at
            };
            (step(pair.first()), step(pair.last()))
        })
    }

    /// How it stands at an instant.
    #[must_use]
    pub fn at(&self, now: Instant) -> Standing {
        if !self.knows(now) {
            return Standing::Unknown;
        }
        match self.spans().find(|(_, closes)| *closes > now) {
            Some((opens, _)) if opens > now => Standing::Closed(Some(opens)),
            Some((_, closes)) => Standing::Open((closes < self.until).then_some(closes)),
            None => Standing::Closed(None),
        }
    }

    /// When so many seconds have passed during which it was open; `None` where the table ends before.
    #[must_use]
    pub fn after(&self, now: Instant, seconds: i64) -> Option<Instant> {
        let mut left = seconds;
        for (opens, closes) in self.spans().filter(|(_, closes)| self.knows(now) && *closes > now) {
            let begins = opens.max(now);
            let open = closes.since(begins);
            if open >= left {
                return Some(begins.plus(left));
            }
            left -= open;
        }
        None
    }

    /// When the so manieth span ends that begins after an instant; `None` where the table ends before, or with it: that span may
    /// go on.
    #[must_use]
    pub fn end_of_next(&self, now: Instant, count: usize) -> Option<Instant> {
        let next = self.spans().filter(|(opens, _)| self.knows(now) && *opens > now);
        next.take(count).nth(count.checked_sub(1)?).map(|(_, closes)| closes).filter(|closes| *closes < self.until)
    }

    /// The part of the table between two instants.
    #[must_use]
    pub fn between(&self, from: Instant, until: Instant) -> Self {
        let (from, until) = (from.max(self.from), until.min(self.until));
        let inside = |(opens, closes): (Instant, Instant)| (opens.max(from), closes.min(until));
        let spans: Vec<_> = self.spans().map(inside).filter(|(opens, closes)| opens < closes).collect();
        Self::of(from, until.max(from), &spans)
    }

    /// The same, closed between two instants, in whole minutes.
    #[must_use]
    pub fn without(&self, from: Instant, until: Instant) -> Self {
        let (from, until) = (from.floor(MINUTE), until.next_minute());
        let rest = |(opens, closes): (Instant, Instant)| [(opens, closes.min(from)), (opens.max(until), closes)];
        let spans: Vec<_> = self.spans().flat_map(rest).filter(|(opens, closes)| opens < closes).collect();
        Self::of(self.from, self.until, &spans)
    }

    /// Open whenever the other is closed.
    #[must_use]
    pub fn complement(&self) -> Self {
        let mut minutes = self.minutes.clone();
        let behind = self.spans().last().map_or(self.from, |(_, closes)| closes);
        if minutes.first() == Some(&0) {
            minutes.remove(0);
        } else {
            minutes.insert(0, 0);
        }
        let rest = u32::try_from(self.until.since(behind) / MINUTE).unwrap_or_default();
        match rest {
            0 => minutes.truncate(minutes.len() / 2 * 2),
            rest => minutes.push(rest),
        }
        Self { minutes, ..*self }
    }

    fn knows(&self, now: Instant) -> bool {
        self.from <= now && now < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::Standing::{Closed, Open, Unknown};
    use super::*;

    fn at(text: &str) -> Instant {
        Instant::parse(&format!("2026-05-{text}:00Z")).unwrap()
    }

    /// Tuesday and Wednesday 8.00 to 16.27, in a table from Monday to Friday.
    fn office() -> Hours {
        let spans = [(at("05T08:00"), at("05T16:27")), (at("06T08:00"), at("06T16:27"))];
        Hours::of(at("04T00:00"), at("08T00:00"), &spans)
    }

    #[test]
    fn how_it_stands() {
        for (now, expected) in [
            ("03T23:59", Unknown),
            ("04T00:00", Closed(Some(at("05T08:00")))),
            ("05T07:59", Closed(Some(at("05T08:00")))),
            ("05T08:00", Open(Some(at("05T16:27")))),
            ("05T16:26", Open(Some(at("05T16:27")))),
            ("05T16:27", Closed(Some(at("06T08:00")))),
            ("06T16:27", Closed(None)),
            ("07T23:59", Closed(None)),
            ("08T00:00", Unknown),
        ] {
            assert_eq!(office().at(at(now)), expected, "{now}");
        }
        let always = Hours::of(at("04T00:00"), at("08T00:00"), &[(at("04T00:00"), at("08T00:00"))]);
        assert_eq!((always.at(at("05T12:00")), always.at(at("08T00:00"))), (Open(None), Unknown));
    }

    #[test]
    fn what_is_open_when_it_is_closed() {
        let outside = office().complement();
        let spans: Vec<_> = outside.spans().collect();
        let expected = [("04T00:00", "05T08:00"), ("05T16:27", "06T08:00"), ("06T16:27", "08T00:00")];
        assert_eq!(spans, expected.map(|(opens, closes)| (at(opens), at(closes))));
        assert_eq!(outside.complement(), office());
        let always = Hours::of(at("04T00:00"), at("08T00:00"), &[(at("04T00:00"), at("08T00:00"))]);
        assert_eq!(always.complement().at(at("05T12:00")), Closed(None));
        assert_eq!(always.complement().complement(), always);
    }

    #[test]
    fn time_that_passes_while_it_is_open() {
        for (now, hours, expected) in [
            ("05T10:00", 2, Some("05T12:00")),
            ("05T14:27", 4, Some("06T10:00")),
            ("04T12:00", 2, Some("05T10:00")),
            ("06T16:00", 1, None),
            ("08T00:00", 1, None),
        ] {
            assert_eq!(office().after(at(now), hours * 3_600), expected.map(at), "{now} and {hours} h");
        }
    }

    #[test]
    fn the_end_of_a_span_that_begins_later() {
        for (now, count, expected) in [
            ("04T12:00", 1, Some("05T16:27")),
            ("05T08:00", 1, Some("06T16:27")),
            ("04T12:00", 2, Some("06T16:27")),
            ("05T12:00", 2, None),
            ("05T12:00", 0, None),
        ] {
            assert_eq!(office().end_of_next(at(now), count), expected.map(at), "{now}, {count}");
        }
    }

    #[test]
    fn closed_between_two_instants_it_is_open_around_them() {
        for (from, until, expected) in [
            ("05T12:00", "05T13:00", vec![("05T08:00", "05T12:00"), ("05T13:00", "05T16:27")]),
            ("05T07:00", "05T08:30", vec![("05T08:30", "05T16:27")]),
            ("05T16:00", "06T08:00", vec![("05T08:00", "05T16:00")]),
            ("05T08:00", "05T16:27", vec![]),
            ("04T07:00", "04T08:00", vec![("05T08:00", "05T16:27")]),
        ] {
            let left = office().without(at(from), at(until));
            let spans: Vec<_> = left.spans().collect();
            let expected: Vec<_> = expected.into_iter().chain([("06T08:00", "06T16:27")]).collect();
            let expected: Vec<_> = expected.into_iter().map(|(opens, closes)| (at(opens), at(closes))).collect();
            assert_eq!(spans, expected, "{from} to {until}");
        }
        let left = office().without(at("05T12:00").plus(20), at("05T12:59").plus(1));
        assert_eq!(left, office().without(at("05T12:00"), at("05T13:00")), "whole minutes");
    }

    #[test]
    fn a_part_of_the_table_says_the_same_and_no_more() {
        let part = office().between(at("05T12:00"), at("06T12:00"));
        let spans: Vec<_> = part.spans().collect();
        assert_eq!(spans, [(at("05T12:00"), at("05T16:27")), (at("06T08:00"), at("06T12:00"))]);
        assert_eq!((part.at(at("05T11:59")), part.at(at("06T12:00"))), (Unknown, Unknown));
        // It closes later than the part tells.
        assert_eq!(part.at(at("06T11:00")), Open(None));
        assert_eq!(office().between(at("09T00:00"), at("10T00:00")).at(at("09T12:00")), Unknown);
    }
}
