//! The gate: whose token it is, whether it is good, and how often it may be used.

use crate::allowance::Allowance;
use crate::hash::sha256;
use crate::page_object::PageObject;
use crate::problem::Problem;
use crate::store::tokens;
use fyr_shared::operator::{FIRST_TOKEN, Scope, TokenRecord, TokenText, first_tokens};
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use std::cell::RefCell;
use std::collections::BTreeMap;
use subtle::ConstantTimeEq;
use worker::Env;

/// The id that the first token goes by in the log.
pub const FIRST_ID: &str = "first";
/// How many calls a token may make at once.
pub const BURST: i64 = 300;
/// And each second after that.
pub const PER_SECOND: i64 = 10;

/// The record of a token that is good for this page. No wrong one is told from another, nor how wrong it is.
///
/// # Errors
/// The database's own.
pub fn admit(
    object: &PageObject,
    page: &Page,
    token: &str,
    now: Instant,
) -> worker::Result<Result<TokenRecord, Problem>> {
    if TokenText::parse(token).is_none() {
        return Ok(Err(Problem::token()));
    }
    let presented = sha256(token);
    object.with_live(page, |live| known(object, page, &live.tokens, &presented, now))
}

fn known(
    object: &PageObject,
    page: &Page,
    kept: &[tokens::Kept],
    presented: &str,
    now: Instant,
) -> Result<TokenRecord, Problem> {
    let same = |hash: &str| bool::from(hash.as_bytes().ct_eq(presented.as_bytes()));
    // All are compared, whichever it is.
    let mut found = None;
    for (_, hash, record) in kept {
        if same(hash) {
            found = Some(record);
        }
    }
    if let Some(record) = found {
        return if record.is_good(now) { Ok(record.clone()) } else { Err(Problem::token()) };
    }
    let replaced = kept.iter().any(|(_, _, record)| record.has(Scope::Tokens));
    let first = first_hashes(&object.env, page).iter().fold(false, |any, hash| same(hash) | any);
    if first && !replaced { Ok(first_record(now)) } else { Err(Problem::token()) }
}

/// The hashes of the first tokens that the deployment names for a page.
fn first_hashes(env: &Env, page: &Page) -> Vec<String> {
    let set = env.var(FIRST_TOKEN).map(|var| var.to_string()).unwrap_or_default();
    let name = page.id.as_str();
    #[cfg(feature = "scripted")]
    let name = name.split('~').next().unwrap_or_default();
    first_tokens(&set, name)
}

fn first_record(now: Instant) -> TokenRecord {
    TokenRecord {
        id: FIRST_ID.to_owned(),
        revision: 1,
        name: "first token".to_owned(),
        scopes: vec![Scope::Tokens],
        created_at: now,
        expires_at: Instant(i64::MAX),
        revoked_at: None,
        token: None,
    }
}

/// How often each token was used of late. In memory: an object that wakes has forgotten it.
#[derive(Default)]
pub struct Rates(RefCell<BTreeMap<String, Allowance>>);

impl Rates {
    /// Whether a token may be used once more at an instant.
    pub fn admit(&self, token: &str, now: Instant) -> bool {
        let mut all = self.0.borrow_mut();
        let calls = all.entry(token.to_owned()).or_insert_with(|| Allowance::new(BURST, PER_SECOND, now));
        let admitted = calls.is_left(now);
        if admitted {
            calls.take();
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_may_be_used_so_often() {
        let rates = Rates::default();
        let uses = |at: i64| (0..1_000).filter(|_| rates.admit("t1", Instant(at))).count();
        assert_eq!([uses(0), uses(0), uses(1), uses(3), uses(100_000)], [300, 0, 10, 20, 300]);
        assert!(rates.admit("t2", Instant(0)), "another's is another's");
        assert!(!rates.admit("t1", Instant(99_999)), "a clock that was set back gives nothing");
    }
}
