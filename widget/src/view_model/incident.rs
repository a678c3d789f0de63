//! What people have said: incidents and maintenance.

use super::{Link, Moment, Reader};
use fyr_shared::api::{IncidentView, MaintenanceView, UpdateView};
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Words;
use fyr_shared::status::{IncidentStatus, Level};
use fyr_shared::text::Text;

/// One incident.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentCard {
    /// Unique within the page.
    pub id: String,
    /// What is wrong.
    pub title: Words,
    /// The level it puts its components at; `None` when that is not known, and for a notice that changes nothing.
    pub impact: Option<Level>,
    /// How far the work has come, where that is known.
    pub status: Option<&'static str>,
    /// What it is about.
    pub affected: Vec<Words>,
    /// When it began.
    pub started: Moment,
    /// When the next message is promised.
    pub next: Option<Moment>,
    /// The newest message.
    pub newest: Option<Message>,
    /// Earlier messages, newest first.
    pub earlier: Vec<Message>,
    /// Whose page says so, when it is not this one.
    pub origin: Option<String>,
    /// Its own page.
    pub link: Option<Link>,
}

/// One message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// When, unless that has been said.
    pub moment: Option<Moment>,
    /// How far the work had come, where that is known.
    pub status: Option<&'static str>,
    /// What it says.
    pub words: Words,
}

/// One maintenance.
#[derive(Clone, Debug, PartialEq)]
pub struct MaintenanceCard {
    /// Unique within the page.
    pub id: String,
    /// What will be done.
    pub title: Words,
    /// How far it has come, where that is known.
    pub status: Option<&'static str>,
    /// From when to when.
    pub span: Moment,
    /// What it is about.
    pub affected: Vec<Words>,
    /// Whose page says so, when it is not this one.
    pub origin: Option<String>,
}

impl Reader<'_> {
    pub(super) fn incident(&self, it: &IncidentView) -> IncidentCard {
        let mut messages = it.updates.iter().map(|update| self.message(update));
        // A notice is not looked into, and *operational* beside it would be said of what it is about.
        let notice = it.impact == Level::Operational;
        let status = it.status.filter(|status| !(notice && *status == IncidentStatus::Investigating));
        let status = status.map(|status| self.text.incident_status(status));
        // What stands in the card already is not said again; and a time alone says nothing to who hears it.
        let newest = messages.next().map(|newest| Message {
            status: newest.status.filter(|word| !notice && status != Some(word)),
            moment: newest.moment.map(|it| self.moment(it.at, Text::updated)).filter(|one| one.at != it.started_at),
            ..newest
        });
        let source = it.origin.as_deref().unwrap_or(self.snapshot.name.as_str());
        IncidentCard {
            id: it.id.clone(),
            title: it.title.clone(),
            impact: Some(it.impact).filter(|impact| *impact != Level::Unknown && !notice),
            status,
            affected: self.names(&it.components),
            started: self.moment(it.started_at, Text::started),
            next: it.next_update_at.map(|at| self.moment(at, Text::next_update)),
            newest,
            earlier: messages.collect(),
            origin: it.origin.as_ref().map(|name| self.text.according_to(name)),
            link: Link::https(it.url.as_ref(), vec![Words::plain(&self.text.read_more(source))]),
        }
    }

    pub(super) fn maintenance(&self, it: &MaintenanceView) -> MaintenanceCard {
        MaintenanceCard {
            id: it.id.clone(),
            title: it.title.clone(),
            status: it.status.map(|status| self.text.maintenance_status(status)),
            span: Moment { text: self.dates.span(it.starts_at, it.ends_at), at: it.starts_at },
            affected: self.names(&it.components),
            origin: it.origin.as_ref().map(|name| self.text.according_to(name)),
        }
    }

    fn message(&self, it: &UpdateView) -> Message {
        let moment = Moment { text: self.dates.moment(it.at), at: it.at };
        let status = it.status.map(|status| self.text.incident_status(status));
        Message { moment: Some(moment), status, words: it.text.clone() }
    }

    fn names(&self, ids: &[ComponentId]) -> Vec<Words> {
        ids.iter().filter_map(|id| self.find(id)).map(|component| component.name.clone()).collect()
    }
}
