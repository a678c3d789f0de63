//! The loader: `www/loader/`, bundled and minified. `core` for a page that is well, `full` with the part that draws, and
//! that part alone, which a page that was well fetches when it is needed. The worker puts a page's present state in the
//! place of `"__FYR_STATE__"`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use fyr_shared::api::{LineWords, LoaderState};
use fyr_shared::lang::Lang;

use crate::house::House;
use crate::run;
use crate::stamp::{self, Step};

/// Names of our own that every visitor would otherwise fetch: they are made short, and the same in every bundle.
const OURS: &str = "--mangle-props=^(asked|banner|bare|base|change|due|elements|failed|fails|feed|feeds|fresh|handle|home|ids|json|live|\
    news|pages|passed|paused|rank|script|spoken|turn|visible|wake|wish|worst)$";
/// What is made of it: its name, its format, and whether what it asks lies in a bucket. What belongs to that is left out where it
/// does not.
const FORMS: [(&str, &str, bool); 5] = [
    ("core", "iife", false),
    ("full", "iife", false),
    ("line", "esm", false),
    ("core-published", "iife", true),
    ("full-published", "iife", true),
];
const PUBLISHED: &str = "-published";
/// How it is bundled.
const BUNDLE: [&str; 5] = ["--bundle", "--minify", "--target=es2022", "--charset=utf8", "--log-level=warning"];

/// The minified texts.
pub struct Loader {
    /// Everything but what draws.
    pub core: String,
    /// Everything.
    pub full: String,
    /// What draws, as a module.
    pub line: String,
    /// The first two as they ask a bucket, and the worker when that has nothing.
    pub published: [String; 2],
}

/// Builds the loader unless it is up to date.
pub fn build(house: &House) -> Result<Loader> {
    let dir = house.out.join("loader");
    let words: BTreeMap<&str, LineWords> = Lang::ALL.map(|lang| (lang.as_str(), LineWords::of(lang))).into();
    let words = serde_json::to_string(&words)?;
    let sources = sources(house)?;
    let mut inputs: Vec<&[u8]> = sources.iter().map(Vec::as_slice).collect();
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let how = format!("{}{OURS}{FORMS:?}", BUNDLE.join(" "));
    inputs.extend([lock.as_slice(), words.as_bytes(), how.as_bytes()]);
    let done = Step::new(dir.clone(), &inputs).unless_done(|stage| {
        let names = stage.join("names.json");
        stamp::write(&names, b"{}")?;
        for (name, format, published) in FORMS {
            let mut esbuild = run::tool(house, "esbuild");
            let source = name.strip_suffix(PUBLISHED).unwrap_or(name);
            esbuild.arg(house.root.join(format!("www/loader/{source}.js")));
            esbuild.arg(format!("--define:FYR_PUBLISHED={published}"));
            esbuild.args(BUNDLE).arg(OURS).arg(format!("--mangle-cache={}", names.display()));
            esbuild.arg(format!("--format={format}")).arg(format!("--define:FYR_WORDS={words}"));
            run::shown(esbuild.arg(format!("--outfile={}", stage.join(format!("{name}.js")).display())))?;
        }
        Ok(())
    })?;
    let text = |name: &str| -> Result<String> {
        let text = String::from_utf8(stamp::read(&dir.join(name))?).context("the loader is not UTF-8")?;
        Ok(text.trim_end().to_owned())
    };
    let published = [text("core-published.js")?, text("full-published.js")?];
    let loader = Loader { core: text("core.js")?, full: text("full.js")?, line: text("line.js")?, published };
    if [&loader.core, &loader.full]
        .into_iter()
        .chain(&loader.published)
        .any(|text| text.matches(LoaderState::PLACE).count() != 1)
    {
        bail!(
            "www/loader: the loader must contain {} exactly once; the worker puts the state there",
            LoaderState::PLACE
        );
    }
    println!("loader     {done:<10} {} bytes, {} with what draws", loader.core.len(), loader.full.len());
    Ok(loader)
}

/// The modules, in a fixed order.
fn sources(house: &House) -> Result<Vec<Vec<u8>>> {
    let dir = house.root.join("www/loader");
    let entries = fs::read_dir(&dir).with_context(|| format!("cannot read {}", dir.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    paths.iter().map(|path| stamp::read(path)).collect()
}
