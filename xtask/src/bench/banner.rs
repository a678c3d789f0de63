//! `cargo xtask bench banner [--json] [--runs N]`: how long until a person sees that something is wrong, as a ratio
//! to a plain script that fetches a plain JSON. `tests/bench/banner.mjs` says what is measured, and what is left out.

use anyhow::Result;
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::browser;
use crate::house::House;
use crate::worker::Kind;

/// Ratios that the embed keeps to: how much of the yardstick's time it may take.
const LIMITS: Limits = &[("line_ratio", 0.85), ("widget_ratio", 1.35)];
/// Rounds that are measured: below nine, the median follows the machine's moods.
const ROUNDS: u32 = 9;

/// The columns of the table: a contestant, and the lines: a figure of it.
const CONTESTANTS: &[&str] = &["vanilla", "line", "widget"];
const FIGURES: &[(&str, &str)] = &[
    ("ms", "painted after, ms"),
    ("ratio", "ratio to vanilla, median"),
    ("ratio_best", "  best round"),
    ("ratio_worst", "  worst round"),
    ("requests", "requests answered by then"),
    ("bytes", "bytes received by then"),
    ("cls", "layout shift, worst round"),
    ("long_tasks", "long tasks"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let chromium = browser::find()?;
    let mut node = measuring(house, Kind::Scripted, "banner")?;
    node.arg(asked.runs.unwrap_or(ROUNDS).to_string());
    node.env("FYR_CHROMIUM", chromium);
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

/// A line for each figure, a column for each contestant; the yardstick has no ratio.
fn table(figures: &Value) -> Vec<String> {
    let head = CONTESTANTS.iter().map(|name| format!("{name:>10}")).collect::<String>();
    let cell = |name: &str, figure: &str| {
        figures.get(format!("{name}_{figure}")).map_or_else(String::new, |value| value.to_string())
    };
    let row = |(figure, label): &(&str, &str)| {
        let cells = CONTESTANTS.iter().map(|name| format!("{:>10}", cell(name, figure)));
        format!("{label:<28}{}", cells.collect::<String>())
    };
    std::iter::once(format!("{:<28}{head}", "")).chain(FIGURES.iter().map(row)).collect()
}
