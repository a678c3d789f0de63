//! From what a source answered with to observations: bytes in, values out. No network, no clock, no environment; nothing
//! here panics.
//!
//! One observation per component that the source speaks about, always: an answer that cannot be read is an observation
//! too, with its reason. *Operational* is claimed only where the answer says so in its own place.
//!
//! A new kind of source: a variant of `SourceKind` with its row, a file here, and its line in [`adapter`], which the
//! compiler asks for.

mod apple;
mod betterstack;
mod cachet;
pub mod detect;
mod document;
mod feed;
mod fyr;
mod google;
mod hetzner;
mod html;
mod http;
mod instatus;
mod json;
mod microsoft;
mod statusio;
mod statuspage;
mod text;
mod told;
mod tree;
mod uptimekuma;
mod uptimerobot;
mod wire;

use document::{Document, Documents};
use fyr_shared::ids::RegionId;
use fyr_shared::page::{About, Source, SourceKind};
use fyr_shared::status::{Claim, Incident, Level, Observation, Reason};
use fyr_shared::time::Instant;

/// One document that a source answered with, and how.
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
    /// When the answer left its server, by `Date`, and its `Age` after that.
    pub date: Option<Instant>,
}

/// What a source answered with: the document of its address, then those that its adapter asked for; or why nothing came.
pub type Answer = Result<Vec<Payload>, Reason>;

/// A further document that an adapter needs. It is of the same source, and what holds for the first holds for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this reference, read against the source's address as a browser reads a link.
    At(String),
    /// At the same address, with this after what was posted.
    Posting(String),
}

/// How many documents one source is asked for at most, the first among them.
pub const MAX_DOCUMENTS: usize = 10;

/// What an adapter reads about one component.
struct Reading {
    claim: Claim,
    reason: Option<Reason>,
    incidents: Vec<Incident>,
}

/// What reads a kind of source.
enum Adapter {
    /// By what the page file tells of the answer.
    ByPageFile(fn(&Source, Instant, &Documents<'_>) -> Vec<Reading>),
    /// By what somebody's page tells in its own format.
    ByFormat(told::Tell, Further),
}

/// Which document is needed after those that are there; `None` when they are enough.
type Further = fn(&[Document<'_>]) -> Option<Next>;

/// What reads each kind.
fn adapter(kind: SourceKind) -> Adapter {
    use Adapter::{ByFormat, ByPageFile};
    match kind {
        SourceKind::Http => ByPageFile(|source, _, answer| http::read(source, answer)),
        SourceKind::Statuspage => ByFormat(statuspage::tell, alone),
        SourceKind::Google => ByFormat(google::tell, google::further),
        SourceKind::Hetzner => ByFormat(hetzner::tell, alone),
        SourceKind::Instatus => ByFormat(instatus::tell, instatus::further),
        SourceKind::Betterstack => ByFormat(betterstack::tell, alone),
        SourceKind::Statusio => ByFormat(statusio::tell, alone),
        SourceKind::Uptimerobot => ByFormat(uptimerobot::tell, uptimerobot::further),
        SourceKind::Cachet => ByFormat(cachet::tell, cachet::further),
        SourceKind::Uptimekuma => ByFormat(uptimekuma::tell, uptimekuma::further),
        SourceKind::Fyr => ByFormat(fyr::tell, alone),
        SourceKind::Apple => ByFormat(apple::tell, alone),
        SourceKind::Microsoft => ByFormat(microsoft::tell, alone),
        SourceKind::Feed => ByPageFile(feed::read),
        SourceKind::Json => ByPageFile(|source, _, answer| json::read(source, answer)),
        SourceKind::Html => ByPageFile(|source, _, answer| html::read(source, answer)),
    }
}

/// The one document holds everything.
fn alone(_: &[Document<'_>]) -> Option<Next> {
    None
}

/// Which document has to be fetched after those that are there; `None` when they are enough.
#[must_use]
pub fn next(kind: SourceKind, so_far: &[Payload]) -> Option<Next> {
    let Adapter::ByFormat(_, further) = adapter(kind) else { return None };
    let documents: Vec<Document<'_>> = so_far.iter().map(Document::new).collect();
    further(&documents).filter(|_| so_far.len() < MAX_DOCUMENTS)
}

/// Reads an answer, or why there was none.
#[must_use]
pub fn read(source: &Source, region: &RegionId, at: Instant, answer: &Answer) -> Vec<Observation> {
    let documents = answer.as_ref().map(|payloads| payloads.iter().map(Document::new).collect::<Vec<_>>());
    let documents = documents.map_err(|reason| *reason);
    let readings: Vec<Reading> = match adapter(source.kind) {
        Adapter::ByPageFile(read) => read(source, at, &documents),
        Adapter::ByFormat(tell, _) => told::read(source, at, &documents, tell),
    };
    let elapsed_ms = answer.as_ref().ok().and_then(|payloads| payloads.first()).map(|payload| payload.elapsed_ms);
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
