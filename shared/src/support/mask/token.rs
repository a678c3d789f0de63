//! Tokens, passwords, and headers that hold them: by their own shape, or by what stands before them.

use std::ops::Range;

/// Headers of credentials: with a scheme, or with what no word is, they hold one to the end of the line.
const CREDENTIALS: [&str; 2] = ["authorization", "proxy-authorization"];
/// Headers of pairs: with an `=`, they hold secrets to the end of the line.
const COOKIES: [&str; 2] = ["cookie", "set-cookie"];
/// Headers whose value is a secret whatever it is.
const HEADERS: [&str; 4] = ["x-api-key", "api-key", "x-auth-token", "ocp-apim-subscription-key"];
/// Schemes behind which a secret stands.
const SCHEMES: [&str; 4] = ["bearer", "basic", "dpop", "digest"];
/// Parameters whose value is a secret, in forms, addresses and JSON.
const PARAMETERS: [&str; 19] = [
    "access_token",
    "id_token",
    "refresh_token",
    "token",
    "client_secret",
    "client_assertion",
    "assertion",
    "api_key",
    "apikey",
    "secret",
    "samlresponse",
    "code_verifier",
    "accesstoken",
    "refreshtoken",
    "idtoken",
    "clientsecret",
    "clientassertion",
    "sessionid",
    "jsessionid",
];
/// The same of what people choose: any word may be one. They are compared without regard to the case of ASCII letters alone,
/// hence both of ö.
const PASSWORDS: [&str; 9] =
    ["password", "passord", "passordet", "passwd", "pwd", "lösenord", "lÖsenord", "lösenordet", "lÖsenordet"];
/// What is given for a token, in the address that a login leads back to.
const CODE: &str = "code";
/// How long words are not.
const LONG: usize = 16;
/// How long the shortest secret is that is told by what stands before it.
const SHORTEST: usize = 4;

/// Where tokens stand, in order: by their own shape, or by what stands before them.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let words = words(text);
    words.into_iter().filter_map(move |word| {
        let said = text.get(word.clone())?;
        if is_token(said) {
            return Some(word);
        }
        let one_of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(said));
        let rest = text.get(word.end..)?;
        let value = if one_of(&HEADERS) {
            behind_header(rest, |_| true)
        } else if one_of(&CREDENTIALS) {
            behind_header(rest, |value| value.split_whitespace().any(is_credential))
        } else if one_of(&COOKIES) {
            behind_header(rest, |value| value.contains('='))
        } else if one_of(&SCHEMES) {
            behind_scheme(rest)
        } else if one_of(&PASSWORDS) {
            behind_parameter(rest, true)
        } else if one_of(&PARAMETERS) {
            behind_parameter(rest, false)
        } else if one_of(&[CODE]) {
            // The word is common, and what it stands for in an address is long.
            rest.strip_prefix('=').and(behind_parameter(rest, false)).filter(|value| value.len() >= LONG)
        } else {
            None
        }?;
        Some(word.end + value.start..word.end + value.end)
    })
}

/// Where words stand: runs of what names and tokens are made of.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = vec![];
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        // Letters of Latin scripts; the tables of all the others weigh more than all this.
        if letter.is_ascii_alphanumeric()
            || matches!(letter, '_' | '-' | '.' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}')
        {
            match words.last_mut() {
                Some(word) if word.end == at => word.end = end,
                _ => words.push(at..end),
            }
        }
    }
    words
}

/// A JSON web token, signed or encrypted (RFC 7519, RFC 7516): base64url in three or five parts, the first of which is a JSON
/// object. One whose end was cut off is one, too.
fn is_token(word: &str) -> bool {
    let mut parts = word.split('.');
    let head = parts.next().is_some_and(|head| head.starts_with("eyJ") && head.len() > 10);
    head && parts.next().is_some_and(|payload| payload.len() > 10)
}

/// Whether a word of a header tells that it holds a secret.
fn is_credential(word: &str) -> bool {
    SCHEMES.iter().any(|scheme| scheme.eq_ignore_ascii_case(word)) || is_no_word(word)
}

/// What may stand between a name and its value, beside `:` and `=`: quotes, escaped too, and spaces.
fn is_mark(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '"' | '\'' | '\\')
}

/// The quote that a value began with, and so ends with.
fn quote(marks: &str) -> Option<char> {
    marks.chars().rev().find(|it| matches!(it, '"' | '\''))
}

/// `: …` to the end of the line, or of the quotes that it stands in, if it is a secret at all. Browsers copy the value under
/// its name.
fn behind_header(rest: &str, is_secret: impl Fn(&str) -> bool) -> Option<Range<usize>> {
    let (_, behind) = rest.split_once(':').filter(|(between, _)| between.chars().all(is_mark))?;
    let spaced = behind.trim_start_matches(is_mark);
    let value = spaced.strip_prefix('\n').unwrap_or(spaced).trim_start_matches(is_mark);
    let start = rest.len() - value.len();
    let quote = quote(rest.get(..start)?);
    let ends = |it: char| matches!(it, '\n' | '\r') || Some(it) == quote;
    let length = value.find(ends).unwrap_or(value.len());
    (length > 0 && is_secret(value.get(..length)?)).then_some(start..start + length)
}

/// One word behind a space or a mark, unless it is a word of prose.
fn behind_scheme(rest: &str) -> Option<Range<usize>> {
    let value = rest.trim_start_matches(|it| is_mark(it) || it == ':');
    let marks = rest.len() - value.len();
    let length = value.find(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | ',')).unwrap_or(value.len());
    let said = value.get(..length)?;
    (marks > 0 && said.len() >= SHORTEST && is_no_word(said)).then_some(marks..marks + length)
}

/// `=…`, `: …`, `":"…"`: one value, to the end of its quotes if it has any. In prose, which has a colon and no quotes, only what
/// no word is, unless `any` may be one.
fn behind_parameter(rest: &str, any: bool) -> Option<Range<usize>> {
    let value = rest.trim_start_matches(|it| is_mark(it) || matches!(it, '=' | ':' | '>'));
    let marks = rest.len() - value.len();
    let between = rest.get(..marks)?;
    let (_, opening) = between.rsplit_once(['=', ':', '>'])?;
    let quote = quote(opening);
    // What people choose may hold any mark.
    let ends = |it: char| match quote {
        Some(quote) => it == quote || matches!(it, '\n' | '\r') || (it == '\\' && opening.contains('\\')),
        None => it.is_whitespace() || (!any && matches!(it, '"' | '\'' | '&' | ',' | ';' | '}' | ')')),
    };
    let length = value.find(ends).unwrap_or(value.len());
    let said = value.get(..length)?;
    let told = any || between.contains(['=', '"']) || is_no_word(said);
    (told && said.len() >= SHORTEST).then_some(marks..marks + length)
}

/// What is secret has a digit in it, or is longer than words are and not written like one. A short number and a date are none.
fn is_no_word(said: &str) -> bool {
    let plain = said.chars().all(|it| it.is_ascii_digit() || matches!(it, '-' | ':' | '.'));
    let dated = plain && (said.len() < 6 || said.contains(['-', ':', '.']));
    let mixed = said.chars().skip(1).any(|it| !matches!(it, 'a'..='z' | 'ß'..='ÿ'));
    !dated && (said.contains(|it: char| it.is_ascii_digit()) || (said.len() >= LONG && mixed))
}
