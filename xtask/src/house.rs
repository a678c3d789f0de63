//! Where things are. Paths only; nothing here reads or writes a file except the lock.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository and the places the build uses.
pub struct House {
    /// The root of the repository.
    pub root: PathBuf,
    /// Cargo's own target directory.
    pub target: PathBuf,
    /// What the build produces: `worker`, `worker-scripted`, `widget`, `loader`, `assets`.
    pub out: PathBuf,
}

impl House {
    /// Finds the repository this program was built from.
    pub fn find() -> Result<Self> {
        let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("xtask has no parent directory")?.to_path_buf();
        let target = match std::env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => root.join(dir),
            None => root.join("target"),
        };
        let out = root.join("target/fyr");
        fs::create_dir_all(&out).with_context(|| format!("cannot create {}", out.display()))?;
        Ok(Self { root, target, out })
    }

    /// A path as people write it: relative to the repository.
    pub fn short<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }

    /// The Node that the package file pins.
    pub fn node(&self) -> PathBuf {
        self.root.join("node_modules/node/bin/node")
    }

    /// A program that a Node package brings.
    pub fn tool(&self, name: &str) -> PathBuf {
        self.root.join("node_modules/.bin").join(name)
    }

    /// What cargo makes of a crate for wasm.
    pub fn wasm(&self, profile: &str, krate: &str) -> PathBuf {
        self.target.join("wasm32-unknown-unknown").join(profile).join(format!("{krate}.wasm"))
    }

    /// Holds other builds of this repository off until the returned file is dropped.
    pub fn lock(&self) -> Result<File> {
        let path = self.out.join("lock");
        let file = File::create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        if file.try_lock().is_err() {
            println!("waiting    another build of this repository is running");
            file.lock().context("cannot lock the build directory")?;
        }
        Ok(file)
    }
}
