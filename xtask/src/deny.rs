//! What comes in from outside: `cargo deny` asks of every crate in Cargo.lock whether its licence lets us ship it, whether it is
//! there once, where it comes from, and, where the database can be reached, whether a fault of it is known. The rules are in
//! `.cargo/deny.toml`.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::house::House;
use crate::run;
use crate::stamp;

/// The version that the rules are written for.
const VERSION: &str = "0.20.2";
/// The rules.
const RULES: &str = ".cargo/deny.toml";
/// A rule of the list of duplicates that nothing needs any more is one too many.
const STRICT: [&str; 4] = ["-D", "unnecessary-skip", "-D", "unmatched-skip"];
/// How long the database of known faults may take to come.
const PATIENCE: Duration = Duration::from_secs(60);
/// Compiled to be run for two seconds: the quickest build is the best.
const QUICKLY: [(&str, &str); 5] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
    ("CARGO_INCREMENTAL", "0"),
];

/// Looks at everything that comes in from outside.
pub fn check(house: &House) -> Result<()> {
    let program = installed(house)?;
    println!("check      what we depend on: licences, duplicates, sources");
    let rules = ["licenses", "bans", "sources"];
    run::shown(deny(house, &program).args(["--locked", "check"]).args(STRICT).args(rules))?;
    match reached(deny(house, &program).args(["fetch", "db"]))? {
        None => {
            println!("check      what we depend on: known faults");
            run::shown(deny(house, &program).args(["--locked", "--offline", "check", "advisories"]))
        }
        Some(why) => {
            println!(
                "check      not looked at: known faults of what we depend on. Their database was not reached: {why}"
            );
            Ok(())
        }
    }
}

fn deny(house: &House, program: &PathBuf) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&house.root).args(["--config", RULES]);
    command
}

/// The program; compiled here the first time, which takes a C compiler and crates.io.
fn installed(house: &House) -> Result<PathBuf> {
    let tools = house.root.join("target/tools");
    let root = tools.join(format!("cargo-deny-{VERSION}"));
    let program = root.join("bin").join(format!("cargo-deny{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    println!("setup      compiling cargo-deny {VERSION}, which takes about a minute");
    let made = tools.join("made");
    let mut cargo = run::cargo(house);
    cargo.args(["install", "cargo-deny", "--quiet", "--locked", "--version", VERSION]);
    run::quiet(cargo.arg("--root").arg(&root).arg("--target-dir").arg(&made).envs(QUICKLY))?;
    stamp::clear(&made)?;
    Ok(program)
}

/// Why a program that asks the network did not get what it asked for; `None`: it did.
fn reached(command: &mut Command) -> Result<Option<String>> {
    // Nobody is there to be asked for a password.
    command.env("GIT_TERMINAL_PROMPT", "0").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().context("cannot start cargo-deny")?;
    let began = Instant::now();
    while child.try_wait()?.is_none() {
        if began.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Ok(Some(format!("nothing came within {} seconds", PATIENCE.as_secs())));
        }
        sleep(Duration::from_millis(100));
    }
    let output = child.wait_with_output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last = said.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("it did not say why");
    Ok((!output.status.success()).then(|| last.to_owned()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn what_does_not_come_is_told_with_the_reason() {
        assert_eq!(reached(&mut shell("exit 0")).unwrap(), None);
        let why = reached(&mut shell("echo first >&2; echo 'no such host' >&2; echo >&2; exit 1")).unwrap();
        assert_eq!(why.as_deref(), Some("no such host"));
        assert!(reached(&mut shell("exit 1")).unwrap().is_some(), "silence is no success");
    }
}
