//! `cargo xtask bench pages [--json] [--runs N]`: a thousand page files in one deployment. `tests/bench/pages.mjs` says what is
//! measured. The files are the four that are deployed, over and over, each under a name of its own.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Asked, Limits, figures, judge};
use crate::house::House;
use crate::worker::Kind;
use crate::{run, stamp};

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
    ("watchdog_s", 60.0),
    ("rounds_s", 180.0),
    // What the platform allows: an instance 128 MB, a worker 10 MB.
    ("instance_mb", 100.0),
    ("worker_gzip_mb", 10.0),
];
/// How many files there are.
const PAGES: usize = 1_000;
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
    ("watchdog_s", "the watchdog, s"),
    ("rounds_s", "until each page has lived a round, s"),
    ("not_woken", "  objects that it did not wake"),
    ("instance_mb", "memory of the instance, MB"),
    ("memory_mb", "memory of the process, MB"),
    ("worker_gzip_mb", "the worker as it is uploaded, MB gzip"),
];

/// Runs it.
pub(super) fn run(house: &House, asked: &Asked) -> Result<()> {
    write(house)?;
    // Stdout is for the result alone.
    run::shown(run::cargo(house).args(["xtask", "build", "--many"]).stdout(std::io::stderr()))?;
    let mut node = run::node(house);
    node.arg("tests/bench/pages.mjs").arg(asked.runs.unwrap_or(RUNS).to_string());
    node.env("FYR_BUILD", Kind::Many.dir(house)).env("FYR_ASSETS", house.out.join("assets"));
    judge(asked, &figures(&mut node)?, table, LIMITS)
}

fn write(house: &House) -> Result<()> {
    let mut texts = Vec::new();
    for file in fs::read_dir(house.root.join("worker/pages")).context("cannot list worker/pages")? {
        let path = file?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((name, stamp::read(&path)?));
    }
    ensure!(!texts.is_empty(), "worker/pages holds no page file to copy");
    texts.sort();
    let folder = Kind::pages(house);
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", house.short(&folder)))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", house.short(&folder)))?;
    for (number, (name, text)) in texts.iter().cycle().take(PAGES).enumerate() {
        stamp::write(&folder.join(format!("{name}-{number}.toml")), text)?;
    }
    Ok(())
}

fn table(figures: &Value) -> Vec<String> {
    let told = |name: &str| figures.get(name).map_or_else(|| "-".to_owned(), Value::to_string);
    FIGURES.iter().map(|(name, label)| format!("{label:<46}{:>12}", told(name))).collect()
}
