//! What is looked for in a page in HTML that nobody sees: scripts with data in them, feeds that it names, ids.
//!
//! Every search goes over a page once.

use super::markup::unescape;
use super::tokens::{Tag, Tokens};

/// What is in the `<script>` of this id, as it is written. Two of one id are none: nobody knows which one is meant.
pub(in crate::adapters) fn script<'a>(html: &'a str, id: &str) -> Option<&'a str> {
    let is = |tag: &Tag<'_>| tag.name == "script" && tag.attribute("id") == Some(id);
    let mut scripts = Tokens::of(html).tags().filter(is);
    let script = scripts.next()?;
    scripts.next().is_none().then_some(script.raw)
}

/// Where the feeds are that a page's `<link>`s of this relation lead to.
pub(in crate::adapters) fn feeds(html: &str, relation: &str) -> Vec<String> {
    let feed = |tag: &Tag<'_>| {
        let is = |name, wanted: &str| tag.attribute(name).is_some_and(|value| value.contains(wanted));
        tag.name == "link" && is("rel", relation) && (is("type", "rss") || is("type", "atom"))
    };
    Tokens::of(html).tags().filter(feed).filter_map(|tag| tag.attribute("href").map(unescape)).collect()
}

/// The first run of exactly so many hexadecimal digits: how Status.io names a page.
pub(in crate::adapters) fn hex_id(html: &str, length: usize) -> Option<&str> {
    let mut runs = html.split(|c: char| !c.is_ascii_alphanumeric());
    runs.find(|run| run.len() == length && run.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_found_by_its_id() {
        let html = r#"<script>var a = "id";</script><script type="application/json" id = 'data'>{"a":1}</script><script id=x>2</script>"#;
        assert_eq!(script(html, "data"), Some("{\"a\":1}"));
        assert_eq!(script(html, "x"), Some("2"));
        assert_eq!(script(html, "y"), None);
        let hidden = r#"<!-- <script id="data">1</script> --><SCRIPT id="data">2</script>"#;
        assert_eq!(script(hidden, "data"), Some("2"), "what is in a comment is not there");
        assert_eq!(script(r#"<textarea><script id="data">1</script></textarea>"#, "data"), None);
        assert_eq!(
            script("<script id=x>1</script><script id=x>2</script>", "x"),
            None,
            "nobody knows which one is meant"
        );
        for unit in ["<script", "<script>", "<script id=", "<script id=\"", "</script"] {
            assert_eq!(script(&unit.repeat(200_000), "y"), None, "{unit}");
        }
    }

    #[test]
    fn feeds_and_ids() {
        let html = r#"<link rel="stylesheet" href="a.css"><link rel="alternate" type="application/rss+xml" href="/feed.rss?a=1&amp;b=2">
            <link type="application/atom+xml" rel="alternate" href="https://a.example/atom"><link rel="alternate" hreflang="nb" href="/nb">"#;
        assert_eq!(feeds(html, "alternate"), ["/feed.rss?a=1&b=2", "https://a.example/atom"]);
        assert_eq!(hex_id("page/5f0a1b2c3d4e5f6071829304/x", 24), Some("5f0a1b2c3d4e5f6071829304"));
        assert_eq!(hex_id("5f0a1b2c3d4e5f60718293041 5f0a", 24), None);
    }
}
