//! What is promised of whatever an adapter reads, and of whatever is written as a condition: every promise that does not
//! depend on what a document means. Tests and `cargo xtask fuzz` ask the same function.

use crate::meter::Spent;
use crate::rows::{Rows, claim};
use fyr_shared::condition::{Body, Condition, Facts, Outcome, Subject};
use fyr_shared::page::{About, Source};
use fyr_shared::status::{Claim, Incident, Level, Observation};
use fyr_worker::adapters::Payload;
use serde_json::Value;

/// The most memory that a document may take, with its own bytes.
const MEMORY: usize = 16_000_000;
/// How many bytes may be asked for, and how often: whatever is read; by each byte that is read; by each thing that is asked;
/// and by each of these for each of those. About four times what was ever seen: a step that takes the square of what it
/// reads takes a thousand times as much.
const BYTES: [usize; 4] = [10_000, 150, 3_000, 12];
const TIMES: [usize; 4] = [100, 2, 40, 1];

/// How much of what comes from outside is shown.
const INCIDENTS: usize = 10;
const UPDATES: usize = 5;
const TITLE: usize = 200;
const MESSAGE: usize = 600;
const LINK: usize = 500;

/// Whether a promise is kept: nothing, or the sentence about the one that is not.
pub type Kept = Result<(), String>;

fn kept(is: bool, otherwise: impl FnOnce() -> String) -> Kept {
    if is { Ok(()) } else { Err(otherwise()) }
}

/// What is promised of reading: what it costs is bounded, and grows with what is read and no faster.
///
/// # Errors
/// When it cost more.
pub fn modest(spent: Spent, bytes: usize, documents: usize, asked: usize) -> Kept {
    let (peak, may) = (spent.peak + bytes, MEMORY * documents);
    kept(peak <= may, || format!("{peak} bytes are held at once, for a payload of {bytes}: {may} at most"))?;
    let may = |[ever, byte, ask, both]: [usize; 4]| ever + bytes * byte + asked * ask + bytes * asked * both;
    let (total, count) = (may(BYTES), may(TIMES));
    kept(spent.total <= total, || {
        format!("{} bytes asked for, for a payload of {bytes}: {total} at most", spent.total)
    })?;
    kept(spent.count <= count, || format!("memory asked for {} times, for {bytes} bytes: {count} at most", spent.count))
}

/// What is promised of what was read: one observation for each thing that is asked, nothing of it longer or stranger than
/// readers can bear, and *operational* only where a healthy word was read.
///
/// # Errors
/// When something of it is not so.
pub fn sound(rows: &Rows, source: &Source, payloads: &[Payload], observations: &[Observation]) -> Kept {
    let (asked, found) = (source.about.len(), observations.len());
    kept(asked == found, || format!("{found} observations of {asked} components"))?;
    for (place, (observation, about)) in observations.iter().zip(&source.about).enumerate() {
        let told = |breach: String| format!("component {place}, {}: {breach}", claim(observation));
        kept(observation.component == about.component, || told("is another component".to_owned()))?;
        reasoned(source, about, observation).map_err(told)?;
        kept(observation.incidents.len() <= INCIDENTS, || told("carries more incidents".to_owned()))?;
        observation.incidents.iter().try_for_each(|incident| presentable(source, incident)).map_err(told)?;
    }
    let well = |it: &Observation| it.claim == Claim::Says(Level::Operational);
    let places: Vec<usize> = (0..found).filter(|place| observations.get(*place).is_some_and(well)).collect();
    let answered = payloads.first().is_some_and(|payload| payload.status == 200);
    // Which status an own probe expects is its page file's to say.
    let answered = answered || source.kind.is_own_probe();
    kept(places.is_empty() || answered, || "operational without an answer with status 200".to_owned())?;
    match rows.unread(source, payloads, &places) {
        Some(place) => Err(format!("component {place} is operational without a healthy word")),
        None => Ok(()),
    }
}

/// What is not well has a reason, what is well has none, and only a probe of our own fails. What only publishes notices says
/// nothing at all.
fn reasoned(source: &Source, about: &About, observation: &Observation) -> Kept {
    let (claim, reason) = (observation.claim, observation.reason);
    kept(claim != Claim::Says(Level::Unknown), || "says that it is unknown".to_owned())?;
    kept(claim != Claim::Says(Level::Operational) || reason.is_none(), || "is well for a reason".to_owned())?;
    let silent = !about.reads.speaks();
    kept(!silent || claim == Claim::Unknown, || "says what notices cannot say".to_owned())?;
    kept(claim != Claim::Unknown || reason.is_some() || silent, || "is unknown for no reason".to_owned())?;
    kept(claim != Claim::Fails || source.kind.is_own_probe(), || "is somebody's page, which fails".to_owned())
}

/// An incident as readers can bear it.
fn presentable(source: &Source, incident: &Incident) -> Kept {
    let own = format!("{}:", source.id);
    let id = incident.id.strip_prefix(&own).ok_or_else(|| format!("an incident's id begins without {own}"))?;
    plain(id, TITLE)?;
    incident.title.0.values().try_for_each(|text| plain(text, TITLE))?;
    kept(!incident.title.0.is_empty() && incident.title.0.values().all(|it| !it.is_empty()), || "no title".to_owned())?;
    kept(incident.updates.len() <= UPDATES, || "an incident has more messages than are kept".to_owned())?;
    for text in incident.updates.iter().flat_map(|update| update.text.0.values()) {
        text.split('\n').try_for_each(|line| plain(line, MESSAGE))?;
        kept(text.chars().count() <= MESSAGE, || format!("a message is longer than {MESSAGE} characters"))?;
    }
    let url = incident.origin.as_ref().and_then(|origin| origin.url.as_deref()).unwrap_or("https://");
    kept(url.starts_with("https://") && url.len() <= LINK && url.is_ascii(), || format!("the link {url:?}"))?;
    plain(url, LINK)
}

/// One line, with nothing in it that nobody sees or that turns the reading direction.
fn plain(text: &str, longest: usize) -> Kept {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{feff}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    };
    kept(!text.contains(hidden), || format!("{text:?} holds what nobody sees"))?;
    kept(text.chars().count() <= longest, || format!("{text:?} is longer than {longest} characters"))
}

/// What a condition is asked about.
struct Asked(Option<String>, Option<Value>);

impl Body for Asked {
    fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }

    fn json(&self) -> Option<&Value> {
        self.1.as_ref()
    }
}

/// What is promised of a condition and an answer: what is read is what was written, nothing holds for want of knowledge,
/// and what is so is not also not so.
///
/// # Errors
/// When something of it is not so.
pub fn decided(written: &str, body: &str) -> Kept {
    let condition = match Condition::parse(written) {
        Ok(condition) => condition,
        Err(problem) => return kept(!problem.is_empty(), || "refused without a word".to_owned()),
    };
    let again = Condition::parse(&condition.to_string());
    kept(again.as_ref() == Ok(&condition), || format!("{condition} is read again as {again:?}"))?;
    let body = Asked(Some(body.to_owned()), serde_json::from_str(body).ok());
    let check = |condition: &Condition, body| condition.check(&Facts { status: 200, elapsed_ms: 120, body });
    let about_body = matches!(condition.subject(), Subject::Text | Subject::Json);
    for nothing in [None, Some(&Asked(None, None) as &dyn Body)] {
        let outcome = check(&condition, nothing);
        kept(!about_body || outcome == Outcome::Unreadable, || format!("without an answer {condition}: {outcome:?}"))?;
    }
    let outcome = check(&condition, Some(&body));
    let seen = condition.subject() != Subject::Json || body.1.is_some();
    kept(seen || outcome == Outcome::Unreadable, || format!("without JSON {condition}: {outcome:?}"))?;
    let denied = denied(&condition).map(|denied| check(&denied, Some(&body)));
    kept(denied != Some(Outcome::Holds) || outcome != Outcome::Holds, || format!("{condition} holds, and does not"))
}

/// The opposite, where there is one that can be written: of `some()` both may hold.
fn denied(condition: &Condition) -> Option<Condition> {
    let text = condition.text();
    let plain = text.matches("==").count() == 1 && !text.contains("!=") && !text.starts_with("some(");
    plain.then(|| Condition::parse(&text.replace("==", "!=")).ok()).flatten()
}
