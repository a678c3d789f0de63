//! `cargo xtask bench history [--json] [--runs YEARS]`: what five years of fifty components take on disk, and what a month's
//! report reads of them. `tests/bench/history.mjs` says what is made, and how.

use anyhow::Result;
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// What is promised: megabytes of the database, and rows that a month's report reads: those of its hours in each region, and
/// what changed; at the end of the last year at most a quarter more than at the beginning of the second. A sample is a byte,
/// and what names its series.
const LIMITS: Limits = &[
    ("database_mb", 30.0),
    ("month_rows_read", 3_000.0),
    ("rows_growth", 1.25),
    ("bytes_per_sample", 2.0),
    ("months_not_agreed", 0.0),
];
/// How many years.
const YEARS: u32 = 5;

/// The lines of the table, in their order.
const FIGURES: &[(&str, &str)] = &[
    ("years", "years"),
    ("samples", "samples"),
    ("database_mb", "the database, MB"),
    ("reports_mb", "  of it reports"),
    ("bytes_per_sample", "bytes for each sample that is kept"),
    ("month_rows_read", "rows that the last month's report read"),
    ("rows_growth", "  in relation to the first of the second year"),
    ("level_intervals", "intervals of levels"),
    ("log_entries", "entries of the log"),
    ("months_agreed", "months made again that agree to the second"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let mut node = measuring(house, Kind::Scripted, "history")?;
    node.arg(asked.runs.unwrap_or(YEARS).to_string());
    node.arg(std::env::current_exe()?);
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn table(figures: &Value) -> Vec<String> {
    let told = |(figure, label): &(&str, &str)| Some(format!("{label:<48}{:>12}", figures.get(figure)?.to_string()));
    FIGURES.iter().filter_map(told).collect()
}
