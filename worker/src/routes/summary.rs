//! `GET /api/v1/{page}/summary`: the least that the loader's line needs.

use super::{Routed, snapshot};
use crate::edge::{Copy, Prepared};
use fyr_shared::api::Summary;
use std::rc::Rc;

/// The summary in the reader's language, of the components asked for.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    let summary = |_: &_| serde_json::to_string(&Summary::of(&snapshot::of(routed, copy))).unwrap_or_default();
    copy.prepare(&routed.query.name("summary"), summary)
}
