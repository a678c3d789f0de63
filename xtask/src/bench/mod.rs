//! `cargo xtask bench …`: figures in relation to a yardstick that runs beside them, on the same machine in the same minutes; or
//! times so much longer than the machine's moods that they need none.
//!
//! One file per bench. Progress goes to stderr; stdout holds a table, or with `--json` one object. A bench fails when a
//! figure is above its limit.

mod banner;
mod cost;
mod freshness;
mod history;
mod pages;
mod read;
mod round;
mod scale;
mod start;

use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::house::House;
use crate::run;
use crate::worker::Kind;

/// Figures that keep to a limit: the figure, and how high it may be.
pub(crate) type Limits = &'static [(&'static str, f64)];

/// The benches, in one sentence for whoever asks for another.
const THERE_ARE: &str =
    "there are `banner`, `read`, `start`, `round`, `scale`, `pages`, `freshness`, `history` and `cost`";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Whether one JSON object is wanted, and no table.
    pub json: bool,
    /// How often it is measured; `None`: as often as the bench needs.
    pub runs: Option<u32>,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    match options.split_first() {
        Some((name, rest)) if name == "banner" => banner::run(house, &asked(rest)?),
        Some((name, rest)) if name == "read" => read::run(house, &asked(rest)?),
        Some((name, rest)) if name == "start" => start::run(house, &asked(rest)?),
        Some((name, rest)) if name == "round" => round::run(house, &asked(rest)?),
        Some((name, rest)) if name == "scale" => scale::run(house, &asked(rest)?),
        Some((name, rest)) if name == "pages" => pages::run(house, &asked(rest)?),
        Some((name, rest)) if name == "history" => history::run(house, &asked(rest)?),
        Some((name, rest)) if name == "freshness" => freshness::run(house, &asked(rest)?),
        Some((name, rest)) if name == "cost" => cost::run(house, &asked(rest)?),
        Some((other, _)) => bail!("`{other}` is not a bench; {THERE_ARE}"),
        None => bail!("which bench? {THERE_ARE}"),
    }
}

fn asked(options: &[String]) -> Result<Asked> {
    let mut words = options.iter().map(String::as_str);
    let mut asked = Asked { json: false, runs: None };
    while let Some(word) = words.next() {
        match word {
            "--json" => asked.json = true,
            "--runs" => {
                let count = words.next().unwrap_or_default();
                let Some(runs) = count.parse().ok().filter(|runs| *runs > 0) else {
                    bail!("`--runs {count}`: write how often, once or more");
                };
                asked.runs = Some(runs);
            }
            other => bail!("`{other}` is not an option of a bench; it knows --json, --runs N"),
        }
    }
    Ok(asked)
}

/// Builds a worker, and gives the command that measures it: `tests/bench/{name}.mjs`.
fn measuring(house: &House, kind: Kind, name: &str) -> Result<Command> {
    // Stdout is for the result alone.
    let option = kind.option().context("what is deployed has no clock that a bench could set")?;
    run::shown(run::cargo(house).args(["xtask", "build", option]).stdout(std::io::stderr()))?;
    let mut node = run::node(house);
    node.arg(format!("tests/bench/{name}.mjs"));
    node.env("FYR_BUILD", kind.dir(house)).env("FYR_ASSETS", house.out.join("assets"));
    Ok(node)
}

/// Runs a bench to its end and reads the figures that it prints.
pub(crate) fn figures(node: &mut Command) -> Result<Value> {
    let output = node.stderr(Stdio::inherit()).output().context("cannot start the bench")?;
    if !output.status.success() {
        bail!("the bench did not run to its end ({})", output.status);
    }
    serde_json::from_slice(&output.stdout).context("the bench printed no figures")
}

/// Shows the figures, and fails when one is above its limit.
pub(crate) fn judge(
    asked: &Asked,
    figures: &Value,
    table: impl Fn(&Value) -> Vec<String>,
    limits: Limits,
) -> Result<()> {
    match asked.json {
        true => println!("{figures}"),
        false => table(figures).iter().for_each(|line| println!("{line}")),
    }
    let above = above(figures, limits)?;
    match above.is_empty() {
        true => Ok(()),
        false => bail!("{}", above.join("; ")),
    }
}

/// A sentence for each figure that is above its limit.
fn above(figures: &Value, limits: Limits) -> Result<Vec<String>> {
    let mut above = Vec::new();
    for (name, limit) in limits {
        let figure = figures.get(*name).and_then(Value::as_f64).with_context(|| format!("the bench gave no {name}"))?;
        if figure > *limit {
            above.push(format!("{name} is {figure}: the limit is {limit}"));
        }
    }
    Ok(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_figure_above_its_limit_is_told_and_one_that_is_missing_is_an_error() {
        const LIMITS: Limits = &[("line", 0.85), ("widget", 1.35)];
        let told = |line: f64, widget: f64| above(&json!({ "line": line, "widget": widget }), LIMITS).unwrap();
        assert!(told(0.85, 1.35).is_empty());
        assert_eq!(told(0.851, 1.35), ["line is 0.851: the limit is 0.85"]);
        assert_eq!(told(0.9, 1.36).len(), 2);
        assert!(above(&json!({ "line": 0.7 }), LIMITS).is_err());
        assert!(above(&json!({ "line": null, "widget": 1 }), LIMITS).is_err());
    }

    #[test]
    fn options_are_understood_or_refused() {
        let read = |line: &str| asked(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(read("").unwrap(), Asked { json: false, runs: None });
        assert_eq!(read("--runs 12 --json").unwrap(), Asked { json: true, runs: Some(12) });
        for wrong in ["--runs", "--runs 0", "--runs many", "--jsn", "--short", "again"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
