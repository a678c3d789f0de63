//! `cargo xtask bench scale [--json] [--runs N]`: what pages of 100, 1,000 and 10,000 sources cost, and whether anything grows
//! faster than the page. `tests/bench/scale.mjs` says what is measured.

use anyhow::Result;
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// What the largest page keeps to. Rows: one per region and started megabyte in a quiet round; when all changes, what each
/// source and component has of it. Times of documents are compared with those of a page a tenth as large.
const LIMITS: Limits = &[
    ("share_10000", 0.5),
    ("far_share_10000", 0.5),
    ("cpu_growth_1000", 1.5),
    ("cpu_growth_10000", 1.5),
    ("rows_quiet_100", 2.0),
    ("rows_quiet_1000", 2.0),
    ("rows_quiet_10000", 2.0),
    ("rows_down_per_source_10000", 24.0),
    ("rows_well_per_source_10000", 24.0),
    ("reader_s_10000", 5.0),
    ("reader_changing_s_10000", 5.0),
    ("snapshot_growth", 3.0),
    ("page_growth", 3.0),
    ("loader_growth", 3.0),
    // What is told in parts grows no longer.
    ("history_growth", 3.0),
    ("history_kb_10000", 1_000.0),
    ("history_page_kb_10000", 2_000.0),
    ("pages_forgotten", 0.0),
];
/// How often rounds are measured: they are long.
const RUNS: u32 = 3;

/// The lines of the table, in their order: a figure that each size has, and what it is called.
const FIGURES: &[(&str, &str)] = &[
    ("share", "a round, share of 5 minutes"),
    ("far_share", "  of targets 100 ms away"),
    ("cpu_us", "CPU per check, µs"),
    ("rows_quiet", "rows of a quiet round"),
    ("rows_down_per_source", "rows per source when all fail"),
    ("rows_well_per_source", "  when all are well again"),
    ("reader_s", "longest wait of a reader, s"),
    ("reader_changing_s", "  while everything changes"),
    ("memory_mb", "memory of the process, MB"),
    ("snapshot_kb", "snapshot, kB"),
    ("snapshot_br_kb", "  as it travels"),
    ("snapshot_ms", "  ms"),
    ("summary_kb", "summary, kB"),
    ("summary_br_kb", "  as it travels"),
    ("summary_ms", "  ms"),
    ("page_kb", "page, kB"),
    ("page_br_kb", "  as it travels"),
    ("page_ms", "  ms"),
    ("loader_kb", "loader, kB"),
    ("loader_br_kb", "  as it travels"),
    ("loader_ms", "  ms"),
    ("history_kb", "a part of the last days, kB"),
    ("history_br_kb", "  as it travels"),
    ("history_ms", "  ms"),
    ("history_page_kb", "  as a page, kB"),
    ("history_page_br_kb", "  as it travels"),
    ("history_page_ms", "  ms"),
];
const SIZES: [&str; 3] = ["100", "1000", "10000"];
/// What there is one of.
const SINGLE: [&str; 8] = [
    "cpu_growth_1000",
    "cpu_growth_10000",
    "snapshot_growth",
    "page_growth",
    "loader_growth",
    "history_growth",
    "pages_forgotten",
    "pages_ms",
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let mut node = measuring(house, Kind::Bench, "scale")?;
    node.arg(asked.runs.unwrap_or(RUNS).to_string());
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn table(figures: &Value) -> Vec<String> {
    let told = |name: &str| figures.get(name).map_or_else(|| "-".to_owned(), Value::to_string);
    let line = |(name, label): &(&str, &str)| {
        let [few, more, most] = SIZES.map(|size| told(&format!("{name}_{size}")));
        format!("{label:<34}{few:>12}{more:>12}{most:>12}")
    };
    let [few, more, most] = SIZES;
    let head = format!("{:<34}{few:>12}{more:>12}{most:>12}", "sources");
    let single = SINGLE.map(|name| format!("{name:<34}{:>12}", told(name)));
    [head].into_iter().chain(FIGURES.iter().map(line)).chain(single).collect()
}
