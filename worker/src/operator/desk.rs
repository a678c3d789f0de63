//! The desk: everything an operator needs to see at once.

use super::Answer;
use super::gate::FIRST_ID;
use crate::clock::Tempo;
use crate::page_object::PageObject;
use crate::round::{Live, decide::decide, index::Index, live::RECENT, record::lapse};
use fyr_shared::operator::{Declarations, Desk, Disagreement, Me, Measured, Subject, TokenRecord};
use fyr_shared::page::Page;
use fyr_shared::report::coming;
use fyr_shared::status::Level;
use fyr_shared::support::Severity;
use fyr_shared::time::{DAY, Instant};
use worker::Result;

/// For how long after an incident was resolved a probe that still fails is pointed out.
const AFTER: i64 = DAY;

/// What an operator sees.
///
/// # Errors
/// The database's own.
pub fn answer(object: &PageObject, page: &Page, me: &TokenRecord, now: Instant) -> Result<Answer> {
    // What is measured beside a declaration is not stored: it is worked out anew when the object has slept.
    if !object.with_live(page, |live| live.decided)? {
        let tempo = Tempo::of(&object.env);
        object.write(page, |sql, live| {
            lapse(sql, live, tempo, now)?;
            decide(sql, live, page, &Index::of(page), now)
        })?;
    }
    let desk = object.with_live(page, |live| desk(page, live, me, now))?;
    Answer::ok(&desk)
}

fn desk(page: &Page, live: &Live, me: &TokenRecord, now: Instant) -> Desk {
    let (declared, since) = (&live.declared, now.plus(-RECENT * DAY));
    let support = page.support.as_ref();
    let mut maintenances: Vec<_> =
        declared.maintenances.values().filter(|it| it.is_open(now) || it.ends_at > since).cloned().collect();
    maintenances.sort_by_key(|it| it.starts_at);
    Desk {
        page: page.id.clone(),
        name: page.name.clone(),
        languages: page.languages.clone(),
        zone: page.zone.between(now.plus(-400 * DAY), now.plus(800 * DAY)),
        now,
        me: Me {
            token: me.id.clone(),
            name: me.name.clone(),
            scopes: me.scopes.clone(),
            expires_at: (me.id != FIRST_ID).then_some(me.expires_at),
        },
        environments: page.environments.clone(),
        components: page.components.iter().map(|it| Subject { id: it.id.clone(), name: it.name.clone() }).collect(),
        severities: Severity::ALL.iter().map(|severity| page.grade(*severity)).collect(),
        channels: support
            .map(|it| it.channels.iter().map(|it| Subject { id: it.id.clone(), name: it.name.clone() }).collect())
            .unwrap_or_default(),
        messages: page.messages.clone(),
        incidents: declared
            .incidents
            .values()
            .rev()
            .filter(|it| it.is_open() || it.changed_at > since)
            .cloned()
            .collect(),
        maintenances,
        overrides: declared.overrides.values().rev().filter(|it| it.ends_at > since).cloned().collect(),
        levels: levels(page, live),
        disagreements: disagreements(live, declared, now),
        reports: coming(page, now),
    }
}

fn levels(page: &Page, live: &Live) -> Vec<Measured> {
    let index = Index::of(page);
    let of = |((env, id), state): (&(_, _), &fyr_shared::status::ComponentState)| {
        let known = !index.speaks_about(id, env).is_empty();
        let measured = live.measured.get(&(env.clone(), id.clone()));
        let (level, reason) = measured.map_or((state.level, state.reason), |it| (it.level, it.reason));
        Measured {
            env: env.clone(),
            component: id.clone(),
            measured: known.then_some(level),
            reason: reason.filter(|_| known),
            shown: state.level,
            since: state.since,
        }
    };
    live.levels.iter().map(of).collect()
}

/// Where what is measured is known, and is not what somebody has declared.
fn disagreements(live: &Live, declared: &Declarations, now: Instant) -> Vec<Disagreement> {
    let measured = |env: &_, id: &_| {
        let key = (Clone::clone(env), Clone::clone(id));
        live.measured_level(&key).filter(|level| *level != Level::Unknown)
    };
    let mut all = vec![];
    let mut note = |env: &fyr_shared::ids::EnvId,
                    id: &fyr_shared::ids::ComponentId,
                    by: &str,
                    said: Level,
                    agree: fn(Level, Level) -> bool| {
        if let Some(level) = measured(env, id).filter(|level| !agree(said, *level)) {
            let (env, component, by) = (env.clone(), id.clone(), by.to_owned());
            all.push(Disagreement { env, component, by, declared: said, measured: level });
        }
    };
    for it in declared.incidents.values().filter(|it| it.is_public() && !it.is_automatic()) {
        let just_over = it.resolved_at.is_some_and(|at| now.since(at) < AFTER);
        for on in it.affected.iter().filter(|on| on.level > Level::Operational) {
            match it.is_open() {
                true => note(&it.env, &on.component, &it.id, on.level, |said, level| said == level),
                // When it is over it should be well.
                false if just_over => {
                    note(&it.env, &on.component, &it.id, Level::Operational, |_, level| level <= Level::Maintenance)
                }
                false => {}
            }
        }
    }
    for it in declared.maintenances.values().filter(|it| it.is_on(now)) {
        for on in &it.affected {
            note(&it.env, &on.component, &it.id, on.impact.level(), |said, level| {
                level <= said.max(Level::Maintenance)
            });
        }
    }
    for it in declared.overrides.values().filter(|it| it.is_on(now)) {
        if let (Some(env), Some(id), Some(level)) = (&it.env, &it.component, it.level) {
            note(env, id, &it.id, level, |said, level| said == level);
        }
    }
    all
}
