//! What the page's object answers about reports: which there are, one of them, and all that one was made from.

use super::collect::{Collected, Wanted, collect};
use super::make::digest;
use crate::page_object::PageObject;
use crate::round::Live;
use crate::store::{reports, sql::Sql, transaction};
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use fyr_shared::report::{Export, MonthReport};
use worker::Result;

/// What is asked of the reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Which there are.
    Index,
    /// A revision of a month.
    Revision(Month, u32),
}

impl Asked {
    /// Reads `reports` and `reports/2026-05/1`; `None` of anything else.
    #[must_use]
    pub fn read(path: &str) -> Option<Self> {
        let mut parts = path.split('/');
        match (parts.next()?, parts.next(), parts.next(), parts.next()) {
            ("reports", None, ..) => Some(Self::Index),
            ("reports", Some(month), Some(revision), None) => {
                Some(Self::Revision(Month::parse(month)?, revision.parse().ok()?))
            }
            _ => None,
        }
    }

    /// The path that is read so.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Index => "reports".to_owned(),
            Self::Revision(month, revision) => format!("reports/{month}/{revision}"),
        }
    }
}

/// The answer, as JSON: a list of revisions, or a report. `None`: there is no such revision.
///
/// # Errors
/// The database's own.
pub fn answer(object: &PageObject, page: &Page, asked: Asked) -> Result<Option<String>> {
    object.ready(page)?;
    transaction(&object.state.storage(), |sql| match asked {
        Asked::Index => Ok(Some(serde_json::to_string(&reports::all(sql)?)?)),
        Asked::Revision(month, revision) => reports::text(sql, month, revision),
    })
}

/// All that a revision was made from, the newest if none is named, and what came of it; `None`: there is none.
///
/// # Errors
/// The database's own; or a stored report, an entry of the log or terms that cannot be read.
pub fn export(sql: &Sql, live: &Live, page: &Page, month: Month, of: Option<u32>) -> Result<Option<Export>> {
    let newest = || Ok::<_, worker::Error>(reports::newest(sql, month)?.map(|it| it.revision));
    let Some(of) = of.map_or_else(newest, |of| Ok(Some(of)))? else { return Ok(None) };
    let Some(text) = reports::text(sql, month, of)? else { return Ok(None) };
    let report: MonthReport = serde_json::from_str(&text)?;
    let wanted = Wanted { month, span: (report.from, report.until), last: report.log };
    let Collected { facts, entries, texts, .. } = collect(sql, live, page, wanted)?;
    Ok(Some(Export { input: digest(&facts)?, report, facts, entries, terms: texts }))
}
