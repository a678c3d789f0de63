//! The loader: `www/loader.js`, minified. The worker puts a page's present state in the place of `"__FYR_STATE__"`.

use anyhow::{Context, Result, bail};

use crate::house::House;
use crate::run;
use crate::stamp::{self, Step};

/// What the worker replaces in each answer.
pub const PLACEHOLDER: &str = "\"__FYR_STATE__\"";

/// The minified text.
pub fn build(house: &House) -> Result<String> {
    let source = house.root.join("www/loader.js");
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let dir = house.out.join("loader");
    let step = Step::new(dir.clone(), &[&stamp::read(&source)?, &lock]);
    let done = step.unless_done(|stage| {
        let mut esbuild = run::tool(house, "esbuild");
        esbuild.arg(&source).args(["--minify", "--target=es2020", "--charset=utf8", "--log-level=warning"]);
        run::shown(esbuild.arg(format!("--outfile={}", stage.join("loader.js").display())))
    })?;
    let text = String::from_utf8(stamp::read(&dir.join("loader.js"))?).context("the loader is not UTF-8")?;
    let text = text.trim_end().to_owned();
    if text.matches(PLACEHOLDER).count() != 1 {
        bail!(
            "www/loader.js: the minified loader must contain {PLACEHOLDER} exactly once; the worker puts the state there"
        );
    }
    println!("loader     {done:<10} {} bytes", text.len());
    Ok(text)
}
