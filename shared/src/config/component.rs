//! `[[component]]`: a thing people depend on.

use super::cursor::{Cursor, meant};
use super::page::Names;
use super::{address, text};
use crate::page::{Component, Dependency, DependencyKind};

pub(super) const KEYS: [&str; 9] =
    ["id", "name", "effect", "fallback", "hard", "soft", "watch", "supplier", "status_page"];

pub(super) fn read(cursor: &Cursor<'_>, id: &str, names: &Names<'_>) -> Component {
    let localized = |key| text::localized(cursor, key, &names.languages);
    Component {
        id: id.into(),
        name: text::needed(cursor, "name", &names.languages),
        effect: localized("effect"),
        fallback: localized("fallback"),
        depends_on: dependencies(cursor, id, names),
        supplier: cursor.flag("supplier").unwrap_or(false),
        status_page: address::of_people(cursor, "status_page"),
    }
}

fn dependencies(cursor: &Cursor<'_>, own: &str, names: &Names<'_>) -> Vec<Dependency> {
    let mut edges: Vec<Dependency> = vec![];
    for kind in DependencyKind::ALL {
        let key = kind.as_str();
        for id in cursor.distinct(key).unwrap_or_default() {
            if id == own {
                cursor.problem(format_args!(r#"{key}: "{id}" is the component itself; remove it"#));
            } else if !names.components.contains(&id) {
                let cure = meant(id, &names.components);
                cursor.problem(format_args!(r#"{key}: "{id}" is no component of this page; {cure}"#));
            }
            if let Some(first) = edges.iter().find(|edge| edge.component.as_str() == id && edge.kind != kind) {
                cursor.problem(both(id, first.kind, kind));
            }
            edges.push(Dependency { component: id.into(), kind });
        }
    }
    edges
}

/// What is said of a component that stands in two lists.
fn both(id: &str, first: DependencyKind, second: DependencyKind) -> String {
    let (first, second) = (first.as_str(), second.as_str());
    let loses = if first == "hard" { "is down" } else { "loses a function" };
    format!(r#""{id}" is both {first} and {second}; keep it in {first} if this component {loses} without it"#)
}

/// Notes each circle of components that depend on each other; no order of causes can be told in one.
pub(super) fn check_circles(cursors: &[Cursor<'_>], components: &[Component]) {
    let mut done: Vec<&str> = vec![];
    for (cursor, component) in cursors.iter().zip(components) {
        let mut way = vec![];
        if let Some(circle) = circle(component, components, &mut way, &mut done) {
            let names: Vec<String> = circle.iter().map(|id| format!("`{id}`")).collect();
            cursor.problem(format_args!("depends on itself: {}; remove one of these edges", names.join(" → ")));
        }
    }
}

/// Walks the edges from a component. What has been walked is `done`; a component met again on the `way` closes a circle.
fn circle<'a>(
    component: &'a Component,
    all: &'a [Component],
    way: &mut Vec<&'a str>,
    done: &mut Vec<&'a str>,
) -> Option<Vec<&'a str>> {
    let id = component.id.as_str();
    if let Some(start) = way.iter().position(|other| *other == id) {
        return Some(way.iter().skip(start).copied().chain([id]).collect());
    }
    if done.contains(&id) {
        return None;
    }
    way.push(id);
    let others = component.depends_on.iter().filter(|edge| edge.component != component.id);
    let found = others
        .filter_map(|edge| all.iter().find(|other| other.id == edge.component))
        .find_map(|next| circle(next, all, way, done));
    way.pop();
    done.push(id);
    found
}
