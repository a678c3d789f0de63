//! A round: what is due, ask the regions, judge, record in one transaction.
//!
//! ```text
//! plan ──▶ ask ──▶ observations ──▶ record ──▶ live, transitions
//! ```

pub mod ask;
pub mod live;
pub mod plan;
pub mod record;

pub use live::Live;
