//! Publishing: what readers poll, put into a bucket behind a cached domain after each round, as an option of the deployment. A billion
//! polls then cost next to nothing: `worker/costs.md`.
//!
//! Two settings belong together: the binding `PUBLISHED`, and `FYR_PUBLISHED`, the origin of the domain in front of the bucket. With
//! `FYR_ORIGIN`, where the worker itself is, the loader lies there too. One without the other is a mistake that `healthz` names, and
//! readers go on asking the worker, as they do whenever the bucket has nothing that holds.
//!
//! What is put there is, byte for byte, what the worker answers to anybody ([`fyr_shared::api::published`] has the keys); nothing else
//! ever is. A bucket that fails or is late holds nothing up that is recorded; the end of a round waits for it, for [`LIMIT`] and a
//! second at most, and it is tried again in the next.

use crate::clock::{Tempo, now};
use crate::limit::within;
use crate::page_object::{PageObject, warn};
use crate::round::Live;
use futures_util::{StreamExt, stream};
use fyr_shared::api::{LoaderPublished, PageState, Snapshot, Summary, published};
use fyr_shared::ids::EnvId;
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use std::cell::{Cell, RefCell};
use std::time::Duration;
use worker::{Bucket, Env, HttpMetadata, Result};

/// How long the bucket may hold a round up.
const LIMIT: Duration = Duration::from_secs(5);
/// Seconds that the domain, and whoever else, may keep what lies there. Readers age it by `Date` and `Age` all the same.
const KEPT: i64 = 15;
/// How often is looked whether something was declared while a round waits.
const LOOKED_AFTER: Duration = Duration::from_millis(200);
/// How many forms of a page are put at a time.
const AT_A_TIME: usize = 4;
/// A bucket takes one write a second to the same key.
const APART: Duration = Duration::from_secs(1);

/// What a page's object remembers of the bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Put {
    /// When everything was last put, and its revision.
    last: Option<(Instant, u64)>,
    /// Since when the bucket has failed.
    pub failing: Option<Instant>,
    /// The loader that lies there.
    loader: String,
}

/// What a deployment says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Setting {
    /// Nothing.
    #[default]
    Off,
    /// Where the bucket is reached, and where the worker is, if that is known.
    On { domain: String, worker: Option<String> },
    /// Something is missing: what, and its cure.
    Wrong(String),
}

thread_local! {
    static SETTING: RefCell<Option<Setting>> = const { RefCell::new(None) };
}

/// Notes what the deployment says, once.
pub fn load(env: &Env) {
    SETTING.with_borrow_mut(|setting| {
        setting.get_or_insert_with(|| {
            let var = |name: &str| env.var(name).ok().map(|var| var.to_string()).unwrap_or_default();
            Setting::read(env.bucket("PUBLISHED").is_ok(), var("FYR_PUBLISHED").trim(), var("FYR_ORIGIN").trim())
        });
    });
}

fn setting() -> Setting {
    SETTING.with_borrow(|setting| setting.clone().unwrap_or_default())
}

/// The origin that readers poll, if it is not the worker's.
#[must_use]
pub fn origin() -> Option<String> {
    match setting() {
        Setting::On { domain, .. } => Some(domain),
        Setting::Off | Setting::Wrong(_) => None,
    }
}

/// What is wrong with what the deployment says, and the cure.
#[must_use]
pub fn problem() -> Option<String> {
    match setting() {
        Setting::Wrong(problem) => Some(problem),
        Setting::Off | Setting::On { .. } => None,
    }
}

/// What the loader of a page is told; `None`: it asks the worker.
#[must_use]
pub fn told(page: &Page) -> Option<LoaderPublished> {
    let env = page.first_env().to_string();
    Some(LoaderPublished { published: format!("{}/{}/", origin()?, page.id), env, origin: None })
}

impl Setting {
    fn read(bound: bool, domain: &str, worker: &str) -> Self {
        let wrong = |problem: &str| Self::Wrong(problem.to_owned());
        let written = |name: &str, example: &str, it: &str| {
            wrong(&format!("{name} = \"{it}\" is no origin; write it as \"{example}\", with nothing behind it"))
        };
        match (bound, domain.is_empty()) {
            (false, true) => Self::Off,
            (true, true) => wrong(
                "the bucket PUBLISHED is bound, but nothing says where readers reach it: set FYR_PUBLISHED, or remove the binding",
            ),
            (false, false) => wrong(
                "FYR_PUBLISHED is set, but no bucket: add [[r2_buckets]] with binding = \"PUBLISHED\", or unset it",
            ),
            (true, false) if !is_origin(domain) => written("FYR_PUBLISHED", "https://live.example.no", domain),
            _ if !worker.is_empty() && !is_origin(worker) => written("FYR_ORIGIN", "https://status.example.no", worker),
            (true, false) => {
                let worker = Some(worker.to_owned()).filter(|it| !it.is_empty());
                Self::On { domain: domain.to_owned(), worker }
            }
        }
    }
}

/// Tests reach both on this machine.
fn is_origin(written: &str) -> bool {
    let local = cfg!(feature = "scripted") && written.starts_with("http://127.0.0.1:");
    local || published::origin(written).is_some()
}

/// Puts what readers poll into the bucket: after a round.
pub async fn put(object: &PageObject, page: &Page) {
    let Setting::On { worker, .. } = setting() else { return };
    let known = object.with_live(page, |live| (live.put.last, live.round_at, live.put.loader.clone()));
    // Before the first round there is nothing to tell.
    let Ok((last, Some(_), before)) = known else { return };
    if last.is_some_and(|(at, _)| (0..=1).contains(&now().since(at))) {
        worker::Delay::from(APART).await;
    }
    let (begun, tempo) = (now(), Tempo::of(&object.env));
    let Ok(state) = object.with_live(page, |live| live.state(page, tempo, begun)) else { return };
    let polled = told(page).filter(|_| worker.is_some()).map(|it| LoaderPublished { origin: worker, ..it });
    let loader = polled.map(|it| crate::routes::stateless_loader(page, &state, it));
    let new = loader.clone().filter(|it| *it != before);
    let done = within(LIMIT, put_all(&object.env, page, &state, new, begun)).await;
    let done = done.unwrap_or_else(|| Err("the bucket did not answer in time".into()));
    let note = |live: &mut Live| match &done {
        Ok(()) => {
            live.put = Put { last: Some((begun, state.revision)), failing: None, loader: loader.unwrap_or_default() }
        }
        Err(_) => live.put.failing = live.put.failing.or(Some(begun)),
    };
    if let Err(error) = object.with_live(page, note).and(done) {
        warn(page, "what readers poll was not published", &error);
    }
}

/// Puts what readers poll into the bucket whenever they would see something else by now, declared or measured, while a round waits for
/// others: until that is over. After one that failed, the round's own is the next.
pub async fn put_changes(object: &PageObject, page: &Page, over: &Cell<bool>) {
    // One that fails is tried again after the round.
    let changed = |live: &mut Live| {
        let put = &live.put;
        put.failing.is_none() && put.last.is_some_and(|(_, revision)| revision != live.revision)
    };
    while matches!(setting(), Setting::On { .. }) && !over.get() {
        match object.with_live(page, changed) {
            Ok(true) => put(object, page).await,
            _ => worker::Delay::from(LOOKED_AFTER).await,
        }
    }
}

/// Each language of each environment is drawn up when its turn comes: of a large page not all are in memory at once. Others are put
/// though one fails.
async fn put_all(env: &Env, page: &Page, state: &PageState, loader: Option<String>, now: Instant) -> Result<()> {
    #[cfg(feature = "scripted")]
    crate::scripted::faults::bucket_gone().await?;
    let bucket = &env.bucket("PUBLISHED")?;
    let lifetime = &format!("public, max-age={}", state.stale_after.since(now).clamp(0, KEPT));
    let first = page.first_env();
    let others = page.environments.iter().map(|env| &env.id).filter(|id| **id != first);
    let envs: Vec<&EnvId> = std::iter::once(&first).chain(others).collect();
    let forms = page.languages.iter().flat_map(|lang| envs.iter().map(move |env| (*lang, *env)));
    let puts = forms.map(|(lang, env)| async move {
        let snapshot = Snapshot::compose(page, state, Some(lang), env);
        let (folder, json) = (published::folder(page, lang, env), crate::policy::SNAPSHOT.media_type);
        let [whole, summary] = [serde_json::to_string(&snapshot)?, serde_json::to_string(&Summary::of(&snapshot))?];
        let whole = one(bucket, format!("{folder}/snapshot.json"), whole, json, lifetime).await;
        whole.and(one(bucket, format!("{folder}/summary.json"), summary, json, lifetime).await)
    });
    let done: Vec<Result<()>> = stream::iter(puts).buffer_unordered(AT_A_TIME).collect().await;
    if let Some(script) = loader {
        one(bucket, published::loader(page), script, crate::policy::LOADER.media_type, lifetime).await?;
    }
    done.into_iter().collect()
}

async fn one(bucket: &Bucket, key: String, text: String, media_type: &str, lifetime: &str) -> Result<()> {
    let (content_type, cache_control) = (Some(media_type.to_owned()), Some(lifetime.to_owned()));
    let metadata = HttpMetadata { content_type, cache_control, ..HttpMetadata::default() };
    bucket.put(key, text).http_metadata(metadata).execute().await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_setting_without_the_other_is_named_with_its_cure() {
        let wrong = |bound, domain: &str, worker: &str| match Setting::read(bound, domain, worker) {
            Setting::Wrong(problem) => problem,
            other => panic!("{other:?}"),
        };
        assert!(wrong(true, "", "").contains("set FYR_PUBLISHED, or remove the binding"));
        assert!(wrong(false, "https://live.example.no", "").contains("add [[r2_buckets]]"));
        let slash = wrong(true, "https://live.example.no/", "");
        assert!(slash.contains("FYR_PUBLISHED") && slash.contains("nothing behind it"), "{slash}");
        assert!(wrong(true, "https://live.example.no", "status.example.no").contains("FYR_ORIGIN"));
    }

    #[test]
    fn what_is_not_asked_for_is_off() {
        assert_eq!(Setting::read(false, "", "https://status.example.no"), Setting::Off);
        let domain = "https://live.example.no".to_owned();
        assert_eq!(Setting::read(true, &domain, ""), Setting::On { domain, worker: None });
    }
}
