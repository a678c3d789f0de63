//! Asks the regions. What a region cannot be asked is *unknown*, reason *probe*: it says nothing about its targets.

use super::plan::{self, Call};
use crate::objects;
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use fyr_shared::page::{Page, Source};
use fyr_shared::status::{Claim, Observation, Reason};
use fyr_shared::time::Instant;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use worker::Env;

/// What a region is asked. Names only: it looks the addresses up in the pages it was compiled with.
#[derive(Debug, Serialize, Deserialize)]
pub struct Question {
    /// The page.
    pub page: String,
    /// The region.
    pub region: String,
    /// The sources.
    pub sources: Vec<String>,
}

/// What a region answers.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answers {
    /// The data centre it really ran in, where an answer told.
    pub place: Option<String>,
    /// Everything its sources say.
    pub observations: Vec<Observation>,
}

/// How long a region may take beyond its slowest source, for the way there and back.
const WAY: Duration = Duration::from_millis(2_500);

/// How many calls are in one region at a time: what answers quickly is through soon, and the connections that one
/// call has used serve the next. Nobody waits for those that were slow last time.
const AT_ONCE: usize = 4;

/// Asks the regions, all of them at the same time. One answer for each call, in their order.
pub async fn all(env: &Env, page: &Page, calls: &[Call]) -> Vec<Answers> {
    let regions = page.regions.iter().map(|region| async move {
        let its = calls.iter().enumerate().filter(|(_, call)| call.region == region.id);
        let at_once = if its.clone().any(|(_, call)| call.slow) { calls.len() } else { AT_ONCE };
        let asked = its.map(|(place, call)| async move { (place, ask(env, page, call).await) });
        stream::iter(asked).buffer_unordered(at_once.max(1)).collect::<Vec<_>>().await
    });
    let mut answers: Vec<_> = join_all(regions).await.into_iter().flatten().collect();
    answers.sort_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answers)| answers).collect()
}

/// Asks one region. Always answers about every source of the call.
async fn ask(env: &Env, page: &Page, call: &Call) -> Answers {
    let sources: Vec<&Source> = call.sources.iter().filter_map(|id| page.source(id)).collect();
    let slowest = sources.iter().map(|source| source.timeout_ms).max().unwrap_or(0);
    let handfuls = u32::try_from(sources.len().div_ceil(plan::AT_A_TIME)).unwrap_or(1);
    let limit = WAY + Duration::from_millis(slowest.into()) * handfuls;
    let question = Question {
        page: page.id.to_string(),
        region: call.region.to_string(),
        sources: call.sources.iter().map(ToString::to_string).collect(),
    };
    match answers(env, page, &question, limit).await {
        Some(answers) => Answers { observations: complete(call, &sources, answers.observations), ..answers },
        None => Answers { place: None, observations: silence(call, &sources, crate::clock::now()) },
    }
}

async fn answers(env: &Env, page: &Page, question: &Question, limit: Duration) -> Option<Answers> {
    let region = page.regions.iter().find(|region| region.id.as_str() == question.region)?;
    #[cfg(feature = "scripted")]
    crate::scripted::faults::region_gone(&question.region).ok()?;
    let stub = objects::region_stub(env, &region.hint).ok()?;
    let answered = objects::call(stub, "/ask", Some(question), limit).await;
    answered.map_err(|gone| worker::console_warn!("region {}: {gone:?}", question.region)).ok()
}

/// What the region did say, and *unknown* for what it left out.
fn complete(call: &Call, sources: &[&Source], said: Vec<Observation>) -> Vec<Observation> {
    let now = crate::clock::now();
    let missing = silence(call, sources, now).into_iter().filter(|silent| {
        !said.iter().any(|heard| heard.source == silent.source && heard.component == silent.component)
    });
    let missing: Vec<_> = missing.collect();
    let asked = |heard: &Observation| heard.region == call.region && call.sources.contains(&heard.source);
    said.into_iter().filter(asked).chain(missing).collect()
}

fn silence(call: &Call, sources: &[&Source], now: Instant) -> Vec<Observation> {
    let about = sources.iter().flat_map(|source| source.about.iter().map(move |about| (source, about)));
    let silent = about.map(|(source, about)| Observation {
        source: source.id.clone(),
        component: about.component.clone(),
        region: call.region.clone(),
        at: now,
        claim: Claim::Unknown,
        reason: Some(Reason::Probe),
        elapsed_ms: None,
        incidents: vec![],
    });
    silent.collect()
}
