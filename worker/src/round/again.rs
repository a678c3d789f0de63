//! How soon a source that failed, or said nothing, is asked again before its slot ends.
//!
//! A failure is confirmed promptly: as many times as it takes, each time after `retry`. What goes on failing, or saying
//! nothing, is asked again after spans that double, until they are as long as the interval. Each of those is up to a fifth
//! longer or shorter, so that a thousand sources that were lost in one moment do not come back in one; by how much
//! follows from names and the last sample, so that who plans twice plans the same.

use crate::store::series::Key;
use fyr_shared::page::Source;
use fyr_shared::status::{Failing, Series, SeriesState};
use fyr_shared::time::Instant;

/// How much longer or shorter a span may be, in thousandths.
const SWAY: i64 = 200;

/// When a source is asked again about a series whose last sample failed or said nothing; `None` for one that is well.
#[must_use]
pub fn at(source: &Source, key: &Key, series: &Series) -> Option<Instant> {
    let last = series.last?;
    let span = match series.failing {
        Some(failing) if last.failed => return Some(last.at.plus(confirming(source, key, failing, last.at))),
        // How long it has been silent already is how long it may be left alone.
        _ if last.failed || is_silent(series) => last.at.since(series.start).max(0) + source.retry,
        _ => return None,
    };
    Some(last.at.plus(swayed(span.min(source.every), key, last.at)))
}

/// Whether nobody could say, and should have: what has nothing to say is well.
fn is_silent(series: &Series) -> bool {
    series.state == SeriesState::Unknown && series.reason.is_some()
}

fn confirming(source: &Source, key: &Key, failing: Failing, last: Instant) -> i64 {
    let about = source.about.iter().find(|about| about.component == key.component);
    let confirm = about.map_or(1, |about| about.policy.confirm);
    match failing.count.checked_sub(confirm).filter(|more| *more > 0) {
        None => source.retry,
        Some(more) => swayed(source.retry.saturating_mul(1 << more.min(16)).min(source.every), key, last),
    }
}

/// A span, up to a fifth longer or shorter.
fn swayed(span: i64, key: &Key, last: Instant) -> i64 {
    let names = [key.source.as_str(), key.region.as_str()];
    let bytes = names.into_iter().flat_map(|name| name.bytes().chain([0])).chain(last.0.to_le_bytes());
    // FNV-1a: small, and the same everywhere.
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // Its high bits are the well mixed ones.
    let share = i64::try_from((hash >> 33) % 401).unwrap_or(0) - SWAY;
    span + span * share / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use fyr_shared::status::{Last, Level, Reason};

    fn source() -> Source {
        let text = r#"{"id":"s","name":"","kind":"http","address":"https://a.example","headers":[],"redirect_hosts":[],
            "regions":["north"],"every":300,"retry":30,"timeout_ms":1000,"max_bytes":1,"about":[{"component":"c",
            "policy":{"display":"any","contract":"any","confirm":2,"fails_as":"major_outage"},
            "reads":{"http":{"given":[],"up":[],"well":[]}}}]}"#;
        serde_json::from_str(text).unwrap()
    }

    fn key(region: &str) -> Key {
        Key { source: "s".into(), component: "c".into(), region: region.into() }
    }

    /// A series whose last sample was at `at`: the `count`th failure in a row, or, without a count, silence for `silent` s.
    fn series(at: Instant, count: Option<u32>, silent: i64) -> Series {
        let last = Some(Last { slot: 0, at, failed: count.is_some() });
        let state = if count.is_some() { SeriesState::Fails } else { SeriesState::Unknown };
        let failing = count.map(|count| Failing { since: at, count });
        Series { state, start: at.plus(-silent), reason: Some(Reason::Status), failing, last }
    }

    /// The shortest and the longest span there is, over a day of instants.
    fn spans(count: Option<u32>, silent: i64) -> (i64, i64) {
        let span = |second: i64| {
            let at = Instant(1_777_888_000 + second);
            super::at(&source(), &key("north"), &series(at, count, silent)).unwrap().since(at)
        };
        let all: Vec<i64> = (0..86_400).step_by(7).map(span).collect();
        (all.iter().copied().min().unwrap(), all.iter().copied().max().unwrap())
    }

    #[test]
    fn a_failure_is_confirmed_promptly_and_then_asked_for_less_and_less() {
        for (count, expected) in [
            (1, (30, 30)),
            (2, (30, 30)),
            (3, (48, 72)),
            (4, (96, 144)),
            (5, (192, 288)),
            (6, (240, 360)),
            (99, (240, 360)),
        ] {
            assert_eq!(spans(Some(count), 0), expected, "after {count} failures");
        }
    }

    #[test]
    fn silence_is_asked_about_less_and_less() {
        for (silent, expected) in
            [(0, (24, 36)), (30, (48, 72)), (90, (96, 144)), (210, (192, 288)), (450, (240, 360)), (99_999, (240, 360))]
        {
            assert_eq!(spans(None, silent), expected, "silent for {silent} s");
        }
    }

    #[test]
    fn who_is_well_is_not_asked_early() {
        let well = Series { state: SeriesState::Says(Level::Degraded), ..series(Instant(1000), None, 500) };
        assert_eq!(super::at(&source(), &key("north"), &well), None);
        assert_eq!(super::at(&source(), &key("north"), &Series::new(Instant(0))), None);
        let nothing_to_say = Series { reason: None, ..series(Instant(1000), None, 500) };
        assert_eq!(super::at(&source(), &key("north"), &nothing_to_say), None);
    }

    #[test]
    fn the_same_twice_and_another_elsewhere() {
        let at = Instant(1_777_888_000);
        let again = |region: &str| super::at(&source(), &key(region), &series(at, Some(5), 0));
        assert_eq!(again("north"), again("north"));
        assert_ne!(again("north"), again("south"));
    }
}
