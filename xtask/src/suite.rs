//! One suite of tests: a program whose output is shown as it comes and counted on the way.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

use crate::tally::Tally;

/// What came of a suite.
pub struct Outcome {
    /// What it is called.
    pub name: &'static str,
    /// What it counted.
    pub tally: Tally,
    /// Whether its program ended well. A suite that does not even compile counts no test and still failed.
    pub ended_well: bool,
}

impl Outcome {
    /// Whether anything in it failed.
    pub fn failed(&self) -> bool {
        !self.ended_well || self.tally.failed > 0
    }

    /// The counts, where a suite that broke without a failed test is one failure.
    pub fn counted(&self) -> Tally {
        match self.failed() && self.tally.failed == 0 {
            true => Tally { failed: 1, ..self.tally },
            false => self.tally,
        }
    }
}

/// Runs a suite to its end.
pub fn run(name: &'static str, command: &mut Command) -> Result<Outcome> {
    println!("\n== {name}");
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start the suite {name}"))?;
    let output = child.stdout.take().context("the suite has no output")?;
    let mut tally = Tally::default();
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        tally.read(&line);
    }
    Ok(Outcome { name, tally, ended_well: child.wait()?.success() })
}
