//! Errors as readers get them: problem+json (RFC 9457), with the place and the cure. Nothing internal is in them.

use crate::operator::{BURST, KEY, PER_SECOND};
use fyr_shared::api::paths;
use fyr_shared::operator::{Conflict, Noun, Refusal, Scope};
use serde::Serialize;

/// One error.
#[derive(Clone, Debug, PartialEq, Serialize)]
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
    /// What is wrong with which field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Refusal>,
    /// Where somebody else was faster: what it is now, and what has happened.
    #[serde(flatten)]
    pub conflict: Option<Box<Conflict>>,
}

impl Problem {
    fn new(status: u16, title: &'static str, detail: String) -> Self {
        Self { kind: "about:blank", title, status, detail, errors: vec![], conflict: None }
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

/// What the operator API refuses.
impl Problem {
    /// The token is missing, or is none that is good here. Which of these, nobody is told.
    #[must_use]
    pub fn token() -> Self {
        let detail =
            "This needs `Authorization: Bearer …` with a token of this page that is good; ask whoever makes tokens.";
        Self::new(401, "Unauthorized", detail.to_owned())
    }

    /// The token is good, but not for this.
    #[must_use]
    pub fn scope(needed: Scope) -> Self {
        let detail = format!("The token is not good for this: it lacks the scope `{}`.", needed.as_str());
        Self::new(403, "Forbidden", detail)
    }

    /// It was asked from another site.
    #[must_use]
    pub fn cross_origin() -> Self {
        let detail =
            "What operators do is not answered to pages of another origin; use the console of this deployment.";
        Self::new(403, "Forbidden", detail.to_owned())
    }

    /// There is no such record.
    #[must_use]
    pub fn no_record() -> Self {
        Self::new(404, "Not Found", "There is no such record; lists tell the ids there are.".to_owned())
    }

    /// The method is not one for this path.
    #[must_use]
    pub fn operator_method(method: &str, allowed: &str) -> Self {
        let method: String = method.chars().filter(char::is_ascii_alphabetic).take(20).collect();
        Self::new(405, "Method Not Allowed", format!("`{method}` is not allowed here; use {allowed}."))
    }

    /// Two asked at once, and this one has not seen what the other did.
    #[must_use]
    pub fn conflict(conflict: Conflict) -> Self {
        let detail = "Somebody has changed it since you read it: `current` is what it is now, `changes` what has happened. \
            Look at it, and ask again with its ETag.";
        Self { conflict: Some(Box::new(conflict)), ..Self::new(412, "Precondition Failed", detail.to_owned()) }
    }

    /// It does not say which version is to be changed.
    #[must_use]
    pub fn unmatched() -> Self {
        let detail = "Say which version you have seen: `If-Match` with the ETag that the record was answered with.";
        Self::new(428, "Precondition Required", detail.to_owned())
    }

    /// The content is too large.
    #[must_use]
    pub fn too_large(most: usize) -> Self {
        Self::new(413, "Content Too Large", format!("The content is larger than {most} bytes; write less."))
    }

    /// The content is no JSON.
    #[must_use]
    pub fn media_type() -> Self {
        let detail = "The content must be JSON: send it as `Content-Type: application/json`.";
        Self::new(415, "Unsupported Media Type", detail.to_owned())
    }

    /// The content does not come.
    #[must_use]
    pub fn slow() -> Self {
        let detail = "The content did not come in time. Ask again with the same `Idempotency-Key`.".to_owned();
        Self::new(408, "Request Timeout", detail)
    }

    /// The content is no text.
    #[must_use]
    pub fn encoding() -> Self {
        Self::parameter("The content is no UTF-8; send text in that encoding.".to_owned())
    }

    /// What is asked cannot be, and why.
    #[must_use]
    pub fn refused(errors: Vec<Refusal>) -> Self {
        let detail = "Nothing was changed: `errors` says what is wrong where, and the cure.".to_owned();
        Self { errors, ..Self::new(422, "Unprocessable Content", detail) }
    }

    /// An idempotency key is none.
    #[must_use]
    pub fn key() -> Self {
        Self::parameter(format!("`Idempotency-Key` must be 1 to {KEY} visible ASCII characters."))
    }

    /// The key was used for something else.
    #[must_use]
    pub fn other_key() -> Self {
        let detail = "This `Idempotency-Key` was used with other content; use a new one for what is new.";
        Self::new(422, "Unprocessable Content", detail.to_owned())
    }

    /// There are as many as there may be.
    #[must_use]
    pub fn too_much(noun: Noun, most: usize) -> Self {
        let noun = noun.as_str();
        Self::new(409, "Conflict", format!("There are {most} of the kind `{noun}` that go on; end one first."))
    }

    /// Without this token nobody could make another.
    #[must_use]
    pub fn last_token() -> Self {
        let detail = "It is the last good token that can make others: make another with the scope `tokens` first.";
        Self::new(409, "Conflict", detail.to_owned())
    }

    /// The token is used too often.
    #[must_use]
    pub fn too_many() -> Self {
        let often = format!("at most {BURST} times at once, and {PER_SECOND} times a second");
        let detail =
            format!("Asked too often. A token may be used {often}; one that is not good, far less. Wait a second.");
        Self::new(429, "Too Many Requests", detail)
    }

    /// The page's object does not answer; whether it was done, nobody knows.
    #[must_use]
    pub fn unanswered() -> Self {
        let detail = "There is no answer just now, and it may have been done. Ask again with the same `Idempotency-Key`: \
            it is then done once.";
        Self::new(503, "Service Unavailable", detail.to_owned())
    }
}
