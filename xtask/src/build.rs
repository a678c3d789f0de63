//! `cargo xtask build [--scripted]`: everything that is deployed; with `--scripted` what `dev` and the tests run instead.

use anyhow::Result;

use crate::embed::Embed;
use crate::house::House;
use crate::worker::Kind;
use crate::{assets, keep, loader, only, setup, widget, worker};

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &["--scripted"])?;
    let kind = if options.is_empty() { Kind::Release } else { Kind::Scripted };
    build(house, &[kind])
}

/// Sets up and builds the widget, the loader, the assets and these workers.
pub fn build(house: &House, kinds: &[Kind]) -> Result<()> {
    let _lock = house.lock()?;
    setup::run(house)?;
    let widget = widget::build(house)?;
    let embed = Embed::of(&widget, &loader::build(house)?);
    for kind in kinds {
        worker::build(house, *kind, &embed)?;
    }
    assets::build(house, &widget, &embed)?;
    keep::list(house)
}
