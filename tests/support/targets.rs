//! What `cargo xtask fuzz` feeds: every kind of source, and conditions. A new kind is a target by itself.
//!
//! An input is what was answered, as it is; several documents have [`NEXT`] between them. Status and media type are as
//! the kind expects them, unless the input begins with [`OTHERWISE`]: then the byte behind it chooses both. A condition
//! and what it is asked about have [`NEXT`] between them, too.

use crate::meter::{Clock, Spent, spent};
use crate::promises::{decided, modest, sound};
use crate::rows::Rows;
use crate::swollen::swollen;
use crate::{bytes, fixture};
use fyr_shared::page::{Source, SourceKind};
use fyr_worker::adapters::{Payload, next};
use std::collections::BTreeSet;
use std::time::Duration;
use toml::Value;

/// Between two documents: a byte that none of them holds.
pub const NEXT: u8 = 0x1E;
/// Before the byte that chooses status and media type.
pub const OTHERWISE: u8 = 0x01;
/// The target that is no kind of source.
pub const CONDITION: &str = "condition";

const STATUSES: [u16; 8] = [200, 200, 200, 204, 301, 404, 500, 503];
const MEDIA_TYPES: [Option<&str>; 8] = [
    Some("application/json"),
    Some("text/html"),
    Some("text/plain; charset=iso-8859-1"),
    Some("application/json; charset=utf-16"),
    Some("application/rss+xml"),
    Some("image/png"),
    Some(";;charset"),
    None,
];

/// Something that reads inputs.
pub enum Target {
    /// The adapter of a kind, asked everything that its rows ask.
    Kind(Box<Asking>),
    /// The parser of conditions, and what they come to.
    Condition,
}

/// A source, and what its payloads mean.
pub struct Asking {
    rows: Rows,
    source: Source,
    /// The files of an answer that is well, with as many documents as there may be: their media types are the right ones.
    files: Vec<String>,
}

/// The name of every target.
#[must_use]
pub fn names() -> Vec<&'static str> {
    SourceKind::ALL.into_iter().map(SourceKind::as_str).chain([CONDITION]).collect()
}

impl Target {
    /// The target of a name.
    ///
    /// # Panics
    /// When there is none, or the rows of the kind cannot be read.
    #[must_use]
    pub fn named(name: &str) -> Self {
        if name == CONDITION {
            return Self::Condition;
        }
        assert!(names().contains(&name), "there is no target `{name}`; there are {}", names().join(", "));
        let rows = Rows::parse(name, &fixture(&format!("{name}.toml")));
        let source = rows.source_of(&rows.asked());
        let well = rows.says.iter().filter(|(_, said)| said.iter().any(|(_, claim)| claim == "operational"));
        let files = well.map(|(row, _)| row.split(" + ").map(str::to_owned).collect::<Vec<_>>());
        let files = files.max_by_key(Vec::len).unwrap_or_default();
        Self::Kind(Box::new(Asking { rows, source, files }))
    }

    /// Inputs to begin with: the fixtures of a kind; conditions from everywhere in them, each with an answer.
    #[must_use]
    pub fn seeds(&self) -> Vec<Vec<u8>> {
        match self {
            Self::Kind(asking) => asking.rows.says.keys().map(|row| asking.seed(row)).collect(),
            Self::Condition => conditions(),
        }
    }

    /// Words that inputs are made of: between quotation marks, tags, and the healthy ones.
    #[must_use]
    pub fn words(&self) -> BTreeSet<String> {
        let seeds = self.seeds();
        let texts = seeds.iter().filter_map(|seed| str::from_utf8(seed).ok());
        let mut words: BTreeSet<String> = texts.flat_map(words).collect();
        if let Self::Kind(asking) = self {
            words.extend(asking.rows.healthy.iter().cloned());
        }
        words
    }

    /// Reads an input: what it cost, with its own bytes.
    ///
    /// # Errors
    /// When a promise is not kept.
    pub fn read(&self, input: &[u8], clock: Clock) -> Result<Spent, String> {
        match self {
            Self::Kind(asking) => asking.read(input, clock),
            Self::Condition => {
                let (written, body) = split(input);
                let (written, body) = (String::from_utf8_lossy(written), String::from_utf8_lossy(body));
                let (kept, spent) = spent(clock, || decided(&written, &body));
                kept.and_then(|()| modest(spent, written.len() + body.len(), 1, 1)).map(|()| spent)
            }
        }
    }
}

/// How large an answer may be.
const LARGEST: usize = 2_000_000;
/// How many times as long as a quarter of it the largest may take: twice what is in proportion, because memory that is near is faster. What
/// takes steps by the square takes sixteen times as long.
const TIMES: u32 = 8;
/// What no clock tells from nothing.
const NOISE: Duration = Duration::from_millis(20);
/// How often an answer is read before its time is believed.
const TRIES: usize = 8;

impl Target {
    /// Reads an input that is swollen to the largest answer: it costs in proportion to its length, in memory and in time.
    /// What the largest took.
    ///
    /// # Errors
    /// When a promise is not kept.
    pub fn read_swollen(&self, input: &[u8], clock: Clock) -> Result<Spent, String> {
        // A condition is never long, and what conditions are asked about is swollen with the kinds.
        let Self::Kind(_) = self else { return Ok(Spent::default()) };
        let [large, small] = swollen(input, LARGEST);
        let told = |breach: String| format!("swollen to {} bytes: {breach}", large.len());
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..TRIES {
            let mut spent = Spent::default();
            for (fastest, input) in fastest.iter_mut().zip([&small, &large]) {
                spent = self.read(input, clock).map_err(told)?;
                *fastest = spent.time.min(*fastest);
            }
            let [smaller, larger] = fastest;
            if larger <= smaller * TIMES + NOISE {
                return Ok(spent);
            }
        }
        Err(told(format!("took {:?}, and a quarter of it {:?}", fastest[1], fastest[0])))
    }
}

impl Asking {
    fn seed(&self, row: &str) -> Vec<u8> {
        let documents = row.split(" + ").map(|file| bytes(&format!("tests/fixtures/{}/{file}", self.rows.kind)));
        documents.collect::<Vec<_>>().join(&NEXT)
    }

    fn read(&self, input: &[u8], clock: Clock) -> Result<Spent, String> {
        let payloads = self.answer(input);
        let length = payloads.iter().map(|payload| payload.body.len()).sum();
        let answer = Ok(payloads.clone());
        let (observations, mut spent) = spent(clock, || {
            let _ = next(self.source.kind, &payloads);
            self.rows.observe(&self.source, &answer)
        });
        modest(spent, length, payloads.len(), self.source.about.len())?;
        spent.peak += length;
        sound(&self.rows, &self.source, &payloads, &observations).map(|()| spent)
    }

    fn answer(&self, input: &[u8]) -> Vec<Payload> {
        let (choice, documents) = match input {
            [OTHERWISE, choice, rest @ ..] => (Some(usize::from(*choice)), rest),
            _ => (None, input),
        };
        let mut payloads: Vec<Payload> = vec![];
        for (place, body) in documents.split(|byte| *byte == NEXT).enumerate() {
            // Only what its adapter asks for is fetched.
            if place > 0 && next(self.source.kind, &payloads).is_none() {
                break;
            }
            let file = self.files.get(place).or(self.files.last()).map_or("", String::as_str);
            let mut payload = self.rows.payload(file, body.to_vec());
            if let Some(choice) = choice.filter(|_| place == 0) {
                payload.status = STATUSES[choice % 8];
                payload.media_type = MEDIA_TYPES[choice / 8 % 8].map(str::to_owned);
            }
            payloads.push(payload);
        }
        payloads
    }
}

/// An input in two parts.
fn split(input: &[u8]) -> (&[u8], &[u8]) {
    let at = input.iter().position(|byte| *byte == NEXT);
    at.map_or((input, &[]), |at| (&input[..at], &input[at + 1..]))
}

/// Every condition of the rows, with an answer that it is asked about there.
fn conditions() -> Vec<Vec<u8>> {
    let mut seeds = vec![];
    for kind in SourceKind::ALL.map(SourceKind::as_str) {
        let rows = Rows::parse(kind, &fixture(&format!("{kind}.toml")));
        let mut texts = vec![];
        rows.asks.values().flat_map(|table| table.values()).for_each(|value| leaves(value, &mut texts));
        let file = rows.says.keys().find(|file| file.starts_with("operational"));
        let body = file.map(|file| bytes(&format!("tests/fixtures/{kind}/{file}"))).unwrap_or_default();
        let conditions = texts.into_iter().filter(|text| text.contains(['=', '<', '>']));
        seeds.extend(conditions.map(|text| [text.as_bytes(), &[NEXT], &body].concat()));
    }
    seeds
}

fn leaves(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|it| leaves(it, texts)),
        Value::Table(table) => table.values().for_each(|it| leaves(it, texts)),
        _ => {}
    }
}

/// The words of a text: what stands between quotation marks, with them; and what begins a tag.
fn words(text: &str) -> Vec<String> {
    const LONGEST: usize = 32;
    let quoted = text.split('"').filter(|word| word.len() <= LONGEST && word.chars().any(char::is_alphanumeric));
    let quoted = quoted.map(|word| format!("\"{word}\""));
    let tags = text.split('<').skip(1).filter_map(|tag| tag.split([' ', '>', '\n']).next());
    let tags = tags.filter(|tag| !tag.is_empty() && tag.len() <= LONGEST).map(|tag| format!("<{tag}"));
    quoted.chain(tags).collect()
}
