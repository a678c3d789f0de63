//! Page state: what the page's object knows at one instant, in no language in particular.
//!
//! It travels from the object to the edge (and lies in Cache API and KV); readers get a [`super::Snapshot`] made of it
//! and of the compiled [`crate::page::Page`].

use crate::ids::{ComponentId, EnvId, PageId, RegionId};
use crate::page::Page;
use crate::status::{ChannelOverride, ComponentState, Incident, Maintenance, Override};
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Seconds that the clock by which a state is dated may be ahead of that of whoever reads it.
const AHEAD: i64 = 60;

/// What is so at one instant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageState {
    /// Of which page.
    pub page: PageId,
    /// Grows by one each time something that readers see has changed.
    pub revision: u64,
    /// The instant it was so; renewed each round.
    pub as_of: Instant,
    /// From when on it must not be relied on.
    pub stale_after: Instant,
    /// Every component in every environment in which it is monitored, or something is declared about it.
    pub components: Vec<ComponentNow>,
    /// Open incidents, newest first; ours and others'.
    #[serde(default)]
    pub incidents: Vec<Incident>,
    /// Upcoming and running maintenance, soonest first.
    #[serde(default)]
    pub maintenances: Vec<Maintenance>,
    /// Levels that a person has set for a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Channels of support that a person has closed, or led elsewhere, for a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelOverride>,
    /// Until when the last good token lives that can make others; `None`: there is none. Not for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens_until: Option<Instant>,
    /// How often readers should ask.
    #[serde(default)]
    pub poll: Poll,
    /// The data centre each region was last seen in, where that is known. Not for readers.
    #[serde(default)]
    pub places: BTreeMap<RegionId, String>,
    /// Since when what readers poll could not be put into the bucket that it is polled from. Not for readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpublished: Option<Instant>,
}

impl PageState {
    /// Whether it is of a time that has come, by the clock of whoever reads it.
    #[must_use]
    pub fn has_come(&self, now: Instant) -> bool {
        self.as_of.since(now) <= AHEAD
    }

    /// As whoever reads it at an instant may take it: what is of a time that has not come cannot be aged, so it is old.
    #[must_use]
    pub fn read_at(self, now: Instant) -> Self {
        let stale_after = if self.has_come(now) { self.stale_after } else { self.stale_after.min(now) };
        Self { stale_after, ..self }
    }

    /// The part of it about one environment of its page: nothing of another is in it.
    #[must_use]
    pub fn within(&self, page: &Page, env: &EnvId) -> Self {
        let mut here = self.clone();
        here.components.retain(|it| page.env_of(&it.env) == *env);
        here.incidents.retain(|it| page.env_of(&it.env) == *env);
        here.maintenances.retain(|it| page.env_of(&it.env) == *env);
        here.overrides.retain(|it| page.env_of(&it.env) == *env);
        here
    }

    /// The override of a component in what is about one environment: the object tells only what holds, and of a component
    /// one at most. It may have begun after the last round.
    #[must_use]
    pub fn override_of(&self, id: &ComponentId) -> Option<&Override> {
        self.overrides.iter().find(|it| it.component == *id && self.as_of < it.ends_at)
    }
}

/// How often readers should ask, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll {
    /// When all is well.
    pub well: u32,
    /// In trouble.
    pub trouble: u32,
}

impl Poll {
    /// Half a minute when all is well, ten seconds in trouble.
    pub const REAL: Self = Self { well: 30, trouble: 10 };
}

impl Default for Poll {
    fn default() -> Self {
        Self::REAL
    }
}

/// One component at that instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentNow {
    /// Which.
    pub id: ComponentId,
    /// In which environment.
    #[serde(default)]
    pub env: EnvId,
    /// How it is.
    #[serde(flatten)]
    pub state: ComponentState,
}

#[cfg(test)]
impl PageState {
    /// Of a page of which nothing is known.
    pub(crate) fn unheard(page: &str, as_of: Instant, stale_after: Instant) -> Self {
        Self {
            page: page.into(),
            revision: 1,
            as_of,
            stale_after,
            components: vec![],
            incidents: vec![],
            maintenances: vec![],
            overrides: vec![],
            channels: vec![],
            tokens_until: None,
            poll: Poll::REAL,
            places: BTreeMap::new(),
            unpublished: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_of_a_time_that_has_not_come_is_old() {
        let state = |as_of: i64| PageState::unheard("story", Instant(as_of), Instant(as_of + 180));
        let stale_after = |as_of: i64| state(as_of).read_at(Instant(10_000)).stale_after;
        assert_eq!([9_000, 10_000, 10_060].map(stale_after), [9_180, 10_180, 10_240].map(Instant));
        assert_eq!([10_061, 13_600, 96_400].map(stale_after), [Instant(10_000); 3]);
    }
}
