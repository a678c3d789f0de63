//! Published: where what readers poll lies in a bucket behind a cached domain, where a deployment has one. Such a domain looks at
//! the path alone, so language and environment stand in it.
//!
//! | key | holds |
//! |---|---|
//! | `{page}/{lang}/{env}/summary.json` | what `/api/v1/{page}/summary?lang=&env=` answers |
//! | `{page}/{lang}/{env}/snapshot.json` | what `/api/v1/{page}?lang=&env=` answers |
//! | `{page}/embed.js` | the loader without a state: it asks at once |

use crate::ids::EnvId;
use crate::lang::Lang;
use crate::page::Page;

/// Where everything about a page in one language and environment lies; without the name of the file.
#[must_use]
pub fn folder(page: &Page, lang: Lang, env: &EnvId) -> String {
    format!("{}/{}/{}", page.id, lang.as_str(), env)
}

/// Where a page's loader lies.
#[must_use]
pub fn loader(page: &Page) -> String {
    format!("{}/embed.js", page.id)
}

/// The origin that an operator has written, `https://live.example.no`; `None` when it is anything else than that.
#[must_use]
pub fn origin(written: &str) -> Option<&str> {
    let host = written.strip_prefix("https://")?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | ':');
    (host.contains('.') && host.starts_with(|c: char| c.is_ascii_alphanumeric()) && host.chars().all(plain))
        .then_some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_written_without_anything_behind_it() {
        for good in ["https://live.example.no", "https://live-2.example.no:8443"] {
            assert_eq!(origin(good), Some(good));
        }
        for wrong in [
            "live.example.no",
            "http://live.example.no",
            "https://live.example.no/",
            "https://live.example.no/fyr",
            "https://Live.example.no",
            "https://live.example.no; script-src *",
            "https://kari@live.example.no",
            "https://",
            "https://.",
            "",
        ] {
            assert_eq!(origin(wrong), None, "{wrong}");
        }
    }
}
