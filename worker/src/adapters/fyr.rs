//! Another page of Fyr, by its snapshot: `/api/v1/{page}`.
//!
//! A snapshot says when it was so and until when it may be believed, by its server's clock: that is what it is compared
//! with, never ours. Past `stale_after`, from the future, or without a `Date`, nothing of it counts. A later version that
//! still has what is read here is read: API v1 only ever adds.
//!
//! A component that is not monitored there (`level` is `null`) is left out: who watches it is told that it is missing. The
//! other page's suppliers can be watched by name; they are no part of the page as a whole. Why a component is as it is
//! stays there, also that a person has set it: what people are told is in the incidents, with this source as their origin.
//!
//! Pages that read each other in a ring are refused when they are built together; between deployments nobody can tell.

use super::Document;
use super::told::{Component, Item, Listed, Name, Stage, Told, Update, Whole};
use super::wire::{Flag, List, MAX_COMPONENTS, MAX_ITEMS, MAX_UPDATES, Object, Word, Words, present};
use fyr_shared::lang::Lang;
use fyr_shared::status::{IncidentStatus, Level, MaintenanceStatus, Reason, WorkImpact};
use fyr_shared::time::{Instant, MINUTE};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The document.
#[derive(Deserialize)]
struct Snapshot {
    #[serde(default)]
    lang: Word,
    #[serde(default)]
    as_of: Word,
    #[serde(default)]
    stale_after: Word,
    #[serde(default)]
    level: Word,
    components: Option<List<Wire, MAX_COMPONENTS>>,
    incidents: Option<List<WireIncident, MAX_ITEMS>>,
    maintenances: Option<List<Work, MAX_ITEMS>>,
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Word,
    name: Option<Object<Text>>,
    /// `null` says that it is not monitored; no level at all says nothing.
    #[serde(default, deserialize_with = "present")]
    level: Option<Option<Word>>,
    #[serde(default)]
    supplier: Flag,
}

/// A text, with its language where that is another than the document's.
#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    text: Word,
    #[serde(default)]
    lang: Word,
}

#[derive(Deserialize)]
struct WireIncident {
    #[serde(default)]
    id: Word,
    title: Option<Object<Text>>,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    impact: Word,
    components: Option<Words<MAX_COMPONENTS>>,
    levels: Option<List<WireLevel, MAX_COMPONENTS>>,
    #[serde(default)]
    started_at: Word,
    updates: Option<List<WireUpdate, MAX_UPDATES>>,
    #[serde(default)]
    url: Word,
}

/// The level of one component that is not at the incident's `impact`.
#[derive(Deserialize)]
struct WireLevel {
    #[serde(default)]
    component: Word,
    #[serde(default)]
    level: Word,
}

#[derive(Deserialize)]
struct WireUpdate {
    #[serde(default)]
    at: Word,
    #[serde(default)]
    status: Word,
    text: Option<Object<Text>>,
}

#[derive(Deserialize)]
struct Work {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    status: Word,
    components: Option<Words<MAX_COMPONENTS>>,
    impacts: Option<List<WireImpact, MAX_COMPONENTS>>,
}

/// What work does to one component.
#[derive(Deserialize)]
struct WireImpact {
    #[serde(default)]
    component: Word,
    #[serde(default)]
    impact: Word,
}

/// What a snapshot tells.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let document = Document::main(documents)?;
    let snapshot: Snapshot = document.object()?;
    check_fresh(&snapshot, document.payload().date)?;
    let lang = snapshot.lang.get().and_then(Lang::parse);
    let components: Vec<Component> = List::of(snapshot.components).into_iter().filter_map(component).collect();
    let suppliers: BTreeSet<&str> = components.iter().filter(|it| it.aside).filter_map(|it| it.id.as_deref()).collect();
    let incident = |it: WireIncident| incident(it, lang, &suppliers);
    let work = |it: Work| work(it, &suppliers);
    Ok(Told {
        whole: Whole::of(snapshot.level.get(), level),
        incidents: List::of(snapshot.incidents).into_iter().map(incident).collect(),
        works: List::of(snapshot.maintenances).into_iter().map(work).collect(),
        components,
    })
}

/// A minute is what clocks of one deployment may differ by.
fn check_fresh(snapshot: &Snapshot, now: Option<Instant>) -> Result<(), Reason> {
    let (Some(now), Some(as_of), Some(stale_after)) = (now, snapshot.as_of.instant(), snapshot.stale_after.instant())
    else {
        return Err(Reason::Unreadable);
    };
    if now >= stale_after {
        return Err(Reason::NoSample);
    }
    if as_of.since(now) > MINUTE { Err(Reason::Unreadable) } else { Ok(()) }
}

fn component(wire: Wire) -> Option<Component> {
    let word = match wire.level {
        Some(None) => return None,
        Some(word) => word,
        None => None,
    };
    let name = wire.name.and_then(|name| name.0.text.take());
    let level = word.as_ref().and_then(Word::get).and_then(level);
    Some(Component { aside: wire.supplier.0, ..Component::new(wire.id.take(), name, level) })
}

/// A level that is one: that nobody there knows how it is says nothing here.
fn level(word: &str) -> Option<Level> {
    Level::parse(word).filter(|level| *level != Level::Unknown)
}

fn incident(wire: WireIncident, around: Option<Lang>, suppliers: &BTreeSet<&str>) -> Item {
    let (title, lang) = wire.title.map_or((None, around), |title| read(title.0, around));
    let status = wire.status.get().and_then(IncidentStatus::parse);
    let (mut listed, aside) = listed(wire.components, suppliers);
    for it in List::of(wire.levels) {
        let (id, level) = (it.component.get(), it.level.get().and_then(level));
        // One that nobody knows is the incident's own.
        let own = listed.iter_mut().filter(|one| one.id.as_deref() == id && id.is_some());
        own.for_each(|one| one.level = level);
    }
    let update = |it: WireUpdate| {
        let (body, lang) = read(it.text?.0, around);
        Some(Update { at: it.at.instant(), status: it.status.get().and_then(IncidentStatus::parse), body: body?, lang })
    };
    Item {
        stage: match status {
            Some(IncidentStatus::Resolved | IncidentStatus::Review) => Stage::Over,
            Some(_) => Stage::Open,
            None => Stage::Odd,
        },
        impact: wire.impact.get().and_then(level).unwrap_or(Level::Degraded),
        status,
        listed,
        aside,
        started_at: wire.started_at.instant(),
        id: wire.id.take(),
        title,
        link: wire.url.take(),
        lang,
        updates: List::of(wire.updates).into_iter().filter_map(update).collect(),
        ..Item::default()
    }
}

/// The words of a text and their language.
fn read(text: Text, around: Option<Lang>) -> (Name, Option<Lang>) {
    let lang = text.lang.get().map_or(around, Lang::parse);
    (text.text.take(), lang)
}

/// Whom something names, and whether all of these are suppliers.
fn listed(ids: Option<Words<MAX_COMPONENTS>>, suppliers: &BTreeSet<&str>) -> (Vec<Listed>, bool) {
    let ids = ids.map_or_else(Vec::new, |ids| ids.0);
    let aside = !ids.is_empty() && ids.iter().all(|id| suppliers.contains(&**id));
    (ids.into_iter().map(|id| Listed { id: Some(id), ..Listed::default() }).collect(), aside)
}

fn work(wire: Work, suppliers: &BTreeSet<&str>) -> Item {
    let stage = match wire.status.get().and_then(MaintenanceStatus::parse) {
        Some(MaintenanceStatus::Scheduled) => Stage::Planned,
        Some(MaintenanceStatus::InProgress | MaintenanceStatus::Verifying) => Stage::Working,
        Some(MaintenanceStatus::Completed | MaintenanceStatus::Cancelled) => Stage::Over,
        None => Stage::Odd,
    };
    let (mut listed, aside) = listed(wire.components, suppliers);
    let named = listed.len();
    let impacts = List::of(wire.impacts);
    let is_notice = |id: Option<&str>| {
        let of = |it: &WireImpact| it.component.get() == id && it.impact.get() == Some(WorkImpact::Notice.as_str());
        id.is_some() && impacts.iter().any(of)
    };
    listed.retain(|it| !is_notice(it.id.as_deref()));
    // Work that was announced to do nothing does nothing here.
    let stage = if listed.is_empty() && named > 0 { Stage::Planned } else { stage };
    Item { stage, listed, aside, id: wire.id.take(), ..Item::default() }
}
