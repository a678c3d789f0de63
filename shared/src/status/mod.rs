//! What is claimed, what we conclude, what changed.
//!
//! ```text
//! observation ── judge(policy, now) ──▶ verdict ── follow(edges), step(state) ──▶ state, transition?
//! ```

mod contract;
mod declared;
mod dependency;
#[cfg(test)]
mod dependency_table;
mod incident;
pub(crate) mod interval;
mod level;
mod maintenance;
mod observation;
mod quorum;
mod region;
mod series;
#[cfg(test)]
mod series_table;
mod slot;
mod transition;
mod verdict;

pub use contract::{ContractState, contract_timeline, counts_as};
pub use declared::{ChannelOverride, Declared, Override};
pub use dependency::{Because, ByName, Edge, edges, follow, in_order_of_causes, notices};
pub use incident::{Incident, IncidentStatus, IncidentUpdate, Origin};
pub use interval::Interval;
pub use level::{Level, worst};
pub use maintenance::{Maintenance, MaintenanceStatus, WorkImpact};
pub use observation::{Claim, Observation, Reason};
pub use quorum::{Answer, Quorum};
pub use region::{Latest, discount_lost_regions};
pub use series::{Change, Failing, Last, Sample, Series, SeriesState};
pub use slot::Slots;
pub use transition::{ComponentState, Transition, step};
pub use verdict::{Policy, SourceView, Verdict, judge, page_level};
