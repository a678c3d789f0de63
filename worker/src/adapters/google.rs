//! Google's dashboards (Cloud, Firebase, Workspace, Play): `incidents.json`, which is a history with the newest first, and
//! `products.json` beside it, which lists what there is. The format: `incidents.schema.json` on the same hosts.
//!
//! There is no word for *well*. A product is well when it is there, and every incident of the history that touches it says
//! when it ended. It is there when the list of products or an incident names it, so that a misspelt one is missing; without
//! a readable list only incidents can tell. A history without incidents is none: nothing of it is well.

use super::told::{Component, Item, Listed, Name, Stage, Told, Update, Whole};
use super::wire::{List, MAX_COMPONENTS, MAX_ITEMS, MAX_UPDATES, Object, Word};
use super::{Document, Next};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::collections::BTreeSet;

/// How many products and places an incident may name: Google Cloud has some two hundred of each.
const MAX_NAMED: usize = 250;

/// What stands for every product where an incident has several.
const SEVERAL: &str = "zall";
/// An incident.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    begin: Word,
    #[serde(default)]
    end: Word,
    #[serde(default)]
    external_desc: Word,
    #[serde(default)]
    status_impact: Word,
    #[serde(default)]
    service_key: Word,
    #[serde(default)]
    service_name: Word,
    affected_products: Option<List<Product, MAX_NAMED>>,
    currently_affected_locations: Option<List<Place, MAX_NAMED>>,
    previously_affected_locations: Option<List<Place, MAX_NAMED>>,
    most_recent_update: Option<Object<WireUpdate>>,
    updates: Option<List<WireUpdate, MAX_UPDATES>>,
}

/// A product, in the list or in an incident.
#[derive(Deserialize)]
struct Product {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    title: Word,
    /// What it is called today, where it has been renamed since.
    #[serde(default)]
    current_title: Word,
}

/// A region or a zone.
#[derive(Deserialize)]
struct Place {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    title: Word,
}

/// One message.
#[derive(Deserialize)]
struct WireUpdate {
    #[serde(default)]
    when: Word,
    #[serde(default)]
    created: Word,
    #[serde(default)]
    text: Word,
    #[serde(default)]
    status: Word,
}

/// The list of products.
#[derive(Deserialize)]
struct Products {
    products: Option<List<Product, MAX_COMPONENTS>>,
}

/// An incident of the history, and when it says it ends. Of one that is over only products, places and title are kept, so
/// that a long history costs little.
#[derive(Deserialize)]
#[serde(from = "Wire")]
struct Entry(Item, Option<Instant>);

/// The list of products, beside a history that was answered.
pub(super) fn further(documents: &[Document<'_>]) -> Option<Next> {
    let [history] = documents else { return None };
    history.answered().ok().map(|_| Next::At("products.json".to_owned()))
}

/// What a history tells, with the list of products if there is one.
pub(super) fn tell(documents: &[Document<'_>], at: Instant) -> Result<Told, Reason> {
    let history = Document::main(documents)?.list::<Entry, MAX_ITEMS>()?;
    let incidents: Vec<Item> = history.into_iter().map(|entry| entry.at(at)).collect();
    // What never began is no incident, and then this is another list.
    if incidents.is_empty() || incidents.iter().any(|item| item.started_at.is_none()) {
        return Err(Reason::Unreadable);
    }
    let products = documents.get(1).and_then(|document| document.object::<Products>().ok());
    let products = List::of(products.and_then(|list| list.products)).into_iter().flat_map(product);
    let components = components(products.collect(), &incidents).ok_or(Reason::Unreadable)?;
    Ok(Told { whole: Whole::Says(Level::Operational), components, incidents, works: vec![] })
}

/// Every product that is named somewhere, once under each of its names. That it is there is all that is said of it.
/// `None` where that is more than any vendor has.
fn components(products: Vec<Listed>, incidents: &[Item]) -> Option<Vec<Component>> {
    let named = incidents.iter().flat_map(|item| &item.listed).chain(&products);
    let distinct: BTreeSet<(&Name, &Name)> = named.map(|listed| (&listed.id, &listed.name)).collect();
    let well = Some(Level::Operational);
    let component = |(id, name): (&Name, &Name)| Component::new(id.clone(), name.clone(), well);
    (distinct.len() <= MAX_COMPONENTS).then(|| distinct.into_iter().map(component).collect())
}

/// A product by its id and each of its names.
fn product(wire: Product) -> impl Iterator<Item = Listed> {
    let (id, name, today) = (wire.id.take(), wire.title.take(), wire.current_title.take());
    let renamed = today.filter(|today| name.as_ref() != Some(today));
    let renamed = renamed.map(|name| Listed { id: id.clone(), name: Some(name), ..Listed::default() });
    let listed = (id.is_some() || name.is_some()).then(|| Listed { id, name, ..Listed::default() });
    listed.into_iter().chain(renamed)
}

impl Entry {
    /// As it is at an instant: an end that has not come is a plan.
    fn at(self, at: Instant) -> Item {
        let Self(item, end) = self;
        let stage = if end.is_some_and(|end| end > at) { Stage::Open } else { item.stage };
        Item { stage, ..item }
    }
}

impl From<Wire> for Entry {
    fn from(wire: Wire) -> Self {
        let Wire { service_key, service_name, .. } = wire;
        // Firebase names its products only here, as services.
        let service = (service_key.get() != Some(SEVERAL)).then_some(Product {
            id: service_key,
            title: service_name,
            current_title: Word::default(),
        });
        let products = List::of(wire.affected_products).into_iter().chain(service);
        let item = Item {
            started_at: wire.begin.instant(),
            listed: products.flat_map(product).collect(),
            title: wire.external_desc.get().map(title).map(Into::into),
            ..Item::default()
        };
        let mut updates = List::of(wire.updates);
        if updates.is_empty() {
            updates.extend(wire.most_recent_update.map(|Object(update)| update));
        }
        // Where two are as new, the one above.
        let newest = updates.iter().rev().max_by_key(|update| update.at());
        let now = newest.and_then(|update| update.status.get());
        let available = now == Some("AVAILABLE");
        // A bad message after the end has more to say than the end, unless that is of before the beginning, as it happens.
        let end = wire.end.instant();
        let worse = now.and_then(level).is_some() && end > item.started_at && newest.and_then(WireUpdate::at) > end;
        let known = [wire.status_impact.get(), now].into_iter().filter_map(|word| level(word?));
        let impact = known.max().unwrap_or(Level::Degraded);
        let (here, past) =
            (places(List::of(wire.currently_affected_locations)), List::of(wire.previously_affected_locations));
        if available || end.is_some() && !worse {
            // Where it has been is known to be a place.
            let places = here.into_iter().chain(places(past)).collect();
            let end = end.filter(|_| !available);
            return Self(Item { stage: Stage::Over, impact, id: wire.id.take(), places, ..item }, end);
        }
        let updates = updates.into_iter().filter_map(update).collect();
        Self(Item { stage: Stage::Open, impact, id: wire.id.take(), places: here, updates, ..item }, None)
    }
}

impl WireUpdate {
    fn at(&self) -> Option<Instant> {
        self.when.instant().or(self.created.instant())
    }
}

fn update(wire: WireUpdate) -> Option<Update> {
    let status = wire.status.get().filter(|word| *word == "AVAILABLE").map(|_| IncidentStatus::Resolved);
    Some(Update { at: wire.at(), status, body: wire.text.take()?, lang: None })
}

/// Where it is, by id and by title; nothing where that is everywhere: `global`, `eu`, and whatever is no region or zone.
fn places(wire: Vec<Place>) -> Vec<Box<str>> {
    let is_region = |id: &str| id.contains('-') && id.bytes().any(|byte| byte.is_ascii_digit());
    if wire.iter().any(|place| !place.id.get().is_some_and(is_region)) {
        return vec![];
    }
    wire.into_iter().flat_map(|place| [place.id.take(), place.title.take()]).flatten().collect()
}

/// The title in a description: its first line, or what follows the heading *Title*, which Workspace writes.
fn title(description: &str) -> &str {
    let mut lines = description.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    let Some(headed) = first.strip_prefix("**Title") else { return first };
    Some(headed.trim_start_matches([':', '*', ' '])).filter(|same| !same.is_empty()).or(lines.next()).unwrap_or(first)
}

/// What an incident or a message says of the service. `severity` is left out: what it means is told in two ways.
fn level(word: &str) -> Option<Level> {
    Some(match word {
        "SERVICE_INFORMATION" => Level::Degraded,
        "SERVICE_DISRUPTION" => Level::PartialOutage,
        "SERVICE_OUTAGE" => Level::MajorOutage,
        _ => return None,
    })
}
