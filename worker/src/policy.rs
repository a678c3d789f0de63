//! The table of header policies: for every path its media type, cache lifetime, CORS and CSP.

use base64::prelude::{BASE64_STANDARD, Engine};
use fyr_shared::embed::TRUSTED_TYPES;
use fyr_shared::time::Instant;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifetime {
    /// A status document: a few seconds, and never beyond the state's `stale_after`.
    Status,
    /// A status document whose reader cannot see how long it lay in a cache: a few seconds, and never in place of an error.
    Unaged,
    /// Named by its content: for ever.
    Immutable,
    /// A static file whose name does not change.
    Static,
    /// A report: it is another when something that was declared turns out otherwise.
    Report,
    /// Never, and by nobody on the way.
    Private,
    /// Never.
    None,
}

/// Everything the table says about one kind of answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What it is for.
    pub path: &'static str,
    /// `Content-Type`; empty where the file's own decides.
    pub media_type: &'static str,
    /// How long it may be kept.
    pub lifetime: Lifetime,
    /// Whether other origins may read it.
    pub cors: bool,
    /// `Vary`: which header of the request it depends on; empty where on none.
    pub varies: &'static str,
    /// `Content-Security-Policy`; empty where there is nothing to protect. `{page.css}` and the like stand for the hash of
    /// that style sheet, `{ancestors}` for those that the page file names, `{polled}` for
    /// the origin that a deployment publishes at, `{trusted types}` for what our scripts keep to.
    pub csp: &'static str,
}

const DOCUMENT_CSP: &str = "default-src 'none'; style-src '{page.css}'; img-src 'self'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";
const FRAME_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src '{frame.css}'; \
    connect-src 'self'{polled}; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}; \
    {trusted types}";
const REPORT_CSP: &str = "default-src 'none'; style-src '{report.css}'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";
const DOCS_CSP: &str = "default-src 'none'; style-src '{docs.css}'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const CONSOLE_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";
const BADGE_CSP: &str = "default-src 'none'; style-src '{badge.css}'; frame-ancestors 'none'";
const DATA_CSP: &str = "default-src 'none'; frame-ancestors 'none'";
const PORTAL_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
    connect-src 'self'{polled}; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

const fn data(path: &'static str, media_type: &'static str, lifetime: Lifetime) -> Policy {
    Policy { path, media_type, lifetime, cors: true, varies: "", csp: DATA_CSP }
}

/// `/{page}`.
pub const PAGE: Policy = Policy {
    path: "/{page}",
    media_type: "text/html; charset=utf-8",
    lifetime: Lifetime::Status,
    cors: true,
    varies: "",
    csp: DOCUMENT_CSP,
};
/// `/{page}/frame`.
pub const FRAME: Policy = Policy { path: "/{page}/frame", csp: FRAME_CSP, ..PAGE };
/// `/{page}/badge.svg`.
pub const BADGE: Policy = Policy { csp: BADGE_CSP, ..data("/{page}/badge.svg", "image/svg+xml", Lifetime::Unaged) };
/// `/{page}/embed.js`.
pub const LOADER: Policy = data("/{page}/embed.js", "text/javascript; charset=utf-8", Lifetime::Unaged);
/// `/api/v1/{page}`.
pub const SNAPSHOT: Policy = data("/api/v1/{page}", "application/json", Lifetime::Status);
/// `/api/v1/{page}/summary`.
pub const SUMMARY: Policy = data("/api/v1/{page}/summary", "application/json", Lifetime::Status);
/// `/{page}/support`.
pub const SUPPORT_FORM: Policy = Policy { path: "/{page}/support", varies: "accept-language", ..PAGE };
/// `/api/v1/{page}/support`.
pub const SUPPORT: Policy = data("/api/v1/{page}/support", "application/json", Lifetime::Status);
/// `/api/v1/{page}/support/drawn`. What a person has asked is kept nowhere.
pub const SUPPORT_DRAWN: Policy = data("/api/v1/{page}/support/drawn", "application/json", Lifetime::None);
/// `/api/v1/{page}/reports`.
pub const REPORTS: Policy = data("/api/v1/{page}/reports", "application/json", Lifetime::Report);
/// `/api/v1/{page}/reports/{yyyy-mm}.json`, and of a year `{yyyy}.json`.
pub const REPORT_JSON: Policy = Policy { path: "/api/v1/{page}/reports/{yyyy-mm}.json", ..REPORTS };
/// `/api/v1/{page}/reports/{yyyy-mm}.csv`, and of a year.
pub const REPORT_CSV: Policy =
    data("/api/v1/{page}/reports/{yyyy-mm}.csv", "text/csv; charset=utf-8; header=present", Lifetime::Report);
/// `/api/v1/{page}/reports/{yyyy-mm}.html`, and of a year.
pub const REPORT_HTML: Policy = Policy {
    csp: REPORT_CSP,
    ..data("/api/v1/{page}/reports/{yyyy-mm}.html", "text/html; charset=utf-8", Lifetime::Report)
};
/// `/{page}/history`.
pub const HISTORY_PAGE: Policy = Policy { path: "/{page}/history", ..PAGE };
/// `/api/v1/{page}/history`.
pub const HISTORY: Policy = data("/api/v1/{page}/history", "application/json", Lifetime::Status);
/// `/api/v1/{page}/history/drawn`.
pub const HISTORY_DRAWN: Policy = data("/api/v1/{page}/history/drawn", "application/json", Lifetime::Status);
/// `/api/v1/{page}/{noun}`: the operator API. No other site may read it.
pub const OPERATOR: Policy =
    Policy { cors: false, ..data("/api/v1/{page}/{noun}", "application/json", Lifetime::Private) };
/// `/embed/{hash}.js`.
pub const HASHED_LOADER: Policy = data("/embed/{hash}.js", "", Lifetime::Immutable);
/// `/widget/{hash}/…`.
pub const WIDGET: Policy = data("/widget/{hash}/{file}", "", Lifetime::Immutable);
/// `/console`. It is for operators: no search engine lists it, and nobody keeps it.
pub const CONSOLE: Policy = Policy {
    path: "/console/{page}",
    media_type: "text/html; charset=utf-8",
    lifetime: Lifetime::None,
    cors: false,
    varies: "",
    csp: CONSOLE_CSP,
};
/// `/console/{hash}/…`.
pub const CONSOLE_FILE: Policy =
    Policy { path: "/console/{hash}/{file}", media_type: "", lifetime: Lifetime::Immutable, ..CONSOLE };
/// `/docs/embed`.
pub const DOCS: Policy = Policy {
    path: "/docs/embed",
    media_type: "text/html; charset=utf-8",
    // It repeats the origin it was asked at.
    lifetime: Lifetime::None,
    cors: false,
    varies: "",
    csp: DOCS_CSP,
};
/// `/healthz`.
pub const HEALTH: Policy = data("/healthz", "application/json", Lifetime::None);
/// Any error.
pub const PROBLEM: Policy = data("(error)", "application/problem+json", Lifetime::None);
/// Files of `www`.
pub const FILE: Policy =
    Policy { path: "/{file}", media_type: "", lifetime: Lifetime::Static, cors: false, varies: "", csp: PORTAL_CSP };

/// The whole table.
pub const TABLE: [Policy; 25] = [
    PAGE,
    SUPPORT_FORM,
    FRAME,
    BADGE,
    LOADER,
    HASHED_LOADER,
    SNAPSHOT,
    SUMMARY,
    SUPPORT,
    SUPPORT_DRAWN,
    REPORTS,
    REPORT_JSON,
    REPORT_CSV,
    REPORT_HTML,
    HISTORY_PAGE,
    HISTORY,
    HISTORY_DRAWN,
    OPERATOR,
    WIDGET,
    CONSOLE,
    CONSOLE_FILE,
    DOCS,
    HEALTH,
    PROBLEM,
    FILE,
];

/// Seconds that a status document is fresh, may be served while it is fetched anew, and may be served when we fail.
const FRESH: i64 = 5;
const WHILE_REVALIDATING: i64 = 10;
const IF_ERROR: i64 = 3_600;

impl Policy {
    /// `Cache-Control` of an answer that leaves at `now` and whose state is stale from `stale_after` on: no lifetime
    /// reaches beyond that.
    #[must_use]
    pub fn cache_control(&self, now: Instant, stale_after: Option<Instant>) -> String {
        match self.lifetime {
            Lifetime::Immutable => "public, max-age=31536000, immutable".to_owned(),
            Lifetime::Static | Lifetime::Report => "public, max-age=300".to_owned(),
            Lifetime::Private => "private, no-store".to_owned(),
            Lifetime::None => "no-store".to_owned(),
            Lifetime::Status | Lifetime::Unaged => {
                let left = stale_after.map_or(0, |stale| stale.since(now)).max(0);
                let fresh = left.min(FRESH);
                let revalidating = (left - fresh).min(WHILE_REVALIDATING);
                let error = if self.lifetime == Lifetime::Unaged { 0 } else { (left - fresh).min(IF_ERROR) };
                format!(
                    "public, max-age={fresh}, stale-while-revalidate={revalidating}, stale-if-error={error}{}",
                    if left == 0 { ", must-revalidate" } else { "" }
                )
            }
        }
    }

    /// Every header of an answer but `Date` and `ETag`; `ancestors` may show it in a frame, if the table leaves it to them.
    #[must_use]
    pub fn headers(
        &self,
        now: Instant,
        stale_after: Option<Instant>,
        ancestors: &[String],
    ) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            ("cache-control", self.cache_control(now, stale_after)),
            ("x-content-type-options", "nosniff".to_owned()),
            ("referrer-policy", "no-referrer".to_owned()),
            ("strict-transport-security", "max-age=31536000".to_owned()),
        ];
        if !self.media_type.is_empty() {
            headers.push(("content-type", self.media_type.to_owned()));
        }
        if self.cors {
            headers.push(("access-control-allow-origin", "*".to_owned()));
            headers.push(("access-control-expose-headers", "ETag, Date, Age".to_owned()));
            headers.push(("cross-origin-resource-policy", "cross-origin".to_owned()));
        }
        if self.lifetime == Lifetime::Unaged {
            // So that its reader sees at least whether a service worker had it.
            headers.push(("timing-allow-origin", "*".to_owned()));
        }
        if self.path.starts_with("/console") {
            headers.push(("x-robots-tag", "noindex".to_owned()));
            // No window of another site holds one of these.
            headers.push(("cross-origin-opener-policy", "same-origin".to_owned()));
            headers.push(("cross-origin-resource-policy", "same-origin".to_owned()));
        }
        if !self.varies.is_empty() {
            headers.push(("vary", self.varies.to_owned()));
        }
        if !self.csp.is_empty() {
            headers.push(("content-security-policy", self.security(ancestors)));
        }
        headers
    }

    fn security(&self, ancestors: &[String]) -> String {
        let ancestors = if ancestors.is_empty() { "'none'".to_owned() } else { ancestors.join(" ") };
        let styles = STYLES.iter().filter(|(name, _)| self.csp.contains(name));
        let polled = || crate::published::origin().map(|it| format!(" {it}"));
        let polled = self.csp.contains("{polled}").then(polled).flatten().unwrap_or_default();
        let csp = self
            .csp
            .replace("{polled}", &polled)
            .replace("{ancestors}", &ancestors)
            .replace("{trusted types}", TRUSTED_TYPES);
        styles.fold(csp, |csp, (name, _)| csp.replace(name, &style_hash(name)))
    }
}

/// The style sheets that documents bring, by the name that the table has for them.
const STYLES: [(&str, &str); 5] = [
    ("{page.css}", fyr_widget::PAGE_CSS),
    ("{frame.css}", fyr_widget::FRAME_CSS),
    ("{docs.css}", fyr_widget::DOCS_CSS),
    ("{report.css}", fyr_widget::REPORT_CSS),
    ("{badge.css}", fyr_widget::BADGE_CSS),
];

/// The hash by which a document's own style sheet is allowed, and no other.
fn style_hash(name: &str) -> String {
    thread_local! {
        static HASHES: BTreeMap<&'static str, String> = STYLES.iter().map(|(name, css)| {
            (*name, format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(css))))
        }).collect();
    }
    HASHES.with(|hashes| hashes.get(name).cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lifetime_reaches_beyond_stale_after() {
        let now = Instant(1_000_000);
        for (left, expected) in [
            (180, "public, max-age=5, stale-while-revalidate=10, stale-if-error=175"),
            (12, "public, max-age=5, stale-while-revalidate=7, stale-if-error=7"),
            (3, "public, max-age=3, stale-while-revalidate=0, stale-if-error=0"),
            (0, "public, max-age=0, stale-while-revalidate=0, stale-if-error=0, must-revalidate"),
            (-60, "public, max-age=0, stale-while-revalidate=0, stale-if-error=0, must-revalidate"),
        ] {
            assert_eq!(SNAPSHOT.cache_control(now, Some(now.plus(left))), expected, "{left} s left");
        }
    }

    #[test]
    fn every_document_has_a_policy_against_scripts_it_did_not_bring() {
        assert!(TABLE.iter().all(|policy| policy.csp.starts_with("default-src 'none'")));
    }

    #[test]
    fn nobody_shows_a_page_in_a_frame_but_those_its_file_names() {
        let portals = ["https://portal.example.no".to_owned(), "https://*.example.no".to_owned()];
        for policy in TABLE {
            let (nobody, named) = (policy.security(&[]), policy.security(&portals));
            assert!(!nobody.contains(['{', '}']), "{nobody}");
            match policy.path {
                "/{page}/frame" => {
                    assert!(nobody.contains("frame-ancestors 'none'"), "{nobody}");
                    assert!(
                        named.contains("frame-ancestors https://portal.example.no https://*.example.no;"),
                        "{named}"
                    );
                }
                _ => assert_eq!(nobody, named, "{}", policy.path),
            }
        }
    }
}
