//! `cargo xtask fuzz [--seconds N] [--target NAME] [--keep] [--json] [--input FILE]`: looks for inputs that break a
//! promise, over every adapter and the parser of conditions. `tests/support/promises.rs` says what is promised.
//!
//! The seconds are those of the whole run, in equal parts for the targets, of which two run at a time. What was found to
//! reach further stays in `target/fyr/fuzz/`, and the next run begins with it; `--keep` puts the least that reaches as
//! far into `tests/fuzz/corpus/`, which `cargo xtask test` reads too. `--input` reads one file again.
//!
//! Progress goes to stderr; stdout holds the table, or with `--json` one object. Fails when a promise was broken, and
//! names the input and the command that repeats it.

mod engine;
mod said;

use std::path::PathBuf;
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, bail};

use crate::house::House;
use engine::Engine;
use said::Said;

pub use engine::compiler;

/// Targets that run at the same time.
const AT_ONCE: usize = 2;
/// How long the whole takes, if nothing is said about it.
const SECONDS: u64 = 60;

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Asked {
    seconds: u64,
    target: Option<String>,
    keep: bool,
    json: bool,
    input: Option<PathBuf>,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    let asked = asked(options)?;
    let engine = Engine::build(house)?;
    let targets = chosen(&engine, asked.target.as_deref())?;
    if let ([target], Some(input)) = (targets.as_slice(), &asked.input) {
        return engine.repeat(target, input);
    }
    let said = all(&engine, &targets, asked.seconds)?;
    if asked.keep {
        targets.iter().try_for_each(|target| engine.keep(target))?;
    }
    match asked.json {
        true => println!("{}", said::figures(&said)),
        false => said::table(&said).iter().for_each(|line| println!("{line}")),
    }
    let broken: Vec<String> = said.iter().filter_map(Said::broken).collect();
    match broken.is_empty() {
        true => Ok(()),
        false => bail!("{}", broken.join("\n\n")),
    }
}

fn asked(options: &[String]) -> Result<Asked> {
    let mut asked = Asked { seconds: SECONDS, target: None, keep: false, json: false, input: None };
    let mut words = options.iter().map(String::as_str);
    while let Some(word) = words.next() {
        match word {
            "--keep" => asked.keep = true,
            "--json" => asked.json = true,
            "--seconds" => {
                let count = words.next().unwrap_or_default();
                let Some(seconds) = count.parse().ok().filter(|seconds| *seconds > 0) else {
                    bail!("`--seconds {count}`: write how many seconds, one or more");
                };
                asked.seconds = seconds;
            }
            "--target" => asked.target = Some(words.next().context("`--target`: write its name")?.to_owned()),
            "--input" => asked.input = Some(words.next().context("`--input`: write the file")?.into()),
            other => bail!(
                "`{other}` is not an option of this command; it knows --seconds N, --target NAME, --keep, --json, --input FILE"
            ),
        }
    }
    if asked.input.is_some() && asked.target.is_none() {
        bail!("`--input`: write also which target reads it, as in `--target condition`");
    }
    Ok(asked)
}

/// The one that was asked for, or every one.
fn chosen(engine: &Engine, target: Option<&str>) -> Result<Vec<String>> {
    let targets = engine.targets()?;
    match target {
        None => Ok(targets),
        Some(target) if targets.iter().any(|known| known == target) => Ok(vec![target.to_owned()]),
        Some(target) => bail!("`--target {target}`: there are {}", targets.join(", ")),
    }
}

/// Runs every target for its part of the time; what came of each, in their order.
fn all(engine: &Engine, targets: &[String], seconds: u64) -> Result<Vec<Said>> {
    let at_once = AT_ONCE.min(targets.len());
    let part = (seconds * at_once as u64 / targets.len() as u64).max(1);
    eprintln!("fuzz       {} targets, {part} s each, {at_once} at a time", targets.len());
    let waiting = Mutex::new(targets.iter());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.next());
    let work = || -> Result<Vec<Said>> {
        let mut done = Vec::new();
        while let Some(target) = next() {
            let said = engine.run(target, part)?;
            eprintln!("fuzz       {}", said.line());
            done.push(said);
        }
        Ok(done)
    };
    let done = thread::scope(|scope| {
        let threads: Vec<_> = (0..at_once).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| bail!("a run of a target panicked")))
            .collect()
    });
    let done: Result<Vec<Vec<Said>>> = done;
    let mut done: Vec<Said> = done?.into_iter().flatten().collect();
    done.sort_by_key(|said| targets.iter().position(|target| *target == said.target));
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_understood_or_refused() {
        let read = |line: &str| asked(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        let nothing = || Asked { seconds: SECONDS, target: None, keep: false, json: false, input: None };
        assert_eq!(read("").unwrap(), nothing());
        let all = Asked { seconds: 600, keep: true, json: true, ..nothing() };
        assert_eq!(read("--seconds 600 --keep --json").unwrap(), all);
        let one = Asked { target: Some("json".into()), input: Some("a/b".into()), ..nothing() };
        assert_eq!(read("--target json --input a/b").unwrap(), one);
        for wrong in ["--seconds", "--seconds 0", "--seconds soon", "--target", "--input", "--input a", "60", "--jsn"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
