//! The answer to a question, at an instant: what is known already, and whom to ask.

use super::{Channel, Check, Question, Route, Standing, Support, Target, Via};
use crate::api::{BecauseView, ComponentView, IncidentView, MaintenanceView, Snapshot};
use crate::ids::ComponentId;
use crate::page::DependencyKind;
use crate::status::{ChannelOverride, Level};
use crate::time::Instant;

/// What a person is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice<'a, T> {
    /// The route that was taken.
    pub route: &'a Route<T>,
    /// What is known to be wrong with what the fault is about: that comes first.
    pub known: Vec<Known<'a>>,
    /// Whether nobody knows whether anything is wrong: of some component that the fault may lie in, nobody knows how it is.
    pub status_unknown: bool,
    /// What to check first, in order.
    pub checks: Vec<&'a Check<T>>,
    /// Whom to ask: those that can be used now, then those that may be, then those that are closed, each in the order of
    /// the route.
    pub contacts: Vec<Contact<'a, T>>,
    /// Channels of the route that are down, each with the component that it needs and that is at *major outage*.
    pub down: Vec<(&'a Channel<T>, &'a ComponentId)>,
    /// When it was given.
    pub at: Instant,
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
    /// What a person has declared about it, and what holds now.
    pub over: Option<&'a ChannelOverride<T>>,
    /// Whether it can be used now.
    pub reach: Reach,
    /// When an answer to what is asked now is normally there; `None`: nobody says, nobody says when it is staffed, or the table
    /// of hours ends before.
    pub answer_by: Option<Instant>,
}

/// Whether a channel can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
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

impl Reach {
    /// Whether it can be used now; `None`: nobody knows.
    #[must_use]
    pub fn usable(self) -> Option<bool> {
        match self {
            Self::Open(_) | Self::AnyTime | Self::Later(_) => Some(true),
            Self::Unknown => None,
            Self::Closed(_) => Some(false),
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
    let status_unknown = known.is_empty() && !snapshot.is_some_and(|it| is_told(it, &fault.components));
    let checks = route.check_first.iter().filter_map(|id| support.check(id)).filter(|it| it.is_for(&question.env));
    let channels = route.channels.iter().filter_map(|id| support.channel(id)).filter(|it| it.serves(&question.role));
    let (mut contacts, mut down) = (vec![], vec![]);
    for channel in channels {
        // Whoever has declared something about it knew of that.
        let declared = channel.override_at(now).is_some();
        match channel.needs.iter().find(|id| !declared && is_down(snapshot, id)) {
            Some(needed) => down.push((channel, needed)),
            None => contacts.push(channel.contact(now)),
        }
    }
    contacts.sort_by_key(|contact| match contact.reach.usable() {
        Some(true) => 0,
        None => 1,
        Some(false) => 2,
    });
    Some(Advice { route, known, status_unknown, checks: checks.collect(), contacts, down, at: now })
}

fn is_down(snapshot: Option<&Snapshot>, id: &ComponentId) -> bool {
    let component = snapshot.and_then(|it| it.components.iter().find(|component| component.id == *id));
    component.is_some_and(|component| component.level == Some(Level::MajorOutage))
}

/// Whether it is known of all of these components how they are.
fn is_told(snapshot: &Snapshot, ids: &[ComponentId]) -> bool {
    let told = |it: &ComponentView| it.level.is_some_and(|level| level != Level::Unknown);
    ids.iter().all(|id| snapshot.components.iter().any(|component| component.id == *id && told(component)))
}

/// What is known about some components: open incidents about them or about what they suffer from, work that is going on,
/// and what is not well beside. A notice is no incident, and what is only watched causes nothing.
fn known<'a>(snapshot: &'a Snapshot, ids: &[ComponentId], now: Instant) -> Vec<Known<'a>> {
    let covered = || snapshot.components.iter().filter(|component| ids.contains(&component.id));
    let suffers = |it: &&BecauseView| it.level > Level::Unknown && it.kind != DependencyKind::Watch;
    let causes = covered().flat_map(|component| &component.because).filter(suffers);
    let causes: Vec<&ComponentId> = causes.flat_map(|it| [&it.component].into_iter().chain(&it.root)).collect();
    let is_it = |id: &ComponentId| ids.contains(id) || causes.contains(&id);
    let is_fault = |it: &IncidentView, id: &ComponentId| it.level_of(id) != Some(Level::Operational) && is_it(id);
    let open = |it: &&IncidentView| !it.is_over() && it.components.iter().any(|id| is_fault(it, id));
    let incidents = snapshot.incidents.iter().filter(open);
    let running = |it: &&MaintenanceView| it.is_on(now) && it.components.iter().any(is_it);
    let works = snapshot.maintenances.iter().filter(running);
    let unwell = covered().filter(|component| component.level.is_some_and(|level| level > Level::Unknown));
    let told = incidents.map(Known::Incident).chain(works.map(Known::Maintenance));
    told.chain(unwell.map(Known::Component)).collect()
}

impl<T> Advice<'_, T> {
    /// When something about it changes by itself: a channel opens or closes, what a person has declared about one begins to
    /// hold or ends, or maintenance ends.
    #[must_use]
    pub fn changes_at(&self) -> Option<Instant> {
        let contacts = self.contacts.iter().filter_map(|contact| match contact.reach {
            Reach::Open(at) | Reach::Later(at) | Reach::Closed(at) => at,
            Reach::AnyTime | Reach::Unknown => None,
        });
        let works = self.known.iter().filter_map(|it| match it {
            Known::Maintenance(it) => Some(it.ends_at),
            _ => None,
        });
        let channels = self.contacts.iter().map(|it| it.channel).chain(self.down.iter().map(|(channel, _)| *channel));
        let declared = channels.flat_map(|it| &it.overrides).flat_map(|it| [it.starts_at, it.ends_at]);
        // Work may go on past its end.
        contacts.chain(works).chain(declared).filter(|at| *at > self.at).min()
    }
}

impl<T> Channel<T> {
    fn contact(&self, now: Instant) -> Contact<'_, T> {
        let staffed = self.hours.as_ref().map(|hours| hours.at(now));
        let over = self.override_at(now);
        let closed = over.filter(|it| it.to.is_none());
        let reach = match staffed {
            _ if closed.is_some() => Reach::Closed(closed.map(|it| self.opens_after(it.ends_at))),
            Some(Standing::Open(closes)) => Reach::Open(closes),
            Some(Standing::Closed(opens)) if self.via.is_written() => Reach::Later(opens),
            Some(Standing::Closed(opens)) => Reach::Closed(opens),
            Some(Standing::Unknown) => Reach::Unknown,
            None if self.via.is_written() || self.via == Via::ByAgreement => Reach::AnyTime,
            None => Reach::Unknown,
        };
        // Nobody answers what nobody can ask.
        let answer_by = self.answer_by(now).filter(|_| closed.is_none());
        Contact { channel: self, over, reach, answer_by }
    }

    /// When it opens again that is closed by hand until then.
    fn opens_after(&self, ends_at: Instant) -> Instant {
        match self.hours.as_ref().map(|hours| hours.at(ends_at.next_minute())) {
            Some(Standing::Closed(Some(opens))) if !self.via.is_written() => opens,
            _ => ends_at,
        }
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
