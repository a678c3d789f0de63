//! What the console knows: who is signed in, what the desk shows, which screen is open, which drafts there are. All of it in
//! memory: nothing is stored, and a reload begins anew.

use crate::ask::{Ask, Failure};
use crate::draft::Draft;
use crate::way::Way;
use crate::words::{Words, words};
use fyr_shared::date::Dates;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::operator::{Desk, Listed, Scope};
use fyr_shared::text::{Text, text};
use fyr_shared::time::Instant;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How many records are asked for at once.
const AT_ONCE: u32 = 100;

/// Who is signed in.
#[derive(Clone)]
pub struct Session {
    /// At which page.
    pub page: String,
    /// With which token. It leaves this place in one header only.
    pub token: String,
}

/// The desk, and when it came by this machine's monotonic clock.
#[derive(Clone)]
pub struct Seen {
    /// The desk.
    pub desk: Arc<Desk>,
    /// Milliseconds.
    pub at: f64,
}

/// A record that a form is about: what it was when the form was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// Its version.
    pub version: String,
    /// All of it.
    pub record: Value,
}

/// Everything.
#[derive(Clone, Copy)]
pub struct App {
    /// Who is signed in.
    pub session: RwSignal<Option<Session>>,
    /// What the desk shows.
    pub seen: RwSignal<Option<Seen>>,
    /// Which screen is open.
    pub way: RwSignal<Way>,
    /// In which language.
    pub lang: RwSignal<Lang>,
    /// Whether the language is that of the browser, and not somebody's choice.
    pub first: RwSignal<bool>,
    /// When the desk was as it is shown.
    pub as_of: RwSignal<Instant>,
    /// What is read out.
    pub said: RwSignal<&'static str>,
    /// Whether the overview changes by itself.
    pub paused: RwSignal<bool>,
    /// Whether the newest desk could not be had.
    pub lost: RwSignal<bool>,
    /// Whether something takes its time.
    pub busy: RwSignal<u32>,
    /// Why somebody has to sign in again.
    pub signed_out: RwSignal<bool>,
    /// Drafts that would be lost, with what they are about, by screen.
    pub drafts: StoredValue<BTreeMap<String, (Draft, Option<Base>)>>,
}

impl App {
    /// Nobody is signed in.
    pub fn new(lang: Lang, way: Way) -> Self {
        Self {
            session: RwSignal::new(None),
            seen: RwSignal::new(None),
            way: RwSignal::new(way),
            lang: RwSignal::new(lang),
            first: RwSignal::new(true),
            as_of: RwSignal::new(Instant(0)),
            said: RwSignal::new(""),
            paused: RwSignal::new(false),
            lost: RwSignal::new(false),
            busy: RwSignal::new(0),
            signed_out: RwSignal::new(false),
            drafts: StoredValue::new(BTreeMap::new()),
        }
    }

    /// The console's words.
    pub fn words(self) -> &'static Words {
        words(self.lang.get())
    }

    /// The words that it shares with what readers see.
    pub fn text(self) -> &'static Text {
        text(self.lang.get())
    }

    /// The desk, as it is now and whenever it changes.
    pub fn desk(self) -> Option<Arc<Desk>> {
        self.seen.with(|seen| seen.as_ref().map(|seen| Arc::clone(&seen.desk)))
    }

    /// The desk as it is now.
    pub fn desk_now(self) -> Option<Arc<Desk>> {
        self.seen.with_untracked(|seen| seen.as_ref().map(|seen| Arc::clone(&seen.desk)))
    }

    /// The server's time.
    pub fn now(self) -> Instant {
        self.seen.with_untracked(|seen| {
            #[expect(clippy::cast_possible_truncation, reason = "whole seconds since a page was opened fit")]
            seen.as_ref().map_or(Instant(0), |seen| seen.desk.now.plus(((monotonic() - seen.at) / 1000.0) as i64))
        })
    }

    /// A text of the page in the language of the console, and which language that is, if it is another.
    pub fn pick(self, desk: &Desk, text: &Localized) -> (String, Option<Lang>) {
        text.pick(self.lang.get(), &desk.languages).map_or_else(Default::default, |it| (it.text, it.lang))
    }

    /// Writes times.
    pub fn dates(self, desk: &Desk) -> Dates<'_> {
        Dates { lang: self.lang.get(), zone: &desk.zone, now: self.now() }
    }

    /// Whether the token is good for something.
    pub fn may(self, scope: Scope) -> bool {
        self.desk().is_some_and(|desk| desk.me.scopes.contains(&scope))
    }

    /// Opens a screen.
    pub fn go(self, way: Way) {
        let history = window().history();
        let fragment = way.fragment();
        let address = if fragment.is_empty() { window().location().pathname() } else { Ok(format!("#{fragment}")) };
        if let (Ok(history), Ok(address)) = (history, address) {
            // Without it, only the way back is lost.
            let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
        }
        self.way.set(way);
    }

    /// Says something to who does not see it.
    pub fn say(self, text: &'static str) {
        // What is said a second time is heard only if there was silence between.
        self.said.set("");
        wasm_bindgen_futures::spawn_local(async move {
            gloo_timers::future::TimeoutFuture::new(60).await;
            self.said.set(text);
        });
    }

    /// Asks the API. What takes longer than a moment shows that it works; a token that is no good any more leads to signing in.
    pub async fn ask(self, ask: &Ask) -> Result<Value, Failure> {
        let Some(session) = self.session.get_untracked() else { return Err(Failure::Unknown) };
        self.busy.update(|busy| *busy += 1);
        let answer = ask.send(&session.page, &session.token).await;
        self.busy.update(|busy| *busy = busy.saturating_sub(1));
        if matches!(answer, Err(Failure::Unknown)) {
            self.refused();
        }
        answer
    }

    /// All of a list, page by page; `None` where it cannot be had. `cursor` is the parameter by which the list goes on.
    pub async fn all<T: DeserializeOwned>(self, path: &str, cursor: &'static str) -> Option<Vec<T>> {
        let (mut items, mut next) = (Vec::new(), None::<u64>);
        loop {
            let limit = ("limit", AT_ONCE.to_string());
            let query = std::iter::once(limit).chain(next.map(|next| (cursor, next.to_string()))).collect();
            let answer = self.ask(&Ask { query, ..Ask::read(path) }).await.ok()?;
            let listed: Listed<T> = serde_json::from_value(answer).ok()?;
            items.extend(listed.items);
            match listed.next {
                Some(more) if Some(more) != next => next = Some(more),
                _ => return Some(items),
            }
        }
    }

    /// Fetches the desk anew; tells whether it could be had.
    pub async fn refresh(self) -> bool {
        let answer = self.ask(&Ask::read("/desk")).await.ok().and_then(|body| serde_json::from_value(body).ok());
        match answer {
            Some(desk) => {
                self.show(desk);
                true
            }
            None => {
                self.lost.set(true);
                self.say(words(self.lang.get_untracked()).lost);
                false
            }
        }
    }

    /// Fetches the desk anew; the overview says if it could not be had.
    pub async fn show_newest(self) {
        let _had = self.refresh().await;
    }

    /// Shows a desk. What is the same stays as it is drawn, and what has the focus keeps it.
    pub fn show(self, desk: Desk) {
        self.lost.set(false);
        self.as_of.set(desk.now);
        let same = |seen: &Seen| Desk { now: desk.now, ..(*seen.desk).clone() } == desk;
        let same = self.seen.with_untracked(|seen| seen.as_ref().is_some_and(same));
        let seen = Some(Seen { desk: Arc::new(desk), at: monotonic() });
        if same {
            self.seen.update_untracked(|old| *old = seen);
            return;
        }
        let held = document().active_element().map(|it| it.id()).filter(|id| !id.is_empty());
        self.seen.set(seen);
        if let Some(held) = held {
            crate::dom::hold(held);
        }
    }

    /// Forgets the token. Drafts stay: who signs in again goes on.
    pub fn sign_out(self) {
        self.session.set(None);
        self.seen.set(None);
        self.signed_out.set(false);
    }

    /// The token is not good any more: it is forgotten, and whoever had it is told why.
    fn refused(self) {
        self.sign_out();
        self.signed_out.set(true);
        self.say(words(self.lang.get_untracked()).signed_out);
    }

    /// Whether somebody is signed in, and the desk is there.
    pub fn signed_in(self) -> bool {
        let (session, seen) = (self.session.with(Option::is_some), self.seen.with(Option::is_some));
        session && seen
    }

    /// Whether a draft would be lost.
    pub fn has_drafts(self) -> bool {
        self.drafts.with_value(|drafts| drafts.values().any(|(draft, _)| draft.is_touched()))
    }
}

/// The machine's monotonic clock, in milliseconds.
pub fn monotonic() -> f64 {
    window().performance().map_or(0.0, |clock| clock.now())
}

/// A key nobody else has.
pub fn fresh_key() -> String {
    window().crypto().map_or_else(|_| format!("{:x}", js_sys::Math::random().to_bits()), |crypto| crypto.random_uuid())
}
