//! Figures: what was measured, by the agreed terms, in exact whole seconds. The rule is named [`RULE`].
//!
//! ```text
//! states ── timeline(service hours, excluded) ──▶ complete timeline of the agreed time ── tally ──▶ seconds ──▶ ratios
//! ```
//!
//! `avail/1` is this, and tests name its lines by their numbers:
//!  1. The *period* is a local calendar month of the page's zone, half-open: 672 to 745 hours.
//!  2. *Service hours* are a part of it: all of it, unless the contract names hours.
//!  3. *Excluded* is what the terms leave out: announced work that qualifies, and outages of what they name.
//!  4. *Agreed time* is service hours without what is excluded, in whole seconds.
//!  5. At each instant the worst claim holds: down, partial, degraded, unknown, up. Where there is none, it is unknown.
//!  6. *Observed* is agreed time of which somebody can tell; *downtime* is seconds times their weight.
//!  7. *Availability* is observed time without downtime, by observed time; none where nothing was observed. Its bounds take all
//!     that is unknown for down, or for up.
//!  8. A *target* is tested on whole numbers; what is shown is cut off, and never rounded up.
//!  9. Weights are down 1, partial 1, degraded 0 in a contract that says nothing else; as experienced 1, 0.3 and 0.
//! 10. The *budget* is what the target leaves of observed time.
//! 11. Longer periods add seconds; what is made of several parts is computed instant by instant, never by multiplying shares.
//! 12. Whatever was declared stays in the log; what changes a month makes a new revision with its reason.

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

/// Milliseconds below which a share of all answers can be agreed: for these it is known exactly, since samples are kept in
/// steps that end at them.
pub const THRESHOLDS: [u32; 6] = [250, 500, 1_000, 3_000, 4_000, 6_000];
