//! Spans of time as lists: in order, and none touching another.

use crate::support::Hours;
use crate::time::Instant;

/// From an instant to another, which is left out.
pub type Span = (Instant, Instant);

/// The part of a list that is in another. What lies before a span is skipped and never read again: a month that flaps has
/// thousands of spans.
#[must_use]
pub fn inside(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut both = vec![];
    let mut rest = others;
    for (begin, end) in spans {
        rest = rest.get(rest.partition_point(|(_, closes)| closes <= begin)..).unwrap_or_default();
        let near = rest.iter().take_while(|(opens, _)| opens < end);
        both.extend(near.map(|(opens, closes)| (*begin.max(opens), *end.min(closes))));
    }
    both.retain(|(begin, end)| begin < end);
    both
}

/// The part of a list that is not in another.
#[must_use]
pub fn outside(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = vec![];
    let mut rest = others;
    for (begin, end) in spans {
        let mut from = *begin;
        rest = rest.get(rest.partition_point(|(_, closes)| closes <= begin)..).unwrap_or_default();
        for (opens, closes) in inside(&[(*begin, *end)], rest) {
            left.push((from, opens));
            from = closes;
        }
        left.push((from, *end));
    }
    left.retain(|(begin, end)| begin < end);
    left
}

/// Spans in any order and however they overlap, as a list.
#[must_use]
pub fn merged(spans: impl IntoIterator<Item = Span>) -> Vec<Span> {
    let mut all: Vec<Span> = spans.into_iter().filter(|(begin, end)| begin < end).collect();
    all.sort_unstable();
    let mut list: Vec<Span> = vec![];
    for (begin, end) in all {
        match list.last_mut() {
            Some((_, until)) if begin <= *until => *until = end.max(*until),
            _ => list.push((begin, end)),
        }
    }
    list
}

/// How long a span is, in seconds.
#[must_use]
pub fn length((begin, end): Span) -> i64 {
    end.since(begin)
}

/// How many seconds they have together.
#[must_use]
pub fn seconds(spans: &[Span]) -> i64 {
    spans.iter().copied().map(length).sum()
}

/// The spans of a table that touch a span; `None` where the table does not reach all of it.
pub(crate) fn of_table(hours: &Hours, (begin, end): Span) -> Option<Vec<Span>> {
    let reaches = hours.from <= begin && end <= hours.until;
    reaches.then(|| hours.spans().filter(|(opens, closes)| *opens < end && begin < *closes).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(spans: &[(i64, i64)]) -> Vec<Span> {
        spans.iter().map(|(begin, end)| (Instant(*begin), Instant(*end))).collect()
    }

    #[test]
    fn what_is_in_another_list_and_what_is_not() {
        for (spans, others, within, without) in [
            (&[(0, 10)][..], &[(2, 4), (6, 8)][..], &[(2, 4), (6, 8)][..], &[(0, 2), (4, 6), (8, 10)][..]),
            (&[(0, 10)], &[], &[], &[(0, 10)]),
            (&[(0, 10)], &[(0, 10)], &[(0, 10)], &[]),
            (&[(0, 10)], &[(-5, 3), (9, 20)], &[(0, 3), (9, 10)], &[(3, 9)]),
            (&[(0, 2), (4, 6), (8, 10)], &[(1, 9)], &[(1, 2), (4, 6), (8, 9)], &[(0, 1), (9, 10)]),
            (&[(4, 6), (8, 10)], &[(0, 1), (2, 3), (5, 9)], &[(5, 6), (8, 9)], &[(4, 5), (9, 10)]),
            (&[(0, 5), (10, 15)], &[(4, 11)], &[(4, 5), (10, 11)], &[(0, 4), (11, 15)]),
            (&[(0, 5)], &[(5, 9)], &[], &[(0, 5)]),
            (&[(5, 5)], &[(0, 9)], &[], &[]),
        ] {
            let (spans, others) = (list(spans), list(others));
            assert_eq!(inside(&spans, &others), list(within));
            assert_eq!(outside(&spans, &others), list(without));
            assert_eq!(seconds(&list(within)) + seconds(&list(without)), seconds(&spans));
        }
    }
}
