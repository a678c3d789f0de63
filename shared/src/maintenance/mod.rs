//! Whether maintenance qualifies: whether it is held outside availability by the contract in force, and why not.
//!
//! ```text
//! work ── plan(component) ──▶ what was told, and when ── qualify(contract, other works, now) ──▶ spans held outside, findings
//! ```
//!
//! What is held outside is counted by time: of work that begins before the window, the part in the window qualifies. What
//! breaks a rule about the whole of it (notice, the cap of that night) leaves nothing. What nobody can tell does not qualify.

mod cap;
mod finding;
mod notice;
mod plan;
mod qualify;

pub use finding::{Finding, Weight};
pub use notice::{Notice, announce_before, first_window, notice, working_day_after};
pub use qualify::{Qualification, Qualifies, qualify, qualify_by};

use crate::ids::{ComponentId, EnvId};
use crate::spans::Span;
use crate::time::Instant;
use plan::Plan;
use serde::{Deserialize, Serialize};

/// Work, as what qualifies is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// In which environment.
    pub env: EnvId,
    /// What was announced first.
    pub announced: Announcement,
    /// What was announced instead of it, in order of time.
    pub changes: Vec<Announcement>,
    /// It could not wait until it had been announced in time.
    pub extraordinary: bool,
    /// What has become of it.
    pub course: Course,
}

/// What people were told at an instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    /// When they were told.
    pub at: Instant,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
}

/// What has become of announced work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Course {
    /// It begins and ends as announced.
    Planned,
    /// It has begun, and goes on until somebody says that it is over.
    Running,
    /// It was over at this instant.
    Over(Instant),
    /// It was cancelled at this instant.
    Cancelled(Instant),
}

impl Work {
    /// Every announcement, in order of time.
    fn announcements(&self) -> impl Iterator<Item = &Announcement> {
        std::iter::once(&self.announced).chain(&self.changes)
    }

    /// When it really is for a component, as far as that is known at `now`; `None`: it is not about it.
    #[must_use]
    pub fn real(&self, component: &ComponentId, now: Instant) -> Option<Span> {
        Plan::of(self, component, now).map(|plan| plan.real)
    }

    /// Whether what was announced of it, or what it really was, touches a span.
    #[must_use]
    pub fn touches(&self, (from, until): Span, now: Instant) -> bool {
        let told = self.announcements().map(|it| (it.starts_at, it.ends_at));
        let real = self.latest().components.iter().filter_map(|component| self.real(component, now));
        told.chain(real).any(|(begin, end)| begin < until && from < end)
    }

    /// What holds of all that was announced.
    #[must_use]
    pub fn latest(&self) -> &Announcement {
        self.changes.last().unwrap_or(&self.announced)
    }
}
