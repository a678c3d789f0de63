//! Sends what a form holds. What nobody answered is sent again under the same key until somebody does, so that it is done
//! once; what was refused or came second comes back to the form, and nothing of it is lost.

use crate::app::{App, Base, fresh_key};
use crate::ask::{Ask, Failure};
use crate::draft::{Draft, place};
use crate::words::words;
use fyr_shared::operator::{Conflict, Preview, Refusal};
use gloo_net::http::Method;
use leptos::prelude::*;
use serde_json::Value;
use std::sync::Arc;

/// Seconds between attempts.
const PAUSES: [u32; 6] = [1, 2, 3, 5, 10, 20];

/// Places of texts in several languages.
const TEXTS: [&str; 5] = ["/title", "/text", "/effect", "/workaround", "/reason"];

/// What becomes of a form.
#[derive(Clone, PartialEq)]
pub enum State {
    /// Somebody writes.
    Writing,
    /// It is on its way.
    Sending,
    /// It is not sent yet: so many attempts failed.
    Waiting(u32),
    /// Somebody else was first.
    Conflict(Box<Conflict>),
}

/// What a form asks for.
#[derive(Clone)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where.
    pub path: String,
    /// What is said, made of a draft.
    pub body: Arc<dyn Fn(&Draft) -> Value + Send + Sync>,
}

/// A form and what becomes of it.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Everything else.
    pub app: App,
    /// By which name its draft is kept.
    pub name: StoredValue<String>,
    /// What it holds.
    pub draft: RwSignal<Draft>,
    /// What is changed by it.
    pub base: RwSignal<Option<Base>>,
    /// What is wrong.
    pub refusals: RwSignal<Vec<Refusal>>,
    /// What it would look like.
    pub preview: RwSignal<Option<Arc<Preview>>>,
    /// What becomes of it.
    pub state: RwSignal<State>,
    /// Whether an attempt may have arrived, and something else is to be sent now.
    pub doubtful: RwSignal<bool>,
    /// How often it was sent by somebody: what was sent before is not tried again beside it.
    sent: StoredValue<u32>,
}

impl Sheet {
    /// A form that begins with a draft, or goes on with the one that is kept.
    pub fn open(app: App, name: String, begun: Draft, base: Option<Base>) -> Self {
        // Of this page: what is written about one is never published on another.
        let page = app.session.with_untracked(|it| it.as_ref().map(|it| it.page.clone())).unwrap_or_default();
        let name = format!("{page} {name}");
        let kept = app.drafts.with_value(|drafts| drafts.get(&name).cloned());
        let (draft, base) = kept.unwrap_or((begun, base));
        Self {
            app,
            name: StoredValue::new(name),
            draft: RwSignal::new(draft),
            base: RwSignal::new(base),
            refusals: RwSignal::new(Vec::new()),
            preview: RwSignal::new(None),
            state: RwSignal::new(State::Writing),
            doubtful: RwSignal::new(false),
            sent: StoredValue::new(0),
        }
    }

    /// What stands at a place, now and whenever it changes.
    pub fn get(self, place: &str) -> String {
        self.draft.with(|draft| draft.get(place).to_owned())
    }

    /// Writes at a place. What was previewed is no longer what would be sent.
    pub fn set(self, place: &str, value: String) {
        self.draft.update(|draft| draft.set(place, value));
        if self.preview.with_untracked(Option::is_some) {
            self.preview.set(None);
        }
        let of = |it: &Refusal| it.pointer == place;
        if self.refusals.with_untracked(|all| all.iter().any(of)) {
            self.refusals.update(|all| all.retain(|it| !of(it)));
        }
        self.keep();
    }

    /// Keeps the draft for when this screen is opened again.
    fn keep(self) {
        let kept = (self.draft.get_untracked(), self.base.get_untracked());
        let name = self.name.get_value();
        self.app.drafts.update_value(|drafts| {
            if kept.0.is_touched() {
                drafts.insert(name, kept);
            } else {
                drafts.remove(&name);
            }
        });
    }

    /// Throws the draft away.
    pub fn forget(self) {
        let name = self.name.get_value();
        self.app.drafts.update_value(|drafts| drop(drafts.remove(&name)));
    }

    fn ask(self, request: &Request) -> Ask {
        let body = self.draft.with_untracked(|draft| (request.body)(draft));
        let version = self.base.with_untracked(|base| base.as_ref().map(|base| base.version.clone()));
        Ask {
            method: request.method.clone(),
            path: request.path.clone(),
            query: Vec::new(),
            body: Some(body),
            version,
            key: None,
        }
    }

    /// Asks what it would look like.
    pub async fn look(self, request: &Request) -> Option<Arc<Preview>> {
        let mut ask = self.ask(request);
        ask.query.push(("preview", String::new()));
        let body = ask.body.clone().unwrap_or_default();
        self.state.try_set(State::Sending);
        let answer = self.app.ask(&ask).await;
        self.state.try_set(State::Writing);
        match answer {
            Ok(answer) => {
                let preview: Preview = serde_json::from_value(answer).ok()?;
                self.refuse(&preview.refusals, &body);
                let preview = Arc::new(preview);
                let shown = preview.refusals.is_empty().then(|| Arc::clone(&preview));
                self.preview.try_set(shown.clone());
                shown
            }
            Err(failure) => {
                self.fail(failure, &body);
                None
            }
        }
    }

    /// Sends it, until somebody answers; gives what was made of it.
    pub async fn send(self, request: &Request) -> Option<Value> {
        let mut ask = self.ask(request);
        let body = ask.body.clone().unwrap_or_default();
        ask.key = Some(self.draft.try_update(|draft| draft.key(&body, fresh_key))?);
        self.keep();
        self.state.set(State::Sending);
        let mine = self.sent.try_get_value()? + 1;
        self.sent.try_update_value(|sent| *sent = mine);
        let mut failed = 0;
        loop {
            match self.app.ask(&ask).await {
                Ok(answer) => {
                    self.forget();
                    return Some(answer);
                }
                Err(Failure::Unreached) => {
                    failed += 1;
                    self.state.try_set(State::Waiting(failed));
                    self.app.say(words(self.app.lang.get_untracked()).not_sent);
                    if !self.pause(failed, mine).await {
                        return None;
                    }
                }
                Err(failure) => {
                    self.draft.try_update(Draft::refused);
                    self.state.try_set(State::Writing);
                    self.fail(failure, &body);
                    return None;
                }
            }
        }
    }

    /// Waits for the next attempt; tells whether there is to be one: not when nobody waits for it any more.
    async fn pause(self, failed: u32, mine: u32) -> bool {
        let at = usize::try_from(failed).unwrap_or(usize::MAX).saturating_sub(1).min(PAUSES.len() - 1);
        let steps = PAUSES.get(at).copied().unwrap_or(1) * 4;
        for _ in 0..steps {
            gloo_timers::future::TimeoutFuture::new(250).await;
            if self.sent.try_get_value() != Some(mine) {
                return false;
            }
            match self.state.try_get_untracked() {
                Some(State::Waiting(_)) => {}
                // Somebody does not want to wait for the next.
                Some(State::Sending) => return true,
                _ => return false,
            }
        }
        self.state.try_set(State::Sending);
        true
    }

    fn fail(self, failure: Failure, body: &Value) {
        match failure {
            Failure::Conflict(conflict) => {
                self.state.try_set(State::Conflict(Box::new(conflict)));
            }
            Failure::Refused(refusals) => self.refuse(&refusals, body),
            Failure::Unreached => {
                let detail = words(self.app.lang.get_untracked()).unreached.to_owned();
                self.refusals.try_set(vec![Refusal { pointer: String::new(), detail }]);
            }
            // Signing in says so; the draft is kept.
            Failure::Unknown => {}
        }
    }

    fn refuse(self, refusals: &[Refusal], body: &Value) {
        // What is said of a text in all languages is shown at the first one.
        let first = self.app.desk_now().and_then(|desk| desk.languages.first().map(|lang| lang.as_str()));
        let placed = |it: &Refusal| {
            let pointer = place(&it.pointer, body);
            let is_text = TEXTS.contains(&pointer.as_str());
            let pointer = first.filter(|_| is_text).map(|lang| format!("{pointer}/{lang}")).unwrap_or(pointer);
            Refusal { pointer, detail: it.detail.clone() }
        };
        self.refusals.try_set(refusals.iter().map(placed).collect());
    }

    /// Stops trying. Whether it has arrived is not known: what is sent next under another key may be a second one.
    pub fn stop(self) {
        self.state.set(State::Writing);
        self.doubtful.set(true);
    }

    /// Goes on top of what somebody else has made.
    pub fn rebase(self, conflict: &Conflict) {
        let at = |key: &str| conflict.current.get(key);
        let id = at("id").and_then(Value::as_str).unwrap_or_default();
        let revision = at("revision").and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok()).unwrap_or_default();
        let version = fyr_shared::operator::version(id, revision);
        self.base.set(Some(Base { version, record: conflict.current.clone() }));
        self.state.set(State::Writing);
        self.keep();
    }
}
