//! `cargo xtask size [--json]`: what travels. The loader as a healthy portal gets it (its state inlined), the widget
//! as brotli (glue and wasm each on its own, as they are sent), the worker as gzip (as the platform counts it).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::house::House;
use crate::worker::Kind;
use crate::{build, loader, only, run, stamp};

/// The state that the worker inlines for a page that is well; a story compares its shape with the real one.
const HEALTHY: &str = "tests/fixtures/summary/digireq-healthy.json";

/// Bytes of one file.
#[derive(Clone, Copy)]
struct Weight {
    plain: u64,
    gzip: u64,
    brotli: u64,
}

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &["--json"])?;
    let as_json = !options.is_empty();
    match as_json {
        true => run::quiet(run::cargo(house).args(["xtask", "build"])).map(drop)?,
        false => build::build(house, &[Kind::Release])?,
    }
    let worker = Kind::Release.dir(house);
    let widget = house.out.join("widget");
    let files = [
        inlined_loader(house)?,
        widget.join("fyr.js"),
        widget.join("fyr_bg.wasm"),
        worker.join("index.js"),
        worker.join("index_bg.wasm"),
    ];
    let [loader, glue, wasm, script, edge] = weigh(house, &files)?;
    let rows = [
        ("loader_brotli", loader.brotli, loader.plain),
        ("widget_brotli", glue.brotli + wasm.brotli, glue.plain + wasm.plain),
        ("worker_gzip", script.gzip + edge.gzip, script.plain + edge.plain),
    ];
    match as_json {
        true => {
            println!("{}", json!({ "loader_brotli": rows[0].1, "widget_brotli": rows[1].1, "worker_gzip": rows[2].1 }))
        }
        false => {
            rows.iter().for_each(|(name, small, plain)| println!("{name:<14} {small:>8}   ({plain} uncompressed)"))
        }
    }
    Ok(())
}

/// The loader with a healthy state in its place, as the worker sends it.
fn inlined_loader(house: &House) -> Result<PathBuf> {
    let fixture = house.root.join(HEALTHY);
    if !fixture.is_file() {
        bail!(
            "{HEALTHY} is missing: it is the state that the loader's weight is taken with; write it from a healthy summary"
        );
    }
    let state: serde_json::Value =
        serde_json::from_slice(&stamp::read(&fixture)?).with_context(|| format!("{HEALTHY} is not JSON"))?;
    let text = String::from_utf8(stamp::read(&house.out.join("loader/core.js"))?)?;
    let path = house.out.join("loader-inlined.js");
    stamp::write(&path, text.replace(loader::PLACEHOLDER, &state.to_string()).as_bytes())?;
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
