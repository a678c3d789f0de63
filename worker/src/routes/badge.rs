//! `GET /{page}/badge.svg`: a picture of the level. It cannot age by itself, so past `stale_after` it is drawn *unknown*.

use super::{Routed, snapshot};
use crate::edge::{Copy, Prepared};
use std::rc::Rc;

/// The badge in the reader's language: of the page, or of the components asked for.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    copy.prepare(&routed.by_minute("badge", copy), |_| {
        fyr_widget::badge(&snapshot::whole(routed, copy), &routed.query.components, routed.asked.now)
    })
}
