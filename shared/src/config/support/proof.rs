//! The proof that support is complete: every question is answered, by somebody whom its role may ask; and nothing is there
//! that answers no question.

use super::super::cursor::Cursor;
use crate::ids::{ChannelId, CheckId, EnvId, RouteId, TemplateId};
use crate::support::{Question, Route, Support, combinations};
use std::collections::{BTreeMap, BTreeSet};

/// How many questions are named that have no answer.
const NAMED: usize = 3;

/// Notes what is missing, and what is never used.
pub(super) fn prove(top: &Cursor<'_>, support: &Support, environments: &[EnvId]) {
    let mut answered: BTreeMap<&RouteId, &Route> = BTreeMap::new();
    let (mut nobody, mut forbidden, mut used) = (vec![], BTreeSet::new(), BTreeSet::new());
    for question in combinations(support, environments) {
        let Some(route) = support.route(&question) else {
            nobody.push(named(&question));
            continue;
        };
        answered.insert(&route.id, route);
        let channels = route.channels.iter().filter_map(|id| support.channel(id));
        let allowed: Vec<&ChannelId> = channels.filter(|it| it.serves(&question.role)).map(|it| &it.id).collect();
        if allowed.is_empty() {
            forbidden.insert((route.id.as_str(), question.role.0.clone()));
        }
        used.extend(allowed);
    }
    for question in nobody.iter().take(NAMED) {
        top.problem(format_args!("no route answers {question}; add one, or one at the end that takes all"));
    }
    if let Some(more @ 1..) = nobody.len().checked_sub(NAMED) {
        let further = if more == 1 { "further question" } else { "further questions" };
        top.problem(format_args!("no route answers {more} {further} either"));
    }
    for (route, role) in forbidden {
        let cure = "add a channel for it, or change the roles of its channels";
        top.problem(format_args!("route `{route}` answers role `{role}` with channels that it may not use; {cure}"));
    }
    for route in support.routes.iter().filter(|route| !answered.contains_key(&route.id)) {
        let cure = "the routes before it answer all that it could; move it up, or remove it";
        top.problem(format_args!("route `{}` can never be reached: {cure}", route.id));
    }
    let routes = || answered.values().copied();
    let checks: BTreeSet<&CheckId> = routes().flat_map(|route| &route.check_first).collect();
    let templates: BTreeSet<&TemplateId> = routes().filter_map(|route| route.template.as_ref()).collect();
    let dead = support.channels.iter().filter(|it| !used.contains(&it.id)).map(|it| ("channel", it.id.as_str()));
    let idle = support.checks.iter().filter(|it| !checks.contains(&it.id)).map(|it| ("check", it.id.as_str()));
    let blank = support.templates.iter().filter(|it| !templates.contains(&it.id));
    for (noun, id) in dead.chain(idle).chain(blank.map(|it| ("template", it.id.as_str()))) {
        top.problem(format_args!("{noun} `{id}` is dead: no question leads to it; name it in a route, or remove it"));
    }
}

/// A question, as the page file would put it.
fn named(question: &Question) -> String {
    let Question { role, fault, env, severity } = question;
    let severity = severity.map(|severity| format!(", severity `{}`", severity.as_str())).unwrap_or_default();
    format!("role `{role}`, fault `{fault}`, environment `{env}`{severity}")
}
