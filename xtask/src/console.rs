//! The operator's console: the crate `fyr-console` as wasm for browsers, its glue and its rules. All three live at an
//! address made of their content; the shell that names it is not kept anywhere.

use std::path::PathBuf;

use anyhow::Result;

use crate::bindgen::{Optimise, Recipe};
use crate::house::House;
use crate::run;
use crate::stamp::{self, Step};

/// How the glue is bundled.
const BUNDLE: [&str; 5] = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--log-level=warning"];
/// Its files.
pub const FILES: [&str; 3] = ["console.js", "console_bg.wasm", "console.css"];
/// What stands for its hash in the shell.
const PLACE: &str = "{hash}";

/// The built console.
pub struct Console {
    /// First 16 hex digits of the SHA-256 over its files.
    pub hash: String,
    /// Where they are.
    pub dir: PathBuf,
    /// The shell.
    pub shell: String,
}

/// Builds the console unless it is up to date.
pub fn build(house: &House) -> Result<Console> {
    let wasm = run::rustc(house, run::cargo(house).arg("rustc"), "release", "fyr-console")?;
    let recipe = Recipe { wasm: &wasm, name: "console", rebirth: false, without: &[], optimise: Some(Optimise::Size) };
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let entry = house.root.join("widget/console/entry.mjs");
    let www = house.root.join("www/console");
    let css = stamp::read(&www.join("console.css"))?;
    let dir = house.out.join("console");
    let inputs = [stamp::read(&wasm)?, recipe.id().into_bytes(), stamp::read(&entry)?, css.clone(), lock];
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let done = Step::new(dir.clone(), &inputs).unless_done(|stage| {
        let glue = recipe.make(house, stage)?;
        let mut esbuild = run::tool(house, "esbuild");
        esbuild.arg(&entry).args(BUNDLE).arg(format!("--alias:fyr-glue={}", glue.display()));
        run::shown(esbuild.arg("--allow-overwrite").arg(format!("--outfile={}", glue.display())))?;
        stamp::write(&stage.join("console.css"), &css)
    })?;
    let built = FILES.iter().map(|name| stamp::read(&dir.join(name))).collect::<Result<Vec<_>>>()?;
    let hash = stamp::short_hash(&built.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let shell = String::from_utf8(stamp::read(&www.join("index.html"))?)?.replace(PLACE, &hash);
    println!("console    {done:<10} /console/{hash}/");
    Ok(Console { hash, dir, shell })
}
