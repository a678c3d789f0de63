//! `GET /api/v1/{page}`: the snapshot. It carries instants; a reader ages it by `stale_after`. A very large page is taken in parts:
//! `?limit=200`, and then `&after=` the component that `next` names, as long as there is one.

use super::Routed;
use super::query::MOST;
use crate::edge::{Copy, Prepared};
use fyr_shared::api::Snapshot;
use std::rc::Rc;

/// The snapshot in the reader's language, of the components asked for.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    let (query, after) = (&routed.query, routed.query.after.as_ref());
    let name = query.name("snapshot") + &query.place();
    copy.prepare(&name, |_| {
        let snapshot = of(routed, copy);
        let is_part = query.limit.is_some() || after.is_some();
        let part = if is_part { snapshot.part(after, query.limit.unwrap_or(MOST)) } else { snapshot };
        serde_json::to_string(&part).unwrap_or_default()
    })
}

/// The snapshot of the whole page in the reader's language, and in the environment asked for.
pub fn whole(routed: &Routed, copy: &Copy) -> Snapshot {
    let env = routed.query.env.clone().unwrap_or_else(|| routed.page.first_env());
    Snapshot::compose(&routed.page, &copy.state, routed.query.lang, &env)
}

/// The snapshot of the components asked for, which this and other routes are made of.
pub fn of(routed: &Routed, copy: &Copy) -> Snapshot {
    let snapshot = whole(routed, copy);
    if routed.query.components.is_empty() { snapshot } else { snapshot.only(&routed.query.components) }
}
