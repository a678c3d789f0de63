//! What an operator does: publishes, schedules, overrides; and what the operator API and the console say to each other about
//! it. Pure: who asks, what the clock shows and what is stored come as arguments.
//!
//! | noun | what is asked | what is kept, and answered |
//! |---|---|---|
//! | incident | [`NewIncident`], [`IncidentChange`], [`NewUpdate`], [`UpdateChange`] | [`IncidentRecord`] |
//! | maintenance | [`NewMaintenance`], [`MaintenanceChange`] | [`MaintenanceRecord`] |
//! | override | [`NewOverride`], [`OverrideChange`] | [`OverrideRecord`] |
//! | token | [`NewToken`], [`TokenChange`] | [`TokenRecord`] |
//!
//! Every path is below `/api/v1/{page}`, and asks for `Authorization: Bearer fyr_…`:
//!
//! | method and path | scope | answers |
//! |---|---|---|
//! | `GET /desk` | any | [`Desk`]: all that an operator must see at once |
//! | `GET /incidents` · `/incidents/{id}` | any | [`Listed`] of, or one, [`IncidentRecord`] |
//! | `POST /incidents` | `incidents` | 201, the record |
//! | `PATCH /incidents/{id}` | `incidents` | the record |
//! | `POST /incidents/{id}/updates` | `incidents` | 201, the record |
//! | `PATCH /incidents/{id}/updates/{number}` | `incidents` | the record |
//! | `GET /maintenances` · `/maintenances/{id}` | any | [`Listed`] of, or one, [`MaintenanceRecord`] |
//! | `POST /maintenances` | `maintenance` | 201, [`Listed`]: several where it comes again |
//! | `PATCH /maintenances/{id}` | `maintenance` | the record |
//! | `GET /overrides` · `/overrides/{id}` | any | [`Listed`] of, or one, [`OverrideRecord`] |
//! | `POST /overrides` | `overrides` | 201, the record |
//! | `PATCH /overrides/{id}` | `overrides` | the record |
//! | `GET /tokens` · `/tokens/{id}` | `tokens` | [`Listed`] of, or one, [`TokenRecord`] |
//! | `POST /tokens` | `tokens` | 201, the record with the token in it, once |
//! | `PATCH /tokens/{id}` | `tokens` | the record |
//! | `GET /audit?after=&limit=` | `audit` | [`Listed`] of [`Entry`] |
//! | `GET /export?month=&revision=` | `audit` | [`crate::report::Export`]: all that a month's report was made from |
//! | `POST …?preview`, `PATCH …?preview` of incidents, updates, maintenances, overrides | as without | [`Preview`]; nothing is kept |
//! | `GET /api/v1/{page}` and every other public document | any | as it is now, from the object |
//!
//! Lists take `?limit=` (1 to 200, 50 where it is left out) and `?before=`, the log `?after=`: the `next` of the answer before.
//! Content is JSON of at most 64 KiB. A token may be used 300 times at once and 10 times a second more; then the answer is 429.
//!
//! What makes or changes something may carry an `Idempotency-Key` (1 to 100 visible characters): the same key with the same
//! content is answered as the first time, for 24 hours. What changes a record must carry `If-Match` with the record's `ETag`
//! (428 without): when somebody else has changed it since, the answer is 412 with the record as it is (`current`) and what
//! has happened since ([`Conflict`]). Errors are problem+json; what is wrong with a field is in `errors`, as [`Refusal`]s.
//!
//! A record has an id that is never given again and a revision that grows by one with each change; what it was before is in
//! the log ([`Entry`]). What is asked for and cannot be is refused with every [`Refusal`] at once.

mod declarations;
mod desk;
mod entry;
mod incident;
mod incident_change;
mod maintenance;
mod maintenance_change;
mod over;
mod refusal;
mod token;

pub use declarations::{Declarations, InForce, Records};
pub use desk::{Desk, Disagreement, Me, Measured, Message, MessageKind, Preview, Subject};
pub use entry::{Action, Actor, Entry, Noun};
pub use incident::{Affected, Automatic, EarlierText, IncidentRecord, UpdateRecord};
pub use incident_change::{IncidentChange, NewIncident, NewUpdate, UpdateChange};
pub use maintenance::{Announced, MaintenanceChange, MaintenanceRecord, NewMaintenance, Repeat, WorkOn};
pub use over::{NewOverride, OverrideChange, OverrideRecord};
pub use refusal::{Checks, Refusal};
pub use token::{
    FIRST_TOKEN, LIFE as TOKEN_LIFE, NewToken, Scope, TokenChange, TokenRecord, TokenText, first_token, first_tokens,
};

/// A list of records, and where the list goes on.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Listed<T> {
    /// Newest first; of the log, oldest first.
    pub items: Vec<T>,
    /// What to ask for to get those behind; `None`: these are the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
}

/// What stands in a problem of status 412, beside what stands in every problem.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Conflict {
    /// The record as it is now.
    pub current: serde_json::Value,
    /// What has happened to it since the revision that was asked to be changed, oldest first.
    pub changes: Vec<Entry>,
}

/// The version that a record's `ETag` names, without its quotes: `i7-3`.
#[must_use]
pub fn version(id: &str, revision: u32) -> String {
    format!("{id}-{revision}")
}

/// A field of a change: not there (`None`), taken away (`Some(None)`), or set.
fn given<'de, T: serde::Deserialize<'de>, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    serde::Deserialize::deserialize(from).map(Some)
}
