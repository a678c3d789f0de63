//! The operator API, in the page's object: who asks, what is asked, and what comes of it. The table of what can be asked is
//! in [`fyr_shared::operator`].
//!
//! ```text
//! call ── admit (gate) ──▶ me ── read (task) ──▶ task ── perform (write) | read ──▶ answer
//! ```
//!
//! A write is one synchronous transaction: the record, its entry in the log, what it changes of levels, the outbox and the
//! answer that is kept for the same idempotency key are all stored, or none of them.

mod desk;
mod export;
mod gate;
mod preview;
mod read;
pub mod record;
mod task;
mod terms;
mod write;

use crate::clock::now;
use crate::history::Wanted;
use crate::page_object::PageObject;
use crate::problem::Problem;
use crate::report;
use fyr_shared::page::Page;
use serde::{Deserialize, Serialize};
use task::Task;
use worker::Result;

pub use gate::{BURST, PER_SECOND, Rates};
pub use task::{ONLY_READ, READ, allowed};
pub use write::KEY;

/// What the edge hands to the page's object.
#[derive(Serialize, Deserialize)]
pub struct Call {
    /// `GET`, `POST` or `PATCH`.
    pub method: String,
    /// What stands behind the page in the path.
    pub path: Vec<String>,
    /// The query, as it was written.
    #[serde(default)]
    pub query: String,
    /// The token.
    pub token: String,
    /// `If-Match`.
    #[serde(default)]
    pub if_match: Option<String>,
    /// `Idempotency-Key`.
    #[serde(default)]
    pub key: Option<String>,
    /// The content.
    #[serde(default)]
    pub body: String,
}

/// What the object answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `ETag`, without its quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// `Location`: what stands behind the page in the path.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The content: JSON.
    pub body: String,
    /// Whether anything was changed by it.
    #[serde(skip)]
    pub changed: bool,
}

impl Answer {
    /// What was asked for.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn ok(value: &impl Serialize) -> Result<Self> {
        Ok(Self::of(None, serde_json::to_string(value)?))
    }

    /// A text that is JSON already, and the version that it is of.
    #[must_use]
    pub fn of(version: Option<String>, body: String) -> Self {
        Self { status: 200, version, location: None, body, changed: false }
    }

    /// Why it cannot be.
    #[must_use]
    pub fn problem(problem: &Problem) -> Self {
        let body = serde_json::to_string(problem).unwrap_or_default();
        Self { status: problem.status, ..Self::of(None, body) }
    }
}

/// Answers a call.
///
/// # Errors
/// The database's own; then nothing of it was stored.
pub fn answer(object: &PageObject, page: &Page, call: &Call) -> Result<Answer> {
    let now = now();
    let me = match gate::admit(object, page, &call.token, now)? {
        Ok(me) => me,
        Err(problem) => return Ok(Answer::problem(&problem)),
    };
    // Before anything is read: what is refused has its price, too.
    if !object.rates.admit(&me.id, now) {
        return Ok(Answer::problem(&Problem::too_many()));
    }
    let task = match Task::read(call) {
        Ok(task) => task,
        Err(problem) => return Ok(Answer::problem(&problem)),
    };
    if let Some(scope) = task.scope()
        && !me.has(scope)
    {
        return Ok(Answer::problem(&Problem::scope(scope)));
    }
    match task {
        Task::State => object.state_text(page).map(|body| Answer::of(None, body)),
        Task::History(wanted) => Answer::ok(&object.history(page, &wanted)?),
        Task::Desk => desk::answer(object, page, &me, now),
        Task::Reports(asked) => Ok(match report::answer(object, page, asked)? {
            Some(body) => Answer::of(None, body),
            None => Answer::problem(&Problem::no_record()),
        }),
        Task::Export(wanted) => export::answer(object, page, wanted),
        Task::Read(read) => read::answer(object, page, &read),
        Task::Write(write) if call.is_preview() => preview::answer(object, page, call, write, now),
        Task::Write(write) => write::answer(object, page, call, *write, &me, now),
    }
}

impl Call {
    /// What asks for a public document's content: `state`, or a path of reports.
    #[must_use]
    pub fn public(path: &str, token: String) -> Self {
        let (query, body) = (String::new(), String::new());
        let (if_match, key) = (None, None);
        let path = path.split('/').map(ToOwned::to_owned).collect();
        Self { method: "GET".to_owned(), path, query, token, if_match, key, body }
    }

    /// What asks for what is wanted of a page's past.
    #[must_use]
    pub fn history(token: String, wanted: &Wanted) -> Self {
        Self { query: wanted.query(), ..Self::public("history", token) }
    }

    /// Whether nothing of it is to be kept.
    fn is_preview(&self) -> bool {
        self.parameter("preview").is_some()
    }

    /// A parameter of the query.
    fn parameter(&self, name: &str) -> Option<String> {
        let mut pairs = url::form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }
}
