//! Live: where a page stands, in memory. Read from storage when the object wakes, and again whenever a write failed.

use super::index::Index;
use super::plan::Paces;
use crate::clock::Tempo;
use crate::published::Put;
use crate::store::foreign::{self, Foreign};
use crate::store::{counters, levels, records, samples, series, sql::Sql, tokens};
use fyr_shared::api::{ComponentNow, PageState};
use fyr_shared::ids::{EnvId, RegionId};
use fyr_shared::operator::{Declarations, Noun, Records, Scope};
use fyr_shared::page::{Component, Page, Zone};
use fyr_shared::status::{ComponentState, Incident, Level, MaintenanceStatus, Verdict};
use fyr_shared::time::{DAY, Instant};
use fyr_shared::unquoted::unquoted;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use worker::Result;

/// The counter that keeps the revision between rounds.
pub const REVISION: &str = "revision";
/// For how many days what is over still matters: for operators, and for the caps of a year.
pub const RECENT: i64 = 14;
const YEAR: i64 = 400;

/// Where a page stands.
#[derive(Clone, Debug)]
pub struct Live {
    /// What every source said.
    pub series: series::All,
    /// What readers see of every component in every environment.
    pub levels: levels::Levels,
    /// What others' pages say about their incidents.
    pub foreign: Foreign,
    /// What people have declared, and what transitions have opened.
    pub declared: Declarations,
    /// What of that was on when readers were last told.
    pub phase: Vec<(u64, MaintenanceStatus)>,
    /// Every token that was ever made.
    pub tokens: Vec<tokens::Kept>,
    /// What is measured of every component about which something is declared.
    pub measured: BTreeMap<levels::Key, Verdict>,
    /// Whether anything has been decided since the object woke: `measured` is not stored.
    pub decided: bool,
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
    /// The page's zone, by whose months reports are made.
    pub zone: Zone,
    /// Whether reports have followed all that was declared.
    pub reported: bool,
    /// When the last copy was put where readers find it if the object is gone, and its revision.
    pub published: Option<(Instant, u64)>,
    /// What is known of the bucket that readers poll, where there is one.
    pub put: Put,
}

impl Live {
    /// Reads where a page stands.
    ///
    /// # Errors
    /// The database's own.
    pub fn load(sql: &Sql, page: &Page, now: Instant) -> Result<Self> {
        let newest = samples::newest(sql, page)?;
        let declared = load_declared(sql, now)?;
        Ok(Self {
            series: series::load(sql, page, &newest)?,
            levels: levels::load(sql)?,
            foreign: foreign::load(sql)?,
            phase: declared.phase(now),
            declared,
            tokens: tokens::all(sql)?,
            measured: BTreeMap::new(),
            decided: false,
            round_at: newest.round_at,
            revision: newest.revision.max(counters::get(sql, REVISION)?),
            configuration: None,
            hours: BTreeMap::new(),
            paces: Paces::new(),
            places: BTreeMap::new(),
            zone: page.zone.clone(),
            reported: false,
            published: None,
            put: Put::default(),
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
            components: index.monitored(page).map(component).chain(self.unmonitored(page, &index)).collect(),
            incidents: self.incidents(&index),
            maintenances: self.declared.maintenances_told(now),
            overrides: self.declared.overrides_told(now),
            channels: self.declared.channels_told(now),
            tokens_until: self.tokens_until(now),
            poll: tempo.poll,
            places: self.places.clone(),
            unpublished: self.put.failing,
        }
    }

    /// The level that is measured of a component, whatever is declared about it; `None`: it has none.
    #[must_use]
    pub fn measured_level(&self, key: &levels::Key) -> Option<Level> {
        let shown = || self.levels.get(key).map(|state| state.level);
        self.measured.get(key).map(|measured| measured.level).or_else(shown)
    }

    fn tokens_until(&self, now: Instant) -> Option<Instant> {
        let makers = self.tokens.iter().map(|(_, _, it)| it).filter(|it| it.is_good(now) && it.has(Scope::Tokens));
        makers.map(|it| it.expires_at).max()
    }

    /// Components that no source speaks about, and somebody has declared something about.
    fn unmonitored<'a>(&'a self, page: &'a Page, index: &'a Index<'a>) -> impl Iterator<Item = ComponentNow> + 'a {
        let levels = self.levels.iter().filter(move |_| !self.declared.is_quiet());
        // Few are unheard; every component of a page is looked for among all of them otherwise.
        let unheard = levels.filter(|((env, id), _)| index.speaks_about(id, env).is_empty());
        let known = unheard.filter(|((_, id), _)| page.component(id).is_some());
        known.map(|((env, id), state)| ComponentNow { id: id.clone(), env: env.clone(), state: state.clone() })
    }

    /// Open incidents, newest first: ours, and those of others, each in the environment of the source that tells of it, as the page has it
    /// now.
    fn incidents(&self, index: &Index<'_>) -> Vec<Incident> {
        let told = self.foreign.iter().filter_map(|(id, incidents)| Some((&index.source(id)?.env, incidents)));
        let within = |env: &EnvId, incident: &Incident| Incident { env: env.clone(), ..incident.clone() };
        let mut incidents: Vec<Incident> =
            told.flat_map(|(env, incidents)| incidents.iter().map(move |incident| within(env, incident))).collect();
        incidents.extend(self.declared.incidents_told());
        incidents.sort_by(|one, other| other.started_at.cmp(&one.started_at).then_with(|| one.id.cmp(&other.id)));
        incidents
    }
}

fn load_declared(sql: &Sql, now: Instant) -> Result<Declarations> {
    Ok(Declarations {
        incidents: load_records(sql, Noun::Incident, now.plus(-RECENT * DAY))?,
        maintenances: load_records(sql, Noun::Maintenance, now.plus(-YEAR * DAY))?,
        overrides: load_records(sql, Noun::Override, now.plus(-RECENT * DAY))?,
    })
}

fn load_records<T: DeserializeOwned>(sql: &Sql, noun: Noun, after: Instant) -> Result<Records<T>> {
    let stored = records::recent(sql, noun, after)?;
    // What cannot be read is not quoted: the error goes to the log.
    let read = |text: &str| serde_json::from_str(text).map_err(|error| unquoted(&error.to_string()).to_owned());
    stored.into_iter().map(|it| Ok((it.number, read(&it.text)?))).collect()
}
