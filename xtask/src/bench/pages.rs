//! `cargo xtask bench pages [--json] [--runs N]`: a thousand page files in one deployment. `tests/bench/pages.mjs` says what is
//! measured, [`crate::many`] which files these are.

use anyhow::Result;
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// What a thousand keep to: whoever asks is answered within 5 s, also about the health of all, everybody is looked at within a few
/// minutes and woken by each run of the watchdog, and a page's readers notice nothing.
const LIMITS: Limits = &[
    ("unread", 0.0),
    ("not_woken", 0.0),
    ("first_s", 5.0),
    ("slowest_s", 5.0),
    ("health_first_s", 5.0),
    ("health_slowest_s", 5.0),
    ("health_looks", 5.0),
    ("health_again_s", 1.0),
    ("watchdog_s", 60.0),
    ("rounds_s", 180.0),
    // The platform allows an isolate 128 MB, of which this is what is not JavaScript's, and a worker 10 MB.
    ("wasm_mb", 100.0),
    ("worker_gzip_mb", 10.0),
];
/// How often they are measured, each time in a process of its own.
const RUNS: u32 = 3;

/// The lines of the table: a figure, and what it is called.
const FIGURES: &[(&str, &str)] = &[
    ("pages", "pages"),
    ("unread", "pages that cannot be read"),
    ("first_s", "first request, s"),
    ("slowest_s", "slowest first read of a page, s"),
    ("page_ms", "first read of a page, ms"),
    ("health_first_s", "first look at the health of all, s"),
    ("health_left", "  pages that it did not get round to"),
    ("health_slowest_s", "slowest look, s"),
    ("health_looks", "looks, a minute apart, until all were seen"),
    ("health_again_s", "a look when everything is known, s"),
    ("watchdog_s", "the watchdog, s"),
    ("not_woken", "  objects that it did not wake"),
    ("rounds_s", "until each page has lived a round, s"),
    ("wasm_mb", "memory of the wasm instance, MB"),
    ("memory_mb", "memory of the process, MB"),
    ("worker_gzip_mb", "the worker as it is uploaded, MB gzip"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let mut node = measuring(house, Kind::Many, "pages")?;
    node.arg(asked.runs.unwrap_or(RUNS).to_string());
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn table(figures: &Value) -> Vec<String> {
    let told = |name: &str| figures.get(name).map_or_else(|| "-".to_owned(), Value::to_string);
    FIGURES.iter().map(|(name, label)| format!("{label:<46}{:>12}", told(name))).collect()
}
