//! A page's past: kept as seconds of local days once those are over, told by the page's object, and remembered at the edge.
//!
//! ```text
//! level intervals ── fold, hourly ──▶ seconds of days ─┐
//! intervals of the days that are not folded ───────────┴─▶ past ── edge, a minute ──▶ data, page, widget
//! ```

mod edge;
mod fold;
mod past;

#[cfg(feature = "scripted")]
pub use edge::forget;
pub use edge::{DOUBTED_AFTER, past_for};
pub use fold::fold;
pub use past::past;

use crate::round::Live;
use crate::store::levels::{self, Key};
use crate::store::sql::Sql;
use fyr_shared::spans::Span;
use fyr_shared::status::Level;
use fyr_shared::time::Instant;
use worker::Result;

/// Until when what is stored last was told to readers: from then on they saw *unknown*, whether that is stored yet or not.
fn told_until(live: &Live, stale: i64) -> Instant {
    live.round_at.map_or(Instant(i64::MIN), |at| at.plus(stale))
}

/// What readers saw of a component between two instants, from when until when.
fn seen(sql: &Sql, key: &Key, span: Span, told_until: Instant) -> Result<Vec<(Span, Level)>> {
    let mut seen = vec![];
    for (start, finish, level) in levels::intervals(sql, key, span)? {
        match finish {
            Some(finish) => seen.push(((start, finish), level)),
            None => {
                let told = told_until.max(start).min(span.1);
                seen.push(((start, told), level));
                seen.push(((told, span.1), Level::Unknown));
            }
        }
    }
    Ok(seen)
}
