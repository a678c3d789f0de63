//! One element, of any tag, with the few attributes that parts use.
//!
//! `view!` makes a type of each element, and code of each type: 24 KB brotli more for these parts, and 41 KB with a
//! signal for each word. Here every element is of one type, built by Leptos and kept by it: drawn again, what is the
//! same element stays the same node, and only what differs is written to it.

use super::field::Field;
use super::icon;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::status::Level;
use fyr_shared::time::Instant;
use leptos::html::custom;
use leptos::prelude::*;

/// A tag, as HTML writes it and as the DOM names it: Leptos compares names to tell whether a node can stay.
#[derive(Clone, Copy)]
pub struct Tag(&'static str, &'static str);

/// What stands inside an element.
pub enum Part {
    /// Plain text.
    Text(String),
    /// Several, or none: they keep the place of one, so that those after it keep their nodes.
    Many(Vec<Part>),
    /// An element.
    El(El),
    /// A form or a field of it.
    Field(Field),
    /// The shape of a level.
    Icon(Option<Level>),
    /// What holds for a time, and what is said of it from then on.
    Until(Box<Until>),
    /// What is listened to.
    View(AnyView),
}

/// `<a>`
pub const A: Tag = Tag("a", "A");
/// `<button>`; in a form, it is the one that sends it.
pub const BUTTON: Tag = Tag("button", "BUTTON");
/// `<details>`
pub const DETAILS: Tag = Tag("details", "DETAILS");
/// `<div>`
pub const DIV: Tag = Tag("div", "DIV");
/// `<fieldset>`
pub const FIELDSET: Tag = Tag("fieldset", "FIELDSET");
/// `<label>`
pub const LABEL: Tag = Tag("label", "LABEL");
/// `<legend>`
pub const LEGEND: Tag = Tag("legend", "LEGEND");
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

/// What holds for a time.
pub struct Until {
    /// Until when.
    pub at: Instant,
    /// What holds until then.
    pub holds: Part,
    /// What is said from then on.
    pub then: Part,
}

/// Every tag but those of headings.
#[cfg(any(feature = "csr", test))]
const TAGS: [Tag; 15] =
    [A, BUTTON, DETAILS, DIV, FIELDSET, LABEL, LEGEND, LI, P, SECTION, SPAN, STRONG, SUMMARY, TIME, UL];

/// An element that is being put together.
pub struct El {
    pub(super) tag: Tag,
    pub(super) role: Option<String>,
    pub(super) class: Option<String>,
    pub(super) part: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) tone: Option<String>,
    pub(super) href: Option<String>,
    pub(super) datetime: Option<String>,
    pub(super) open: Option<String>,
    pub(super) label: Option<String>,
    pub(super) tabindex: Option<String>,
    pub(super) children: Vec<Part>,
}

impl Tag {
    /// The tag of a name, with headings so many levels further down.
    #[cfg(any(feature = "csr", test))]
    pub(super) fn of(name: &str, deeper: i8) -> Option<Self> {
        match HEADINGS.iter().position(|it| it.0 == name) {
            Some(at) => HEADINGS.get(at.saturating_add_signed(deeper.into()).min(HEADINGS.len() - 1)).copied(),
            None => TAGS.into_iter().find(|it| it.0 == name),
        }
    }

    /// Its name.
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn name(self) -> &'static str {
        self.0
    }
}

/// An element without attributes or children.
#[must_use]
pub fn el(tag: Tag) -> El {
    let none = None::<String>;
    let (class, part, lang, tone) = (none.clone(), none.clone(), none.clone(), none.clone());
    let (href, datetime, open) = (none.clone(), none.clone(), none.clone());
    let (label, tabindex) = (none.clone(), none);
    // VoiceOver hears no list where no bullets are drawn, unless it is told.
    let role = (tag.1 == "UL").then(|| "list".to_owned());
    El { tag, role, class, part, lang, tone, href, datetime, open, label, tabindex, children: Vec::new() }
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

    /// What it is, where its tag does not say that.
    #[must_use]
    pub fn role(mut self, role: &str) -> Self {
        self.role = Some(role.to_owned());
        self
    }

    /// What it is called, where nothing that is seen says that.
    #[must_use]
    pub fn label(mut self, label: &str) -> Self {
        self.label = Some(label.to_owned());
        self
    }

    /// Who goes through the page comes to it.
    #[must_use]
    pub fn stop(mut self) -> Self {
        self.tabindex = Some("0".to_owned());
        self
    }

    /// What changes in it is read out.
    #[must_use]
    pub fn status(mut self) -> Self {
        self.role = Some("status".to_owned());
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
        self.child(Part::Text(text.to_owned()))
    }

    /// Plain text, marked with its language when that is another.
    #[must_use]
    pub fn words(self, words: &Words) -> Self {
        self.lang(words.lang).text(&words.text)
    }

    /// A child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Part>) -> Self {
        self.children.push(child.into());
        self
    }

    /// A child that may be missing. It keeps its place, so that those after it keep their nodes.
    #[must_use]
    pub fn maybe(self, child: Option<Self>) -> Self {
        self.child(child.map_or_else(|| Part::Many(Vec::new()), Part::El))
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
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Part::El));
        self
    }

    /// The element as a view.
    #[must_use]
    pub fn view(self) -> AnyView {
        let Tag(html, dom) = self.tag;
        custom(if cfg!(feature = "ssr") { html } else { dom })
            .attr("role", self.role)
            .attr("class", self.class)
            .attr("part", self.part)
            .attr("lang", self.lang)
            .attr("data-tone", self.tone)
            .attr("href", self.href)
            .attr("datetime", self.datetime)
            .attr("open", self.open)
            .attr("aria-label", self.label)
            .attr("tabindex", self.tabindex)
            .child(views(self.children))
            .into_any()
    }
}

/// Parts as views.
pub(super) fn views(parts: Vec<Part>) -> Vec<AnyView> {
    parts.into_iter().map(Part::view).collect()
}

impl Part {
    /// What holds until an instant, and what is said from then on.
    #[must_use]
    pub fn until(at: Instant, holds: impl Into<Self>, then: impl Into<Self>) -> Self {
        Self::Until(Box::new(Until { at, holds: holds.into(), then: then.into() }))
    }

    fn view(self) -> AnyView {
        match self {
            Self::Text(text) => text.into_any(),
            Self::Many(parts) => views(parts).into_any(),
            Self::El(element) => element.view(),
            Self::Field(field) => field.view(),
            Self::Icon(level) => icon(level),
            // A page is of the moment, and says of which.
            Self::Until(it) => it.holds.view(),
            Self::View(view) => view,
        }
    }
}

impl FromIterator<El> for Part {
    fn from_iter<I: IntoIterator<Item = El>>(elements: I) -> Self {
        Self::Many(elements.into_iter().map(Self::El).collect())
    }
}

impl From<El> for Part {
    fn from(element: El) -> Self {
        Self::El(element)
    }
}

impl From<Field> for Part {
    fn from(field: Field) -> Self {
        Self::Field(field)
    }
}

impl From<AnyView> for Part {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}
