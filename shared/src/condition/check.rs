//! Whether a condition holds for an answer. Nothing holds for want of knowledge.

use super::{Condition, Expected, Facts, Found, Operand, Operator, Outcome, Step};

/// Checks one condition.
pub(super) fn check(condition: &Condition, facts: &Facts<'_>) -> Outcome {
    let Some(found) = look(&condition.left, facts) else { return Outcome::Unreadable };
    match condition.operator {
        Operator::Equal => is_any_of(found, &condition.right),
        Operator::NotEqual => not(is_any_of(found, &condition.right)),
        order => compare(found, order, &condition.right),
    }
}

/// The value on the left side; `None` when it is not there.
fn look<'a>(operand: &Operand, facts: &Facts<'a>) -> Option<Found<'a>> {
    match operand {
        Operand::Status => Some(Found::Number(f64::from(facts.status))),
        Operand::ResponseTime => Some(Found::Number(f64::from(facts.elapsed_ms))),
        Operand::Body => facts.body?.text().map(|text| Found::Text(text.trim())),
        Operand::Path(path) => present(facts.body?.find(path)?),
        Operand::Len(path) => length(facts.body?.find(path)?),
        Operand::Has(path) => has(facts, path),
    }
}

fn present(found: Found<'_>) -> Option<Found<'_>> {
    (found != Found::Missing).then_some(found)
}

fn length(found: Found<'_>) -> Option<Found<'static>> {
    let count = match found {
        Found::List(count) | Found::Object(count) => count,
        Found::Text(text) => text.chars().count(),
        Found::Missing | Found::Null | Found::Bool(_) | Found::Number(_) => return None,
    };
    // Beyond 2^32 elements no answer fits under any size limit.
    Some(Found::Number(f64::from(u32::try_from(count).ok()?)))
}

/// An answer that is neither a list nor an object has no paths to be asked about.
fn has(facts: &Facts<'_>, path: &[Step]) -> Option<Found<'static>> {
    let body = facts.body?;
    match body.find(&[])? {
        Found::List(_) | Found::Object(_) => Some(Found::Bool(body.find(path)? != Found::Missing)),
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
        (Found::Text(is), Expected::Pattern(pattern)) => Some(matches(pattern, is)),
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

/// Whether a text has the shape of a pattern, in which `*` stands for any text, also none.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|head| text.strip_prefix(head)) else { return false };
    let Some(tail) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(tail)
}
