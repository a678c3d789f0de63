//! Who is meant: by the names that a component of ours watches, and by what an incident lists.
//!
//! Everything is looked up, nothing is searched for: a question takes as long on a page of thousands as on one of three.

use super::{Component, Item, Listed};
use fyr_shared::status::Level;
use std::collections::{BTreeMap, BTreeSet};

/// The names of what a page's components are in, by id. Where an id is there twice, the first one counts.
pub(super) struct Groups<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Groups<'a> {
    pub(super) fn of(components: &'a [Component]) -> Self {
        let named = components
            .iter()
            .rev()
            .filter_map(|component| Some((component.id.as_deref()?, component.name.as_deref()?)));
        Self(named.collect())
    }

    /// The name of a component's group, and its own.
    fn full<'b>(&'b self, group_id: Option<&str>, name: Option<&'b str>) -> Option<(&'b str, &'b str)> {
        Some((*self.0.get(group_id?)?, name?))
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
        let Component { id, name, group_id, .. } = component;
        self.are(id.as_deref(), name.as_deref(), group_id.as_deref(), groups)
    }

    /// Whether what an incident lists is meant by one of them.
    pub(super) fn call_listed(&self, listed: &Listed, groups: &Groups<'_>) -> bool {
        self.are(listed.id.as_deref(), listed.name.as_deref(), listed.group_id.as_deref(), groups)
    }

    fn are(&self, id: Option<&str>, name: Option<&str>, group_id: Option<&str>, groups: &Groups<'_>) -> bool {
        let short = |word: Option<&str>| word.is_some_and(|word| self.names.contains(word));
        let full = || groups.full(group_id, name).is_some_and(|full| self.full.contains(&full));
        short(id) || short(name) || full()
    }

    /// How many of them mean none of these components.
    pub(super) fn missing(&self, components: &[&Component], groups: &Groups<'_>) -> usize {
        let short = components.iter().flat_map(|it| [it.id.as_deref(), it.name.as_deref()]).flatten();
        let short: BTreeSet<&str> = short.collect();
        let full = components.iter().filter_map(|it| groups.full(it.group_id.as_deref(), it.name.as_deref()));
        let full: BTreeSet<(&str, &str)> = full.collect();
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
        let well = component.level == Some(Level::Operational);
        let note = |map: &mut BTreeMap<&'a str, bool>, key: Option<&'a str>| {
            if let Some(key) = key {
                *map.entry(key).or_insert(true) &= well;
            }
        };
        note(&mut self.names, component.name.as_deref());
        match component.id.as_deref() {
            Some(id) => {
                note(&mut self.ids, Some(id));
                note(&mut self.ids, component.group_id.as_deref());
            }
            None => note(&mut self.names_only, component.name.as_deref()),
        }
    }

    /// Whether all that an incident touches are operational; `None` when it touches none.
    pub(super) fn well(&self, item: &Item) -> Option<bool> {
        item.listed.iter().filter_map(|listed| self.touched(listed)).reduce(|one, other| one && other)
    }

    /// Whether what an incident touches by this is operational; `None` when it touches nothing of ours.
    pub(super) fn touched(&self, listed: &Listed) -> Option<bool> {
        let by = |map: &BTreeMap<&str, bool>, key: Option<&str>| map.get(key?).copied();
        if listed.id.as_deref().is_none() {
            return by(&self.names, listed.name.as_deref());
        }
        let found = [by(&self.ids, listed.id.as_deref()), by(&self.names_only, listed.name.as_deref())];
        found.into_iter().flatten().reduce(|one, other| one && other)
    }
}
