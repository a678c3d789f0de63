//! A round: what is due, ask the regions, judge, record in one transaction.
//!
//! ```text
//! plan ──▶ ask ──▶ observations ──▶ record ──▶ live, transitions
//! ```

mod again;
pub mod ask;
mod automatic;
mod course;
pub mod decide;
pub mod index;
pub mod live;
pub mod plan;
pub mod record;
mod retire;

pub use live::Live;
