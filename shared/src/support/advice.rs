//! The answer to a question, at an instant: what is known already, and whom to ask.

use super::{Channel, Question, Route, Standing, Support, Target, Via};
use crate::api::{ComponentView, IncidentView, MaintenanceView, Snapshot};
use crate::ids::ComponentId;
use crate::status::{IncidentStatus, Level, MaintenanceStatus};
use crate::time::Instant;

/// What a person is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice<'a, T> {
    /// The route that was taken.
    pub route: &'a Route<T>,
    /// What is known to be wrong with what the fault is about: that comes first.
    pub known: Vec<Known<'a>>,
    /// Whom to ask: those that can be used now, then those that may be, then those that are closed, each in the order of
    /// the route.
    pub contacts: Vec<Contact<'a, T>>,
    /// Channels of the route that are down, each with the component that it needs.
    pub down: Vec<(&'a Channel<T>, &'a ComponentId)>,
}

/// Something that is known about what a fault is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Known<'a> {
    /// An open incident.
    Incident(&'a IncidentView),
    /// Maintenance that is going on.
    Maintenance(&'a MaintenanceView),
    /// A component that is not well.
    Component(&'a ComponentView),
}

impl Known<'_> {
    /// Whether somebody has said it, and about this component.
    #[must_use]
    pub fn is_declared_about(&self, id: &ComponentId) -> bool {
        match self {
            Self::Incident(it) => it.components.contains(id),
            Self::Maintenance(it) => it.components.contains(id),
            Self::Component(_) => false,
        }
    }
}

/// A channel, at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact<'a, T> {
    /// The channel.
    pub channel: &'a Channel<T>,
    /// Whether it can be used now.
    pub state: State,
    /// When an answer to what is asked now is normally there; `None`: nobody says, or a span from the first word is said.
    pub answer_by: Option<Instant>,
}

/// Whether a channel can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is staffed, until it closes; `None`: it does not close as far as is known.
    Open(Option<Instant>),
    /// It can be written to at any hour; when it is staffed, it does not say.
    AnyTime,
    /// It may be: nobody says when it is staffed, or the table of hours has come to its end.
    Unknown,
    /// It can be written to, and is read from then on; `None`: nobody knows from when on.
    Later(Option<Instant>),
    /// It is not staffed, until it opens; `None`: nobody knows when that is.
    Closed(Option<Instant>),
}

impl State {
    /// Whether it can be used now, as far as is known.
    #[must_use]
    pub fn is_usable(self) -> bool {
        matches!(self, Self::Open(_) | Self::AnyTime | Self::Later(_))
    }

    fn rank(self) -> u8 {
        match self {
            Self::Open(_) | Self::AnyTime | Self::Later(_) => 0,
            Self::Unknown => 1,
            Self::Closed(_) => 2,
        }
    }
}

/// The answer to a question at an instant; `None` to one that cannot be asked of this page.
///
/// What is known is taken from a snapshot that is about the question's environment and not stale: of what nobody knows,
/// nothing is claimed, and no channel is passed over for it.
#[must_use]
pub fn advise<'a, T>(
    support: &'a Support<T>,
    question: &Question,
    snapshot: Option<&'a Snapshot>,
    now: Instant,
) -> Option<Advice<'a, T>> {
    let route = support.route(question)?;
    let fault = support.faults.iter().find(|fault| fault.id == question.fault)?;
    let snapshot = snapshot.filter(|it| it.env == question.env && now < it.stale_after);
    let known = snapshot.map(|snapshot| known(snapshot, &fault.components, now)).unwrap_or_default();
    let allowed = |channel: &&Channel<T>| channel.roles.is_empty() || channel.roles.contains(&question.role);
    let channels = route.channels.iter().filter_map(|id| support.channel(id)).filter(allowed);
    let (mut contacts, mut down) = (vec![], vec![]);
    for channel in channels {
        match channel.needs.iter().find(|id| is_down(snapshot, id)) {
            Some(needed) => down.push((channel, needed)),
            None => contacts.push(channel.contact(now)),
        }
    }
    contacts.sort_by_key(|contact| contact.state.rank());
    Some(Advice { route, known, contacts, down })
}

fn is_down(snapshot: Option<&Snapshot>, id: &ComponentId) -> bool {
    let component = snapshot.and_then(|it| it.components.iter().find(|component| component.id == *id));
    component.is_some_and(|component| component.level == Some(Level::MajorOutage))
}

/// What is known about some components: open incidents about them or about what they suffer from, work that is going on,
/// and what is not well beside.
fn known<'a>(snapshot: &'a Snapshot, ids: &[ComponentId], now: Instant) -> Vec<Known<'a>> {
    let covered = || snapshot.components.iter().filter(|component| ids.contains(&component.id));
    let causes = covered().flat_map(|component| &component.because).filter(|it| it.level > Level::Unknown);
    let causes: Vec<&ComponentId> = causes.map(|because| &because.component).collect();
    let about = |components: &[ComponentId]| components.iter().any(|id| ids.contains(id) || causes.contains(&id));
    let open = |it: &&IncidentView| it.status != Some(IncidentStatus::Resolved) && about(&it.components);
    let incidents = snapshot.incidents.iter().filter(open);
    let running = |it: &&MaintenanceView| {
        let ended = matches!(it.status, Some(MaintenanceStatus::Completed | MaintenanceStatus::Cancelled));
        !ended && (it.starts_at..it.ends_at).contains(&now) && about(&it.components)
    };
    let works = snapshot.maintenances.iter().filter(running);
    let unwell = covered().filter(|component| component.level.is_some_and(|level| level > Level::Unknown));
    let told = incidents.map(Known::Incident).chain(works.map(Known::Maintenance));
    told.chain(unwell.map(Known::Component)).collect()
}

impl<T> Channel<T> {
    fn contact(&self, now: Instant) -> Contact<'_, T> {
        let staffed = self.hours.as_ref().map(|hours| hours.at(now));
        let state = match staffed {
            Some(Standing::Open(closes)) => State::Open(closes),
            Some(Standing::Closed(opens)) if self.via.is_written() => State::Later(opens),
            Some(Standing::Closed(opens)) => State::Closed(opens),
            Some(Standing::Unknown) => State::Unknown,
            None if self.via.is_written() || self.via == Via::ByAgreement => State::AnyTime,
            None => State::Unknown,
        };
        Contact { channel: self, state, answer_by: self.answer_by(now) }
    }

    fn answer_by(&self, now: Instant) -> Option<Instant> {
        match self.answer? {
            // To the minute, which is what people read.
            Target::Seconds(seconds) => self.hours.as_ref()?.after(now, seconds.into()).map(Instant::next_minute),
            // To the end of that day, which is its last second.
            Target::WorkingDays(days) => Some(self.working_days.as_ref()?.end_of_next(now, days.into())?.plus(-1)),
        }
    }
}
