//! `RegionObject`: one per region, placed by location hint. Stores nothing; remembers what spares upstreams
//! ([`crate::probe`]), for every page alike.
//!
//! `POST /ask` with a page, a region and names of sources answers with what each of them says. The adapters run here, where
//! the bytes are. Addresses come from the compiled pages, never from the question.

#![allow(missing_docs, reason = "the methods that the object macro writes have none")]

use crate::adapters;
use crate::clock::now;
use crate::limit::{Deadline, deadline};
use crate::probe::{Documents, Question as Document};
use crate::round::ask::{Answers, Question};
use crate::round::plan;
use futures_util::StreamExt;
use futures_util::stream::FuturesOrdered;
use fyr_shared::ids::RegionId;
use fyr_shared::page::Source;
use fyr_shared::status::{Observation, Reason};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

/// What one source says, and the data centre that it was asked from, where the answer tells.
type Answer = (Option<String>, Vec<Observation>);

/// The object of one region.
#[durable_object]
pub struct RegionObject {
    env: Env,
    documents: Rc<Documents>,
    /// The question of each source of each page, filled in once: neither pages nor secrets change while an object lives.
    prepared: RefCell<BTreeMap<[String; 3], Rc<Document>>>,
}

impl DurableObject for RegionObject {
    fn new(_state: State, env: Env) -> Self {
        crate::enter(&env);
        Self { env, documents: Rc::default(), prepared: RefCell::default() }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        if request.path() != "/ask" {
            return Response::error("no such call", 404);
        }
        #[cfg(feature = "scripted")]
        crate::scripted::faults::panic_if_planted("region");
        let question: Question = request.json().await?;
        let Some(page) = crate::pages::find(&question.page) else { return Response::error("no such page", 404) };
        let region = RegionId(question.region);
        let sources = question.sources.iter().filter_map(|id| page.source(&id.as_str().into()));
        let sources: Vec<&Source> = sources.collect();
        let mut answers = Vec::new();
        for handful in sources.chunks(plan::AT_A_TIME) {
            answers.extend(self.ask_together(handful, &region, &question.page).await);
        }
        let place = answers.iter().find_map(|(place, _)| place.clone());
        let observations = answers.into_iter().flat_map(|(_, observations)| observations).collect();
        Response::from_json(&Answers { place, observations })
    }
}

impl RegionObject {
    /// What some sources say; what is asked together has one timer for each limit.
    async fn ask_together(&self, sources: &[&Source], region: &RegionId, page: &str) -> Vec<Answer> {
        let mut deadlines = BTreeMap::new();
        let asked = sources.iter().map(|source| {
            let begin = || deadline(Duration::from_millis(source.timeout_ms.into()));
            let deadline = deadlines.entry(source.timeout_ms).or_insert_with(begin).clone();
            self.ask(source, region, page, deadline)
        });
        // Each is looked at when something came for it, not whenever something came for another.
        asked.collect::<FuturesOrdered<_>>().collect().await
    }

    async fn ask(&self, source: &Source, region: &RegionId, page: &str, deadline: Deadline) -> Answer {
        let answer = match self.prepared(source, region, page) {
            Ok(question) => self.read(&question, source, deadline).await,
            Err(reason) => Err(reason),
        };
        let observations = adapters::read(source, region, now(), &answer);
        (answer.ok().and_then(|payloads| payloads.into_iter().find_map(|payload| payload.place)), observations)
    }

    /// Every document that a source is read from, all of them before its time is up.
    async fn read(&self, question: &Rc<Document>, source: &Source, deadline: Deadline) -> adapters::Answer {
        let mut payloads = vec![self.documents.ask(question, source, deadline.clone()).await?];
        while let Some(next) = adapters::next(source.kind, &payloads) {
            let further = question.further(next).ok_or(Reason::Redirect)?;
            payloads.push(self.documents.ask(&Rc::new(further), source, deadline.clone()).await?);
        }
        Ok(payloads)
    }

    fn prepared(&self, source: &Source, region: &RegionId, page: &str) -> Result<Rc<Document>, Reason> {
        let key = [page.to_owned(), region.to_string(), source.id.to_string()];
        if let Some(prepared) = self.prepared.borrow().get(&key) {
            return Ok(Rc::clone(prepared));
        }
        let prepared = Rc::new(Document::prepare(source, &self.env, region, page)?);
        self.prepared.borrow_mut().insert(key, Rc::clone(&prepared));
        Ok(prepared)
    }
}
