//! Facts: everything that a month's report is made from. Whoever has them, and the terms of their configurations, can make it
//! again. What people declared is taken from the log, which is only ever added to.

use super::Configuration;
use crate::day::Day;
use crate::figures::Counts;
use crate::ids::{ComponentId, EnvId, PageId, RegionId, SourceId};
use crate::lang::Localized;
use crate::maintenance::Work;
use crate::month::Month;
use crate::operator::{Affected, Announced, Automatic, Entry, IncidentRecord, MaintenanceRecord, Noun};
use crate::spans::Span;
use crate::status::{Interval, SeriesState};
use crate::support::Severity;
use crate::time::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a month's report is made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Of which page.
    pub page: PageId,
    /// Which month.
    pub month: Month,
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub until: Instant,
    /// The last entry of the log that was known.
    pub log: u64,
    /// The configurations that it was measured by, in order of time. The first is also that of what was before it.
    pub configurations: Vec<Configuration>,
    /// What each source said of each component from each region.
    pub series: Vec<SeriesFact>,
    /// How fast was answered, for those of whom the terms ask it.
    pub samples: Vec<SampleFact>,
    /// Incidents that readers were told of.
    pub incidents: Vec<IncidentFact>,
    /// Announced work, of the whole calendar year as far as caps of windows need it.
    pub maintenances: Vec<MaintenanceFact>,
}

/// What a source said of a component from a region, in order of time; where there is no interval, nobody asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesFact {
    /// Who.
    pub source: SourceId,
    /// Of what.
    pub component: ComponentId,
    /// From where.
    pub region: RegionId,
    /// What. Every interval has an end.
    pub intervals: Vec<Interval<SeriesState>>,
}

/// How fast a source was answered from a region on a local day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleFact {
    /// Who asked.
    pub source: SourceId,
    /// About what.
    pub component: ComponentId,
    /// From where.
    pub region: RegionId,
    /// When.
    pub day: Day,
    /// How many answers took less than each threshold.
    pub counts: Counts,
}

/// An incident, as it was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentFact {
    /// Its id.
    pub id: String,
    /// Which revision of it.
    pub revision: u32,
    /// In which environment.
    pub env: EnvId,
    /// What was wrong.
    pub title: Localized,
    /// How bad it was.
    pub severity: Severity,
    /// What it was about.
    pub affected: Vec<Affected>,
    /// When it began.
    pub started_at: Instant,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Instant>,
    /// Whether a person declared it: otherwise it follows what is measured, and adds nothing to it.
    pub declared: bool,
}

/// Announced work, as it was known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceFact {
    /// Its id.
    pub id: String,
    /// Which revision of it.
    pub revision: u32,
    /// What was to be done.
    pub title: Localized,
    /// What was announced and when, and what became of it.
    pub work: Work,
}

/// What people declared by some entries of the log, which are whole histories of what they are about, oldest first.
///
/// # Errors
/// An entry is not of the shape that it claims; which one.
pub fn declared(entries: &[Entry]) -> Result<(Vec<IncidentFact>, Vec<MaintenanceFact>), String> {
    let mut by_subject: BTreeMap<(Noun, u64), Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        if let Some(number) = entry.noun.number_of(&entry.subject) {
            by_subject.entry((entry.noun, number)).or_default().push(entry);
        }
    }
    let (mut incidents, mut maintenances) = (vec![], vec![]);
    for ((noun, _), history) in by_subject {
        match noun {
            Noun::Incident => incidents.extend(IncidentFact::of(&history)?),
            Noun::Maintenance => maintenances.extend(MaintenanceFact::of(&history)?),
            Noun::Configuration | Noun::Override | Noun::Token => {}
        }
    }
    Ok((incidents, maintenances))
}

fn record<T: serde::de::DeserializeOwned>(entry: &Entry) -> Result<T, String> {
    // Messages are not needed, and an entry holds only the new ones.
    let mut value = entry.record.clone();
    if let Some(record) = value.as_object_mut().filter(|record| record.contains_key("updates")) {
        record.insert("updates".to_owned(), Value::Array(vec![]));
    }
    serde_json::from_value(value)
        .map_err(|error| format!("entry {} of the log, about {}: {error}", entry.id, entry.subject))
}

impl IncidentFact {
    /// The incident after its newest entry; `None` of one that readers are not told of.
    fn of(history: &[&Entry]) -> Result<Option<Self>, String> {
        let Some(newest) = history.last() else { return Ok(None) };
        let record: IncidentRecord = record(newest)?;
        Ok(record.is_public().then(|| Self {
            id: record.id.clone(),
            revision: record.revision,
            env: record.env.clone(),
            title: record.title.clone(),
            severity: record.severity,
            declared: !matches!(record.automatic, Some(Automatic::Proposed | Automatic::Published)),
            affected: record.affected,
            started_at: record.started_at,
            resolved_at: record.resolved_at,
        }))
    }

    /// From when to when, as far as it is over at `until`.
    #[must_use]
    pub fn span(&self, until: Instant) -> Span {
        (self.started_at, self.resolved_at.unwrap_or(until).min(until))
    }
}

impl MaintenanceFact {
    /// The work after its newest entry, with all that was announced before: each entry holds only what was announced last.
    fn of(history: &[&Entry]) -> Result<Option<Self>, String> {
        let mut whole: Option<MaintenanceRecord> = None;
        for entry in history {
            let mut next: MaintenanceRecord = record(entry)?;
            if let Some(before) = whole {
                next.earlier = before.earlier.clone();
                let terms = |it: &MaintenanceRecord| (it.starts_at, it.ends_at, it.affected.clone());
                if terms(&before) != terms(&next) {
                    next.earlier.push(Announced {
                        at: before.moved_at.unwrap_or(before.announced_at),
                        starts_at: before.starts_at,
                        ends_at: before.ends_at,
                        affected: before.affected,
                    });
                }
            }
            whole = Some(next);
        }
        Ok(whole.map(|it| Self { work: it.work(), id: it.id, revision: it.revision, title: it.title }))
    }
}
