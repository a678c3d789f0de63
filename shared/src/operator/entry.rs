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
