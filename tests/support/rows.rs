//! Rows: what each payload of a kind of source means, as TOML beside the payloads, in the words of page files.
//!
//! ```toml
//! kind = "statuspage"
//! healthy = ["none", "operational"]          # without one of these words nothing of it is operational
//! source = { lang = "nb" }                   # keys of [[source]] beside id, name and kind
//! asks.api = { watch = ["API"] }             # a [[source.about]] by a name
//! now = "2026-05-04T07:00:00Z"               # when it was answered
//!
//! [says]                                     # file = what of it is asked, and what it says
//! "operational.json" = [[[], "operational"], [["API", "Web"], "operational"], ["api", "operational"]]
//! "summary.json + components.json" = [[{ watch = ["API"] }, "degraded (incident)"]]
//! ```
//!
//! What is asked is a list of names (`watch`), a table, or the name of one of `asks`. A claim is written as
//! `operational`, `degraded (incident)`, `fails (status)`, `unknown (media_type)`.

use crate::healthy::without;
use fyr_shared::config;
use fyr_shared::page::{Source, SourceKind};
use fyr_shared::status::{Claim, Level, Observation};
use fyr_shared::time::Instant;
use fyr_worker::adapters::{Answer, Payload, read};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::{Table, Value};

/// When payloads were answered whose rows do not say.
pub const NOW: &str = "2026-05-04T07:00:00Z";

/// What the payloads of one kind mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rows {
    /// The kind, by its word.
    pub kind: String,
    /// Words without one of which nothing is operational.
    #[serde(default)]
    pub healthy: Vec<String>,
    /// Further keys of the source.
    #[serde(default)]
    pub source: Table,
    /// What is asked, by name.
    #[serde(default)]
    pub asks: BTreeMap<String, Table>,
    /// When it was answered.
    now: Option<String>,
    /// The media type, where the file's ending does not tell.
    media_type: Option<String>,
    /// The rows.
    pub says: BTreeMap<String, Vec<(Value, String)>>,
}

impl Rows {
    /// Reads rows.
    ///
    /// # Panics
    /// When they are not as described above.
    #[must_use]
    pub fn parse(name: &str, text: &str) -> Self {
        toml::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// When the payloads were answered.
    ///
    /// # Panics
    /// When `now` is no instant.
    #[must_use]
    pub fn now(&self) -> Instant {
        let text = self.now.as_deref().unwrap_or(NOW);
        Instant::parse(text).unwrap_or_else(|| panic!("{text} is no instant"))
    }

    /// Every thing that is asked somewhere in the rows, each once.
    #[must_use]
    pub fn asked(&self) -> Vec<Table> {
        let mut asked: Vec<Table> = vec![];
        for (ask, _) in self.says.values().flatten() {
            let about = self.about(ask);
            if !asked.contains(&about) {
                asked.push(about);
            }
        }
        asked
    }

    /// What is asked, as a `[[source.about]]`.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn about(&self, ask: &Value) -> Table {
        match ask {
            Value::Table(about) => about.clone(),
            Value::String(name) => {
                self.asks.get(name).cloned().unwrap_or_else(|| panic!("{}: there is no asks.{name}", self.kind))
            }
            Value::Array(names) if names.is_empty() => Table::new(),
            Value::Array(_) => Table::from_iter([("watch".to_owned(), ask.clone())]),
            other => panic!("{}: {other} is nothing that can be asked", self.kind),
        }
    }

    /// A source that is asked all of these, read as a page file is.
    ///
    /// # Panics
    /// When a page file would be refused for it.
    #[must_use]
    pub fn source_of(&self, abouts: &[Table]) -> Source {
        let kind = SourceKind::parse(&self.kind).unwrap_or_else(|| panic!("there is no kind {}", self.kind));
        let path = kind.paths().first().map_or("/status", |path| path.trim_start_matches('*'));
        let mut source = Table::from_iter([
            ("id".to_owned(), "supplier".into()),
            ("name".to_owned(), "Supplier".into()),
            ("kind".to_owned(), self.kind.clone().into()),
            ("address".to_owned(), format!("https://status.supplier.example{}", path.replace('*', "x")).into()),
        ]);
        source.extend(self.source.clone());
        let numbered = abouts.iter().enumerate().map(|(number, about)| {
            let mut about = about.clone();
            about.insert("component".to_owned(), format!("c{number}").into());
            Value::Table(about)
        });
        source.insert("about".to_owned(), Value::Array(numbered.collect()));
        let page = page(source, abouts.len());
        let read = config::read("rows.toml", &page.to_string());
        let page = read.unwrap_or_else(|problems| {
            let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}: {}", self.kind, said.join("\n"))
        });
        page.sources.into_iter().next().unwrap_or_else(|| panic!("{}: the page has no source", self.kind))
    }

    /// An answer with status 200 of these files, each with the media type that its name suggests.
    #[must_use]
    pub fn answered(&self, files: Vec<(String, Vec<u8>)>) -> Vec<Payload> {
        files.into_iter().map(|(name, body)| self.payload(&name, body)).collect()
    }

    /// One document of an answer.
    #[must_use]
    pub fn payload(&self, name: &str, body: Vec<u8>) -> Payload {
        let media_type = self.media_type.clone().unwrap_or_else(|| media_type(name).to_owned());
        Payload {
            status: 200,
            media_type: Some(media_type),
            body,
            elapsed_ms: 120,
            place: None,
            date: Some(self.now()),
        }
    }

    /// The places, among what a source is asked, of all that is operational.
    #[must_use]
    pub fn well(&self, source: &Source, payloads: Vec<Payload>) -> Vec<usize> {
        let observations = self.observe(source, &Ok(payloads));
        let well = observations.iter().enumerate().filter(|(_, it)| it.claim == Claim::Says(Level::Operational));
        well.map(|(place, _)| place).collect()
    }

    /// What among the `well` is operational though no healthy word was read: it still is when every healthy word gives way
    /// to one that nobody knows.
    #[must_use]
    pub fn unread(&self, source: &Source, payloads: &[Payload], well: &[usize]) -> Option<usize> {
        if well.is_empty() {
            return None;
        }
        let mut instead = payloads.to_vec();
        instead.iter_mut().for_each(|payload| *payload = without(payload, &self.healthy));
        let still = self.well(source, instead);
        well.iter().copied().find(|place| still.contains(place))
    }

    /// What each thing that a source is asked comes to.
    #[must_use]
    pub fn observe(&self, source: &Source, answer: &Answer) -> Vec<Observation> {
        read(source, &"north".into(), self.now(), answer)
    }
}

/// A page with this source and so many components.
fn page(source: Table, components: usize) -> Table {
    let named = |id: String| {
        Value::Table(Table::from_iter([
            ("id".to_owned(), Value::String(id)),
            ("name".to_owned(), Value::Table(Table::from_iter([("en".to_owned(), "Named".into())]))),
        ]))
    };
    let mut region = named("north".to_owned());
    if let Value::Table(region) = &mut region {
        region.insert("hint".to_owned(), "weur".into());
    }
    Table::from_iter([
        ("name".to_owned(), "Rows".into()),
        ("languages".to_owned(), Value::Array(vec!["en".into()])),
        ("zone".to_owned(), "Europe/Oslo".into()),
        ("region".to_owned(), Value::Array(vec![region])),
        ("component".to_owned(), Value::Array((0..components).map(|number| named(format!("c{number}"))).collect())),
        ("source".to_owned(), Value::Array(vec![Value::Table(source)])),
    ])
}

/// The media type that the name of a file suggests.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("txt") => "text/plain",
        Some("rss" | "xml") => "application/rss+xml; charset=utf-8",
        Some("atom") => "application/atom+xml; charset=utf-8",
        Some("js") => "application/javascript",
        _ => "application/json; charset=utf-8",
    }
}

/// As a table writes it: `operational`, `degraded (incident)`, `fails (status)`, `unknown (media_type)`.
#[must_use]
pub fn claim(observation: &Observation) -> String {
    let claim = match observation.claim {
        Claim::Says(level) => level.as_str(),
        Claim::Fails => "fails",
        Claim::Unknown => "unknown",
    };
    match observation.reason {
        Some(reason) => format!("{claim} ({})", reason.as_str()),
        None => claim.to_owned(),
    }
}
