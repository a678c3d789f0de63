//! What is in bold in the text of an entry: most engines write each message there, the newest first, after its time, and
//! its state in bold (`<strong>Resolved</strong> - Mended.`).
//!
//! Only what stands first and by itself is such a state. Where a word for one is in bold elsewhere (`<b>Fixed</b> and mobile
//! sign-in are down`), nobody can tell what it is about, and the entry is open.

use super::sentence::{is_matter, is_time, label, words};
use super::words::Word;
use crate::adapters::text::unescape;

/// What is longer, in bytes, is neither a state nor a time.
const LONGEST: usize = 100;
/// How much is looked at that is in bold: where more is, the text is made to cost.
const MOST: usize = 500;
/// Elements whose text people do not see, or see struck out.
#[rustfmt::skip]
const CONCEAL: [&str; 13] = [
    "script", "style", "template", "noscript", "title", "textarea", "select", "option", "svg", "iframe", "del", "s", "strike",
];
/// Tags that end a line.
#[rustfmt::skip]
const BREAKS: [&str; 16] = [
    "br", "p", "div", "li", "ul", "ol", "hr", "tr", "td", "table", "h1", "h2", "h3", "h4", "dd", "dt",
];

/// What is in bold in a text.
pub(super) enum Mark {
    /// The newest state.
    Says(Word),
    /// States, but the newest is one that we do not know, or stands where none does.
    Odd,
    /// No states.
    None,
}

impl Mark {
    pub(super) fn of(html: &str) -> Self {
        let html = without_comments(html);
        let (before, _) = html.split_once('<').unwrap_or((&html, ""));
        let mut leads = is_moment(before);
        let (mut updated, mut pieces) = (false, html.split('<').skip(1).map(Piece::of));
        let mut looked_at = 0;
        while let Some(piece) = pieces.next() {
            looked_at += usize::from(piece.is_bold());
            if looked_at > MOST {
                return Self::Odd;
            }
            let state = if piece.is_bold() { piece.state() } else { None };
            match state {
                Some(Word::Over | Word::Complete) if updated => return Self::Says(Word::Update),
                Some(Word::Update) if leads && ends(&piece, pieces.clone()) => updated = true,
                Some(Word::Update) if updated => {}
                Some(word) if updated || (leads && ends(&piece, pieces.clone())) => return Self::Says(word),
                Some(_) => return Self::Odd,
                None => {}
            }
            leads = leads && !piece.conceals() && is_moment(piece.text);
        }
        if updated { Self::Says(Word::Update) } else { Self::None }
    }
}

/// A tag and what is written behind it.
struct Piece<'a> {
    /// With its attributes.
    tag: &'a str,
    text: &'a str,
}

impl<'a> Piece<'a> {
    /// What is no tag, or one that ends in one of its values, is text.
    fn of(piece: &'a str) -> Self {
        let whole = |tag: &str| ['"', '\''].iter().all(|quote| tag.matches(*quote).count() % 2 == 0);
        let split = piece.split_once('>').filter(|(tag, _)| whole(tag));
        let (tag, text) = split.unwrap_or(("", piece));
        Self { tag, text }
    }

    fn is(&self, names: &[&str]) -> bool {
        let name = self.tag.split(|it: char| it.is_whitespace() || it == '/').find(|part| !part.is_empty());
        name.is_some_and(|name| names.iter().any(|it| it.eq_ignore_ascii_case(name)))
    }

    fn is_end(&self) -> bool {
        self.tag.starts_with('/')
    }

    fn is_bold(&self) -> bool {
        !self.is_end() && self.is(&["b", "strong"])
    }

    fn conceals(&self) -> bool {
        let tag = self.tag.to_ascii_lowercase();
        self.is(&CONCEAL) || tag.contains("hidden") || tag.contains("display")
    }

    /// The state that it is, and nothing else.
    fn state(&self) -> Option<Word> {
        let is_state = |word: &Word| !is_matter(*word) && !matches!(word, Word::Returns | Word::Well);
        let text = Some(self.text.trim()).filter(|text| !text.is_empty() && text.len() <= LONGEST)?;
        label(&unescape(text)).filter(is_state)
    }
}

/// Whether a text says nothing but when.
fn is_moment(html: &str) -> bool {
    html.trim().len() <= LONGEST && is_time(&words(&unescape(html)))
}

/// Whether a state stands by itself: it is no question, and a dash, a colon, the end of a line or nothing follows it.
fn ends<'a>(state: &Piece<'_>, mut then: impl Iterator<Item = Piece<'a>>) -> bool {
    let Some(end) = then.next().filter(|end| end.is_end() && end.is(&["b", "strong"])) else { return false };
    let (text, after) = (state.text.trim_end(), unescape(end.text));
    if text.ends_with('?') {
        return false;
    }
    match after.trim_start().chars().next() {
        Some(first) => matches!(first, '-' | '–' | '—' | ':') || text.ends_with(':'),
        None => then.next().is_none_or(|next| next.is(&BREAKS)),
    }
}

/// Comments end where browsers end them: `<!-->` is one, and one without an end takes the rest with it.
pub(super) fn without_comments(html: &str) -> String {
    let mut pieces = html.split("<!--");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    let mut inside = false;
    for piece in pieces {
        let closes = (!inside).then(|| piece.strip_prefix('>').or_else(|| piece.strip_prefix("->"))).flatten();
        let behind = closes.or_else(|| piece.split_once("-->").map(|(_, behind)| behind));
        inside = behind.is_none();
        text.push_str(behind.unwrap_or_default());
    }
    text
}
