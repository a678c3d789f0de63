//! `cargo xtask dev`: the worker, a demo portal and scripted upstreams on this machine, until Ctrl-C.
//! What the worker stores stays in `.fyr/state`; remove that directory to begin anew. Each run has a first token of its own
//! for the console, which is shown and kept nowhere.

use anyhow::Result;

use crate::house::House;
use crate::token::First;
use crate::worker::Kind;
use crate::{build, only, run};
use fyr_shared::operator::FIRST_TOKEN;

/// The page that the first token is of.
const PAGE: &str = "digireq";

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &[])?;
    build::build(house, &[Kind::Scripted])?;
    let state = house.root.join(".fyr/state");
    std::fs::create_dir_all(&state)?;
    let first = First::of(PAGE)?;
    let mut node = run::node(house);
    node.arg("tests/support/dev.mjs")
        .env("FYR_BUILD", Kind::Scripted.dir(house))
        .env("FYR_ASSETS", house.out.join("assets"))
        .env("FYR_STATE", state)
        .env("FYR_TOKEN", first.token)
        .env(FIRST_TOKEN, first.told);
    become_it(node)
}

/// This process becomes the server, so that signals reach it as they are.
#[cfg(unix)]
fn become_it(mut node: std::process::Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(anyhow::Error::new(node.exec()).context("cannot start the local server"))
}

#[cfg(not(unix))]
fn become_it(mut node: std::process::Command) -> Result<()> {
    run::shown(&mut node)
}
