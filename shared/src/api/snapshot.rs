//! Snapshot: the whole public state of a page at one instant, in one language and one environment. `GET /api/v1/{page}`.
//!
//! It carries instants, never conclusions that expire: a reader compares `stale_after` with the server's time (`Date`)
//! and from then on shows *unknown*. It holds no address, header or body of any source.

use super::{BecauseView, IncidentView, MaintenanceView, OverrideView, PageState};
use crate::ids::{ComponentId, EnvId, PageId, RegionId};
use crate::lang::{Lang, Localized, Words};
use crate::page::{Component, DependencyKind, Environment, Page, Zone};
use crate::status::{ByName, ComponentState, Level, Reason, edges, notices, page_level};
use crate::time::{DAY, Instant};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The whole public state of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The version of this format.
    pub v: u32,
    /// Which page.
    pub page: PageId,
    /// What it is called, with the environment's name in parentheses where that is not the page's first.
    pub name: String,
    /// Which environment of the page: everything here is about that one alone.
    #[serde(default)]
    pub env: EnvId,
    /// Every environment of the page; the first is for readers who ask for none.
    #[serde(default)]
    pub environments: Vec<EnvironmentView>,
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// Grows each time something that readers see has changed.
    pub revision: u64,
    /// The instant it was so.
    pub as_of: Instant,
    /// From when on it must be shown as *unknown*.
    pub stale_after: Instant,
    /// Seconds until a reader should ask again.
    pub poll: u32,
    /// The worst level of the page's own monitored components.
    pub level: Level,
    /// The zone to write times in, with the offsets a reader needs.
    pub zone: Zone,
    /// The page's components, then its suppliers.
    pub components: Vec<ComponentView>,
    /// Open incidents, newest first.
    pub incidents: Vec<IncidentView>,
    /// Upcoming and running maintenance, soonest first.
    pub maintenances: Vec<MaintenanceView>,
    /// Whether the page says who helps: then `/api/v1/{page}/support` does.
    #[serde(default)]
    pub support: bool,
    /// Of a part of a page (`?limit=`, `?after=`): the last component in it, when more follow; asked for with `?after=`. Everything but
    /// `components` is of the whole page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ComponentId>,
}

/// One environment as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnvironmentView {
    /// Its name in attributes and addresses.
    pub id: EnvId,
    /// What it is called.
    pub name: Words,
}

/// One component as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentView {
    /// Its name in attributes and addresses.
    pub id: ComponentId,
    /// What it is called.
    pub name: Words,
    /// How it is; `null` when no source speaks about it in this environment, and nobody has declared anything about it: it
    /// is not monitored.
    pub level: Option<Level>,
    /// When that began.
    pub since: Option<Instant>,
    /// Why, when it is not simply well.
    pub reason: Option<Reason>,
    /// The regions that see a fault, when not all of them do.
    #[serde(default)]
    pub seen_from: Vec<Words>,
    /// Whether the fault waits for confirmation.
    #[serde(default)]
    pub unconfirmed: bool,
    /// What an outage of it means for people.
    pub effect: Option<Words>,
    /// What people can do instead.
    pub fallback: Option<Words>,
    /// What it depends on.
    #[serde(default)]
    pub depends_on: Vec<DependencyView>,
    /// What it suffers from of what it depends on, worst first, and what else is to be known of that.
    #[serde(default)]
    pub because: Vec<BecauseView>,
    /// Somebody else's service; not counted in the page's level.
    #[serde(default)]
    pub supplier: bool,
    /// Where its supplier publishes its status; `https:` only.
    pub status_page: Option<String>,
    /// A person has set its level for a time.
    #[serde(default, rename = "override", skip_serializing_if = "Option::is_none")]
    pub over: Option<OverrideView>,
}

/// One dependency as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DependencyView {
    /// On which component.
    pub component: ComponentId,
    /// How.
    pub kind: DependencyKind,
}

impl EnvironmentView {
    /// Every environment of a page, for readers of a language that it has.
    #[must_use]
    pub fn all(page: &Page, lang: Lang) -> Vec<Self> {
        let view = |env: &Environment| Self { id: env.id.clone(), name: page.words(&env.name, lang) };
        page.environments.iter().map(view).collect()
    }
}

impl Snapshot {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;

    /// The snapshot of a page's state in one of its environments, for readers of `wanted`.
    #[must_use]
    pub fn compose(page: &Page, state: &PageState, wanted: Option<Lang>, env: &EnvId) -> Self {
        let state = &state.within(page, env);
        let lang = page.language(wanted);
        let words = Wording::of(page, state, lang, env);
        let environments = words.environments();
        let (own, suppliers): (Vec<_>, Vec<_>) = page.components.iter().partition(|component| !component.supplier);
        let components: Vec<_> = own.into_iter().chain(suppliers).map(|it| words.component(it, state)).collect();
        let level = page_level(components.iter().filter(|it| !it.supplier).map(|it| it.level));
        Self {
            v: Self::VERSION,
            page: page.id.clone(),
            name: placed(&environments, env, &page.name),
            env: env.clone(),
            environments,
            lang,
            revision: state.revision,
            as_of: state.as_of,
            stale_after: state.stale_after,
            poll: if level == Level::Operational { state.poll.well } else { state.poll.trouble },
            level,
            zone: words.zone(state),
            components,
            incidents: state.incidents.iter().map(|it| IncidentView::of(it, page, lang)).collect(),
            maintenances: state.maintenances.iter().map(|it| MaintenanceView::of(it, page, lang)).collect(),
            support: page.support.is_some(),
            next: None,
        }
    }

    /// The snapshot as it must be shown at `now`: past `stale_after` every level is *unknown* and nothing is claimed
    /// about when or why. What people have said stays, as what was known last: how far the work has come, how bad it is and
    /// what it does, is no longer known.
    #[must_use]
    pub fn shown_at(mut self, now: Instant) -> Self {
        if now < self.stale_after {
            return self;
        }
        self.level = Level::Unknown;
        for component in self.components.iter_mut().filter(|component| component.level.is_some()) {
            component.level = Some(Level::Unknown);
            component.since = Some(self.stale_after);
            component.reason = Some(Reason::NoSample);
            component.unconfirmed = false;
            component.seen_from.clear();
        }
        for component in &mut self.components {
            component.because.clear();
            component.over = None;
        }
        self.incidents.iter_mut().for_each(IncidentView::forget);
        self.maintenances.iter_mut().for_each(MaintenanceView::forget);
        self
    }
}

impl Snapshot {
    /// The part of the snapshot about some components; the level is then the worst of these.
    #[must_use]
    pub fn only(mut self, ids: &[ComponentId]) -> Self {
        self.components.retain(|component| ids.contains(&component.id));
        self.incidents.retain(|incident| incident.components.iter().any(|id| ids.contains(id)));
        self.maintenances.retain(|work| work.components.iter().any(|id| ids.contains(id)));
        self.level = page_level(self.components.iter().map(|component| component.level));
        self
    }

    /// At most so many of its components, those that come after one of them: readers of a very large page take it in parts. The
    /// level stays that of all of them.
    #[must_use]
    pub fn part(mut self, after: Option<&ComponentId>, limit: usize) -> Self {
        let begins = after.and_then(|id| self.components.iter().position(|it| it.id == *id)).map_or(0, |at| at + 1);
        self.components.drain(..begins);
        let more = self.components.len() > limit;
        self.components.truncate(limit);
        self.next = self.components.last().filter(|_| more).map(|last| last.id.clone());
        self
    }

    /// A name of something in it, with the environment's in parentheses where that is not the page's first: `API (Test)`.
    #[must_use]
    pub fn called(&self, name: &str) -> String {
        placed(&self.environments, &self.env, name)
    }
}

/// A name with the environment's in parentheses, where that is not the first.
pub(super) fn placed(environments: &[EnvironmentView], env: &EnvId, name: &str) -> String {
    match environments.iter().skip(1).find(|other| other.id == *env) {
        Some(other) => [name, " (", &other.name.text, ")"].concat(),
        None => name.to_owned(),
    }
}

/// A page in one language and one environment.
struct Wording<'a> {
    page: &'a Page,
    lang: Lang,
    /// What the page and its state say of each component: looked up for every one of them.
    by_name: ByName<'a>,
    monitored: BTreeSet<&'a ComponentId>,
    now: BTreeMap<&'a ComponentId, &'a ComponentState>,
}

impl<'a> Wording<'a> {
    fn of(page: &'a Page, state: &'a PageState, lang: Lang, env: &'a EnvId) -> Self {
        let sources = page.sources.iter().filter(|source| source.env == *env);
        let spoken = sources.flat_map(|source| &source.about).filter(|about| about.reads.speaks());
        Self {
            page,
            lang,
            by_name: ByName::of(&page.components),
            monitored: spoken.map(|about| &about.component).collect(),
            now: state.components.iter().map(|it| (&it.id, &it.state)).collect(),
        }
    }
}

impl Wording<'_> {
    fn pick(&self, text: &Localized) -> Words {
        self.page.words(text, self.lang)
    }

    fn environments(&self) -> Vec<EnvironmentView> {
        EnvironmentView::all(self.page, self.lang)
    }

    /// The offsets for everything a snapshot may tell of: incidents that began weeks ago, maintenance announced for later.
    fn zone(&self, state: &PageState) -> Zone {
        let begun = state.components.iter().map(|component| component.state.since);
        let begun = begun.chain(state.incidents.iter().map(|incident| incident.started_at));
        let ends = state.maintenances.iter().map(|work| work.ends_at);
        let ends = ends.chain(state.overrides.iter().map(|over| over.ends_at));
        let from = begun.min().unwrap_or(state.as_of).min(state.as_of);
        let to = ends.max().unwrap_or(state.as_of).max(state.as_of.plus(30 * DAY));
        self.page.zone.between(from, to)
    }

    fn component(&self, component: &Component, state: &PageState) -> ComponentView {
        let monitored = self.monitored.contains(&component.id);
        let now = self.now.get(&component.id).copied();
        let region = |id: &RegionId| self.page.regions.iter().find(|region| region.id == *id);
        let seen_from = now.map(|now| now.seen_from.as_slice()).unwrap_or_default();
        let because = match now {
            Some(now) => now.because.clone(),
            None if monitored => vec![],
            None => notices(&edges(&self.by_name, component, |id| self.now.get(id).copied())),
        };
        ComponentView {
            id: component.id.clone(),
            name: self.pick(&component.name),
            level: now.map(|now| now.level).or(monitored.then_some(Level::Unknown)),
            since: now.map(|now| now.since),
            reason: now.and_then(|now| now.reason),
            seen_from: seen_from.iter().filter_map(region).map(|region| self.pick(&region.name)).collect(),
            unconfirmed: now.is_some_and(|now| now.unconfirmed),
            effect: component.effect.as_ref().map(|text| self.pick(text)),
            fallback: component.fallback.as_ref().map(|text| self.pick(text)),
            depends_on: component
                .depends_on
                .iter()
                .map(|edge| DependencyView { component: edge.component.clone(), kind: edge.kind })
                .collect(),
            because: because.iter().map(|it| BecauseView::of(it, &state.incidents, |text| self.pick(text))).collect(),
            supplier: component.supplier,
            status_page: component.status_page.clone(),
            over: state
                .override_of(&component.id)
                .map(|it| OverrideView { reason: self.pick(&it.reason), ends_at: it.ends_at }),
        }
    }
}
