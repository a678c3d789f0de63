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
pub use edge::{DOUBTED_AFTER, PARTS_AT_ONCE, PARTS_PER_SECOND, past_for};
pub use fold::fold;
pub use past::past;

use crate::round::Live;
use crate::store::levels::{self, Key};
use crate::store::sql::Sql;
use fyr_shared::ids::{ComponentId, EnvId};
use fyr_shared::spans::Span;
use fyr_shared::status::Level;
use fyr_shared::time::Instant;
use worker::Result;

/// What somebody wants to know of a page's past.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// In which environment.
    pub env: EnvId,
    /// Of which components; empty: of all that one answer may tell of.
    pub components: Vec<ComponentId>,
}

impl Wanted {
    /// Reads the parameters of a call, `env=production&components=api,web`.
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let listed = parameter("components").unwrap_or_default();
        let components = listed.split(',').filter(|id| !id.is_empty()).map(ComponentId::from).collect();
        Self { env: EnvId(parameter("env").unwrap_or_default()), components }
    }

    /// The same, written. The names of components and environments need no escapes.
    #[must_use]
    pub fn query(&self) -> String {
        let listed: Vec<&str> = self.components.iter().map(ComponentId::as_str).collect();
        format!("env={}&components={}", self.env, listed.join(","))
    }
}

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
