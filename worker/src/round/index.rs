//! Who is who on a page: what a round looks up for every observation, found without reading the whole page each time.

use fyr_shared::ids::{ComponentId, EnvId, SourceId};
use fyr_shared::page::{About, Component, Page, Source};
use std::collections::BTreeMap;

/// The sources of a page by their names, and by what they speak about.
pub struct Index<'a> {
    sources: BTreeMap<&'a SourceId, &'a Source>,
    about: BTreeMap<(&'a EnvId, &'a ComponentId), Vec<(&'a Source, &'a About)>>,
}

impl<'a> Index<'a> {
    /// The index of a page.
    #[must_use]
    pub fn of(page: &'a Page) -> Self {
        let mut about: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for source in &page.sources {
            for it in source.about.iter().filter(|it| it.reads.speaks()) {
                about.entry((&source.env, &it.component)).or_default().push((source, it));
            }
        }
        Self { sources: page.sources.iter().map(|source| (&source.id, source)).collect(), about }
    }

    /// A source by its name.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&'a Source> {
        self.sources.get(id).copied()
    }

    /// The sources that speak about a component in an environment; none about one that is not monitored there.
    #[must_use]
    pub fn speaks_about<'b>(&'b self, id: &'b ComponentId, env: &'b EnvId) -> &'b [(&'a Source, &'a About)]
    where
        'a: 'b,
    {
        self.about.get(&(env, id)).map_or(&[], Vec::as_slice)
    }

    /// Every component in every environment in which it is monitored; the first environment first.
    pub fn monitored(&self, page: &'a Page) -> impl Iterator<Item = (&'a EnvId, &'a Component)> {
        let all = page.environments.iter().flat_map(|env| page.components.iter().map(move |it| (&env.id, it)));
        all.filter(|(env, component)| !self.speaks_about(&component.id, env).is_empty())
    }
}
