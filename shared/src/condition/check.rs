//! Whether a condition holds for an answer. Nothing holds for want of knowledge.

use super::path::{self, Found};
use super::{Condition, Expected, Facts, Operand, Operator, Outcome, Step};
use crate::pattern::fits;

/// Checks one condition.
pub(super) fn check(condition: &Condition, facts: &Facts<'_>) -> Outcome {
    match &condition.left {
        Operand::All(path) => several(condition, facts, path, every),
        Operand::Some(path) => several(condition, facts, path, one_of),
        left => look(left, facts).map_or(Outcome::Unreadable, |found| judge(condition, found)),
    }
}

/// Whether a condition states that something is so: not what it is not, how fast it came, or that nothing is there.
pub(super) fn is_positive(condition: &Condition) -> bool {
    match condition.operator {
        Operator::NotEqual => false,
        Operator::Equal => condition.right.iter().all(|expected| states(&condition.left, expected)),
        order => exceeds(&condition.left, order, &condition.right),
    }
}

fn states(left: &Operand, expected: &Expected) -> bool {
    match (left, expected) {
        (Operand::ResponseTime, _) | (_, Expected::Null) => false,
        (Operand::Has(_), expected) => *expected == Expected::Bool(true),
        (Operand::Len(_), Expected::Number(count)) => *count > 0.0,
        (_, Expected::Text(text)) => !text.is_empty(),
        (_, Expected::Pattern(pattern)) => pattern.chars().any(|character| character != '*'),
        (_, Expected::Bool(_) | Expected::Number(_)) => true,
    }
}

/// A length below something is that of what is empty, too.
fn exceeds(left: &Operand, order: Operator, right: &[Expected]) -> bool {
    match (left, order, right) {
        (Operand::ResponseTime, ..) => false,
        (Operand::Len(_), Operator::Greater, [Expected::Number(least)]) => *least >= 0.0,
        (Operand::Len(_), Operator::AtLeast, [Expected::Number(least)]) => *least > 0.0,
        (Operand::Len(_), ..) => false,
        _ => true,
    }
}

fn judge(condition: &Condition, found: Found<'_>) -> Outcome {
    match condition.operator {
        Operator::Equal => is_any_of(found, &condition.right),
        Operator::NotEqual => not(is_any_of(found, &condition.right)),
        order => compare(found, order, &condition.right),
    }
}

fn several(condition: &Condition, facts: &Facts<'_>, path: &[Step], agree: fn(&[Outcome]) -> Outcome) -> Outcome {
    let Some(root) = facts.body.and_then(|body| body.json()) else { return Outcome::Unreadable };
    let one = |found: Found<'_>| present(found).map_or(Outcome::Unreadable, |found| judge(condition, found));
    agree(&path::all(root, path).into_iter().map(one).collect::<Vec<_>>())
}

/// Nobody there is nobody who says so.
fn every(outcomes: &[Outcome]) -> Outcome {
    match outcomes {
        _ if outcomes.contains(&Outcome::Fails) => Outcome::Fails,
        [] => Outcome::Unreadable,
        _ if outcomes.contains(&Outcome::Unreadable) => Outcome::Unreadable,
        _ => Outcome::Holds,
    }
}

/// A list without elements has none that it could hold for.
fn one_of(outcomes: &[Outcome]) -> Outcome {
    match outcomes {
        _ if outcomes.contains(&Outcome::Holds) => Outcome::Holds,
        _ if outcomes.contains(&Outcome::Unreadable) => Outcome::Unreadable,
        _ => Outcome::Fails,
    }
}

/// The value on the left side; `None` when it is not there.
fn look<'a>(operand: &Operand, facts: &Facts<'a>) -> Option<Found<'a>> {
    match operand {
        Operand::Status => Some(Found::Number(f64::from(facts.status))),
        Operand::ResponseTime => Some(Found::Number(f64::from(facts.elapsed_ms))),
        Operand::Body => facts.body?.text().map(|text| Found::Text(text.trim())),
        Operand::Path(path) => present(path::find(facts.body?.json()?, path)),
        Operand::Len(path) if path::is_plural(path) => count(&path::all(facts.body?.json()?, path)),
        Operand::Len(path) => length(path::find(facts.body?.json()?, path)),
        Operand::Has(path) => has(facts, path),
        Operand::All(_) | Operand::Some(_) => None,
    }
}

fn present(found: Found<'_>) -> Option<Found<'_>> {
    (found != Found::Missing).then_some(found)
}

/// How many there are; nobody knows where one is missing.
fn count(found: &[Found<'_>]) -> Option<Found<'static>> {
    if found.contains(&Found::Missing) { None } else { number(found.len()) }
}

fn length(found: Found<'_>) -> Option<Found<'static>> {
    let count = match found {
        Found::List(count) | Found::Object(count) => count,
        Found::Text(text) => text.chars().count(),
        Found::Missing | Found::Null | Found::Bool(_) | Found::Number(_) => return None,
    };
    number(count)
}

/// Beyond 2^32 elements no answer fits under any size limit.
fn number(count: usize) -> Option<Found<'static>> {
    Some(Found::Number(f64::from(u32::try_from(count).ok()?)))
}

/// An answer that is neither a list nor an object has no paths to be asked about.
fn has(facts: &Facts<'_>, path: &[Step]) -> Option<Found<'static>> {
    let root = facts.body?.json()?;
    match path::find(root, &[]) {
        Found::List(_) | Found::Object(_) => Some(Found::Bool(path::find(root, path) != Found::Missing)),
        _ => None,
    }
}

/// Whether a value is one of the alternatives. Only alternatives of its own type can say no.
fn is_any_of(found: Found<'_>, alternatives: &[Expected]) -> Outcome {
    // `null` can be told from anything, so beside alternatives of other types it would make every type readable.
    let only_null = alternatives.iter().all(|expected| *expected == Expected::Null);
    let mut verdict = Outcome::Unreadable;
    for expected in alternatives {
        match equals(found, expected) {
            Some(true) => return Outcome::Holds,
            Some(false) if only_null || *expected != Expected::Null => verdict = Outcome::Fails,
            Some(false) | None => {}
        }
    }
    verdict
}

/// Whether a value is the expected one; `None` when the two are of different types.
fn equals(found: Found<'_>, expected: &Expected) -> Option<bool> {
    match (found, expected) {
        (found, Expected::Null) => Some(found == Found::Null),
        (Found::Bool(is), Expected::Bool(should)) => Some(is == *should),
        (Found::Number(is), Expected::Number(should)) => Some(is == *should),
        (Found::Text(is), Expected::Text(should)) => Some(is == should),
        (Found::Text(is), Expected::Pattern(pattern)) => Some(fits(pattern, is)),
        _ => None,
    }
}

fn not(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Holds => Outcome::Fails,
        Outcome::Fails => Outcome::Holds,
        Outcome::Unreadable => Outcome::Unreadable,
    }
}

fn compare(found: Found<'_>, order: Operator, right: &[Expected]) -> Outcome {
    let (Found::Number(is), [Expected::Number(limit)]) = (found, right) else { return Outcome::Unreadable };
    let holds = match order {
        Operator::Less => is < *limit,
        Operator::AtMost => is <= *limit,
        Operator::Greater => is > *limit,
        Operator::AtLeast => is >= *limit,
        Operator::Equal | Operator::NotEqual => return Outcome::Unreadable,
    };
    if holds { Outcome::Holds } else { Outcome::Fails }
}
