//! Contracts: versions of the agreed terms of components. Compiled from the page file; which one is in force is told by the
//! day.

use crate::day::Day;
use crate::figures::Weights;
use crate::ids::{ComponentId, ContractId, EnvId, SourceId};
use crate::lang::Localized;
use crate::page::Page;
use crate::report::{DueRule, YearDue};
use crate::support::Hours;
use serde::{Deserialize, Serialize};

/// A version of the agreed terms of components.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Its name in the page file.
    pub id: ContractId,
    /// What it is called.
    pub name: Localized,
    /// In which environment it holds.
    pub env: EnvId,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// Its first day.
    pub valid_from: Day,
    /// The first day on which it does not hold any more; `None`: it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Day>,
    /// Where it stands: the document and its section.
    pub section: String,
    /// What is agreed about maintenance; `None`: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance: Option<MaintenanceTerms>,
    /// What is agreed about availability; `None`: nothing. Figures are made all the same, by what holds where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability: Option<AvailabilityTerms>,
    /// What is agreed about how fast it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<ResponseTerm>,
    /// What is agreed beside, and not measured here: shown as terms, never as measurements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<Stated>,
    /// What is agreed about reports; `None`: nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report: Option<ReportTerms>,
}

/// What is agreed about availability.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AvailabilityTerms {
    /// In ten-thousandths of the agreed time: 9990 are 99,90 %. `None`: no figure is agreed, and none is invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u16>,
    /// When it counts; `None`: at all hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Hours>,
    /// What it depends on whose outages do not count.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<ComponentId>,
    /// How much of a second counts.
    #[serde(default)]
    pub weights: Weights,
    /// What it means that nobody measured.
    #[serde(default)]
    pub gap: Gap,
}

/// What it means that nobody measured. It never means that it worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// That nobody can tell: it is outside both sides of the fraction, and bounds show what it may have been.
    #[default]
    Unknown,
    /// That it did not work.
    Down,
}

/// What is agreed about how fast a component answers: so many of all answers take less than a threshold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseTerm {
    /// What it is about, where the terms tell several apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Localized>,
    /// Milliseconds, one of [`crate::figures::THRESHOLDS`]: an answer must take less.
    pub below_ms: u32,
    /// Of all answers, in ten-thousandths.
    pub share: u16,
    /// Whose samples tell; empty: those of every own probe of the component.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceId>,
}

/// A figure of the terms that is not measured here: a capacity, an answer time of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// What it is about.
    pub name: Localized,
    /// What is agreed, in the words of the terms.
    pub figure: Localized,
}

/// What is agreed about reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportTerms {
    /// By when the report of a month has to be there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<DueRule>,
    /// By when the report of a year has to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year: Option<YearDue>,
    /// Whether it has an overview of incidents.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub incidents: bool,
}

/// What is agreed about maintenance. What is not there is not agreed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceTerms {
    /// When it may be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Hours>,
    /// When it must not be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub never: Option<Hours>,
    /// When it had better be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefer: Option<Hours>,
    /// How many whole working days must lie between the day of the announcement and the day on which it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<u8>,
    /// In how many nights of a calendar year the window may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u16>,
    /// Components of other contracts that use the same windows: their nights count, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cap_with: Vec<ComponentId>,
    /// Whether maintenance by these terms is held outside availability.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub held_outside: bool,
}

/// Days on which the owner would rather not have maintenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalPeriod {
    /// What people call it.
    pub name: Localized,
    /// Its first day.
    pub from: Day,
    /// The first day after it.
    pub until: Day,
    /// For which components; empty: for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentId>,
}

impl Contract {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_until.is_none_or(|until| day < until)
    }

    /// Whether both would be in force for one component at some time.
    #[must_use]
    pub fn collides_with(&self, other: &Self) -> bool {
        let ends_before = |one: &Self, two: &Self| one.valid_until.is_some_and(|until| until <= two.valid_from);
        let shared = self.components.iter().any(|component| other.components.contains(component));
        shared && self.env == other.env && !ends_before(self, other) && !ends_before(other, self)
    }

    /// Its tables of hours.
    pub fn tables(&self) -> impl Iterator<Item = &Hours> {
        let maintenance = self.maintenance.iter().flat_map(|terms| [&terms.window, &terms.never, &terms.prefer]);
        maintenance.chain(self.availability.iter().map(|terms| &terms.service)).flatten()
    }
}

impl CriticalPeriod {
    /// Whether a component is in it on one of the days from `first` to `last`.
    #[must_use]
    pub fn touches(&self, component: &ComponentId, first: Day, last: Day) -> bool {
        let meant = self.components.is_empty() || self.components.contains(component);
        meant && self.from <= last && first < self.until
    }
}

impl Page {
    /// A contract by its name.
    #[must_use]
    pub fn contract(&self, id: &ContractId) -> Option<&Contract> {
        self.contracts.iter().find(|contract| contract.id == *id)
    }

    /// The contract that is in force for a component on a day.
    #[must_use]
    pub fn contract_of(&self, component: &ComponentId, env: &EnvId, day: Day) -> Option<&Contract> {
        let env = self.env_of(env);
        let about = |contract: &&Contract| contract.env == env && contract.components.contains(component);
        self.contracts.iter().filter(about).find(|contract| contract.holds_on(day))
    }
}
