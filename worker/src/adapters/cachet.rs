//! Somebody's status page at Cachet, API v1: `/api/v1/components`, in pages, and the newest of `/api/v1/incidents` beside
//! it. Source: the documentation of Cachet 2 (API, Components and Incidents).
//!
//! All components are needed, and the incidents, too: what is not there may be what is down.

use super::told::{Component, Item, Listed, Stage, Told, Update};
use super::wire::{List, MAX_COMPONENTS, MAX_ITEMS, MAX_UPDATES, Object, Off, Word};
use super::{Document, Next};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;

/// One page of a list.
#[derive(Deserialize)]
struct Sheet<T> {
    meta: Object<Meta>,
    #[serde(bound(deserialize = "T: Deserialize<'de>"))]
    data: T,
}

#[derive(Deserialize)]
struct Meta {
    pagination: Object<Pagination>,
}

#[derive(Deserialize)]
struct Pagination {
    #[serde(default)]
    current_page: Word,
    #[serde(default)]
    total_pages: Word,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    /// A number, or a number as text.
    #[serde(default)]
    status: Word,
    /// Not there before version 2.3; `true`, or 1.
    enabled: Option<Off>,
}

#[derive(Deserialize)]
struct WireIncident {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    component_id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    message: Word,
    #[serde(default)]
    status: Word,
    /// That of the newest message; the one above is left as it was in some versions.
    #[serde(default)]
    latest_status: Word,
    #[serde(default)]
    visible: Word,
    #[serde(default)]
    permalink: Word,
    #[serde(default)]
    occurred_at: Word,
    #[serde(default)]
    created_at: Word,
    updates: Option<List<WireUpdate, MAX_UPDATES>>,
}

#[derive(Deserialize)]
struct WireUpdate {
    #[serde(default)]
    status: Word,
    #[serde(default)]
    message: Word,
    #[serde(default)]
    created_at: Word,
}

/// What the lists tell together.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let pages = pages(Document::main(documents)?)?;
    let (lists, rest) = documents.split_at_checked(pages).ok_or(Reason::Unreadable)?;
    let mut told = Told::default();
    for (place, document) in lists.iter().enumerate() {
        told.components.extend(sheet(document, place)?.into_iter().filter_map(component));
    }
    let incidents: Sheet<List<WireIncident, MAX_ITEMS>> = Document::main(rest)?.object()?;
    let List(incidents) = incidents.data;
    let shown = incidents.into_iter().filter(|it| it.visible.get() != Some("0")).map(item);
    (told.works, told.incidents) = shown.partition(|item| item.stage == Stage::Planned);
    Ok(told)
}

/// The next page of the components, then the newest incidents.
pub(super) fn further(documents: &[Document<'_>]) -> Option<Next> {
    let pages = pages(documents.first()?).ok()?;
    // One that is not what it should be is not mended by what comes after it.
    documents.iter().take(pages).enumerate().all(|(place, it)| sheet(it, place).is_ok()).then_some(())?;
    match documents.len() {
        there if there < pages => Some(Next::At(format!("components?page={}", there + 1))),
        there if there == pages => Some(Next::At("incidents?sort=id&order=desc&per_page=50".to_owned())),
        _ => None,
    }
}

/// The components of the page at this place.
fn sheet(document: &Document<'_>, place: usize) -> Result<Vec<Wire>, Reason> {
    let sheet: Sheet<List<Wire, MAX_COMPONENTS>> = document.object()?;
    let number = sheet.meta.0.pagination.0.current_page.number();
    if number == Some(place + 1) { Ok(sheet.data.0) } else { Err(Reason::Unreadable) }
}

/// How many pages of components there are.
fn pages(document: &Document<'_>) -> Result<usize, Reason> {
    let sheet: Sheet<serde::de::IgnoredAny> = document.object()?;
    sheet.meta.0.pagination.0.total_pages.number().filter(|pages| *pages > 0).ok_or(Reason::Unreadable)
}

/// `None` for one that is switched off, which the page does not show.
fn component(wire: Wire) -> Option<Component> {
    let level = wire.status.get().and_then(component_level);
    let shown = wire.enabled.is_none_or(|Off(off)| !off);
    shown.then(|| Component { id: wire.id.take(), name: wire.name.take(), level, ..Component::default() })
}

fn component_level(code: &str) -> Option<Level> {
    Some(match code {
        "1" => Level::Operational,
        // "Performance Issues".
        "2" => Level::Degraded,
        "3" => Level::PartialOutage,
        "4" => Level::MajorOutage,
        // 0 is "Unknown" there, too.
        _ => return None,
    })
}

/// It does not say how bad it is: its component does.
fn item(wire: WireIncident) -> Item {
    let code = wire.latest_status.get().or(wire.status.get());
    let (stage, status) = stage(code);
    let started_at = instant(&wire.occurred_at).or(instant(&wire.created_at));
    let first = wire.message.take().map(|body| Update { at: started_at, status: None, body, lang: None });
    let later = List::of(wire.updates).into_iter().filter_map(update);
    // 0 is no component.
    let listed = wire.component_id.take().filter(|id| **id != *"0");
    Item {
        id: wire.id.take(),
        title: wire.name.take(),
        stage,
        status,
        listed: listed.map(|id| Listed { id: Some(id), ..Listed::default() }).into_iter().collect(),
        started_at,
        link: wire.permalink.take(),
        updates: first.into_iter().chain(later).collect(),
        ..Item::default()
    }
}

fn update(wire: WireUpdate) -> Option<Update> {
    let (_, status) = stage(wire.status.get());
    Some(Update { at: instant(&wire.created_at), status, body: wire.message.take()?, lang: None })
}

fn stage(code: Option<&str>) -> (Stage, Option<IncidentStatus>) {
    match code {
        Some("0") => (Stage::Planned, None),
        Some("1") => (Stage::Open, Some(IncidentStatus::Investigating)),
        Some("2") => (Stage::Open, Some(IncidentStatus::Identified)),
        Some("3") => (Stage::Open, Some(IncidentStatus::Monitoring)),
        Some("4") => (Stage::Over, Some(IncidentStatus::Resolved)),
        _ => (Stage::Odd, None),
    }
}

/// Times have no zone. They are in the installation's own, which is UTC unless somebody has changed it.
fn instant(word: &Word) -> Option<Instant> {
    Instant::parse(&[word.get()?, "Z"].concat())
}
