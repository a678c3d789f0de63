//! What people have said: incidents and maintenance.

use super::{Fact, Link, Moment, Reader};
use fyr_shared::api::{ComponentView, IncidentView, MaintenanceView, UpdateView};
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Words;
use fyr_shared::status::{IncidentStatus, Level};
use fyr_shared::text::Text;
use fyr_shared::time::Instant;

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
    /// How bad it is, as the page's owner calls it.
    pub severity: Option<Words>,
    /// What it means for people, and what they can do instead.
    pub facts: Vec<Fact>,
    /// What it is about, in pieces; each with its level where these differ.
    pub affected: Vec<Vec<Words>>,
    /// When it began.
    pub started: Moment,
    /// When the next message is promised, or was.
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
    /// When it was last corrected.
    pub corrected: Option<Moment>,
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
    /// What people should know of it.
    pub words: Option<Words>,
    /// How far it has come, where that is known.
    pub status: Option<&'static str>,
    /// That it could not wait, in words.
    pub extraordinary: Option<&'static str>,
    /// From when to when.
    pub span: Moment,
    /// What it is about, in pieces; each with what is done to it, where that was announced.
    pub affected: Vec<Vec<Words>>,
    /// When what was announced was last changed.
    pub changed: Option<Moment>,
    /// Whose page says so, when it is not this one.
    pub origin: Option<String>,
}

impl Reader<'_> {
    pub(super) fn incident(&self, it: &IncidentView) -> IncidentCard {
        let mut messages = it.updates.iter().map(|update| self.message(update));
        // A notice is not looked into, and *operational* beside it would be said of what it is about.
        let notice = it.impact == Level::Operational;
        let over = it.is_over();
        let status = it.status.filter(|status| !(notice && *status == IncidentStatus::Investigating));
        let status = status.map(|status| self.text.incident_status(status));
        // What stands in the card already is not said again; and a time alone says nothing to who hears it.
        let newest = messages.next().map(|newest| Message {
            status: newest.status.filter(|word| !notice && status != Some(word)),
            moment: newest.moment.map(|it| self.moment(it.at, Text::updated)).filter(|one| one.at != it.started_at),
            ..newest
        });
        let fact = |term, words: &Option<Words>| words.clone().map(|words| Fact { term, words });
        let level = |id: &ComponentId| {
            let level = it.level_of(id).filter(|_| !it.levels.is_empty() && !over)?;
            Some(Words::plain(self.text.level(Some(level))))
        };
        let source = it.origin.as_deref().unwrap_or(self.snapshot.name.as_str());
        IncidentCard {
            id: it.id.clone(),
            title: it.title.clone(),
            impact: Some(it.impact).filter(|impact| *impact != Level::Unknown && !notice && !over),
            status,
            severity: it.severity_label.clone(),
            facts: [fact(self.text.effect, &it.effect), fact(self.text.fallback, &it.workaround)]
                .into_iter()
                .flatten()
                .collect(),
            affected: self.names(&it.components, level),
            started: self.moment(it.started_at, Text::started),
            next: it.next_update_at.filter(|_| !over).map(|at| self.next(at)),
            newest,
            earlier: messages.collect(),
            origin: it.origin.as_ref().map(|name| self.text.according_to(name)),
            link: Link::https(it.url.as_ref(), vec![Words::plain(&self.text.read_more(source))]),
        }
    }

    /// What was promised for a time that has passed is told as what it was.
    fn next(&self, at: Instant) -> Moment {
        self.moment(at, if at > self.dates.now { Text::next_update } else { Text::promised })
    }

    pub(super) fn maintenance(&self, it: &MaintenanceView) -> MaintenanceCard {
        let impact = |id: &ComponentId| it.impacts.iter().find(|on| on.component == *id).map(|on| on.label.clone());
        MaintenanceCard {
            id: it.id.clone(),
            title: it.title.clone(),
            words: it.text.clone(),
            status: it.status.map(|status| self.text.maintenance_status(status)),
            extraordinary: it.extraordinary.then_some(self.text.extraordinary),
            span: Moment { text: self.dates.span(it.starts_at, it.ends_at), at: it.starts_at },
            affected: self.names(&it.components, impact),
            changed: it.changed_at.map(|at| self.moment(at, Text::updated)),
            origin: it.origin.as_ref().map(|name| self.text.according_to(name)),
        }
    }

    fn message(&self, it: &UpdateView) -> Message {
        let moment = Moment { text: self.dates.moment(it.at), at: it.at };
        let status = it.status.map(|status| self.text.incident_status(status));
        let corrected = it.corrected_at.map(|at| self.moment(at, Text::corrected));
        Message { moment: Some(moment), status, corrected, words: it.text.clone() }
    }

    /// The names of components, each with what is said of it.
    fn names(&self, ids: &[ComponentId], said: impl Fn(&ComponentId) -> Option<Words>) -> Vec<Vec<Words>> {
        let named = |it: &ComponentView| {
            let mut pieces = vec![it.name.clone()];
            if let Some(said) = said(&it.id) {
                pieces.extend([Words::plain(": "), said]);
            }
            pieces
        };
        ids.iter().filter_map(|id| self.find(id)).map(named).collect()
    }
}
