//! `cargo xtask size [--json]`: what travels. The loader as a healthy portal gets it (its state inlined), the widget
//! and the console as brotli (glue and wasm each on its own, as they are sent), the worker as gzip (as the platform
//! counts it).
//! It fails when something is heavier than it may be; so does `cargo xtask test`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use fyr_shared::api::LoaderState;
use serde_json::json;

use crate::house::House;
use crate::suite::Outcome;
use crate::tally::Tally;
use crate::worker::Kind;
use crate::{build, only, run, stamp};

/// Bytes of the loader at most: what a page pays with which nothing is wrong.
const LOADER: u64 = 3_000;
/// The same where what it polls lies in a bucket: where that is, and that the worker is asked when it has nothing that holds: what
/// is dated ahead, no longer renewed, or older than what is known; and that a domain which gives no answer is passed by.
const PUBLISHED: u64 = 3_240;
/// Bytes of the widget at most, glue and wasm together.
const WIDGET: u64 = 68_000;
/// The state that the worker inlines for a page that is well; a story compares its shape with the real one.
const HEALTHY: &str = "tests/fixtures/summary/digireq-healthy.json";

/// Bytes of one file.
#[derive(Clone, Copy)]
struct Weight {
    plain: u64,
    gzip: u64,
    brotli: u64,
}

/// One thing that travels.
struct Load {
    name: &'static str,
    /// Bytes as they are sent.
    sent: u64,
    /// Bytes before they are compressed.
    plain: u64,
    /// What may be sent at most.
    limit: Option<u64>,
}

impl Load {
    /// How many bytes too many.
    fn excess(&self) -> Option<u64> {
        self.sent.checked_sub(self.limit?).filter(|excess| *excess > 0)
    }
}

impl std::fmt::Display for Load {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let limit = self.limit.map_or_else(|| "no limit".to_owned(), |limit| format!("of {limit}"));
        write!(f, "{:<23} {:>8} {limit:>10}   ({} uncompressed)", self.name, self.sent, self.plain)?;
        self.excess().map_or(Ok(()), |excess| write!(f, "   {excess} too many"))
    }
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &["--json"])?;
    let as_json = !options.is_empty();
    match as_json {
        true => run::quiet(run::cargo(house).args(["xtask", "build"])).map(drop)?,
        false => build::build(house, &[Kind::Release])?,
    }
    let loads = loads(house)?;
    match as_json {
        true => println!("{}", loads.iter().map(|it| (it.name, it.sent)).collect::<serde_json::Value>()),
        false => loads.iter().for_each(|load| println!("{load}")),
    }
    refuse_excess(&loads)
}

/// The limits as a suite of tests: what was built must keep to them.
pub fn suite(house: &House) -> Outcome {
    println!("\n== size");
    let (mut tally, loads) = (Tally::default(), loads(house));
    match &loads {
        Err(error) => println!("{error:#}"),
        Ok(loads) => loads.iter().for_each(|load| {
            println!("{load}");
            tally.failed += u64::from(load.excess().is_some());
            tally.passed += u64::from(load.limit.is_some() && load.excess().is_none());
        }),
    }
    Outcome { name: "size", tally, ended_well: loads.is_ok() }
}

fn refuse_excess(loads: &[Load]) -> Result<()> {
    let excess = |load: &Load| Some(format!("{} by {} bytes", load.name, load.excess()?));
    let too_heavy: Vec<String> = loads.iter().filter_map(excess).collect();
    match too_heavy.is_empty() {
        true => Ok(()),
        false => bail!("heavier than it may be: {}", too_heavy.join(", ")),
    }
}

/// What was built, weighed.
fn loads(house: &House) -> Result<[Load; 5]> {
    let worker = Kind::Release.dir(house);
    let widget = house.out.join("widget");
    let console = house.out.join("console");
    let files = [
        inlined_loader(house, "core", &json!({}))?,
        inlined_loader(
            house,
            "core-published",
            &json!({ "published": "https://live.example.no/digireq/", "env": "-" }),
        )?,
        widget.join("fyr.js"),
        widget.join("fyr_bg.wasm"),
        console.join("console.js"),
        console.join("console_bg.wasm"),
        console.join("console.css"),
        worker.join("index.js"),
        worker.join("index_bg.wasm"),
    ];
    let [loader, published, glue, wasm, desk, engine, rules, script, edge] = weigh(house, &files)?;
    let load = |name, sent, plain, limit| Load { name, sent, plain, limit };
    Ok([
        load("loader_brotli", loader.brotli, loader.plain, Some(LOADER)),
        load("loader_published_brotli", published.brotli, published.plain, Some(PUBLISHED)),
        load("widget_brotli", glue.brotli + wasm.brotli, glue.plain + wasm.plain, Some(WIDGET)),
        load(
            "console_brotli",
            desk.brotli + engine.brotli + rules.brotli,
            desk.plain + engine.plain + rules.plain,
            None,
        ),
        load("worker_gzip", script.gzip + edge.gzip, script.plain + edge.plain, None),
    ])
}

/// The loader with a healthy state in its place, as the worker sends it, and with what is said besides.
fn inlined_loader(house: &House, name: &str, more: &serde_json::Value) -> Result<PathBuf> {
    let fixture = house.root.join(HEALTHY);
    if !fixture.is_file() {
        bail!(
            "{HEALTHY} is missing: it is the state that the loader's weight is taken with; write it from a healthy summary"
        );
    }
    let mut state: serde_json::Map<String, serde_json::Value> =
        serde_json::from_slice(&stamp::read(&fixture)?).with_context(|| format!("{HEALTHY} is not JSON"))?;
    state.extend(more.as_object().cloned().unwrap_or_default());
    let text = String::from_utf8(stamp::read(&house.out.join(format!("loader/{name}.js")))?)?;
    let path = house.out.join(format!("loader-{name}-inlined.js"));
    let state = serde_json::Value::Object(state).to_string();
    stamp::write(&path, text.replace(LoaderState::PLACE, &state).as_bytes())?;
    Ok(path)
}

fn weigh<const N: usize>(house: &House, files: &[PathBuf; N]) -> Result<[Weight; N]> {
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let mut node = run::node(house);
    node.args(["--input-type=module", "--eval", include_str!("weigh.mjs")]).args(paths);
    let said = run::quiet(&mut node)?;
    let weights: Vec<[u64; 3]> = serde_json::from_str(&said)?;
    let weights: Vec<Weight> =
        weights.into_iter().map(|[plain, gzip, brotli]| Weight { plain, gzip, brotli }).collect();
    weights.try_into().map_err(|_| anyhow::anyhow!("not every file was weighed"))
}

#[cfg(test)]
mod tests {
    use super::{Load, refuse_excess};

    fn weighs(sent: u64, limit: Option<u64>) -> [Load; 2] {
        let light = Load { name: "light", sent: 1, plain: 9, limit: Some(1) };
        [light, Load { name: "heavy", sent, plain: 4_000_000, limit }]
    }

    #[test]
    fn at_the_limit_is_within_it() {
        assert!(refuse_excess(&weighs(52_000, Some(52_000))).is_ok());
        assert!(refuse_excess(&weighs(4_000_000, None)).is_ok());
    }

    #[test]
    fn a_byte_above_is_refused_by_name_and_number() {
        let loads = weighs(52_001, Some(52_000));
        let said = refuse_excess(&loads).unwrap_err().to_string();
        assert_eq!(said, "heavier than it may be: heavy by 1 bytes");
        assert_eq!(loads.map(|load| load.excess()), [None, Some(1)]);
    }
}
