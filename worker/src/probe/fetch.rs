//! Asking, following, reading to the end. The only place that calls the network for a source.
//!
//! A redirect is a question of its own and is checked like the first. Our own headers, and what is posted, go to the
//! address' own host only: they may hold a secret. What makes a question conditional goes to the address it was learned
//! from, and nowhere else. Whoever stops waiting drops the fetch, and that ends it.

use super::address::{MAX_REDIRECTS, follow};
use super::hand::{Ended, Head, Lanes, Raw, Ready, ask, ready};
use super::question::Question;
use crate::adapters::Payload;
use fyr_shared::status::Reason;
use fyr_shared::time::Instant;
use std::cell::RefCell;
use std::rc::Rc;
use url::Url;
use wasm_bindgen::JsValue;
use web_sys::Headers;
use worker::console_error;

/// Who we say we are, so that whoever is asked can tell and can find us.
const USER_AGENT: &str = concat!("Fyr/", env!("CARGO_PKG_VERSION"), " (+status probe)");
/// A validator that is longer is not worth sending.
const LONGEST_VALIDATOR: usize = 1_000;

/// What came back.
pub(super) enum Came {
    /// An answer.
    Answer(Answer),
    /// That nothing has changed since the answer whose validators were sent.
    Unchanged(Answer),
}

/// An answer, and what it says about being asked again.
pub(super) struct Answer {
    /// The answer itself.
    pub(super) payload: Payload,
    /// What makes the next question conditional.
    pub(super) validators: Option<Validators>,
    /// `Retry-After`, as it was sent.
    pub(super) retry_after: Option<String>,
}

/// What an answer can be recognised by, and where that holds.
#[derive(Clone)]
pub(super) struct Validators {
    at: Url,
    etag: Option<String>,
    last_modified: Option<String>,
}

#[cfg(test)]
impl Validators {
    /// For a test.
    pub(super) fn of(at: &str, etag: &str) -> Self {
        Self { at: Url::parse(at).unwrap(), etag: Some(etag.to_owned()), last_modified: None }
    }
}

/// A question on its way.
pub struct Way {
    question: Rc<Question>,
    /// What we have an answer to already.
    known: Option<Validators>,
    ready: Ready,
    /// How long it may take to the last byte.
    timeout_ms: u32,
    /// Where it was led to; `None`: it is where it was sent.
    led: Option<Url>,
    hops: usize,
    /// Why it could not be asked where it was led.
    unsent: Option<Reason>,
}

/// Asks for each, follows where it may, and reads the answers to their end. When each ended, and how, in their order; `None`
/// for those that were left.
pub(super) async fn fetch(
    ways: Vec<Way>,
    lanes: Lanes,
) -> impl Iterator<Item = Option<(Instant, Result<Came, Reason>)>> {
    let sent: Vec<_> = ways.iter().map(|way| (way.ready.clone(), way.timeout_ms)).collect();
    let ways = Rc::new(RefCell::new(ways));
    let led = Rc::clone(&ways);
    let follow = move |place: usize, location: &str| led.borrow_mut().get_mut(place)?.follow(location);
    let answers = ask(sent.into_iter(), lanes, follow).await;
    ways.take().into_iter().zip(answers).map(|(way, ended)| ended.map(|Ended { at, raw }| (at, way.came(raw))))
}

impl Way {
    /// To a question's own address. `known` is what we have an answer to already.
    ///
    /// # Errors
    /// What cannot be sent as it is written is our own fault, not the source's: *probe*.
    pub(super) fn new(question: Rc<Question>, known: Option<Validators>, timeout_ms: u32) -> Result<Self, Reason> {
        let known_here = known.as_ref().filter(|known| known.at == question.home);
        let kept = question.ready.get().filter(|_| known_here.is_none()).cloned();
        let ready = match kept {
            Some(ready) => ready,
            None => prepare(&question, &question.home, known_here).map_err(unsendable)?,
        };
        if known_here.is_none() {
            // Already set: it is the same.
            let _ = question.ready.set(ready.clone());
        }
        Ok(Self { question, known, ready, timeout_ms, led: None, hops: 0, unsent: None })
    }

    fn here(&self) -> &Url {
        self.led.as_ref().unwrap_or(&self.question.home)
    }

    fn known_here(&self) -> Option<&Validators> {
        self.known.as_ref().filter(|known| known.at == *self.here())
    }

    /// What is asked where an answer leads; `None` where it may not lead.
    fn follow(&mut self, location: &str) -> Option<Ready> {
        let question = &self.question;
        let next = follow(self.here(), location, &question.home, &question.redirect_hosts);
        let next = next.filter(|next| question.body.is_none() || question.is_own(next));
        self.hops += 1;
        self.led = Some(next.filter(|_| self.hops <= MAX_REDIRECTS)?);
        let ready = prepare(&self.question, self.here(), self.known_here()).map_err(unsendable);
        self.unsent = ready.as_ref().err().copied();
        ready.ok()
    }

    /// What came at its end.
    fn came(&self, raw: Result<Raw, Reason>) -> Result<Came, Reason> {
        let raw = raw.map_err(|reason| self.unsent.unwrap_or(reason))?;
        if raw.took > self.timeout_ms {
            return Err(Reason::Timeout);
        }
        let known = self.known_here().filter(|_| raw.status == 304);
        let answer = answer(&self.question, self.here(), raw);
        Ok(match known {
            None => Came::Answer(answer),
            Some(known) => {
                let validators = answer.validators.or_else(|| Some(known.clone()));
                Came::Unchanged(Answer { validators, ..answer })
            }
        })
    }
}

fn unsendable(_: JsValue) -> Reason {
    console_error!("a header cannot be sent as it is written");
    Reason::Probe
}

/// A question as the runtime takes it.
fn prepare(question: &Question, here: &Url, known: Option<&Validators>) -> Result<Ready, JsValue> {
    let headers = headers(question, here, known)?;
    #[cfg(feature = "scripted")]
    let here = &question.upstreams.instead_of(here, &headers);
    Ok(ready(question.whose, here.as_str(), &headers, question.max_bytes, question.body.as_deref()))
}

fn headers(question: &Question, here: &Url, known: Option<&Validators>) -> Result<Headers, JsValue> {
    let headers = Headers::new()?;
    headers.set("user-agent", USER_AGENT)?;
    headers.set("accept", "application/json, */*;q=0.5")?;
    if question.body.is_some() {
        headers.set("content-type", "application/x-www-form-urlencoded")?;
    }
    for (name, value) in question.headers.iter().filter(|_| question.is_own(here)) {
        headers.set(name, value)?;
    }
    if let Some(etag) = known.and_then(|known| known.etag.as_ref()) {
        headers.set("if-none-match", etag)?;
    }
    if let Some(date) = known.and_then(|known| known.last_modified.as_ref()) {
        headers.set("if-modified-since", date)?;
    }
    Ok(headers)
}

fn answer(question: &Question, here: &Url, raw: Raw) -> Answer {
    let date = raw.head(Head::Date).and_then(|date| served_at(&date, raw.head(Head::Age)));
    // Of an answer that is worth having again: somebody's, and nothing that depends on what was posted.
    let again = question.body.is_none() && matches!(raw.status, 200 | 304);
    let validators = if again { validators(here, raw.head(Head::Etag), raw.head(Head::LastModified)) } else { None };
    let retry_after = raw.head(Head::RetryAfter);
    let payload = Payload {
        status: raw.status,
        media_type: raw.media_type,
        body: raw.bytes,
        elapsed_ms: raw.took,
        place: raw.ray.filter(|_| question.is_own(here)).and_then(|ray| place(&ray)),
        date,
    };
    Answer { payload, validators, retry_after }
}

fn validators(at: &Url, etag: Option<String>, last_modified: Option<String>) -> Option<Validators> {
    let short = |value: &String| value.len() <= LONGEST_VALIDATOR;
    let (etag, last_modified) = (etag.filter(short), last_modified.filter(short));
    let any = etag.is_some() || last_modified.is_some();
    any.then(|| Validators { at: at.clone(), etag, last_modified })
}

/// When an answer left its server: its `Date`, and the time it lay in caches since. `None` where either cannot be read.
fn served_at(date: &str, age: Option<String>) -> Option<Instant> {
    let age: u32 = age.map_or(Some(0), |age| age.trim().parse().ok())?;
    Some(Instant::parse_mail(date)?.plus(age.into()))
}

/// The data centre that the question left from: Cloudflare names it at the end of `cf-ray` (`8f2…-ARN`) in answers of
/// the hosts behind it.
///
/// A hint, and no more: an upstream that is not behind Cloudflare can write there what it likes. Nothing follows from it
/// but a warning that two regions may ask from the same place.
fn place(ray: &str) -> Option<String> {
    let (_, place) = ray.rsplit_once('-')?;
    let is_code = place.len() == 3 && place.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| place.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_three_letters_or_not_there() {
        for (ray, expected) in [
            ("8f2b1c0d9e7a6b5c-ARN", Some("ARN")),
            ("8f2b1c0d9e7a6b5c", None),
            ("8f2b1c0d9e7a6b5c-arn", None),
            ("8f2b1c0d9e7a6b5c-ARN1", None),
            ("8f2b1c0d9e7a6b5c-<b>", None),
            ("-", None),
        ] {
            assert_eq!(place(ray).as_deref(), expected, "{ray}");
        }
    }
}
