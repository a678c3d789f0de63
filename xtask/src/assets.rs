//! The static files that the worker serves: `www/` as it is (without the sources of the loader and of the console), the
//! widget, the console, and the loader's scripts that carry no state.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::console::{self, Console};
use crate::embed::Embed;
use crate::house::House;
use crate::stamp::{self, Step};
use crate::widget::Widget;

/// Collects the static files.
pub fn build(house: &House, widget: &Widget, embed: &Embed, console: &Console) -> Result<()> {
    let www = house.root.join("www");
    let mut files = Vec::new();
    collect(&www, &mut files)?;
    files.retain(|file| !["loader", "console"].iter().any(|folder| file.starts_with(www.join(folder))));
    files.sort();

    let mut inputs = vec![widget.hash.clone().into_bytes(), console.shell.clone().into_bytes()];
    for file in &files {
        inputs.push(house.short(file).to_string().into_bytes());
        inputs.push(stamp::read(file)?);
    }
    inputs.extend(embed.scripts.iter().map(|(path, _)| path.clone().into_bytes()));
    let inputs: Vec<&[u8]> = inputs.iter().map(Vec::as_slice).collect();
    let done = Step::new(house.out.join("assets"), &inputs).unless_done(|stage| {
        for file in &files {
            copy(file, &stage.join(file.strip_prefix(&www)?))?;
        }
        for name in ["fyr.js", "fyr_bg.wasm"] {
            copy(&widget.dir.join(name), &stage.join("widget").join(&widget.hash).join(name))?;
        }
        for name in console::FILES {
            copy(&console.dir.join(name), &stage.join("console").join(&console.hash).join(name))?;
        }
        write(&stage.join("console/index.html"), &console.shell)?;
        for (path, script) in &embed.scripts {
            write(&stage.join(path.trim_start_matches('/')), script)?;
        }
        Ok(())
    })?;
    println!("assets     {done:<10} {} files", files.len() + 2 + console::FILES.len() + 1 + embed.scripts.len());
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

fn write(path: &Path, text: &str) -> Result<()> {
    make_room(path)?;
    stamp::write(path, text.as_bytes())
}

fn make_room(path: &Path) -> Result<()> {
    let Some(dir) = path.parent() else { return Ok(()) };
    fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    make_room(to)?;
    fs::copy(from, to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}
