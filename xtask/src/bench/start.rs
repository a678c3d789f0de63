//! `cargo xtask bench start [--json] [--runs PAIRS]`: what the first request after a start costs, beside a plain JavaScript worker
//! in the same runtime. `tests/bench/start.mjs` says what is measured, and what is left out.

use anyhow::Result;
use serde_json::Value;

use super::{Asked, Limits, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// What a start keeps to: CPU until the process listens in relation to a plain one's, and CPU of the first request in relation
/// to the whole start of a plain process, for that of its first request is too short to be a measure.
const LIMITS: Limits = &[("start_cpu_ratio", 2.5), ("first_cpu_of_start", 2.2)];
/// How many pairs.
const PAIRS: u32 = 11;
/// What is told beside a plain worker's.
const PARTS: &[(&str, &str)] =
    &[("start", "until it listens"), ("first", "first request"), ("second", "second request")];
/// What the first request is made of.
const STEPS: &[(&str, &str)] = &[
    ("instance", "the instance, without a page"),
    ("page", "  a page is read"),
    ("object", "  its object, and the snapshot"),
    ("again", "  the snapshot again"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let mut node = measuring(house, Kind::Bench, "start")?;
    node.arg(asked.runs.unwrap_or(PAIRS).to_string());
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn table(figures: &Value) -> Vec<String> {
    let of = |name: String| figures.get(name).map_or_else(String::new, ToString::to_string);
    let part = |(part, label): &(&str, &str)| {
        let line = |what: &str| {
            let columns = [format!("{part}_{what}"), format!("{part}_plain_{what}"), format!("{part}_{what}_ratio")];
            columns.map(|name| format!("{:>10}", of(name))).concat()
        };
        format!("{label:<32}{}{}", line("ms"), line("cpu"))
    };
    let step = |(step, label): &(&str, &str)| {
        let of = |what: &str| of(format!("step_{step}_{what}"));
        format!("{label:<32}{:>10}{:>30}", of("ms"), of("cpu"))
    };
    let head =
        format!("{:<32}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}", "", "ms", "plain", "ratio", "CPU", "plain", "ratio");
    std::iter::once(head).chain(PARTS.iter().map(part)).chain(STEPS.iter().map(step)).collect()
}
