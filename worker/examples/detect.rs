//! `cargo xtask detect`: which adapter fits an address or a file, what it reads there, and the TOML to paste.
//!
//! Asks the network through the Node script that `FYR_DETECT` names, because the adapters know none. Tries what is likeliest
//! first, as `fyr_worker::adapters::detect` lists it, and says what it tried. Asks by `GET` only: what has to be posted to
//! (UptimeRobot's API v2) is known by a file with its answer.
#![allow(clippy::print_stdout, reason = "what it finds is its output")]

use fyr_shared::page::SourceKind;
use fyr_shared::time::Instant;
use fyr_worker::adapters::detect::{Candidate, advertised, any, candidates, fit};
use fyr_worker::adapters::{MAX_DOCUMENTS, Next, Payload, next};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};
use url::Url;

fn main() -> ExitCode {
    let Some(what) = std::env::args().nth(1) else {
        eprintln!("which address or file? cargo xtask detect https://status.example.com");
        return ExitCode::FAILURE;
    };
    let found = if Path::new(&what).is_file() { in_file(&what) } else { at_address(&what) };
    match found {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(since.as_secs()).unwrap_or(0))
}

/// What fits a file. Its ending tells the media type.
fn in_file(path: &str) -> Result<String, String> {
    let body = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    let media_type = match path.rsplit('.').next() {
        Some("html" | "htm") => "text/html",
        Some("rss" | "xml" | "atom") => "application/xml",
        _ => "application/json",
    };
    let payload = Payload { media_type: Some(media_type.to_owned()), ..answered(200, body) };
    let size = payload.body.len();
    match any(&[payload], now()) {
        Some(fit) => Ok(fit.told("https://status.example.com/", "supplier", size)),
        None => Err(format!("{path}: no adapter reads this by itself; {BY_HAND}")),
    }
}

const BY_HAND: &str = "for JSON write kind = \"json\" with conditions for each level, for a page in HTML kind = \"html\" (shared/src/config/mod.rs \
                       has both)";

fn answered(status: u16, body: Vec<u8>) -> Payload {
    Payload { status, media_type: None, body, elapsed_ms: 0, place: None, date: Some(now()) }
}

/// What fits on the host of an address.
fn at_address(text: &str) -> Result<String, String> {
    let pasted = Url::parse(text).map_err(|error| format!("{text} is no file here, and no address ({error})"))?;
    let mut tried = vec![];
    if let Some(found) = first_that_fits(&pasted, candidates(&pasted), &mut tried) {
        return Ok(found);
    }
    let page = ask(&[pasted.to_string()])?;
    let page = page.first().and_then(Option::as_ref);
    let more = page.map(|page| advertised(&pasted, page)).unwrap_or_default();
    if let Some(found) = first_that_fits(&pasted, more, &mut tried) {
        return Ok(found);
    }
    let fit = page.and_then(|page| any(std::slice::from_ref(page), now()));
    match fit {
        Some(fit) => Ok(fit.told(pasted.as_str(), &id_of(&pasted), page.map_or(0, |page| page.body.len()))),
        None => Err(format!("nothing that an adapter reads by itself; tried:\n{}\n{BY_HAND}", tried.join("\n"))),
    }
}

fn first_that_fits(pasted: &Url, candidates: Vec<Candidate>, tried: &mut Vec<String>) -> Option<String> {
    let mut second_best = None;
    for Candidate { kind, address } in candidates {
        let payloads = documents(kind, &address);
        let status = payloads.first().map_or("no answer".to_owned(), |payload| payload.status.to_string());
        tried.push(format!("  {:<12} {address} ({status})", kind.as_str()));
        let size = payloads.iter().map(|payload| payload.body.len()).max().unwrap_or(0);
        match fit(kind, &payloads, now()) {
            Some(fit) if fit.whole.is_ok() => return Some(fit.told(&address, &id_of(pasted), size)),
            Some(fit) => second_best = second_best.or_else(|| Some(fit.told(&address, &id_of(pasted), size))),
            None => {}
        }
    }
    second_best
}

/// Every document that a kind needs, as far as it is there.
fn documents(kind: SourceKind, address: &str) -> Vec<Payload> {
    let (mut payloads, mut wanted) = (vec![], Some(address.to_owned()));
    while let Some(url) = wanted.filter(|_| payloads.len() < MAX_DOCUMENTS) {
        let Some(payload) = ask(&[url]).ok().and_then(|mut answers| answers.pop().flatten()) else { break };
        payloads.push(payload);
        wanted = match next(kind, &payloads) {
            Some(Next::At(reference)) => {
                Url::parse(address).ok().and_then(|url| url.join(&reference).ok()).map(Into::into)
            }
            Some(Next::Posting(_)) | None => None,
        };
    }
    payloads
}

/// Asks addresses, through Node; `None` for one that does not answer.
fn ask(urls: &[String]) -> Result<Vec<Option<Payload>>, String> {
    let node = std::env::var("FYR_NODE").unwrap_or_else(|_| "node".to_owned());
    let script =
        std::env::var("FYR_DETECT").map_err(|_| "run `cargo xtask detect`, which knows how to ask".to_owned())?;
    let output = Command::new(&node).arg(script).args(urls).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{node}: {error}"))?;
    let answers: Vec<Option<Told>> = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    Ok(answers.into_iter().map(|told| told.map(Told::payload)).collect())
}

/// One answer, as the script tells it.
#[derive(serde::Deserialize)]
struct Told {
    status: u16,
    media_type: Option<String>,
    body: String,
}

impl Told {
    fn payload(self) -> Payload {
        use base64::Engine;
        let body = base64::engine::general_purpose::STANDARD.decode(self.body).unwrap_or_default();
        Payload { media_type: self.media_type, ..answered(self.status, body) }
    }
}

/// A name for the source: what its host is called, without what hosts of status pages are usually called.
fn id_of(url: &Url) -> String {
    let labels = url.host_str().unwrap_or("supplier").split('.').filter(|label| !["www", "status"].contains(label));
    let name: String = labels.take(1).flat_map(str::chars).filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if name.starts_with(|c: char| c.is_ascii_lowercase()) { name } else { "supplier".to_owned() }
}
