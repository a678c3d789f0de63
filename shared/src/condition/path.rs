//! Where a path leads in an answer in JSON. One that leads through lists leads to several values, or to none.

use super::Step;
use serde_json::Value;

/// What is at the end of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Found<'a> {
    /// Nothing: there is no such path.
    Missing,
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(&'a str),
    /// A list of so many elements.
    List(usize),
    /// An object of so many keys.
    Object(usize),
}

impl<'a> Found<'a> {
    fn of(value: Option<&'a Value>) -> Self {
        match value {
            None => Self::Missing,
            Some(Value::Null) => Self::Null,
            Some(Value::Bool(is)) => Self::Bool(*is),
            Some(Value::Number(number)) => number.as_f64().map_or(Self::Missing, Self::Number),
            Some(Value::String(text)) => Self::Text(text),
            Some(Value::Array(list)) => Self::List(list.len()),
            Some(Value::Object(map)) => Self::Object(map.len()),
        }
    }
}

/// Whether a path may lead to several values.
pub(super) fn is_plural(path: &[Step]) -> bool {
    path.iter().any(|step| matches!(step, Step::Every | Step::Where(..)))
}

/// The one value at the end of a path.
pub(super) fn find<'a>(root: &'a Value, path: &[Step]) -> Found<'a> {
    let mut at = Some(root);
    for step in path {
        at = at.and_then(|value| one(value, step));
    }
    Found::of(at)
}

/// Every value at the end of a path. What should hold several things and is not there, or holds none by nature, leads to
/// something that is missing: it may hold what is asked for, and so may an element that cannot be told apart.
pub(super) fn all<'a>(root: &'a Value, path: &[Step]) -> Vec<Found<'a>> {
    let mut at = vec![Some(root)];
    for step in path {
        at = match step {
            Step::Every | Step::Where(..) => at.into_iter().flat_map(|value| spread(value, step)).collect(),
            Step::Key(_) | Step::Index(_) => at.into_iter().map(|value| one(value?, step)).collect(),
        };
    }
    at.into_iter().map(Found::of).collect()
}

fn one<'a>(value: &'a Value, step: &Step) -> Option<&'a Value> {
    match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
        Step::Every | Step::Where(..) => None,
    }
}

/// What is in a value, as far as a step lets it through.
fn spread<'a>(value: Option<&'a Value>, step: &Step) -> Vec<Option<&'a Value>> {
    match value {
        Some(Value::Array(list)) => list.iter().filter_map(|element| pass(element, step)).collect(),
        Some(Value::Object(map)) => map.values().filter_map(|element| pass(element, step)).collect(),
        _ => vec![None],
    }
}

/// Lets an element through, or something missing in its place when it does not say what is asked for: a vendor that
/// renames a key must not look like one that has nothing to tell.
fn pass<'a>(element: &'a Value, step: &Step) -> Option<Option<&'a Value>> {
    let Step::Where(key, wanted) = step else { return Some(Some(element)) };
    match is(element.get(key), wanted) {
        Some(true) => Some(Some(element)),
        Some(false) => None,
        None => Some(None),
    }
}

/// Numbers and truth are compared as they are written in JSON; a text without the white space around it, because vendors
/// leave some (Apple, Better Stack). `null` is none of these. `None` when nothing is there that could be compared.
fn is(value: Option<&Value>, wanted: &str) -> Option<bool> {
    match value? {
        Value::String(text) => Some(text.trim() == wanted),
        Value::Bool(is) => Some(wanted.parse() == Ok(*is)),
        Value::Number(number) => Some(number.to_string().as_str() == wanted),
        Value::Null => Some(false),
        Value::Array(_) | Value::Object(_) => None,
    }
}
