//! Live: where a page stands, in memory. Read from storage when the object wakes, and again whenever a write failed.

use super::index::Index;
use super::plan::Paces;
use crate::clock::Tempo;
use crate::store::log::Foreign;
use crate::store::{levels, log, samples, series, sql::Sql};
use fyr_shared::api::{ComponentNow, PageState};
use fyr_shared::ids::{EnvId, RegionId};
use fyr_shared::page::{Component, Page};
use fyr_shared::status::{ComponentState, Incident};
use fyr_shared::time::Instant;
use std::collections::BTreeMap;
use worker::Result;

/// Where a page stands.
#[derive(Clone, Debug)]
pub struct Live {
    /// What every source said.
    pub series: series::All,
    /// What readers see of every component in every environment.
    pub levels: levels::Levels,
    /// What others' pages say about their incidents.
    pub foreign: Foreign,
    /// When the last round was; `None` before the first.
    pub round_at: Option<Instant>,
    /// Grows when something that readers see has changed.
    pub revision: u64,
    /// The digest of the configuration that is noted in the log, as far as that is known since the object woke.
    pub configuration: Option<String>,
    /// The hours that are being written.
    pub hours: BTreeMap<RegionId, (i64, samples::Hour)>,
    /// How the sources answered last time: those that were slow or failed are asked in calls of their own.
    pub paces: Paces,
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
            configuration: None,
            hours: BTreeMap::new(),
            paces: Paces::new(),
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
        let component = |(env, component): (&EnvId, &Component)| {
            let (env, id) = (env.clone(), component.id.clone());
            let known = self.levels.get(&(env.clone(), id.clone())).cloned();
            ComponentNow { id, env, state: known.unwrap_or_else(|| ComponentState::new(as_of)) }
        };
        let index = Index::of(page);
        PageState {
            page: page.id.clone(),
            revision: self.revision,
            as_of,
            stale_after,
            components: index.monitored(page).map(component).collect(),
            incidents: self.incidents(page),
            maintenances: vec![],
            overrides: vec![],
            channels: vec![],
            poll: tempo.poll,
            places: self.places.clone(),
        }
    }

    /// Open incidents of others, newest first: each in the environment of the source that tells of it, as the page has it
    /// now.
    fn incidents(&self, page: &Page) -> Vec<Incident> {
        let told = self.foreign.iter().filter_map(|(id, incidents)| Some((&page.source(id)?.env, incidents)));
        let within = |env: &EnvId, incident: &Incident| Incident { env: env.clone(), ..incident.clone() };
        let mut incidents: Vec<Incident> =
            told.flat_map(|(env, incidents)| incidents.iter().map(move |incident| within(env, incident))).collect();
        incidents.sort_by(|one, other| other.started_at.cmp(&one.started_at).then_with(|| one.id.cmp(&other.id)));
        incidents
    }
}
