//! Live: where a page stands, in memory. Read from storage when the object wakes, and again whenever a write failed.

use crate::clock::Tempo;
use crate::store::log::Foreign;
use crate::store::{levels, log, samples, series, sql::Sql};
use fyr_shared::api::{ComponentNow, PageState};
use fyr_shared::ids::{RegionId, SourceId};
use fyr_shared::page::Page;
use fyr_shared::status::{ComponentState, Incident};
use fyr_shared::time::Instant;
use std::collections::{BTreeMap, BTreeSet};
use worker::Result;

/// Where a page stands.
#[derive(Clone, Debug)]
pub struct Live {
    /// What every source said.
    pub series: series::All,
    /// What readers see of every component.
    pub levels: levels::Levels,
    /// What others' pages say about their incidents.
    pub foreign: Foreign,
    /// When the last round was; `None` before the first.
    pub round_at: Option<Instant>,
    /// Grows when something that readers see has changed.
    pub revision: u64,
    /// The hours that are being written.
    pub hours: BTreeMap<RegionId, (i64, samples::Hour)>,
    /// Sources that were slow or failed last time: they are asked in calls of their own.
    pub slow: BTreeSet<(RegionId, SourceId)>,
    /// The data centre each region was last seen in.
    pub places: BTreeMap<RegionId, String>,
    /// When the last copy was put where readers find it if the object is gone, and its revision.
    pub published: Option<(Instant, u64)>,
}

impl Live {
    /// Reads where a page stands.
    ///
    /// # Errors
    /// The database's own.
    pub fn load(sql: &Sql, page: &Page) -> Result<Self> {
        let newest = samples::newest(sql, page)?;
        Ok(Self {
            series: series::load(sql, page, &newest)?,
            levels: levels::load(sql)?,
            foreign: log::load_foreign(sql)?,
            round_at: newest.round_at,
            revision: newest.revision,
            hours: BTreeMap::new(),
            slow: BTreeSet::new(),
            places: BTreeMap::new(),
            published: None,
        })
    }

    /// What readers get.
    #[must_use]
    pub fn state(&self, page: &Page, tempo: Tempo, now: Instant) -> PageState {
        // Before the first round nothing is known, and nothing of it may be relied on.
        let as_of = self.round_at.unwrap_or(now);
        let stale_after = self.round_at.map_or(now, |at| at.plus(tempo.stale));
        let component = |component: &fyr_shared::page::Component| ComponentNow {
            id: component.id.clone(),
            state: self.levels.get(&component.id).cloned().unwrap_or_else(|| ComponentState::new(as_of)),
        };
        let monitored = page.components.iter().filter(|component| page.is_monitored(&component.id));
        PageState {
            page: page.id.clone(),
            revision: self.revision,
            as_of,
            stale_after,
            components: monitored.map(component).collect(),
            incidents: self.incidents(),
            maintenances: vec![],
            poll: tempo.poll,
            places: self.places.clone(),
        }
    }

    /// Open incidents of others, newest first.
    fn incidents(&self) -> Vec<Incident> {
        let mut incidents: Vec<Incident> = self.foreign.values().flatten().cloned().collect();
        incidents.sort_by(|one, other| other.started_at.cmp(&one.started_at).then_with(|| one.id.cmp(&other.id)));
        incidents
    }
}
