//! Automatic incidents: opened when a component of ours is confirmed to be out, and closed when it is well again, so that an
//! operator who is woken finds one begun. Readers see them where the page file says `automatic = "publish"`.
//!
//! It follows what is measured, never what is declared; it adds nothing to a level. A person who adopts one takes it over;
//! one that was dismissed or merged is not opened again for the same fault.

use super::{Live, index::Index};
use crate::operator::record;
use crate::store::{levels::Key, records, sql::Sql};
use fyr_shared::ids::EnvId;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::operator::{Actor, Affected, Automatic, IncidentRecord, Noun};
use fyr_shared::page::{AutomaticIncidents, Component, DependencyKind, Page};
use fyr_shared::status::{IncidentStatus, Level, in_order_of_causes};
use fyr_shared::support::Severity;
use fyr_shared::text::text;
use fyr_shared::time::Instant;
use std::collections::{BTreeMap, BTreeSet};
use worker::Result;

/// How many may be open at a time: an operator needs no more to see that everything is out.
const MOST: usize = 50;

/// Who did what nobody did.
fn nobody() -> Actor {
    Actor { token: None, name: "automatic".to_owned() }
}

/// Opens, changes and closes automatic incidents by what is measured now. Each that changes is kept once, whatever has fallen with
/// its cause.
///
/// # Errors
/// The database's own.
pub fn follow(sql: &Sql, live: &mut Live, page: &Page, index: &Index<'_>, now: Instant) -> Result<()> {
    close(sql, live, index, now)?;
    if page.automatic == AutomaticIncidents::Off || live.levels.keys().all(|key| out(live, key).is_none()) {
        return Ok(());
    }
    // What others depend on comes first: what falls with it belongs to the same incident.
    let ordered = in_order_of_causes(&page.components);
    let own = || ordered.iter().filter(|component| !component.supplier);
    let keys = page.environments.iter().flat_map(|env| own().map(move |it| ((env.id.clone(), it.id.clone()), *it)));
    let out: Vec<_> = keys.filter_map(|(key, component)| Some((out(live, &key)?, key, component))).collect();
    let (mut said, mut grown) = (Said::of(live), BTreeMap::new());
    for (level, key, component) in out {
        match said.covered(live, &key) {
            Covered::By(number) => worsen(live, &mut said, &mut grown, number, key, level),
            Covered::Enough => {}
            Covered::Not => {
                if let Some(number) = open(sql, live, page, (&key.0, component), level, now)? {
                    said.automatic.insert(key, (number, level));
                }
            }
        }
    }
    for (number, next) in grown {
        let next = IncidentRecord { revision: next.revision.saturating_add(1), changed_at: now, ..next };
        record::keep(sql, live, number, &next, &nobody(), now)?;
    }
    Ok(())
}

/// The level of a component that is measured to be out, beyond doubt.
fn out(live: &Live, key: &Key) -> Option<Level> {
    let shown = live.levels.get(key)?;
    let (level, unconfirmed) = match live.measured.get(key) {
        Some(measured) => (measured.level, measured.unconfirmed),
        None => (shown.level, shown.unconfirmed),
    };
    (level >= Level::PartialOutage && !unconfirmed).then_some(level)
}

/// When what is measured began, whatever readers see of it.
fn began(live: &Live, key: &Key) -> Option<Instant> {
    let measured = live.measured.get(key).and_then(|measured| measured.failing_since);
    measured.or_else(|| live.levels.get(key).map(|state| state.since))
}

/// Whether an incident covers a component that is out.
enum Covered {
    /// This automatic one does.
    By(u64),
    /// Somebody has said something about it already.
    Enough,
    /// None does.
    Not,
}

/// What incidents say of each component: looked up for every one that is out.
struct Said {
    /// The first automatic incident about it, and the level that puts it at.
    automatic: BTreeMap<Key, (u64, Level)>,
    /// An open one is about it.
    open: BTreeSet<Key>,
    /// When it was last said of one that it is none, or part of another.
    settled: BTreeMap<Key, Instant>,
}

impl Said {
    fn of(live: &Live) -> Self {
        let mut said = Self { automatic: BTreeMap::new(), open: BTreeSet::new(), settled: BTreeMap::new() };
        for (number, it) in &live.declared.incidents {
            for on in &it.affected {
                let key = (it.env.clone(), on.component.clone());
                if it.is_automatic() {
                    said.automatic.entry(key.clone()).or_insert((*number, on.level));
                }
                if it.dismissed.is_some() || it.merged_into.is_some() {
                    let at = said.settled.entry(key.clone()).or_insert(it.changed_at);
                    *at = (*at).max(it.changed_at);
                }
                if it.is_open() {
                    said.open.insert(key);
                }
            }
        }
        said
    }

    fn covered(&self, live: &Live, key: &Key) -> Covered {
        if let Some((number, _)) = self.automatic.get(key) {
            return Covered::By(*number);
        }
        let began = began(live, key).unwrap_or(Instant(i64::MAX));
        // For the same fault it was said that it is none, or part of another.
        let settled = self.settled.get(key).is_some_and(|at| *at >= began);
        let announced =
            live.measured.contains_key(key) && live.levels.get(key).is_some_and(|it| it.level == Level::Maintenance);
        if self.open.contains(key) || settled || announced {
            return Covered::Enough;
        }
        // What it suffers from may have one already: it is the same incident.
        let because = live.levels.get(key).map(|state| state.because.as_slice()).unwrap_or_default();
        let causes = because
            .iter()
            .filter(|it| it.kind != DependencyKind::Watch)
            .flat_map(|it| [Some(&it.component), it.root.as_ref()].into_iter().flatten());
        let same = causes.filter_map(|cause| self.automatic.get(&(key.0.clone(), cause.clone())));
        same.map(|(number, _)| *number).min().map_or(Covered::Not, Covered::By)
    }
}

/// Opens an incident, unless there are so many; gives its number.
fn open(
    sql: &Sql,
    live: &mut Live,
    page: &Page,
    (env, component): (&EnvId, &Component),
    level: Level,
    now: Instant,
) -> Result<Option<u64>> {
    if live.declared.incidents.values().filter(|it| it.is_automatic()).count() >= MOST {
        return Ok(None);
    }
    let number = records::next_number(sql)?;
    let since = began(live, &(env.clone(), component.id.clone())).unwrap_or(now);
    let published = page.automatic == AutomaticIncidents::Publish;
    let incident = IncidentRecord {
        id: Noun::Incident.id(number),
        revision: 1,
        created_at: now,
        changed_at: now,
        env: env.clone(),
        title: title(page, component, level),
        severity: if level == Level::MajorOutage { Severity::Serious } else { Severity::Minor },
        status: IncidentStatus::Investigating,
        affected: vec![Affected { component: component.id.clone(), level }],
        effect: component.effect.clone(),
        workaround: component.fallback.clone(),
        started_at: since.min(now),
        resolved_at: None,
        next_update_at: None,
        updates: vec![],
        automatic: Some(if published { Automatic::Published } else { Automatic::Proposed }),
        dismissed: None,
        merged_into: None,
    };
    record::keep(sql, live, number, &incident, &nobody(), now)?;
    Ok(Some(number))
}

/// `API-backend: Utilgjengelig`, in each language of the page.
fn title(page: &Page, component: &Component, level: Level) -> Localized {
    let of = |lang: &Lang| {
        let name = page.words(&component.name, *lang).text;
        (*lang, format!("{name}: {}", text(*lang).level(Some(level))))
    };
    Localized(page.languages.iter().map(of).collect())
}

/// It is about one more component, or about one that is worse than it was.
fn worsen(
    live: &Live,
    said: &mut Said,
    grown: &mut BTreeMap<u64, IncidentRecord>,
    number: u64,
    key: Key,
    level: Level,
) {
    let known = said.automatic.get(&key).copied();
    if known.is_some_and(|(_, known)| known >= level) {
        return;
    }
    let Some(before) = live.declared.incidents.get(&number) else { return };
    let next = grown.entry(number).or_insert_with(|| before.clone());
    // What nobody has said anything of yet is new in it: there is nothing to look for.
    let place = known.and_then(|_| next.affected.iter_mut().find(|it| it.component == key.1));
    match place {
        Some(it) => it.level = level,
        None => next.affected.push(Affected { component: key.1.clone(), level }),
    }
    said.automatic.insert(key, (number, level));
}

/// Closes those whose components are all well again. Nobody knowing is not well.
fn close(sql: &Sql, live: &mut Live, index: &Index<'_>, now: Instant) -> Result<()> {
    let over = |it: &IncidentRecord| {
        let well = |on: &Affected| {
            let gone = index.speaks_about(&on.component, &it.env).is_empty();
            gone || live.measured_level(&(it.env.clone(), on.component.clone())) == Some(Level::Operational)
        };
        it.is_automatic() && it.affected.iter().all(well)
    };
    let over: Vec<u64> = live.declared.incidents.iter().filter(|(_, it)| over(it)).map(|(number, _)| *number).collect();
    for number in over {
        let Some(known) = live.declared.incidents.get(&number) else { continue };
        let next = IncidentRecord {
            revision: known.revision.saturating_add(1),
            changed_at: now,
            status: IncidentStatus::Resolved,
            resolved_at: Some(now),
            ..known.clone()
        };
        record::keep(sql, live, number, &next, &nobody(), now)?;
    }
    Ok(())
}
