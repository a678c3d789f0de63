//! Tokens: who may do what. A token is shown once, when it is made; what is kept of it is a hash.

use super::refusal::{Checks, Refusal};
use crate::legible::Lines;
use crate::page::Page;
use crate::time::{DAY, Instant};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use serde::{Deserialize, Serialize};

/// How long a token lives at most, and where nothing is asked.
pub const LIFE: i64 = 366 * DAY;

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Incidents, and what is said about them.
    Incidents,
    /// Maintenance.
    Maintenance,
    /// Levels of components and channels, for a time.
    Overrides,
    /// Reading the log.
    Audit,
    /// Making and revoking tokens: whoever has it can give every scope.
    Tokens,
}

impl Scope {
    /// Every one of them.
    pub const ALL: [Self; 5] = [Self::Incidents, Self::Maintenance, Self::Overrides, Self::Audit, Self::Tokens];

    /// The word used in JSON and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Maintenance => "maintenance",
            Self::Overrides => "overrides",
            Self::Audit => "audit",
            Self::Tokens => "tokens",
        }
    }
}

/// What is kept of a token, beside its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRecord {
    /// Its name in addresses and in the log; never given again.
    pub id: String,
    /// Grows by one with each change.
    pub revision: u32,
    /// Whose it is, or what for: it stands in the log.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Instant,
    /// From when on it is no good any more.
    pub expires_at: Instant,
    /// When it was revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Instant>,
    /// The token itself: only in the answer to who made it, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

/// A token to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// Whose it is, or what for.
    pub name: String,
    /// What it is good for.
    pub scopes: Vec<Scope>,
    /// From when on it is no good any more; within 366 days, which is where it is when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
}

/// What is to be different about a token.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenChange {
    /// `true`: it is no good any more.
    pub revoked: bool,
}

impl TokenRecord {
    /// What is kept of a token that is made.
    ///
    /// # Errors
    /// Everything that is wrong with what was asked.
    pub fn begin(new: &NewToken, id: String, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let name = new.name.trim();
        checks.words("/name", name, 80, Lines::One);
        if new.scopes.is_empty() {
            checks.refuse("/scopes", "is empty; a token without a scope is good for nothing");
        }
        let expires_at = new.expires_at.map_or(now.plus(LIFE), |at| checks.future("/expires_at", at));
        if expires_at.since(now) > LIFE {
            checks.refuse("/expires_at", "is more than 366 days ahead; write an earlier time");
        }
        let mut scopes = new.scopes.clone();
        scopes.sort_unstable();
        scopes.dedup();
        let (name, revoked_at, token) = (name.to_owned(), None, None);
        checks.done(Self { id, revision: 1, name, scopes, created_at: now, expires_at, revoked_at, token })
    }

    /// Whether it is good at an instant.
    #[must_use]
    pub fn is_good(&self, now: Instant) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    /// Whether it is good for something.
    #[must_use]
    pub fn has(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }
}

/// The deployment secret that lets somebody make the first token of a page: for each page its name and the SHA-256 of a
/// token in hex, with a colon between them; spaces between pages.
pub const FIRST_TOKEN: &str = "FYR_FIRST_TOKEN";

/// What that secret holds of one page.
#[must_use]
pub fn first_token(page: &str, hash: &str) -> String {
    format!("{page}:{hash}")
}

/// The hashes that the secret holds of a page; what is none is passed over.
#[must_use]
pub fn first_tokens(secret: &str, page: &str) -> Vec<String> {
    let of_page = |it: &str| {
        let (named, hash) = it.split_once(':')?;
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        (named == page && is_hash).then(|| hash.to_ascii_lowercase())
    };
    secret.split_whitespace().filter_map(of_page).collect()
}

/// How a token is written: `fyr_` and 43 characters of base64url, which are 256 random bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenText<'a>(&'a str);

impl<'a> TokenText<'a> {
    /// How every token begins, so that one that was left somewhere can be found.
    pub const PREFIX: &'static str = "fyr_";
    /// How many characters follow.
    const LENGTH: usize = 43;

    /// The token that these random bits are.
    #[must_use]
    pub fn write(bits: [u8; 32]) -> String {
        format!("{}{}", Self::PREFIX, BASE64_URL_SAFE_NO_PAD.encode(bits))
    }

    /// A text that has the form of a token.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix(Self::PREFIX)?;
        let shaped = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (rest.len() == Self::LENGTH && rest.bytes().all(shaped)).then_some(Self(text))
    }

    /// The token of an `Authorization` header: `Bearer fyr_…` (RFC 6750).
    #[must_use]
    pub fn bearer(header: &'a str) -> Option<Self> {
        let (scheme, token) = header.split_once(' ')?;
        Self::parse(token.trim()).filter(|_| scheme.eq_ignore_ascii_case("bearer"))
    }

    /// What is hashed.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_secret_holds_of_a_page_is_read_as_it_is_written() {
        let (one, other) = ("0f".repeat(32), "A1".repeat(32));
        let secret = format!("{} digdir:short {}\n", first_token("digireq", &one), first_token("digdir", &other));
        assert_eq!(first_tokens(&secret, "digireq"), [one]);
        assert_eq!(first_tokens(&secret, "digdir"), ["a1".repeat(32)]);
        assert!(first_tokens(&secret, "nhn").is_empty());
        assert!(TokenText::parse(&TokenText::write([255; 32])).is_some());
    }

    #[test]
    fn only_what_has_the_form_of_a_token_is_looked_up() {
        let good = format!("fyr_{}", "aZ09-_x".repeat(7).get(..43).unwrap());
        assert!(TokenText::bearer(&format!("Bearer {good}")).is_some_and(|token| token.as_str() == good));
        assert!(TokenText::bearer(&format!("bearer {good}")).is_some());
        for bad in [
            String::new(),
            good.clone(),
            format!("Basic {good}"),
            format!("Bearer {good}a"),
            format!("Bearer {}", good.replace('9', "+")),
            format!("Bearer {good} {good}"),
            "Bearer fyr_".to_owned(),
        ] {
            assert!(TokenText::bearer(&bad).is_none(), "{bad}");
        }
    }
}
