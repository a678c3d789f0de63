//! How a condition is read, and how a wrong one is refused: what is wrong, and the cure.

use super::path::is_plural;
use super::{Condition, Expected, Operand, Operator, Step};

/// Longer ones first: `<` begins `<=`.
const OPERATORS: [(&str, Operator); 6] = [
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<", Operator::Less),
    (">", Operator::Greater),
];

/// What makes an operand of a path.
type Of = fn(Vec<Step>) -> Operand;

const FUNCTIONS: [(&str, Of); 4] =
    [("len(", Operand::Len), ("has(", Operand::Has), ("all(", Operand::All), ("some(", Operand::Some)];

/// What may stand on the left side.
const OPERANDS: [&str; 3] = ["[STATUS]", "[RESPONSE_TIME]", "[BODY]"];

/// A page file is written by hand; nothing longer is a condition.
const MAX_CHARS: usize = 500;

/// Reads a condition.
pub(super) fn condition(text: &str) -> Result<Condition, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("the condition is empty; write for example `[STATUS] == 200`".to_owned());
    }
    if text.chars().count() > MAX_CHARS || text.chars().any(char::is_control) {
        return Err(format!("a condition is one line of at most {MAX_CHARS} characters; write it shorter"));
    }
    let (left, rest) = operand(text)?;
    let (operator, rest) = operator(text, rest.trim_start())?;
    let right = right(rest.trim())?;
    suits(&left, operator, &right)?;
    Ok(Condition { text: text.to_owned(), left, operator, right })
}

/// The left side, and what follows it.
fn operand(text: &str) -> Result<(Operand, &str), String> {
    for (name, of) in FUNCTIONS {
        let Some(inner) = text.strip_prefix(name) else { continue };
        let inner = inner.trim_start();
        let after = inner
            .strip_prefix("[BODY]")
            .ok_or_else(|| format!("`{name}…)` asks about the answer's body; write `{name}[BODY].path)`"))?;
        let (path, rest) = path(after)?;
        let rest = rest.trim_start().strip_prefix(')').ok_or_else(|| format!("`{name}` is not closed; add `)`"))?;
        return Ok((of(path), rest));
    }
    if let Some(rest) = text.strip_prefix("[STATUS]") {
        return Ok((Operand::Status, rest));
    }
    if let Some(rest) = text.strip_prefix("[RESPONSE_TIME]") {
        return Ok((Operand::ResponseTime, rest));
    }
    let Some(after) = text.strip_prefix("[BODY]") else { return Err(unknown_operand(text)) };
    let (path, rest) = path(after)?;
    let left = if path.is_empty() { Operand::Body } else { Operand::Path(path) };
    Ok((left, rest))
}

fn unknown_operand(text: &str) -> String {
    let word = text.split_inclusive(']').next().unwrap_or(text);
    let word =
        word.split(|c: char| c.is_whitespace() || ".=!<>".contains(c)).find(|part| !part.is_empty()).unwrap_or(text);
    // Their first letters differ, so the first letter tells which one was mistyped.
    let initial = |word: &str| word.chars().find(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_uppercase());
    match OPERANDS.iter().find(|operand| initial(operand) == initial(word)) {
        Some(meant) => format!("`{word}` cannot stand on the left side; did you mean {meant}?"),
        None => format!(
            "`{word}` cannot stand on the left side; write [STATUS], [RESPONSE_TIME], [BODY], [BODY].path, \
             len([BODY].path), has([BODY].path), all([BODY].list[*].path) or some([BODY].list[*].path)"
        ),
    }
}

/// Steps as in `.a.list[0].b`, and what follows them.
fn path(mut rest: &str) -> Result<(Vec<Step>, &str), String> {
    let mut steps = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix('.') {
            let (key, next) = key(after);
            if key.is_empty() {
                return Err("a path ends with `.`; write the key behind it, as in `[BODY].db`".to_owned());
            }
            steps.push(Step::Key(key.to_owned()));
            rest = next;
        } else if let Some(after) = rest.strip_prefix('[') {
            let (step, next) = bracket(after)?;
            steps.push(step);
            rest = next;
        } else {
            return Ok((steps, rest));
        }
    }
}

/// What stands in brackets, and what follows them.
fn bracket(after: &str) -> Result<(Step, &str), String> {
    const OPEN: &str = "a `[` is not closed; write it as in `[BODY].list[0]`";
    if let Some((key, rest)) = after.split_once("=\"").filter(|(key, _)| is_key(key)) {
        let (value, rest) = rest.split_once("\"]").ok_or(OPEN)?;
        return Ok((Step::Where(key.trim().to_owned(), value.trim().to_owned()), rest));
    }
    let (inner, rest) = after.split_once(']').ok_or(OPEN)?;
    let step = match inner.trim() {
        "*" => Step::Every,
        index if index.parse::<usize>().is_ok() => Step::Index(index.parse().unwrap_or(usize::MAX)),
        other => match other.split_once('=').filter(|(key, value)| is_key(key) && !value.trim().is_empty()) {
            Some((key, value)) => Step::Where(key.trim().to_owned(), value.trim().to_owned()),
            None => {
                return Err(format!(
                    "`[{inner}]` is not the place of an element; write a number from 0, as in `[BODY].list[0]`, `[*]` for \
                     every element, or `[name=API]` for those of that name"
                ));
            }
        },
    };
    Ok((step, rest))
}

/// Whether a text can be the key of `[key=value]`.
fn is_key(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|c| !c.is_whitespace() && !".[]()=!<>\"*".contains(c))
}

fn key(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| c.is_whitespace() || ".[]()=!<>\"".contains(c)).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn operator<'a>(text: &str, rest: &'a str) -> Result<(Operator, &'a str), String> {
    if rest.is_empty() {
        return Err(format!("`{text}` compares with nothing; write for example `{text} == true`"));
    }
    for (sign, operator) in OPERATORS {
        if let Some(after) = rest.strip_prefix(sign) {
            return Ok((operator, after));
        }
    }
    let found = rest.split_whitespace().next().unwrap_or(rest);
    let cure = if found.starts_with('=') { "write `==`" } else { "write ==, !=, <, <=, > or >=" };
    Err(format!("`{found}` is not an operator; {cure}"))
}

/// The right side: one value, or the alternatives of `any(…)`.
fn right(text: &str) -> Result<Vec<Expected>, String> {
    if text.is_empty() {
        return Err("there is nothing on the right side; write what it should be, as in `[STATUS] == 200`".to_owned());
    }
    let Some(inner) = text.strip_prefix("any(") else { return Ok(vec![value(text)?]) };
    let inner = inner.strip_suffix(')').ok_or("`any(` is not closed; add `)`")?;
    alternatives(inner).map(|part| value(part.trim())).collect()
}

/// Splits at commas outside quotation marks and parentheses.
fn alternatives(text: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut depth) = (false, 0_usize);
    text.split(move |c: char| {
        match c {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && !quoted && depth == 0
    })
}

fn value(text: &str) -> Result<Expected, String> {
    if let Some(inner) = text.strip_prefix("pat(") {
        let pattern = inner.strip_suffix(')').ok_or("`pat(` is not closed; add `)`")?;
        let pattern = quoted(pattern.trim()).unwrap_or(pattern);
        let shape = if pattern.contains('*') { Ok(()) } else { Err("write `*` for any text, as in `pat(*ok*)`") };
        return shape.map(|()| Expected::Pattern(pattern.to_owned())).map_err(|cure| format!("`{text}`: {cure}"));
    }
    if let Some(inner) = quoted(text) {
        return Ok(Expected::Text(inner.to_owned()));
    }
    match text {
        "" => Err("a value is missing; write it, or `\"\"` for the empty text".to_owned()),
        "true" => Ok(Expected::Bool(true)),
        "false" => Ok(Expected::Bool(false)),
        "null" => Ok(Expected::Null),
        _ if text.contains(['"', '(', ')']) || text.starts_with(['=', '<', '>', '!', '[']) => {
            Err(format!("`{text}` is not a value; write a number, true, false, null, a word or \"a text\""))
        }
        _ => Ok(number(text).map_or_else(|| Expected::Text(text.to_owned()), Expected::Number)),
    }
}

/// The text between quotation marks; there is no way to write a quotation mark in it.
fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('"')?.strip_suffix('"').filter(|inner| !inner.contains('"'))
}

/// A number as JSON writes it; `inf`, `nan` and dates are words.
fn number(text: &str) -> Option<f64> {
    let shaped = text.strip_prefix('-').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit());
    text.parse().ok().filter(|number: &f64| shaped && number.is_finite())
}

/// Whether the three parts can belong together: a condition that can never hold is refused.
fn suits(left: &Operand, operator: Operator, right: &[Expected]) -> Result<(), String> {
    plural(left)?;
    let numbers = right.iter().all(|expected| matches!(expected, Expected::Number(_)));
    if !matches!(operator, Operator::Equal | Operator::NotEqual) && (!numbers || right.len() != 1) {
        return Err("<, <=, > and >= compare with one number; write the number alone, without a unit".to_owned());
    }
    let (fits, cure) = match left {
        Operand::Status => (right.iter().all(is_status), "[STATUS] is a number from 100 to 599; write for example 200"),
        Operand::ResponseTime => (numbers, "[RESPONSE_TIME] is a number of milliseconds; write for example 500"),
        Operand::Len(_) => (numbers, "len() is a number; write for example 1"),
        Operand::Has(_) => {
            (right.iter().all(|expected| matches!(expected, Expected::Bool(_))), "has() is true or false; write one")
        }
        Operand::Body => (
            right.iter().all(|expected| matches!(expected, Expected::Text(_) | Expected::Pattern(_))),
            "[BODY] is a text; write \"200\" or \"true\" in quotation marks, or name a path as in [BODY].db",
        ),
        Operand::Path(_) | Operand::All(_) | Operand::Some(_) => (true, ""),
    };
    if fits { Ok(()) } else { Err(cure.to_owned()) }
}

/// Whether a path that leads to several values stands where several are expected, and one that leads to one where one is.
fn plural(left: &Operand) -> Result<(), String> {
    match left {
        Operand::Path(path) | Operand::Has(path) if is_plural(path) => {
            Err("the path leads to several values; write all([BODY]…), some([BODY]…) or len([BODY]…) around it"
                .to_owned())
        }
        Operand::All(path) | Operand::Some(path) if !is_plural(path) => {
            Err("all() and some() are about several values; write `[*]` or `[name=…]` in the path, or leave them out"
                .to_owned())
        }
        _ => Ok(()),
    }
}

fn is_status(expected: &Expected) -> bool {
    matches!(expected, Expected::Number(number) if (100.0..=599.0).contains(number) && number.fract() == 0.0)
}
