//! What must be on the machine before anything is built: the wasm target, the source of Rust's standard library, Node,
//! and the Node programs.
//! Each step looks first and does nothing when it is already so.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::house::House;
use crate::run;
use crate::stamp;

/// The Node that is needed to install; what it installs brings a newer one, which then runs everything.
const OLDEST_NODE: u32 = 20;

/// Prepares the machine for building and for the tests that run a worker.
pub fn run(house: &House) -> Result<()> {
    wasm_target(house)?;
    library_source(house)?;
    packages(house)
}

/// The compiler's library for wasm: all that linting needs.
pub fn wasm_target(house: &House) -> Result<()> {
    let target = "wasm32-unknown-unknown";
    rust(house, target, &format!("the Rust target {target}"), &["target", "add", target])
}

/// The source of the standard library, with the versions it was tested with: the widget is built with a library of its own.
fn library_source(house: &House) -> Result<()> {
    rust(house, "src/rust/library/Cargo.lock", "the Rust component rust-src", &["component", "add", "rust-src"])
}

/// A part of the compiler's installation. `rust-toolchain.toml` asks for it, but not every installation of Rust reads that.
fn rust(house: &House, place: &str, part: &str, rustup: &[&str]) -> Result<()> {
    let sysroot = run::quiet(Command::new("rustc").current_dir(&house.root).args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(place).exists() {
        return Ok(());
    }
    println!("setup      adding {part}");
    let missing = || format!("{part} is missing; install it with your package manager, or use rustup");
    run::quiet(Command::new("rustup").current_dir(&house.root).args(rustup)).with_context(missing).map(drop)
}

/// The Node programs of package-lock.json.
fn packages(house: &House) -> Result<()> {
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let wanted = stamp::digest(&[&lock, &stamp::read(&house.root.join("package.json"))?]);
    let mark = house.root.join("node_modules/.made-from");
    if std::fs::read_to_string(&mark).is_ok_and(|made_from| made_from == wanted) && house.node().is_file() {
        return Ok(());
    }
    node_is_there()?;
    println!("setup      installing the Node programs of package-lock.json (about 500 MB)");
    run::quiet(Command::new("npm").current_dir(&house.root).args([
        "ci",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
    ]))?;
    if !house.node().is_file() {
        bail!("npm did not run the install script of the package `node`; run `npm rebuild`, then try again");
    }
    stamp::write(&mark, wanted.as_bytes())
}

fn node_is_there() -> Result<()> {
    let cure = format!("install Node {OLDEST_NODE} or newer (with npm), then try again");
    let version =
        run::quiet(Command::new("node").arg("--version")).with_context(|| format!("Node is missing; {cure}"))?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(()),
        _ => bail!("Node is {}, which is too old; {cure}", version.trim()),
    }
}
