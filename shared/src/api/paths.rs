//! Names in the address space: which first segments are ours, and where a page lives.

/// First segments that are ours, and therefore no page's name. Paths with a dot in them cannot be one.
pub const RESERVED: [&str; 8] = ["api", "embed", "widget", "console", "docs", "healthz", "metrics", "demo"];

/// `/{page}`: the page itself, as HTML.
#[must_use]
pub fn home(page: &str) -> String {
    format!("/{page}")
}
