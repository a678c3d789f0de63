//! Spoilt payloads: nothing panics, and nothing is operational unless the healthy word stands in its place.
//!
//! What *its place* is, is written here once more and differently, so that the adapters cannot be wrong together with
//! their test.

use super::mutation::{Dice, Seed, mutate};
use super::{answered, probing, situations, watching};
use fyr_shared::page::{About, Reads, Source};
use fyr_shared::status::{Claim, Level};
use fyr_worker::adapters::{Payload, read};
use serde_json::Value;
use std::path::Path;

const MUTATIONS: u64 = 200_000;

/// What a source watches in a payload, and whether the payload says that it is well.
struct Watched {
    source: Source,
    healthy: Vec<fn(&Value) -> bool>,
}

/// Says which mutation was being read when something panicked.
struct Culprit<'a>(u64, &'a Payload);

impl Drop for Culprit<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let Payload { status, media_type, body, .. } = self.1;
            eprintln!("mutation {}: {status} {media_type:?} {}", self.0, String::from_utf8_lossy(body));
        }
    }
}

fn seeds(folder: &str) -> Vec<Seed> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| Seed::of(&std::fs::read(path).unwrap())).collect()
}

fn indicator_is_none(page: &Value) -> bool {
    is_word(&page["status"]["indicator"], "none")
}

fn api_is_operational(page: &Value) -> bool {
    every_leaf_is_operational(page, |leaf| is_word(&leaf["name"], "API") || is_word(&leaf["id"], "API"))
}

fn c1_is_operational(page: &Value) -> bool {
    every_leaf_is_operational(page, |leaf| is_word(&leaf["name"], "c1") || is_word(&leaf["id"], "c1"))
}

/// There is one that is meant, and all that are meant say so.
fn every_leaf_is_operational(page: &Value, is_meant: impl Fn(&Value) -> bool) -> bool {
    let components = page["components"].as_array().cloned().unwrap_or_default();
    let mut meant = components.iter().filter(|leaf| leaf["group"] != true && is_meant(leaf)).peekable();
    meant.peek().is_some() && meant.all(|leaf| is_word(&leaf["status"], "operational"))
}

fn database_is_up(answer: &Value) -> bool {
    answer["db"] == true
}

fn is_word(value: &Value, word: &str) -> bool {
    value.as_str().map(str::trim) == Some(word)
}

fn status_page() -> Watched {
    let mut source = watching(&[]);
    for name in ["API", "c1"] {
        let reads = Reads::Names { watch: vec![name.to_owned()], locations: vec![], mute: vec![] };
        source.about.push(About { reads, ..source.about[0].clone() });
    }
    Watched { source, healthy: vec![indicator_is_none, api_is_operational, c1_is_operational] }
}

fn own_probe() -> Watched {
    let source = probing(&[], &["[STATUS] == 200", "[BODY].db == true"], &["[RESPONSE_TIME] < 500"]);
    Watched { source, healthy: vec![database_is_up] }
}

/// The payload of a number. Most have status 200 and are called JSON, so that what is in them decides.
fn payload(number: u64, seeds: &[Seed]) -> Payload {
    let mut dice = Dice::new(number);
    let (seed, other) = (dice.roll(seeds.len()), dice.roll(seeds.len()));
    let body = mutate(&mut dice, &seeds[seed], &seeds[other]);
    let status = if dice.roll(20) == 0 { *dice.pick(&[204, 301, 404, 500, 503]) } else { 200 };
    let name = if dice.roll(20) == 0 { "a.html" } else { "a.json" };
    Payload { status, ..answered(name, body) }
}

/// The payload as its media type and its status let it be read.
fn readable(payload: &Payload) -> Option<Value> {
    let html = payload.media_type.as_deref().is_some_and(|media_type| media_type.contains("html"));
    // A number beyond every range is JSON all the same where nobody looks at it, but not to this parser.
    let text = std::str::from_utf8(&payload.body).ok()?.trim_start_matches('\u{feff}').replace("e999", "e9");
    serde_json::from_str(&text).ok().filter(|_| payload.status == 200 && !html)
}

/// Reads so many mutations; returns how many claims there were, and how many of them were operational.
fn run(watched: &Watched, seeds: &[Seed], count: u64) -> (u64, u64) {
    let (mut claims, mut operational) = (0, 0);
    for number in 0..count {
        let payload = payload(number, seeds);
        let culprit = Culprit(number, &payload);
        let observations = read(&watched.source, &"north".into(), super::now(), &Ok(vec![payload.clone()]));
        assert_eq!(observations.len(), watched.source.about.len());
        let well: Vec<usize> = (0..observations.len())
            .filter(|place| observations[*place].claim == Claim::Says(Level::Operational))
            .collect();
        claims += observations.len() as u64;
        operational += well.len() as u64;
        if !well.is_empty() {
            let value = readable(&payload).expect("operational, though nobody can read it");
            for place in well {
                assert!(watched.healthy[place](&value), "operational without a healthy word, for component {place}");
            }
        }
        drop(culprit);
    }
    (claims, operational)
}

fn count() -> u64 {
    std::env::var("FYR_MUTATIONS").map_or(MUTATIONS, |text| text.parse().expect("FYR_MUTATIONS is a number"))
}

fn holds(folder: &str, watched: &Watched, share: u64) {
    let count = count() * share / 100;
    let (claims, operational) = run(watched, &seeds(folder), count);
    println!("{folder}: {count} mutated payloads, {claims} claims, {operational} of them operational, each rightly");
    // Mutations that leave nothing readable, or spoil nothing, would prove nothing.
    assert!(count < 1_000 || (operational * 50 > claims && operational * 10 < claims * 9), "{operational} of {claims}");
}

#[test]
fn spoilt_status_pages() {
    holds("statuspage", &status_page(), 70);
}

#[test]
fn spoilt_answers_of_an_own_probe() {
    holds("http", &own_probe(), 30);
}

/// In every format: what is operational holds a healthy word, and is not operational any more when there is another word
/// instead. So the word was read, and not something beside it.
#[test]
fn nothing_is_well_in_any_format_without_a_healthy_word() {
    let count = count() / 40;
    for rows in situations::all() {
        let (mut claims, mut operational) = (0_u64, 0_u64);
        let source = rows.source_of(&rows.asked());
        let answers: Vec<_> = rows.says.keys().map(|files| situations::documents(&rows.kind, files)).collect();
        let seeds: Vec<Vec<Seed>> =
            answers.iter().map(|it| it.iter().map(|(_, body)| Seed::of(body)).collect()).collect();
        for number in 0..count {
            let mut dice = Dice::new(number);
            let (of, other) = (dice.roll(answers.len()), dice.roll(answers.len()));
            let spoilt = dice.roll(answers[of].len());
            let mut files = answers[of].clone();
            files[spoilt].1 = mutate(&mut dice, &seeds[of][spoilt], &seeds[other][0]);
            let payloads = rows.answered(files);
            let culprit = Culprit(number, &payloads[spoilt]);
            let well = rows.well(&source, payloads.clone());
            claims += source.about.len() as u64;
            operational += well.len() as u64;
            if let Some(unread) = rows.unread(&source, &payloads, &well) {
                panic!("{}: component {unread} is operational without a healthy word", rows.kind);
            }
            drop(culprit);
        }
        println!(
            "{}: {count} mutated answers, {claims} claims, {operational} of them operational, each rightly",
            rows.kind
        );
        assert!(count < 1_000 || operational > 0, "{}: nothing that is left is well, which proves nothing", rows.kind);
    }
}
