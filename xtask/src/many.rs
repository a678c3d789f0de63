//! A thousand page files, for a build that shows what so many cost: those that are deployed, over and over, each under a name of
//! its own. Copies weigh less than as many different pages would.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::house::House;
use crate::stamp;

/// How many there are.
const PAGES: usize = 1_000;

/// Where they lie.
pub fn folder(house: &House) -> PathBuf {
    house.out.join("pages")
}

/// Writes them; what they are already is not touched, so that nothing is built again for it.
pub fn write(house: &House) -> Result<()> {
    let mut texts = Vec::new();
    for file in fs::read_dir(house.root.join("worker/pages")).context("cannot list worker/pages")? {
        let path = file?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        texts.push((name, stamp::read(&path)?));
    }
    ensure!(!texts.is_empty(), "worker/pages holds no page file to copy");
    texts.sort();
    let folder = folder(house);
    let wanted = texts.iter().cycle().take(PAGES).enumerate();
    let wanted: Vec<_> =
        wanted.map(|(number, (name, text))| (folder.join(format!("{name}-{number}.toml")), text)).collect();
    let is_there = |(path, text): &(PathBuf, &Vec<u8>)| fs::read(path).is_ok_and(|before| before == **text);
    let there = fs::read_dir(&folder).map_or(0, Iterator::count);
    if there == PAGES && wanted.iter().all(is_there) {
        return Ok(());
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", house.short(&folder)))?;
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", house.short(&folder)))?;
    wanted.iter().try_for_each(|(path, text)| stamp::write(path, text))
}
