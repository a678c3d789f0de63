//! `cargo xtask bench cost [--json]`: what a page costs in a month at 1 M, 100 M and 1 B polls, for each way a deployment can be set
//! up, from operations that are counted in the running worker. `tests/support/costs.mjs` says what is counted, and what is not; a
//! story compares `worker/costs.md` with it.

use anyhow::{Result, bail};
use serde_json::Value;

use super::{Asked, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    if asked.runs.is_some() {
        bail!("`--runs`: what is counted is the same each time; leave it out");
    }
    // The scripted worker asks the platform for the same as the deployed one: nothing is timed.
    let mut node = measuring(house, Kind::Scripted, "cost")?;
    judge(asked, &figures(&mut node)?, told, &[])
}

fn told(figures: &Value) -> Vec<String> {
    let lines = figures.get("told").and_then(Value::as_array).into_iter().flatten();
    lines.filter_map(Value::as_str).map(str::to_owned).collect()
}
