//! Every public path, named once.

/// First segments that are ours, and therefore no page's name.
pub const RESERVED: [&str; 9] =
    ["api", "embed", "widget", "console", "docs", "healthz", "metrics", "openapi-json", "demo"];

/// The public paths of a page.
pub mod path {
    /// `/{page}`: the page itself, as HTML.
    #[must_use]
    pub fn page(page: &str) -> String {
        format!("/{page}")
    }

    /// `/{page}/embed.js`: the loader with the page's present summary in it.
    #[must_use]
    pub fn loader(page: &str) -> String {
        format!("/{page}/embed.js")
    }

    /// `/api/v1/{page}`: the snapshot.
    #[must_use]
    pub fn snapshot(page: &str) -> String {
        format!("/api/v1/{page}")
    }

    /// `/api/v1/{page}/summary`: the summary.
    #[must_use]
    pub fn summary(page: &str) -> String {
        format!("/api/v1/{page}/summary")
    }

    /// `/healthz`: whether the worker and its pages are well.
    pub const HEALTHZ: &str = "/healthz";
}
