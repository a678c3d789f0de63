//! A table of a page file, and where it stands: every reader takes one, notes what is wrong and goes on.
//!
//! A reader that notes a problem returns `None` or a stand-in. Neither is ever used: a file with a problem is refused.

use super::nearest::{nearest, nearest_key};
use super::problem::Problems;
use crate::day::Day;
use std::fmt::Display;
use toml::{Table, Value};

/// A table and its place.
pub(super) struct Cursor<'a> {
    table: &'a Table,
    place: String,
    problems: &'a Problems,
}

impl<'a> Cursor<'a> {
    /// Opens a table in which only `keys` may stand.
    pub(super) fn open(table: &'a Table, place: String, keys: &[&str], problems: &'a Problems) -> Self {
        let cursor = Self { table, place, problems };
        for key in table.keys().filter(|key| !keys.contains(&key.as_str())) {
            match nearest_key(key, keys) {
                Some(meant) => cursor.problem(format_args!("unknown key `{key}`; did you mean `{meant}`?")),
                None => cursor.problem(format_args!("unknown key `{key}`; the keys here are {}", list(keys, '`'))),
            }
        }
        cursor
    }

    /// Notes that something is wrong here.
    pub(super) fn problem(&self, text: impl Display) {
        self.problems.add(&self.place, text);
    }

    /// How many problems have been found in the file so far.
    pub(super) fn found(&self) -> usize {
        self.problems.count()
    }

    /// Notes that the value of `key` is wrong: `key = "value" is …`.
    pub(super) fn wrong(&self, key: &str, text: impl Display) {
        match self.table.get(key) {
            Some(value) => self.problem(format_args!("{key} = {} {text}", shown(value))),
            None => self.problem(format_args!("{key} {text}")),
        }
    }

    /// Notes it when `key` is missing.
    pub(super) fn needs(&self, key: &str, cure: &str) {
        if !self.has(key) {
            self.problem(format_args!("{key} is missing; write {cure}"));
        }
    }

    /// Notes it when `key` is there.
    pub(super) fn refuses(&self, key: &str, why: &str) {
        if self.has(key) {
            self.problem(format_args!("{key} {why}"));
        }
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.table.get(key)
    }

    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.typed(key, Value::as_str, r#"a text in quotes: "…""#)
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.typed(key, Value::as_bool, "true or false")
    }

    pub(super) fn number(&self, key: &str) -> Option<i64> {
        self.typed(key, Value::as_integer, "a whole number")
    }

    pub(super) fn table(&self, key: &str) -> Option<&'a Table> {
        self.typed(key, Value::as_table, r#"a table: { key = "…" }"#)
    }

    /// A list of texts.
    pub(super) fn texts(&self, key: &str) -> Option<Vec<&'a str>> {
        let values = self.typed(key, Value::as_array, r#"a list: ["…"]"#)?;
        let texts: Option<Vec<&str>> = values.iter().map(Value::as_str).collect();
        if texts.is_none() {
            self.wrong(key, r#"holds what is not text; write a list of texts: ["…"]"#);
        }
        texts
    }

    /// A list of texts, each there once.
    pub(super) fn distinct(&self, key: &str) -> Option<Vec<&'a str>> {
        let texts = self.texts(key)?;
        for text in repeated(&texts) {
            self.problem(format_args!(r#"{key} holds "{text}" twice; remove one"#));
        }
        Some(texts)
    }

    /// One of `words`.
    pub(super) fn word(&self, key: &str, words: &[&'static str]) -> Option<&'static str> {
        let text = self.text(key)?;
        let word = words.iter().copied().find(|word| *word == text);
        if word.is_none() {
            self.wrong(key, format_args!("is not known; {}", meant(text, words)));
        }
        word
    }

    /// The tables of `[[key]]`, each named by what its `id_key` says, or else by its number.
    pub(super) fn entries(&self, key: &str, id_key: &str, keys: &[&str]) -> Vec<Cursor<'a>> {
        let cure = format!("one or more tables: [[{key}]]");
        let values = self.typed(key, Value::as_array, &cure).map_or(&[][..], Vec::as_slice);
        let open = |(number, value): (usize, &'a Value)| {
            let Value::Table(table) = value else {
                self.problem(format_args!("{key} is a list of values; write {cure}"));
                return None;
            };
            let name = table.get(id_key).and_then(Value::as_str).filter(|id| !id.is_empty());
            let own = name.map_or_else(|| format!("{key} {}", number + 1), |id| format!("{key} `{id}`"));
            let place = if self.place.is_empty() { own } else { format!("{}, {own}", self.place) };
            Some(Cursor::open(table, place, keys, self.problems))
        };
        values.iter().enumerate().filter_map(open).collect()
    }

    /// The table of `key`, in which only `keys` may stand.
    pub(super) fn inner(&self, key: &str, keys: &[&str]) -> Option<Cursor<'a>> {
        let table = self.table(key)?;
        let place = if self.place.is_empty() { key.to_owned() } else { format!("{}, {key}", self.place) };
        Some(Cursor::open(table, place, keys, self.problems))
    }

    /// A day.
    pub(super) fn day(&self, key: &str) -> Option<Day> {
        let day = Day::parse(self.text(key)?);
        if day.is_none() {
            self.wrong(key, r#"is no day; write it as "2026-01-01""#);
        }
        day
    }

    fn typed<T>(&self, key: &str, read: impl Fn(&'a Value) -> Option<T>, cure: &str) -> Option<T> {
        let value = self.table.get(key)?;
        let read = read(value);
        if read.is_none() {
            self.wrong(key, format_args!("is {}; write {cure}", kind_of(value)));
        }
        read
    }
}

/// The cure for a word that is none of `words`.
pub(super) fn meant(text: &str, words: &[&str]) -> String {
    match nearest(text, words.iter().copied()) {
        Some(near) => format!(r#"did you mean "{near}"?"#),
        None => format!("write one of {}", list(words, '"')),
    }
}

/// Each text that comes more than once.
pub(super) fn repeated<'a>(texts: &[&'a str]) -> Vec<&'a str> {
    let mut seen: Vec<&str> = vec![];
    let mut twice: Vec<&str> = vec![];
    for text in texts {
        let list = if seen.contains(text) { &mut twice } else { &mut seen };
        if !list.contains(text) {
            list.push(text);
        }
    }
    twice
}

pub(super) fn list(words: &[&str], quote: char) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{quote}{word}{quote}")).collect();
    quoted.join(", ")
}

/// A value as it may be shown in a message: on one line, and not endless.
fn shown(value: &Value) -> String {
    let (text, quote) = match value {
        Value::String(text) => (text.clone(), "\""),
        Value::Table(_) => return "{ … }".to_owned(),
        other => (other.to_string(), ""),
    };
    let one_line = text.replace(char::is_control, " ");
    let short: String = one_line.chars().take(80).collect();
    let rest = if one_line.chars().nth(80).is_some() { "…" } else { "" };
    format!("{quote}{short}{rest}{quote}")
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Boolean(_) => "true or false",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a table",
    }
}
