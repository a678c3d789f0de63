//! From cargo's wasm to wasm and JavaScript that a browser or the edge can load: wasm-bindgen, then wasm-opt.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::house::House;
use crate::run;
use crate::shed;

/// The features that the compiler's output uses; wasm-opt must be told.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What is made of one crate.
pub struct Recipe<'a> {
    /// Cargo's output.
    pub wasm: &'a Path,
    /// The name of the results: `{name}.js`, `{name}_bg.wasm`.
    pub name: &'a str,
    /// Whether a dead instance can be replaced by a new one: the glue then exports `__wbg_reset_state`.
    pub rebirth: bool,
    /// Classes that a dependency exports for its own sake: nobody asks for them.
    pub without: &'a [&'a str],
    /// What it is worked on for, if that is worth the time.
    pub optimise: Option<Optimise>,
}

/// What wasm is optimised for.
#[derive(Clone, Copy)]
pub enum Optimise {
    /// It travels to every reader.
    Size,
    /// It works all day.
    Speed,
}

impl Optimise {
    fn flag(self) -> &'static str {
        match self {
            Optimise::Size => "-Oz",
            Optimise::Speed => "-O3",
        }
    }
}

impl Recipe<'_> {
    /// The recipe itself as an input of a build step: change it, and what was made with it is made again.
    pub fn id(&self) -> String {
        let level = self.optimise.map_or("", Optimise::flag);
        let without = self.without.join(" ");
        format!("4 {} {} {level} {} {} {without}", self.name, self.rebirth, FEATURES.join(" "), shed::VERSION)
    }

    /// Writes glue and wasm into `dir`; returns the glue's path.
    pub fn make(&self, house: &House, dir: &Path) -> Result<PathBuf> {
        let failed = || format!("wasm-bindgen cannot read {}", house.short(self.wasm));
        let mut bindgen = Bindgen::new();
        bindgen.input_path(self.wasm).out_name(self.name).typescript(false).reset_state_function(self.rebirth);
        let bare = self.optimise.is_some();
        bindgen.remove_name_section(bare).remove_producers_section(bare);
        bindgen.web(true).with_context(failed)?.generate(dir).with_context(failed)?;
        let (wasm, glue) = (dir.join(format!("{}_bg.wasm", self.name)), dir.join(format!("{}.js", self.name)));
        if !self.without.is_empty() {
            shed::shed(&wasm, &glue, self.without)?;
        }
        if let Some(level) = self.optimise {
            optimise(house, level, &wasm)?;
        }
        Ok(glue)
    }
}

fn optimise(house: &House, level: Optimise, wasm: &Path) -> Result<()> {
    let mut command = run::tool(house, "wasm-opt");
    command.args([level.flag(), "--strip-producers", "--strip-target-features"]).args(FEATURES);
    run::quiet(command.arg(wasm).arg("-o").arg(wasm))?;
    Ok(())
}
