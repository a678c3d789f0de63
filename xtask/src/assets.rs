//! The static files that the worker serves: `www/` as it is (without the loader, which the worker carries), and the widget.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::house::House;
use crate::stamp::{self, Step};
use crate::widget::Widget;

/// Collects the static files.
pub fn build(house: &House, widget: &Widget) -> Result<()> {
    let www = house.root.join("www");
    let mut files = Vec::new();
    collect(&www, &mut files)?;
    files.retain(|file| *file != www.join("loader.js"));
    files.sort();

    let mut inputs = vec![widget.hash.clone().into_bytes()];
    for file in &files {
        inputs.push(house.short(file).to_string().into_bytes());
        inputs.push(stamp::read(file)?);
    }
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let done = Step::new(house.out.join("assets"), &inputs).unless_done(|stage| {
        for file in &files {
            copy(file, &stage.join(file.strip_prefix(&www)?))?;
        }
        for name in ["fyr.js", "fyr_bg.wasm"] {
            copy(&widget.dir.join(name), &stage.join("widget").join(&widget.hash).join(name))?;
        }
        Ok(())
    })?;
    println!("assets     {done:<10} {} files", files.len() + 2);
    Ok(())
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))? {
        let path = entry?.path();
        match path.is_dir() {
            true => collect(&path, files)?,
            false => files.push(path),
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(dir) = to.parent() {
        fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    }
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
