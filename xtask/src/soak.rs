//! `cargo xtask soak writes|kill|load …`: long runs that try to make the worker lose, double or delay something, and count.
//!
//! | soak | what is done | takes |
//! |---|---|---|
//! | `writes` | the runtime is killed while operators write | `--rounds N` |
//! | `kill` | the runtime is killed in the middle of rounds, while upstreams come and go | `--rounds N` |
//! | `load` | 2,000 readers poll while upstreams hang and operators publish | `--minutes N` |
//!
//! All take `--seed N` and `--json`. Each has a script in `tests/soak/` that says what is counted, and a log in
//! `target/fyr/soak/` with a line for each round, or minute. A line of `writes` and `kill` has the seed of its round:
//! `--seed` with that begins with this round, and `--rounds 1` ends with it.
//!
//! A soak fails when a figure is above its limit. Without a seed each run has another, and says which.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::bench::{Asked, Limits, figures, judge};
use crate::house::House;
use crate::run;
use crate::worker::Kind;

/// One soak.
struct Soak {
    name: &'static str,
    /// What says how long it is, how long it is without that, and the least that can be judged.
    length: (&'static str, u32, u32),
    /// What it may count.
    limits: Limits,
    /// The lines of its table, in their order.
    figures: &'static [(&'static str, &'static str)],
}

/// Every soak.
const SOAKS: &[Soak] = &[WRITES, KILL, LOAD];

const WRITES: Soak = Soak {
    name: "writes",
    length: ("--rounds", 200, 1),
    limits: &[("lost", 0.0), ("doubled", 0.0), ("disordered", 0.0)],
    figures: &[
        ("rounds", "rounds"),
        ("killed", "times the runtime was killed"),
        ("writes", "writes"),
        ("unanswered", "  that were not answered"),
        ("retried", "  times they were asked again"),
        ("replayed", "answered writes that were asked again"),
        ("lost", "acknowledged, and lost"),
        ("doubled", "done twice"),
        ("disordered", "out of order"),
    ],
};

const KILL: Soak = Soak {
    name: "kill",
    length: ("--rounds", 200, 1),
    limits: &[("lost", 0.0), ("doubled", 0.0), ("disordered", 0.0), ("claimed", 0.0), ("late", 0.0)],
    figures: &[
        ("rounds", "rounds"),
        ("killed", "times the runtime was killed"),
        ("unanswered", "  while an upstream was being asked"),
        ("long", "  for longer than a sample speaks"),
        ("brief", "  to be killed again in the first round"),
        ("audited", "  with something seen to look for"),
        ("transitions", "transitions there are"),
        ("intervals", "intervals there are"),
        ("samples", "samples there are"),
        ("declared", "declarations answered"),
        ("lost", "stored or seen, and lost"),
        ("doubled", "there twice"),
        ("disordered", "out of order"),
        ("claimed", "called up, and measured by nobody"),
        ("late", "no round by itself within a minute"),
    ],
};

/// Memory must not grow by more than a tenth from the middle third of the minutes to the last: garbage is collected when the
/// engine likes, and the medians of two thirds differ by some hundredths for that alone; what leaks with each question does
/// not stop at a tenth.
const LOAD: Soak = Soak {
    name: "load",
    length: ("--minutes", 30, 3),
    limits: &[
        ("errors", 0.0),
        ("late", 0.0),
        ("unseen", 0.0),
        ("stale", 0.0),
        ("green", 0.0),
        ("seen_p95_s", 36.0),
        ("seen_worst_s", 44.0),
        // The local runtime has no limit and collects late: a plain worker that gives the same bytes reaches 560 MB in 240,000
        // answers, and this one 420, before they level off. What leaks goes on.
        ("memory_growth", 1.2),
        ("memory_highest_mb", 600.0),
    ],
    figures: &[
        ("minutes", "minutes"),
        ("hung_s", "  of them all upstreams hung for, s"),
        ("readers", "readers"),
        ("requests", "requests"),
        ("unchanged", "  answered by 304"),
        ("slowest_ms", "  the slowest, ms"),
        ("rounds", "rounds that were told of"),
        ("publications", "publications"),
        ("seen_p50_s", "seen by a reader after, s, median"),
        ("seen_p95_s", "  95 of 100"),
        ("seen_worst_s", "  worst"),
        ("errors", "no answer, or after more than 5 s"),
        ("late", "behind what was published"),
        ("unseen", "publications not seen by a reader"),
        ("stale", "too old to be shown"),
        ("green", "hanging, and told as well"),
        ("memory_middle_mb", "memory in the middle third, MB, median"),
        ("memory_last_mb", "memory in the last third, MB, median"),
        ("memory_growth", "  by which factor it grew"),
        ("memory_highest_mb", "memory at most, MB"),
        ("curve_mb", "memory by minute, MB"),
    ],
};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Options {
    json: bool,
    length: u32,
    seed: Option<u32>,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    let (soak, rest) = chosen(options)?;
    let options = asked(soak, rest)?;
    let seed = options.seed.map_or_else(random, Ok)?;
    // Stdout is for the result alone.
    run::shown(run::cargo(house).args(["xtask", "build", "--scripted"]).stdout(std::io::stderr()))?;
    let mut node = run::node(house);
    node.arg(format!("tests/soak/{}.mjs", soak.name)).arg(options.length.to_string()).arg(seed.to_string());
    node.env("FYR_BUILD", Kind::Scripted.dir(house)).env("FYR_ASSETS", house.out.join("assets"));
    node.env("FYR_SOAK", house.out.join("soak"));
    judge(&Asked { json: options.json, runs: None }, &figures(&mut node)?, |told| table(soak, told), soak.limits)
        .with_context(|| format!("--seed {seed} gives the same again"))
}

/// The soak that is named first, and what else was said.
fn chosen(options: &[String]) -> Result<(&'static Soak, &[String])> {
    let names = SOAKS.iter().map(|soak| format!("`{}`", soak.name)).collect::<Vec<_>>().join(", ");
    let Some((name, rest)) = options.split_first() else { bail!("what is to be soaked? there are {names}") };
    match SOAKS.iter().find(|soak| soak.name == name) {
        Some(soak) => Ok((soak, rest)),
        None => bail!("`{name}` cannot be soaked; there are {names}"),
    }
}

/// A seed that nobody chose.
fn random() -> Result<u32> {
    getrandom::u32().map(|seed| seed >> 1).context("the system gives no randomness")
}

fn asked(soak: &Soak, words: &[String]) -> Result<Options> {
    let (long, length, least) = soak.length;
    let mut words = words.iter().map(String::as_str);
    let mut options = Options { json: false, length, seed: None };
    while let Some(word) = words.next() {
        match word {
            "--json" => options.json = true,
            "--seed" => options.seed = Some(number(word, words.next(), 0)?),
            _ if word == long => options.length = number(word, words.next(), least)?,
            other => bail!("`{other}` is not an option of `soak {}`; it knows {long} N, --seed N, --json", soak.name),
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

fn table(soak: &Soak, figures: &Value) -> Vec<String> {
    let told = |(figure, label): &(&str, &str)| Some(format!("{label:<40}{:>10}", figures.get(figure)?.to_string()));
    soak.figures.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<String> {
        line.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn a_soak_is_named_first() {
        assert_eq!(chosen(&words("kill --rounds 3")).unwrap().0.name, "kill");
        for wrong in ["", "kil", "--rounds 3 kill"] {
            assert!(chosen(&words(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_limit_is_a_line_of_the_table() {
        for soak in SOAKS {
            let shown = |name: &str| soak.figures.iter().any(|(figure, _)| *figure == name);
            assert!(soak.limits.iter().all(|(name, _)| shown(name)), "{}", soak.name);
        }
    }

    #[test]
    fn options_are_understood_or_refused() {
        let read = |line: &str| asked(&KILL, &words(line));
        assert_eq!(read("").unwrap(), Options { json: false, length: 200, seed: None });
        assert_eq!(read("--seed 7 --json --rounds 10").unwrap(), Options { json: true, length: 10, seed: Some(7) });
        for wrong in ["--rounds", "--rounds 0", "--rounds many", "--seed -1", "--seed", "--jsn", "10", "--minutes 3"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
