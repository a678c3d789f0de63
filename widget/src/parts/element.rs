//! One element, of any tag, with the few attributes that parts use.
//!
//! `view!` makes a type of each element, and code of each type: 24 KB brotli more for these parts, and 41 KB with a
//! signal for each word. Here every element is of one type, built by Leptos and kept by it: drawn again, what is the
//! same element stays the same node, and only what differs is written to it.

use fyr_shared::lang::{Lang, Words};
use leptos::html::custom;
use leptos::prelude::*;

/// A tag, as HTML writes it and as the DOM names it: Leptos compares names to tell whether a node can stay.
#[derive(Clone, Copy)]
pub struct Tag(&'static str, &'static str);

/// `<a>`
pub const A: Tag = Tag("a", "A");
/// `<details>`
pub const DETAILS: Tag = Tag("details", "DETAILS");
/// `<div>`
pub const DIV: Tag = Tag("div", "DIV");
/// `<li>`
pub const LI: Tag = Tag("li", "LI");
/// `<p>`
pub const P: Tag = Tag("p", "P");
/// `<section>`
pub const SECTION: Tag = Tag("section", "SECTION");
/// `<span>`
pub const SPAN: Tag = Tag("span", "SPAN");
/// `<strong>`
pub const STRONG: Tag = Tag("strong", "STRONG");
/// `<summary>`
pub const SUMMARY: Tag = Tag("summary", "SUMMARY");
/// `<time>`
pub const TIME: Tag = Tag("time", "TIME");
/// `<ul>`
pub const UL: Tag = Tag("ul", "UL");

const HEADINGS: [Tag; 6] =
    [Tag("h1", "H1"), Tag("h2", "H2"), Tag("h3", "H3"), Tag("h4", "H4"), Tag("h5", "H5"), Tag("h6", "H6")];

/// An element that is being put together.
pub struct El {
    tag: Tag,
    class: Option<String>,
    part: Option<String>,
    lang: Option<String>,
    tone: Option<String>,
    href: Option<String>,
    datetime: Option<String>,
    open: Option<String>,
    children: Vec<AnyView>,
}

/// An element without attributes or children.
#[must_use]
pub fn el(tag: Tag) -> El {
    let none = None::<String>;
    let (class, part, lang, tone) = (none.clone(), none.clone(), none.clone(), none.clone());
    let (href, datetime, open) = (none.clone(), none.clone(), none);
    El { tag, class, part, lang, tone, href, datetime, open, children: Vec::new() }
}

/// A heading at the level that the host page asks for: `h1` to `h6`, what lies outside is brought inside.
#[must_use]
pub fn heading(level: u8) -> El {
    let at = usize::from(level.clamp(1, 6)).saturating_sub(1);
    el(HEADINGS.get(at).copied().unwrap_or(P)).class("heading").part("heading")
}

impl El {
    /// The rules it is drawn by.
    #[must_use]
    pub fn class(mut self, name: &str) -> Self {
        self.class = Some(name.to_owned());
        self
    }

    /// The name that host pages style it by.
    #[must_use]
    pub fn part(mut self, name: &str) -> Self {
        self.part = Some(name.to_owned());
        self
    }

    /// The language of what it says, when it is another than the one around it.
    #[must_use]
    pub fn lang(mut self, lang: Option<Lang>) -> Self {
        self.lang = lang.map(|lang| lang.as_str().to_owned());
        self
    }

    /// The colours it is drawn in.
    #[must_use]
    pub fn tone(mut self, name: &str) -> Self {
        self.tone = Some(name.to_owned());
        self
    }

    /// Where it leads.
    #[must_use]
    pub fn href(mut self, address: String) -> Self {
        self.href = Some(address);
        self
    }

    /// The instant it tells of.
    #[must_use]
    pub fn datetime(mut self, instant: String) -> Self {
        self.datetime = Some(instant);
        self
    }

    /// Whether it is open; a person may open and close it, and is not overruled until this changes.
    #[must_use]
    pub fn open(mut self, open: bool) -> Self {
        self.open = open.then(String::new);
        self
    }

    /// Plain text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        self.child(text.to_owned().into_any())
    }

    /// Plain text, marked with its language when that is another.
    #[must_use]
    pub fn words(self, words: &Words) -> Self {
        self.lang(words.lang).text(&words.text)
    }

    /// A child.
    #[must_use]
    pub fn child(mut self, child: impl Into<AnyView>) -> Self {
        self.children.push(child.into());
        self
    }

    /// A child that may be missing. It keeps its place, so that those after it keep their nodes.
    #[must_use]
    pub fn maybe(self, child: Option<Self>) -> Self {
        self.child(child.map_or_else(|| Vec::<AnyView>::new().into_any(), Self::view))
    }

    /// Plain text in pieces, each marked with its language when that is another.
    #[must_use]
    pub fn pieces(self, pieces: &[Words]) -> Self {
        pieces.iter().fold(self, |element, piece| match piece.lang {
            None => element.text(&piece.text),
            Some(_) => element.child(el(SPAN).words(piece)),
        })
    }

    /// Children.
    #[must_use]
    pub fn children(mut self, children: impl IntoIterator<Item = AnyView>) -> Self {
        self.children.extend(children);
        self
    }

    /// The element as a view.
    #[must_use]
    pub fn view(self) -> AnyView {
        let Tag(html, dom) = self.tag;
        // VoiceOver hears no list where no bullets are drawn, unless it is told.
        let role = (dom == "UL").then(|| "list".to_owned());
        custom(if cfg!(feature = "ssr") { html } else { dom })
            .attr("role", role)
            .attr("class", self.class)
            .attr("part", self.part)
            .attr("lang", self.lang)
            .attr("data-tone", self.tone)
            .attr("href", self.href)
            .attr("datetime", self.datetime)
            .attr("open", self.open)
            .child(self.children)
            .into_any()
    }
}

impl From<El> for AnyView {
    fn from(element: El) -> Self {
        element.view()
    }
}
