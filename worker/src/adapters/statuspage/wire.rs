//! The words of a Statuspage v2 `summary.json`, in the tolerant form that its imitations need.
//!
//! Unknown keys are ignored. A list may be `null` or missing (incident.io leaves out what is empty), but a list that is
//! something else, or absurdly long, makes the document unreadable. A word that is no text is as good as missing, and a
//! missing word is never a good one.

use super::object::Object;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// How many components a page may have, and an incident may name: Cloudflare, the longest page we know, has hundreds.
/// What has more is no status page, but made to cost.
const MAX_COMPONENTS: usize = 3_000;
/// How many incidents may be there, and how many maintenances. A summary holds only what is not over: fewer than a page
/// has components.
const MAX_ITEMS: usize = 500;
/// How many messages there may be of an incident: one per hour makes three weeks.
const MAX_UPDATES: usize = 500;

/// The document.
#[derive(serde::Deserialize)]
pub(super) struct Summary {
    status: Option<Object<Status>>,
    components: Option<List<Component, MAX_COMPONENTS>>,
    incidents: Option<List<Item, MAX_ITEMS>>,
    scheduled_maintenances: Option<List<Item, MAX_ITEMS>>,
}

/// How the page as a whole is.
#[derive(serde::Deserialize)]
struct Status {
    #[serde(default)]
    indicator: Word,
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
    components: Option<List<Component, MAX_COMPONENTS>>,
    incident_updates: Option<List<Update, MAX_UPDATES>>,
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

/// At most so many. A longer list is given up as soon as it is too long, so that it is never held.
struct List<T, const MAX: usize>(Vec<T>);

/// A text, or an integer where imitations write ids as such. Anything else is no word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(Option<Box<str>>);

/// `true`, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flag(pub bool);

impl Summary {
    /// The page's word for itself.
    pub(super) fn indicator(&self) -> Option<&str> {
        self.status.as_ref()?.0.indicator.get()
    }

    pub(super) fn components(&self) -> &[Component] {
        of(self.components.as_ref())
    }

    pub(super) fn incidents(&self) -> &[Item] {
        of(self.incidents.as_ref())
    }

    pub(super) fn maintenances(&self) -> &[Item] {
        of(self.scheduled_maintenances.as_ref())
    }
}

impl Item {
    /// The components it names; none on incident.io.
    pub(super) fn listed(&self) -> &[Component] {
        of(self.components.as_ref())
    }

    /// Its messages, in the order of the page.
    pub(super) fn updates(&self) -> &[Update] {
        of(self.incident_updates.as_ref())
    }
}

fn of<T, const MAX: usize>(list: Option<&List<T, MAX>>) -> &[T] {
    list.map_or(&[], |list| list.0.as_slice())
}

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

/// Reads a [`List`].
struct Items<T, const MAX: usize>(PhantomData<T>);

impl<'de, T: Deserialize<'de>, const MAX: usize> Visitor<'de> for Items<T, MAX> {
    type Value = List<T, MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Object(item)) = list.next_element()? {
            if items.len() == MAX {
                return Err(A::Error::invalid_length(MAX + 1, &self));
            }
            items.push(item);
        }
        items.shrink_to_fit();
        Ok(List(items))
    }
}

impl<'de, T: Deserialize<'de>, const MAX: usize> Deserialize<'de> for List<T, MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items(PhantomData))
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match deserializer.deserialize_any(Scalar)? {
            Read::Word(word) => Self(Some(word.into_boxed_str())),
            Read::Truth(_) | Read::Other => Self(None),
        })
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(matches!(deserializer.deserialize_any(Scalar)?, Read::Truth(true))))
    }
}
