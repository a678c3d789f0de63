//! `cargo xtask test`: builds what tests need and runs every suite, or one part: `--rust`, `--stories`, `--browser`.
//!
//! *rust* is `cargo test` natively (once more for the worker as tests build it); *stories* drive the running worker; *browser* does so with a real browser;
//! with either, *logs* looks through what every worker of theirs has logged, and *size* weighs what was built.
//! All of them run even when one fails; the last line says `N passed, N failed`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::house::House;
use crate::suite::{self, Outcome};
use crate::tally::Tally;
use crate::worker::Kind;
use crate::{browser, build, only, run, size, stamp};

/// Test files that run at the same time: each starts a runtime of its own, the browser's also a browser.
const AT_ONCE: &str = "--test-concurrency=2";
/// Where every worker of a test writes what it logs, below what the build makes.
const LOGS: &str = "logs";
/// No single test takes this long (milliseconds); one that hangs must not hold everything up for ever.
const LIMIT: &str = "--test-timeout=900000";

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &["--rust", "--stories", "--browser"])?;
    let wanted = |part: &str| options.is_empty() || options.iter().any(|option| option == part);
    // What is missing is said before the long part, not after it.
    let mut suites = Vec::new();
    if wanted("--rust") {
        let mut cargo = run::cargo(house);
        cargo.args(["test", "--workspace", "--quiet", "--no-fail-fast"]);
        suites.push(("rust", cargo));
        let mut scripted = run::cargo(house);
        scripted.args(["test", "--package=fyr-worker", "--features=scripted", "--quiet", "--no-fail-fast"]);
        suites.push(("scripted", scripted));
    }
    let mut running = Vec::new();
    if wanted("--stories") {
        suites.push(("stories", node(house, "tests/stories")?));
        running.push("stories");
    }
    if wanted("--browser") {
        let mut node = node(house, "tests/browser")?;
        node.env("FYR_CHROMIUM", browser::find()?);
        suites.push(("browser", node));
        running.push("browser");
    }
    let built = !running.is_empty();
    if built {
        let mut node = node(house, "tests/logs")?;
        node.env("FYR_SUITES", running.join(" "));
        suites.push(("logs", node));
        stamp::clear(&house.out.join(LOGS))?;
        build::build(house, &[Kind::Release, Kind::Scripted])?;
    }
    let outcomes = suites.iter_mut().map(|(name, command)| suite::run(name, command));
    let mut outcomes = outcomes.collect::<Result<Vec<_>>>()?;
    outcomes.extend(built.then(|| size::suite(house)));
    summary(&outcomes)
}

/// Node's test runner over the test files of a directory.
fn node(house: &House, dir: &str) -> Result<Command> {
    let files = test_files(house, dir)?;
    let mut node = run::node(house);
    node.args(["--test", "--test-reporter=spec", AT_ONCE, LIMIT]).args(files);
    node.env("FYR_BUILD", Kind::Scripted.dir(house));
    node.env("FYR_RELEASE", Kind::Release.dir(house));
    node.env("FYR_ASSETS", house.out.join("assets"));
    node.env("FYR_LOGS", house.out.join(LOGS));
    Ok(node)
}

fn test_files(house: &House, dir: &str) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(house.root.join(dir)).with_context(|| format!("cannot read {dir}"))?;
    let mut files: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|file| file.to_string_lossy().ends_with(".test.mjs"));
    files.sort();
    if files.is_empty() {
        bail!("{dir} holds no *.test.mjs: an empty suite proves nothing");
    }
    Ok(files)
}

fn summary(outcomes: &[Outcome]) -> Result<()> {
    let mut all = Tally::default();
    println!("\n== summary");
    for outcome in outcomes {
        let tally = outcome.counted();
        let broke = if outcome.failed() && outcome.tally.failed == 0 { " (it did not run to its end)" } else { "" };
        println!("{:<10} {} passed, {} failed{broke}", outcome.name, tally.passed, tally.failed);
        all.add(tally);
    }
    let natively = outcomes.iter().any(|outcome| outcome.name == "rust");
    if natively && std::env::var_os("FYR_RECORDED").is_none() {
        println!("the recorded-payload suite was not run: FYR_RECORDED is not set");
    }
    println!("{} passed, {} failed", all.passed, all.failed);
    match outcomes.iter().any(Outcome::failed) {
        true => std::process::exit(1),
        false => Ok(()),
    }
}
