//! `cargo xtask bench round [--json] [--runs N]`: what a round costs, as a ratio to a bare loop that fetches the same
//! in the same runtime. `tests/bench/round.mjs` says what is measured, and what is left out.

use anyhow::Result;
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// What a round keeps to: CPU per check in relation to the bare loop, and the rows of a quiet round: one per region.
const LIMITS: Limits = &[("cpu_ratio_50", 1.5), ("cpu_ratio_500", 1.5), ("rows_written_per_round", 2.0)];
/// How often each is measured, by turns with the bare loop: single runs lie a third above and below what they cost together.
const RUNS: u32 = 30;

/// The lines of the table, in their order; a figure that ends in a number of sources has one for each.
const FIGURES: &[(&str, &str)] = &[
    ("cpu_ratio_50", "CPU per check, ratio, 50 sources"),
    ("cpu_ratio_50_median", "  median of the runs"),
    ("cpu_ratio_50_worst", "  worst run"),
    ("cpu_ratio_500", "CPU per check, ratio, 500 sources"),
    ("cpu_ratio_500_median", "  median of the runs"),
    ("cpu_ratio_500_worst", "  worst run"),
    ("cached_ratio_50", "  to a loop that takes cached ones, 50"),
    ("cached_ratio_500", "  to a loop that takes cached ones, 500"),
    ("cpu_us_50", "CPU per check, µs, 50 sources"),
    ("cpu_us_500", "CPU per check, µs, 500 sources"),
    ("bare_us_50", "  bare loop, as many fetches"),
    ("bare_us_500", "  bare loop, as many fetches"),
    ("rows_written_per_round", "rows written in a quiet round"),
    ("healthy_ms", "healthy ones recorded after, ms"),
    ("healthy_beside_slow_ms", "  beside slow ones"),
    ("healthy_ratio", "  ratio"),
    ("slow_ms", "slow ones recorded after, ms"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let mut node = measuring(house, Kind::Bench, "round")?;
    node.arg(asked.runs.unwrap_or(RUNS).to_string());
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn table(figures: &Value) -> Vec<String> {
    let told = |(figure, label): &(&str, &str)| Some(format!("{label:<40}{:>10}", figures.get(figure)?.to_string()));
    FIGURES.iter().filter_map(told).collect()
}
