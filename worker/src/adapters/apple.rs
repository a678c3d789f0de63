//! Apple's System Status: services and their events, as JSON (`support/systemstatus/data/system_status_en_US.js`) or in a
//! call of `jsonCallback` (`…/data/developer/…`, where APNS is).
//!
//! A service that is there with a list of events, none of which goes on, is well. A message for everybody (`drMessage`) is
//! at least *degraded* for all of them. Texts and dates are in the language of the address; instants are read from
//! `epochStartDate`, in milliseconds.
//!
//! Sources: recorded answers; Apple documents nothing of it.

use super::Document;
use super::told::{Component, Item, Listed, Name, Stage, Told, Update};
use super::wire::{List, Object, Word, Words};
use fyr_shared::status::{Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How many services there may be: Apple has not a hundred.
const MAX_SERVICES: usize = 200;
/// How many events of a service: those of its last days.
const MAX_EVENTS: usize = 50;
/// How many services an event may name.
const MAX_AFFECTED: usize = 50;

/// The document.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    dr_message: Option<Word>,
    services: Option<List<Service, MAX_SERVICES>>,
}

/// One service.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Service {
    #[serde(default)]
    service_name: Word,
    events: Option<List<Event, MAX_EVENTS>>,
}

/// What happens to it, happened, or will.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    #[serde(default)]
    message_id: Word,
    #[serde(default)]
    status_type: Word,
    #[serde(default)]
    event_status: Word,
    #[serde(default)]
    message: Word,
    #[serde(default)]
    epoch_start_date: Word,
    affected_services: Option<Words<MAX_AFFECTED>>,
}

/// What the document tells.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let json = uncalled(Document::main(documents)?.answered()?.json_text()?)?;
    let Object(status): Object<Status> = serde_json::from_str(json).map_err(|_| Reason::Unreadable)?;
    let mut board = Board::default();
    board.told.incidents.extend(status.dr_message.and_then(for_everybody));
    let services = List::of(status.services);
    if services.iter().all(|service| service.events.is_none()) {
        // Somebody else's list of services.
        return Err(Reason::Unreadable);
    }
    for service in services {
        board.add(service);
    }
    Ok(board.told)
}

/// The argument of the one call that we know; what is not called is as it is.
fn uncalled(text: &str) -> Result<&str, Reason> {
    match text.trim().strip_prefix("jsonCallback(") {
        Some(called) => called.strip_suffix(");").ok_or(Reason::Unreadable),
        None => Ok(text),
    }
}

/// A message that is about no service. One that is no text is one all the same.
fn for_everybody(message: Word) -> Option<Item> {
    let is_empty = message != Word::default() && message.get().is_none();
    let updates = message.take().map(|body| Update { at: None, status: None, body, lang: None });
    (!is_empty).then(|| Item { stage: Stage::Open, updates: updates.into_iter().collect(), ..Item::default() })
}

/// What was read so far.
#[derive(Default)]
struct Board {
    told: Told,
    /// The places of incidents by id: one that touches several services is there once for each.
    places: BTreeMap<Box<str>, usize>,
}

impl Board {
    fn add(&mut self, service: Service) {
        let name = service.service_name.take();
        // Without a list of events nothing is said.
        let level = service.events.map(|List(events)| {
            events.into_iter().filter_map(|event| self.hear(event, &name)).fold(Level::Operational, Level::max)
        });
        self.told.components.push(Component::new(None, name, level));
    }

    /// The level that an event puts its service at; `None` for one that is over, or has not begun.
    fn hear(&mut self, event: Event, service: &Name) -> Option<Level> {
        let (stage, impact) = (stage(event.event_status.get()), impact(event.status_type.get()));
        // Of what is in a state that we do not know, no word is good.
        let impact = if stage == Stage::Odd { impact.max(Level::Degraded) } else { impact };
        match stage {
            Stage::Over | Stage::Planned => None,
            Stage::Open if impact == Level::Maintenance => {
                let listed = event.listed(service);
                self.told.works.push(Item { stage: Stage::Working, listed, ..Item::default() });
                Some(impact)
            }
            _ => {
                self.open(event, service, stage, impact);
                Some(impact)
            }
        }
    }

    fn open(&mut self, event: Event, service: &Name, stage: Stage, impact: Level) {
        let known = event.message_id.get().and_then(|id| self.places.get(id)).copied();
        if let Some(item) = known.and_then(|place| self.told.incidents.get_mut(place)) {
            item.listed.extend(event.listed(service));
            item.impact = item.impact.max(impact);
            return;
        }
        let listed = event.listed(service);
        let id = event.message_id.take();
        self.places.extend(id.clone().map(|id| (id, self.told.incidents.len())));
        let started_at = event.epoch_start_date.get().and_then(milliseconds);
        self.told.incidents.push(Item {
            id,
            title: service.clone(),
            stage,
            impact,
            listed,
            started_at,
            updates: event
                .message
                .take()
                .map(|body| Update { at: started_at, status: None, body, lang: None })
                .into_iter()
                .collect(),
            ..Item::default()
        });
    }
}

impl Event {
    /// The service that it stands at, and those that it names. Names end in spaces here and there.
    fn listed(&self, service: &Name) -> Vec<Listed> {
        let named = self.affected_services.iter().flat_map(|Words(names)| names.iter());
        let names = service.iter().chain(named).map(|name| name.trim().into());
        names.map(|name| Listed { name: Some(name), ..Listed::default() }).collect()
    }
}

fn stage(word: Option<&str>) -> Stage {
    match word {
        Some("ongoing") => Stage::Open,
        Some("resolved" | "completed") => Stage::Over,
        Some("upcoming") => Stage::Planned,
        _ => Stage::Odd,
    }
}

/// What goes on is something: without a word, or with an unknown one, it is *degraded*.
fn impact(word: Option<&str>) -> Level {
    match word {
        Some("Available") => Level::Operational,
        Some("Maintenance") => Level::Maintenance,
        Some("Outage") => Level::MajorOutage,
        // Issue, Performance.
        _ => Level::Degraded,
    }
}

fn milliseconds(text: &str) -> Option<Instant> {
    let seconds = text.parse::<i64>().ok()?.checked_div(1_000)?;
    (seconds > 0).then_some(Instant(seconds))
}
