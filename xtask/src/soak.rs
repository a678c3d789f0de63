//! `cargo xtask soak writes [--rounds N] [--seed N] [--json]`: the runtime is killed again and again while operators write, and
//! what was acknowledged is counted. `tests/soak/writes.mjs` says what is counted.
//!
//! It fails when anything is lost, was done twice, or stands in another order than it was answered in. Without a seed each
//! run has another, and says which.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::{Asked, Limits, figures, judge};
use crate::house::House;
use crate::run;
use crate::worker::Kind;

/// How often the runtime is killed.
const ROUNDS: u32 = 200;
/// Nothing of this may happen even once.
const LIMITS: Limits = &[("lost", 0.0), ("doubled", 0.0), ("disordered", 0.0)];

/// The lines of the table, in their order.
const FIGURES: &[(&str, &str)] = &[
    ("rounds", "rounds"),
    ("killed", "times the runtime was killed"),
    ("writes", "writes"),
    ("unanswered", "  that were not answered"),
    ("retried", "  times they were asked again"),
    ("replayed", "answered writes that were asked again"),
    ("lost", "acknowledged, and lost"),
    ("doubled", "done twice"),
    ("disordered", "out of order"),
];

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    json: bool,
    rounds: u32,
    seed: Option<u32>,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    let Some((name, rest)) = options.split_first() else { bail!("what is to be soaked? there is `writes`") };
    if name != "writes" {
        bail!("`{name}` cannot be soaked; there is `writes`");
    }
    let options = asked(rest)?;
    let seed = options.seed.map_or_else(random, Ok)?;
    // Stdout is for the result alone.
    run::shown(run::cargo(house).args(["xtask", "build", "--scripted"]).stdout(std::io::stderr()))?;
    let mut node = run::node(house);
    node.arg("tests/soak/writes.mjs").arg(options.rounds.to_string()).arg(seed.to_string());
    node.env("FYR_BUILD", Kind::Scripted.dir(house)).env("FYR_ASSETS", house.out.join("assets"));
    let told = figures(&mut node)?;
    judge(&Asked { json: options.json, runs: Some(options.rounds) }, &told, table, LIMITS)
        .with_context(|| format!("--seed {seed} gives the same again"))
}

/// A seed that nobody chose.
fn random() -> Result<u32> {
    getrandom::u32().map(|seed| seed >> 1).context("the system gives no randomness")
}

fn asked(words: &[String]) -> Result<Options> {
    let mut words = words.iter().map(String::as_str);
    let mut options = Options { json: false, rounds: ROUNDS, seed: None };
    while let Some(word) = words.next() {
        match word {
            "--json" => options.json = true,
            "--rounds" => options.rounds = number(word, words.next(), 1)?,
            "--seed" => options.seed = Some(number(word, words.next(), 0)?),
            other => bail!("`{other}` is not an option of `soak writes`; it knows --rounds N, --seed N, --json"),
        }
    }
    Ok(options)
}

fn number(option: &str, word: Option<&str>, least: u32) -> Result<u32> {
    let word = word.unwrap_or_default();
    match word.parse().ok().filter(|number| (least..=u32::MAX >> 1).contains(number)) {
        Some(number) => Ok(number),
        None => bail!("`{option} {word}`: write a whole number, {least} or more"),
    }
}

fn table(figures: &Value) -> Vec<String> {
    let told = |(figure, label): &(&str, &str)| Some(format!("{label:<40}{:>10}", figures.get(figure)?.to_string()));
    FIGURES.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_understood_or_refused() {
        let read = |line: &str| asked(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("").unwrap(), Options { json: false, rounds: ROUNDS, seed: None });
        assert_eq!(read("--seed 7 --json --rounds 10").unwrap(), Options { json: true, rounds: 10, seed: Some(7) });
        for wrong in ["--rounds", "--rounds 0", "--rounds many", "--seed -1", "--seed", "--jsn", "10"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
