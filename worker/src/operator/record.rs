//! Keeping a record: as it is now, in the log as it was from then on, and in memory.

use crate::round::Live;
use crate::store::{log, records, sql::Sql, touched};
use fyr_shared::operator::{
    Actor, Declarations, Entry, IncidentRecord, MaintenanceRecord, Noun, OverrideRecord, UpdateRecord, version,
};
use fyr_shared::page::Zone;
use fyr_shared::spans::Span;
use fyr_shared::status::MaintenanceStatus;
use fyr_shared::time::Instant;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use worker::Result;

/// Something that is kept in revisions.
pub trait Record: Serialize + DeserializeOwned + Clone {
    /// What it is.
    const NOUN: Noun;

    /// Its id.
    fn id(&self) -> &str;

    /// Its revision.
    fn revision(&self) -> u32;

    /// From when on it matters no more; `None`: it goes on.
    fn over_at(&self) -> Option<Instant>;

    /// When figures may know of it: from when to when; `None`: they do not. What goes on does so at `now`.
    fn touches(&self, _now: Instant) -> Option<Span> {
        None
    }

    /// Where it is in memory.
    fn place(declared: &mut Declarations) -> &mut fyr_shared::operator::Records<Self>;

    /// What the log holds of it. Of a list that only grows, what is new.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    fn logged(&self, _before: Option<&Self>) -> Result<String> {
        Ok(serde_json::to_string(self)?)
    }

    /// What its `ETag` names.
    fn version(&self) -> String {
        version(self.id(), self.revision())
    }
}

impl Record for IncidentRecord {
    const NOUN: Noun = Noun::Incident;

    fn id(&self) -> &str {
        &self.id
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn over_at(&self) -> Option<Instant> {
        (!self.is_open()).then(|| self.resolved_at.unwrap_or(self.changed_at).max(self.changed_at))
    }

    fn touches(&self, now: Instant) -> Option<Span> {
        Some((self.started_at, self.resolved_at.unwrap_or(now)))
    }

    fn place(declared: &mut Declarations) -> &mut fyr_shared::operator::Records<Self> {
        &mut declared.incidents
    }

    fn logged(&self, before: Option<&Self>) -> Result<String> {
        let known = before.map(|before| before.updates.as_slice()).unwrap_or_default();
        let new = self.updates.iter().filter(|it| !known.contains(it));
        let updates = new.map(|it| UpdateRecord { earlier: vec![], ..it.clone() }).collect();
        Ok(serde_json::to_string(&Self { updates, ..self.clone() })?)
    }
}

impl Record for MaintenanceRecord {
    const NOUN: Noun = Noun::Maintenance;

    fn id(&self) -> &str {
        &self.id
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn over_at(&self) -> Option<Instant> {
        match self.status {
            MaintenanceStatus::Scheduled => Some(self.ends_at),
            MaintenanceStatus::InProgress | MaintenanceStatus::Verifying => None,
            MaintenanceStatus::Completed | MaintenanceStatus::Cancelled => {
                Some(self.over_at.unwrap_or(self.changed_at).max(self.ends_at))
            }
        }
    }

    fn touches(&self, now: Instant) -> Option<Span> {
        let goes_on = matches!(self.status, MaintenanceStatus::InProgress | MaintenanceStatus::Verifying);
        let real = self.over_at.unwrap_or(self.ends_at).max(self.ends_at);
        Some((self.starts_at, if goes_on { real.max(now) } else { real }))
    }

    fn place(declared: &mut Declarations) -> &mut fyr_shared::operator::Records<Self> {
        &mut declared.maintenances
    }

    fn logged(&self, _before: Option<&Self>) -> Result<String> {
        Ok(serde_json::to_string(&Self { earlier: vec![], ..self.clone() })?)
    }
}

impl Record for OverrideRecord {
    const NOUN: Noun = Noun::Override;

    fn id(&self) -> &str {
        &self.id
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn over_at(&self) -> Option<Instant> {
        Some(self.ends_at)
    }

    fn place(declared: &mut Declarations) -> &mut fyr_shared::operator::Records<Self> {
        &mut declared.overrides
    }
}

/// Keeps a record.
///
/// # Errors
/// The database's own.
pub fn keep<R: Record>(sql: &Sql, live: &mut Live, number: u64, record: &R, by: &Actor, now: Instant) -> Result<()> {
    let before = find::<R>(sql, live, number)?;
    // What went on until now did so in months that its new words may not reach.
    for span in before.iter().chain([record]).filter_map(|it| it.touches(now)) {
        touched::note(sql, &live.zone, record.id(), span)?;
        live.reported = false;
    }
    log::enter(sql, R::NOUN, record.id(), record.revision(), by, now, &record.logged(before.as_ref())?)?;
    let text = serde_json::to_string(record)?;
    records::put(sql, R::NOUN, &records::Stored { number, text }, record.over_at())?;
    R::place(&mut live.declared).insert(number, record.clone());
    Ok(())
}

/// Notes which months everything touches that was ever entered: after a migration from before that was noted.
///
/// # Errors
/// The database's own.
pub fn touch_all(sql: &Sql, zone: &Zone) -> Result<()> {
    const AT_ONCE: u32 = 500;
    let (mut after, mut newest) = (0, BTreeMap::<String, Entry>::new());
    loop {
        let entries = log::entries(sql, after, AT_ONCE)?;
        let Some(last) = entries.last() else { return Ok(()) };
        after = last.id;
        for entry in entries {
            let before = newest.get(&entry.subject).and_then(|before| span_of(before, entry.at));
            for span in before.into_iter().chain(span_of(&entry, entry.at)) {
                touched::note(sql, zone, &entry.subject, span)?;
            }
            newest.insert(entry.subject.clone(), entry);
        }
    }
}

/// Whether figures of a span may know of what people declared, by a whole history of it, oldest first: what went on did so
/// until its next entry, or still does. Of an entry that cannot be read `torn` says so.
#[must_use]
pub fn is_about(history: &[Entry], (from, until): Span, torn: impl Fn(&Entry) -> bool) -> bool {
    let ends = history.iter().skip(1).map(|next| next.at).chain([until]);
    let of = |(entry, end): (&Entry, Instant)| match span_of(entry, end) {
        Some((begin, over)) => begin < until && from <= over,
        None => torn(entry),
    };
    history.iter().zip(ends).any(of)
}

/// When figures may know of what an entry holds; what goes on does so at `now`.
fn span_of(entry: &Entry, now: Instant) -> Option<Span> {
    match entry.noun {
        Noun::Incident => read::<IncidentRecord>(entry)?.touches(now),
        Noun::Maintenance => read::<MaintenanceRecord>(entry)?.touches(now),
        Noun::Configuration | Noun::Override | Noun::Token => None,
    }
}

/// A record: from memory, or from storage when it is too old to be there.
///
/// # Errors
/// The database's own.
pub fn find<R: Record>(sql: &Sql, live: &mut Live, number: u64) -> Result<Option<R>> {
    if let Some(record) = R::place(&mut live.declared).get(&number) {
        return Ok(Some(record.clone()));
    }
    Ok(records::one(sql, R::NOUN, number)?.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// The record of an entry, as far as it is one.
fn read<R: Record>(entry: &Entry) -> Option<R> {
    serde_json::from_value(entry.record.clone()).ok()
}
