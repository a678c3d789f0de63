//! From cargo's wasm to wasm and JavaScript that a browser or the edge can load: wasm-bindgen, then wasm-opt.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::house::House;
use crate::run;

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
    /// Whether size matters more than the time of the build.
    pub small: bool,
}

impl Recipe<'_> {
    /// The recipe itself as an input of a build step: change it, and what was made with it is made again.
    pub fn id(&self) -> String {
        format!("3 {} {} {} {}", self.name, self.rebirth, self.small, FEATURES.join(" "))
    }

    /// Writes glue and wasm into `dir`; returns the glue's path.
    pub fn make(&self, house: &House, dir: &Path) -> Result<PathBuf> {
        let failed = || format!("wasm-bindgen cannot read {}", house.short(self.wasm));
        let mut bindgen = Bindgen::new();
        bindgen.input_path(self.wasm).out_name(self.name).typescript(false).reset_state_function(self.rebirth);
        bindgen.remove_name_section(self.small).remove_producers_section(self.small);
        bindgen.web(true).with_context(failed)?.generate(dir).with_context(failed)?;
        if self.small {
            self.shrink(house, &dir.join(format!("{}_bg.wasm", self.name)))?;
        }
        Ok(dir.join(format!("{}.js", self.name)))
    }

    fn shrink(&self, house: &House, wasm: &Path) -> Result<()> {
        let mut command = run::tool(house, "wasm-opt");
        command
            .args(["-Oz", "--strip-producers", "--strip-target-features"])
            .args(FEATURES)
            .arg(wasm)
            .arg("-o")
            .arg(wasm);
        run::quiet(&mut command)?;
        Ok(())
    }
}
