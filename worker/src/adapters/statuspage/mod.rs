//! Somebody's status page in the Statuspage v2 format: Atlassian's own, and incident.io, which answers in it.
//!
//! A page that does not answer, or not readably, makes its components *unknown*, never *failing*: it is not our word.
//! The page's indicator, its components, its open incidents and its running maintenance disagree in every direction
//! (GitHub: `none` with an incident open; Cloudflare: `minor` with none), so the worst of what concerns us counts.

mod item;
mod object;
mod watch;
mod wire;

use super::document::Document;
use super::{Payload, Reading};
use fyr_shared::ids::ComponentId;
use fyr_shared::page::{Reads, Source};
use fyr_shared::status::{Level, Reason};
use fyr_shared::time::Instant;
use item::Stage;
use object::Object;
use watch::{Groups, Names, Touchable};
use wire::{Component, Item, Summary};

/// How many incidents one observation carries; their levels count all the same.
const MAX_INCIDENTS: usize = 10;

/// One reading per component the source speaks about, in their order.
pub(super) fn read(source: &Source, at: Instant, answer: &Result<Payload, Reason>) -> Vec<Reading> {
    let summary = answer.as_ref().map_err(|reason| *reason).and_then(summary);
    let groups = Groups::of(summary.as_ref().map_or(&[], Summary::components));
    let one = |component: &ComponentId, reads: &Reads| match (reads, &summary) {
        (_, Err(reason)) => Reading::unknown(*reason),
        (Reads::Statuspage { watch }, Ok(summary)) => View::new(summary, &groups, watch).read(source, component, at),
        // The build never pairs a status page with a probe's conditions.
        (Reads::Http { .. }, Ok(_)) => Reading::unknown(Reason::Unreadable),
    };
    source.about.iter().map(|about| one(&about.component, &about.reads)).collect()
}

fn summary(payload: &Payload) -> Result<Summary, Reason> {
    if payload.status != 200 {
        return Err(Reason::Status);
    }
    let read = serde_json::from_str(Document::new(payload).json_text()?);
    read.map(|Object(summary)| summary).map_err(|_| Reason::Unreadable)
}

/// A level somebody's page gives, and why where it is not a component's own word.
#[derive(Clone, Copy)]
struct Finding {
    level: Level,
    reason: Option<Reason>,
}

/// Announced work that goes on.
const MAINTENANCE: Finding = Finding { level: Level::Maintenance, reason: Some(Reason::Incident) };

impl Finding {
    fn unknown(reason: Reason) -> Self {
        Self { level: Level::Unknown, reason: Some(reason) }
    }
}

/// The part of a page that concerns one component of ours.
struct View<'a> {
    summary: &'a Summary,
    groups: &'a Groups<'a>,
    /// Whom we watch, by name.
    names: Names<'a>,
    /// The components of the page that we watch.
    watched: Vec<&'a Component>,
    touchable: Touchable<'a>,
}

impl<'a> View<'a> {
    fn new(summary: &'a Summary, groups: &'a Groups<'a>, watch: &'a [String]) -> Self {
        let names = Names::of(watch);
        let leaves = summary.components().iter().filter(|component| !component.group.0);
        let watched: Vec<&Component> = leaves.filter(|leaf| names.is_empty() || names.call(leaf, groups)).collect();
        Self { summary, groups, names, touchable: Touchable::of(&watched), watched }
    }

    fn read(&self, source: &Source, component: &ComponentId, at: Instant) -> Reading {
        let (incidents, works) = (self.summary.incidents(), self.summary.maintenances());
        let touching: Vec<(usize, &Item, Level)> = incidents
            .iter()
            .enumerate()
            .filter_map(|(place, item)| Some((place, item, self.incident(item)?)))
            .collect();
        let mut findings = self.stated();
        findings.extend(touching.iter().map(|(_, _, level)| Finding { level: *level, reason: Some(Reason::Incident) }));
        findings.extend(works.iter().chain(incidents).filter(|item| self.is_worked_on(item)).map(|_| MAINTENANCE));
        findings
            .extend(works.iter().filter(|item| self.is_unclear(item)).map(|_| Finding::unknown(Reason::UnknownWord)));
        let open = touching.iter().take(MAX_INCIDENTS);
        let open = open.map(|(place, item, level)| item.incident(source, component, *level, at, *place)).collect();
        Reading { incidents: open, ..worst(findings) }
    }

    /// What the page says in so many words: a level for each name we watch, or the indicator and every component.
    fn stated(&self) -> Vec<Finding> {
        let said = |level: Option<Level>| match level {
            Some(level) => Finding { level, reason: None },
            None => Finding::unknown(Reason::UnknownWord),
        };
        let mut findings: Vec<Finding> = self.watched.iter().map(|leaf| said(component_level(leaf))).collect();
        if self.names.is_empty() {
            let indicator = self.summary.indicator();
            findings.push(indicator.map_or(Finding::unknown(Reason::Unreadable), |word| said(indicator_level(word))));
        }
        if self.names.missing(&self.watched, self.groups) > 0 {
            findings.push(Finding::unknown(Reason::MissingComponent));
        }
        findings
    }

    /// The level at which an open incident puts us; `None` when it is not open, or is about others.
    fn incident(&self, item: &Item) -> Option<Level> {
        if !matches!(item.stage(), Stage::Open | Stage::Odd) {
            return None;
        }
        let named = !item.listed().is_empty();
        if named && !self.concerns(item) {
            return None;
        }
        let impact = item.impact_level();
        if impact == Level::Operational || self.names.is_empty() {
            return Some(impact);
        }
        // incident.io does not say whom an incident touches, so nobody who is on the page can be excluded; who is hit
        // harder, its components' own words say.
        if !named {
            return (!self.watched.is_empty()).then_some(Level::Degraded);
        }
        // Mended, and every component says so: it is not over until it is resolved.
        let mended = item.is_monitored() && self.touchable.well(item) == Some(true);
        Some(if mended { Level::Degraded } else { impact })
    }

    fn is_worked_on(&self, item: &Item) -> bool {
        item.stage() == Stage::Working && self.concerns(item)
    }

    /// Maintenance of which nobody can say whether it goes on.
    fn is_unclear(&self, item: &Item) -> bool {
        matches!(item.stage(), Stage::Open | Stage::Odd) && self.concerns(item)
    }

    /// Whether an incident or a maintenance names what we watch. Everything concerns the page as a whole.
    fn concerns(&self, item: &Item) -> bool {
        let named = |listed: &Component| self.names.call(listed, self.groups);
        self.names.is_empty() || item.listed().iter().any(named) || self.touchable.well(item).is_some()
    }
}

/// The worst finding; where two are as bad, one that can say why. No finding at all says nothing.
fn worst(findings: Vec<Finding>) -> Reading {
    let worse = |one: Finding, other: Finding| {
        let explains = other.level == one.level && one.reason.is_none();
        if other.level > one.level || explains { other } else { one }
    };
    let Some(found) = findings.into_iter().reduce(worse) else { return Reading::unknown(Reason::Unreadable) };
    // A notice without impact changes nothing.
    Reading::says(found.level, found.reason.filter(|_| found.level != Level::Operational))
}

/// A component's own word.
fn component_level(component: &Component) -> Option<Level> {
    Some(match component.status.get()? {
        "operational" => Level::Operational,
        "degraded_performance" => Level::Degraded,
        "partial_outage" => Level::PartialOutage,
        // incident.io says `full_outage`.
        "major_outage" | "full_outage" => Level::MajorOutage,
        "under_maintenance" => Level::Maintenance,
        _ => return None,
    })
}

/// The page's word for itself.
fn indicator_level(word: &str) -> Option<Level> {
    Some(match word {
        "none" => Level::Operational,
        "minor" => Level::Degraded,
        "major" => Level::PartialOutage,
        "critical" => Level::MajorOutage,
        "maintenance" => Level::Maintenance,
        _ => return None,
    })
}
