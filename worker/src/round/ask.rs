//! Asks the regions. What a region cannot be asked is *unknown*, reason *probe*: it says nothing about its targets.

use super::plan::{self, Call};
use crate::objects;
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream;
use fyr_shared::ids::SourceId;
use fyr_shared::page::{About, Page, Source};
use fyr_shared::status::{Claim, Observation, Reason};
use fyr_shared::time::Instant;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
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
    pub sources: Vec<SourceId>,
}

/// What a region answers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Answers {
    /// The data centre it really ran in, where an answer told.
    pub place: Option<String>,
    /// Everything its sources say.
    pub observations: Vec<Observation>,
    /// The sources that it leaves to be asked again: they, or others, took so long.
    #[serde(default)]
    pub left: Vec<SourceId>,
}

impl Answers {
    /// These, and those.
    pub fn add(&mut self, more: Self) {
        self.place = self.place.take().or(more.place);
        self.observations.extend(more.observations);
        self.left.extend(more.left);
    }
}

/// How long a region may take beyond its slowest source, for the way there and back, and for a time limit that is looked
/// at now and then.
const WAY: Duration = Duration::from_millis(2_500);

/// How many sources are in calls to one region at a time: what answers quickly is through soon, and the connections that one
/// call has used serve the next. Nobody waits for those that were slow last time.
const AT_ONCE: usize = 100;

/// Of a very large page, one in so many of its sources: it is through before the next round begins, however far its targets are.
const PORTION: usize = 50;

/// How many calls to one region nobody waits for are made at a time.
pub const UNAWAITED: usize = 200;

/// Who asks, in one round.
pub struct Asker<'a> {
    env: &'a Env,
    page: &'a Page,
    sources: BTreeMap<&'a SourceId, &'a Source>,
}

impl<'a> Asker<'a> {
    /// Who asks about a page.
    #[must_use]
    pub fn of(env: &'a Env, page: &'a Page) -> Self {
        Self { env, page, sources: page.sources.iter().map(|source| (&source.id, source)).collect() }
    }
}

impl Asker<'_> {
    /// Asks the regions, all of them at the same time. One answer for each call, in their order.
    pub async fn all(&self, calls: &[Call]) -> Vec<Answers> {
        let regions = self.page.regions.iter().map(|region| async move {
            let its = calls.iter().enumerate().filter(|(_, call)| call.region == region.id);
            let at_once = at_once(its.clone().map(|(_, call)| call));
            let asked = its.map(|(place, call)| async move { (place, self.ask(call).await) });
            stream::iter(asked).buffer_unordered(at_once).collect::<Vec<_>>().await
        });
        let mut answers: Vec<_> = join_all(regions).await.into_iter().flatten().collect();
        answers.sort_by_key(|(place, _)| *place);
        answers.into_iter().map(|(_, answers)| answers).collect()
    }

    /// Asks one region. Always answers about every source of the call, or says that it was left.
    async fn ask(&self, call: &Call) -> Answers {
        let slowest = self.sources_of(call).map(|source| source.timeout_ms).max().unwrap_or(0);
        let longest = if plan::may_leave(call.sources.len()) { plan::PATIENCE_MS } else { slowest };
        let question =
            Question { page: self.page.id.to_string(), region: call.region.to_string(), sources: call.sources.clone() };
        let limit = WAY + Duration::from_millis(longest.into());
        let answers = answers(self.env, self.page, &question, limit).await.unwrap_or_default();
        self.complete(call, answers)
    }

    /// What the region did say, and *unknown* for what it neither said nor left.
    fn complete(&self, call: &Call, mut said: Answers) -> Answers {
        let about = || self.sources_of(call).flat_map(|source| source.about.iter().map(move |about| (source, about)));
        let expected = about().map(|(source, about)| (&call.region, &source.id, &about.component));
        let told = said.observations.iter().map(|heard| (&heard.region, &heard.source, &heard.component));
        if said.left.is_empty() && told.eq(expected) {
            return said;
        }
        let now = crate::clock::now();
        let asked: BTreeSet<&SourceId> = call.sources.iter().collect();
        said.observations.retain(|heard| heard.region == call.region && asked.contains(&heard.source));
        // One that is left for ever would never be unknown.
        said.left.retain(|left| plan::may_leave(asked.len()) && asked.contains(left));
        let missing = {
            let heard = said.observations.iter().map(|heard| (&heard.source, &heard.component));
            let heard: BTreeSet<_> = heard.collect();
            let left: BTreeSet<&SourceId> = said.left.iter().collect();
            let missing = about().filter(|(source, about)| {
                !heard.contains(&(&source.id, &about.component)) && !left.contains(&source.id)
            });
            missing.map(|(source, about)| silence(call, source, about, now)).collect::<Vec<_>>()
        };
        said.observations.extend(missing);
        said
    }

    fn sources_of<'a>(&'a self, call: &'a Call) -> impl Iterator<Item = &'a Source> {
        call.sources.iter().filter_map(|id| self.sources.get(id).copied())
    }
}

/// How many of a region's calls are made at a time.
fn at_once<'a>(calls: impl Iterator<Item = &'a Call> + Clone) -> usize {
    if calls.clone().any(|call| call.slow) {
        return UNAWAITED;
    }
    let sizes = calls.map(|call| call.sources.len());
    let (largest, all) = (sizes.clone().max().unwrap_or(1).max(1), sizes.sum::<usize>());
    (AT_ONCE.max(all / PORTION) / largest).max(1)
}

async fn answers(env: &Env, page: &Page, question: &Question, limit: Duration) -> Option<Answers> {
    let region = page.regions.iter().find(|region| region.id.as_str() == question.region)?;
    #[cfg(feature = "scripted")]
    crate::scripted::faults::region_gone(&question.region).ok()?;
    let stub = objects::region_stub(env, &region.hint).ok()?;
    let answered = objects::call(stub, "/ask", Some(question), limit).await;
    answered.map_err(|gone| worker::console_warn!("region {}: {gone:?}", question.region)).ok()
}

fn silence(call: &Call, source: &Source, about: &About, now: Instant) -> Observation {
    Observation {
        source: source.id.clone(),
        component: about.component.clone(),
        region: call.region.clone(),
        at: now,
        claim: Claim::Unknown,
        reason: Some(Reason::Probe),
        elapsed_ms: None,
        incidents: vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_calls_are_made_at_a_time() {
        let call = |size: usize, slow| Call { region: "north".into(), sources: vec!["s".into(); size], slow };
        let of = |calls: &[Call]| at_once(calls.iter());
        assert_eq!(of(&[]), 100);
        assert_eq!(of(&vec![call(5, false); 200]), 20);
        assert_eq!(of(&vec![call(50, false); 20]), 2);
        assert_eq!(of(&vec![call(50, false); 200]), 4, "ten thousand are asked in fifty portions");
        assert_eq!(of(&vec![call(5, false); 2_000]), 40);
        assert_eq!(of(&[call(1, true), call(1, true)]), UNAWAITED, "nobody waits for another that was slow");
    }
}
