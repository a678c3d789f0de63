//! The desk: everything an operator needs to see at once. `GET /api/v1/{page}/desk`. And what a draft would look like.

use super::{IncidentRecord, MaintenanceRecord, OverrideRecord, Refusal, Scope};
use crate::api::Snapshot;
use crate::ids::{ChannelId, ComponentId, EnvId, PageId};
use crate::lang::{Lang, Localized};
use crate::page::{Environment, Zone};
use crate::report::Coming;
use crate::status::{Level, Reason, WorkImpact};
use crate::support::{Grade, Severity};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What an operator sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// Of which page.
    pub page: PageId,
    /// What it is called.
    pub name: String,
    /// The languages it is written in; the first is the one that readers get who ask for another.
    pub languages: Vec<Lang>,
    /// The zone in which times are read and written.
    pub zone: Zone,
    /// When it was so.
    pub now: Instant,
    /// Who asks.
    pub me: Me,
    /// Where its components run; the first is the one that readers get who ask for none.
    pub environments: Vec<Environment>,
    /// What it is about, in the order it is shown.
    pub components: Vec<Subject<ComponentId>>,
    /// The owner's own words for severities, worst first; all four, with our words where it has none of its own.
    pub severities: Vec<Grade>,
    /// Every way to reach someone.
    pub channels: Vec<Subject<ChannelId>>,
    /// Texts to begin with.
    pub messages: Vec<Message>,
    /// Open incidents and those that were over in the last 14 days, newest first.
    pub incidents: Vec<IncidentRecord>,
    /// Maintenance that is to come, goes on, or was over in the last 14 days, soonest first.
    pub maintenances: Vec<MaintenanceRecord>,
    /// Overrides that hold or will, and those that ended in the last 14 days.
    pub overrides: Vec<OverrideRecord>,
    /// What is measured and what readers see, of every component that has a level.
    pub levels: Vec<Measured>,
    /// Where what is measured is not what was declared.
    pub disagreements: Vec<Disagreement>,
    /// Reports that have to be there by a day that is not over, the soonest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<Coming>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The token's id.
    pub token: String,
    /// Its name.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// From when on it is no good any more; `None`: the first token of a page, which goes when there is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
}

/// Something that can be declared about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject<T> {
    /// Its name in what is asked.
    pub id: T,
    /// What readers see.
    pub name: Localized,
}

/// A text to begin with, from the page file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its name in the page file.
    pub id: String,
    /// What it begins.
    pub begins: MessageKind,
    /// The title, in every language of the page.
    pub title: Localized,
    /// The text, in every language of the page.
    pub text: Localized,
    /// How bad it usually is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What it is usually about, at the level an incident puts it at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentId>,
    /// The level of an incident's components.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// What maintenance does to its components.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<WorkImpact>,
}

/// What a text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    /// An incident.
    Incident,
    /// A message about one that goes on.
    Update,
    /// A maintenance.
    Maintenance,
}

/// What is measured of a component, and what readers see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measured {
    /// In which environment.
    pub env: EnvId,
    /// Which.
    pub component: ComponentId,
    /// What its sources and edges say; `None`: no source speaks about it.
    pub measured: Option<Level>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// What readers see.
    pub shown: Level,
    /// Since when.
    pub since: Instant,
}

/// A declaration that the probes do not agree with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    /// In which environment.
    pub env: EnvId,
    /// Which component.
    pub component: ComponentId,
    /// What was declared: the id of the incident, maintenance or override.
    pub by: String,
    /// The level that was declared; *operational* of an incident that was resolved.
    pub declared: Level,
    /// The level that is measured.
    pub measured: Level,
}

/// What a draft would look like: nothing of it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// What is wrong with it; then there is nothing else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
    /// What readers would see, in each language of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snapshots: Vec<Snapshot>,
    /// Of maintenance: when each would begin and end.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<(Instant, Instant)>,
    /// Of maintenance: whether it qualifies by the terms, and why not, in each language of the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Localized>,
}
