//! What people declare as readers see it: incidents with their messages, maintenance, overrides.

use crate::ids::ComponentId;
use crate::lang::{Lang, Words};
use crate::page::Page;
use crate::status::{
    Incident, IncidentStatus, IncidentUpdate, Level, Maintenance, MaintenanceStatus, Origin, WorkImpact,
};
use crate::support::Severity;
use crate::text::declared_words;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// One incident as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentView {
    /// Unique within the page.
    pub id: String,
    /// What is wrong.
    pub title: Words,
    /// How far the work has come; `None` is a word of a newer writer.
    pub status: Option<IncidentStatus>,
    /// How bad it is, on the scale common to all pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What the page's owner calls that; the common word where the page has none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity_label: Option<Words>,
    /// The level it puts its components at; the worst of them where they differ.
    pub impact: Level,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// The level of each component that it does not put at `impact`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelView>,
    /// What it means for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Words>,
    /// What people can do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workaround: Option<Words>,
    /// When it began.
    pub started_at: Instant,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Instant>,
    /// When the next message is promised.
    pub next_update_at: Option<Instant>,
    /// Messages, newest first.
    #[serde(default)]
    pub updates: Vec<UpdateView>,
    /// Whose page says so, when it is not this one.
    pub origin: Option<String>,
    /// The incident's own page; `https:` only.
    pub url: Option<String>,
}

/// The level that an incident puts one component at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelView {
    /// Which component.
    pub component: ComponentId,
    /// Its level.
    pub level: Level,
}

/// One message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateView {
    /// When.
    pub at: Instant,
    /// How far the work had come; `None` is a word of a newer writer.
    pub status: Option<IncidentStatus>,
    /// Plain text.
    pub text: Words,
    /// When it was last corrected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrected_at: Option<Instant>,
}

/// One maintenance as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceView {
    /// Unique within the page.
    pub id: String,
    /// What will be done.
    pub title: Words,
    /// What people should know of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Words>,
    /// How far it has come; `None` is a word of a newer writer.
    pub status: Option<MaintenanceStatus>,
    /// It could not wait until it had been announced in time.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub extraordinary: bool,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// What it does to each component of which that was announced.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impacts: Vec<ImpactView>,
    /// When it was announced; `None`: on somebody else's page, which does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub announced_at: Option<Instant>,
    /// When what was announced was last changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_at: Option<Instant>,
    /// When it begins.
    pub starts_at: Instant,
    /// When it ends.
    pub ends_at: Instant,
    /// Whose page says so, when it is not this one.
    pub origin: Option<String>,
}

/// What announced work does to one component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImpactView {
    /// Which component.
    pub component: ComponentId,
    /// What it does; `None` is a word of a newer writer.
    pub impact: Option<WorkImpact>,
    /// That in words.
    pub label: Words,
}

/// A person has set the level of a component for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideView {
    /// Why.
    pub reason: Words,
    /// Until when.
    pub ends_at: Instant,
}

impl IncidentView {
    /// An incident for readers of a language that its page has.
    pub(super) fn of(incident: &Incident, page: &Page, lang: Lang) -> Self {
        let pick = |text: &_| page.words(text, lang);
        let level = |id: &ComponentId| {
            let level = incident.levels.get(id).filter(|level| **level != incident.impact)?;
            Some(LevelView { component: id.clone(), level: *level })
        };
        let update = |it: &IncidentUpdate| UpdateView {
            at: it.at,
            status: Some(it.status),
            text: pick(&it.text),
            corrected_at: it.corrected_at,
        };
        Self {
            id: incident.id.clone(),
            title: pick(&incident.title),
            status: Some(incident.status),
            severity: incident.severity,
            severity_label: incident.severity.map(|severity| pick(&page.grade(severity).name)),
            impact: incident.impact,
            components: incident.components.clone(),
            levels: incident.components.iter().filter_map(level).collect(),
            effect: incident.effect.as_ref().map(pick),
            workaround: incident.workaround.as_ref().map(pick),
            started_at: incident.started_at,
            resolved_at: incident.resolved_at,
            next_update_at: incident.next_update_at,
            updates: incident.updates.iter().map(update).collect(),
            origin: name(incident.origin.as_ref()),
            url: incident.origin.as_ref().and_then(|origin| origin.url.clone()),
        }
    }

    /// The level it puts a component at; `None` when it is not about that one.
    #[must_use]
    pub fn level_of(&self, id: &ComponentId) -> Option<Level> {
        let own = self.levels.iter().find(|it| it.component == *id);
        self.components.contains(id).then(|| own.map_or(self.impact, |it| it.level))
    }

    /// Whether it is over.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.status.is_some_and(IncidentStatus::is_over)
    }

    /// What stays when nobody knows how things are: what has been said, and what people can do instead.
    pub(super) fn forget(&mut self) {
        (self.status, self.impact) = (None, Level::Unknown);
        (self.severity, self.severity_label, self.effect) = (None, None, None);
        self.levels.clear();
    }
}

fn name(origin: Option<&Origin>) -> Option<String> {
    origin.map(|origin| origin.name.clone())
}

impl MaintenanceView {
    /// Maintenance for readers of a language that its page has.
    pub(super) fn of(work: &Maintenance, page: &Page, lang: Lang) -> Self {
        let impact = |id: &ComponentId| {
            let impact = *work.impacts.get(id)?;
            let label = Words::plain(declared_words(lang).impact(impact));
            Some(ImpactView { component: id.clone(), impact: Some(impact), label })
        };
        Self {
            id: work.id.clone(),
            title: page.words(&work.title, lang),
            text: work.text.as_ref().map(|text| page.words(text, lang)),
            status: Some(work.status),
            extraordinary: work.extraordinary,
            components: work.components.clone(),
            impacts: work.components.iter().filter_map(impact).collect(),
            // Of others we know when we read it first, which is not when they announced it.
            announced_at: work.origin.is_none().then_some(work.announced_at),
            changed_at: work.changed_at,
            starts_at: work.starts_at,
            ends_at: work.ends_at,
            origin: name(work.origin.as_ref()),
        }
    }

    /// Whether the work goes on at `now`: it does when somebody says that it has begun, and in its time where nobody says
    /// anything else.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        match self.status {
            Some(MaintenanceStatus::InProgress | MaintenanceStatus::Verifying) => true,
            Some(MaintenanceStatus::Completed | MaintenanceStatus::Cancelled) => false,
            Some(MaintenanceStatus::Scheduled) | None => (self.starts_at..self.ends_at).contains(&now),
        }
    }

    /// What stays when nobody knows how things are: what has been announced.
    pub(super) fn forget(&mut self) {
        self.status = None;
        self.impacts.clear();
    }
}
