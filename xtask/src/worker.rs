//! The worker: the crate `fyr-worker` as wasm for the edge, and `worker/entry.mjs` bundled with its glue.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::bindgen::{Optimise, Recipe};
use crate::embed::Embed;
use crate::house::House;
use crate::many;
use crate::run;
use crate::stamp::{self, Step};

/// Which worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The one that is deployed.
    Release,
    /// The same code with a clock that can be moved and upstreams that are scripted; built faster.
    Scripted,
    /// The scripted one, built as the deployed one is: what a bench measures.
    Bench,
    /// The same with a thousand pages more ([`crate::many`]).
    Many,
}

impl Kind {
    /// Where it is built to, below the build directory.
    pub fn dir(self, house: &House) -> PathBuf {
        house.out.join(self.name())
    }

    /// The option of `build` that asks for it; without one the one that is deployed is built.
    pub fn option(self) -> Option<&'static str> {
        match self {
            Kind::Release => None,
            Kind::Scripted => Some("--scripted"),
            Kind::Bench => Some("--bench"),
            Kind::Many => Some("--many"),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Kind::Release => "worker",
            Kind::Scripted => "worker-scripted",
            Kind::Bench => "worker-bench",
            Kind::Many => "worker-many",
        }
    }

    fn profile(self) -> &'static str {
        match self {
            Kind::Release | Kind::Bench | Kind::Many => "edge",
            Kind::Scripted => "edge-dev",
        }
    }

    /// What is built often is not optimised.
    fn optimise(self) -> Option<Optimise> {
        (self != Kind::Scripted).then_some(Optimise::Speed)
    }

    fn cargo(self, house: &House) -> Command {
        let mut cargo = run::cargo(house);
        cargo.arg("rustc");
        let tests = house.root.join("tests/pages").display().to_string();
        let pages = match self {
            Kind::Release => None,
            Kind::Scripted | Kind::Bench => Some(tests),
            Kind::Many => Some(format!("{tests}:{}", many::folder(house).display())),
        };
        match pages {
            Some(pages) => cargo.args(["--features", "scripted"]).env("FYR_PAGES", pages),
            None => cargo.env_remove("FYR_PAGES"),
        };
        cargo
    }
}

/// Builds one worker unless it is up to date; returns its directory.
pub fn build(house: &House, kind: Kind, embed: &Embed) -> Result<PathBuf> {
    if kind == Kind::Many {
        many::write(house)?;
    }
    let wasm = run::rustc(house, &mut kind.cargo(house), kind.profile(), "fyr-worker")?;
    let recipe = Recipe { wasm: &wasm, name: "index", rebirth: true, without: &[], optimise: kind.optimise() };
    let lock = stamp::read(&house.root.join("package-lock.json"))?;
    let entry = stamp::read(&house.root.join("worker/entry.mjs"))?;
    let hand = stamp::read(&house.root.join("worker/ask.mjs"))?;

    let dir = kind.dir(house);
    let glue = house.out.join(format!("{}-glue", kind.name()));
    let glued = Step::new(glue.clone(), &[&stamp::read(&wasm)?, recipe.id().as_bytes(), &lock]);
    glued.unless_done(|stage| recipe.make(house, stage).map(drop))?;
    let wasm = stamp::read(&glue.join("index_bg.wasm"))?;
    let script = stamp::read(&glue.join("index.js"))?;
    let step = Step::new(dir.clone(), &[&wasm, &script, &entry, &hand, embed.told.as_bytes(), &lock]);
    let done = step.unless_done(|stage| {
        stamp::write(&stage.join("index_bg.wasm"), &wasm)?;
        bundle(house, &glue.join("index.js"), &embed.told, &stage.join("index.js"))
    })?;
    println!("worker     {done:<10} {}", house.short(&dir));
    Ok(dir)
}

fn bundle(house: &House, glue: &Path, embed: &str, out: &Path) -> Result<()> {
    let mut esbuild = run::tool(house, "esbuild");
    esbuild.arg(house.root.join("worker/entry.mjs"));
    esbuild.args(["--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=warning"]);
    esbuild.args(["--external:*.wasm", "--external:cloudflare:*"]);
    esbuild.arg(format!("--alias:fyr-glue={}", glue.display())).arg(format!("--define:FYR_EMBED={embed}"));
    run::shown(esbuild.arg(format!("--outfile={}", out.display()))).context("the worker's entry could not be bundled")
}
