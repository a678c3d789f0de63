//! `cargo xtask bench banner [--json] [--runs N]`: how long until a person sees that something is wrong, as a ratio
//! to a plain script that fetches a plain JSON. `tests/bench/banner.mjs` says what is measured, and what is left out.
//!
//! Progress goes to stderr; stdout holds the table, or with `--json` one object. Fails when a ratio is above its limit.

use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::house::House;
use crate::worker::Kind;
use crate::{browser, run};

/// Ratios that the embed keeps to: the figure, and how much of the yardstick's time it may take.
const LIMITS: &[(&str, f64)] = &[("line_ratio", 0.85), ("widget_ratio", 1.35)];
/// Rounds that are measured: below nine, the median follows the machine's moods.
const ROUNDS: u32 = 9;

/// The columns of the table: a contestant, and the lines: a figure of it.
const CONTESTANTS: &[&str] = &["vanilla", "line", "widget"];
const FIGURES: &[(&str, &str)] = &[
    ("ms", "painted after, ms"),
    ("ratio", "ratio to vanilla, median"),
    ("ratio_best", "  best round"),
    ("ratio_worst", "  worst round"),
    ("requests", "requests answered by then"),
    ("bytes", "bytes received by then"),
    ("cls", "layout shift, worst round"),
    ("long_tasks", "long tasks"),
];

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    json: bool,
    rounds: u32,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    let asked = asked(options)?;
    let chromium = browser::find()?;
    // Stdout is for the result alone.
    run::shown(run::cargo(house).args(["xtask", "build", "--scripted"]).stdout(std::io::stderr()))?;
    let mut node = run::node(house);
    node.arg("tests/bench/banner.mjs").arg(asked.rounds.to_string());
    node.env("FYR_CHROMIUM", chromium);
    node.env("FYR_BUILD", Kind::Scripted.dir(house)).env("FYR_ASSETS", house.out.join("assets"));
    let output = node.stderr(Stdio::inherit()).output().context("cannot start the bench")?;
    if !output.status.success() {
        bail!("the bench did not run to its end ({})", output.status);
    }
    let figures: Value = serde_json::from_slice(&output.stdout).context("the bench printed no figures")?;
    match asked.json {
        true => println!("{figures}"),
        false => table(&figures).iter().for_each(|line| println!("{line}")),
    }
    let above = above(&figures)?;
    match above.is_empty() {
        true => Ok(()),
        false => bail!("{}", above.join("; ")),
    }
}

fn asked(options: &[String]) -> Result<Asked> {
    let mut words = options.iter().map(String::as_str);
    match words.next() {
        Some("banner") => {}
        Some(other) => bail!("`{other}` is not a bench; there is `banner`"),
        None => bail!("which bench? There is `banner`"),
    }
    let mut asked = Asked { json: false, rounds: ROUNDS };
    while let Some(word) = words.next() {
        match word {
            "--json" => asked.json = true,
            "--runs" => {
                let count = words.next().unwrap_or_default();
                let Some(rounds) = count.parse().ok().filter(|rounds| *rounds > 0) else {
                    bail!("`--runs {count}`: write how many rounds, one or more");
                };
                asked.rounds = rounds;
            }
            other => bail!("`{other}` is not an option of this bench; it knows --json, --runs N"),
        }
    }
    Ok(asked)
}

/// A line for each figure, a column for each contestant; the yardstick has no ratio.
fn table(figures: &Value) -> Vec<String> {
    let head = CONTESTANTS.iter().map(|name| format!("{name:>10}")).collect::<String>();
    let cell = |name: &str, figure: &str| {
        figures.get(format!("{name}_{figure}")).map_or_else(String::new, |value| value.to_string())
    };
    let row = |(figure, label): &(&str, &str)| {
        let cells = CONTESTANTS.iter().map(|name| format!("{:>10}", cell(name, figure)));
        format!("{label:<28}{}", cells.collect::<String>())
    };
    std::iter::once(format!("{:<28}{head}", "")).chain(FIGURES.iter().map(row)).collect()
}

/// A sentence for each ratio that is above its limit.
fn above(figures: &Value) -> Result<Vec<String>> {
    let mut above = Vec::new();
    for (name, limit) in LIMITS {
        let ratio = figures.get(*name).and_then(Value::as_f64).with_context(|| format!("the bench gave no {name}"))?;
        if ratio > *limit {
            above.push(format!("{name} is {ratio}: the limit is {limit}"));
        }
    }
    Ok(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_ratio_above_its_limit_is_told_and_one_that_is_missing_is_an_error() {
        let told = |line: f64, widget: f64| above(&json!({ "line_ratio": line, "widget_ratio": widget })).unwrap();
        assert!(told(0.85, 1.35).is_empty());
        assert_eq!(told(0.851, 1.35), ["line_ratio is 0.851: the limit is 0.85"]);
        assert_eq!(told(0.9, 1.36).len(), 2);
        assert!(above(&json!({ "line_ratio": 0.7 })).is_err());
        assert!(above(&json!({ "line_ratio": null, "widget_ratio": 1 })).is_err());
    }

    #[test]
    fn options_are_understood_or_refused() {
        let read = |line: &str| asked(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("banner").unwrap(), Asked { json: false, rounds: ROUNDS });
        assert_eq!(read("banner --runs 12 --json").unwrap(), Asked { json: true, rounds: 12 });
        for wrong in
            ["", "poster", "banner --runs", "banner --runs 0", "banner --runs many", "banner --jsn", "banner --short"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
