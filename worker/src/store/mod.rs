//! What a page's object keeps, in its SQLite. Only what changed is written, and everything one round decides is written
//! in one transaction.
//!
//! | table | a row is |
//! |---|---|
//! | `migration` | a change to these tables that has been made |
//! | `object` | the name of the object, for alarms in which the runtime does not tell it |
//! | `series` | one source about one component from one region, and its failures in a row |
//! | `series_interval` | what a series said, from when until when |
//! | `level_interval` | the level of a component that readers saw in an environment, from when until when |
//! | `sample` | one region's samples of one hour, a byte each; split above a megabyte |
//! | `sample_day` | how often each byte occurred on a day, once the hours are older than 13 months; read by nobody yet |
//! | `foreign_incident` | the open incidents of somebody's status page |
//! | `record` | an incident, a maintenance or an override, as it is now |
//! | `token` | a token's record and its hash |
//! | `answered` | what was answered to an idempotency key |
//! | `counter` | where a counter stands: the numbers of records, the revision, the entry that reports have followed |
//! | `log` | a configuration digest, or a record as it was from then on; the database refuses to change or remove a row |
//! | `level_day` | how many seconds of a local day readers saw a component at each level, once the day is over |
//! | `terms` | what figures depend on of a configuration, by its SHA-256 |
//! | `touched` | a month that something declared touches, or once did |
//! | `report` | a revision of a month's report |
//! | `due_report` | a month whose report has to be made, for the first time or again, and not before when |
//! | `outbox` | a transition, for notifiers: none reads it yet |

pub mod answered;
pub mod bytes;
pub mod counters;
pub mod days;
pub mod foreign;
pub mod heard;
pub mod levels;
pub mod log;
pub mod records;
pub mod reports;
pub mod retain;
pub mod samples;
pub mod schema;
pub mod series;
pub mod sql;
pub mod terms;
pub mod tokens;
pub mod touched;

use sql::Sql;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The object's storage as the runtime has it: the binding crate does not know `transactionSync`.
    type RawStorage;

    #[wasm_bindgen(method, catch, js_name = transactionSync)]
    fn transaction_sync(this: &RawStorage, work: &mut dyn FnMut() -> Result<(), JsValue>) -> Result<(), JsValue>;
}

/// Runs `work` in one synchronous transaction: all of it is stored, or none.
///
/// # Errors
/// The error of `work`, or the storage's own.
pub fn transaction<T>(storage: &worker::Storage, work: impl FnOnce(&Sql) -> worker::Result<T>) -> worker::Result<T> {
    let sql = Sql::new(storage.sql());
    let raw: &RawStorage = AsRef::<JsValue>::as_ref(storage.as_raw()).unchecked_ref();
    let (work, outcome) = (RefCell::new(Some(work)), RefCell::new(None));
    raw.transaction_sync(&mut || {
        let Some(work) = work.take() else { return Ok(()) };
        let done = work(&sql)?;
        outcome.replace(Some(done));
        Ok(())
    })?;
    outcome.take().ok_or_else(|| "the transaction did not run".into())
}
