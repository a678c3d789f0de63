//! `cargo xtask check`: formatting, lints, the rules of the house, and what comes in from outside. What is compiled for wasm is
//! linted for wasm.

use anyhow::Result;

use crate::house::House;
use crate::{deny, fuzz, only, run, setup};

/// The wasm builds: each crate alone, with the features it is shipped with.
const WASM: &[&[&str]] = &[
    &["--package", "fyr-widget", "--no-default-features", "--features", "csr"],
    &["--package", "fyr-console"],
    &["--package", "fyr-worker"],
    &["--package", "fyr-worker", "--features", "scripted"],
];

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &[])?;
    setup::wasm_target(house)?;
    println!("check      formatting");
    run::shown(run::cargo(house).args(["fmt", "--all", "--check"]))?;
    println!("check      lints, native");
    clippy(house, &["--workspace", "--all-targets"])?;
    for crate_and_features in WASM {
        println!("check      lints, wasm: {}", crate_and_features.join(" "));
        clippy(house, &[crate_and_features, &["--target", "wasm32-unknown-unknown"][..]].concat())?;
    }
    match fuzz::compiler() {
        Ok(_) => {
            println!("check      lints, what fuzzes");
            clippy(house, &["--package", "fyr-tests", "--features", "fuzz", "--bin", "fuzz"])?;
        }
        Err(missing) => println!("check      not linted: what fuzzes. {missing:#}"),
    }
    println!("check      the rules of the house");
    run::shown(run::cargo(house).args(["test", "--quiet", "--package", "fyr-tests", "--test", "tidy"]))?;
    deny::check(house)?;
    println!("check      all is well");
    Ok(())
}

fn clippy(house: &House, what: &[&str]) -> Result<()> {
    run::shown(run::cargo(house).args(["clippy", "--quiet"]).args(what).args(["--", "-D", "warnings"]))
}
