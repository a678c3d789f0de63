//! What is in a document in HTML and nobody sees: elements that are never shown, and those that say of themselves that they
//! are hidden. What a style sheet hides is not known here, and counts as seen.

use super::markup::unescape;
use super::tokens::Tag;

/// What is never shown, or only where something else fails. What holds no tags, as scripts do, is no text in the first place.
const NEVER: [&str; 11] =
    ["template", "svg", "math", "select", "datalist", "option", "optgroup", "audio", "video", "canvas", "object"];

/// What has no content and no end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// What a paragraph cannot hold: its end tag may be left out before these, and at the end of what holds the paragraph.
const BLOCKS: [&str; 40] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "table",
    "td",
    "th",
    "ul",
];

const ROWS: [&str; 4] = ["tr", "tbody", "thead", "tfoot"];
const CELLS: [&str; 6] = ["td", "th", "tr", "tbody", "thead", "tfoot"];

/// An element that nobody sees, while we are in it.
pub(super) struct Unseen {
    name: String,
    /// How many elements are open of those that hold such elements, or are such.
    depth: usize,
}

impl Unseen {
    /// What begins with this tag, if nobody sees it.
    pub(super) fn begun_by(tag: &Tag<'_>) -> Option<Self> {
        let name = tag.name.as_str();
        let holds_something = !name.is_empty() && !name.starts_with('/') && !VOID.contains(&name);
        let ends_itself = matches!(name, "svg" | "math") && tag.ends_itself();
        let is = holds_something && !ends_itself && (NEVER.contains(&name) || is_hidden(tag));
        is.then(|| Self { name: name.to_owned(), depth: 1 })
    }

    /// Whether it is over where this tag begins. End tags that may be left out need not be there.
    pub(super) fn ends_at(&mut self, tag: &Tag<'_>) -> bool {
        let end = tag.name.strip_prefix('/');
        let name = end.unwrap_or(&tag.name);
        let (holders, siblings) = neighbours(&self.name);
        if self.depth == 1 && siblings.contains(&name) {
            return true;
        }
        if holders.contains(&name) || (holders.is_empty() && siblings.is_empty() && name == self.name) {
            let ends_itself = name == "svg" && tag.ends_itself();
            match end {
                Some(_) => self.depth -= 1,
                None if !ends_itself => self.depth += 1,
                None => {}
            }
        }
        self.depth == 0
    }
}

/// What holds an element whose end tag may be left out, and what ends it as long as it is not in another of those.
fn neighbours(name: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match name {
        "p" => (&[], &BLOCKS),
        "li" => (&["ul", "ol", "menu"], &["li"]),
        "dt" | "dd" => (&["dl"], &["dt", "dd"]),
        "option" | "optgroup" => (&["select", "datalist"], &["option", "optgroup"]),
        "td" | "th" => (&["table"], &CELLS),
        "tr" | "tbody" | "thead" | "tfoot" => (&["table"], &ROWS),
        _ => (&[], &[]),
    }
}

/// Whether an element says of itself that it is hidden.
fn is_hidden(tag: &Tag<'_>) -> bool {
    let has = |name| tag.attribute(name).is_some();
    let closed = tag.name == "dialog" && !has("open");
    let unread = tag.attribute("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"));
    has("hidden") || has("popover") || closed || unread || tag.attribute("style").is_some_and(hides)
}

fn hides(style: &str) -> bool {
    let style: String = unescape(style).split_whitespace().collect::<String>().to_ascii_lowercase();
    ["display:none", "visibility:hidden"].iter().any(|hiding| style.contains(hiding))
}
