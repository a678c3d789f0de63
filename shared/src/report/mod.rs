//! Reports: the figures of a calendar month under each contract that was in force in it, and what they rest on.
//!
//! ```text
//! log, intervals, samples ── collect ──▶ facts ── work_out(terms) ──▶ report ── render ──▶ JSON, CSV, HTML
//! ```
//!
//! A report can be made again from its facts by anybody who has them, to the second. A month of which something turns out
//! otherwise gets another revision; those before stay.

mod component;
mod csv;
mod document;
mod due;
mod export;
mod facts;
mod in_force;
mod measured;
mod terms;
mod work_out;
mod year;

pub use csv::{COLUMNS, csv};
pub use document::{
    Budget, Cause, Coming, ComponentReport, Configuration, ContractReport, DaySeconds, Due, Excluded, ExcludedBy,
    Impaired, IncidentLine, Index, MaintenanceLine, MonthReport, ResponseReport, Revision, Shares,
};
pub use due::{DueRule, YearDue, coming};
pub use export::{Disagreement, Export};
pub use facts::{Facts, IncidentFact, MaintenanceFact, SampleFact, SeriesFact, Step, declared};
pub use work_out::{Terms, work_out};
pub use year::{ComponentYear, ContractYear, MonthFigures, MonthOf, Quarter, Targets, YearReport};
