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
use crate::status::{Interval, Level, SeriesState};
use crate::support::Severity;
use crate::time::Instant;
use crate::unquoted::unquoted;
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
    /// What it was about, and from when on it was so: the first holds since it began.
    pub steps: Vec<Step>,
    /// When it began.
    pub started_at: Instant,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Instant>,
    /// Whether a person declared it: otherwise it follows what is measured, and adds nothing to it.
    pub declared: bool,
}

/// What an incident was about from an instant on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Since when.
    pub from: Instant,
    /// What.
    pub affected: Vec<Affected>,
    /// Whether it was over, until the next step.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub over: bool,
}

impl Step {
    /// Adds what an entry says: `before` is the record before it, if readers were told of that.
    fn follow(steps: &mut Vec<Self>, before: Option<&IncidentRecord>, next: &IncidentRecord, at: Instant) {
        let was_over = before.and_then(|before| before.resolved_at);
        let changed = before.is_none_or(|before| before.affected != next.affected);
        let affected = || next.affected.clone();
        match (was_over, next.resolved_at, steps.last_mut()) {
            // It goes on again: in between it was over.
            (Some(over), None, _) => {
                steps.push(Self { from: over, affected: vec![], over: true });
                steps.push(Self { from: at, affected: affected(), over: false });
            }
            (Some(_), Some(_), Some(_)) if changed => {
                steps.iter_mut().filter(|step| !step.over).for_each(|step| step.affected = affected());
                steps.dedup_by(|next, step| (next.over, &next.affected) == (step.over, &step.affected));
            }
            // Who says in the end that it was worse, or more, says it of how it was in the end.
            (None, Some(_), Some(last)) if changed => next.affected.iter().for_each(|said| last.worsen(said)),
            _ if changed => steps.push(Self { from: at, affected: affected(), over: false }),
            _ => {}
        }
    }

    fn worsen(&mut self, said: &Affected) {
        match self.affected.iter_mut().find(|on| on.component == said.component) {
            Some(on) => on.level = on.level.max(said.level),
            None => self.affected.push(said.clone()),
        }
    }
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
        .map_err(|error| error.to_string())
        .map_err(|error| format!("entry {} of the log, about {}: {}", entry.id, entry.subject, unquoted(&error)))
}

impl IncidentFact {
    /// The incident after its newest entry; `None` of one that readers are not told of. Levels that are changed while it goes
    /// on were so until then; what is worse, or named first, when it is resolved was so since they were changed last; those of
    /// one that was over are a correction of all of it. One that became part of another was what it was until then, and one that
    /// began again was over in between.
    fn of(history: &[&Entry]) -> Result<Option<Self>, String> {
        let (mut steps, mut known): (Vec<Step>, Option<IncidentRecord>) = (vec![], None);
        for entry in history {
            let mut next: IncidentRecord = record(entry)?;
            if let Some(before) = known.take_if(|before| before.is_public() && next.merged_into.is_some()) {
                let over = before.resolved_at.or(Some(entry.at.max(before.started_at)));
                next = IncidentRecord { revision: next.revision, resolved_at: over, ..before };
            }
            if next.is_public() {
                let before = known.as_ref().filter(|before| before.is_public());
                Step::follow(&mut steps, before, &next, entry.at);
            }
            known = Some(next);
        }
        let Some(record) = known.filter(IncidentRecord::is_public) else { return Ok(None) };
        if let Some(first) = steps.first_mut() {
            first.from = record.started_at;
        }
        Ok(Some(Self {
            id: record.id.clone(),
            revision: record.revision,
            env: record.env.clone(),
            title: record.title.clone(),
            severity: record.severity,
            declared: !matches!(record.automatic, Some(Automatic::Proposed | Automatic::Published)),
            steps,
            started_at: record.started_at,
            resolved_at: record.resolved_at,
        }))
    }

    /// From when to when, as far as it is over at `until`.
    #[must_use]
    pub fn span(&self, until: Instant) -> Span {
        (self.started_at, self.resolved_at.unwrap_or(until).min(until))
    }

    /// What was declared of a component, from when to when, as far as it is over at `until`.
    #[must_use]
    pub fn levels(&self, component: &ComponentId, until: Instant) -> Vec<(Span, Level)> {
        let of = |(span, affected): (Span, Vec<Affected>)| {
            let level = affected.iter().filter(|on| on.component == *component).map(|on| on.level).max();
            level.map(|level| (span, level))
        };
        self.lasted(until).filter_map(of).collect()
    }

    /// The steps that lasted, from when to when.
    fn lasted(&self, until: Instant) -> impl Iterator<Item = (Span, Vec<Affected>)> {
        let (from, until) = self.span(until);
        let ends = self.steps.iter().skip(1).map(|step| step.from).chain([until]);
        let within =
            move |(step, end): (&Step, Instant)| ((step.from.max(from), end.min(until)), step.affected.clone());
        self.steps.iter().zip(ends).map(within).filter(|((from, until), _)| from < until)
    }

    /// Everything that it was about, each at the worst level that was declared of it; of what lasted no second, all the same.
    #[must_use]
    pub fn worst(&self, until: Instant) -> Vec<(ComponentId, Level)> {
        let mut all: Vec<(ComponentId, Level)> = vec![];
        let lasted: Vec<Vec<Affected>> = self.lasted(until).map(|(_, affected)| affected).collect();
        let never = if lasted.is_empty() { self.steps.last().map(|step| step.affected.clone()) } else { None };
        for on in lasted.iter().flatten().chain(never.iter().flatten()) {
            match all.iter_mut().find(|(known, _)| *known == on.component) {
                Some((_, level)) => *level = on.level.max(*level),
                None => all.push((on.component.clone(), on.level)),
            }
        }
        all
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
