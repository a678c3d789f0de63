//! A status page of Uptime Kuma: `/api/status-page/<slug>` for what is on it, and beside it
//! `/api/status-page/heartbeat/<slug>` for how that is. The format is in the vendor's `server/routers/status-page-router.js`
//! and `server/model/`.
//!
//! A monitor is as its last heartbeat says, unless that is old for one that comes as often as the two last: one that is
//! paused keeps it for ever. A page that does not
//! exist has heartbeats, too, of nobody: they say nothing.

use super::told::{Component, Item, Stage, Told, Update, Whole};
use super::wire::{List, MAX_COMPONENTS, MAX_ITEMS, Object, Word};
use super::{Document, Next};
use fyr_shared::status::{Level, Reason};
use fyr_shared::time::{DAY, Instant, MINUTE};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// How many groups a page may have.
const MAX_GROUPS: usize = 100;
/// How many monitors may be in one.
const MAX_MONITORS: usize = 1_000;
/// As many heartbeats may be missing before the last one says nothing any more.
const MISSED: i64 = 3;
/// And so long may it be quiet, however often it is checked.
const LEAST: i64 = 15 * MINUTE;
/// How far its clock may be ahead of ours.
const AHEAD: i64 = MINUTE;
/// How long a page's name in addresses may be.
const MAX_SLUG: usize = 200;

/// What is on the page.
#[derive(Deserialize)]
struct Page {
    config: Option<Object<Config>>,
    #[serde(rename = "publicGroupList")]
    groups: Option<List<Group, MAX_GROUPS>>,
    /// Up to version 1.
    incident: Option<Object<WireIncident>>,
    /// From version 2 on.
    incidents: Option<List<WireIncident, MAX_ITEMS>>,
    #[serde(rename = "maintenanceList")]
    works: Option<List<Work, MAX_ITEMS>>,
}

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    slug: Word,
}

#[derive(Deserialize)]
struct Group {
    #[serde(default)]
    name: Word,
    #[serde(rename = "monitorList")]
    monitors: Option<List<Monitor, MAX_MONITORS>>,
}

#[derive(Deserialize)]
struct Monitor {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
}

/// A notice that is pinned to the page. It names nobody, and how bad it is has a colour only.
#[derive(Deserialize)]
struct WireIncident {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    style: Word,
    #[serde(default)]
    title: Word,
    #[serde(default)]
    content: Word,
    #[serde(default, rename = "createdDate")]
    created: Word,
    #[serde(default, rename = "lastUpdatedDate")]
    updated: Word,
}

/// A maintenance of the page. Monitors that are worked on say so themselves.
#[derive(Deserialize)]
struct Work {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    title: Word,
    #[serde(default)]
    status: Word,
}

/// How it is.
#[derive(Deserialize)]
struct Heartbeats {
    #[serde(rename = "heartbeatList")]
    last: Option<LastOfEach>,
}

/// The last heartbeat of each monitor, by the monitor's id; `None` where there is none.
struct LastOfEach(BTreeMap<Box<str>, Option<Beat>>);

/// The last of a list of heartbeats, which are there oldest first.
struct Last(Option<Beat>);

/// A heartbeat; a page that shows days has the number 0 where there was none.
struct Place(Option<Beat>);

#[derive(Deserialize)]
struct Beat {
    #[serde(default)]
    status: Word,
    #[serde(default)]
    time: Word,
    /// When the one before it was.
    #[serde(skip)]
    before: Option<Instant>,
}

/// What the page and its heartbeats tell together.
pub(super) fn tell(documents: &[Document<'_>], at: Instant) -> Result<Told, Reason> {
    let page: Page = Document::main(documents)?.object()?;
    let heartbeats: Heartbeats = documents.get(1).ok_or(Reason::Unreadable)?.object()?;
    let last = heartbeats.last.ok_or(Reason::Unreadable)?.0;
    let groups = List::of(page.groups).into_iter().enumerate();
    let notices = page.incident.map(|incident| incident.0).into_iter().chain(List::of(page.incidents));
    Ok(Told {
        whole: Whole::Monitors,
        components: groups.flat_map(|(place, group)| components(place, group, &last, at)).collect(),
        incidents: notices.map(incident).collect(),
        works: List::of(page.works).into_iter().map(work).collect(),
    })
}

/// The heartbeats of the page, by the name that it gives itself. Nothing but a name leads there.
pub(super) fn further(documents: &[Document<'_>]) -> Option<Next> {
    let [document] = documents else { return None };
    let page: Page = document.object().ok()?;
    let slug = page.config?.0.slug.take()?;
    let is_name = slug.len() <= MAX_SLUG && slug.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    is_name.then(|| Next::At(format!("heartbeat/{slug}")))
}

/// A group, and what is in it. Groups and monitors are numbered apart, so a group's number is no id here.
fn components(
    place: usize,
    group: Group,
    last: &BTreeMap<Box<str>, Option<Beat>>,
    at: Instant,
) -> impl Iterator<Item = Component> {
    let id: Box<str> = format!("group {place}").into();
    let named = Component { is_group: true, ..Component::new(Some(id.clone()), group.name.take(), None) };
    let monitor = move |it: Monitor| {
        let beat = it.id.get().and_then(|id| last.get(id)).and_then(Option::as_ref);
        let level = beat.and_then(|beat| beat.level(at));
        Component { group_id: Some(id.clone()), ..Component::new(it.id.take(), it.name.take(), level) }
    };
    std::iter::once(named).chain(List::of(group.monitors).into_iter().map(monitor))
}

impl Beat {
    fn level(&self, at: Instant) -> Option<Level> {
        let then = instant(&self.time)?;
        // Some are checked once a day; of one that is alone nobody knows how often.
        let pace = self.before.map_or(0, |before| then.since(before)).saturating_mul(MISSED);
        (-AHEAD..=pace.clamp(LEAST, DAY)).contains(&at.since(then)).then_some(())?;
        Some(match self.status.get()? {
            "0" => Level::MajorOutage,
            "1" => Level::Operational,
            // It failed, and is asked again before it counts as down.
            "2" => Level::Degraded,
            "3" => Level::Maintenance,
            _ => return None,
        })
    }
}

fn incident(wire: WireIncident) -> Item {
    let (created, updated) = (instant(&wire.created), instant(&wire.updated));
    let message = |body| Update { at: updated.or(created), status: None, body, lang: None };
    Item {
        stage: Stage::Open,
        impact: style_level(wire.style.get()),
        started_at: created,
        updates: wire.content.take().map(message).into_iter().collect(),
        id: wire.id.take(),
        title: wire.title.take(),
        ..Item::default()
    }
}

/// A colour is all there is; those that mean nothing in particular are taken for something.
fn style_level(style: Option<&str>) -> Level {
    match style {
        Some("info") => Level::Operational,
        Some("danger") => Level::PartialOutage,
        _ => Level::Degraded,
    }
}

fn work(wire: Work) -> Item {
    let stage = match wire.status.get() {
        Some("under-maintenance") => Stage::Working,
        Some("scheduled") => Stage::Planned,
        Some("ended" | "inactive") => Stage::Over,
        _ => Stage::Odd,
    };
    Item { stage, id: wire.id.take(), title: wire.title.take(), ..Item::default() }
}

/// Times are in UTC; most do not say so.
fn instant(word: &Word) -> Option<Instant> {
    word.instant().or_else(|| Instant::parse(&format!("{}Z", word.get()?)))
}

struct ReadLastOfEach;

impl<'de> Visitor<'de> for ReadLastOfEach {
    type Value = LastOfEach;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "heartbeats of at most {MAX_COMPONENTS} monitors")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut each = BTreeMap::new();
        while let Some((id, Last(beat))) = map.next_entry::<Box<str>, Last>()? {
            let is_twice = each.insert(id, beat).is_some();
            if is_twice || each.len() > MAX_COMPONENTS {
                return Err(A::Error::invalid_length(each.len(), &self));
            }
        }
        Ok(LastOfEach(each))
    }
}

struct ReadLast;

impl<'de> Visitor<'de> for ReadLast {
    type Value = Last;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of heartbeats")
    }

    fn visit_unit<E>(self) -> Result<Last, E> {
        Ok(Last(None))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Last, A::Error> {
        let mut last: Option<Beat> = None;
        while let Some(Place(beat)) = list.next_element()? {
            let before = last.as_ref().and_then(|last| instant(&last.time));
            last = beat.map(|beat| Beat { before, ..beat });
        }
        Ok(Last(last))
    }
}

struct ReadPlace;

impl<'de> Visitor<'de> for ReadPlace {
    type Value = Place;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a heartbeat, or 0")
    }

    fn visit_unit<E>(self) -> Result<Place, E> {
        Ok(Place(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Place, E> {
        Ok(Place(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Place, A::Error> {
        Beat::deserialize(MapAccessDeserializer::new(map)).map(|beat| Place(Some(beat)))
    }
}

impl<'de> Deserialize<'de> for LastOfEach {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReadLastOfEach)
    }
}

impl<'de> Deserialize<'de> for Last {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadLast)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ReadPlace)
    }
}
