//! Monitors of UptimeRobot, in three formats that a document tells apart: what API v2 answers to a posted `getMonitors`
//! (it has `stat`), the public page's list (it has `psp`), and API v3 (anything else). Sources: the OpenAPI description of
//! API v3 that the vendor publishes with its Terraform provider, and its documentation of v2; the page's list is described
//! nowhere.
//!
//! Each comes in pages, of which all are needed, and where a document tells how many monitors there are, as many must be
//! there: a list that is not whole says nothing. Who has more monitors than fit into
//! so many documents asks for fewer, by what the API takes to filter.
//!
//! A monitor that is paused is left out: who watches it by name is told that it is missing.

use super::told::{Component, Told, Whole};
use super::wire::{List, MAX_COMPONENTS, Object, Word, present};
use super::{Document, Next, text};
use fyr_shared::status::{Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::collections::BTreeSet;

/// How many maintenance windows a monitor may have.
const MAX_WINDOWS: usize = 50;
/// How long the query of a link to the next page may be.
const MAX_QUERY: usize = 2_000;

/// A document of any of the three.
#[derive(Deserialize)]
struct Page {
    /// v2: `ok`, or `fail` with status 200.
    stat: Option<Word>,
    pagination: Option<Object<Pagination>>,
    monitors: Option<List<Monitor, MAX_COMPONENTS>>,
    /// The page's list: `ok`.
    #[serde(default)]
    status: Word,
    psp: Option<Object<Psp>>,
    /// The page's list, and v3.
    data: Option<List<Monitor, MAX_COMPONENTS>>,
    /// v3: `null` on the last page.
    #[serde(default, rename = "nextLink", deserialize_with = "present")]
    next_link: Option<Option<Box<str>>>,
}

#[derive(Deserialize)]
struct Pagination {
    #[serde(default)]
    offset: Word,
    #[serde(default)]
    limit: Word,
    #[serde(default)]
    total: Word,
}

/// How many monitors a public page has; older ones have the monitors in here.
#[derive(Deserialize)]
struct Psp {
    #[serde(default, rename = "totalMonitors")]
    total: Word,
    #[serde(default, rename = "perPage")]
    per_page: Word,
    monitors: Option<List<Monitor, MAX_COMPONENTS>>,
}

/// A monitor: v2 has `id` and `friendly_name`, v3 `id` and `friendlyName`, the page `monitorId`, `name` and `statusClass`.
#[derive(Deserialize)]
struct Monitor {
    #[serde(default)]
    id: Word,
    #[serde(default, rename = "monitorId")]
    monitor_id: Word,
    #[serde(default)]
    friendly_name: Word,
    #[serde(default, rename = "friendlyName")]
    v3_name: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default, rename = "statusClass")]
    class: Word,
    #[serde(rename = "maintenanceWindows")]
    windows: Option<List<Window, MAX_WINDOWS>>,
}

#[derive(Deserialize)]
struct Window {
    #[serde(default)]
    status: Word,
}

/// How a monitor is.
enum State {
    Is(Level),
    /// Nobody looks.
    Paused,
    /// Not checked yet, or a word that we do not know.
    Odd,
}

/// One page of the list, and what comes after it.
struct Sheet {
    monitors: Vec<Component>,
    /// Every monitor, also those that are paused.
    ids: Vec<Box<str>>,
    /// How many there are on all pages; v3 does not tell.
    total: Option<usize>,
    rest: Option<Next>,
}

/// What the pages of a list tell together.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let mut told = Told { whole: Whole::Monitors, ..Told::default() };
    let (mut rest, mut total, mut ids) = (None, None, BTreeSet::new());
    Document::main(documents)?;
    for (place, document) in documents.iter().enumerate() {
        let sheet = sheet(document, place)?;
        told.components.extend(sheet.monitors);
        (rest, total) = (sheet.rest, total.max(sheet.total));
        // One that comes again is of a page that was given twice.
        let again = sheet.ids.into_iter().any(|id| !ids.insert(id));
        if again {
            return Err(Reason::Unreadable);
        }
    }
    // What is not there may be what is down, also under a name that is up.
    let whole = rest.is_none() && total.is_none_or(|total| total <= ids.len());
    if whole { Ok(told) } else { Err(Reason::Unreadable) }
}

/// The page after the last one.
pub(super) fn further(documents: &[Document<'_>]) -> Option<Next> {
    let last = documents.len().checked_sub(1)?;
    sheet(documents.get(last)?, last).ok()?.rest
}

/// The page at this place.
fn sheet(document: &Document<'_>, place: usize) -> Result<Sheet, Reason> {
    let page: Page = document.object()?;
    if let Some(stat) = &page.stat {
        let rest = posted(stat, page.pagination.as_ref(), place)?;
        let total = page.pagination.and_then(|Object(pages)| pages.total.number());
        return Ok(Sheet { rest, total, ..read(page.monitors, |it| numbered(it.status.get()))? });
    }
    if let Some(Object(psp)) = page.psp {
        let (rest, total) = (turned(&page.status, &psp, place)?, psp.total.number());
        return Ok(Sheet { rest, total, ..read(page.data.or(psp.monitors), |it| coloured(it.class.get()))? });
    }
    let rest = linked(page.next_link.ok_or(Reason::Unreadable)?)?;
    Ok(Sheet { rest, ..read(page.data, worded)? })
}

/// v2 tells where its page begins, how much one holds, and how much there is.
fn posted(stat: &Word, pagination: Option<&Object<Pagination>>, place: usize) -> Result<Option<Next>, Reason> {
    let Object(pages) = pagination.filter(|_| stat.get() == Some("ok")).ok_or(Reason::Unreadable)?;
    let number = |word: &Word| word.number().ok_or(Reason::Unreadable);
    let (offset, limit, total) = (number(&pages.offset)?, number(&pages.limit)?, number(&pages.total)?);
    let end = offset.saturating_add(limit);
    if limit == 0 || offset != place.saturating_mul(limit) {
        return Err(Reason::Unreadable);
    }
    Ok((end < total).then(|| Next::Posting(format!("&offset={end}"))))
}

/// The public page tells how much a page of its list holds, and how much there is.
fn turned(status: &Word, psp: &Psp, place: usize) -> Result<Option<Next>, Reason> {
    let (total, per_page) = (psp.total.number(), psp.per_page.number().filter(|count| *count > 0));
    let (Some("ok"), Some(total), Some(per_page)) = (status.get(), total, per_page) else {
        return Err(Reason::Unreadable);
    };
    let read = place.saturating_add(1);
    Ok((read.saturating_mul(per_page) < total).then(|| Next::At(format!("?page={}", read.saturating_add(1)))))
}

/// v3 links to the next page. Only the link's query is followed, so that it cannot lead elsewhere with our token.
fn linked(link: Option<Box<str>>) -> Result<Option<Next>, Reason> {
    let link = link.as_deref().map(str::trim).filter(|link| !link.is_empty());
    let Some(link) = link else { return Ok(None) };
    let query = link.split_once('?').map(|(_, query)| query).filter(|query| query.len() <= MAX_QUERY);
    query.map(|query| Some(Next::At(format!("?{query}")))).ok_or(Reason::Unreadable)
}

/// The monitors that are not paused. Their names are escaped as in HTML.
fn read(monitors: Option<List<Monitor, MAX_COMPONENTS>>, state: fn(&Monitor) -> State) -> Result<Sheet, Reason> {
    let List(monitors) = monitors.ok_or(Reason::Unreadable)?;
    let id = |monitor: &Monitor| monitor.id.get().or(monitor.monitor_id.get()).map(Into::into);
    let ids: Option<Vec<Box<str>>> = monitors.iter().map(id).collect();
    let one = |monitor: Monitor| {
        let level = match state(&monitor) {
            State::Is(level) => Some(level),
            State::Odd => None,
            State::Paused => return None,
        };
        let Monitor { id, monitor_id, friendly_name, v3_name, name, .. } = monitor;
        let name = friendly_name.get().or(v3_name.get()).or(name.get()).map(|name| text::unescape(name).into());
        Some(Component::new(id.take().or(monitor_id.take()), name, level))
    };
    let monitors = monitors.into_iter().filter_map(one).collect();
    Ok(Sheet { monitors, ids: ids.ok_or(Reason::Unreadable)?, total: None, rest: None })
}

/// v2.
fn numbered(status: Option<&str>) -> State {
    match status {
        Some("0") => State::Paused,
        Some("2") => State::Is(Level::Operational),
        Some("8") => State::Is(Level::Degraded),
        Some("9") => State::Is(Level::MajorOutage),
        // 1: not checked yet.
        _ => State::Odd,
    }
}

/// The public page.
fn coloured(class: Option<&str>) -> State {
    match class {
        Some("black" | "paused") => State::Paused,
        Some("success") => State::Is(Level::Operational),
        Some("warning") => State::Is(Level::Degraded),
        Some("danger") => State::Is(Level::MajorOutage),
        _ => State::Odd,
    }
}

/// v3. A window that is `active` is not paused, which is all that the word means: it says nothing of now. While one goes on
/// its monitors are paused.
fn worded(monitor: &Monitor) -> State {
    let mut windows = monitor.windows.iter().flat_map(|list| &list.0);
    match monitor.status.get() {
        Some("PAUSED") if windows.any(|it| it.status.get() == Some("active")) => State::Is(Level::Maintenance),
        Some("PAUSED") => State::Paused,
        Some("UP") => State::Is(Level::Operational),
        Some("LOOKS_DOWN") => State::Is(Level::Degraded),
        Some("DOWN") => State::Is(Level::MajorOutage),
        // STARTED: not checked yet.
        _ => State::Odd,
    }
}
