//! The words of a Statuspage v2 `summary.json`, in the tolerant form that its imitations need.
//!
//! Unknown keys are ignored. A list may be `null` or missing (incident.io leaves out what is empty), but a list that is
//! something else makes the document unreadable. A word that is no text is as good as missing, and a missing word is
//! never a good one.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The document.
#[derive(serde::Deserialize)]
pub(super) struct Summary {
    pub status: Option<Status>,
    pub components: Option<Vec<Component>>,
    pub incidents: Option<Vec<Item>>,
    pub scheduled_maintenances: Option<Vec<Item>>,
}

/// How the page as a whole is.
#[derive(serde::Deserialize)]
pub(super) struct Status {
    #[serde(default)]
    pub indicator: Word,
}

/// A component, in the page's list or in an incident's.
#[derive(serde::Deserialize)]
pub(super) struct Component {
    #[serde(default)]
    pub id: Word,
    #[serde(default)]
    pub name: Word,
    #[serde(default)]
    pub status: Word,
    #[serde(default)]
    pub group: Flag,
    #[serde(default)]
    pub group_id: Word,
}

/// An incident or a maintenance.
#[derive(serde::Deserialize)]
pub(super) struct Item {
    #[serde(default)]
    pub id: Word,
    #[serde(default)]
    pub name: Word,
    #[serde(default)]
    pub status: Word,
    #[serde(default)]
    pub impact: Word,
    #[serde(default)]
    pub shortlink: Word,
    #[serde(default)]
    pub created_at: Word,
    #[serde(default)]
    pub started_at: Word,
    pub components: Option<Vec<Component>>,
    pub incident_updates: Option<Vec<Update>>,
}

/// One message.
#[derive(serde::Deserialize)]
pub(super) struct Update {
    #[serde(default)]
    pub status: Word,
    #[serde(default)]
    pub body: Word,
    #[serde(default)]
    pub created_at: Word,
    #[serde(default)]
    pub display_at: Word,
}

/// A text, or an integer where imitations write ids as such. Anything else is no word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(Option<String>);

/// `true`, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flag(pub bool);

impl Word {
    /// The word without white space around it; `None` when there is nothing left.
    pub(super) fn get(&self) -> Option<&str> {
        self.0.as_deref().map(str::trim).filter(|word| !word.is_empty())
    }
}

/// A value of any type, of which only texts, integers and truth are looked at.
struct Scalar;

enum Read {
    Word(String),
    Truth(bool),
    Other,
}

impl<'de> Visitor<'de> for Scalar {
    type Value = Read;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Read, E> {
        Ok(Read::Word(text.to_owned()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Read, E> {
        Ok(Read::Word(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Read, E> {
        Ok(Read::Word(number.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Read, E> {
        Ok(Read::Other)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Read, E> {
        Ok(Read::Truth(truth))
    }

    fn visit_unit<E>(self) -> Result<Read, E> {
        Ok(Read::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Read, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Read::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Read, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Read::Other)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match deserializer.deserialize_any(Scalar)? {
            Read::Word(word) => Self(Some(word)),
            Read::Truth(_) | Read::Other => Self(None),
        })
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(matches!(deserializer.deserialize_any(Scalar)?, Read::Truth(true))))
    }
}
