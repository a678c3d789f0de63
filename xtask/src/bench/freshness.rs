//! `cargo xtask bench freshness [--json] [--runs N]`: how long until what operators publish is given by the edge, and stands
//! in portals; N publications. `tests/bench/freshness.mjs` says what is measured, and what is left out.

use anyhow::{Result, bail};
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::browser;
use crate::house::House;
use crate::worker::Kind;

/// What is promised, in seconds: at the edge; in a portal beyond the interval that it is told to ask at, and with the longest
/// interval there is. Who writes reads it at once, and nothing stays unseen.
const LIMITS: Limits =
    &[("edge_p95_s", 6.0), ("portal_beyond_p95_s", 6.0), ("portal_p95_s", 36.0), ("own_missed", 0.0), ("unseen", 0.0)];
/// How many publications, and of how many each incident consists.
const PUBLICATIONS: u32 = 100;
const EACH: u32 = 4;

/// The lines of the table, in their order.
const FIGURES: &[(&str, &str)] = &[
    ("publications", "publications"),
    ("elements", "elements that poll"),
    ("own_missed", "not read at once by who wrote it"),
    ("unseen", "never seen by somebody"),
    ("edge_p50_s", "at the edge after, s, median"),
    ("edge_p95_s", "  95 of 100"),
    ("edge_worst_s", "  worst"),
    ("portal_p50_s", "in a portal after, s, median"),
    ("portal_p95_s", "  95 of 100"),
    ("portal_worst_s", "  worst"),
    ("portal_at_10_s_p95_s", "  95 of 100, where asked every 10 s"),
    ("portal_at_30_s_p95_s", "  95 of 100, where asked every 30 s"),
    ("portal_beyond_p50_s", "beyond the interval told, s, median"),
    ("portal_beyond_p95_s", "  95 of 100"),
    ("portal_beyond_worst_s", "  worst"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let publications = asked.runs.unwrap_or(PUBLICATIONS);
    if !publications.is_multiple_of(EACH) {
        bail!("`--runs {publications}`: write a multiple of {EACH}: so many publications has an incident");
    }
    let chromium = browser::find()?;
    let mut node = measuring(house, Kind::Bench, "freshness")?;
    node.arg(publications.to_string());
    node.env("FYR_CHROMIUM", chromium);
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn table(figures: &Value) -> Vec<String> {
    let told = |(figure, label): &(&str, &str)| Some(format!("{label:<40}{:>10}", figures.get(figure)?.to_string()));
    FIGURES.iter().filter_map(told).collect()
}
