//! `cargo xtask evidence`: the runs that take too long for `test`. Each says what it does; the first that fails ends it.

use anyhow::Result;

use crate::house::House;
use crate::{bench, fuzz, only, run, soak};

/// How many mutated payloads the adapters read here; `test` makes do with fewer.
const MUTATIONS: &str = "2000000";

/// How many whole months, and how many shorter periods, are counted second by second beside the arithmetic of figures.
const MONTHS: &str = "1000";
const PERIODS: &str = "100000";

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &[])?;
    println!(
        "evidence   {MUTATIONS} mutated payloads through every adapter: none panics, none is read as operational without saying so"
    );
    println!(
        "evidence   {MONTHS} whole months and {PERIODS} shorter periods, counted second by second beside the figures"
    );
    let mut cargo = run::cargo(house);
    cargo.env("FYR_MONTHS", MONTHS).env("FYR_PERIODS", PERIODS);
    cargo.args(["test", "--profile", "evidence", "--package", "fyr-tests"]).env("FYR_MUTATIONS", MUTATIONS);
    run::shown(&mut cargo)?;
    for name in ["writes", "kill", "load"] {
        soak::run(house, &[name.to_owned()])?;
    }
    bench::run(house, &["freshness".to_owned()])?;
    bench::run(house, &["history".to_owned()])?;
    match fuzz::compiler() {
        Ok(_) => fuzz::run(house, &[]),
        Err(missing) => {
            println!("evidence   not run: {missing:#}");
            Ok(())
        }
    }
}
