//! `RegionObject`: one per region, placed by location hint. Stores nothing; remembers what spares upstreams
//! ([`crate::probe`]), for every page alike.
//!
//! `POST /ask` with a page, a region and names of sources answers with what each of them says. The adapters run here, where
//! the bytes are. Addresses come from the compiled pages, never from the question.

#![allow(missing_docs, reason = "the methods that the object macro writes have none")]

use crate::adapters;
use crate::clock::now;
use crate::limit::{Deadline, before, deadline};
use crate::probe::{Documents, Question as Document, own};
use crate::round::ask::{Answers, Question};
use crate::round::plan;
use futures_util::StreamExt;
use futures_util::future::join;
use futures_util::stream::FuturesOrdered;
use fyr_shared::ids::{PageId, RegionId, SourceId};
use fyr_shared::page::Source;
use fyr_shared::status::Reason;
use fyr_shared::time::Instant;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, State, durable_object};

/// The object of one region.
#[durable_object]
pub struct RegionObject {
    env: Env,
    documents: Rc<Documents>,
    /// The pages that ask, each as one region of its own.
    pages: RefCell<BTreeMap<(String, String), Rc<PageHere>>>,
}

/// A page that asks here. Neither pages nor secrets change while an object lives.
struct PageHere {
    page: PageId,
    region: RegionId,
    /// What it asks: of a thousand pages not everything can be kept.
    sources: BTreeMap<SourceId, Source>,
    /// The question of each source, filled in once.
    prepared: RefCell<BTreeMap<SourceId, Rc<Document>>>,
}

impl DurableObject for RegionObject {
    fn new(_state: State, env: Env) -> Self {
        crate::enter(&env);
        Self { env, documents: Rc::default(), pages: RefCell::default() }
    }

    async fn fetch(&self, mut request: Request) -> worker::Result<Response> {
        if request.path() != "/ask" {
            return Response::error("no such call", 404);
        }
        #[cfg(feature = "scripted")]
        crate::scripted::faults::panic_if_planted("region");
        let Question { page, region, sources } = request.json().await?;
        #[cfg(feature = "scripted")]
        crate::scripted::faults::hang(&region).await;
        let may_leave = plan::may_leave(sources.len());
        let Some(here) = self.page_here(page, region) else { return Response::error("no such page", 404) };
        let sources = sources.iter().filter_map(|id| here.source(id));
        let (probes, pages): (Vec<_>, Vec<_>) = sources.partition(|source| source.kind.is_own_probe());
        let lanes = plan::lanes(probes.len(), pages.len());
        let probing = self.probe(&here, &probes, lanes.probes, may_leave);
        let reading = self.read_in_turn(&here, &pages, lanes.pages, may_leave);
        let (mut answers, others) = join(probing, reading).await;
        answers.add(others);
        Response::from_json(&answers)
    }
}

impl RegionObject {
    fn page_here(&self, page: String, region: String) -> Option<Rc<PageHere>> {
        let key = (page, region);
        if let Some(here) = self.pages.borrow().get(&key) {
            return Some(Rc::clone(here));
        }
        let page = crate::pages::find(&key.0)?;
        let sources = page.sources.iter().map(|source| (source.id.clone(), source.clone())).collect();
        let (page, region) = (page.id.clone(), RegionId(key.1.clone()));
        let here = Rc::new(PageHere { page, region, sources, prepared: RefCell::default() });
        self.pages.borrow_mut().insert(key, Rc::clone(&here));
        Some(here)
    }

    /// What own probes say, so many asked at a time.
    async fn probe(&self, here: &PageHere, sources: &[&Source], at_a_time: usize, may_leave: bool) -> Answers {
        let mut answers = Answers::default();
        let (mut asked, mut probes) = (Vec::new(), Vec::new());
        for source in sources {
            match here.prepared(source, &self.env).and_then(|question| own::prepare(question, source.timeout_ms)) {
                Ok(probe) => {
                    asked.push(*source);
                    probes.push(probe);
                }
                Err(reason) => answers.hear(here, source, &Err(reason), now()),
            }
        }
        let leave_after = if may_leave { plan::PATIENCE_MS.into() } else { f64::INFINITY };
        let came = own::ask(probes, at_a_time, leave_after).await;
        for (source, came) in asked.into_iter().zip(came) {
            match came {
                Some((at, answer)) => answers.hear(here, source, &answer.map(|payload| vec![payload]), at),
                None => answers.left.push(source.id.clone()),
            }
        }
        answers
    }

    /// What somebody's pages say, so many read at a time.
    async fn read_in_turn(&self, here: &PageHere, sources: &[&Source], at_a_time: usize, may_leave: bool) -> Answers {
        let mut answers = Answers::default();
        let patience = may_leave.then(|| deadline(Duration::from_millis(plan::PATIENCE_MS.into())));
        for handful in sources.chunks(at_a_time.max(1)) {
            let read = match &patience {
                Some(patience) if patience.peek().is_some() => None,
                Some(patience) => before(patience.clone(), self.read_together(here, handful)).await,
                None => Some(self.read_together(here, handful).await),
            };
            match read {
                Some(read) => read.iter().for_each(|(source, answer, at)| answers.hear(here, source, answer, *at)),
                None => answers.left.extend(handful.iter().map(|source| source.id.clone())),
            }
        }
        answers
    }

    /// What some of them answered with, and when; what is asked together has one timer for each limit.
    async fn read_together<'a>(
        &self,
        here: &PageHere,
        sources: &[&'a Source],
    ) -> Vec<(&'a Source, adapters::Answer, Instant)> {
        let mut deadlines = BTreeMap::new();
        let asked = sources.iter().map(|source| {
            let begin = || deadline(Duration::from_millis(source.timeout_ms.into()));
            let deadline = deadlines.entry(source.timeout_ms).or_insert_with(begin).clone();
            async move { (*source, self.read(here, source, deadline).await, now()) }
        });
        // Each is looked at when something came for it, not whenever something came for another.
        asked.collect::<FuturesOrdered<_>>().collect().await
    }

    /// Every document that a source is read from, all of them before its time is up.
    async fn read(&self, here: &PageHere, source: &Source, deadline: Deadline) -> adapters::Answer {
        let question = here.prepared(source, &self.env)?;
        let mut payloads = vec![self.documents.ask(&question, source, deadline.clone()).await?];
        while let Some(next) = adapters::next(source.kind, &payloads) {
            let further = question.further(next).ok_or(Reason::Redirect)?;
            payloads.push(self.documents.ask(&Rc::new(further), source, deadline.clone()).await?);
        }
        Ok(payloads)
    }
}

impl PageHere {
    fn source(&self, id: &SourceId) -> Option<&Source> {
        self.sources.get(id)
    }

    fn prepared(&self, source: &Source, env: &Env) -> Result<Rc<Document>, Reason> {
        if let Some(prepared) = self.prepared.borrow().get(&source.id) {
            return Ok(Rc::clone(prepared));
        }
        let prepared = Rc::new(Document::prepare(source, env, &self.region, self.page.as_str())?);
        self.prepared.borrow_mut().insert(source.id.clone(), Rc::clone(&prepared));
        Ok(prepared)
    }
}

impl Answers {
    /// What a source answered with at an instant, read. The first answer that tells says where the region is.
    fn hear(&mut self, here: &PageHere, source: &Source, answer: &adapters::Answer, at: Instant) {
        let told = || answer.as_ref().ok()?.iter().find_map(|payload| payload.place.clone());
        self.place = self.place.take().or_else(told);
        self.observations.extend(adapters::read(source, &here.region, at, answer));
    }
}
