//! `{secret:NAME}` and `{var:NAME}` in an address or a header, filled in at the edge. A value is never logged.
//!
//! In an address a value is encoded for where it stands, and so stays the part of a path or of a query that it is meant
//! to be; in a header it stands as it is. What is in a value is not looked through for placeholders.

use std::fmt;

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A secret of the deployment.
    Secret,
    /// A variable of the deployment, which anybody may know.
    Var,
}

/// Why a placeholder cannot be filled in. Says its name, never its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfilled {
    kind: Kind,
    name: String,
    why: &'static str,
}

/// What a value is put into.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    /// All of an address.
    Whole,
    Path,
    Query,
}

/// Fills an address in. One that is a variable as a whole is taken as it is set; whether it may be asked is checked where
/// every address is.
pub(super) fn in_address(text: &str, look_up: impl Fn(Kind, &str) -> Option<String>) -> Result<String, Unfilled> {
    let place = if text.starts_with('{') { Place::Whole } else { Place::Path };
    fill(text, place, look_up)
}

/// Fills in what is posted: a form, in which a value is a part of a query.
pub(super) fn in_form(text: &str, look_up: impl Fn(Kind, &str) -> Option<String>) -> Result<String, Unfilled> {
    fill(text, Place::Query, look_up)
}

/// Fills the value of a header in.
pub(super) fn in_header(text: &str, look_up: impl Fn(Kind, &str) -> Option<String>) -> Result<String, Unfilled> {
    fill(text, Place::Header, look_up)
}

/// Puts every value in its place. The error is the first that cannot be.
fn fill(text: &str, mut place: Place, look_up: impl Fn(Kind, &str) -> Option<String>) -> Result<String, Unfilled> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        if place == Place::Path && before.contains('?') {
            place = Place::Query;
        }
        let Some((kind, name, behind)) = placeholder(after) else {
            filled.push('{');
            rest = after;
            continue;
        };
        let unfilled = |why| Unfilled { kind, name: name.to_owned(), why };
        let value = look_up(kind, name).ok_or_else(|| unfilled("is not set"))?;
        // Secrets are often set from a file, which ends in a line break.
        filled.push_str(&encoded(value.trim(), place).ok_or_else(|| unfilled("leads out of its path"))?);
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// The placeholder that begins behind a brace, and what follows it.
fn placeholder(after: &str) -> Option<(Kind, &str, &str)> {
    let (inner, behind) = after.split_once('}')?;
    let (kind, name) = inner.split_once(':')?;
    let kind = match kind {
        "secret" => Kind::Secret,
        "var" => Kind::Var,
        _ => return None,
    };
    Some((kind, name, behind))
}

/// `None` for what no encoding keeps in its place: in a path `..` goes up, and `%2e%2e` does, too.
fn encoded(value: &str, place: Place) -> Option<String> {
    let plain: &[u8] = match place {
        Place::Header | Place::Whole => return Some(value.to_owned()),
        Place::Path if !value.is_empty() && value.bytes().all(|byte| byte == b'.') => return None,
        Place::Path => b"-._~$&+=:@",
        Place::Query => b"-._~",
    };
    let one = |byte: u8| {
        let stays = byte.is_ascii_alphanumeric() || plain.contains(&byte);
        if stays { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    Some(value.bytes().map(one).collect())
}

impl fmt::Display for Unfilled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Secret => "secret",
            Kind::Var => "variable",
        };
        write!(f, "the {kind} {} {}", self.name, self.why)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn look_up(kind: Kind, name: &str) -> Option<String> {
        let value = match (kind, name) {
            (Kind::Secret, "KEY") => "k3y\n",
            (Kind::Secret, "NESTED") => "{secret:KEY}{var:AREA}",
            (Kind::Secret, "HARD") => "a/b?c#d&e=f+g%2F h:å{}",
            (Kind::Var, "AREA") => " north ",
            (Kind::Var, "KEY") => "no secret",
            (Kind::Var, "PAGE") => " https://status.example/a?b=c&d\n",
            (Kind::Var, "UP") => "..",
            (Kind::Var, "DOT") => ".",
            (Kind::Var, "NOTHING") => "",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[track_caller]
    fn check(filled: Result<String, Unfilled>, expected: Result<&str, &str>, text: &str) {
        assert_eq!(filled.map_err(|it| it.to_string()), expected.map(str::to_owned).map_err(str::to_owned), "{text}");
    }

    #[test]
    fn headers() {
        for (text, expected) in [
            ("plain", Ok("plain")),
            ("Bearer {secret:KEY}", Ok("Bearer k3y")),
            ("{var:AREA} {secret:KEY} {var:KEY}", Ok("north k3y no secret")),
            ("{secret:NESTED}", Ok("{secret:KEY}{var:AREA}")),
            ("{secret:HARD}", Ok("a/b?c#d&e=f+g%2F h:å{}")),
            ("{var:UP}{var:NOTHING}", Ok("..")),
            ("{secret:KEY} {secret:GONE} {secret:ALSO}", Err("the secret GONE is not set")),
            ("{var:GONE} {secret:GONE}", Err("the variable GONE is not set")),
            ("{secret:AREA}", Err("the secret AREA is not set")),
            ("{secret:KEY", Ok("{secret:KEY")),
            ("{other:KEY} {secret:KEY}", Ok("{other:KEY} k3y")),
        ] {
            check(in_header(text, look_up), expected, text);
        }
    }

    #[test]
    fn addresses() {
        for (text, expected) in [
            ("https://a.example/plain?a=b", Ok("https://a.example/plain?a=b")),
            (
                "https://a.example/{var:AREA}/x?a={secret:KEY}&b={secret:KEY}",
                Ok("https://a.example/north/x?a=k3y&b=k3y"),
            ),
            ("https://a.example/{secret:HARD}", Ok("https://a.example/a%2Fb%3Fc%23d&e=f+g%252F%20h:%C3%A5%7B%7D")),
            (
                "https://a.example?{secret:HARD}",
                Ok("https://a.example?a%2Fb%3Fc%23d%26e%3Df%2Bg%252F%20h%3A%C3%A5%7B%7D"),
            ),
            // A question mark in a value is no query's beginning.
            ("https://a.example/{secret:HARD}/{var:UP}", Err("the variable UP leads out of its path")),
            ("https://a.example/{var:DOT}{var:DOT}/x", Err("the variable DOT leads out of its path")),
            ("https://a.example/x?up={var:UP}", Ok("https://a.example/x?up=..")),
            ("https://a.example/x{var:NOTHING}", Ok("https://a.example/x")),
            ("https://a.example/{var:GONE}", Err("the variable GONE is not set")),
            ("{var:PAGE}", Ok("https://status.example/a?b=c&d")),
            ("{var:GONE}", Err("the variable GONE is not set")),
        ] {
            check(in_address(text, look_up), expected, text);
        }
    }

    #[test]
    fn forms() {
        assert_eq!(
            in_form("k={secret:HARD}&f=json", look_up).unwrap(),
            "k=a%2Fb%3Fc%23d%26e%3Df%2Bg%252F%20h%3A%C3%A5%7B%7D&f=json"
        );
        check(in_form("k={secret:GONE}", look_up), Err("the secret GONE is not set"), "k");
    }

    #[test]
    fn a_value_stays_where_it_stands() {
        let filled = in_address("https://a.example/v1/{secret:HARD}/x?key={secret:HARD}&last=1", look_up).unwrap();
        let url = Url::parse(&filled).unwrap();
        assert_eq!(url.path_segments().unwrap().count(), 3);
        let expected = [("key", "a/b?c#d&e=f+g%2F h:å{}"), ("last", "1")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(url.query_pairs().into_owned().collect::<Vec<_>>(), expected);
        assert_eq!(url.fragment(), None);
    }
}
