//! `RegionObject`: one per region, placed by location hint, holds no data.
//!
//! `POST /ask` with a page, a region and names of sources answers with what each of them says. The adapters run here, where
//! the bytes are. Addresses come from the compiled pages, never from the question.

#![allow(missing_docs, reason = "the methods that the object macro writes have none")]

use crate::adapters;
use crate::clock::now;
use crate::probe;
use crate::round::ask::{Answers, Question};
use futures_util::future::join_all;
use fyr_shared::ids::RegionId;
use fyr_shared::page::Source;
use fyr_shared::status::Observation;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

/// The object of one region.
#[durable_object]
pub struct RegionObject {
    env: Env,
}

impl DurableObject for RegionObject {
    fn new(_state: State, env: Env) -> Self {
        crate::enter(&env);
        Self { env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        if request.path() != "/ask" {
            return Response::error("no such call", 404);
        }
        #[cfg(feature = "scripted")]
        crate::scripted::faults::panic_if_planted("region");
        let question: Question = request.json().await?;
        let Some(page) = crate::pages::find(&question.page) else { return Response::error("no such page", 404) };
        let region = RegionId(question.region);
        let sources = question.sources.iter().filter_map(|id| page.source(&id.as_str().into()));
        let asked = sources.map(|source| self.ask(source, &region, &question.page));
        let answers = join_all(asked).await;
        let place = answers.iter().find_map(|(place, _)| place.clone());
        let observations = answers.into_iter().flat_map(|(_, observations)| observations).collect();
        Response::from_json(&Answers { place, observations })
    }
}

impl RegionObject {
    /// What a source says, and the data centre that it was asked from, where the answer tells.
    async fn ask(&self, source: &Source, region: &RegionId, page: &str) -> (Option<String>, Vec<Observation>) {
        let answer = probe::fetch(source, &self.env, region, page).await.map(|payload| vec![payload]);
        let observations = adapters::read(source, region, now(), &answer);
        (answer.ok().and_then(|payloads| payloads.into_iter().find_map(|payload| payload.place)), observations)
    }
}
