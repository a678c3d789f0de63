//! History: how many seconds of each local day a component was seen at each level, and what was declared on it.
//!
//! ```text
//! level intervals ── fold ──▶ seconds of a day ── past of a page, a portion of it ── compose ──▶ history, in a language
//! ```
//!
//! A day is green only when it was measured: seconds that nobody measured and seconds at *unknown* are both a *gap*, and a day
//! with more of them than [`FORGIVEN`] is at best *unknown*, whatever was seen in its other seconds. Beside a known bad level
//! the gap does not hide that level. A day on which nobody watched a component has no level.

mod past;
mod portion;
mod seconds;

pub use past::{PageHistory, PastIncident, PastMaintenance, Told};
pub use portion::{MOST, Portion};
pub use seconds::{FORGIVEN, Seconds};
