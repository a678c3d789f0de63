//! Own vectors, worked out by hand: one or more for each line of the definitions, and for what counts as down.

use super::{at, day, percent, tally, zone};
use State::{Degraded, Down, Partial, Unknown, Up};
use fyr_shared::figures::{Composite, Counts, Ratio, State, Stretch, Tally, Weights, composed, timeline};
use fyr_shared::month::Month;
use fyr_shared::spans::{self, Span};
use fyr_shared::time::Instant;
use fyr_shared::wall_clock::LocalTime;

fn span(from: i64, until: i64) -> Span {
    (Instant(from), Instant(until))
}

/// Line 1: a local calendar month is as long as its clocks say.
#[test]
fn a_period_is_a_local_month() {
    for (month, hours) in
        [("2026-02", 672), ("2024-02", 696), ("2026-04", 720), ("2026-03", 743), ("2026-01", 744), ("2026-10", 745)]
    {
        let span = Month::parse(month).unwrap().span(&zone()).unwrap();
        assert_eq!(spans::length(span), hours * 3_600, "{month}");
    }
    let (from, until) = Month::parse("2026-03").unwrap().span(&zone()).unwrap();
    assert_eq!((from, until), (at("2026-02-28T23:00:00Z"), at("2026-03-31T22:00:00Z")));
    assert_eq!(zone().local(from), LocalTime::parse("2026-03-01T00:00"));
}

/// Lines 2 and 4: only what is in service hours counts, and an outage around a night is one.
#[test]
fn service_hours_bound_what_counts() {
    let hours = [span(8 * 3_600, 16 * 3_600), span(32 * 3_600, 40 * 3_600)];
    let period = span(0, 48 * 3_600);
    let outage = |from: i64, until: i64| [(span(from * 3_600, until * 3_600), Down)];
    for (from, until, down, outages, longest) in
        [(16, 32, 0, 0, 0), (15, 17, 3_600, 1, 3_600), (15, 33, 7_200, 1, 7_200), (0, 48, 57_600, 1, 57_600)]
    {
        let it = tally(period, &hours, &[], &outage(from, until), Up);
        assert_eq!((it.service, it.agreed), (57_600, 57_600));
        assert_eq!((it.down, it.outages, it.longest_outage), (down, outages, longest), "{from} to {until}");
    }
}

/// Line 3: what is excluded leaves both sides of the fraction (AMB-20), cut to the service hours.
#[test]
fn what_is_excluded_is_not_up() {
    let period = span(0, 86_400);
    let down = [(span(0, 3_600), Down), (span(7_200, 9_000), Down)];
    let it = tally(period, &[period], &[span(0, 3_600)], &down, Up);
    assert_eq!((it.excluded, it.agreed, it.down), (3_600, 82_800, 1_800));
    assert_eq!(percent(&it).as_deref(), Some("97.8260"), "of 82,800 s and not of 86,400");
    let hours = [span(3_600, 7_200)];
    assert_eq!(
        tally(period, &hours, &[span(0, 5_400)], &[], Up).excluded,
        1_800,
        "what is outside is not excluded again"
    );
    assert_eq!(tally(period, &[period], &[span(0, 3_600), span(1_800, 5_400)], &[], Up).excluded, 5_400);
}

/// Line 5: the worst claim holds, overlaps are one, and what is declared beats silence.
#[test]
fn the_worst_claim_holds() {
    for (claims, expected) in [
        (&[(0, 100, Down), (50, 150, Down)][..], (150, 0, 0, 0)),
        (&[(0, 100, Partial), (50, 150, Down)], (100, 50, 0, 0)),
        (&[(0, 100, Unknown), (50, 150, Degraded)], (0, 0, 100, 50)),
        (&[(0, 100, Unknown), (0, 100, Up)], (0, 0, 0, 100)),
        (&[(0, 100, Up), (0, 100, Down), (0, 100, Unknown)], (100, 0, 0, 0)),
        (&[(50, 50, Down), (90, 80, Down)], (0, 0, 0, 0)),
    ] {
        let it = day(claims);
        assert_eq!((it.down, it.partial, it.degraded, it.unknown), expected, "{claims:?}");
    }
}

/// Lines 6 and 7: unknown time is on neither side; with nothing observed there is no figure.
#[test]
fn unknown_time_is_outside_and_shown_as_bounds() {
    let it = day(&[(0, 43_200, Unknown), (43_200, 47_520, Down)]);
    let share = |it: Option<Ratio>| it.unwrap().percent(4);
    let weights = Weights::CONTRACTUAL;
    assert_eq!(percent(&it).as_deref(), Some("90.0000"));
    assert_eq!(
        (share(it.lower(weights)), share(it.upper(weights)), share(it.coverage())),
        ("45.0000".into(), "95.0000".into(), "50.0000".into())
    );
    let nothing = day(&[(0, 86_400, Unknown)]);
    assert_eq!((percent(&nothing), nothing.meets(1, weights)), (None, None), "no figure, and never 100 %");
    assert_eq!((share(nothing.lower(weights)), share(nothing.upper(weights))), ("0.0000".into(), "100.0000".into()));
    let outside = tally(span(0, 10), &[], &[], &[], Unknown);
    assert_eq!((percent(&outside), outside.coverage(), outside.lower(weights)), (None, None, None));
}

/// Line 8: the test is exact, and what is shown is cut off.
#[test]
fn a_target_is_met_exactly_or_not() {
    for (down, target, met) in [(2_592, 9_990, true), (2_593, 9_990, false), (0, 10_000, true), (1, 10_000, false)] {
        let it = Tally { period: 2_592_000, agreed: 2_592_000, down, ..Tally::default() };
        assert_eq!(it.meets(target, Weights::CONTRACTUAL), Some(met), "{down}");
    }
    let near = Ratio::new(9_989_996, 10_000_000).unwrap();
    assert_eq!((near.percent(4), near.percent(2), near.reaches(9_990)), ("99.8999".into(), "99.89".into(), false));
    assert_eq!(Ratio::new(1, 1).unwrap().percent(0), "100");
    assert_eq!(Ratio::new(-1, 3).unwrap().percent(4), "-33.3334", "below nothing it is cut off downwards, too");
    assert_eq!(Ratio::new(1, 0), None);
}

/// Line 9: contractual and experienced figures weigh otherwise.
#[test]
fn what_works_for_some_weighs_by_the_figure() {
    let it = day(&[(0, 8_640, Partial), (8_640, 17_280, Degraded)]);
    assert_eq!(it.downtime(Weights::CONTRACTUAL), 8_640_000);
    assert_eq!(it.downtime(Weights::EXPERIENCED), 2_592_000);
    assert_eq!(it.availability(Weights::EXPERIENCED).unwrap().percent(4), "97.0000");
    let seven = Weights { down: 1_000, partial: 333, degraded: 1 };
    assert_eq!(it.downtime(seven), 8_640 * 333 + 8_640, "thousandths are exact");
}

/// Line 10: the budget of a month is as long as the month.
#[test]
fn a_budget_is_a_share_of_what_was_observed() {
    for (hours, thousandths) in [(720, 2_592_000), (743, 2_674_800), (745, 2_682_000)] {
        let it = Tally { agreed: hours * 3_600, ..Tally::default() };
        assert_eq!(it.budget(9_990) / 10_000, thousandths, "{hours} h: 43 min 12 s, 44 min 34,8 s, 44 min 42 s");
    }
    let it = Tally { agreed: 2_592_000, unknown: 3_600, down: 1_294, ..Tally::default() };
    assert_eq!(it.budget(9_990), 25_884_000_000);
    assert_eq!(it.budget_used(9_990, Weights::CONTRACTUAL).unwrap().percent(2), "49.99");
    assert_eq!(it.budget_used(10_000, Weights::CONTRACTUAL), None, "of nothing nothing can be used");
}

/// Line 11: longer periods add seconds; composites are computed instant by instant.
#[test]
fn longer_periods_add_seconds_and_composites_follow_the_timeline() {
    let short =
        Tally { period: 100, service: 100, agreed: 100, down: 50, outages: 1, longest_outage: 50, ..Tally::default() };
    let long = Tally { period: 900, service: 900, agreed: 900, ..Tally::default() };
    let both = short.plus(&long);
    assert_eq!(
        (percent(&both).as_deref(), both.outages, both.longest_outage),
        (Some("95.0000"), 1, 50),
        "and not 75 %, the mean"
    );
    let agreed = [span(0, 100)];
    let part = |down: (i64, i64)| vec![(span(0, 100), Up), (span(down.0, down.1), Down)];
    for (one, other, serial, parallel) in
        [((0, 10), (5, 15), 15, 5), ((0, 10), (50, 60), 20, 0), ((0, 10), (0, 10), 10, 10)]
    {
        let parts: Vec<Vec<Stretch>> = vec![part(one), part(other)];
        let down = |how| -> i64 {
            composed(&agreed, &parts, how)
                .iter()
                .filter(|(_, state)| *state == Down)
                .map(|(span, _)| spans::length(*span))
                .sum()
        };
        assert_eq!((down(Composite::Serial), down(Composite::Parallel)), (serial, parallel), "{one:?} {other:?}");
    }
    let half = vec![(span(0, 50), Up)];
    let silent = composed(&agreed, &[half.clone(), vec![(span(0, 100), Down)]], Composite::Parallel);
    assert_eq!(silent, [(span(0, 50), Up), (span(50, 100), Unknown)], "one of them may have worked");
    let serial = composed(&agreed, &[half, vec![(span(0, 100), Up)]], Composite::Serial);
    assert_eq!(serial, [(span(0, 50), Up), (span(50, 100), Unknown)]);
}

/// Line 11: of two things, what each pair of states comes to. What nobody can tell is never taken for up (§3.3).
#[test]
fn what_nobody_can_tell_of_a_part_is_decided_by_the_other_or_not_at_all() {
    let agreed = [span(0, 100)];
    for (one, other, serial, parallel) in [
        (Up, Unknown, Unknown, Up),
        (Degraded, Unknown, Unknown, Degraded),
        (Partial, Unknown, Partial, Unknown),
        (Down, Unknown, Down, Unknown),
        (Unknown, Unknown, Unknown, Unknown),
        (Up, Degraded, Degraded, Up),
        (Degraded, Down, Down, Degraded),
        (Partial, Down, Down, Partial),
    ] {
        for (one, other) in [(one, other), (other, one)] {
            let parts = [vec![(span(0, 100), one)], vec![(span(0, 100), other)]];
            let of = |how| composed(&agreed, &parts, how);
            assert_eq!(of(Composite::Serial), [(span(0, 100), serial)], "{one:?} and {other:?}");
            assert_eq!(of(Composite::Parallel), [(span(0, 100), parallel)], "{one:?} or {other:?}");
        }
    }
}

/// What counts as down when (§3.5), as the state that each comes to.
#[test]
fn what_is_slow_is_degraded_and_what_nobody_asked_is_unknown() {
    let agreed = [span(0, 300)];
    for (what, claims, expected) in [
        ("slow beyond the threshold, and answering", vec![(span(0, 300), Degraded)], Degraded),
        ("one of several is down, the others up", vec![(span(0, 300), Partial), (span(0, 300), Up)], Partial),
        ("the status page itself is down", vec![], Unknown),
        ("the layer in front is down", vec![(span(0, 300), Down), (span(0, 300), Up)], Down),
    ] {
        assert_eq!(timeline(&agreed, &claims, Unknown), [(span(0, 300), expected)], "{what}");
    }
    let slow = day(&[(0, 43_200, Degraded)]);
    assert_eq!(percent(&slow).as_deref(), Some("100.0000"), "weight 0");
}

/// §3.6: counters add, and a threshold is strict.
#[test]
fn counters_of_answers_add() {
    let one = Counts { below: [1, 2, 3, 4, 5, 6], answered: 7, failed: 1 };
    let sum = one.plus(&one);
    assert_eq!((sum.below, sum.answered, sum.failed, sum.total()), ([2, 4, 6, 8, 10, 12], 14, 2, 16));
    assert_eq!((sum.below(500), sum.below(501)), (Some(4), None), "only thresholds are known exactly");
    assert_eq!(sum.share(6_000).unwrap().percent(2), "75.00", "who got no answer did not get it in time");
    assert_eq!(Counts::default().share(250), None);
}
