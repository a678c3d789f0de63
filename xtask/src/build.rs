//! `cargo xtask build [--scripted|--bench|--many]`: everything that is deployed; with `--scripted` what `dev` and the tests run
//! instead, with `--bench` what a bench measures, with `--many` the same with more pages.

use anyhow::Result;

use crate::embed::Embed;
use crate::house::House;
use crate::worker::Kind;
use crate::{assets, console, keep, loader, only, setup, widget, worker};

/// What an option asks for.
const ASKED_FOR: [Kind; 3] = [Kind::Scripted, Kind::Bench, Kind::Many];

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &ASKED_FOR.map(|kind| kind.option().unwrap_or_default()))?;
    let named = |option: &String| ASKED_FOR.into_iter().find(|kind| kind.option() == Some(option.as_str()));
    let kinds: Vec<Kind> = options.iter().filter_map(named).collect();
    build(house, if kinds.is_empty() { &[Kind::Release] } else { &kinds })
}

/// Sets up and builds the widget, the loader, the console, the assets and these workers.
pub fn build(house: &House, kinds: &[Kind]) -> Result<()> {
    let _lock = house.lock()?;
    setup::run(house)?;
    let widget = widget::build(house)?;
    let embed = Embed::of(&widget, &loader::build(house)?);
    for kind in kinds {
        worker::build(house, *kind, &embed)?;
    }
    let console = console::build(house)?;
    assets::build(house, &widget, &embed, &console)?;
    keep::list(house)
}
