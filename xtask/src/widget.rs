//! The widget: the crate `fyr-widget` as wasm for browsers, and its glue. Both live at an address made of their content.
//!
//! It brings a standard library of its own, built with it: in the one that comes with the compiler every panic writes a
//! message that nobody would read, a sixth of what would travel. Here a panic is a trap on the spot, which the loader
//! catches. The compiler is the pinned one; it is told to accept the switches that Rust still keeps for its nightly builds.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindgen::{Optimise, Recipe};
use crate::house::House;
use crate::run;
use crate::stamp::{self, Step};

/// What the compiler is told: a panic traps, and neither places nor what `{:?}` would write is kept for its message.
const RUSTC: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];
/// What cargo is told: to build the standard library too, and that small.
const CARGO: [&str; 2] = ["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"];
/// What a dependency of a dependency exports: streams to and from servers, of which a widget has none.
const UNASKED: [&str; 3] = ["IntoUnderlyingByteSource", "IntoUnderlyingSink", "IntoUnderlyingSource"];
/// How the glue is bundled. It writes nothing to a console: that belongs to the host page.
const BUNDLE: [&str; 6] =
    ["--bundle", "--minify", "--format=esm", "--target=es2022", "--drop:console", "--log-level=warning"];

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
    cargo.args(["rustc", "--no-default-features", "--features", "csr"]).args(CARGO);
    cargo.env("RUSTC_BOOTSTRAP", "1").env("CARGO_ENCODED_RUSTFLAGS", RUSTC.join("\u{1f}"));
    let wasm = run::rustc(house, &mut cargo, "widget", "fyr-widget")?;
    let recipe = Recipe { wasm: &wasm, name: "fyr", rebirth: false, without: &UNASKED, optimise: Some(Optimise::Size) };
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let entry = house.root.join("widget/entry.mjs");
    let dir = house.out.join("widget");
    let step = Step::new(
        dir.clone(),
        &[&stamp::read(&wasm)?, recipe.id().as_bytes(), &stamp::read(&entry)?, BUNDLE.join(" ").as_bytes(), &lock],
    );
    let done = step.unless_done(|stage| {
        let glue = recipe.make(house, stage)?;
        let mut esbuild = run::tool(house, "esbuild");
        esbuild.arg(&entry).args(BUNDLE).arg(format!("--alias:fyr-glue={}", glue.display()));
        run::shown(esbuild.arg("--allow-overwrite").arg(format!("--outfile={}", glue.display())))
    })?;
    let hash = stamp::short_hash(&[&stamp::read(&dir.join("fyr.js"))?, &stamp::read(&dir.join("fyr_bg.wasm"))?]);
    println!("widget     {done:<10} /widget/{hash}/");
    Ok(Widget { hash, dir })
}
