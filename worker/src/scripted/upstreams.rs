//! Scripted upstreams: with `FYR_UPSTREAMS` set, a question goes to `{base}/{host}{path}{?query}` instead, with the region and
//! the page that ask in headers. Every check was made on the real address, and redirects are read against it.

use fyr_shared::ids::RegionId;
use url::Url;
use web_sys::Headers;
use worker::Env;

/// Where questions really go. A name up to a second `~` is what upstreams are told: `story~7~a` and `story~7~b` are two
/// pages, and for upstreams the same one, as real upstreams know no pages at all.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Upstreams {
    base: Option<String>,
    region: String,
    page: String,
}

impl Upstreams {
    /// Those of this deployment. Without the variable, questions go where they should.
    #[must_use]
    pub fn of(env: &Env, region: &RegionId, page: &str) -> Self {
        let base = env.var("FYR_UPSTREAMS").ok().map(|var| var.to_string()).filter(|base| !base.is_empty());
        let told = page.match_indices('~').nth(1).and_then(|(end, _)| page.get(..end)).unwrap_or(page);
        Self { base, region: region.to_string(), page: told.to_owned() }
    }

    /// The address that is really asked; tells it who asks.
    #[must_use]
    pub fn instead_of(&self, url: &Url, headers: &Headers) -> Url {
        let Some(base) = &self.base else { return url.clone() };
        // A name with characters that no header takes reaches the upstream without it.
        let _ = headers.set("fyr-region", &self.region);
        let _ = headers.set("fyr-page", &self.page);
        rewritten(base, url).unwrap_or_else(|| url.clone())
    }
}

fn rewritten(base: &str, url: &Url) -> Option<Url> {
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Url::parse(&format!("{}/{}{}{query}", base.trim_end_matches('/'), url.host_str()?, url.path())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_where_they_lead() {
        for (url, instead) in [
            ("https://api.example.no/health", "http://127.0.0.1:9/api.example.no/health"),
            ("https://api.example.no", "http://127.0.0.1:9/api.example.no/"),
            ("https://api.example.no:8443/a/b?c=d&e", "http://127.0.0.1:9/api.example.no/a/b?c=d&e"),
        ] {
            let rewritten = rewritten("http://127.0.0.1:9/", &Url::parse(url).unwrap()).unwrap();
            assert_eq!(rewritten.as_str(), instead);
        }
    }
}
