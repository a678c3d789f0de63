//! Refusals: what is wrong with what was asked, where, and the cure. All of them at once.

use crate::ids::{ComponentId, EnvId};
use crate::lang::{Lang, Localized};
use crate::legible::{Lines, fault};
use crate::page::Page;
use crate::time::{DAY, Instant, MINUTE};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::fmt::Display;

/// Characters that a title may have.
const TITLE: usize = 200;
/// Characters that a message may have.
const MESSAGE: usize = 5_000;
/// How far back what has happened may lie.
const PAST: i64 = 400 * DAY;
/// How far ahead what is promised or planned may lie.
const AHEAD: i64 = 800 * DAY;
/// By how much the clock of who asks may be ahead of ours.
const SKEW: i64 = 5 * MINUTE;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Where: a JSON pointer (RFC 6901) into what was asked; empty: all of it.
    pub pointer: String,
    /// What is wrong, and the cure.
    pub detail: String,
}

/// What is found to be wrong, as it is found.
pub struct Checks<'a> {
    page: &'a Page,
    now: Instant,
    found: RefCell<Vec<Refusal>>,
}

impl<'a> Checks<'a> {
    /// Nothing is wrong yet with what was asked of a page at an instant.
    #[must_use]
    pub fn new(page: &'a Page, now: Instant) -> Self {
        Self { page, now, found: RefCell::default() }
    }

    /// What was made of it, if nothing was wrong.
    ///
    /// # Errors
    /// Everything that was wrong.
    pub fn done<T>(self, made: T) -> Result<T, Vec<Refusal>> {
        let found = self.found.into_inner();
        if found.is_empty() { Ok(made) } else { Err(found) }
    }

    /// Notes that something is wrong.
    pub fn refuse(&self, pointer: impl Display, detail: impl Display) {
        let refusal = Refusal { pointer: pointer.to_string(), detail: detail.to_string() };
        self.found.borrow_mut().push(refusal);
    }

    /// One line of each language.
    pub(super) fn title(&self, pointer: &str, text: &Localized) -> Localized {
        self.localized(pointer, text, TITLE, Lines::One)
    }

    /// A message in each language.
    pub(super) fn message(&self, pointer: &str, text: &Localized) -> Localized {
        self.localized(pointer, text, MESSAGE, Lines::Many)
    }

    /// A text without what stands around it, in languages that the page is written in: in one at least.
    fn localized(&self, pointer: &str, text: &Localized, most: usize, lines: Lines) -> Localized {
        let languages = &self.page.languages;
        let named = || languages.iter().map(|lang| lang.as_str()).collect::<Vec<_>>().join(", ");
        if text.0.is_empty() {
            self.refuse(pointer, format_args!("is in no language; write it in one of {} at least", named()));
        }
        let clean = |(lang, text): (&Lang, &String)| {
            let place = format!("{pointer}/{}", lang.as_str());
            let text = text.replace("\r\n", "\n").trim().to_owned();
            if !languages.contains(lang) {
                self.refuse(&place, format_args!("the page is not written in this language; it has {}", named()));
            }
            self.words(&place, &text, most, lines);
            (*lang, text)
        };
        Localized(text.0.iter().map(clean).collect())
    }

    /// Words of one language.
    pub(super) fn words(&self, place: &str, text: &str, most: usize, lines: Lines) {
        let count = text.chars().count();
        if count == 0 {
            self.refuse(place, "is empty; write something, or leave it out");
        } else if count > most {
            self.refuse(place, format_args!("has {count} characters; {most} are the most"));
        } else if let Some(fault) = fault(text, lines) {
            self.refuse(place, fault);
        } else if lines == Lines::One && !text.chars().any(char::is_alphanumeric) {
            self.refuse(place, "has no letter and no digit; write words");
        }
    }

    /// An environment of the page; the first where none is named.
    pub(super) fn env(&self, asked: Option<EnvId>) -> EnvId {
        let Some(env) = asked else { return self.page.first_env() };
        if !self.page.environments.iter().any(|known| known.id == env) {
            let known: Vec<&str> = self.page.environments.iter().map(|it| it.id.as_str()).collect();
            self.refuse("/env", format_args!("the page has no such environment; it has {}", known.join(", ")));
        }
        env
    }

    /// A component of the page.
    pub(super) fn component(&self, pointer: impl Display, id: &ComponentId) {
        if self.page.component(id).is_none() {
            let known: Vec<&str> = self.page.components.iter().map(|it| it.id.as_str()).collect();
            self.refuse(pointer, format_args!("the page has no such component; it has {}", known.join(", ")));
        }
    }

    /// Components that something is about: each once.
    pub(super) fn distinct<'b>(&self, pointer: &str, ids: impl Iterator<Item = &'b ComponentId>) {
        let mut met = std::collections::BTreeSet::new();
        for (place, id) in ids.enumerate() {
            let pointer = format!("{pointer}/{place}/component");
            self.component(&pointer, id);
            if !met.insert(id) {
                self.refuse(pointer, "is there already; name each component once");
            }
        }
    }

    /// Something that has happened.
    pub(super) fn past(&self, pointer: &str, at: Instant) -> Instant {
        if at.since(self.now) > SKEW {
            self.refuse(pointer, "is still to come; write when it was");
        } else if self.now.since(at) > PAST {
            self.refuse(pointer, "is more than 400 days ago; write a later time");
        }
        at.min(self.now)
    }

    /// Something that is to come.
    pub(super) fn future(&self, pointer: &str, at: Instant) -> Instant {
        if at <= self.now {
            self.refuse(pointer, "is over already; write a time to come");
        }
        self.within_reach(pointer, at)
    }

    /// A time as a person types it, by the clocks of the page's zone.
    pub(super) fn clock(&self, pointer: &str, text: &str) -> Instant {
        self.page.zone.read(text).unwrap_or_else(|error| {
            self.refuse(pointer, error);
            self.now
        })
    }

    /// A time that is not absurdly far ahead.
    pub(super) fn within_reach(&self, pointer: &str, at: Instant) -> Instant {
        if at.since(self.now) > AHEAD {
            self.refuse(pointer, "is more than 800 days ahead; write an earlier time");
        }
        at
    }
}
