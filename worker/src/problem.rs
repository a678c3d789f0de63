//! Errors as readers get them: problem+json (RFC 9457), with the place and the cure. Nothing internal is in them.

use fyr_shared::api::paths;
use serde::Serialize;

/// One error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind it is; we have no pages about kinds.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What is wrong here, and what to do.
    pub detail: String,
}

impl Problem {
    fn new(status: u16, title: &'static str, detail: String) -> Self {
        Self { kind: "about:blank", title, status, detail }
    }

    /// Nothing is at this path.
    #[must_use]
    pub fn not_found(path: &str) -> Self {
        let [page, snapshot] = [paths::home, paths::snapshot].map(|of| of("{page}"));
        Self::new(404, "Not Found", format!("Nothing is at `{path}`. Pages are at {page} and {snapshot}."))
    }

    /// The method is not one that reads.
    #[must_use]
    pub fn method(method: &str) -> Self {
        Self::new(405, "Method Not Allowed", format!("`{method}` is not allowed here; use GET or HEAD."))
    }

    /// A parameter is wrong.
    #[must_use]
    pub fn parameter(detail: String) -> Self {
        Self::new(400, "Bad Request", detail)
    }

    /// The page has no such environment.
    #[must_use]
    pub fn environment(asked: &str, known: &[&str]) -> Self {
        let known = known.join(", ");
        Self::new(404, "Not Found", format!("`env`: the page has no environment `{asked}`; it has: {known}."))
    }

    /// The page does not say who helps.
    #[must_use]
    pub fn no_support(page: &str) -> Self {
        let detail = format!("The page `{page}` does not say whom to contact; its status is at {}.", paths::home(page));
        Self::new(404, "Not Found", detail)
    }

    /// Whether there is such a file cannot be told.
    #[must_use]
    pub fn no_file(path: &str) -> Self {
        let detail = format!("The file `{path}` is not available just now. Try again in a few seconds.");
        Self::new(503, "Service Unavailable", detail)
    }

    /// There is nothing to answer with, not even an old copy.
    #[must_use]
    pub fn unavailable(page: &str) -> Self {
        let detail = format!("The status of `{page}` is not available just now. Try again in a few seconds.");
        Self::new(503, "Service Unavailable", detail)
    }

    /// We failed.
    #[must_use]
    pub fn internal() -> Self {
        Self::new(500, "Internal Server Error", "Something went wrong here. Try again in a few seconds.".to_owned())
    }
}
