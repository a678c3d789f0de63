//! XML as feeds are written in it, from beginning to end: elements, text, CDATA. Namespaces are part of a name as it is
//! written.
//!
//! Nothing is ever expanded or fetched: a document type (`<!DOCTYPE`) makes a document unreadable, wherever it stands, and
//! an entity that HTML does not know stays the text it is. A document that ends before its elements do is unreadable, too.
//! Every step consumes what it has looked at, so that a document takes no more than its length.

use crate::adapters::text::unescape;
use std::borrow::Cow;

/// How deep elements may stand in each other: articles in XHTML need a dozen.
const DEEPEST: usize = 64;

/// What the entries of feeds are called, in whatever namespace.
const ENTRIES: [&str; 2] = ["item", "entry"];

/// Not the XML we read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// An element begins.
    Start(Tag<'a>),
    /// The element that began last ends.
    End(&'a str),
    /// What is between them.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub name: &'a str,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        attribute(self.attributes, name).map(unescape)
    }
}

/// A document that is read piece by piece.
pub(super) struct Xml<'a> {
    rest: &'a str,
    /// The names of the elements that have not ended.
    open: Vec<&'a str>,
    /// Whether the last tag was one that ends itself.
    ends_itself: bool,
    /// Whether the outermost element has begun.
    begun: bool,
    /// How many elements have begun that are called as the entries of feeds are, wherever they stand.
    pub entries: usize,
}

impl<'a> Xml<'a> {
    /// Nothing is read yet.
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, open: vec![], ends_itself: false, begun: false, entries: 0 }
    }

    /// The next piece; `None` at the end of a document that is whole.
    pub(super) fn next(&mut self) -> Result<Option<Token<'a>>, Malformed> {
        loop {
            if self.ends_itself {
                self.ends_itself = false;
                return self.open.pop().map(|name| Some(Token::End(name))).ok_or(Malformed);
            }
            if self.rest.is_empty() {
                return if self.begun && self.open.is_empty() { Ok(None) } else { Err(Malformed) };
            }
            if let Some(token) = self.piece()? {
                return Ok(Some(token));
            }
        }
    }

    /// The next piece, or `None` for one that says nothing: a comment, an instruction, white space around it all.
    fn piece(&mut self) -> Result<Option<Token<'a>>, Malformed> {
        let Some(markup) = self.rest.strip_prefix('<') else { return self.text() };
        if let Some(comment) = markup.strip_prefix("!--") {
            return self.until(comment, "-->").map(|_| None);
        }
        if let Some(instruction) = markup.strip_prefix('?') {
            return self.until(instruction, "?>").map(|_| None);
        }
        if let Some(data) = markup.strip_prefix("![CDATA[") {
            let data = self.until(data, "]]>")?;
            return if self.open.is_empty() { Err(Malformed) } else { Ok(Some(Token::Text(data.into()))) };
        }
        if markup.starts_with('!') {
            return Err(Malformed);
        }
        match markup.strip_prefix('/') {
            Some(end) => self.end(end).map(Some),
            None => self.start(markup).map(Some),
        }
    }

    /// What is before the end of something that cannot stand in itself; the rest follows it.
    fn until(&mut self, from: &'a str, end: &str) -> Result<&'a str, Malformed> {
        let (inside, rest) = from.split_once(end).ok_or(Malformed)?;
        self.rest = rest;
        Ok(inside)
    }

    fn text(&mut self) -> Result<Option<Token<'a>>, Malformed> {
        let (text, rest) = self.rest.split_at(self.rest.find('<').unwrap_or(self.rest.len()));
        self.rest = rest;
        if !self.open.is_empty() {
            let text = if text.contains('&') { unescape(text).into() } else { text.into() };
            return Ok(Some(Token::Text(text)));
        }
        if text.trim().is_empty() { Ok(None) } else { Err(Malformed) }
    }

    fn end(&mut self, from: &'a str) -> Result<Token<'a>, Malformed> {
        let name = self.until(from, ">")?.trim_end();
        if self.open.pop() == Some(name) { Ok(Token::End(name)) } else { Err(Malformed) }
    }

    fn start(&mut self, from: &'a str) -> Result<Token<'a>, Malformed> {
        let (inside, rest) = from.split_at_checked(tag_length(from).ok_or(Malformed)?).ok_or(Malformed)?;
        self.rest = rest.strip_prefix('>').ok_or(Malformed)?;
        let unended = inside.strip_suffix('/');
        self.ends_itself = unended.is_some();
        let inside = unended.unwrap_or(inside);
        let (name, attributes) = inside.split_once(|letter: char| letter.is_whitespace()).unwrap_or((inside, ""));
        let second = self.begun && self.open.is_empty();
        if second
            || self.open.len() == DEEPEST
            || !name.starts_with(|first: char| first.is_alphabetic() || first == '_')
        {
            return Err(Malformed);
        }
        self.begun = true;
        let local = name.rsplit(':').next().unwrap_or_default();
        self.entries += usize::from(ENTRIES.iter().any(|entry| local.eq_ignore_ascii_case(entry)));
        self.open.push(name);
        Ok(Token::Start(Tag { name, attributes }))
    }
}

impl<'a> Xml<'a> {
    /// The next element in the one that we are in; `None` where that ends.
    pub(super) fn child(&mut self) -> Result<Option<Tag<'a>>, Malformed> {
        loop {
            match self.next()? {
                Some(Token::Start(tag)) => return Ok(Some(tag)),
                Some(Token::Text(_)) => {}
                Some(Token::End(_)) | None => return Ok(None),
            }
        }
    }

    /// Everything in the element that has just begun, which is left: its text, and tags as they stand between.
    pub(super) fn content(&mut self) -> Result<String, Malformed> {
        let mut text = String::new();
        let outside = self.open.len();
        loop {
            match self.next()?.ok_or(Malformed)? {
                Token::Text(piece) => text.push_str(&piece),
                Token::Start(tag) => text.extend(["<", tag.name, ">"]),
                Token::End(_) if self.open.len() < outside => return Ok(text),
                Token::End(name) => text.extend(["</", name, ">"]),
            }
        }
    }

    /// Leaves the element that has just begun.
    pub(super) fn skip(&mut self) -> Result<(), Malformed> {
        let outside = self.open.len();
        while self.open.len() >= outside {
            self.next()?.ok_or(Malformed)?;
        }
        Ok(())
    }
}

/// How long a tag is, up to the `>` that ends it: one in quotation marks does not.
fn tag_length(from: &str) -> Option<usize> {
    let mut quote = None;
    from.bytes().position(|byte| match quote {
        Some(open) => {
            quote = Some(open).filter(|open| *open != byte);
            false
        }
        None if byte == b'>' => true,
        None => {
            quote = Some(byte).filter(|byte| matches!(byte, b'"' | b'\''));
            false
        }
    })
}

/// The value of an attribute, in quotes or without.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let quoted = after.trim_start();
        let quote = quoted.chars().next().filter(|first| matches!(first, '"' | '\''));
        let (value, behind) = match quote {
            Some(quote) => quoted.get(1..)?.split_once(quote)?,
            None => quoted.split_once(char::is_whitespace).unwrap_or((quoted, "")),
        };
        if before.trim_end().rsplit(char::is_whitespace).next() == Some(name) {
            return Some(value);
        }
        rest = behind;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document as its pieces, without what its tags hold beside their names.
    fn pieces(text: &str) -> Result<String, Malformed> {
        let (mut xml, mut pieces) = (Xml::new(text), vec![]);
        while let Some(token) = xml.next()? {
            pieces.push(match token {
                Token::Start(tag) => format!("<{}", tag.name),
                Token::End(name) => format!("{name}>"),
                Token::Text(text) => text.into_owned(),
            });
        }
        Ok(pieces.join("|"))
    }

    #[test]
    fn documents_and_their_pieces() {
        for (text, expected) in [
            ("<a/>", "<a|a>"),
            ("<?xml version='1.0'?>\n<a>x</a>\n<!-- kept -->\n", "<a|x|a>"),
            ("<a><b c='>'/>y</a >", "<a|<b|b>|y|a>"),
            ("<a>1 &lt; 2 &amp;amp; &#229;&#xe5; &lol;</a>", "<a|1 < 2 &amp; åå &lol;|a>"),
            ("<a><![CDATA[<b>&amp;<!DOCTYPE]]>]]</a>", "<a|<b>&amp;<!DOCTYPE|]]|a>"),
            ("<x:a xmlns:x=\"u\"></x:a>", "<x:a|x:a>"),
        ] {
            assert_eq!(pieces(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_not_whole_or_not_plain_is_not_read() {
        for text in [
            "",
            " ",
            "x",
            "<",
            "<a",
            "<a>",
            "<a></b>",
            "<a></a",
            "</a>",
            "<a/><b/>",
            "<a/>x",
            "x<a/>",
            "<1/>",
            "< a/>",
            "<a><!-- </a>",
            "<a><![CDATA[ </a>",
            "<a b='></a>",
            "<![CDATA[x]]>",
            "<?xml",
            "<!DOCTYPE a><a/>",
            "<a><!DOCTYPE a></a>",
            "<a/><!DOCTYPE a>",
            "<a><!ENTITY b 'c'></a>",
        ] {
            assert_eq!(pieces(text), Err(Malformed), "{text}");
        }
        let deep = |depth: usize| pieces(&format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth)));
        assert!(deep(DEEPEST).is_ok());
        assert_eq!(deep(DEEPEST + 1), Err(Malformed));
    }

    #[test]
    fn the_content_of_an_element_is_its_text_with_the_tags_between() {
        let mut xml = Xml::new("<e><t type='xhtml' xml:lang=\"nb\">a<b>c</b><br/>d</t><u><v/></u>w</e>");
        assert_eq!(xml.child().unwrap().unwrap().name, "e");
        let tag = xml.child().unwrap().unwrap();
        assert_eq!(
            (tag.get("type").as_deref(), tag.get("xml:lang").as_deref(), tag.get("lang")),
            (Some("xhtml"), Some("nb"), None)
        );
        assert_eq!(xml.content().as_deref(), Ok("a<b>c</b><br></br>d"));
        assert_eq!(xml.child().unwrap().unwrap().name, "u");
        assert_eq!(xml.skip(), Ok(()));
        assert_eq!((xml.child(), xml.next()), (Ok(None), Ok(None)));
    }
}
