//! Names in the address space: which first segments are ours, and where a page lives.

/// First segments that are ours, and therefore no page's name. Paths with a dot in them cannot be one.
pub const RESERVED: [&str; 8] = ["api", "embed", "widget", "console", "docs", "healthz", "metrics", "demo"];

/// `/{page}`: the page itself, as HTML.
#[must_use]
pub fn home(page: &str) -> String {
    format!("/{page}")
}

/// `/{page}/embed.js`: its loader.
#[must_use]
pub fn loader(page: &str) -> String {
    format!("/{page}/embed.js")
}

/// `/{page}/frame`: the page for an `<iframe>`.
#[must_use]
pub fn frame(page: &str) -> String {
    format!("/{page}/frame")
}

/// `/{page}/badge.svg`: the picture.
#[must_use]
pub fn badge(page: &str) -> String {
    format!("/{page}/badge.svg")
}

/// `/api/v1/{page}`: its snapshot.
#[must_use]
pub fn snapshot(page: &str) -> String {
    format!("/api/v1/{page}")
}

/// `/{page}/support`: who helps, as a form.
#[must_use]
pub fn support(page: &str) -> String {
    format!("/{page}/support")
}

/// `/api/v1/{page}/reports`: which reports there are.
#[must_use]
pub fn reports(page: &str) -> String {
    format!("/api/v1/{page}/reports")
}

/// `/api/v1/{page}/reports/{yyyy-mm}.html`: a report for people; of a month or of a year.
#[must_use]
pub fn report(page: &str, of: &str, form: &str) -> String {
    format!("/api/v1/{page}/reports/{of}.{form}")
}

/// `/{page}/history`: how its last days were, as HTML.
#[must_use]
pub fn history(page: &str) -> String {
    format!("/{page}/history")
}

/// `/api/v1/{page}/history/drawn`: the same as a widget draws it.
#[must_use]
pub fn history_drawn(page: &str) -> String {
    format!("/api/v1/{page}/history/drawn")
}
