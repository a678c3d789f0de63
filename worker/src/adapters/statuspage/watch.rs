//! Who is meant: by the names that a component of ours watches, and by what an incident lists.
//!
//! Everything is looked up, nothing is searched for: a question takes as long on a page of thousands as on one of three.

use super::component_level;
use super::wire::{Component, Item};
use fyr_shared::status::Level;
use std::collections::{BTreeMap, BTreeSet};

/// The names of what a page's components are in, by id. Where an id is there twice, the first one counts.
pub(super) struct Groups<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Groups<'a> {
    pub(super) fn of(components: &'a [Component]) -> Self {
        let named = components.iter().rev().filter_map(|component| Some((component.id.get()?, component.name.get()?)));
        Self(named.collect())
    }

    /// The name of a component's group, and its own.
    fn full<'b>(&'b self, component: &'b Component) -> Option<(&'b str, &'b str)> {
        Some((*self.0.get(component.group_id.get()?)?, component.name.get()?))
    }
}

/// The names that one component of ours watches: ids, names, or `Group / Name`s. Empty: the page as a whole.
pub(super) struct Names<'a> {
    names: BTreeSet<&'a str>,
    /// Each name, taken apart at each of its slashes: names of groups may hold some, too.
    full: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    pub(super) fn of(watch: &'a [String]) -> Self {
        let names: BTreeSet<&str> = watch.iter().map(|name| name.trim()).collect();
        Self { full: names.iter().flat_map(|name| halves(name)).collect(), names }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether a component is meant by one of them.
    pub(super) fn call(&self, component: &Component, groups: &Groups<'_>) -> bool {
        let short = |word: Option<&str>| word.is_some_and(|word| self.names.contains(word));
        let full = || groups.full(component).is_some_and(|full| self.full.contains(&full));
        short(component.id.get()) || short(component.name.get()) || full()
    }

    /// How many of them mean none of these components.
    pub(super) fn missing(&self, components: &[&Component], groups: &Groups<'_>) -> usize {
        let short = components.iter().flat_map(|component| [component.id.get(), component.name.get()]).flatten();
        let short: BTreeSet<&str> = short.collect();
        let full: BTreeSet<(&str, &str)> = components.iter().filter_map(|component| groups.full(component)).collect();
        let is_there = |name: &str| short.contains(name) || halves(name).any(|halves| full.contains(&halves));
        self.names.iter().filter(|name| !is_there(name)).count()
    }
}

/// What a name is before and after each of its slashes.
fn halves(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = name.match_indices('/').filter_map(|(at, _)| Some((name.get(..at)?, name.get(at + 1..)?)));
    parts.map(|(group, own)| (group.trim_end(), own.trim_start()))
}

/// By what an incident may list the components that we watch, and whether all that are listed by it are operational.
pub(super) struct Touchable<'a> {
    /// Ids, a component's own and its group's.
    ids: BTreeMap<&'a str, bool>,
    names: BTreeMap<&'a str, bool>,
    /// Names of those that have no id.
    names_only: BTreeMap<&'a str, bool>,
}

impl<'a> Touchable<'a> {
    pub(super) fn of(watched: &[&'a Component]) -> Self {
        let mut touchable = Self { ids: BTreeMap::new(), names: BTreeMap::new(), names_only: BTreeMap::new() };
        for component in watched {
            touchable.add(component);
        }
        touchable
    }

    fn add(&mut self, component: &'a Component) {
        let well = component_level(component) == Some(Level::Operational);
        let note = |map: &mut BTreeMap<&'a str, bool>, key: Option<&'a str>| {
            if let Some(key) = key {
                *map.entry(key).or_insert(true) &= well;
            }
        };
        note(&mut self.names, component.name.get());
        match component.id.get() {
            Some(id) => {
                note(&mut self.ids, Some(id));
                note(&mut self.ids, component.group_id.get());
            }
            None => note(&mut self.names_only, component.name.get()),
        }
    }

    /// Whether all that an incident touches are operational; `None` when it touches none.
    pub(super) fn well(&self, item: &Item) -> Option<bool> {
        item.listed().iter().filter_map(|listed| self.touched(listed)).reduce(|one, other| one && other)
    }

    fn touched(&self, listed: &Component) -> Option<bool> {
        let by = |map: &BTreeMap<&str, bool>, key: Option<&str>| map.get(key?).copied();
        if listed.id.get().is_none() {
            return by(&self.names, listed.name.get());
        }
        let found = [by(&self.ids, listed.id.get()), by(&self.names_only, listed.name.get())];
        found.into_iter().flatten().reduce(|one, other| one && other)
    }
}
