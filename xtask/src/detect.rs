//! `cargo xtask detect <url or file>`: which adapter fits, what it reads, and the TOML to paste. The adapters are the
//! worker's own (`worker/examples/detect.rs`); `detect.mjs` asks for them.

use anyhow::{Result, bail};

use crate::house::House;
use crate::{run, setup};

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    let [what] = options else { bail!("one address or file: cargo xtask detect https://status.example.com") };
    setup::run(house)?;
    let mut cargo = run::cargo(house);
    cargo.args(["run", "--quiet", "--package", "fyr-worker", "--example", "detect", "--", what]);
    cargo.env("FYR_NODE", house.node()).env("FYR_DETECT", house.root.join("xtask/src/detect.mjs"));
    run::shown(&mut cargo)
}
