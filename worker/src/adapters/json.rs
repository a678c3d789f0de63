//! An answer in JSON whose meaning the page file tells, by conditions: vendors' own formats, and other people's health
//! checks. Also what pages in HTML are read with.
//!
//! Of the bad levels the worst for which a condition holds counts; *operational* needs all of its conditions, and status
//! 200. Anything else is *unknown*: no condition holds for want of knowledge.

use super::{Document, Documents, Reading};
use fyr_shared::condition::{Body, Condition, Facts, Outcome};
use fyr_shared::page::{LevelConditions, Reads, Source};
use fyr_shared::status::{Level, Reason};

/// One reading per component the source speaks about, in their order.
pub(super) fn read(source: &Source, answer: &Documents<'_>) -> Vec<Reading> {
    let document = answer.as_ref().map_err(|reason| *reason).and_then(|documents| Document::main(documents));
    let looked_into = document.and_then(|document| document.answered()?.json().map(|_| (document, document)));
    by_levels(source, looked_into)
}

/// The same for whatever can be looked into.
pub(super) fn by_levels<B: Body>(source: &Source, answer: Result<(&Document<'_>, &B), Reason>) -> Vec<Reading> {
    let one = |reads: &Reads| match (reads, &answer) {
        (_, Err(reason)) => Reading::unknown(*reason),
        (Reads::Levels(levels), Ok((document, body))) => {
            let payload = document.payload();
            let (status, elapsed_ms) = (payload.status, payload.elapsed_ms);
            judge(levels, &Facts { status, elapsed_ms, body: Some(*body) })
        }
        // The build never pairs conditions with another way of reading.
        (_, Ok(_)) => Reading::unknown(Reason::Unreadable),
    };
    source.about.iter().map(|about| one(&about.reads)).collect()
}

fn judge(levels: &LevelConditions, facts: &Facts<'_>) -> Reading {
    let holds = |condition: &Condition| condition.check(facts) == Outcome::Holds;
    let bad = levels.bad().into_iter().find(|(_, conditions)| conditions.iter().any(holds));
    if let Some((level, _)) = bad {
        return Reading::says(level, Some(Reason::Condition));
    }
    match levels.operational.iter().map(|condition| condition.check(facts)).find(|it| *it != Outcome::Holds) {
        // The build refuses a page file without any; nothing that was agreed on is nothing that is said.
        None if levels.operational.is_empty() => Reading::unknown(Reason::Condition),
        None => Reading::says(Level::Operational, None),
        Some(Outcome::Unreadable) => Reading::unknown(Reason::Unreadable),
        Some(_) => Reading::unknown(Reason::UnknownWord),
    }
}
