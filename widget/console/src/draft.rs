//! A draft: what somebody has written into a form, by place. A place is a JSON pointer into what is asked, with components
//! by their names (`/title/nb`, `/affected/api`), so that a refusal finds its field.

use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::operator::{Affected, WorkOn};
use fyr_shared::page::Zone;
use fyr_shared::status::{Level, WorkImpact};
use fyr_shared::time::Instant;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// What stands in a form, and how it was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// What is written, by place. What is not there is empty.
    values: BTreeMap<String, String>,
    /// What the form held before anybody wrote.
    begun: BTreeMap<String, String>,
    /// The key under which it was sent last, and what was sent: the same again has the same key, and is done once.
    sent: Option<(String, Value)>,
}

impl Draft {
    /// A form that begins with this.
    #[must_use]
    pub fn begin(values: impl IntoIterator<Item = (String, String)>) -> Self {
        let values: BTreeMap<_, _> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        Self { begun: values.clone(), values, sent: None }
    }

    /// What stands at a place.
    #[must_use]
    pub fn get(&self, place: &str) -> &str {
        self.values.get(place).map_or("", String::as_str)
    }

    /// Writes at a place.
    pub fn set(&mut self, place: &str, value: String) {
        if value.is_empty() {
            self.values.remove(place);
        } else {
            self.values.insert(place.to_owned(), value);
        }
    }

    /// Whether somebody has written something that would be lost.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        self.values != self.begun || self.sent.is_some()
    }

    /// Whether what stands below a place is other than it began.
    #[must_use]
    pub fn differs(&self, place: &str) -> bool {
        let below = |all: &BTreeMap<String, String>| -> Vec<(String, String)> {
            let is = |key: &str| key == place || key.strip_prefix(place).is_some_and(|rest| rest.starts_with('/'));
            all.iter().filter(|(key, _)| is(key)).map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        below(&self.values) != below(&self.begun)
    }

    /// The key to send something under: the one of the last time if it is the same, or else a fresh one.
    pub fn key(&mut self, body: &Value, fresh: impl FnOnce() -> String) -> String {
        if let Some((key, sent)) = &self.sent
            && sent == body
        {
            return key.clone();
        }
        let key = fresh();
        self.sent = Some((key.clone(), body.clone()));
        key
    }

    /// It was refused: nothing of it was done, and it is sent under another key next time.
    pub fn refused(&mut self) {
        self.sent = None;
    }

    /// The texts below a place; `None` where there are none.
    #[must_use]
    pub fn texts(&self, place: &str) -> Option<Localized> {
        let text = |lang: Lang| Some((lang, self.values.get(&format!("{place}/{}", lang.as_str()))?.clone()));
        let texts: BTreeMap<Lang, String> = Lang::ALL.into_iter().filter_map(text).collect();
        (!texts.is_empty()).then_some(Localized(texts))
    }

    /// The word of a closed list at a place.
    #[must_use]
    pub fn word<T: DeserializeOwned>(&self, place: &str) -> Option<T> {
        serde_json::from_value(Value::String(self.get(place).to_owned())).ok()
    }

    /// Whether a box is ticked.
    #[must_use]
    pub fn ticked(&self, place: &str) -> bool {
        self.get(place) == "true"
    }

    /// The instant at a place: a local time of the zone.
    #[must_use]
    pub fn instant(&self, place: &str, zone: &Zone) -> Option<Instant> {
        crate::local::read(zone, self.get(place))
    }

    /// What an incident is about.
    #[must_use]
    pub fn affected(&self) -> Vec<Affected> {
        self.components()
            .filter_map(|(component, word)| Some(Affected { component, level: Level::parse(word)? }))
            .collect()
    }

    /// What maintenance works on.
    #[must_use]
    pub fn work(&self) -> Vec<WorkOn> {
        let work =
            |(component, word): (ComponentId, &str)| Some(WorkOn { component, impact: WorkImpact::parse(word)? });
        self.components().filter_map(work).collect()
    }

    fn components(&self) -> impl Iterator<Item = (ComponentId, &str)> {
        self.values
            .iter()
            .filter_map(|(place, word)| Some((ComponentId::from(place.strip_prefix("/affected/")?), word.as_str())))
    }
}

/// Texts as a form begins with them.
pub fn texts(place: &str, texts: Option<&Localized>) -> Vec<(String, String)> {
    let of = |(lang, text): (&Lang, &String)| (format!("{place}/{}", lang.as_str()), text.clone());
    texts.into_iter().flat_map(|texts| &texts.0).map(of).collect()
}

/// The place in a form that a pointer into what was sent leads to.
#[must_use]
pub fn place(pointer: &str, body: &Value) -> String {
    let named = || {
        let (at, _) = pointer.strip_prefix("/affected/")?.split_once('/')?;
        let component = body.pointer(&format!("/affected/{at}/component"))?.as_str()?;
        Some(format!("/affected/{component}"))
    };
    named().unwrap_or_else(|| pointer.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn draft() -> Draft {
        Draft::begin([("/title/nb".into(), "Nede".into()), ("/affected/api".into(), "major_outage".into())])
    }

    #[test]
    fn what_is_sent_again_has_the_same_key_and_what_is_another_has_another() {
        let mut draft = draft();
        assert_eq!(draft.key(&json!({ "a": 1 }), || "one".into()), "one");
        assert_eq!(draft.key(&json!({ "a": 1 }), || "two".into()), "one");
        assert_eq!(draft.key(&json!({ "a": 2 }), || "three".into()), "three");
        draft.refused();
        assert_eq!(draft.key(&json!({ "a": 2 }), || "four".into()), "four");
    }

    #[test]
    fn a_draft_is_lost_only_if_somebody_wrote_in_it() {
        let mut draft = draft();
        assert!(!draft.is_touched());
        draft.set("/title/nb", "Nede igjen".into());
        assert!(draft.is_touched() && draft.differs("/title") && !draft.differs("/affected"));
        draft.set("/title/nb", "Nede".into());
        assert!(!draft.is_touched());
    }

    #[test]
    fn texts_and_components_are_read_back() {
        let mut draft = draft();
        draft.set("/title/en", "Down".into());
        draft.set("/affected/web", "none".into());
        let title = draft.texts("/title").unwrap();
        assert_eq!(title.0.get(&Lang::En).map(String::as_str), Some("Down"));
        assert_eq!(draft.texts("/text"), None);
        assert_eq!(draft.affected().len(), 1);
    }

    #[test]
    fn a_refusal_finds_its_field() {
        let body = json!({ "affected": [{ "component": "api" }, { "component": "web" }] });
        for (pointer, expected) in [
            ("/affected/1/level", "/affected/web"),
            ("/affected/7/level", "/affected/7/level"),
            ("/affected", "/affected"),
            ("/title/nb", "/title/nb"),
            ("", ""),
        ] {
            assert_eq!(place(pointer, &body), expected);
        }
    }
}
