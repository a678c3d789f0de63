//! What must be on the machine before anything is built: the wasm target, Node, and the Node programs.
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
    packages(house)
}

/// The compiler's library for wasm: all that linting needs. `rust-toolchain.toml` asks for it, but not every installation of Rust reads that.
pub fn wasm_target(house: &House) -> Result<()> {
    let sysroot = run::quiet(Command::new("rustc").current_dir(&house.root).args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown").is_dir() {
        return Ok(());
    }
    println!("setup      adding the target wasm32-unknown-unknown");
    run::quiet(Command::new("rustup").current_dir(&house.root).args(["target", "add", "wasm32-unknown-unknown"]))
        .context(
            "the Rust target wasm32-unknown-unknown is missing; install it with your package manager, or use rustup",
        )?;
    Ok(())
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
