//! The example vectors of the rules, each against the code that implements its rule.
#![allow(clippy::panic, reason = "a vector that means nothing must fail")]

use fyr_shared::status::{Answer, Quorum};
use fyr_tests::fixture;
use serde_json::Value;

fn answer(word: &str) -> Answer {
    match word {
        "ok" | "up" => Answer::Up,
        "fail" | "down" => Answer::Down,
        "none" | "unknown" => Answer::Unknown,
        other => panic!("a vector says `{other}`, which means nothing here"),
    }
}

#[test]
fn regions_agree_as_the_vectors_say() {
    let vectors: Value = serde_json::from_str(&fixture("vectors/availability.json")).unwrap();
    let quorum = vectors["quorum"].as_array().unwrap();
    assert!(!quorum.is_empty());
    for vector in quorum {
        let regions: Vec<Answer> =
            vector["regions"].as_array().unwrap().iter().map(|word| answer(word.as_str().unwrap())).collect();
        for (name, rule) in [("all", Quorum::All), ("any", Quorum::Any), ("majority", Quorum::Majority)] {
            assert_eq!(rule.of(&regions), answer(vector[name].as_str().unwrap()), "{name} of {regions:?}");
        }
    }
}
