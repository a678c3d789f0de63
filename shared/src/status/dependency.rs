//! Dependencies, followed: what a component suffers from what it depends on, and why.
//!
//! An edge makes a level worse and never better. *Operational* and *unknown* do not travel along it, and a component
//! that no source speaks about gets no level by it. Figures know nothing of edges: they follow measurement.

use super::{ComponentState, Level, Reason, Verdict};
use crate::ids::ComponentId;
use crate::page::{Component, Dependency, DependencyKind};
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Something that a component depends on and that is not well: why readers see what they see, or what they should know
/// besides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Because {
    /// What it depends on.
    pub component: ComponentId,
    /// How.
    pub kind: DependencyKind,
    /// The level that is at.
    pub level: Level,
    /// When that began.
    pub since: Instant,
    /// What that suffers from itself, at the end of the chain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub root: Option<ComponentId>,
    /// Whether it is somebody else's service.
    pub supplier: bool,
}

/// An edge, and how what it leads to is now.
#[derive(Clone, Copy, Debug)]
pub struct Edge<'a> {
    /// What is depended on.
    pub component: &'a Component,
    /// How.
    pub kind: DependencyKind,
    /// How that is, after its own edges were followed.
    pub state: &'a ComponentState,
}

impl Edge<'_> {
    /// Whether what it leads to is known to be less than well.
    fn leads_to_trouble(&self) -> bool {
        self.state.level > Level::Unknown
    }

    /// The level it takes a component with a verdict of its own to; `None` when it takes it nowhere.
    fn reaches(&self, own: &Verdict) -> Option<Level> {
        match self.kind {
            DependencyKind::Hard if !own.passes => Some(self.state.level),
            DependencyKind::Hard | DependencyKind::Soft => Some(self.state.level.min(Level::Degraded)),
            DependencyKind::Watch => None,
        }
    }

    fn because(&self) -> Because {
        let suffers = |because: &&Because| because.kind != DependencyKind::Watch;
        let root = self.state.because.iter().find(suffers).map(|it| it.root.as_ref().unwrap_or(&it.component).clone());
        Because {
            component: self.component.id.clone(),
            kind: self.kind,
            level: self.state.level,
            since: self.state.since,
            root,
            supplier: self.component.supplier,
        }
    }
}

/// The components of a page by their names: whoever follows the edges of all of them looks as many up.
#[derive(Clone, Debug)]
pub struct ByName<'a>(BTreeMap<&'a ComponentId, &'a Component>);

impl<'a> ByName<'a> {
    /// All of them.
    #[must_use]
    pub fn of(all: &'a [Component]) -> Self {
        Self(all.iter().map(|component| (&component.id, component)).collect())
    }

    fn find(&self, id: &ComponentId) -> Option<&'a Component> {
        self.0.get(id).copied()
    }
}

/// The edges of a component to what has a level, in the order of the page file.
pub fn edges<'a>(
    all: &ByName<'a>,
    component: &'a Component,
    state: impl Fn(&ComponentId) -> Option<&'a ComponentState>,
) -> Vec<Edge<'a>> {
    let edge = |it: &'a Dependency| {
        let (component, state) = (all.find(&it.component)?, state(&it.component)?);
        Some(Edge { component, kind: it.kind, state })
    };
    component.depends_on.iter().filter_map(edge).collect()
}

/// The verdict that readers see: the worse of a component's own and of what its edges take it to.
///
/// A fault of its own keeps its reason. What made it worse, or would have made it as bad, is told besides, the worst
/// first; then what is only watched.
#[must_use]
pub fn follow(own: Verdict, edges: &[Edge<'_>]) -> Verdict {
    let trouble = || edges.iter().filter(|edge| edge.leads_to_trouble());
    let reached = trouble().filter_map(|edge| Some((edge.reaches(&own)?, edge)));
    let mut causes: Vec<(Level, &Edge<'_>)> = reached.filter(|(level, _)| *level >= own.level).collect();
    causes.sort_by_key(|(level, _)| Reverse(*level));
    let watched = trouble().filter(|edge| edge.kind == DependencyKind::Watch);
    let because = causes.iter().map(|(_, edge)| *edge).chain(watched).map(Edge::because).collect();
    let Some((level, worst)) = causes.first().filter(|(level, _)| *level > own.level) else {
        return Verdict { because, ..own };
    };
    let deciding = causes.iter().filter(|(reached, _)| reached == level);
    let failing_since = deciding.map(|(_, edge)| edge.state.since).min();
    let own = if own.level > Level::Unknown { own } else { suffering(own, worst) };
    Verdict { level: *level, failing_since, because, ..own }
}

/// A component that nothing is known to be wrong with but what an edge leads to.
fn suffering(own: Verdict, edge: &Edge<'_>) -> Verdict {
    let reason = Some(Reason::Dependency);
    Verdict { reason, seen_from: vec![], unconfirmed: edge.state.unconfirmed, ..own }
}

/// What is to be known about what a component depends on that has no level, because no source speaks about it.
#[must_use]
pub fn notices(edges: &[Edge<'_>]) -> Vec<Because> {
    edges.iter().filter(|edge| edge.leads_to_trouble()).map(Edge::because).collect()
}

/// All components of a page, each after what it depends on. A page file with a circle does not build.
#[must_use]
pub fn in_order_of_causes(all: &[Component]) -> Vec<&Component> {
    let by_name = ByName::of(all);
    let (mut ordered, mut met) = (vec![], BTreeSet::new());
    for component in all {
        visit(&by_name, component, &mut met, &mut ordered);
    }
    ordered
}

/// Lists a component behind what it depends on. What is under way is kept in a list of its own: a chain may be as long as the
/// page, and longer than a stack.
fn visit<'a>(
    all: &ByName<'a>,
    component: &'a Component,
    met: &mut BTreeSet<&'a ComponentId>,
    ordered: &mut Vec<&'a Component>,
) {
    if !met.insert(&component.id) {
        return;
    }
    let mut under_way = vec![(component, component.depends_on.iter())];
    while let Some((component, edges)) = under_way.last_mut() {
        match edges.next().map(|edge| all.find(&edge.component)) {
            Some(Some(next)) if met.insert(&next.id) => under_way.push((next, next.depends_on.iter())),
            Some(_) => {}
            None => {
                ordered.push(component);
                under_way.pop();
            }
        }
    }
}
