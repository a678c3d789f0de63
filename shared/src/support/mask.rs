//! What must not stand in a report: identity numbers and secrets are found in what a person has written, and masked before it
//! leaves the page.
//!
//! A number counts only if it is whole, is written as people write it, has a date that there is and the right check digits:
//! what merely looks like one (a telephone number, an order, an amount) stays.

use chrono::NaiveDate;
use std::ops::Range;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// A Norwegian fødselsnummer or D-nummer, a Swedish personnummer or samordningsnummer.
    IdentityNumber,
    /// A token, a password, or a header that holds one.
    Token,
}

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Masked {
    /// The text, with [`MASK`] where each secret was.
    pub text: String,
    /// What was found, each kind once.
    pub found: Vec<Secret>,
}

/// What stands in the place of a secret.
pub const MASK: &str = "•••";

/// Headers whose value is a secret to its last letter, in small letters.
const HEADERS: [&str; 8] = [
    "authorization",
    "proxy-authorization",
    "cookie",
    "set-cookie",
    "x-api-key",
    "api-key",
    "x-auth-token",
    "ocp-apim-subscription-key",
];
/// Schemes behind which a secret stands.
const SCHEMES: [&str; 3] = ["bearer", "basic", "dpop"];
/// Parameters whose value is a secret, in forms, addresses and JSON.
const PARAMETERS: [&str; 17] = [
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
];
/// The same of what people choose: any word may be one. They are compared without regard to the case of ASCII letters alone,
/// hence both of ö.
const PASSWORDS: [&str; 8] =
    ["password", "passord", "passordet", "pwd", "lösenord", "lÖsenord", "lösenordet", "lÖsenordet"];
/// What may stand between a name and its value, beside `:` and `=`: quotes, escaped too, and spaces.
const MARKS: [char; 4] = [' ', '"', '\'', '\\'];
/// How long the shortest secret is that is told by what stands before it.
const SHORTEST: usize = 4;

/// Finds and masks what must not be told.
///
/// # Examples
/// ```
/// use fyr_shared::support::{Secret, mask};
/// let masked = mask("Feil for 131052 301 89, ordre 12345678901");
/// assert_eq!((masked.text.as_str(), masked.found), ("Feil for •••, ordre 12345678901", vec![Secret::IdentityNumber]));
/// ```
#[must_use]
pub fn mask(text: &str) -> Masked {
    let (mut numbers, mut tokens) = (numbers(text).peekable(), tokens(text).peekable());
    let (mut masked, mut found, mut at) = (String::new(), vec![], 0);
    // In the order they stand in.
    while let Some((span, secret)) = match (numbers.peek(), tokens.peek()) {
        (Some(number), Some(token)) if token.start < number.start => tokens.next().map(|it| (it, Secret::Token)),
        (Some(_), _) => numbers.next().map(|it| (it, Secret::IdentityNumber)),
        (None, _) => tokens.next().map(|it| (it, Secret::Token)),
    } {
        if !found.contains(&secret) {
            found.push(secret);
        }
        if span.end <= at {
            continue;
        }
        if span.start >= at {
            masked.push_str(text.get(at..span.start).unwrap_or_default());
            masked.push_str(MASK);
        }
        at = span.end;
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    found.sort_unstable();
    Masked { text: masked, found }
}

/// Where identity numbers stand, in order.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + text.get(from..)?.find(|letter: char| letter.is_ascii_digit())?;
            let groups = groups(text, start);
            let found = (1..=groups.len()).rev().find_map(|count| identity(groups.get(..count)?));
            // What is not the beginning of one may still have one behind it.
            from = found.or_else(|| groups.first().map(|group| group.at.end))?;
            if found.is_some() {
                return Some(start..from);
            }
        }
    })
}

/// Digits that stand together.
struct Group {
    at: Range<usize>,
    digits: Vec<u32>,
}

/// Groups of digits from here on, with one separator between two at most. A letter or a further digit's mark ends them.
fn groups(text: &str, start: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = vec![];
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let digits: Vec<u32> = rest.chars().map_while(|letter| letter.to_digit(10)).collect();
        if digits.is_empty() || groups.len() > 6 {
            return groups;
        }
        let end = at + digits.len();
        groups.push(Group { at: at..end, digits });
        let next = text.get(end..).and_then(|rest| rest.chars().next());
        match next {
            Some(letter @ (' ' | '\t' | '\u{a0}' | '\u{202f}' | '-' | '\u{2011}' | '–' | '+' | '.' | '/')) => {
                at = end + letter.len_utf8()
            }
            _ => return groups,
        }
    }
}

/// Where the identity number ends that these groups are, if they are one: written in groups that people use.
fn identity(groups: &[Group]) -> Option<usize> {
    let sizes: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let digits: Vec<u32> = groups.iter().flat_map(|group| group.digits.iter().copied()).collect();
    let is = match sizes.as_slice() {
        [11] | [6, 5] | [6, 3, 2] | [6, 2, 3] | [2, 2, 2, 5] | [2, 2, 2, 3, 2] => is_norwegian(&digits),
        [10] | [6, 4] | [2, 2, 2, 4] => is_swedish(&digits),
        [12] | [8, 4] | [4, 2, 2, 4] => is_swedish_with_century(&digits),
        _ => false,
    };
    is.then(|| groups.last().map(|group| group.at.end)).flatten()
}

/// Fødselsnummer and D-nummer (day + 40), also those of test persons (month + 40, 65 or 80): a date, and two check digits by
/// MOD 11.
fn is_norwegian(digits: &[u32]) -> bool {
    const FIRST: [u32; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
    const SECOND: [u32; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
    let sum = |weights: &[u32]| weights.iter().zip(digits).map(|(weight, digit)| weight * digit).sum::<u32>();
    let day = match number(digits, 0..2) {
        day @ 41..=71 => day - 40,
        day => day,
    };
    let month = match number(digits, 2..4) {
        month @ 81..=92 => month - 80,
        month @ 66..=77 => month - 65,
        month @ 41..=52 => month - 40,
        month => month,
    };
    is_date_of_some_century(number(digits, 4..6), month, day) && sum(&FIRST) % 11 == 0 && sum(&SECOND) % 11 == 0
}

/// Personnummer and samordningsnummer (day + 60), ten digits: a date, and a check digit by Luhn.
fn is_swedish(digits: &[u32]) -> bool {
    let day = match number(digits, 4..6) {
        day @ 61..=91 => day - 60,
        day => day,
    };
    is_date_of_some_century(number(digits, 0..2), number(digits, 2..4), day) && is_luhn(digits)
}

/// The same in twelve digits.
fn is_swedish_with_century(digits: &[u32]) -> bool {
    let century = number(digits, 0..2);
    (18..=20).contains(&century) && digits.get(2..).is_some_and(is_swedish)
}

/// The digits doubled by turns, from the first, and the digits of the products added up: a multiple of ten.
fn is_luhn(digits: &[u32]) -> bool {
    let doubled = digits.iter().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 2 } else { 1 });
    doubled.map(|product| product / 10 + product % 10).sum::<u32>() % 10 == 0
}

fn number(digits: &[u32], range: Range<usize>) -> u32 {
    digits.get(range).unwrap_or_default().iter().fold(0, |number, digit| number * 10 + digit)
}

/// Years are told by two digits: 29 February is a date when it is one in any century.
fn is_date_of_some_century(year: u32, month: u32, day: u32) -> bool {
    let years = [1900, 2000].into_iter().filter_map(|century| i32::try_from(century + year).ok());
    years.filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).next().is_some()
}

/// Where tokens stand, in order: by their own shape, or by what stands before them.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let words = words(text);
    words.into_iter().filter_map(move |word| {
        let said = text.get(word.clone())?;
        if is_token(said) {
            return Some(word);
        }
        let one_of = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(said));
        let rest = text.get(word.end..)?;
        let value = if one_of(&HEADERS) {
            behind_header(rest)
        } else if one_of(&SCHEMES) {
            behind_scheme(rest)
        } else if one_of(&PASSWORDS) {
            behind_parameter(rest, true)
        } else if one_of(&PARAMETERS) {
            behind_parameter(rest, false)
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

/// `: …` to the end of the line.
fn behind_header(rest: &str) -> Option<Range<usize>> {
    let (_, value) = rest.split_once(':').filter(|(between, _)| between.chars().all(|it| MARKS.contains(&it)))?;
    let start = rest.len() - value.trim_start_matches(MARKS).len();
    let end = rest.get(start..)?.find(['\n', '\r', '"', '\'']).map_or(rest.len(), |end| start + end);
    (end > start).then_some(start..end)
}

/// One word behind a space or a mark, unless it is a word of prose.
fn behind_scheme(rest: &str) -> Option<Range<usize>> {
    let value = rest.trim_start_matches([' ', ':', '"', '\'']);
    let marks = rest.len() - value.len();
    let length = value.find(|it: char| it.is_whitespace() || matches!(it, '"' | '\'' | ',')).unwrap_or(value.len());
    let said = value.get(..length)?;
    (marks > 0 && said.len() >= SHORTEST && is_no_word(said)).then_some(marks..marks + length)
}

/// `=…`, `: …`, `":"…"`: one value. In prose, which has a colon and no quotes, only what no word is, unless `any` may be one.
fn behind_parameter(rest: &str, any: bool) -> Option<Range<usize>> {
    let marks = rest.len() - rest.trim_start_matches(|it| MARKS.contains(&it) || matches!(it, '=' | ':' | '>')).len();
    let between = rest.get(..marks)?;
    if !between.contains(['=', ':']) {
        return None;
    }
    let value = rest.get(marks..)?;
    // What people choose may hold any mark.
    let ends = |it: char| {
        it.is_whitespace() || matches!(it, '"' | '\'') || !any && matches!(it, '\\' | '&' | ',' | ';' | '}' | ')')
    };
    let length = value.find(ends).unwrap_or(value.len());
    let said = value.get(..length)?;
    let told = any || between.contains(['=', '"']) || is_no_word(said);
    (told && said.len() >= SHORTEST).then_some(marks..marks + length)
}

/// What is secret has a digit in it, or is longer than words are.
fn is_no_word(said: &str) -> bool {
    said.len() >= 16 || said.contains(|it: char| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_masked(text: &str, expected: &str, found: &[Secret]) {
        let masked = mask(text);
        assert_eq!((masked.text.as_str(), masked.found.as_slice()), (expected, found), "{text}");
    }

    #[test]
    fn identity_numbers_as_people_write_them() {
        for written in [
            "13105230189",
            "131052 30189",
            "131052-30189",
            "131052 301 89",
            "131052/30189",
            "13.10.52 30189",
            "13 10 52 301 89",
        ] {
            assert_masked(&format!("Gjelder {written}."), "Gjelder •••.", &[Secret::IdentityNumber]);
        }
        // Skatteverket's example of a personnummer, and one that was made a samordningsnummer.
        for written in ["811228-9874", "8112289874", "19811228-9874", "198112289874", "811228+9874", "811288-9871"] {
            assert_masked(&format!("Gäller {written}, igen"), "Gäller •••, igen", &[Secret::IdentityNumber]);
        }
    }

    #[test]
    fn what_looks_like_one_stays() {
        for text in [
            "Ring 22 45 10 00 eller +47 22 45 10 00",
            "Ordre 13105230190",
            "131052301891",
            "a13105230189x 1",
            "Kl. 2026-05-04T10:04:00Z",
            "1 310 523 082,40 kr",
            "99132052 308 24",
            "320152 30824",
        ] {
            let masked = mask(text);
            let expected = if text.starts_with("a1") { "a•••x 1" } else { text };
            assert_eq!(masked.text, expected);
        }
    }

    #[test]
    fn tokens_by_their_shape_and_by_what_stands_before_them() {
        let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl";
        for (text, expected) in [
            (format!("fikk {jwt} tilbake"), "fikk ••• tilbake"),
            (format!("Authorization: Bearer {jwt}\nHost: a"), "Authorization: •••\nHost: a"),
            ("authorization: Basic dXNlcjpwYXNz".to_owned(), "authorization: •••"),
            (r#"{"Authorization": "Bearer abc123"}"#.to_owned(), r#"{"Authorization": "•••"}"#),
            ("Cookie: session=abc; b=c".to_owned(), "Cookie: •••"),
            ("brukte Bearer 9f8e7d6c5b4a39281706 her".to_owned(), "brukte Bearer ••• her"),
            ("https://a.example/?access_token=abcdef&x=1".to_owned(), "https://a.example/?access_token=•••&x=1"),
            (r#"{"access_token":"abcdef","expires_in":120}"#.to_owned(), r#"{"access_token":"•••","expires_in":120}"#),
            ("Passord: hemmelig1".to_owned(), "Passord: •••"),
            ("Passord: Sommer&20;24 i dag".to_owned(), "Passord: ••• i dag"),
            ("lösenordet: hemligt".to_owned(), "lösenordet: •••"),
            ("LÖSENORD: hemligt1".to_owned(), "LÖSENORD: •••"),
            (r#"{"accessToken":"abcdef"}"#.to_owned(), r#"{"accessToken":"•••"}"#),
            (r#"{\"access_token\":\"abcdef\"}"#.to_owned(), r#"{\"access_token\":\"•••\"}"#),
            ("token => 'abc123'".to_owned(), "token => '•••'"),
            ("{'X-Api-Key': 'secretvalue'}".to_owned(), "{'X-Api-Key': '•••'}"),
            ("Bearer: abc123".to_owned(), "Bearer: •••"),
            ("X-Auth-Token: opaque".to_owned(), "X-Auth-Token: •••"),
        ] {
            assert_masked(&text, expected, &[Secret::Token]);
        }
    }

    #[test]
    fn words_of_prose_stay() {
        for text in [
            "The bearer of this message",
            "Jeg har glemt passord og token",
            "Feil i token: utløpt",
            "basic support",
            "eyJ er starten på et token",
        ] {
            assert_eq!(mask(text).text, text);
        }
    }

    #[test]
    fn one_secret_within_another_is_masked_once() {
        assert_masked("Cookie: fnr=13105230189; a=b", "Cookie: •••", &[Secret::IdentityNumber, Secret::Token]);
    }
}
