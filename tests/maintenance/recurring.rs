//! Work that repeats: the nights a rule falls on, by a calendar; and rules that must be refused, quickly.

use crate::page;
use fyr_shared::page::Zone;
use fyr_shared::recurrence::{RuleError, expand};
use fyr_shared::time::MINUTE;
use fyr_shared::wall_clock::LocalTime;
use std::time::{Duration, Instant};

fn oslo() -> &'static Zone {
    &page("digdir").zone
}

#[track_caller]
fn local(text: &str) -> LocalTime {
    LocalTime::parse(text).unwrap_or_else(|| panic!("`{text}` is no local time"))
}

/// When each occurrence begins by the wall clock, and how many minutes it lasts: `2026-12-01T00:30 270`.
fn nights(rule: &str, starts: &str, ends: &str) -> Result<Vec<String>, RuleError> {
    let zone = oslo();
    let said = |(begins, ends): &(fyr_shared::time::Instant, fyr_shared::time::Instant)| {
        format!("{} {}", zone.local(*begins).unwrap(), ends.since(*begins) / MINUTE)
    };
    Ok(expand(rule, local(starts), local(ends), zone)?.iter().map(said).collect())
}

#[test]
fn the_nights_a_rule_falls_on() {
    for (rule, starts, ends, expected) in [
        (
            "FREQ=WEEKLY;BYDAY=TU;COUNT=3",
            "2026-12-01T00:30",
            "2026-12-01T05:00",
            &["2026-12-01T00:30 270", "2026-12-08T00:30 270", "2026-12-15T00:30 270"][..],
        ),
        (
            "RRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=3",
            "2026-12-01T00:30",
            "2026-12-01T05:00",
            &["2026-12-01T00:30 270", "2027-01-05T00:30 270", "2027-02-02T00:30 270"],
        ),
        (
            "freq=monthly;byday=-1su;count=2",
            "2026-12-27T22:00",
            "2026-12-28T02:00",
            &["2026-12-27T22:00 240", "2027-01-31T22:00 240"],
        ),
        (
            // The last working day of a month.
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2",
            "2026-12-31T18:00",
            "2026-12-31T19:00",
            &["2026-12-31T18:00 60", "2027-01-29T18:00 60"],
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;UNTIL=20261229",
            "2026-12-01T00:30",
            "2026-12-01T05:00",
            &["2026-12-01T00:30 270", "2026-12-15T00:30 270", "2026-12-29T00:30 270"],
        ),
        (
            // 00.30 on the 15th is 23.30 in UTC on the 14th: a second earlier, and it is out.
            "FREQ=WEEKLY;UNTIL=20261214T233000Z",
            "2026-12-01T00:30",
            "2026-12-01T05:00",
            &["2026-12-01T00:30 270", "2026-12-08T00:30 270", "2026-12-15T00:30 270"],
        ),
        (
            "FREQ=WEEKLY;UNTIL=20261214T232959Z",
            "2026-12-01T00:30",
            "2026-12-01T05:00",
            &["2026-12-01T00:30 270", "2026-12-08T00:30 270"],
        ),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28;COUNT=2",
            "2027-02-28T00:00",
            "2027-03-01T00:00",
            &["2027-02-28T00:00 1440", "2028-02-28T00:00 1440"],
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3",
            "2026-12-31T00:00",
            "2026-12-31T01:00",
            &["2026-12-31T00:00 60", "2027-01-31T00:00 60", "2027-03-31T00:00 60"],
        ),
        ("FREQ=DAILY;COUNT=1", "2026-12-01T00:30", "2026-12-01T05:00", &["2026-12-01T00:30 270"]),
    ] {
        assert_eq!(nights(rule, starts, ends), Ok(expected.iter().map(ToString::to_string).collect()), "{rule}");
    }
}

#[test]
fn an_occurrence_is_as_long_as_clocks_make_it() {
    for (rule, starts, ends, expected) in [
        (
            "FREQ=WEEKLY;COUNT=3",
            "2026-03-22T00:30",
            "2026-03-22T05:00",
            ["2026-03-22T00:30 270", "2026-03-29T00:30 210", "2026-04-05T00:30 270"],
        ),
        (
            "FREQ=WEEKLY;COUNT=3",
            "2026-10-18T00:30",
            "2026-10-18T05:00",
            ["2026-10-18T00:30 270", "2026-10-25T00:30 330", "2026-11-01T00:30 270"],
        ),
        (
            // Leapt over: by the offset before the leap, an hour later by the clock.
            "FREQ=WEEKLY;COUNT=3",
            "2026-03-22T02:30",
            "2026-03-22T05:00",
            ["2026-03-22T02:30 150", "2026-03-29T03:30 90", "2026-04-05T02:30 150"],
        ),
        (
            "FREQ=DAILY;COUNT=3",
            "2026-03-28T02:15",
            "2026-03-28T02:45",
            ["2026-03-28T02:15 30", "2026-03-29T03:15 30", "2026-03-30T02:15 30"],
        ),
        (
            // Comes twice: the first time, for its beginning and for its end.
            "FREQ=DAILY;COUNT=3",
            "2026-10-24T02:30",
            "2026-10-24T03:30",
            ["2026-10-24T02:30 60", "2026-10-25T02:30 120", "2026-10-26T02:30 60"],
        ),
        (
            "FREQ=DAILY;COUNT=3",
            "2026-10-24T00:30",
            "2026-10-24T02:30",
            ["2026-10-24T00:30 120", "2026-10-25T00:30 120", "2026-10-26T00:30 120"],
        ),
    ] {
        assert_eq!(nights(rule, starts, ends), Ok(expected.map(str::to_owned).into()), "{rule} from {starts}");
    }
    let twice = expand("FREQ=DAILY;COUNT=1", local("2026-10-25T02:30"), local("2026-10-25T03:30"), oslo()).unwrap();
    assert_eq!(twice[0].0.to_string(), "2026-10-25T00:30:00Z");
}

#[test]
fn rules_that_cannot_be_are_refused_with_the_cure() {
    let (starts, ends) = ("2026-12-01T00:30", "2026-12-01T05:00");
    let example = r#""FREQ=WEEKLY;BYDAY=TU;COUNT=6""#;
    let not_understood = |part: &str| format!(r#"is not understood at "{part}"; write a rule such as {example}"#);
    let takes = |name: &str, takes: &str| format!("has a {name} that cannot be; {name} takes {takes}");
    let no_end = "must end, in one way: write COUNT=6, or UNTIL=20261231".to_owned();
    let too_many = "happens more than 100 times; end it earlier, and publish the rest later".to_owned();
    let too_far = "reaches further than 24 months; end it earlier, and publish the rest later".to_owned();
    let unknown = |name: &str| {
        format!(
            r#"has "{name}", which is not known here; a rule has FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST, and COUNT or UNTIL"#
        )
    };
    for (rule, says) in [
        ("", not_understood("")),
        ("every Tuesday", not_understood("EVERY TUESDAY")),
        ("FREQ=WEEKLY;", not_understood("")),
        ("FREQ=;COUNT=2", not_understood("FREQ=")),
        ("COUNT=2", "does not say how often; write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY".to_owned()),
        ("FREQ=SECONDLY;COUNT=999999999", takes("FREQ", "DAILY, WEEKLY, MONTHLY or YEARLY")),
        ("FREQ=HOURLY;COUNT=2", takes("FREQ", "DAILY, WEEKLY, MONTHLY or YEARLY")),
        ("FREQ=WEEKLY", no_end.clone()),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20261231", no_end),
        ("FREQ=WEEKLY;COUNT=0", takes("COUNT", "a number from 1 to 100")),
        ("FREQ=WEEKLY;COUNT=-1", takes("COUNT", "a number from 1 to 100")),
        ("FREQ=WEEKLY;COUNT=101", too_many.clone()),
        ("FREQ=DAILY;COUNT=999999999999999999999999", too_many.clone()),
        ("FREQ=DAILY;UNTIL=20271231", too_many),
        ("FREQ=MONTHLY;COUNT=26", too_far.clone()),
        ("FREQ=MONTHLY;UNTIL=20281202", too_far.clone()),
        ("FREQ=YEARLY;INTERVAL=100;COUNT=2", too_far),
        ("FREQ=DAILY;COUNT=2;COUNT=3", "has COUNT twice; remove one".to_owned()),
        ("FREQ=DAILY;INTERVAL=0;COUNT=2", takes("INTERVAL", "a number from 1 to 100")),
        ("FREQ=DAILY;INTERVAL=65536;COUNT=2", takes("INTERVAL", "a number from 1 to 100")),
        ("FREQ=WEEKLY;BYDAY=TUE;COUNT=2", takes("BYDAY", "days such as TU, 1TU or -1SU")),
        ("FREQ=MONTHLY;BYDAY=99TU;COUNT=2", takes("BYDAY", "days such as TU, 1TU or -1SU")),
        ("FREQ=MONTHLY;BYDAY=øTU;COUNT=2", takes("BYDAY", "days such as TU, 1TU or -1SU")),
        ("FREQ=MONTHLY;BYMONTHDAY=0;COUNT=2", takes("BYMONTHDAY", "1 to 31, or -1 to -31")),
        ("FREQ=YEARLY;BYMONTH=13;COUNT=2", takes("BYMONTH", "1 to 12")),
        ("FREQ=MONTHLY;BYSETPOS=0;COUNT=2", takes("BYSETPOS", "1 to 366, or -1 to -366")),
        ("FREQ=WEEKLY;UNTIL=2026-12-31", takes("UNTIL", "a day, 20261231, or 20261231T050000Z")),
        ("FREQ=DAILY;BYHOUR=1,2,3;COUNT=2", unknown("BYHOUR")),
        ("FREQ=YEARLY;BYYEARDAY=100;COUNT=2", unknown("BYYEARDAY")),
        ("FREQ=DAILY;X-EVIL=1;COUNT=2", unknown("X-EVIL")),
        (
            "FREQ=WEEKLY;BYMONTHDAY=1;COUNT=2",
            format!("says what cannot be together; write a simpler one such as {example}"),
        ),
        ("FREQ=WEEKLY;UNTIL=20261130", "never happens; correct its days, or its end".to_owned()),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "never happens; correct its days, or its end".to_owned()),
        (
            "FREQ=WEEKLY;BYDAY=WE;COUNT=2",
            r#"does not begin when the work does: its first is "2026-12-02T00:30"; begin then, or change the rule"#
                .to_owned(),
        ),
    ] {
        assert_eq!(nights(rule, starts, ends).map_err(|wrong| wrong.to_string()), Err(says), "{rule}");
    }
}

#[test]
fn times_that_do_not_fit_the_rule_are_refused() {
    for (rule, starts, ends, says) in [
        ("FREQ=DAILY;COUNT=2", "2026-12-01T05:00", "2026-12-01T05:00", RuleError::EndsBefore),
        ("FREQ=DAILY;COUNT=2", "2026-12-01T05:00", "2026-12-01T00:30", RuleError::EndsBefore),
        ("FREQ=DAILY;COUNT=2", "2026-12-01T05:00", "2026-12-02T05:01", RuleError::Overlap),
        ("FREQ=MONTHLY;COUNT=2", "2026-12-01T05:00", "2026-12-09T05:00", RuleError::TooLong { days: 7 }),
        ("FREQ=MONTHLY;COUNT=2", "2040-12-01T05:00", "2040-12-01T06:00", RuleError::ClockUnknown),
        ("FREQ=DAILY;COUNT=2", "9999-12-01T05:00", "9999-12-01T06:00", RuleError::ClockUnknown),
        (
            "FREQ=DAILY;COUNT=2",
            "2026-03-28T02:45",
            "2026-03-28T03:15",
            RuleError::Vanishes { at: local("2026-03-29T02:45") },
        ),
    ] {
        assert_eq!(nights(rule, starts, ends), Err(says), "{rule} {starts} {ends}");
    }
    // Until the next begins is not longer than until the next begins.
    assert!(nights("FREQ=DAILY;COUNT=2", "2026-12-01T05:00", "2026-12-02T05:00").is_ok());
}

#[test]
fn no_rule_takes_long() {
    let long = "FREQ=DAILY;BYMONTHDAY=".to_owned() + &"1,".repeat(500_000);
    let nul = "\0".repeat(199);
    for rule in [
        &*long,
        &*nul,
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30,31;BYSETPOS=366;COUNT=100",
        "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=7;COUNT=100",
        "FREQ=MONTHLY;BYDAY=5TU;BYMONTHDAY=1;COUNT=100",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2,4,6;COUNT=100",
        "FREQ=YEARLY;BYDAY=53MO;BYMONTH=2;COUNT=100",
        "FREQ=YEARLY;INTERVAL=100;BYMONTH=2;BYMONTHDAY=29;COUNT=2",
    ] {
        let begins: String = rule.chars().take(60).collect();
        let asked = Instant::now();
        assert!(nights(rule, "2026-12-01T00:30", "2026-12-01T05:00").is_err(), "{begins}");
        let took = asked.elapsed();
        // On a busy machine; optimised, the longest takes 60 ms.
        assert!(took < Duration::from_secs(5), "{begins}: {took:?}");
    }
}

#[test]
fn whatever_is_written_is_answered() {
    let names =
        ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST", "COUNT", "UNTIL", "BYHOUR", ""];
    let values = [
        "DAILY",
        "WEEKLY",
        "MONTHLY",
        "YEARLY",
        "1",
        "-1",
        "31",
        "-31",
        "366",
        "-366",
        "0",
        "TU",
        "1TU",
        "-5SU",
        "53FR",
        "MO,TU",
        "2",
        "20261231",
        "20280101T000000Z",
        "1,2,3",
        "12",
        "100",
        "",
        "æ",
    ];
    let zone = oslo();
    let mut seed = 7_u64;
    let mut any = |length: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % length
    };
    let mut expanded = 0;
    for _ in 0..600 {
        let mut parts = vec![format!("FREQ={}", values[any(4)]), format!("COUNT={}", 1 + any(4))];
        parts.extend((0..any(4)).map(|_| format!("{}={}", names[any(names.len())], values[any(values.len())])));
        let rule = parts.join(";");
        let day = format!("2027-{:02}-{:02}T00:30", 1 + any(12), 1 + any(28));
        let spans = expand(&rule, local(&day), LocalTime(local(&day).0 + chrono::TimeDelta::hours(2)), zone);
        for (begins, ends) in spans.iter().flatten() {
            assert!(begins < ends, "{rule}");
        }
        expanded += usize::from(spans.is_ok());
    }
    assert!(expanded > 20, "only {expanded} of the rules could be");
}
