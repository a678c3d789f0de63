//! An own probe: what an answer from an address of ours means, by the conditions of the page file.
//!
//! Whatever goes wrong *fails*, because we asked ourselves and were not answered as agreed. Only where the conditions
//! `given` do not hold does the answer say nothing about the component, and where the region could not ask.

use super::{Document, Documents, Payload, Reading};
use fyr_shared::condition::{Condition, Facts, Outcome, Subject};
use fyr_shared::page::{Reads, Source};
use fyr_shared::status::{Level, Reason};

/// One reading per component the source speaks about, in their order.
pub(super) fn read(source: &Source, answer: &Documents<'_>) -> Vec<Reading> {
    let document = answer.as_ref().map_err(|reason| *reason).and_then(|documents| Document::main(documents));
    let one = |reads: &Reads| match (reads, document) {
        (Reads::Http { given, up, well }, Ok(document)) => Answer { document }.read(given, up, well),
        (Reads::Http { given, .. }, Err(reason)) if reason != Reason::Probe && given.is_empty() => {
            Reading::fails(reason)
        }
        (Reads::Http { .. }, Err(reason)) => Reading::unknown(reason),
        // The build never pairs a probe with a status page's names.
        _ => Reading::unknown(Reason::Unreadable),
    };
    source.about.iter().map(|about| one(&about.reads)).collect()
}

struct Answer<'a> {
    document: &'a Document<'a>,
}

impl Answer<'_> {
    fn read(&self, given: &[Condition], up: &[Condition], well: &[Condition]) -> Reading {
        if let Some(reason) = self.broken(given) {
            return Reading::unknown(reason);
        }
        if up.is_empty() {
            // Nothing was agreed on, so nothing is said. The build refuses such a page file.
            return Reading::unknown(Reason::Condition);
        }
        if let Some(reason) = self.broken(up) {
            return Reading::fails(reason);
        }
        match self.broken(well) {
            Some(_) => Reading::says(Level::Degraded, Some(Reason::Condition)),
            None => Reading::says(Level::Operational, None),
        }
    }

    /// Why the first condition that does not hold does not; a wrong status explains more than what came with it.
    fn broken(&self, conditions: &[Condition]) -> Option<Reason> {
        let first = |status: bool| {
            let mut asked = conditions.iter().filter(|condition| (condition.subject() == Subject::Status) == status);
            asked.find_map(|condition| self.reason(condition))
        };
        first(true).or_else(|| first(false))
    }

    /// `None` when the condition holds.
    fn reason(&self, condition: &Condition) -> Option<Reason> {
        let Payload { status, elapsed_ms, .. } = *self.document.payload();
        let unreadable = || match condition.subject() {
            Subject::Json => self.document.json().err(),
            Subject::Text => self.document.text().err(),
            Subject::Status | Subject::ResponseTime => None,
        };
        match condition.check(&Facts { status, elapsed_ms, body: Some(self.document) }) {
            Outcome::Holds => None,
            Outcome::Fails if condition.subject() == Subject::Status => Some(Reason::Status),
            Outcome::Fails => Some(Reason::Condition),
            Outcome::Unreadable => Some(unreadable().unwrap_or(Reason::Unreadable)),
        }
    }
}
