//! `GET …/export?month=&revision=`: all that a month's report was made from.

use super::read::number;
use super::{Answer, Call};
use crate::page_object::PageObject;
use crate::problem::Problem;
use crate::report;
use crate::store::transaction;
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use worker::Result;

/// Which report's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    month: Month,
    /// The newest where it is left out.
    revision: Option<u32>,
}

impl Wanted {
    /// Which report a call is about.
    ///
    /// # Errors
    /// A parameter is wrong.
    pub fn read(call: &Call) -> std::result::Result<Self, Problem> {
        let month = call.parameter("month").as_deref().and_then(Month::parse);
        let month = month.ok_or_else(|| Problem::parameter("`month` must be a month: `2026-05`.".to_owned()))?;
        let revision = number(call, "revision")?.map(|revision| u32::try_from(revision).unwrap_or(u32::MAX));
        Ok(Self { month, revision })
    }
}

/// All of it.
///
/// # Errors
/// The database's own.
pub fn answer(object: &PageObject, page: &Page, wanted: Wanted) -> Result<Answer> {
    let storage = object.state.storage();
    let read = |live: &mut crate::round::Live| {
        transaction(&storage, |sql| report::export(sql, live, page, wanted.month, wanted.revision))
    };
    match object.with_live(page, read)?? {
        Some(export) => Answer::ok(&export),
        None => Ok(Answer::problem(&Problem::no_record())),
    }
}
