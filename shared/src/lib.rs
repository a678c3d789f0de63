//! The domain of Fyr: pure values and decisions. No clock, no I/O, no platform.
//!
//! The vocabulary, in the order things happen: a **source** answers with a payload, its adapter reads **observations**,
//! [`status::judge`] makes them a **verdict**, [`status::follow`] adds what the component depends on, [`status::step`] finds
//! the **transition**, and readers get a [`api::Snapshot`]. [`support::advise`] leads from it to the right **channel**. What a
//! page consists of is in [`page`]; how a page file is read and refused, in `config`.

pub mod address;
pub mod api;
pub mod condition;
#[cfg(feature = "config")]
pub mod config;
pub mod contract;
pub mod date;
pub mod day;
pub mod embed;
pub mod figures;
pub mod history;
pub mod ids;
pub mod lang;
pub mod legible;
pub mod maintenance;
pub mod month;
mod omit;
pub mod operator;
#[cfg(test)]
mod oslo;
pub mod page;
pub mod pattern;
#[cfg(feature = "recurrence")]
pub mod recurrence;
pub mod report;
pub mod source;
pub mod spans;
pub mod status;
pub mod support;
pub mod text;
pub mod time;
pub mod unquoted;
pub mod wall_clock;
