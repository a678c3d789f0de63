//! A question: one document that a source is read from, with every placeholder filled in.
//!
//! Two questions are the same when everything is that decides what is answered: its address, what is sent there, and where it
//! may lead. How long somebody waits is not part of it.

use super::address::is_allowed;
use super::hand::Ready;
use super::placeholder::{self, Kind};
use crate::adapters::Next;
use fyr_shared::ids::RegionId;
use fyr_shared::page::Source;
use fyr_shared::status::Reason;
use std::cell::OnceCell;
use std::cmp::Ordering;
use url::Url;
use worker::{Env, console_error};

/// Whose answer it is: ours is measured, somebody's is spared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// An own probe: asked anew each time, because how it answers is what we want to know.
    Ours,
    /// Somebody's status page: asked as seldom and as cheaply as what we want to know allows.
    Somebodys,
}

/// What is asked. Holds secrets: never logged, never told.
pub struct Question {
    /// Whose document it is.
    pub whose: Whose,
    /// Its address.
    pub home: Url,
    /// What is posted there; `None`: it is got.
    pub body: Option<String>,
    /// Headers for the address' own host.
    pub headers: Vec<(String, String)>,
    /// Hosts that a redirect may lead to, beside its own.
    pub redirect_hosts: Vec<String>,
    /// How large the answer may be, in bytes.
    pub max_bytes: usize,
    /// Where scripted upstreams are, and who asks: they answer by that.
    #[cfg(feature = "scripted")]
    pub upstreams: crate::scripted::upstreams::Upstreams,
    /// As the runtime takes it, made when it is first asked.
    pub(super) ready: OnceCell<Ready>,
}

impl Ord for Question {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = self.home.cmp(&other.home).then_with(|| self.key().cmp(&other.key()));
        #[cfg(feature = "scripted")]
        let order = order.then_with(|| self.upstreams.cmp(&other.upstreams));
        order
    }
}

impl PartialOrd for Question {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Question {}

impl Question {
    /// The question for a document of a source. `page` names who asks, for scripted upstreams; real ones are not told.
    ///
    /// # Errors
    /// What cannot be asked as configured is our own fault, not the source's: *probe*.
    pub fn prepare(source: &Source, env: &Env, region: &RegionId, page: &str) -> Result<Self, Reason> {
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
        #[cfg(not(feature = "scripted"))]
        let _ = (region, page);
        Ok(Self {
            whose: if source.kind.is_own_probe() { Whose::Ours } else { Whose::Somebodys },
            home,
            body: source.body.as_ref().map(|body| placeholder::in_form(body, look_up)).transpose().map_err(unfilled)?,
            headers: source.headers.iter().map(header).collect::<Result<_, Reason>>()?,
            redirect_hosts: source.redirect_hosts.clone(),
            max_bytes: usize::try_from(source.max_bytes).unwrap_or(usize::MAX),
            #[cfg(feature = "scripted")]
            upstreams: crate::scripted::upstreams::Upstreams::of(env, region, page),
            ready: OnceCell::new(),
        })
    }

    /// The question for a further document of the same source: at the same host, with all that is sent there. `None` where
    /// a reference leads anywhere else.
    #[must_use]
    pub fn further(&self, next: Next) -> Option<Self> {
        let (home, body) = match next {
            Next::At(reference) => (self.home.join(&reference).ok()?, None),
            Next::Posting(more) => (self.home.clone(), Some(self.body.clone()? + &more)),
        };
        is_allowed(&home, &self.home, &[]).then(|| Self {
            whose: self.whose,
            home,
            body,
            headers: self.headers.clone(),
            redirect_hosts: self.redirect_hosts.clone(),
            max_bytes: self.max_bytes,
            #[cfg(feature = "scripted")]
            upstreams: self.upstreams.clone(),
            ready: OnceCell::new(),
        })
    }

    /// What two questions for the same address may differ in.
    fn key(&self) -> impl Ord {
        (&self.body, &self.headers, &self.redirect_hosts, self.max_bytes)
    }

    /// The host that is asked.
    #[must_use]
    pub fn host(&self) -> &str {
        self.home.host_str().unwrap_or_default()
    }

    /// Whether an address is on the page file's own host: our headers go there alone, and only it is asked where we are.
    #[must_use]
    pub fn is_own(&self, url: &Url) -> bool {
        url.host_str() == self.home.host_str() && url.port() == self.home.port()
    }
}

#[cfg(test)]
impl Question {
    /// A question for a test.
    pub(super) fn plain(whose: Whose, address: &str) -> Self {
        Self {
            whose,
            home: Url::parse(address).unwrap(),
            body: None,
            headers: vec![],
            redirect_hosts: vec![],
            max_bytes: 1_000_000,
            #[cfg(feature = "scripted")]
            upstreams: crate::scripted::upstreams::Upstreams::default(),
            ready: OnceCell::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_further_document_is_of_the_same_host() {
        let asked = Question::plain(Whose::Somebodys, "https://status.example/v3/summary.json?a=b");
        let further = |next| asked.further(next).map(|question| (question.home.to_string(), question.body));
        for (reference, expected) in [
            ("components.json", Some("https://status.example/v3/components.json")),
            ("?page=2", Some("https://status.example/v3/summary.json?page=2")),
            ("/api/x", Some("https://status.example/api/x")),
            ("//evil.example/x", None),
            ("https://169.254.169.254/", None),
            ("http://status.example/x", None),
            ("https://status.example:8443/x", None),
        ] {
            let expected = expected.map(|address| (address.to_owned(), None));
            assert_eq!(further(Next::At(reference.to_owned())), expected, "{reference}");
        }
        assert_eq!(further(Next::Posting("&offset=50".to_owned())), None, "nothing was posted");
        let posted = Question { body: Some("key=k".into()), ..Question::plain(Whose::Somebodys, "https://a.example/") };
        assert_eq!(
            posted.further(Next::Posting("&offset=50".into())).unwrap().body.as_deref(),
            Some("key=k&offset=50")
        );
    }

    #[test]
    fn another_host_or_port_is_not_ones_own() {
        let question = Question::plain(Whose::Ours, "https://api.example.no/health");
        for (address, own) in [
            ("https://api.example.no/health", true),
            ("https://api.example.no:443/new?x=1", true),
            ("https://api.example.no:8443/health", false),
            ("https://status.claude.com/health", false),
            ("https://example.no/health", false),
        ] {
            assert_eq!(question.is_own(&Url::parse(address).unwrap()), own, "{address}");
        }
    }
}
