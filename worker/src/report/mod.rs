//! Reports, in the page's object: made when a month is over, made anew when something that was declared changes it, and read.
//!
//! ```text
//! storage ── collect ──▶ facts ── work_out ──▶ report ── keep ──▶ revisions ── answer ──▶ readers, operators
//! ```

mod answer;
mod collect;
mod make;

pub use answer::{Asked, answer, export};
pub use make::{make, settled};
