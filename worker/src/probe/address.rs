//! Where a question may lead: the address of the page file, and from there only to hosts the page file allows.

use fyr_shared::address::is_public_host;
use url::Url;

/// How many redirects are followed.
pub const MAX_REDIRECTS: usize = 3;

/// Whether `url` may be asked for a source whose own address is `home`.
///
/// `https:` only, a public host only, no user or password in it; the host is the address' own or one the page file allows
/// redirects to; the port is 443, or on the own host the one that the page file writes.
#[must_use]
pub fn is_allowed(url: &Url, home: &Url, redirect_hosts: &[String]) -> bool {
    let Some(host) = url.host_str() else { return false };
    let own = home.host_str() == Some(host);
    let named = || redirect_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host));
    // The parser leaves out the port that belongs to the scheme.
    let usual_port = url.port().is_none() || (own && url.port() == home.port());
    let anonymous = url.username().is_empty() && url.password().is_none();
    url.scheme() == "https" && anonymous && usual_port && is_public_host(host) && (own || named())
}

/// Where a redirect from `here` leads; `None` when it may not be followed.
#[must_use]
pub fn follow(here: &Url, location: &str, home: &Url, redirect_hosts: &[String]) -> Option<Url> {
    let next = here.join(location.trim()).ok()?;
    is_allowed(&next, home, redirect_hosts).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(home: &str, location: &str) -> Option<String> {
        let home = Url::parse(home).unwrap();
        let hosts = ["status.claude.com".to_owned(), "127.0.0.1".to_owned(), "printer.local".to_owned()];
        follow(&home, location, &home, &hosts).map(Into::into)
    }

    #[test]
    fn redirects_that_are_followed() {
        for (location, expected) in [
            ("/new?x=1", "https://api.example.no/new?x=1"),
            ("summary.json", "https://api.example.no/v2/summary.json"),
            ("https://api.example.no/other", "https://api.example.no/other"),
            ("https://API.example.no:443/other", "https://api.example.no/other"),
            ("//api.example.no/other", "https://api.example.no/other"),
            ("https://status.claude.com/api", "https://status.claude.com/api"),
            ("https://Status.Claude.Com/api", "https://status.claude.com/api"),
        ] {
            assert_eq!(leads("https://api.example.no/v2/health", location).as_deref(), Some(expected), "{location}");
        }
    }

    #[test]
    fn redirects_that_are_not_followed() {
        for location in [
            "http://api.example.no/v2/health",
            "https://evil.example.no/",
            "https://api.example.no.evil.example/",
            "https://api.example.no:8443/",
            "https://status.claude.com:8443/",
            "https://me:word@api.example.no/",
            "https://api.example.no@evil.example/",
            "https://localhost/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://127.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://169.254.169.254/latest/meta-data",
            "https://printer.local/",
            "//evil.example/",
            r"\\evil.example\x",
            "file:///etc/passwd",
            "data:application/json,{}",
            "javascript:alert(1)",
            "https://",
        ] {
            assert_eq!(leads("https://api.example.no/v2/health", location), None, "{location}");
        }
    }

    #[test]
    fn the_port_of_the_page_file_is_its_own_hosts_only() {
        let home = "https://api.example.no:8443/health";
        assert!(leads(home, "/other").is_some());
        assert!(leads(home, "https://api.example.no/").is_some());
        assert!(leads(home, "https://status.claude.com:8443/").is_none());
        assert!(leads(home, "https://api.example.no:22/").is_none());
    }

    #[test]
    fn an_address_of_ones_own() {
        for (address, allowed) in [
            ("https://api.example.no/health", true),
            ("https://api.example.no:8443/health", true),
            ("http://api.example.no/health", false),
            ("https://localhost/health", false),
            ("https://10.0.0.1/health", false),
            ("https://user@api.example.no/health", false),
        ] {
            let url = Url::parse(address).unwrap();
            assert_eq!(is_allowed(&url, &url, &[]), allowed, "{address}");
        }
    }
}
