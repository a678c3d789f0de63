//! What a draft would look like. It is done as if it were meant, and then nothing of it is kept.

use super::write::{Outcome, Write, Writing};
use super::{Answer, Call, terms};
use crate::clock::Tempo;
use crate::page_object::PageObject;
use crate::round::Live;
use fyr_shared::api::{PageState, Snapshot};
use fyr_shared::ids::EnvId;
use fyr_shared::maintenance::Work;
use fyr_shared::operator::{Actor, Listed, MaintenanceRecord, Preview};
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use worker::Result;

/// The answer to a draft.
///
/// # Errors
/// The database's own.
pub fn answer(object: &PageObject, page: &Page, call: &Call, write: Box<Write>, now: Instant) -> Result<Answer> {
    let tempo = Tempo::of(&object.env);
    let drawn = object.rehearse(page, |sql, live| {
        let by = Actor { token: None, name: "preview".to_owned() };
        let writing = Writing { sql, live: &mut *live, page, by, if_match: call.if_match.as_deref(), now, tempo };
        let outcome = writing.perform(*write)?;
        let works = works(&outcome, live);
        let all: Vec<Work> = live.declared.maintenances.values().map(MaintenanceRecord::work).collect();
        let terms = terms::lines(page, &works, &all, now);
        Ok((outcome, live.state(page, tempo, now), works, terms))
    })?;
    match drawn {
        // Who writes must see what is wrong as the draft would be answered, but a refusal is no error here.
        (Err(problem), ..) if !problem.errors.is_empty() => {
            Answer::ok(&Preview { refusals: problem.errors, ..Preview::default() })
        }
        (Err(problem), ..) => Ok(Answer::problem(&problem)),
        (Ok(answer), state, works, terms) => {
            let env = works.first().map_or_else(|| env_of(&answer.body, page), |work| work.env.clone());
            let spans = works.iter().map(|work| (work.starts_at, work.ends_at)).collect();
            Answer::ok(&Preview { refusals: vec![], snapshots: snapshots(page, &state, &env), spans, terms })
        }
    }
}

/// The maintenance that a draft is about.
fn works(outcome: &Outcome, live: &Live) -> Vec<MaintenanceRecord> {
    let Ok(answer) = outcome else { return vec![] };
    if let Ok(list) = serde_json::from_str::<Listed<MaintenanceRecord>>(&answer.body) {
        return list.items;
    }
    let changed = serde_json::from_str::<MaintenanceRecord>(&answer.body).ok();
    let known = |it: &MaintenanceRecord| live.declared.maintenances.values().any(|known| known.id == it.id);
    changed.filter(known).into_iter().collect()
}

/// The environment of the record that an answer holds.
fn env_of(body: &str, page: &Page) -> EnvId {
    let record: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    record.get("env").and_then(serde_json::Value::as_str).map_or_else(|| page.first_env(), EnvId::from)
}

/// What readers of each language would see.
fn snapshots(page: &Page, state: &PageState, env: &EnvId) -> Vec<Snapshot> {
    page.languages.iter().map(|lang| Snapshot::compose(page, state, Some(*lang), env)).collect()
}
