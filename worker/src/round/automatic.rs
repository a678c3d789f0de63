//! Automatic incidents: opened when a component of ours is confirmed to be out, and closed when it is well again, so that an
//! operator who is woken finds one begun. Readers see them where the page file says `automatic = "publish"`.
//!
//! It follows what is measured, never what is declared; it adds nothing to a level. A person who adopts one takes it over;
//! one that was dismissed or merged is not opened again for the same fault.

use super::Live;
use crate::operator::record;
use crate::store::{levels::Key, records, sql::Sql};
use fyr_shared::ids::{ComponentId, EnvId};
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::operator::{Actor, Affected, Automatic, IncidentRecord, Noun};
use fyr_shared::page::{AutomaticIncidents, Component, DependencyKind, Page};
use fyr_shared::status::{IncidentStatus, Level, in_order_of_causes};
use fyr_shared::support::Severity;
use fyr_shared::text::text;
use fyr_shared::time::Instant;
use worker::Result;

/// How many may be open at a time: an operator needs no more to see that everything is out.
const MOST: usize = 50;

/// Who did what nobody did.
fn nobody() -> Actor {
    Actor { token: None, name: "automatic".to_owned() }
}

/// Opens, changes and closes automatic incidents by what is measured now.
///
/// # Errors
/// The database's own.
pub fn follow(sql: &Sql, live: &mut Live, page: &Page, now: Instant) -> Result<()> {
    close(sql, live, page, now)?;
    if page.automatic == AutomaticIncidents::Off || live.levels.keys().all(|key| out(live, key).is_none()) {
        return Ok(());
    }
    // What others depend on comes first: what falls with it belongs to the same incident.
    let ordered = in_order_of_causes(&page.components);
    let keys = page.environments.iter().flat_map(|env| ordered.iter().map(|it| (env.id.clone(), it.id.clone())));
    let out: Vec<(Key, Level)> = keys.filter_map(|key| out(live, &key).map(|level| (key, level))).collect();
    for ((env, id), level) in out {
        let Some(component) = page.component(&id).filter(|component| !component.supplier) else { continue };
        match covered(live, &env, &id) {
            Covered::By(number) => worsen(sql, live, number, &id, level, now)?,
            Covered::Enough => {}
            Covered::Not => open(sql, live, page, (&env, component), level, now)?,
        }
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

fn covered(live: &Live, env: &EnvId, id: &ComponentId) -> Covered {
    let key = (env.clone(), id.clone());
    let about =
        |it: &IncidentRecord, id: &ComponentId| it.env == *env && it.affected.iter().any(|on| on.component == *id);
    let incidents = || live.declared.incidents.iter();
    if let Some((number, _)) = incidents().find(|(_, it)| it.is_automatic() && about(it, id)) {
        return Covered::By(*number);
    }
    let began = began(live, &key).unwrap_or(Instant(i64::MAX));
    let declared = incidents().any(|(_, it)| it.is_open() && about(it, id));
    // For the same fault it was said that it is none, or part of another.
    let settled = incidents()
        .any(|(_, it)| (it.dismissed.is_some() || it.merged_into.is_some()) && about(it, id) && it.changed_at >= began);
    let announced =
        live.measured.contains_key(&key) && live.levels.get(&key).is_some_and(|it| it.level == Level::Maintenance);
    if declared || settled || announced {
        return Covered::Enough;
    }
    // What it suffers from may have one already: it is the same incident.
    let because = live.levels.get(&key).map(|state| state.because.as_slice()).unwrap_or_default();
    let causes: Vec<&ComponentId> = because
        .iter()
        .filter(|it| it.kind != DependencyKind::Watch)
        .flat_map(|it| [Some(&it.component), it.root.as_ref()].into_iter().flatten())
        .collect();
    let same = incidents().find(|(_, it)| it.is_automatic() && causes.iter().any(|cause| about(it, cause)));
    same.map_or(Covered::Not, |(number, _)| Covered::By(*number))
}

fn open(
    sql: &Sql,
    live: &mut Live,
    page: &Page,
    (env, component): (&EnvId, &Component),
    level: Level,
    now: Instant,
) -> Result<()> {
    if live.declared.incidents.values().filter(|it| it.is_automatic()).count() >= MOST {
        return Ok(());
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
    record::keep(sql, live, number, &incident, &nobody(), now)
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
fn worsen(sql: &Sql, live: &mut Live, number: u64, id: &ComponentId, level: Level, now: Instant) -> Result<()> {
    let Some(known) = live.declared.incidents.get(&number) else { return Ok(()) };
    let mut next = known.clone();
    match next.affected.iter_mut().find(|it| it.component == *id) {
        Some(it) if it.level >= level => return Ok(()),
        Some(it) => it.level = level,
        None => next.affected.push(Affected { component: id.clone(), level }),
    }
    (next.revision, next.changed_at) = (next.revision.saturating_add(1), now);
    record::keep(sql, live, number, &next, &nobody(), now)
}

/// Closes those whose components are all well again. Nobody knowing is not well.
fn close(sql: &Sql, live: &mut Live, page: &Page, now: Instant) -> Result<()> {
    let over = |it: &IncidentRecord| {
        let well = |on: &Affected| {
            let gone = !page.is_monitored(&on.component, &it.env);
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
