//! Asks the operator API. Nothing is kept in a cache, no cookie goes along, and the token stands in one header.

use fyr_shared::operator::{Conflict, Refusal};
use gloo_net::http::{Method, RequestBuilder};
use serde_json::Value;

/// How long an answer is waited for, in milliseconds.
const LIMIT: u32 = 20_000;

/// What is asked.
#[derive(Clone)]
pub struct Ask {
    /// How.
    pub method: Method,
    /// Below `/api/v1/{page}`.
    pub path: String,
    /// Parameters.
    pub query: Vec<(&'static str, String)>,
    /// What is said.
    pub body: Option<Value>,
    /// The version of what is changed.
    pub version: Option<String>,
    /// Under which key: the same again is done once.
    pub key: Option<String>,
}

/// Why there is no answer.
pub enum Failure {
    /// Nobody answered, or somebody who will later: whether it was done is not known.
    Unreached,
    /// The token is no good, or no good any more.
    Unknown,
    /// Somebody else was first.
    Conflict(Conflict),
    /// It was refused.
    Refused(Vec<Refusal>),
}

impl Ask {
    /// Something to read.
    pub fn read(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), query: Vec::new(), body: None, version: None, key: None }
    }

    /// Asks.
    pub async fn send(&self, page: &str, token: &str) -> Result<Value, Failure> {
        let limit = web_sys::AbortSignal::timeout_with_u32(LIMIT);
        let mut request = RequestBuilder::new(&format!("/api/v1/{page}{}", self.path))
            .query(self.query.iter().map(|(name, value)| (*name, value.as_str())))
            .method(self.method.clone())
            .header("authorization", &format!("Bearer {token}"))
            .cache(web_sys::RequestCache::NoStore)
            .credentials(web_sys::RequestCredentials::Omit)
            .abort_signal(Some(&limit));
        if let Some(version) = &self.version {
            request = request.header("if-match", &format!("\"{version}\""));
        }
        if let Some(key) = &self.key {
            request = request.header("idempotency-key", key);
        }
        let request = match &self.body {
            Some(body) => request.json(body),
            None => request.build(),
        };
        let answer = request.map_err(|_| Failure::Unreached)?.send().await.map_err(|_| Failure::Unreached)?;
        let status = answer.status();
        let body = answer.json::<Value>().await;
        match (status, body) {
            (200..=299, Ok(body)) => Ok(body),
            (401, _) => Err(Failure::Unknown),
            (412, Ok(body)) => Err(serde_json::from_value(body).map_or(Failure::Unreached, Failure::Conflict)),
            (400..=499, Ok(body)) if ![408, 425, 429].contains(&status) => Err(Failure::Refused(refusals(&body))),
            (404 | 405, Err(_)) => Err(Failure::Refused(refusals(&Value::Null))),
            _ => Err(Failure::Unreached),
        }
    }
}

/// What a problem says: field by field, or else as a whole.
fn refusals(problem: &Value) -> Vec<Refusal> {
    let listed = problem.get("errors").cloned().and_then(|errors| serde_json::from_value::<Vec<Refusal>>(errors).ok());
    let whole = || {
        let said = ["detail", "title"].into_iter().find_map(|key| problem.get(key)?.as_str());
        vec![Refusal { pointer: String::new(), detail: said.unwrap_or("The server refused this.").to_owned() }]
    };
    listed.filter(|listed| !listed.is_empty()).unwrap_or_else(whole)
}
