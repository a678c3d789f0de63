//! Markup taken out of foreign text: HTML's tags and references, and the commonest marks of Markdown.
//!
//! Every step goes over a text once: what is written to cost takes no more than its length.

/// How long an HTML reference may be, without `&` and `;`.
const LONGEST_REFERENCE: usize = 8;

/// Takes HTML's tags, comments, scripts and styles out. What ends a line there ends one here.
pub(super) fn untag(mut html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let closed = Ends::of('>', html);
    while let Some((before, after)) = html.split_once('<') {
        text.push_str(before);
        let Some((name, rest)) = tag(after, &closed) else {
            text.push('<');
            html = after;
            continue;
        };
        match name.as_str() {
            "br" | "/p" | "p" | "/div" | "div" | "/li" | "/tr" | "/h1" | "/h2" | "/h3" | "/h4" | "ul" | "ol" => {
                text.push('\n')
            }
            "li" => text.push_str("\n- "),
            _ => {}
        }
        html = match name.as_str() {
            "script" | "style" => {
                rest.split_once("</").map_or("", |(_, after)| after.split_once('>').map_or("", |(_, rest)| rest))
            }
            _ => rest,
        };
    }
    text.push_str(html);
    text
}

/// The name of the tag that begins here, and what follows it; `None` when it is only a less-than sign.
fn tag<'a>(after: &'a str, closed: &Ends) -> Option<(String, &'a str)> {
    if let Some(comment) = after.strip_prefix("!--") {
        return Some((String::new(), comment.split_once("-->").map_or("", |(_, rest)| rest)));
    }
    let starts =
        after.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/' || first == '!' || first == '?');
    let (inside, rest) = if starts { closed.split(after)? } else { return None };
    let name = inside.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
    let name = if name.len() > 1 { name.trim_end_matches('/') } else { name };
    Some((name.to_ascii_lowercase(), rest))
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
        const SIZE: usize = 2_000_000;
        let steps: [fn(&str) -> String; 4] = [untag, unescape, unmark, links];
        for unit in [
            "<", "<a ", "</", "<!-", "<!--", "<script>", "< >", "&", "&#38", "&a;", "[", "[a](", "[a](b", "[a]", "](",
            "*", "`", "#", "\\",
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
