//! A text in HTML as its pieces: what is between tags, and the tags, which end where a browser ends them. Comments are none
//! of them, nor is what is in scripts and the like, which a browser does not look into either.
//!
//! Goes over a text once: where something does not end, the text does.

/// What holds no tags, so that only its own end tag ends it.
const RAW: [&str; 8] = ["script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript"];

/// The pieces of a text.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// How many elements of another language we are in. An element can end itself there.
    foreign: usize,
}

/// One piece.
pub(super) enum Token<'a> {
    Text(&'a str),
    Tag(Tag<'a>),
}

/// A tag.
pub(super) struct Tag<'a> {
    /// In lower case; an end tag's with `/` in front.
    pub(super) name: String,
    attributes: &'a str,
    /// What is in it, as it is written, where that holds no tags.
    pub(super) raw: &'a str,
}

impl<'a> Tokens<'a> {
    pub(super) fn of(html: &'a str) -> Self {
        Self { rest: html, foreign: 0 }
    }

    /// The tags alone.
    pub(super) fn tags(self) -> impl Iterator<Item = Tag<'a>> {
        self.filter_map(|token| if let Token::Tag(tag) = token { Some(tag) } else { None })
    }

    /// What begins with this less-than sign; `None` for a comment.
    fn after_sign(&mut self, after: &'a str) -> Option<Token<'a>> {
        if let Some(comment) = after.strip_prefix("!--") {
            self.rest = behind_comment(comment);
            return None;
        }
        if !after.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?')) {
            return Some(self.sign(after));
        }
        let named = after.strip_prefix('/').unwrap_or(after).starts_with(|first: char| first.is_ascii_alphabetic());
        let whole = if named { tag(after) } else { after.split_once('>').map(|(_, rest)| (Tag::nameless(), rest)) };
        let Some((mut tag, rest)) = whole else { return self.unended(after) };
        self.rest = rest;
        self.go_into(&mut tag);
        Some(Token::Tag(tag))
    }

    /// A less-than sign that is only one.
    fn sign(&mut self, after: &'a str) -> Token<'a> {
        let (sign, _) = self.rest.split_at_checked(1).unwrap_or_default();
        self.rest = after;
        Token::Text(sign)
    }

    /// A tag without end ends the text. It is text itself unless it has attributes, which nobody sees.
    fn unended(&mut self, after: &'a str) -> Option<Token<'a>> {
        let text = std::mem::take(&mut self.rest);
        if after.contains('=') { None } else { Some(Token::Text(text)) }
    }

    fn go_into(&mut self, tag: &mut Tag<'a>) {
        match tag.name.as_str() {
            "svg" | "math" if !tag.ends_itself() => self.foreign += 1,
            "/svg" | "/math" => self.foreign = self.foreign.saturating_sub(1),
            name if RAW.contains(&name) && !(self.foreign > 0 && tag.ends_itself()) => {
                (tag.raw, self.rest) = raw(self.rest, name);
            }
            _ => {}
        }
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while !self.rest.is_empty() {
            let length = self.rest.find('<').unwrap_or(self.rest.len());
            let (text, from) = self.rest.split_at_checked(length)?;
            if !text.is_empty() {
                self.rest = from;
                return Some(Token::Text(text));
            }
            if let Some(token) = self.after_sign(from.strip_prefix('<')?) {
                return Some(token);
            }
        }
        None
    }
}

impl<'a> Tag<'a> {
    /// What begins like a tag and is none: a document type, an instruction.
    fn nameless() -> Self {
        Self { name: String::new(), attributes: "", raw: "" }
    }

    /// The value of an attribute, as it is written.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.attributes;
        std::iter::from_fn(|| attribute(&mut rest))
            .find(|(it, _)| it.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub(super) fn ends_itself(&self) -> bool {
        self.attributes.ends_with('/')
    }
}

/// The tag that begins here, and what follows it.
fn tag(after: &str) -> Option<(Tag<'_>, &str)> {
    let (name, from) = after
        .strip_prefix('/')
        .unwrap_or(after)
        .split_once(ends_name)
        .and_then(|(name, _)| after.split_at_checked(name.len() + usize::from(after.starts_with('/'))))?;
    let mut rest = from;
    while attribute(&mut rest).is_some() {}
    let attributes = from.get(..from.len() - rest.len())?;
    Some((Tag { name: name.to_ascii_lowercase(), attributes, raw: "" }, rest.strip_prefix('>')?))
}

/// The next attribute of a tag and its value, in quotes or without; `None` where the tag ends, or the text.
fn attribute<'a>(rest: &mut &'a str) -> Option<(&'a str, &'a str)> {
    *rest = rest.trim_start_matches(|letter| is_space(letter) || letter == '/');
    let mut letters = rest.char_indices();
    letters.next().filter(|(_, first)| *first != '>')?;
    // Whatever it begins with is of its name, be it a quote or `=`.
    let ends = |letter: char| ends_name(letter) || letter == '=';
    let length = letters.find(|(_, letter)| ends(*letter)).map_or(rest.len(), |(at, _)| at);
    let (name, behind) = rest.split_at_checked(length)?;
    let (value, behind) = match behind.trim_start_matches(is_space).strip_prefix('=') {
        Some(value) => value_of(value.trim_start_matches(is_space)),
        None => ("", behind),
    };
    *rest = behind;
    Some((name, value))
}

/// The value that begins here, and what follows it.
fn value_of(from: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(value) = from.strip_prefix(quote) {
            return value.split_once(quote).unwrap_or((value, ""));
        }
    }
    let length = from.find(|letter| is_space(letter) || letter == '>').unwrap_or(from.len());
    from.split_at_checked(length).unwrap_or((from, ""))
}

/// What is in an element until its own end tag, and that with all that follows.
fn raw<'a>(from: &'a str, name: &str) -> (&'a str, &'a str) {
    let is_end = |at: &usize| {
        let tag = from.as_bytes().get(at + 2..).unwrap_or_default();
        let named = tag.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
        named && tag.get(name.len()).is_none_or(|next| ends_name(char::from(*next)))
    };
    let end = from.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(from.len());
    from.split_at_checked(end).unwrap_or((from, ""))
}

/// What follows a comment. An empty one may be written short, and browsers know two ends.
fn behind_comment(comment: &str) -> &str {
    let ends = |inside: &str| matches!(inside, "" | "-") || inside.ends_with("--") || inside.ends_with("--!");
    let end = comment.match_indices('>').find(|(at, _)| comment.get(..*at).is_some_and(ends));
    end.and_then(|(at, _)| comment.get(at + 1..)).unwrap_or_default()
}

/// What HTML takes for white space.
fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

fn ends_name(letter: char) -> bool {
    is_space(letter) || matches!(letter, '/' | '>')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text as its pieces, with what is in those that hold no tags.
    fn pieces(html: &str) -> String {
        let piece = |token| match token {
            Token::Text(text) => format!("({text})"),
            Token::Tag(tag) => format!("<{}>{}", tag.name, tag.raw),
        };
        Tokens::of(html).map(piece).collect()
    }

    #[test]
    fn pieces_end_where_a_browser_ends_them() {
        for (html, expected) in [
            ("a<B>b</b >c", "(a)<b>(b)</b>(c)"),
            ("<a title=\"1 > 0\" x='>' y=a\"b>t</a>", "<a>(t)</a>"),
            ("<a href=\"x\"\">t", "<a>(t)"),
            ("<a =\">t", "<a>(t)"),
            ("<a it's>t", "<a>(t)"),
            ("<a b = \n '>' c= >t", "<a>(t)"),
            ("<br/>t<br / >", "<br>(t)<br>"),
            ("<script>a</b><i></SCRIPT\n>t", "<script>a</b><i></script>(t)"),
            ("<script>a</scripts></script", "<script>a</scripts>(</script)"),
            ("<style>a", "<style>a"),
            ("<title/>a</title>t", "<title>a</title>(t)"),
            ("<svg><title/>a</svg><title/>b</title>", "<svg><title>(a)</svg><title>b</title>"),
            ("<svg/><title/>b</title>", "<svg><title>b</title>"),
            ("<!-- <b> -->t<!-->u<!--->v<!-- --!>w<!---->x<!--y", "(t)(u)(v)(w)(x)"),
            ("<!doctype html \">\"><?x '>'?></ '>'", "<>(\">)<>('?>)<>(')"),
            ("a < b <3 <", "(a )(<)( b )(<)(3 )(<)"),
            ("a <b and so on <c", "(a )(<b and so on <c)"),
            ("a <b title='c>d</b>", "(a )"),
        ] {
            assert_eq!(pieces(html), expected, "{html}");
        }
    }

    #[test]
    fn attributes() {
        let tag = Tokens::of("<a data-id=x ID = 'y z' id=w t='id=\"v\"' hidden u=v/>").tags().next().unwrap();
        for (name, value) in
            [("id", Some("y z")), ("hidden", Some("")), ("data-id", Some("x")), ("u", Some("v/")), ("z", None)]
        {
            assert_eq!(tag.attribute(name), value, "{name}");
        }
    }
}
