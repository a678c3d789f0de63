//! Somebody's status page at Status.io: `https://api.status.io/1.0/status/<id>`, where the id is in the page's HTML.
//!
//! A component is said to be how it is twice, by a code and in words, and so are its containers, the places that it runs
//! in: `Component / Container` is a name to watch, and containers are the places of an incident. The worst of it counts.
//!
//! The format is the vendor's <https://kb.status.io/developers/public-status-api/>. It lists what is open only.

use super::Document;
use super::told::{Component, Item, Listed, Stage, Told, Update, Whole};
use super::wire::{List, MAX_ITEMS, MAX_UPDATES, Object, Word};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use serde::Deserialize;

/// How many components a page may have, and an incident may name: together with their containers no more than memory bears.
const MAX_PARTS: usize = 500;
/// How many containers a component may have.
const MAX_CONTAINERS: usize = 100;

/// The document.
#[derive(Deserialize)]
struct Answer {
    result: Option<Object<Page>>,
}

#[derive(Deserialize)]
struct Page {
    status_overall: Option<Object<Overall>>,
    status: Option<List<Wire, MAX_PARTS>>,
    incidents: Option<List<WireItem, MAX_ITEMS>>,
    maintenance: Option<Object<Works>>,
}

/// How the page as a whole is.
#[derive(Deserialize)]
struct Overall {
    #[serde(default)]
    status: Word,
    #[serde(default)]
    status_code: Word,
}

/// A component.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    status_code: Word,
    containers: Option<List<Container, MAX_CONTAINERS>>,
}

/// A place that a component runs in.
#[derive(Deserialize)]
struct Container {
    #[serde(default)]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    status_code: Word,
}

#[derive(Deserialize)]
struct Works {
    active: Option<List<WireItem, MAX_ITEMS>>,
    upcoming: Option<List<WireItem, MAX_ITEMS>>,
}

/// An incident or a maintenance.
#[derive(Deserialize)]
struct WireItem {
    #[serde(default, rename = "_id")]
    id: Word,
    #[serde(default)]
    name: Word,
    #[serde(default)]
    datetime_open: Word,
    messages: Option<List<WireUpdate, MAX_UPDATES>>,
    components_affected: Option<List<Affected, MAX_PARTS>>,
    containers_affected: Option<List<Affected, MAX_PARTS>>,
}

/// What an incident names.
#[derive(Deserialize)]
struct Affected {
    #[serde(default, rename = "_id")]
    id: Word,
    #[serde(default)]
    name: Word,
}

/// One message, which also tells how bad it is.
#[derive(Deserialize)]
struct WireUpdate {
    #[serde(default)]
    details: Word,
    #[serde(default)]
    state: Word,
    #[serde(default)]
    status: Word,
    #[serde(default)]
    datetime: Word,
}

/// What an answer tells.
pub(super) fn tell(documents: &[Document<'_>], _: Instant) -> Result<Told, Reason> {
    let answer: Answer = Document::main(documents)?.object()?;
    let page = answer.result.ok_or(Reason::Unreadable)?.0;
    let works = page.maintenance.map(|works| works.0);
    let (active, upcoming) = works.map_or((None, None), |works| (works.active, works.upcoming));
    let works = [(active, Stage::Working), (upcoming, Stage::Planned)];
    let works = works.into_iter().flat_map(|(list, stage)| List::of(list).into_iter().map(move |it| item(it, stage)));
    Ok(Told {
        whole: page.status_overall.map_or(Whole::Missing, |overall| whole(&overall.0)),
        components: List::of(page.status).into_iter().flat_map(components).collect(),
        incidents: List::of(page.incidents).into_iter().map(|it| item(it, Stage::Open)).collect(),
        works: works.collect(),
    })
}

fn whole(overall: &Overall) -> Whole {
    if overall.status_code.get().or(overall.status.get()).is_none() {
        return Whole::Missing;
    }
    known(said(&overall.status_code, &overall.status)).map_or(Whole::Odd, Whole::Says)
}

/// A component, which is no better than any of its containers, and they.
fn components(wire: Wire) -> Vec<Component> {
    let own = said(&wire.status_code, &wire.status);
    let (id, name) = (wire.id.take(), wire.name.take());
    let container = |it: Container| {
        let level = said(&it.status_code, &it.status);
        (level, Component { group_id: id.clone(), ..Component::new(it.id.take(), it.name.take(), known(level)) })
    };
    let (levels, containers): (Vec<Level>, Vec<Component>) =
        List::of(wire.containers).into_iter().map(container).unzip();
    let worst = levels.into_iter().fold(own, Level::max);
    [Component::new(id, name, known(worst))].into_iter().chain(containers).collect()
}

fn item(wire: WireItem, stage: Stage) -> Item {
    let messages = List::of(wire.messages);
    let newest = messages.iter().max_by_key(|message| message.datetime.instant());
    let (impact, status) = (newest.and_then(impact_level), newest.and_then(|it| incident_status(it.state.get()?)));
    let listed = |it: Affected| Listed { id: it.id.take(), name: it.name.take(), ..Listed::default() };
    Item {
        stage,
        impact: impact.unwrap_or(Level::Degraded),
        status,
        listed: List::of(wire.components_affected).into_iter().map(listed).collect(),
        places: List::of(wire.containers_affected).into_iter().filter_map(|it: Affected| it.name.take()).collect(),
        started_at: wire.datetime_open.instant(),
        id: wire.id.take(),
        title: wire.name.take(),
        updates: messages.into_iter().filter_map(update).collect(),
        ..Item::default()
    }
}

fn update(wire: WireUpdate) -> Option<Update> {
    let (at, status) = (wire.datetime.instant(), wire.state.get().and_then(incident_status));
    Some(Update { at, status, body: wire.details.take()?, lang: None })
}

/// How bad the newest message says it is. What is open is not over, though all may be well again.
fn impact_level(message: &WireUpdate) -> Option<Level> {
    code_level(message.status.get()?).map(|level| if level == Level::Operational { Level::Degraded } else { level })
}

fn incident_status(code: &str) -> Option<IncidentStatus> {
    Some(match code {
        "100" => IncidentStatus::Investigating,
        "200" => IncidentStatus::Identified,
        "300" => IncidentStatus::Monitoring,
        _ => return None,
    })
}

/// By code and in words, which mean the same. Where they do not, or where nobody knows one of them, the worse one counts;
/// where neither is there, nothing is said.
fn said(code: &Word, words: &Word) -> Level {
    let said = [code.get().map(code_level), words.get().map(words_level)].into_iter().flatten();
    said.map(|level| level.unwrap_or(Level::Unknown)).max().unwrap_or(Level::Unknown)
}

fn known(level: Level) -> Option<Level> {
    Some(level).filter(|level| *level != Level::Unknown)
}

fn code_level(code: &str) -> Option<Level> {
    Some(match code {
        "100" => Level::Operational,
        "200" => Level::Maintenance,
        "300" => Level::Degraded,
        "400" => Level::PartialOutage,
        // 600 is a security event: nobody should use it.
        "500" | "600" => Level::MajorOutage,
        _ => return None,
    })
}

fn words_level(words: &str) -> Option<Level> {
    Some(match words {
        "Operational" => Level::Operational,
        "Planned Maintenance" => Level::Maintenance,
        "Degraded Performance" => Level::Degraded,
        "Partial Service Disruption" => Level::PartialOutage,
        "Service Disruption" | "Security Event" | "Security Issue" => Level::MajorOutage,
        _ => return None,
    })
}
