//! What must not stand in a report: identity numbers and secrets are found in what a person has written, and masked before it
//! leaves the page.
//!
//! A number counts only if it is whole, is written as people write it, has a date that there is and the right check digits:
//! what merely looks like one (a telephone number, an order, an amount) stays.

mod identity;
mod token;

use identity::numbers;
use token::tokens;

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
        for written in
            ["13105230189", "131052 30189", "131052-30189", "131052 301 89", "13.10.52 30189", "13 10 52 301 89"]
        {
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
    fn prose_about_secrets_stays() {
        for text in [
            "Problem med cookie: siden sier at jeg må godta dem hver gang",
            "authorization: failed after login",
            "token: expired yesterday",
            "token: autentiseringsløsningen svarer ikke",
            "token: 2026-05-04",
            "bearer of the message",
            "Visual Basic 2019",
            "feil code=500 og code: 500",
            "Ordre 811228/9874",
        ] {
            assert_masked(text, text, &[]);
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
            ("Cookie: a=\"1\"; SESSION=abc\nneste".to_owned(), "Cookie: •••\nneste"),
            ("Cookie:\nSESSION=abc".to_owned(), "Cookie:\n•••"),
            ("Authorization: Digest username=\"ola\", response=\"66\"".to_owned(), "Authorization: •••"),
            ("Passord: It's2024! sa hun".to_owned(), "Passord: ••• sa hun"),
            (r#"{"password":"correct horse battery"}"#.to_owned(), r#"{"password":"•••"}"#),
            ("Passord:\thunter2".to_owned(), "Passord:\t•••"),
            (
                "https://a.example/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=x".to_owned(),
                "https://a.example/cb?code=•••&state=x",
            ),
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
