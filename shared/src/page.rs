//! A page as it is compiled into the worker: everything about it that does not change from round to round.
//!
//! Page files are read and refused by `config`; what comes out is a [`Page`], in which every name resolves. What is
//! here is known to the edge alone: readers get a [`crate::api::Snapshot`], which has no address in it.

use crate::contract::{Contract, CriticalPeriod};
use crate::ids::{ComponentId, EnvId, PageId, RegionId, SourceId};
use crate::lang::{Lang, Localized, Words};
use crate::operator::Message;
use crate::support::{Grade, Hours, Severity, Support};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

pub use crate::source::{About, FeedMode, LevelConditions, Reads, Source, SourceKind, Takes};

/// One published status page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Its name in addresses: `digireq`.
    pub id: PageId,
    /// What it is called.
    pub name: String,
    /// The languages it is written in; a reader who asks for another gets the first.
    pub languages: Vec<Lang>,
    /// The time zone its readers live in.
    pub zone: Zone,
    /// In which environments it runs; the first is for readers who ask for none.
    #[serde(default)]
    pub environments: Vec<Environment>,
    /// Where we ask from.
    pub regions: Vec<Region>,
    /// What people depend on, in the order they are shown; suppliers among them.
    pub components: Vec<Component>,
    /// Where we ask.
    pub sources: Vec<Source>,
    /// Who helps whom with what; `None`: the page file does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Support>,
    /// Whether incidents are opened by transitions, and who sees them.
    #[serde(default)]
    pub automatic: AutomaticIncidents,
    /// Texts that operators may begin with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Message>,
    /// The agreed terms of its components, each version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contracts: Vec<Contract>,
    /// Days on which there had better be no maintenance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub critical_periods: Vec<CriticalPeriod>,
    /// The working days of all contracts, those that follow each other in one span; `None` where no contract counts any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_days: Option<Hours>,
    /// Sources that are not asked in this deployment, because it does not set the variable that their address needs: the
    /// name of each, and of the variable.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unset: Vec<(SourceId, String)>,
    /// Who may show it in a frame: origins as `frame-ancestors` takes them. Empty: nobody.
    #[serde(default)]
    pub frame_ancestors: Vec<String>,
    /// SHA-256 of the page file, in hex: every stored figure can be traced to the configuration it was made under.
    pub digest: String,
}

/// What a transition to an outage does beside being told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutomaticIncidents {
    /// Nothing.
    Off,
    /// It opens an incident that operators see, and may adopt.
    #[default]
    Propose,
    /// It opens one that readers see, too.
    Publish,
}

impl AutomaticIncidents {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Off, Self::Propose, Self::Publish];

    /// The word used in page files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Propose => "propose",
            Self::Publish => "publish",
        }
    }
}

/// A time zone: its name, and its offsets as far as the table goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// IANA name: `Europe/Oslo`.
    pub name: String,
    /// Offsets in order of time. The first holds for everything before it, too.
    pub offsets: Vec<Offset>,
}

/// From an instant on, local time is this many seconds ahead of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// From when.
    pub from: Instant,
    /// Seconds east of Greenwich.
    pub seconds: i32,
}

/// Where the page's components run beside each other without touching: production, test. How one of them is says
/// nothing about another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Environment {
    /// Its name in addresses and attributes.
    pub id: EnvId,
    /// What readers see.
    pub name: Localized,
}

/// A place we ask from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Its name in the page file.
    pub id: RegionId,
    /// What readers see.
    pub name: Localized,
    /// Where the platform should run it: a Cloudflare location hint (`weur`, `eeur`, `enam` …).
    pub hint: String,
}

/// A thing people depend on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Component {
    /// Its name in addresses and attributes.
    pub id: ComponentId,
    /// What it is called.
    pub name: Localized,
    /// What an outage of it means for people.
    pub effect: Option<Localized>,
    /// What people can do instead.
    pub fallback: Option<Localized>,
    /// What it depends on.
    pub depends_on: Vec<Dependency>,
    /// Somebody else's service, which components here depend on: shown as a dependency, not counted in the page's level.
    pub supplier: bool,
    /// Where its supplier publishes its status, for people to follow.
    pub status_page: Option<String>,
}

/// How a component depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DependencyKind {
    /// Without it, the component is down.
    Hard,
    /// Without it, a function of the component is lost.
    Soft,
    /// The component does not suffer from it, but people may want to know.
    Watch,
}

impl DependencyKind {
    /// Every one of them.
    pub const ALL: [Self; 3] = [Self::Hard, Self::Soft, Self::Watch];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hard => "hard",
            Self::Soft => "soft",
            Self::Watch => "watch",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }
}

/// One edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dependency {
    /// What is depended on.
    pub component: ComponentId,
    /// How.
    pub kind: DependencyKind,
}

impl Page {
    /// A component by its name.
    #[must_use]
    pub fn component(&self, id: &ComponentId) -> Option<&Component> {
        self.components.iter().find(|component| component.id == *id)
    }

    /// A source by its name.
    #[must_use]
    pub fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == *id)
    }

    /// The sources that speak about a component in an environment, each with what it says about it. One that publishes
    /// notices only does not speak.
    pub fn speaks_about<'a>(
        &'a self,
        id: &'a ComponentId,
        env: &'a EnvId,
    ) -> impl Iterator<Item = (&'a Source, &'a About)> {
        let about = move |source: &'a Source| source.about.iter().map(move |about| (source, about));
        let speaks = move |(_, about): &(&Source, &About)| about.component == *id && about.reads.speaks();
        self.sources.iter().filter(move |source| source.env == *env).flat_map(about).filter(speaks)
    }

    /// The page as a deployment has it that sets the variables of which `value` knows the value: a source whose address
    /// needs another is not there, and its components are *not monitored* by it; a channel whose number or address is one
    /// says that it is not given. `digest` then tells deployments apart by what they monitor.
    #[must_use]
    pub fn configured(mut self, value: impl Fn(&str) -> Option<String>) -> Self {
        let missing = |source: &Source| source.variables().find(|name| value(name).is_none()).map(str::to_owned);
        self.unset = self.sources.iter().filter_map(|source| Some((source.id.clone(), missing(source)?))).collect();
        self.sources.retain(|source| !self.unset.iter().any(|(id, _)| *id == source.id));
        for (_, name) in &self.unset {
            self.digest.push_str(&format!(" without {name}"));
        }
        if let Some(support) = &mut self.support {
            support.fill(value);
        }
        self
    }

    /// A severity in the owner's own word, or else in ours.
    #[must_use]
    pub fn grade(&self, severity: Severity) -> Grade {
        let own = self.support.as_ref().and_then(|it| it.severities.iter().find(|it| it.severity == severity));
        let ours = || Localized(self.languages.iter().map(|lang| (*lang, severity.word(*lang).to_owned())).collect());
        own.cloned().unwrap_or_else(|| Grade { severity, name: ours() })
    }

    /// Whether any source speaks about a component in an environment.
    #[must_use]
    pub fn is_monitored(&self, id: &ComponentId, env: &EnvId) -> bool {
        self.speaks_about(id, env).next().is_some()
    }

    /// Where what is known of hours begins, of all tables that are still needed the last; `None` where there are none.
    #[must_use]
    pub fn hours_from(&self) -> Option<Instant> {
        self.support.as_ref().and_then(Support::valid_from)
    }

    /// Where what is known of hours ends, of all tables that are still needed the first; `None` where there are none.
    /// A contract that has ended needs none.
    #[must_use]
    pub fn hours_until(&self) -> Option<Instant> {
        let going_on = self.contracts.iter().filter(|contract| contract.valid_until.is_none());
        let tables = going_on.flat_map(Contract::tables).chain(&self.working_days).map(|hours| hours.until);
        tables.chain(self.support.as_ref().and_then(Support::valid_until)).min()
    }

    /// The environment that readers get who ask for none.
    #[must_use]
    pub fn first_env(&self) -> EnvId {
        self.environments.first().map(|env| env.id.clone()).unwrap_or_default()
    }

    /// The environment of what bears this name: the first, if it was written before there were any.
    #[must_use]
    pub fn env_of(&self, written: &EnvId) -> EnvId {
        if written.as_str().is_empty() { self.first_env() } else { written.clone() }
    }

    /// A text of this page for readers of a language that it has.
    #[must_use]
    pub fn words(&self, text: &Localized, lang: Lang) -> Words {
        text.pick(lang, &self.languages).unwrap_or_default()
    }

    /// The language for a reader who asks for `wanted`: that one if the page has it, otherwise its first.
    #[must_use]
    pub fn language(&self, wanted: Option<Lang>) -> Lang {
        let first = self.languages.first().copied().unwrap_or(Lang::En);
        wanted.filter(|lang| self.languages.contains(lang)).unwrap_or(first)
    }
}

impl Zone {
    /// Since when the offsets of a page's zone are known: 2024-01-01T00:00:00Z.
    pub const KNOWN_FROM: Instant = Instant(1_704_067_200);
    /// Until when: 2041-01-01T00:00:00Z.
    pub const KNOWN_UNTIL: Instant = Instant(2_240_611_200);

    /// Seconds that local time is ahead of UTC at `at`.
    #[must_use]
    pub fn offset_at(&self, at: Instant) -> i32 {
        let after = self.offsets.partition_point(|offset| offset.from <= at);
        self.offsets.get(after.saturating_sub(1)).map_or(0, |offset| offset.seconds)
    }

    /// The part of the table that speaks about the time between `from` and `to`.
    #[must_use]
    pub fn between(&self, from: Instant, to: Instant) -> Self {
        let first = self.offsets.partition_point(|offset| offset.from <= from).saturating_sub(1);
        let offsets = self.offsets.iter().skip(first).take_while(|offset| offset.from < to).copied().collect();
        Self { name: self.name.clone(), offsets }
    }
}
