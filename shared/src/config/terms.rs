//! How a source is asked and weighed, and how that is inherited: a page's terms hold for its sources, a source's for
//! what it is about, unless these say otherwise.

use super::cursor::Cursor;
use super::span;
use crate::status::{Level, Policy, Quorum};
use crate::time::HOUR;

/// What is inherited.
#[derive(Clone, Copy)]
pub(super) struct Terms {
    pub(super) display: Quorum,
    pub(super) contract: Quorum,
    pub(super) confirm: u32,
    pub(super) fails_as: Level,
    pub(super) every: i64,
    pub(super) retry: i64,
}

/// What holds where nobody says anything.
pub(super) const DEFAULT: Terms = Terms {
    display: Quorum::Majority,
    contract: Quorum::Majority,
    confirm: 2,
    fails_as: Level::MajorOutage,
    every: 300,
    retry: 30,
};

const QUORUMS: [&str; 3] = ["all", "majority", "any"];
const FAILURES: [&str; 3] = ["degraded", "partial_outage", "major_outage"];

/// Intervals that divide an hour and that a person would choose.
const EVERY: [i64; 13] = [30, 60, 120, 180, 240, 300, 360, 600, 720, 900, 1_200, 1_800, 3_600];

impl Terms {
    /// These terms, changed by what a table says.
    pub(super) fn overridden(self, cursor: &Cursor<'_>) -> Self {
        let contract = quorum(cursor, "contract").unwrap_or(self.contract);
        Self { contract, ..self.of_page(cursor) }
    }

    /// The same at the top of a file, where `contract` is the agreed terms and no rule of sources.
    pub(super) fn of_page(self, cursor: &Cursor<'_>) -> Self {
        let terms = Self {
            display: quorum(cursor, "display").unwrap_or(self.display),
            contract: self.contract,
            confirm: confirm(cursor).unwrap_or(self.confirm),
            fails_as: cursor.word("fails_as", &FAILURES).and_then(Level::parse).unwrap_or(self.fails_as),
            every: every(cursor).unwrap_or(self.every),
            retry: span::seconds(cursor, "retry", "5s", "1h").unwrap_or(self.retry),
        };
        if (cursor.has("every") || cursor.has("retry")) && terms.retry >= terms.every {
            let (retry, every, half) = (terms.retry, terms.every, terms.every / 2);
            let [retry, every, half] = [retry, every, half].map(span::text);
            cursor.problem(format_args!(
                r#"retry of {retry} is not shorter than every of {every}; write retry = "{half}" or less"#
            ));
        }
        terms
    }

    /// What of the terms a verdict needs.
    pub(super) fn policy(self) -> Policy {
        let Self { display, contract, confirm, fails_as, .. } = self;
        Policy { display, contract, confirm, fails_as }
    }
}

fn quorum(cursor: &Cursor<'_>, key: &str) -> Option<Quorum> {
    match cursor.word(key, &QUORUMS)? {
        "all" => Some(Quorum::All),
        "any" => Some(Quorum::Any),
        _ => Some(Quorum::Majority),
    }
}

fn confirm(cursor: &Cursor<'_>) -> Option<u32> {
    let number = cursor.number("confirm")?;
    let confirm = u32::try_from(number).ok().filter(|confirm| (1..=5).contains(confirm));
    if confirm.is_none() {
        cursor.wrong("confirm", "is not a number of samples from 1 to 5; write 2, or another of these");
    }
    confirm
}

fn every(cursor: &Cursor<'_>) -> Option<i64> {
    let every = span::seconds(cursor, "every", "30s", "1h")?;
    if HOUR % every == 0 {
        return Some(every);
    }
    let near = EVERY.into_iter().min_by_key(|good| good.abs_diff(every)).unwrap_or(every);
    cursor.wrong("every", format_args!(r#"does not divide an hour evenly; write "{}""#, span::text(near)));
    None
}
