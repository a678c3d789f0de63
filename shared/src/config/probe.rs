//! The own probes of a page, as contracts name them. What is wrong with one is noted where it is read as a source.

use super::cursor::Cursor;
use super::environment::PRODUCTION;
use toml::Value;

/// An own probe.
pub(super) struct Probe<'a> {
    pub(super) id: &'a str,
    pub(super) env: &'a str,
    components: Vec<&'a str>,
}

impl<'a> Probe<'a> {
    /// A source, where it is an own probe; it speaks about the first environment where it names none.
    pub(super) fn read(source: &Cursor<'a>, environments: &[&'a str]) -> Option<Self> {
        let word = |key| source.value(key).and_then(Value::as_str);
        let id = word("id").filter(|_| word("kind") == Some("http"))?;
        let first = environments.first().copied().unwrap_or(PRODUCTION);
        let about = source.value("about").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let component = |about: &'a Value| about.get("component").and_then(Value::as_str);
        Some(Self { id, env: word("env").unwrap_or(first), components: about.iter().filter_map(component).collect() })
    }

    /// Whether it speaks about one of them.
    pub(super) fn speaks_about(&self, components: &[&str]) -> bool {
        self.components.iter().any(|component| components.contains(component))
    }
}
