//! The program that fuzzes: how it is built, and what it is run with.
//!
//! It is `tests/fuzz/main.rs` with libFuzzer in it, compiled so that it notes which places of the code are reached. The
//! compiler is the one that everything is compiled with.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::said::Said;
use crate::house::House;
use crate::run;

/// Notes which places are reached: what `cargo fuzz` compiles with, but that what is compared with what is not noted. With
/// the dictionary that reaches further in the same time, for every format that it was tried with.
const NOTING: &str = "-Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-simplifycfg-branch-fold-threshold=0 \
    --cfg fuzzing";

/// The longest input in bytes, how many seconds one may take, and how much memory the program may take in MB.
const LIMITS: [&str; 3] = ["-max_len=8192", "-timeout=20", "-rss_limit_mb=1024"];

/// How many inputs are kept in the repository for a target, and how long they may be.
const KEPT: (usize, u64) = (60, 1_000);

/// The program, and where it works.
pub struct Engine {
    program: PathBuf,
    /// What it begins with: a folder for each target, with `seeds` and `words`.
    begin: PathBuf,
    /// What it found: a folder for each target.
    found: PathBuf,
    /// What is kept in the repository.
    kept: PathBuf,
}

/// The C++ compiler that libFuzzer is compiled with.
pub fn compiler() -> Result<PathBuf> {
    let named = std::env::var_os("CXX").map(PathBuf::from);
    let found = named.or_else(|| run::on_path(&["c++", "g++", "clang++"]));
    found.context("fuzzing needs a C++ compiler, because libFuzzer is written in C++; install g++ or clang++")
}

impl Engine {
    /// Builds the program and asks it for what it begins with.
    pub fn build(house: &House) -> Result<Self> {
        compiler()?;
        let version = run::quiet(Command::new("rustc").current_dir(&house.root).arg("-vV"))?;
        let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc tells no host")?;
        let target = house.target.join("fuzz");
        let program = target.join(host).join("fuzz/fuzz");
        if !program.is_file() {
            eprintln!("fuzz       compiling for the first time, which takes some minutes");
        }
        let mut cargo = run::cargo(house);
        cargo.args(["build", "--quiet", "--package=fyr-tests", "--features=fuzz", "--bin=fuzz", "--profile=fuzz"]);
        // With a target of its own, what is compiled for the build alone (build scripts, macros) notes nothing.
        cargo.arg("--target").arg(host).arg("--target-dir").arg(&target);
        run::shown(cargo.env("RUSTFLAGS", NOTING).env_remove("CARGO_ENCODED_RUSTFLAGS").stdout(std::io::stderr()))?;
        let out = house.out.join("fuzz");
        let (begin, found) = (out.join("begin"), out.join("found"));
        let engine = Self { program, begin, found, kept: house.root.join("tests/fuzz/corpus") };
        emptied(&engine.begin)?;
        run::quiet(Command::new(&engine.program).env("FYR_FUZZ_SEEDS", &engine.begin))?;
        Ok(engine)
    }

    /// The names of the targets.
    pub fn targets(&self) -> Result<Vec<String>> {
        names(&self.begin)
    }

    /// Runs one target for some seconds.
    pub fn run(&self, target: &str, seconds: u64) -> Result<Said> {
        let found = made(self.found.join(target))?;
        let broken = made(self.found.join(format!("{target}.broken")))?;
        let mut command = self.command(target);
        command.arg(format!("-max_total_time={seconds}")).args(["-print_final_stats=1", "-reload=0"]);
        command.arg(format!("-artifact_prefix={}/", broken.display()));
        command.arg(format!("-dict={}", self.begin.join(target).join("words").display()));
        command.arg(found).arg(self.begin.join(target).join("seeds"));
        command.args(Some(self.kept.join(target)).filter(|kept| kept.is_dir()));
        let mut child = command.stderr(Stdio::piped()).spawn().context("cannot start the program that fuzzes")?;
        let stderr = child.stderr.take().context("the program that fuzzes has no output")?;
        let said = hear(target, stderr)?;
        let ended = child.wait()?;
        match (ended.success(), said.broken.is_some()) {
            (true, _) | (false, true) => Ok(said),
            (false, false) => bail!("{target}: the program that fuzzes ended with {ended} and told nothing"),
        }
    }

    /// Reads one input again, with all that is said about it.
    pub fn repeat(&self, target: &str, input: &Path) -> Result<()> {
        run::shown(self.command(target).arg(input))
    }

    /// Puts the fewest inputs that reach as far as all that were found into the repository, without those that the
    /// fixtures reach already; some of them, where they are many.
    pub fn keep(&self, target: &str) -> Result<()> {
        let least = self.found.join(format!("{target}.least"));
        emptied(&least)?;
        let seeds = self.begin.join(target).join("seeds");
        let there = names(&seeds)?;
        for seed in &there {
            fs::copy(seeds.join(seed), least.join(seed))?;
        }
        let kept = made(self.kept.join(target))?;
        let mut command = self.command(target);
        // By places alone: how often each is reached tells thousands of inputs apart that teach nobody anything.
        command.args(["-set_cover_merge=1", "-use_counters=0"]).arg(&least).arg(&kept).arg(self.found.join(target));
        run::quiet(&mut command)?;
        there.iter().try_for_each(|seed| fs::remove_file(least.join(seed)))?;
        emptied(&kept)?;
        let some = spread(&least)?;
        some.iter().try_for_each(|name| fs::copy(least.join(name), kept.join(name)).map(drop))?;
        eprintln!("fuzz       {target}: {} inputs are kept", some.len());
        Ok(())
    }

    fn command(&self, target: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.args(LIMITS).env("FYR_FUZZ_TARGET", target).stdin(Stdio::null()).stdout(Stdio::null());
        command
    }
}

/// What is said, to its end.
fn hear(target: &str, output: impl std::io::Read) -> Result<Said> {
    let mut said = Said::of(target);
    let mut panics = false;
    for line in BufReader::new(output).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if panics {
            said.breaks(&line);
        }
        panics = line.starts_with("thread '") && line.contains("panicked at");
        said.hear(&line);
    }
    Ok(said)
}

/// Files of a folder, as many as are kept: of every size below the limit some.
fn spread(dir: &Path) -> Result<Vec<String>> {
    let (inputs, longest) = KEPT;
    let sized = names(dir)?.into_iter().map(|name| Ok((fs::metadata(dir.join(&name))?.len(), name)));
    let mut sized: Vec<(u64, String)> = sized.collect::<Result<_>>()?;
    sized.retain(|(size, _)| *size <= longest);
    sized.sort();
    let step = sized.len().div_ceil(inputs).max(1);
    Ok(sized.into_iter().step_by(step).map(|(_, name)| name).collect())
}

fn made(dir: PathBuf) -> Result<PathBuf> {
    fs::create_dir_all(&dir).with_context(|| format!("cannot make {}", dir.display()))?;
    Ok(dir)
}

fn emptied(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot empty {}", dir.display()))?;
    }
    made(dir.to_path_buf()).map(drop)
}

/// What lies in a folder, in order.
fn names(dir: &Path) -> Result<Vec<String>> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let mut names: Vec<String> = names.collect::<Result<_>>()?;
    names.sort();
    Ok(names)
}
