//! The example vectors, all of them, each value exactly. They take silence for up; measurement takes it for unknown.

use super::{at, tally};
use fyr_shared::figures::{Counts, Ratio, State, Stretch, Tally, Weights};
use fyr_shared::spans::Span;
use fyr_tests::fixture;
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(&fixture("vectors/availability.json")).unwrap()
}

fn span(value: &Value) -> Span {
    (at(value[0].as_str().unwrap()), at(value[1].as_str().unwrap()))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn state(word: &str) -> State {
    match word {
        "down" => State::Down,
        "partial" => State::Partial,
        "degraded" => State::Degraded,
        "unknown" => State::Unknown,
        other => panic!("a vector says `{other}`, which means nothing here"),
    }
}

/// Ten-thousandths of a share in per cent.
fn points(percent: &Value) -> u16 {
    (percent.as_f64().unwrap() * 100.0).round() as u16
}

/// A share with so many decimals, rounded half up: as the vectors write it. Exact, on whole numbers.
fn rounded(part: i128, whole: i128) -> f64 {
    let scaled = (part * 100 * 10_000 * 2 + whole).div_euclid(whole * 2);
    scaled as f64 / 10_000.0
}

fn weights(value: &Value) -> Weights {
    let of = |name: &str, otherwise: u16| value[name].as_f64().map_or(otherwise, |it| (it * 1_000.0).round() as u16);
    let usual = Weights::CONTRACTUAL;
    Weights {
        down: of("down", usual.down),
        partial: of("partial", usual.partial),
        degraded: of("degraded", usual.degraded),
    }
}

/// The tally of a vector's input.
fn measured(input: &Value) -> Tally {
    let period = span(&input["period"]);
    let service: Vec<Span> = match &input["service_hours"] {
        Value::Null => vec![period],
        hours => list(hours).iter().map(span).collect(),
    };
    let window = |it: &Value| (at(it["start"].as_str().unwrap()), at(it["end"].as_str().unwrap()));
    let qualifying = list(&input["maintenance"]).iter().filter(|it| it["qualifies"] == true);
    let excluded: Vec<Span> = qualifying.map(window).collect();
    let claim = |it: &Value| (window(it), state(it["state"].as_str().unwrap()));
    let claims: Vec<Stretch> = list(&input["events"]).iter().map(claim).collect();
    tally(period, &service, &excluded, &claims, State::Up)
}

#[test]
fn availability_is_as_the_vectors_say() {
    let vectors = vectors();
    assert_eq!(list(&vectors["vectors"]).len(), 15);
    for vector in list(&vectors["vectors"]) {
        let (id, input, expected) = (&vector["id"], &vector["input"], &vector["expected"]);
        let (it, weights) = (measured(input), weights(&input["weights"]));
        for (name, value) in [
            ("period_seconds", it.period),
            ("service_seconds", it.service),
            ("excluded_seconds", it.excluded),
            ("agreed_seconds", it.agreed),
            ("unknown_seconds", it.unknown),
        ] {
            assert_eq!(expected[name], value, "{id} {name}");
        }
        for (name, value) in [("down", it.down), ("partial", it.partial), ("degraded", it.degraded)] {
            assert_eq!(expected["raw_seconds"][name].as_i64().unwrap_or(0), value, "{id} {name}");
        }
        let down = it.downtime(weights);
        assert_eq!(expected["weighted_downtime_seconds"].as_f64().unwrap(), down as f64 / 1_000.0, "{id}");
        let (observed, agreed) = (i128::from(it.observed()) * 1_000, i128::from(it.agreed) * 1_000);
        for (name, part, whole) in [
            ("availability_pct", observed - down, observed),
            ("lower_bound_pct", observed - down, agreed),
            ("upper_bound_pct", agreed - down, agreed),
            ("coverage_pct", observed, agreed),
        ] {
            assert_eq!(expected[name].as_f64().unwrap(), rounded(part, whole), "{id} {name}");
        }
        let cut = |share: Option<Ratio>| share.unwrap().percent(4).parse::<f64>().unwrap();
        assert_eq!(expected["availability_pct_floor4"].as_f64().unwrap(), cut(it.availability(weights)), "{id}");
        let target = points(&expected["target_pct"]);
        assert_eq!(expected["meets_target"].as_bool(), it.meets(target, weights), "{id}");
        let budget = it.budget(target) as f64 / 10_000_000.0;
        assert_eq!(expected["error_budget_seconds"].as_f64().unwrap(), budget, "{id}");
        let used = rounded(down * 10_000, it.budget(target));
        assert_eq!(expected["error_budget_used_pct"].as_f64().unwrap(), used, "{id}");
    }
}

#[test]
fn how_fast_was_answered_is_as_the_vectors_say() {
    let vectors = vectors();
    assert_eq!(list(&vectors["latency"]).len(), 5);
    for vector in list(&vectors["latency"]) {
        let (id, input, expected) = (&vector["id"], &vector["input"], &vector["expected"]);
        let counted = |below: u64, total: u64| Counts { below: [below; 6], answered: total, failed: 0 };
        if let Some(edges) = input["edges"].as_array() {
            let of = |edge: &Value| counted(edge[0].as_u64().unwrap(), edge[1].as_u64().unwrap());
            let all = edges.iter().map(of).fold(Counts::default(), |sum, it| sum.plus(&it));
            let share = rounded(all.below(3_000).unwrap().into(), all.total().into());
            assert_eq!(expected["share_pct"].as_f64().unwrap(), share, "{id}");
            let each = edges.iter().map(|edge| edge[0].as_f64().unwrap() * 100.0 / edge[1].as_f64().unwrap());
            let mean = each.sum::<f64>() / edges.len() as f64;
            assert!((mean - expected["mean_of_shares_pct"].as_f64().unwrap()).abs() < 1e-9, "{id}");
            assert!((mean - share).abs() > 0.01, "{id}: a mean of shares is another number");
            continue;
        }
        let counts = counted(input["count_below"].as_u64().unwrap(), input["count_total"].as_u64().unwrap());
        let threshold = u32::try_from(input["threshold_ms"].as_u64().unwrap()).unwrap();
        let share = counts.share(threshold);
        let said = share.map(|_| rounded(counts.below(threshold).unwrap().into(), counts.total().into()));
        assert_eq!(expected["share_pct"].as_f64(), said, "{id}");
        let required = points(&input["required_share_pct"]);
        assert_eq!(expected["meets"].as_bool(), share.map(|share| share.reaches(required)), "{id}");
    }
}
