//! Reading: records as they are now, newest first, and the log, oldest first.

use super::{Answer, Call};
use crate::page_object::PageObject;
use crate::problem::Problem;
use crate::store::{log, records, sql::Sql, tokens, transaction};
use fyr_shared::operator::{Listed, Noun, Scope, version};
use fyr_shared::page::Page;
use serde_json::Value;
use worker::Result;

/// How many are answered at once, if nobody asks for fewer or more.
const LIMIT: u32 = 50;
/// How many at most.
const MOST: u32 = 200;

/// What is read.
pub enum Read {
    /// Records of a noun made before a number.
    List(Noun, u64, u32),
    /// One record.
    One(Noun, u64),
    /// Entries of the log behind a place.
    Audit(u64, u32),
}

impl Read {
    /// Records of a noun.
    ///
    /// # Errors
    /// A parameter is wrong.
    pub fn list(call: &Call, noun: Noun) -> std::result::Result<Self, Problem> {
        Ok(Self::List(noun, number(call, "before")?.unwrap_or(u64::MAX), limit(call)?))
    }

    /// One record; `None`: the id is none of this noun's.
    #[must_use]
    pub fn one(noun: Noun, id: &str) -> Option<Self> {
        Some(Self::One(noun, noun.number_of(id)?))
    }

    /// The log.
    ///
    /// # Errors
    /// A parameter is wrong.
    pub fn audit(call: &Call) -> std::result::Result<Self, Problem> {
        Ok(Self::Audit(number(call, "after")?.unwrap_or(0), limit(call)?))
    }

    /// What a token must be good for.
    #[must_use]
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::List(Noun::Token, ..) | Self::One(Noun::Token, _) => Some(Scope::Tokens),
            Self::Audit(..) => Some(Scope::Audit),
            Self::List(..) | Self::One(..) => None,
        }
    }
}

/// A whole number that a parameter may give.
///
/// # Errors
/// It is none.
pub fn number(call: &Call, name: &str) -> std::result::Result<Option<u64>, Problem> {
    let Some(text) = call.parameter(name) else { return Ok(None) };
    let parsed = text.parse().map(Some);
    parsed.map_err(|_| Problem::parameter(format!("`{name}` must be a whole number, as `next` of an answer is.")))
}

fn limit(call: &Call) -> std::result::Result<u32, Problem> {
    let asked = number(call, "limit")?.unwrap_or(LIMIT.into());
    let within = u32::try_from(asked).ok().filter(|limit| (1..=MOST).contains(limit));
    within.ok_or_else(|| Problem::parameter(format!("`limit` must be from 1 to {MOST}.")))
}

/// What was asked for.
///
/// # Errors
/// The database's own.
pub fn answer(object: &PageObject, page: &Page, read: &Read) -> Result<Answer> {
    object.ready(page)?;
    transaction(&object.state.storage(), |sql| match read {
        Read::List(Noun::Token, before, limit) => list_tokens(sql, *before, *limit),
        Read::List(noun, before, limit) => list(sql, *noun, *before, *limit),
        Read::One(Noun::Token, of) => {
            let found = tokens::all(sql)?.into_iter().find(|(number, ..)| number == of);
            one(found.map(|(_, _, record)| serde_json::to_string(&record)).transpose()?)
        }
        Read::One(noun, of) => one(records::one(sql, *noun, *of)?),
        Read::Audit(after, limit) => audit(sql, *after, *limit),
    })
}

fn one(text: Option<String>) -> Result<Answer> {
    let Some(body) = text else { return Ok(Answer::problem(&Problem::no_record())) };
    let record: Value = serde_json::from_str(&body)?;
    let id = record.get("id").and_then(Value::as_str).unwrap_or_default();
    let revision = record.get("revision").and_then(Value::as_u64).and_then(|it| it.try_into().ok()).unwrap_or(0);
    Ok(Answer::of(Some(version(id, revision)), body))
}

fn list(sql: &Sql, noun: Noun, before: u64, limit: u32) -> Result<Answer> {
    let stored = records::list(sql, noun, before, limit)?;
    let next = stored.last().filter(|_| stored.len() == limit as usize).map(|it| it.number);
    let items: Vec<Value> =
        stored.iter().map(|it| serde_json::from_str(&it.text)).collect::<std::result::Result<_, _>>()?;
    Answer::ok(&Listed { items, next })
}

fn list_tokens(sql: &Sql, before: u64, limit: u32) -> Result<Answer> {
    let all = tokens::all(sql)?.into_iter().rev().filter(|(number, ..)| *number < before);
    let some: Vec<_> = all.take(limit as usize).collect();
    let next = some.last().filter(|_| some.len() == limit as usize).map(|(number, ..)| *number);
    Answer::ok(&Listed { items: some.into_iter().map(|(_, _, record)| record).collect(), next })
}

fn audit(sql: &Sql, after: u64, limit: u32) -> Result<Answer> {
    let items = log::entries(sql, after, limit)?;
    let next = items.last().filter(|_| items.len() == limit as usize).map(|it| it.id);
    Answer::ok(&Listed { items, next })
}
