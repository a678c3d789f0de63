//! `cargo xtask bench read [--json] [--runs PAIRS]`: what a read costs at the edge, as a ratio to a plain JavaScript worker that
//! gives the same bytes and headers in the same runtime. `tests/bench/read.mjs` says what is measured, and what is left out.

use anyhow::{Result, bail};
use serde_json::Value;

use super::{Asked, figures, judge, measuring};
use crate::house::House;
use crate::worker::Kind;

/// What each read reaches at least: its requests per second in relation to the plain worker's.
const LEAST: f64 = 0.75;
/// The reads.
const READS: &[&str] = &["snapshot_200", "snapshot_304", "summary_200", "loader_200"];
/// How many pairs.
const PAIRS: u32 = 15;

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    let mut node = measuring(house, Kind::Bench, "read")?;
    node.arg(asked.runs.unwrap_or(PAIRS).to_string());
    let figures = figures(&mut node)?;
    judge(asked, &figures, table, &[])?;
    let slow = slow(&figures);
    if slow.is_empty() { Ok(()) } else { bail!("{}", slow.join("; ")) }
}

/// A sentence for each read that is slower than it may be.
fn slow(figures: &Value) -> Vec<String> {
    let ratio = |read: &&str| figures.get(format!("{read}_rps_ratio")).and_then(Value::as_f64);
    let told = |read: &&str| match ratio(read) {
        Some(ratio) if ratio >= LEAST => None,
        Some(ratio) => Some(format!("{read}_rps_ratio is {ratio}: {LEAST} at least")),
        None => Some(format!("the bench gave no {read}_rps_ratio")),
    };
    READS.iter().filter_map(told).collect()
}

fn table(figures: &Value) -> Vec<String> {
    let of = |name: String| figures.get(name).map_or_else(String::new, ToString::to_string);
    let line = |read: &&str| {
        let ratios = format!("{:>10}{:>10}", of(format!("{read}_rps_ratio")), of(format!("{read}_cpu_ratio")));
        let spent = format!("{:>8}{:>8}", of(format!("{read}_cpu_us")), of(format!("{read}_plain_cpu_us")));
        format!("{read:<16}{ratios}{spent}")
    };
    let head = format!("{:<16}{:>10}{:>10}{:>8}{:>8}", "", "requests", "CPU", "µs", "plain");
    std::iter::once(head).chain(READS.iter().map(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_read_that_is_too_slow_or_was_not_measured_is_told() {
        let all = |loader: Value| {
            json!({
                "snapshot_200_rps_ratio": 0.9, "snapshot_304_rps_ratio": 0.75, "summary_200_rps_ratio": 1.1,
                "loader_200_rps_ratio": loader,
            })
        };
        assert!(slow(&all(json!(0.8))).is_empty());
        assert_eq!(slow(&all(json!(0.749))), ["loader_200_rps_ratio is 0.749: 0.75 at least"]);
        assert_eq!(slow(&all(Value::Null)), ["the bench gave no loader_200_rps_ratio"]);
    }
}
