//! Markup taken out of foreign text: HTML's tags and references, and the commonest marks of Markdown.
//!
//! Every step goes over a text once: what is written to cost takes no more than its length.

use super::tokens::{Token, Tokens};
use super::unseen::Unseen;

/// How long an HTML reference may be, without `&` and `;`.
const LONGEST_REFERENCE: usize = 8;

/// Takes HTML's tags out, and what nobody sees: comments, scripts, hidden elements. What ends a line there ends one here.
pub(super) fn untag(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut unseen: Option<Unseen> = None;
    for token in Tokens::of(html) {
        match token {
            Token::Text(seen) if unseen.is_none() => text.push_str(seen),
            Token::Text(_) => {}
            Token::Tag(tag) if unseen.as_mut().is_none_or(|it| it.ends_at(&tag)) => {
                unseen = Unseen::begun_by(&tag);
                text.push_str(line_end(&tag.name));
            }
            Token::Tag(_) => {}
        }
    }
    text
}

/// What a tag puts between what is before it and what follows it.
fn line_end(name: &str) -> &'static str {
    match name {
        "br" | "/p" | "p" | "/div" | "div" | "/li" | "/tr" | "/h1" | "/h2" | "/h3" | "/h4" | "ul" | "ol" => "\n",
        "li" => "\n- ",
        _ => "",
    }
}

/// Puts the characters there that HTML's references stand for.
pub(in crate::adapters) fn unescape(mut html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    while let Some((before, after)) = html.split_once('&') {
        text.push_str(before);
        let end = after.bytes().take(LONGEST_REFERENCE + 1).position(|byte| byte == b';');
        let named = end.and_then(|end| Some((after.get(..end)?, after.get(end + 1..)?)));
        match named.and_then(|(name, rest)| Some((reference(name)?, rest))) {
            Some((character, rest)) => {
                text.push(character);
                html = rest;
            }
            None => {
                text.push('&');
                html = after;
            }
        }
    }
    text.push_str(html);
    text
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        return char::from_u32(hex.map_or_else(|| number.parse(), |hex| u32::from_str_radix(hex, 16)).ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "rsquo" => '’',
        "lsquo" => '‘',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

/// Takes the commonest marks of Markdown out: emphasis, code, headings, escapes, and the addresses of links.
pub(super) fn unmark(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let line = line.trim_start();
        let heading = line.trim_start_matches('#');
        let line = if heading.starts_with(' ') && heading.len() < line.len() { heading } else { line };
        escapes(&links(&line.replace("**", "").replace("__", "").replace('`', "")))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// `[words](address)` becomes `words`.
fn links(mut line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let closed = Ends::of(')', line);
    while let Some((before, after)) = line.split_once('[') {
        text.push_str(before);
        // Words hold no bracket, so the next one ends them, or they are none.
        let label = after.split_once(['[', ']']).map(|(label, _)| label);
        let address = label.and_then(|label| after.get(label.len()..)?.strip_prefix("]("));
        match label.zip(address.and_then(|address| Some(closed.split(address)?.1))) {
            Some((label, rest)) => {
                text.push_str(label);
                line = rest;
            }
            None => {
                text.push('[');
                line = after;
            }
        }
    }
    text.push_str(line);
    text
}

/// `\_` becomes `_`.
fn escapes(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        let escaped = character == '\\' && rest.peek().is_some_and(char::is_ascii_punctuation);
        text.push(if escaped { rest.next().unwrap_or(character) } else { character });
    }
    text
}

/// Where a text ends something for the last time. Who looks for an end behind that would look to the end of the text
/// again and again.
struct Ends {
    end: char,
    /// How much of the text follows the last one; all of it where there is none.
    behind: usize,
}

impl Ends {
    fn of(end: char, text: &str) -> Self {
        Self { end, behind: text.rsplit_once(end).map_or(text.len(), |(_, behind)| behind.len()) }
    }

    /// What is before the next end and what follows it, in a rest of the text.
    fn split<'a>(&self, rest: &'a str) -> Option<(&'a str, &'a str)> {
        if rest.len() > self.behind { rest.split_once(self.end) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_step_takes_the_square_of_a_text() {
        const SIZE: usize = 400_000;
        let steps: [fn(&str) -> String; 4] = [untag, unescape, unmark, links];
        for unit in [
            "<",
            "<a ",
            "</",
            "<!-",
            "<!--",
            "<script>",
            "< >",
            "&",
            "&#38",
            "&a;",
            "[",
            "[a](",
            "[a](b",
            "[a]",
            "](",
            "*",
            "`",
            "#",
            "\\",
            "<a b=\"",
            "<a =",
            "<a b='>",
            "</script>",
            "<svg>",
            "<title/>",
            "<p hidden>",
            "<a hidden>",
            "<li hidden><ul>",
            "<!-->",
            "<!-- >",
            "<script></",
            "<a\n",
            "<a/",
        ] {
            let hostile = unit.repeat(SIZE / unit.len());
            for step in steps {
                assert!(step(&hostile).len() <= SIZE, "{unit}");
                // An end in front of it all is no end of what follows.
                assert!(step(&format!(">;)-->{hostile}")).len() <= SIZE + 6, "{unit}");
            }
        }
    }
}
