//! The question itself. The only place that calls the network for a source.
//!
//! A redirect is a question of its own and is checked like the first. Our own headers go to the address' own host only:
//! they may hold a secret.

use super::address::{MAX_REDIRECTS, follow, is_allowed};
use super::placeholder::{self, Kind};
use crate::adapters::Payload;
use crate::limit::within;
use futures_util::StreamExt;
use fyr_shared::ids::RegionId;
use fyr_shared::page::Source;
use fyr_shared::status::Reason;
use fyr_shared::time::Instant;
use std::time::Duration;
use url::Url;
use worker::{
    AbortController, AbortSignal, CacheMode, Date, Env, Fetch, Headers, Request, RequestInit, RequestRedirect,
    Response, ResponseBody, console_error,
};

/// Who we say we are, so that whoever is asked can tell and can find us.
const USER_AGENT: &str = concat!("Fyr/", env!("CARGO_PKG_VERSION"), " (+status probe)");

/// Asks a source once. `page` names who asks, for scripted upstreams; real ones are not told.
///
/// # Errors
/// Why there is no answer. An answer with another status than expected is an answer.
pub async fn fetch(source: &Source, env: &Env, region: &RegionId, page: &str) -> Result<Payload, Reason> {
    let question = Question::prepare(source, env, region, page)?;
    let controller = AbortController::default();
    let signal = controller.signal();
    let limit = Duration::from_millis(u64::from(source.timeout_ms));
    let answer = within(limit, question.ask(&signal)).await.unwrap_or(Err(Reason::Timeout));
    if answer.is_err() {
        controller.abort();
    }
    answer
}

/// A source's address and headers with their placeholders filled in.
struct Question<'a> {
    source: &'a Source,
    home: Url,
    headers: Vec<(String, String)>,
    #[cfg(feature = "scripted")]
    upstreams: crate::scripted::upstreams::Upstreams,
}

impl<'a> Question<'a> {
    /// What cannot be asked as configured is our own fault, not the source's: *probe*.
    fn prepare(source: &'a Source, env: &Env, region: &RegionId, page: &str) -> Result<Self, Reason> {
        let look_up = |kind: Kind, name: &str| match kind {
            Kind::Secret => env.secret(name).ok().map(|secret| secret.to_string()),
            Kind::Var => env.var(name).ok().map(|var| var.to_string()),
        };
        let unfilled = |unfilled| {
            console_error!("source {}: {unfilled}", source.id);
            Reason::Probe
        };
        let address = placeholder::in_address(&source.address, look_up).map_err(unfilled)?;
        let home = Url::parse(&address).ok().filter(|home| is_allowed(home, home, &[]));
        let Some(home) = home else {
            console_error!("source {}: its address may not be asked", source.id);
            return Err(Reason::Probe);
        };
        let header = |(name, value): &(String, String)| {
            Ok((name.clone(), placeholder::in_header(value, look_up).map_err(unfilled)?))
        };
        let headers = source.headers.iter().map(header).collect::<Result<_, Reason>>()?;
        #[cfg(not(feature = "scripted"))]
        let _ = (region, page);
        Ok(Self {
            source,
            home,
            headers,
            #[cfg(feature = "scripted")]
            upstreams: crate::scripted::upstreams::Upstreams::of(env, region, page),
        })
    }

    /// Asks, follows where it may, and reads the answer to its end.
    async fn ask(&self, signal: &AbortSignal) -> Result<Payload, Reason> {
        let started = Date::now().as_millis();
        let mut here = self.home.clone();
        for _ in 0..=MAX_REDIRECTS {
            let mut response = self.send(&here, signal).await?;
            let Some(location) = location(&response) else {
                let media_type = response.headers().get("content-type").ok().flatten();
                let status = response.status_code();
                let ray = response.headers().get("cf-ray").ok().flatten();
                let place = ray.filter(|_| is_own(&here, &self.home)).and_then(|ray| place(&ray));
                let body = self.read(&mut response).await?;
                let elapsed = Date::now().as_millis().saturating_sub(started);
                return Ok(Payload {
                    status,
                    media_type,
                    body,
                    elapsed_ms: u32::try_from(elapsed).unwrap_or(u32::MAX),
                    place,
                    date: served_at(response.headers()),
                });
            };
            give_up(&response);
            here = follow(&here, &location, &self.home, &self.source.redirect_hosts).ok_or(Reason::Redirect)?;
        }
        Err(Reason::Redirect)
    }

    async fn send(&self, url: &Url, signal: &AbortSignal) -> Result<Response, Reason> {
        let headers = self.headers_for(url).map_err(|_| {
            console_error!("source {}: a header cannot be sent as it is written", self.source.id);
            Reason::Probe
        })?;
        #[cfg(feature = "scripted")]
        let url = &self.upstreams.instead_of(url, &headers);
        let mut init = RequestInit::new();
        init.with_headers(headers).with_redirect(RequestRedirect::Manual).with_cache(CacheMode::NoStore);
        let request = Request::new_with_init(url.as_str(), &init).map_err(|_| Reason::Probe)?;
        Fetch::Request(request).send_with_signal(signal).await.map_err(|_| Reason::Connection)
    }

    fn headers_for(&self, url: &Url) -> worker::Result<Headers> {
        let headers = Headers::new();
        headers.set("user-agent", USER_AGENT)?;
        headers.set("accept", "application/json, */*;q=0.5")?;
        for (name, value) in self.headers.iter().filter(|_| is_own(url, &self.home)) {
            headers.set(name, value)?;
        }
        Ok(headers)
    }

    /// The body, decompressed by the runtime and counted as it arrives: a small bomb is a large answer here.
    async fn read(&self, response: &mut Response) -> Result<Vec<u8>, Reason> {
        let limit = usize::try_from(self.source.max_bytes).unwrap_or(usize::MAX);
        let mut bytes = Vec::new();
        if matches!(response.body(), ResponseBody::Empty) {
            return Ok(bytes);
        }
        let mut stream = response.stream().map_err(|_| Reason::Connection)?;
        while let Some(chunk) = stream.next().await {
            let chunk = chunk.map_err(|_| Reason::Connection)?;
            if bytes.len().saturating_add(chunk.len()) > limit {
                return Err(Reason::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// When an answer left its server: its `Date`, and the time it lay in caches since.
fn served_at(headers: &Headers) -> Option<Instant> {
    let date = Instant::parse_mail(&headers.get("date").ok().flatten()?)?;
    let age = headers.get("age").ok().flatten().and_then(|age| age.trim().parse().ok()).unwrap_or(0);
    Some(date.plus(age))
}

/// Where an answer says to go on; `None` for an answer that is to be read.
fn location(response: &Response) -> Option<String> {
    let redirects = matches!(response.status_code(), 301 | 302 | 303 | 307 | 308);
    response.headers().get("location").ok().flatten().filter(|_| redirects)
}

/// Whether an address is on the page file's own host: our headers go there alone, and only it is asked where we are.
fn is_own(url: &Url, home: &Url) -> bool {
    url.host_str() == home.host_str() && url.port() == home.port()
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

/// An answer nobody reads would hold one of the few connections that the runtime allows at a time.
fn give_up(response: &Response) {
    if let ResponseBody::Stream(stream) = response.body() {
        let _ = stream.cancel();
    }
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

    #[test]
    fn another_host_or_port_is_not_ones_own() {
        let home = Url::parse("https://api.example.no/health").unwrap();
        for (address, own) in [
            ("https://api.example.no/health", true),
            ("https://api.example.no:443/new?x=1", true),
            ("https://api.example.no:8443/health", false),
            ("https://status.claude.com/health", false),
            ("https://example.no/health", false),
        ] {
            assert_eq!(is_own(&Url::parse(address).unwrap(), &home), own, "{address}");
        }
    }
}
