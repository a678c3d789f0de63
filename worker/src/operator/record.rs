//! Keeping a record: as it is now, in the log as it was from then on, and in memory.

use crate::round::Live;
use crate::store::{log, records, sql::Sql};
use fyr_shared::operator::{Actor, Declarations, IncidentRecord, MaintenanceRecord, Noun, OverrideRecord, version};
use fyr_shared::status::MaintenanceStatus;
use fyr_shared::time::Instant;
use serde::Serialize;
use serde::de::DeserializeOwned;
use worker::Result;

/// The counter that numbers records.
const NUMBERS: &str = "record";

/// Something that is kept in revisions.
pub trait Record: Serialize + DeserializeOwned + Clone {
    /// What it is.
    const NOUN: Noun;
    /// What its id begins with.
    const LETTER: char;

    /// Its id.
    fn id(&self) -> &str;

    /// Its revision.
    fn revision(&self) -> u32;

    /// From when on it matters no more; `None`: it goes on.
    fn over_at(&self) -> Option<Instant>;

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
    const LETTER: char = 'i';

    fn id(&self) -> &str {
        &self.id
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn over_at(&self) -> Option<Instant> {
        (!self.is_open()).then(|| self.resolved_at.unwrap_or(self.changed_at).max(self.changed_at))
    }

    fn place(declared: &mut Declarations) -> &mut fyr_shared::operator::Records<Self> {
        &mut declared.incidents
    }

    fn logged(&self, before: Option<&Self>) -> Result<String> {
        let known = before.map(|before| before.updates.as_slice()).unwrap_or_default();
        let updates = self.updates.iter().filter(|it| !known.contains(it)).cloned().collect();
        Ok(serde_json::to_string(&Self { updates, ..self.clone() })?)
    }
}

impl Record for MaintenanceRecord {
    const NOUN: Noun = Noun::Maintenance;
    const LETTER: char = 'm';

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

    fn place(declared: &mut Declarations) -> &mut fyr_shared::operator::Records<Self> {
        &mut declared.maintenances
    }
}

impl Record for OverrideRecord {
    const NOUN: Noun = Noun::Override;
    const LETTER: char = 'o';

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

/// The number that a new record gets.
///
/// # Errors
/// The database's own.
pub fn next_number(sql: &Sql) -> Result<u64> {
    records::count(sql, NUMBERS)
}

/// The number that an id ends with; `None`: it is no id of this noun.
#[must_use]
pub fn number_of(letter: char, id: &str) -> Option<u64> {
    let digits = id.strip_prefix(letter)?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0') && digits.len() <= 15;
    digits.parse().ok().filter(|_| plain)
}

/// Keeps a record.
///
/// # Errors
/// The database's own.
pub fn keep<R: Record>(sql: &Sql, live: &mut Live, number: u64, record: &R, by: &Actor, now: Instant) -> Result<()> {
    let before = find::<R>(sql, live, number)?;
    log::enter(sql, R::NOUN, record.id(), record.revision(), by, now, &record.logged(before.as_ref())?)?;
    let text = serde_json::to_string(record)?;
    records::put(sql, R::NOUN, &records::Stored { number, text }, record.over_at())?;
    R::place(&mut live.declared).insert(number, record.clone());
    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_an_id() {
        for (id, expected) in [("i7", Some(7)), ("i123", Some(123))] {
            assert_eq!(number_of('i', id), expected, "{id}");
        }
        for id in ["", "i", "m7", "i07", "i-7", "i7 ", "i+7", "7", "i9999999999999999"] {
            assert_eq!(number_of('i', id), None, "{id}");
        }
    }
}
