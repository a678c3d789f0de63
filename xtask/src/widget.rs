//! The widget: the crate `fyr-widget` as wasm for browsers, and its glue. Both live at an address made of their content.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindgen::Recipe;
use crate::house::House;
use crate::run;
use crate::stamp::{self, Step};

/// The built widget.
pub struct Widget {
    /// First 16 hex digits of the SHA-256 over glue and wasm.
    pub hash: String,
    /// Where `fyr.js` and `fyr_bg.wasm` are.
    pub dir: PathBuf,
}

/// Builds the widget unless it is up to date.
pub fn build(house: &House) -> Result<Widget> {
    let mut cargo = run::cargo(house);
    cargo.args(["rustc", "--no-default-features", "--features", "csr"]);
    let wasm = run::rustc(house, &mut cargo, "release", "fyr-widget")?;
    let recipe = Recipe { wasm: &wasm, name: "fyr", rebirth: false, small: true };
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let dir = house.out.join("widget");
    let step = Step::new(dir.clone(), &[&stamp::read(&wasm)?, recipe.id().as_bytes(), &lock]);
    let done = step.unless_done(|stage| {
        let glue = recipe.make(house, stage)?;
        let mut esbuild = run::tool(house, "esbuild");
        esbuild.arg(&glue).args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"]);
        run::shown(esbuild.arg("--allow-overwrite").arg(format!("--outfile={}", glue.display())))
    })?;
    let hash = stamp::short_hash(&[&stamp::read(&dir.join("fyr.js"))?, &stamp::read(&dir.join("fyr_bg.wasm"))?]);
    println!("widget     {done:<10} /widget/{hash}/");
    Ok(Widget { hash, dir })
}
