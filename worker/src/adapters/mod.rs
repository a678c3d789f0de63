//! From a payload to observations: bytes in, values out. No network, no clock, no environment; nothing here panics.
//!
//! One observation per component that the source speaks about, always: an answer that cannot be read is an observation
//! too, with its reason. *Operational* is claimed only where the answer says so in its own place.
//!
//! A new kind of source: a variant of `SourceKind`, a file here, a line in [`read`].

mod document;
mod http;
mod statuspage;
mod text;

use fyr_shared::ids::RegionId;
use fyr_shared::page::{About, Source, SourceKind};
use fyr_shared::status::{Claim, Incident, Level, Observation, Reason};
use fyr_shared::time::Instant;

/// What a source answered with, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type`, as it was sent.
    pub media_type: Option<String>,
    /// The bytes, decompressed.
    pub body: Vec<u8>,
    /// Milliseconds until the whole answer was there.
    pub elapsed_ms: u32,
    /// The data centre that the question left from, where the answer tells: a hint.
    pub place: Option<String>,
}

/// What an adapter reads about one component.
struct Reading {
    claim: Claim,
    reason: Option<Reason>,
    incidents: Vec<Incident>,
}

/// Reads an answer, or why there was none.
#[must_use]
pub fn read(source: &Source, region: &RegionId, at: Instant, answer: &Result<Payload, Reason>) -> Vec<Observation> {
    let readings: Vec<Reading> = match source.kind {
        SourceKind::Http => http::read(source, answer),
        SourceKind::Statuspage => statuspage::read(source, at, answer),
    };
    let elapsed_ms = answer.as_ref().ok().map(|payload| payload.elapsed_ms);
    let observe = |(about, reading): (&About, Reading)| Observation {
        source: source.id.clone(),
        component: about.component.clone(),
        region: region.clone(),
        at,
        claim: reading.claim,
        reason: reading.reason,
        elapsed_ms,
        incidents: reading.incidents,
    };
    source.about.iter().zip(readings).map(observe).collect()
}

impl Reading {
    /// Nobody could say, and why.
    fn unknown(reason: Reason) -> Self {
        Self { claim: Claim::Unknown, reason: Some(reason), incidents: vec![] }
    }

    /// An own probe failed, and why.
    fn fails(reason: Reason) -> Self {
        Self { claim: Claim::Fails, reason: Some(reason), incidents: vec![] }
    }

    /// The answer says so. *Unknown* is nothing that can be said.
    fn says(level: Level, reason: Option<Reason>) -> Self {
        let claim = if level == Level::Unknown { Claim::Unknown } else { Claim::Says(level) };
        Self { claim, reason, incidents: vec![] }
    }
}
