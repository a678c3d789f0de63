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

/// Every value at the end of a path; `None` when what should hold several things is not there, or holds none by nature.
pub(super) fn all<'a>(root: &'a Value, path: &[Step]) -> Option<Vec<Found<'a>>> {
    let mut at = vec![Some(root)];
    for step in path {
        at = match step {
            Step::Every | Step::Where(..) => spread(at, step)?,
            Step::Key(_) | Step::Index(_) => at.into_iter().map(|value| one(value?, step)).collect(),
        };
    }
    Some(at.into_iter().map(Found::of).collect())
}

fn one<'a>(value: &'a Value, step: &Step) -> Option<&'a Value> {
    match step {
        Step::Key(key) => value.get(key),
        Step::Index(index) => value.get(index),
        Step::Every | Step::Where(..) => None,
    }
}

/// What is in each of some values, as far as a step lets it through.
fn spread<'a>(at: Vec<Option<&'a Value>>, step: &Step) -> Option<Vec<Option<&'a Value>>> {
    let mut inside = Vec::new();
    for value in at {
        match value? {
            Value::Array(list) => inside.extend(list.iter().filter(|it| passes(it, step)).map(Some)),
            Value::Object(map) => inside.extend(map.values().filter(|it| passes(it, step)).map(Some)),
            _ => return None,
        }
    }
    Some(inside)
}

/// Numbers and truth are compared as they are written in JSON; a text without the white space around it, because vendors
/// leave some (Apple, Better Stack).
fn passes(element: &Value, step: &Step) -> bool {
    let Step::Where(key, wanted) = step else { return true };
    match element.get(key) {
        Some(Value::String(text)) => text.trim() == wanted,
        Some(Value::Bool(is)) => wanted.parse() == Ok(*is),
        Some(Value::Number(number)) => number.to_string().as_str() == wanted,
        _ => false,
    }
}
