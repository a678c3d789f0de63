//! Decisions about series and verdicts, as tables: samples in, what is stored and what readers see out.

use super::{Change, Claim, Level, Policy, Quorum, Reason, Sample, Series, SeriesState, Slots, SourceView, judge};
use crate::ids::RegionId;
use crate::page::DependencyKind;
use crate::status::{IncidentStatus, MaintenanceStatus};
use crate::time::Instant;

const SLOTS: Slots = Slots { every: 300 };

fn at(clock: &str) -> Instant {
    let seconds = if clock.len() == 5 { ":00" } else { "" };
    Instant::parse(&format!("2026-05-04T{clock}{seconds}Z")).unwrap()
}

fn clock(at: Instant) -> String {
    let text = at.to_string();
    let clock = text.trim_end_matches('Z').rsplit('T').next().unwrap_or_default();
    clock.strip_suffix(":00").unwrap_or(clock).to_owned()
}

fn claim(word: &str) -> Claim {
    match word {
        "ok" => Claim::Says(Level::Operational),
        "slow" => Claim::Says(Level::Degraded),
        "fail" => Claim::Fails,
        "none" => Claim::Unknown,
        level => Claim::Says(Level::parse(level).unwrap()),
    }
}

/// A series after samples like `10:00 ok, 10:05 fail`, and its intervals as they would be stored.
fn after(samples: &str, confirm: u32) -> (Series, Vec<(Instant, SeriesState)>) {
    let mut stored: Vec<(Instant, SeriesState)> = vec![];
    let mut series: Option<Series> = None;
    for sample in samples.split(", ").filter(|sample| !sample.is_empty()) {
        let (time, word) = sample.split_once(' ').unwrap();
        let sample = Sample { at: at(time), claim: claim(word), reason: None };
        let series = series.get_or_insert_with(|| {
            stored.push((at(time), SeriesState::Unknown));
            Series::new(at(time))
        });
        for change in series.add(sample, word == "fail", confirm, SLOTS) {
            match change {
                Change::Close { end } => stored.retain(|(start, _)| *start < end),
                Change::Open { start, state, .. } => stored.push((start, state)),
                Change::Settle { from, state } => stored
                    .iter_mut()
                    .filter(|(start, old)| *start >= from && *old == SeriesState::Unconfirmed)
                    .for_each(|(_, old)| *old = state),
            }
        }
    }
    (series.unwrap_or_else(|| Series::new(at("10:00"))), stored)
}

fn intervals(samples: &str, confirm: u32) -> String {
    let (_, stored) = after(samples, confirm);
    let words: Vec<_> = stored.iter().map(|(start, state)| format!("{} {}", clock(*start), state.as_str())).collect();
    words.join(" | ")
}

#[test]
fn what_is_stored_of_a_source_in_a_region() {
    for (samples, stored) in [
        ("10:00 ok, 10:05 ok, 10:10 ok", "10:00 operational"),
        ("10:00 ok, 10:05 slow, 10:10 ok", "10:00 operational | 10:05 degraded | 10:10 operational"),
        // An outage begins at its first failed sample.
        ("10:00 ok, 10:05 fail", "10:00 operational | 10:05 unconfirmed"),
        ("10:00 ok, 10:05 fail, 10:05:30 fail", "10:00 operational | 10:05 fails"),
        ("10:00 ok, 10:05 fail, 10:05:30 fail, 10:06 fail", "10:00 operational | 10:05 fails"),
        ("10:00 ok, 10:05 fail, 10:05:30 fail, 10:10 ok", "10:00 operational | 10:05 fails | 10:10 operational"),
        // Flapping below the confirmation count is no outage, and is kept.
        ("10:00 ok, 10:05 fail, 10:05:30 ok", "10:00 operational | 10:05 retried | 10:05:30 operational"),
        (
            "10:00 ok, 10:05 fail, 10:05:30 ok, 10:10 fail, 10:10:30 ok",
            "10:00 operational | 10:05 retried | 10:05:30 operational | 10:10 retried | 10:10:30 operational",
        ),
        // A region that could not ask neither confirms nor clears.
        ("10:00 ok, 10:05 none, 10:10 ok", "10:00 operational | 10:05 unknown | 10:10 operational"),
        (
            "10:00 ok, 10:05 fail, 10:05:30 none, 10:06 fail",
            "10:00 operational | 10:05 fails | 10:05:30 unknown | 10:06 fails",
        ),
        (
            "10:00 ok, 10:05 fail, 10:05:30 none, 10:06 ok",
            "10:00 operational | 10:05 unknown | 10:05:30 unknown | 10:06 operational",
        ),
        // A missing slot is unknown; a late sample of the next slot leaves no hole.
        ("10:00 ok, 10:09 ok", "10:00 operational"),
        ("10:00 ok, 10:10 ok", "10:00 operational | 10:05 unknown | 10:10 operational"),
        ("10:00 ok, 10:32 ok", "10:00 operational | 10:05 unknown | 10:32 operational"),
        (
            "10:00 ok, 10:05 fail, 10:05:30 fail, 10:20 fail",
            "10:00 operational | 10:05 fails | 10:10 unknown | 10:20 unconfirmed",
        ),
        // A row of failures ends where nobody measured: two failures days apart are not two in a row.
        // What could not be asked again in its slot is not confirmed later; what is confirmed goes on after a gap.
        (
            "10:00 ok, 10:05 fail, 10:10 none, 10:15 fail",
            "10:00 operational | 10:05 unknown | 10:10 unknown | 10:15 unconfirmed",
        ),
        (
            "10:00 ok, 10:05 fail, 10:05:30 fail, 10:10 none, 10:15 fail",
            "10:00 operational | 10:05 fails | 10:10 unknown | 10:15 fails",
        ),
        ("10:00 ok, 10:05 fail, 22:00 fail", "10:00 operational | 10:05 unknown | 10:10 unknown | 22:00 unconfirmed"),
        // An answer that is overtaken by a newer one changes nothing.
        ("10:10:30 ok, 10:10 fail", "10:10:30 operational"),
        // A clock that is set back is believed: what it had not reached has not happened.
        ("10:00 ok, 10:05 fail, 18:00 ok, 10:10 ok", "10:00 operational | 10:05 unknown | 10:10 operational"),
    ] {
        assert_eq!(intervals(samples, 2), stored, "{samples}");
    }
}

#[test]
fn one_failed_sample_is_enough_where_nothing_else_is_asked_for() {
    assert_eq!(intervals("10:00 ok, 10:05 fail", 1), "10:00 operational | 10:05 fails");
}

/// What readers see of an own probe at a time: level, regions that see it, when it began.
fn seen(display: Quorum, now: &str, north: &str, south: &str) -> String {
    let policy = Policy { display, contract: Quorum::All, confirm: 2, fails_as: Level::MajorOutage };
    let (names, series) = ([RegionId::from("north"), "south".into()], [after(north, 2).0, after(south, 2).0]);
    let view = SourceView { own_probe: true, policy, slots: SLOTS, regions: names.iter().zip(series).collect() };
    let verdict = judge(&[view], at(now));
    let mut words = vec![verdict.level.as_str().to_owned()];
    words.extend(verdict.seen_from.iter().map(|region| format!("from {region}")));
    words.extend(verdict.unconfirmed.then(|| "unconfirmed".to_owned()));
    words.extend(verdict.failing_since.map(|since| format!("since {}", clock(since))));
    words.join(", ")
}

#[test]
fn what_readers_see_of_a_target_asked_from_two_regions() {
    let ok = "10:00 ok, 10:05 ok";
    let confirmed = "10:00 ok, 10:05 fail, 10:05:30 fail";
    for (display, now, north, south, expected) in [
        (Quorum::Any, "10:06", ok, ok, "operational"),
        (Quorum::Any, "10:06", ok, "10:00 ok, 10:05 slow", "degraded"),
        (Quorum::Any, "10:05:10", ok, "10:05 fail", "partial_outage, from south, unconfirmed, since 10:05"),
        (Quorum::Any, "10:06", ok, confirmed, "partial_outage, from south, since 10:05"),
        (Quorum::Majority, "10:06", ok, confirmed, "major_outage, from south, since 10:05"),
        (Quorum::Any, "10:06", confirmed, confirmed, "major_outage, since 10:05"),
        (Quorum::Any, "10:05:10", "10:05 fail", "10:05 fail", "partial_outage, unconfirmed, since 10:05"),
        (Quorum::Any, "10:06", "10:05 none", ok, "operational"),
        (Quorum::All, "10:06", "10:05 none", ok, "unknown"),
        (Quorum::Any, "10:06", "10:05 none", "10:05 none", "unknown"),
        (Quorum::Any, "10:06", "10:05 none", confirmed, "partial_outage, from south, since 10:05"),
        (Quorum::All, "10:06", "10:05 none", "10:05 slow", "degraded"),
        // A sample speaks to the end of its slot and a little longer, then it is silent.
        (Quorum::Any, "10:10:40", ok, ok, "operational"),
        (Quorum::Any, "10:10:45", ok, ok, "unknown"),
        (Quorum::Any, "10:06", "", "", "unknown"),
    ] {
        assert_eq!(seen(display, now, north, south), expected, "{display:?} {now}: {north} / {south}");
    }
}

/// What readers see when an own probe and somebody's status page speak about one component.
fn together(probe: &str, page: &str) -> Level {
    let policy = Policy { display: Quorum::Any, contract: Quorum::All, confirm: 1, fails_as: Level::MajorOutage };
    let (here, series) = (RegionId::from("north"), [after(probe, 1).0, after(page, 1).0]);
    let views: Vec<_> = [true, false]
        .into_iter()
        .zip(series)
        .map(|(own_probe, series)| SourceView { own_probe, policy, slots: SLOTS, regions: vec![(&here, series)] })
        .collect();
    judge(&views, at("10:01")).level
}

#[test]
fn an_own_probe_and_a_status_page_about_one_component() {
    for (probe, page, expected) in [
        ("10:00 ok", "10:00 ok", Level::Operational),
        ("10:00 ok", "10:00 major_outage", Level::MajorOutage),
        ("10:00 fail", "10:00 ok", Level::MajorOutage),
        // A status page that cannot be read does not hide what the probe has seen.
        ("10:00 ok", "10:00 none", Level::Operational),
        ("10:00 none", "10:00 ok", Level::Unknown),
        ("10:00 none", "10:00 none", Level::Unknown),
        ("10:00 none", "10:00 degraded", Level::Degraded),
    ] {
        assert_eq!(together(probe, page), expected, "{probe} / {page}");
    }
}

#[test]
fn states_and_stored_words_are_one_to_one() {
    let levels = Level::ALL.into_iter().filter(|level| *level != Level::Unknown).map(SeriesState::Says);
    let others = [SeriesState::Retried, SeriesState::Unconfirmed, SeriesState::Fails, SeriesState::Unknown];
    for state in levels.chain(others) {
        assert_eq!(SeriesState::parse(state.as_str()), state);
    }
    assert_eq!(SeriesState::parse("well"), SeriesState::Unknown);
    let written = |value: &dyn Fn() -> String, word: &str| assert_eq!(value(), format!("\"{word}\""));
    for status in IncidentStatus::ALL {
        assert_eq!(IncidentStatus::parse(status.as_str()), Some(status));
        written(&|| serde_json::to_string(&status).unwrap(), status.as_str());
    }
    for status in MaintenanceStatus::ALL {
        assert_eq!(MaintenanceStatus::parse(status.as_str()), Some(status));
        written(&|| serde_json::to_string(&status).unwrap(), status.as_str());
    }
    for kind in DependencyKind::ALL {
        assert_eq!(DependencyKind::parse(kind.as_str()), Some(kind));
        written(&|| serde_json::to_string(&kind).unwrap(), kind.as_str());
    }
    for reason in Reason::ALL {
        written(&|| serde_json::to_string(&reason).unwrap(), reason.as_str());
        assert_eq!(Reason::parse(reason.as_str()), Some(reason));
    }
}
