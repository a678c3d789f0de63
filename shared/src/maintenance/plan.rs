//! What was told about one component, and when; and from when to when the work really is.

use super::{Announcement, Course, Work};
use crate::ids::ComponentId;
use crate::spans::Span;
use crate::time::Instant;

/// Work as it is for one component.
pub(super) struct Plan {
    /// What was announced before it began, since the component has been in it without a break: when, and for when.
    told: Vec<(Instant, Span)>,
    /// The span that was announced last before it began.
    pub(super) announced: Span,
    /// When it really is.
    pub(super) real: Span,
}

impl Plan {
    /// Of work that is about the component; `None` of any other.
    pub(super) fn of(work: &Work, component: &ComponentId, now: Instant) -> Option<Self> {
        let mut told: Vec<(Instant, Span)> = vec![];
        let mut end = None;
        for announcement in since(work, component) {
            let span = (announcement.starts_at, announcement.ends_at);
            match told.last() {
                // Told while it goes on: what was announced stays, and what is beyond runs over.
                Some((_, (starts_at, _))) if announcement.at >= *starts_at && span.0 == *starts_at => {
                    end = Some(span.1)
                }
                _ => {
                    told.push((announcement.at, span));
                    end = None;
                }
            }
        }
        let (_, announced) = *told.last()?;
        let end = end.unwrap_or(announced.1);
        let real = match work.course {
            Course::Planned => (announced.0, end),
            Course::Running => (announced.0, end.max(now)),
            Course::Over(at) | Course::Cancelled(at) => (announced.0, at),
        };
        Some(Self { told, announced, real })
    }

    /// When it was cancelled, or said to be over, before it began.
    pub(super) fn never_began(&self) -> bool {
        self.real.1 <= self.real.0
    }

    /// The part of what was announced that really is.
    pub(super) fn as_announced(&self) -> Span {
        (self.announced.0, self.announced.1.min(self.real.1))
    }

    /// Since when people have known of this span without a break, and whether that was a change.
    pub(super) fn known_since(&self) -> (Instant, bool) {
        let (begin, end) = self.announced;
        let within = |(_, (from, to)): &&(Instant, Span)| *from <= begin && end <= *to;
        let known = self.told.iter().rev().take_while(within).last();
        let first = self.told.first().map(|(at, _)| *at);
        let since = known.map_or(Instant(i64::MAX), |(at, _)| *at);
        (since, first != Some(since))
    }
}

/// What was announced since the component has been in it without a break.
fn since<'a>(work: &'a Work, component: &ComponentId) -> Vec<&'a Announcement> {
    let all: Vec<&Announcement> = work.announcements().collect();
    let breaks = all.iter().rposition(|announcement| !announcement.components.contains(component));
    all.into_iter().skip(breaks.map_or(0, |at| at + 1)).collect()
}
