//! A report as it is written, kept and read: `GET /api/v1/{page}/reports/{yyyy-mm}.json`.
//!
//! Spans are from an instant until another, which is left out. Shares are in per cent with four decimals and a point,
//! cut off and never rounded; `null` where nothing was observed. `*_thousandths` are thousandths of a second.

use crate::contract::Stated;
use crate::day::Day;
use crate::figures::{Ratio, State, Tally, Weights};
use crate::ids::{ComponentId, ContractId, EnvId, PageId};
use crate::lang::{Lang, Localized};
use crate::maintenance::Finding;
use crate::month::Month;
use crate::operator::Noun;
use crate::page::Zone;
use crate::status::Level;
use crate::support::Severity;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A month of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthReport {
    /// Of which page.
    pub page: PageId,
    /// What it is called.
    pub name: String,
    /// The languages it is written in.
    pub languages: Vec<Lang>,
    /// Which month.
    pub month: Month,
    /// The zone whose calendar the month is of, with its offsets in it.
    pub zone: Zone,
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub until: Instant,
    /// By which rule: [`crate::figures::RULE`].
    pub rule: String,
    /// Grows by one with each change of what is below.
    pub revision: u32,
    /// When it was made.
    pub made_at: Instant,
    /// Why it is not the one before any more; of the first, nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Cause>,
    /// By which configurations it was measured, and since when each.
    pub configurations: Vec<Configuration>,
    /// SHA-256 of the facts that it was made from.
    pub input: String,
    /// The last entry of the log that was known.
    pub log: u64,
    /// A report for each contract that was in force, in the order of the page file; last, what no contract was about.
    pub reports: Vec<ContractReport>,
}

/// A revision of a month's report, without its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Of which month.
    pub month: Month,
    /// Which.
    pub revision: u32,
    /// When it was made.
    pub made_at: Instant,
    /// The last entry of the log that was known.
    pub log: u64,
}

/// Which reports there are: `GET /api/v1/{page}/reports`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Of which page.
    pub page: PageId,
    /// Every revision, in order of months.
    pub revisions: Vec<Revision>,
    /// Reports that have to be there by a day that is not over.
    pub coming: Vec<Coming>,
}

/// A report that has to be there by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coming {
    /// Under which contract.
    pub contract: ContractId,
    /// What that is called.
    pub name: Localized,
    /// Of which month; `None`: of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<Month>,
    /// Of which year.
    pub year: i32,
    /// By when.
    pub due: Due,
}

/// An entry of the log since the revision before, about something of the month that is another fact since. Who made it,
/// operators find there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// The entry's place in the log.
    pub entry: u64,
    /// When.
    pub at: Instant,
    /// About what.
    pub noun: Noun,
    /// About which.
    pub subject: String,
    /// Which revision of it.
    pub revision: u32,
}

/// What was configured from an instant on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Configuration {
    /// Since when; in the first place also before that, if that is in the month.
    pub from: Instant,
    /// The digest of the page file.
    pub digest: String,
    /// SHA-256 of what of it figures depend on.
    pub terms: String,
}

/// A contract, or what no contract is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractReport {
    /// Which contract; `None`: none was in force.
    pub contract: Option<ContractId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Localized>,
    /// Where it stands: the document and its section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// In which environment.
    pub env: EnvId,
    /// What that is called, where the page has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_name: Option<Localized>,
    /// The part of the month in which it was in force.
    pub from: Instant,
    /// The first instant after that part.
    pub until: Instant,
    /// What was agreed, in ten-thousandths: 9990 are 99,90 %. `None`: no figure was.
    pub target: Option<u16>,
    /// How much of a second counts in the contractual figures, in thousandths.
    pub weights: Weights,
    /// When it has to be there; `None`: nothing is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// When the report of the year has to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub year_due: Option<Due>,
    /// What is agreed beside, and not measured here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<Stated>,
    /// Whether the terms ask for an overview of incidents.
    pub lists_incidents: bool,
    /// What it is about.
    pub components: Vec<ComponentReport>,
    /// Incidents that readers were told of and that touch the part, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<IncidentLine>,
    /// Announced work that touches the part, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub maintenances: Vec<MaintenanceLine>,
}

/// When a report has to be there: until the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// The last day.
    pub day: Day,
    /// The working day that comes first, if that is no working day; the terms do not move it (AMB-24).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_day: Option<Day>,
    /// The first instant after it.
    pub until: Instant,
}

/// A component under a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentReport {
    /// Which.
    pub component: ComponentId,
    /// What it is called.
    pub name: Localized,
    /// When in that part the contract was in force for it, where that is not all of it: a component that came or went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<(Instant, Instant)>,
    /// Whether anybody measured it then; otherwise there is nothing to tell.
    pub monitored: bool,
    /// Seconds.
    pub tally: Tally,
    /// By the contract's weights.
    pub contractual: Shares,
    /// As people lived through it: what works for some counts for three tenths.
    pub experienced: Shares,
    /// Whether the target was kept; `None`: there is none, or nothing was observed.
    pub kept: Option<bool>,
    /// What the target leaves; `None`: there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
    /// Seconds between two samples, where that is most: each end of an outage is known to so many seconds.
    pub resolution: i64,
    /// What the terms leave out, each with its reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<Excluded>,
    /// When it did not work as promised, within agreed time. What is degraded is none of the outages that `tally` counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub impaired: Vec<Impaired>,
    /// Of when nobody can tell, within agreed time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<(Instant, Instant)>,
    /// The days of the part, one after the other.
    pub days: Vec<DaySeconds>,
    /// What is agreed about how fast it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<ResponseReport>,
}

/// What follows from seconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shares {
    /// Of the observed time.
    pub availability: Option<String>,
    /// If all that nobody can tell was down.
    pub lower: Option<String>,
    /// If all that nobody can tell was up.
    pub upper: Option<String>,
    /// Of the agreed time, of which somebody can tell.
    pub coverage: Option<String>,
    /// Weighted downtime.
    pub downtime_thousandths: i64,
}

/// What a target leaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// How long it may be down, cut off.
    pub thousandths: i64,
    /// How much of that is used, in per cent; `None`: nothing may be used.
    pub used: Option<String>,
}

/// A span that is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excluded {
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Why.
    #[serde(flatten)]
    pub by: ExcludedBy,
}

/// Why a span is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum ExcludedBy {
    /// Announced work that qualifies by the terms.
    Maintenance {
        /// Its id.
        id: String,
        /// What was done.
        title: Localized,
    },
    /// What it depends on was down, and the terms leave that out by name.
    Dependency {
        /// On which component.
        component: ComponentId,
        /// What that is called.
        name: Localized,
    },
}

/// A span in which a component did not work as promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Impaired {
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// How: `down`, `partial` or `degraded`.
    pub state: State,
}

/// Seconds of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySeconds {
    /// Which.
    pub day: Day,
    /// In which it worked.
    pub up: i64,
    /// In which it worked with less than promised.
    pub degraded: i64,
    /// In which it worked for some.
    pub partial: i64,
    /// In which it worked for nobody.
    pub down: i64,
    /// Of which nobody can tell.
    pub unknown: i64,
    /// That are not agreed: outside service hours, or left out.
    pub outside: i64,
}

/// How fast a component answered our own probes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseReport {
    /// What it is about, if the contract says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Localized>,
    /// Milliseconds: an answer must take less.
    pub below_ms: u32,
    /// Which share of all must, in ten-thousandths.
    pub share: u16,
    /// How many did.
    pub below: u64,
    /// Of how many. One that failed did not.
    pub total: u64,
    /// How many there should have been: an answer in each slot, of each source and region; `None` in a report from before that
    /// was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<u64>,
    /// Which share did, in per cent; `None`: there was none.
    pub reached: Option<String>,
    /// Whether that is enough; `None`: there was none.
    pub kept: Option<bool>,
}

impl ResponseReport {
    /// Whether the share is reached whatever those would have said that are missing.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let all = self.due.map(|due| i128::from(due.max(self.total)));
        all.and_then(|all| Ratio::new(self.below.into(), all)).is_some_and(|share| share.reaches(self.share))
    }
}

/// An incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentLine {
    /// Its id.
    pub id: String,
    /// What was wrong.
    pub title: Localized,
    /// How bad it was.
    pub severity: Severity,
    /// What it was about, each at the worst level that was declared of it.
    pub affected: Vec<(ComponentId, Level)>,
    /// When it began.
    pub from: Instant,
    /// When it was over; `None`: it was not when the report was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Whether a person declared it, so that its levels count; otherwise it follows what was measured.
    pub declared: bool,
}

/// Announced work, for one component of the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceLine {
    /// Its id.
    pub id: String,
    /// What was done.
    pub title: Localized,
    /// For which component.
    pub component: ComponentId,
    /// When it was announced.
    pub announced_at: Instant,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// What is left out of the agreed time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held_outside: Vec<(Instant, Instant)>,
    /// Why not all of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
}
