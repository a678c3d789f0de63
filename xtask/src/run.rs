//! Running other programs: quietly when they succeed, with all they said when they fail.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::house::House;

/// Cargo, at the root of the repository.
pub fn cargo(house: &House) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(&house.root);
    command
}

/// Compiles one crate for wasm; returns what cargo made.
pub fn rustc(house: &House, cargo: &mut Command, profile: &str, krate: &str) -> Result<PathBuf> {
    let wasm = house.wasm(profile, &krate.replace('-', "_"));
    if !wasm.is_file() {
        println!("{:<10} compiling for the first time, which takes some minutes", krate.trim_start_matches("fyr-"));
    }
    cargo.args(["--quiet", "--package", krate, "--profile", profile]);
    shown(cargo.args(["--target", "wasm32-unknown-unknown", "--crate-type", "cdylib"]))?;
    Ok(wasm)
}

/// A program of a Node package. Some are scripts and some are not; the scripts find the pinned Node.
pub fn tool(house: &House, name: &str) -> Command {
    with_node(house, house.tool(name))
}

/// The pinned Node, at the root of the repository; programs it starts find the same Node.
pub fn node(house: &House) -> Command {
    with_node(house, house.node())
}

fn with_node(house: &House, program: PathBuf) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&house.root);
    let old = std::env::var_os("PATH").unwrap_or_default();
    let dirs = std::iter::once(house.root.join("node_modules/node/bin")).chain(std::env::split_paths(&old));
    if let Ok(path) = std::env::join_paths(dirs) {
        command.env("PATH", path);
    }
    command
}

/// Runs a command with its output shown as it comes.
pub fn shown(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start {}", name(command)))?;
    if !status.success() {
        bail!("{} failed ({status})", name(command));
    }
    Ok(())
}

/// Runs a command silently and returns what it wrote; if it fails, the error holds all it said.
pub fn quiet(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", name(command)))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("{} failed ({}):\n{said}{complaint}", name(command), output.status);
    }
    Ok(said)
}

/// The first of these programs that is on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let dirs: Vec<_> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| dirs.iter().map(|dir| dir.join(name)).find(|file| file.is_file()))
}

/// The command's program and first words, for messages.
fn name(command: &Command) -> String {
    let base = |word: &OsStr| Path::new(word).file_name().unwrap_or(word).to_string_lossy().into_owned();
    let words = command.get_args().take(2).map(base);
    std::iter::once(base(command.get_program())).chain(words).collect::<Vec<_>>().join(" ")
}
