//! Which adapter fits an address or a document, and what it reads there. Pure: whoever has the bytes asks.
//!
//! An adapter fits where it reads what somebody's page says of itself, well or ill. One that can only say that it cannot
//! read does not fit. Where none does, `json` and `html` remain, for which the operator tells what is meant.

use super::{Adapter, Document, Payload, adapter, read, text};
use fyr_shared::ids::{EnvId, RegionId};
use fyr_shared::lang::Lang;
use fyr_shared::page::{About, FeedMode, Reads, Source, SourceKind, Takes};
use fyr_shared::pattern::fits;
use fyr_shared::status::{Claim, Level, Observation, Policy, Quorum, Reason};
use fyr_shared::time::Instant;
use url::Url;

/// Hosts whose format is known and that nothing on their page tells: the host, the kind, and where it is read.
const KNOWN: &[(&str, &str, &str)] = &[
    ("status.hetzner.com", "hetzner", "/en"),
    ("status.cloud.google.com", "google", "/incidents.json"),
    ("status.firebase.google.com", "google", "/incidents.json"),
    ("status.play.google.com", "google", "/incidents.json"),
    ("www.google.com", "google", "/appsstatus/dashboard/incidents.json"),
    ("www.apple.com", "apple", "/support/systemstatus/data/system_status_en_US.js"),
    (
        "developer.apple.com",
        "apple",
        "https://www.apple.com/support/systemstatus/data/developer/system_status_en_US.js",
    ),
    ("status.cloud.microsoft", "microsoft", "/api/posts/mac"),
];

/// An answer that is larger needs more room than a source has by itself: it may grow.
const ROOMY: usize = 500_000;
/// How many names are told of a page; it may have thousands.
const TOLD_NAMES: usize = 200;

/// Something to try: a kind, and the address where it would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The kind.
    pub kind: SourceKind,
    /// The address.
    pub address: String,
}

/// What an adapter reads in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// The kind that fits.
    pub kind: SourceKind,
    /// What the page says as a whole; `None` with a reason where it says nothing that is known.
    pub whole: Result<Level, Reason>,
    /// What may be watched, and how each of it is.
    pub names: Vec<(String, Option<Level>)>,
}

impl Fit {
    /// What was found, and what to paste into a page file for a source at this address; `size`: how many bytes its largest
    /// document has.
    #[must_use]
    pub fn told(&self, address: &str, id: &str, size: usize) -> String {
        let whole = match self.whole {
            Ok(level) => level.as_str().to_owned(),
            Err(reason) => format!("unknown ({})", reason.as_str()),
        };
        let kind = self.kind.as_str();
        let (address, limit) = (quoted(address), if size > ROOMY { "max_bytes = \"2MB\"\n" } else { "" });
        format!(
            "# {kind} fits: the page as a whole is {whole}.\n\n[[source]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"{kind}\"\n\
             address = {address}\n{limit}\n[[source.about]]\ncomponent = \"api\"   # one of your own\n{}\n",
            self.about()
        )
    }

    /// The keys by which a component is told.
    fn about(&self) -> String {
        let word = |level: Option<Level>| level.map_or("a word we do not know", Level::as_str);
        match (self.kind.takes(), self.names.first()) {
            (Takes::Feed, _) => "mode = \"notices\"   # or \"incident\": an open entry sets the level".to_owned(),
            (_, None) => "# The page as a whole.".to_owned(),
            (_, Some((first, _))) => {
                let all = self.names.iter().map(|(name, level)| format!("\n#   {name}: {}", word(*level)));
                format!("watch = [{}]\n# It has:{}", quoted(first), all.collect::<String>())
            }
        }
    }
}

/// A text as TOML has it: names are cleaned of control characters before.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What to try for an address that somebody pasted, the likeliest first: known hosts, then each format where it is usual.
#[must_use]
pub fn candidates(pasted: &Url) -> Vec<Candidate> {
    let host = pasted.host_str().unwrap_or_default();
    let known = KNOWN.iter().filter(|(known, ..)| *known == host).filter_map(|(_, kind, place)| {
        Some(Candidate { kind: SourceKind::parse(kind)?, address: pasted.join(place).ok()?.into() })
    });
    let usual = SourceKind::ALL.into_iter().filter(|kind| !kind.is_own_probe()).flat_map(|kind| {
        let places = kind.paths().iter().filter_map(move |path| place(pasted, path));
        places.map(move |address| Candidate { kind, address })
    });
    let mut all: Vec<Candidate> = vec![];
    for candidate in known.chain(usual) {
        if !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    all
}

/// An address of the usual shape on the host that was pasted: itself where it has that shape, otherwise the shape in which
/// nothing is left open. What cannot be guessed, such as a page's number, is not tried.
fn place(pasted: &Url, path: &str) -> Option<String> {
    if fits(path, pasted.path()) {
        return Some(pasted.to_string());
    }
    let fixed = path.strip_prefix('*').unwrap_or(path);
    (!fixed.contains('*')).then(|| pasted.join(fixed).ok().map(Into::into))?
}

/// Addresses that a page in HTML names as its feeds, and the Status.io page behind it: what else to try.
#[must_use]
pub fn advertised(page: &Url, payload: &Payload) -> Vec<Candidate> {
    let document = Document::new(payload);
    let Ok(html) = document.markup() else { return vec![] };
    let candidate = |kind: &str, reference: &str| {
        Some(Candidate { kind: SourceKind::parse(kind)?, address: page.join(reference).ok()?.into() })
    };
    let feeds = text::feeds(html, "alternate").into_iter().filter_map(|link| candidate("feed", &link));
    let statusio = text::hex_id(html, 24);
    let statusio = statusio.and_then(|id| candidate("statusio", &format!("https://api.status.io/1.0/status/{id}")));
    statusio.into_iter().chain(feeds).collect()
}

/// What a kind reads in these documents; `None` when it is not its format.
#[must_use]
pub fn fit(kind: SourceKind, payloads: &[Payload], at: Instant) -> Option<Fit> {
    let source = asking(kind)?;
    let said = read(&source, &RegionId::from("here"), at, &Ok(payloads.to_vec()));
    let whole = whole(said.first()?)?;
    Some(Fit { kind, whole, names: names(kind, payloads, at) })
}

/// The first kind that reads something in a document of which nothing else is known: one that knows its words, before one
/// that does not.
#[must_use]
pub fn any(payloads: &[Payload], at: Instant) -> Option<Fit> {
    let fits: Vec<Fit> = SourceKind::ALL.into_iter().filter_map(|kind| fit(kind, payloads, at)).collect();
    fits.iter().find(|fit| fit.whole.is_ok()).or(fits.first()).cloned()
}

/// A source that asks a kind how the page as a whole is; `None` for those that must be told what is meant.
fn asking(kind: SourceKind) -> Option<Source> {
    let reads = match kind.takes() {
        Takes::Names => Reads::Names { watch: vec![], locations: vec![], mute: vec![] },
        Takes::Feed => Reads::Feed { mode: FeedMode::Incident, days: 7, words: vec![] },
        Takes::Probe | Takes::Levels => return None,
    };
    let policy = Policy { display: Quorum::All, contract: Quorum::All, confirm: 1, fails_as: Level::MajorOutage };
    Some(Source {
        id: "detected".into(),
        name: String::new(),
        env: EnvId::default(),
        kind,
        address: String::new(),
        body: None,
        headers: vec![],
        redirect_hosts: vec![],
        embedded: None,
        lang: Lang::En,
        regions: vec![],
        every: 300,
        retry: 30,
        timeout_ms: 8_000,
        max_bytes: 2_000_000,
        about: vec![About { component: "page".into(), policy, reads }],
    })
}

/// What an observation says, unless it says that this is not the format.
fn whole(observation: &Observation) -> Option<Result<Level, Reason>> {
    match (observation.claim, observation.reason) {
        (Claim::Says(level), _) => Some(Ok(level)),
        (_, Some(reason @ (Reason::UnknownWord | Reason::MissingComponent))) => Some(Err(reason)),
        _ => None,
    }
}

fn names(kind: SourceKind, payloads: &[Payload], at: Instant) -> Vec<(String, Option<Level>)> {
    let Adapter::ByFormat(tell, _) = adapter(kind) else { return vec![] };
    let documents: Vec<Document<'_>> = payloads.iter().map(Document::new).collect();
    let Ok(told) = tell(&documents, at) else { return vec![] };
    let leaves = told.components.into_iter().filter(|component| !component.is_group);
    let named = leaves.filter_map(|it| Some((text::title(it.name.as_deref().or(it.id.as_deref())?), it.level)));
    named.take(TOLD_NAMES).collect()
}
