//! Pieces that foreign documents in JSON are read with, in the tolerant form that vendors and their imitations need.
//!
//! Unknown keys are ignored. A list may be `null` or missing (incident.io leaves out what is empty), but a list that is
//! something else, or absurdly long, makes the document unreadable. A word that is no text is as good as missing, and a
//! missing word is never a good one.

use fyr_shared::time::Instant;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// How many components a page may have, and an incident may name: Cloudflare, the longest page we know, has hundreds.
/// What has more is no status page, but made to cost.
pub(super) const MAX_COMPONENTS: usize = 3_000;
/// How many incidents may be there, and how many maintenances.
pub(super) const MAX_ITEMS: usize = 500;
/// How many messages there may be of an incident: one per hour makes three weeks.
pub(super) const MAX_UPDATES: usize = 500;

/// An object, and nothing but an object: the derived readers would also take a list of values in the order of the fields, so
/// that `"status": ["none"]` would be read as a word in its place.
pub(super) struct Object<T>(pub T);

struct Entries<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
    type Value = Object<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Object)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// At most so many. A longer list is given up as soon as it is too long, so that it is never held.
pub(super) struct List<T, const MAX: usize>(pub Vec<T>);

/// At most so many words; what is none among them is passed over.
pub(super) struct Words<const MAX: usize>(pub Vec<Box<str>>);

/// A text, or an integer where imitations write ids as such. Anything else is no word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(Option<Box<str>>);

/// `true`, or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flag(pub bool);

/// `false`, or 0: switched off, and not just something else than on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Off(pub bool);

/// What a key holds that may be missing, but must hold what it should where it is there.
pub(super) fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

impl Word {
    /// The word without white space around it; `None` when there is nothing left.
    pub(super) fn get(&self) -> Option<&str> {
        self.0.as_deref().map(str::trim).filter(|word| !word.is_empty())
    }

    /// The same, to be kept.
    pub(super) fn take(self) -> Option<Box<str>> {
        let trimmed = self.get()?.len();
        self.0.map(|word| if word.len() == trimmed { word } else { word.trim().into() })
    }

    /// The word as a count.
    pub(super) fn number(&self) -> Option<usize> {
        self.get()?.parse().ok()
    }

    /// The word as an instant, in any of the ways vendors write one.
    pub(super) fn instant(&self) -> Option<Instant> {
        self.get().and_then(Instant::parse)
    }
}

impl<T, const MAX: usize> List<T, MAX> {
    /// What is in a list that may be missing.
    pub(super) fn of(list: Option<Self>) -> Vec<T> {
        list.map_or_else(Vec::new, |list| list.0)
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

/// Reads [`Words`].
struct Several<const MAX: usize>;

impl<'de, const MAX: usize> Visitor<'de> for Several<MAX> {
    type Value = Words<MAX>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {MAX} words")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut words = Vec::new();
        while let Some(word) = list.next_element::<Word>()? {
            if words.len() == MAX {
                return Err(A::Error::invalid_length(MAX + 1, &self));
            }
            words.extend(word.take());
        }
        Ok(Words(words))
    }
}

impl<'de, const MAX: usize> Deserialize<'de> for Words<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Several)
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

impl<'de> Deserialize<'de> for Off {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(match deserializer.deserialize_any(Scalar)? {
            Read::Truth(is) => !is,
            Read::Word(word) => word == "0",
            Read::Other => false,
        }))
    }
}
