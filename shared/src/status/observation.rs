//! Observation: one source's claim about one component in one time slot, from one region.

use super::{Incident, Level};
use crate::ids::{ComponentId, RegionId, SourceId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What a source claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Claim {
    /// It was answered, and the answer says this. Never [`Level::Unknown`].
    Says(Level),
    /// An own probe was refused, timed out, was answered wrongly or could not be read.
    Fails,
    /// Nobody could say.
    Unknown,
}

/// Why a claim is not simply *operational*. Holds nothing of the source's address, headers or body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No connection: refused, reset, a name that does not resolve, TLS. The platform does not tell them apart.
    Connection,
    /// No answer within the time limit.
    Timeout,
    /// Another HTTP status than expected.
    Status,
    /// The answer is larger than the limit.
    TooLarge,
    /// A redirect to a host that the page file does not allow, or too many of them.
    Redirect,
    /// Another media type than the adapter reads.
    MediaType,
    /// The bytes are not text in an encoding we know.
    Encoding,
    /// The text does not parse, or what must be there is not.
    Unreadable,
    /// A condition of the page file does not hold.
    Condition,
    /// The source used a word that we do not know.
    UnknownWord,
    /// The component we watch is not on the source's page.
    MissingComponent,
    /// An open incident or maintenance on the source's page.
    Incident,
    /// The region or its object could not ask.
    Probe,
    /// No sample in the slot that should have one.
    NoSample,
    /// Nothing is known to be wrong with it but what it depends on.
    Dependency,
    /// A person has declared it: an incident of ours, or maintenance.
    Declared,
    /// A person has set it for a time, whatever is measured.
    Override,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 17] = [
        Self::Connection,
        Self::Timeout,
        Self::Status,
        Self::TooLarge,
        Self::Redirect,
        Self::MediaType,
        Self::Encoding,
        Self::Unreadable,
        Self::Condition,
        Self::UnknownWord,
        Self::MissingComponent,
        Self::Incident,
        Self::Probe,
        Self::NoSample,
        Self::Dependency,
        Self::Declared,
        Self::Override,
    ];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Timeout => "timeout",
            Self::Status => "status",
            Self::TooLarge => "too_large",
            Self::Redirect => "redirect",
            Self::MediaType => "media_type",
            Self::Encoding => "encoding",
            Self::Unreadable => "unreadable",
            Self::Condition => "condition",
            Self::UnknownWord => "unknown_word",
            Self::MissingComponent => "missing_component",
            Self::Incident => "incident",
            Self::Probe => "probe",
            Self::NoSample => "no_sample",
            Self::Dependency => "dependency",
            Self::Declared => "declared",
            Self::Override => "override",
        }
    }

    /// A reason as a newer writer may have written it: one that is not known here is none.
    ///
    /// # Errors
    /// The format's own.
    pub fn lenient<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Self>, D::Error> {
        let word = Option::<String>::deserialize(from)?;
        Ok(word.as_deref().and_then(Self::parse))
    }

    /// The reason a word names.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.as_str() == word)
    }
}

/// One source's claim about one component, from one region.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Who claims it.
    pub source: SourceId,
    /// What it is about.
    pub component: ComponentId,
    /// Where we asked from.
    pub region: RegionId,
    /// When the answer was there, or was given up on.
    pub at: Instant,
    /// What it says.
    pub claim: Claim,
    /// Why, when it is not simply well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How long the answer took, in milliseconds; `None` where there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elapsed_ms: Option<u32>,
    /// Open incidents that the source publishes about this component.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Incident>,
}
