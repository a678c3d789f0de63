//! Figures: what was measured, by the agreed terms, in exact whole seconds. The rule is named [`RULE`].
//!
//! ```text
//! states ── timeline(service hours, excluded) ──▶ complete timeline of the agreed time ── tally ──▶ seconds ──▶ ratios
//! ```
//!
//! Definitions: 1. the *period* is a local calendar month, half-open. 2. *Service hours* are a part of it. 3. *Excluded* is
//! what the terms leave out. 4. *Agreed time* is service hours without what is excluded. 5. At each instant the worst claim
//! holds; where there is none, [`State::Unknown`]. 6. Unknown time is outside both sides of the fraction. 7. Longer periods
//! add seconds.

mod ratio;
mod response;
mod tally;
mod timeline;

pub use ratio::Ratio;
pub use response::Counts;
pub use tally::{Tally, Weights};
pub use timeline::{Composite, State, Stretch, composed, timeline, worst};

/// The name of the rule that figures are made by.
pub const RULE: &str = "avail/1";

/// Milliseconds below which a share of all answers can be agreed: for these it is known exactly (§3.6).
pub const THRESHOLDS: [u32; 6] = [250, 500, 1_000, 3_000, 4_000, 6_000];
