//! Foreign text as plain text. What comes out holds no markup to be rendered, no control characters and nothing that
//! turns the reading direction; links are `https:` or are not there.

mod markup;
mod tags;
mod tokens;
mod unseen;

use fyr_shared::legible::is_hidden;
pub(super) use markup::unescape;
use markup::{unmark, untag};
pub(super) use tags::{feeds, hex_id, script};
use url::Url;

/// How much of a message is kept, in characters.
const MESSAGE: usize = 600;
/// How much of a title is kept.
const TITLE: usize = 200;
/// How long a link may be.
const LINK: usize = 500;

/// A message: line breaks are kept.
pub(super) fn message(foreign: &str) -> String {
    let lines: Vec<String> = plain(foreign).lines().map(words).filter(|line| !line.is_empty()).collect();
    cut(&lines.join("\n"), MESSAGE)
}

/// A title: one line.
pub(super) fn title(foreign: &str) -> String {
    cut(&words(&plain(foreign)), TITLE)
}

/// A link that people may follow.
pub(super) fn link(foreign: &str) -> Option<String> {
    // What is written longer than a link may be is not worth its parsing.
    let foreign = Some(foreign.trim()).filter(|foreign| foreign.len() <= LINK)?;
    let url = Url::parse(foreign).ok()?;
    let plain = url.username().is_empty() && url.password().is_none() && url.has_host();
    (url.scheme() == "https" && plain && url.as_str().len() <= LINK).then(|| url.into())
}

/// What people see of a page, on one line. A page may be as large as an answer: no step's text is held longer than the next
/// one needs it.
pub(super) fn visible(html: &str) -> String {
    let text = unescape(&untag(html));
    let seen = seen(&text);
    drop(text);
    words(&seen)
}

/// A text without what nobody sees in it.
fn seen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    seen.extend(text.chars().map(line_break).filter(|it| *it == '\n' || !is_hidden(*it)));
    seen
}

fn plain(foreign: &str) -> String {
    // No message needs more, and stripping costs in proportion.
    let foreign: String = foreign.chars().take(20 * MESSAGE).collect();
    seen(&unmark(&unescape(&untag(&foreign))))
}

/// Words with one space between them. A list of the words would take many times the memory of the text.
fn words(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

/// At most so many characters, with a sign that something is missing.
fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let kept: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn line_break(character: char) -> char {
    match character {
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => '\n',
        '\t' | '\u{a0}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_as_suppliers_write_them() {
        for (foreign, plain) in [
            ("We are <b>looking</b>.", "We are looking."),
            ("One.<br /><br />Two.<br>Three.", "One.\nTwo.\nThree."),
            ("<p>One</p><p>Two&nbsp;&amp; three</p>", "One\nTwo & three"),
            ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
            ("<script>alert('x')</script>Fixed<style>p{}</style>.", "Fixed."),
            ("<!-- hidden <b> -->Seen", "Seen"),
            ("<img src=x onerror=alert(1)>Text", "Text"),
            ("&lt;img src=x&gt; is text", "<img src=x> is text"),
            ("Latency < 5 ms & rising", "Latency < 5 ms & rising"),
            ("5 <6 and never closed <b", "5 <6 and never closed <b"),
            ("UptimeRobot &#40;api&#x29;", "UptimeRobot (api)"),
            ("**Title:** see [the post](https://a.example/x) `now`", "Title: see the post now"),
            ("## Summary\nAll \\_well\\_", "Summary\nAll _well_"),
            ("#1 priority", "#1 priority"),
            ("[a]b](c) [d [e](f) [g](h [i", "[a]b](c) [d e [g](h [i"),
            ("a > b <c", "a > b <c"),
            ("&amp &12345678; &;lt;", "&amp &12345678; &;lt;"),
            ("safe\u{202e}gnp.exe\u{0}\u{7}", "safegnp.exe"),
            ("&#8238;turned &#0;round", "turned round"),
            ("&nosuch; &; & &#xD800; &#99999999;", "&nosuch; &; & &#xD800; &#99999999;"),
            ("a\r\n\r\n  b\u{2028}c\td", "a\nb\nc d"),
            ("  ", ""),
        ] {
            assert_eq!(message(foreign), plain, "{foreign:?}");
        }
    }

    #[test]
    fn long_texts_are_cut_after_they_are_stripped() {
        let foreign = format!("<a href='{}'>æ</a>{}", "x".repeat(3_000), "ø".repeat(700));
        let cut = message(&foreign);
        assert_eq!(cut.chars().count(), 600);
        assert!(cut.starts_with('æ') && cut.ends_with('…'));
        assert_eq!(title(&"word ".repeat(100)).chars().count(), 200);
        assert_eq!(title("two\nlines"), "two lines");
    }

    #[test]
    fn links_are_https_or_are_not_there() {
        for (foreign, expected) in [
            ("https://stspg.io/x1", Some("https://stspg.io/x1")),
            (" https://status.example/ø ", Some("https://status.example/%C3%B8")),
            ("http://stspg.io/x1", None),
            ("javascript:alert(1)", None),
            ("https:javascript", Some("https://javascript/")),
            ("https://user:word@a.example/", None),
            ("//a.example", None),
            ("", None),
        ] {
            assert_eq!(link(foreign).as_deref(), expected, "{foreign}");
        }
        assert_eq!(link(&format!("https://a.example/{}", "x".repeat(500))), None);
    }
}
