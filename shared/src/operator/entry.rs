//! An entry of the log: who did what to what, when, and what it was from then on. Entries are only ever added.

use crate::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Noun {
    /// The page file.
    Configuration,
    /// An incident.
    Incident,
    /// A maintenance.
    Maintenance,
    /// An override.
    Override,
    /// A token.
    Token,
}

impl Noun {
    /// Every one of them.
    pub const ALL: [Self; 5] = [Self::Configuration, Self::Incident, Self::Maintenance, Self::Override, Self::Token];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Configuration => "configuration",
            Self::Incident => "incident",
            Self::Maintenance => "maintenance",
            Self::Override => "override",
            Self::Token => "token",
        }
    }

    /// The one a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == word)
    }

    /// The list that its records stand in, in addresses, and the letter that their ids begin with; `None`: it has no records.
    fn listed(self) -> Option<(&'static str, char)> {
        match self {
            Self::Configuration => None,
            Self::Incident => Some(("incidents", 'i')),
            Self::Maintenance => Some(("maintenances", 'm')),
            Self::Override => Some(("overrides", 'o')),
            Self::Token => Some(("tokens", 't')),
        }
    }

    /// The list that its records stand in, in addresses.
    #[must_use]
    pub fn list(self) -> Option<&'static str> {
        self.listed().map(|(list, _)| list)
    }

    /// The noun whose records stand in a list.
    #[must_use]
    pub fn of_list(list: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|noun| noun.list() == Some(list))
    }

    /// The id of the record of a number: `i7`.
    #[must_use]
    pub fn id(self, number: u64) -> String {
        self.listed().map_or_else(String::new, |(_, letter)| format!("{letter}{number}"))
    }

    /// The number that an id of this noun ends with; `None`: it is no id of it.
    #[must_use]
    pub fn number_of(self, id: &str) -> Option<u64> {
        let digits = id.strip_prefix(self.listed()?.1)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0') && digits.len() <= 15;
        digits.parse().ok().filter(|_| plain)
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// It was made.
    Created,
    /// It was changed.
    Changed,
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// The token's id; `None`: nobody did, it happened by itself or came with a deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// The token's name when it was done.
    pub name: String,
}

/// An entry of the log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place: each is greater than the one before.
    pub id: u64,
    /// When.
    pub at: Instant,
    /// Who.
    pub by: Actor,
    /// About what.
    pub noun: Noun,
    /// About which.
    pub subject: String,
    /// Which revision of it this is.
    pub revision: u32,
    /// What was done.
    pub action: Action,
    /// What it was from then on: the whole record; of an incident's messages those that are new or corrected. Of the
    /// configuration: its digest.
    pub record: Value,
}

impl Entry {
    /// The whole record after this entry, given the whole one before it: of an incident's messages an entry holds only those
    /// that are new or corrected, and not what they said before.
    #[must_use]
    pub fn whole(&self, before: Option<&Value>) -> Value {
        let mut record = self.record.clone();
        let of = |value: &Value| value.get("updates").and_then(Value::as_array).cloned().unwrap_or_default();
        let (known, new) = (before.map(of).unwrap_or_default(), of(&record));
        let number = |it: &Value| it.get("number").and_then(Value::as_u64);
        let told = |it: &Value| corrected(known.iter().find(|other| number(other) == number(it)), it);
        let told: Vec<Value> = new.iter().map(told).collect();
        let stays = |it: &&Value| !told.iter().any(|other| number(other) == number(it));
        let mut all: Vec<Value> = known.iter().filter(stays).chain(&told).cloned().collect();
        all.sort_by_key(number);
        if let Some(updates) = record.get_mut("updates").filter(|_| !all.is_empty()) {
            *updates = all.into();
        } else if let Some(record) = record.as_object_mut().filter(|_| !all.is_empty()) {
            record.insert("updates".to_owned(), all.into());
        }
        record
    }
}

/// A message as it is told anew: what it said before was corrected, unless only another language has come.
fn corrected(before: Option<&Value>, it: &Value) -> Value {
    let mut told = it.clone();
    let Some(before) = before else { return told };
    let texts = |value: &Value| value.get("text").and_then(Value::as_object).cloned().unwrap_or_default();
    let (said, says) = (texts(before), texts(it));
    let mut earlier = before.get("earlier").and_then(Value::as_array).cloned().unwrap_or_default();
    if said.iter().any(|(lang, text)| says.get(lang) != Some(text)) {
        let until = it.get("corrected_at").cloned().unwrap_or_default();
        earlier.push(serde_json::json!({ "until": until, "text": said }));
    }
    if let Some(told) = told.as_object_mut().filter(|_| !earlier.is_empty()) {
        told.insert("earlier".to_owned(), earlier.into());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_entry_holds_what_is_new_and_with_the_one_before_it_all() {
        let entry = |record: Value| Entry {
            id: 1,
            at: Instant(0),
            by: Actor { token: None, name: "vakt".to_owned() },
            noun: Noun::Incident,
            subject: "i1".to_owned(),
            revision: 2,
            action: Action::Changed,
            record,
        };
        let before = json!({ "title": "a", "updates": [{ "number": 1, "text": { "nb": "x" } }, { "number": 2 }] });
        for (what, record, expected) in [
            ("a message", json!({ "title": "a", "updates": [{ "number": 3 }] }), json!([1, 2, 3])),
            (
                "a correction",
                json!({ "title": "a", "updates": [{ "number": 1, "text": { "nb": "z" } }] }),
                json!([1, 2]),
            ),
            ("a title", json!({ "title": "b" }), json!([1, 2])),
        ] {
            let whole = entry(record.clone()).whole(Some(&before));
            let numbers: Vec<&Value> = whole["updates"].as_array().unwrap().iter().map(|it| &it["number"]).collect();
            assert_eq!((json!(numbers), &whole["title"]), (expected, &record["title"]), "{what}");
        }
        let corrected = json!({ "number": 1, "text": { "nb": "z" }, "corrected_at": "then" });
        let told = entry(json!({ "updates": [corrected] })).whole(Some(&before));
        assert_eq!(told["updates"][0]["earlier"], json!([{ "until": "then", "text": { "nb": "x" } }]));
        let translated = json!({ "number": 1, "text": { "nb": "x", "sv": "y" } });
        let told = entry(json!({ "updates": [translated] })).whole(Some(&before));
        assert_eq!(told["updates"][0], translated);
        assert_eq!(entry(json!({ "name": "t" })).whole(None), json!({ "name": "t" }));
    }

    #[test]
    fn what_is_an_id() {
        for (id, expected) in [("i7", Some(7)), ("i123", Some(123))] {
            assert_eq!(Noun::Incident.number_of(id), expected, "{id}");
        }
        for id in ["", "i", "m7", "i07", "i-7", "i7 ", "i+7", "7", "i9999999999999999"] {
            assert_eq!(Noun::Incident.number_of(id), None, "{id}");
        }
        for noun in Noun::ALL.into_iter().filter(|noun| *noun != Noun::Configuration) {
            assert_eq!(noun.number_of(&noun.id(12)), Some(12), "{noun:?}");
            assert_eq!(noun.list().and_then(Noun::of_list), Some(noun));
        }
    }
}
