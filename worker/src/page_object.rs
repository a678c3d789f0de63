//! `PageObject`: one per page, the only writer.
//!
//! | call | does |
//! |---|---|
//! | `GET /{page}/state` | answers the page's present state as JSON; never waits for anything but storage |
//! | `GET /{page}/history?env=&components=` | answers what is wanted of the page's past ([`crate::history`]) |
//! | `GET /{page}/reports` | which reports there are; with `/{yyyy-mm}/{revision}` behind it, that one; empty: there is no such revision |
//! | `POST /{page}/wake` | makes sure that the alarm is set |
//! | `POST /{page}/operator` | what an operator asks ([`crate::operator`]) |
//! | alarm | a round: what is due, ask the regions, judge, record in one transaction, publish, next alarm |
//!
//! The next alarm is set before a round begins, so that a round that dies is followed by another. After waiting, a round
//! takes a new `now`; what it decides, it decides on what is in memory then, in one synchronous transaction. When a write
//! fails nothing of it is kept, and the memory is read anew.

#![allow(missing_docs, reason = "the methods that the object macro writes have none")]

use crate::clock::{Tempo, now};
use crate::history;
use crate::operator;
use crate::report;
use crate::round::{Live, plan};
use crate::store::{retain, schema, sql::Sql, transaction};
use fyr_shared::history::PageHistory;
use fyr_shared::page::Page;
use fyr_shared::time::{HOUR, Instant};
use fyr_shared::unquoted::unquoted;
use std::cell::{Cell, RefCell};
use std::time::Duration;
use worker::{DurableObject, Env, Request, Response, Result, ScheduledTime, State, durable_object};

/// The object of one page.
#[durable_object]
pub struct PageObject {
    pub(crate) state: State,
    pub(crate) env: Env,
    live: RefCell<Option<Live>>,
    /// How often each token was used of late.
    pub(crate) rates: operator::Rates,
    /// How many rows the present round has written, for a test to see.
    #[cfg(feature = "scripted")]
    pub(crate) written: Cell<usize>,
    /// How many rows were read the last time that the past was told, for a test to see.
    #[cfg(feature = "scripted")]
    pub(crate) read: Cell<usize>,
    /// When the present round began and when it recorded how many observations, for a test to see. Milliseconds.
    #[cfg(feature = "scripted")]
    pub(crate) told: RefCell<(u64, Vec<(u64, usize)>)>,
    /// The hour in which old samples were last let go of.
    pruned: Cell<i64>,
    /// Whether the object's name has been noted since it woke.
    named: Cell<bool>,
}

impl DurableObject for PageObject {
    fn new(state: State, env: Env) -> Self {
        crate::enter(&env);
        Self {
            state,
            env,
            live: RefCell::new(None),
            rates: operator::Rates::default(),
            #[cfg(feature = "scripted")]
            written: Cell::new(0),
            #[cfg(feature = "scripted")]
            read: Cell::new(0),
            #[cfg(feature = "scripted")]
            told: RefCell::default(),
            pruned: Cell::new(0),
            named: Cell::new(false),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let path = request.path();
        let Some((name, action)) = path.trim_start_matches('/').split_once('/') else {
            return Response::error("no such call", 404);
        };
        let Some(page) = crate::pages::find(name) else { return Response::error("no such page", 404) };
        #[cfg(feature = "scripted")]
        if let Some(answer) = crate::scripted::object::handle(self, &page, action).await {
            return answer;
        }
        match action {
            "state" => {
                let awake = self.wake(&page).await;
                awake.unwrap_or_else(|error| warn(&page, "the alarm was not set", &error));
                self.answer_state(&page)
            }
            "history" => {
                let url = request.url()?;
                let asked = |name: &str| Some(url.query_pairs().find(|(known, _)| known == name)?.1.into_owned());
                Response::from_json(&self.history(&page, &history::Wanted::read(asked))?)
            }
            "operator" => {
                let call: operator::Call = request.json().await?;
                let answer = operator::answer(self, &page, &call)?;
                if answer.changed {
                    // What was declared is put where readers find it if this object is gone.
                    let awake = self.wake_soon(&page).await;
                    // It is stored all the same, and the watchdog comes within a minute.
                    awake.unwrap_or_else(|error| warn(&page, "the alarm was not set", &error));
                }
                Response::from_json(&answer)
            }
            "wake" => {
                self.wake(&page).await?;
                Response::ok("awake")
            }
            _ => match report::Asked::read(action) {
                Some(asked) => Response::ok(report::answer(self, &page, asked)?.unwrap_or_default()),
                None => Response::error("no such call", 404),
            },
        }
    }

    async fn alarm(&self) -> Result<Response> {
        #[cfg(feature = "scripted")]
        crate::scripted::faults::panic_if_planted("alarm");
        let name = self.name()?;
        let Some(page) = crate::pages::find(&name) else {
            worker::console_warn!("no page `{name}` any more: its object falls asleep");
            return Response::ok("asleep");
        };
        let tempo = Tempo::of(&self.env);
        self.set_alarm(now().plus(tempo.heartbeat)).await?;
        self.round(&page).await?;
        let next = self.with_live(&page, |live| {
            let next = plan::next_round(&page, &live.series, tempo, now());
            live.declared.changes_at(now()).map_or(next, |at| at.min(next))
        })?;
        // What was declared meanwhile may have asked for an earlier one.
        let asked = self.state.storage().get_alarm().await?.map(|at| Instant(at / 1000));
        self.set_alarm(asked.filter(|at| *at > now()).map_or(next, |at| at.min(next))).await?;
        Response::ok("done")
    }
}

/// Says in the log what went wrong, and nothing of what is stored.
pub(crate) fn warn(page: &Page, what: &str, error: &worker::Error) {
    worker::console_warn!("`{}`: {what}: {}", page.id, unquoted(&error.to_string()));
}

impl PageObject {
    /// Makes sure that the tables are there, and up to date.
    pub(crate) fn ready(&self, page: &Page) -> Result<()> {
        self.with_live(page, |_| ())
    }

    /// Does something to what is stored and to what is in memory, all or nothing: when a write fails, the memory is read anew.
    pub(crate) fn write<T>(&self, page: &Page, work: impl FnOnce(&Sql, &mut Live) -> Result<T>) -> Result<T> {
        self.ready(page)?;
        let Some(mut live) = self.live.take() else { return Err("the object has no memory".into()) };
        let written = transaction(&self.state.storage(), |sql| {
            let done = work(sql, &mut live);
            #[cfg(feature = "scripted")]
            crate::scripted::faults::panic_if_planted("transaction");
            done
        });
        self.live.replace(written.is_ok().then_some(live));
        written
    }

    /// Does something as [`Self::write`] does, and keeps nothing of it.
    pub(crate) fn rehearse<T>(&self, page: &Page, work: impl FnOnce(&Sql, &mut Live) -> Result<T>) -> Result<T> {
        let mut live = self.with_live(page, |live| live.clone())?;
        let mut done = None;
        let undone: Result<()> = transaction(&self.state.storage(), |sql| {
            done = Some(work(sql, &mut live));
            // The only way out of a transaction that stores nothing.
            Err("rehearsed".into())
        });
        match (done, undone) {
            (Some(done), _) => done,
            (None, Err(error)) => Err(error),
            (None, Ok(())) => Err("the rehearsal did not run".into()),
        }
    }

    /// Puts the state where readers find it if this object is gone: on change, and hourly. A failure is tried again.
    pub(crate) async fn publish(&self, page: &Page) {
        let (now, tempo) = (now(), Tempo::of(&self.env));
        let due = self.with_live(page, |live| {
            let recent = live
                .published
                .is_some_and(|(at, revision)| revision == live.revision && (0..HOUR).contains(&now.since(at)));
            (!recent).then(|| live.state(page, tempo, now))
        });
        let Ok(Some(state)) = due else { return };
        let put = crate::copies::put(&self.env, page.id.as_str(), &state).await;
        let noted = put.and_then(|()| self.with_live(page, |live| live.published = Some((now, state.revision))));
        noted.unwrap_or_else(|error| warn(page, "the last copy was not written", &error));
    }

    /// Lets go of what is too old to be kept, and folds the days that are over, once an hour.
    pub(crate) fn prune(&self, page: &Page) {
        let now = now();
        if self.pruned.replace(now.0.div_euclid(HOUR)) == now.0.div_euclid(HOUR) {
            return;
        }
        let stale = Tempo::of(&self.env).stale;
        let pruned = self.with_live(page, |live| {
            // A month may be over.
            live.reported = false;
            transaction(&self.state.storage(), |sql| {
                retain::prune(sql, now)?;
                history::fold(sql, live, &page.zone, stale, now)
            })
        });
        let pruned = pruned.flatten();
        pruned.unwrap_or_else(|error| warn(page, "what is old was not folded", &error));
    }

    /// Makes the reports that are due: once an hour, and when something was declared.
    pub(crate) fn report(&self, page: &Page) {
        let now = now();
        let made = self.with_live(page, |live| {
            if live.reported {
                return Ok(());
            }
            live.reported = true;
            let more = transaction(&self.state.storage(), |sql| report::make(sql, live, page, now))?;
            live.reported = !more;
            Ok(())
        });
        let made: Result<()> = made.flatten();
        made.unwrap_or_else(|error| warn(page, "reports were not made", &error));
    }

    /// What is wanted of the page's past.
    pub(crate) fn history(&self, page: &Page, wanted: &history::Wanted) -> Result<PageHistory> {
        let (now, stale) = (now(), Tempo::of(&self.env).stale);
        let read = |live: &mut Live| {
            transaction(&self.state.storage(), |sql| {
                let past = history::past(sql, live, page, wanted, stale, now);
                #[cfg(feature = "scripted")]
                self.read.set(sql.rows_read());
                past
            })
        };
        self.with_live(page, read).flatten()
    }

    pub(crate) fn answer_state(&self, page: &Page) -> Result<Response> {
        let (now, tempo) = (now(), Tempo::of(&self.env));
        let state = self.with_live(page, |live| live.state(page, tempo, now))?;
        Response::from_json(&state)
    }

    /// The present state, as JSON.
    pub(crate) fn state_text(&self, page: &Page) -> Result<String> {
        let (now, tempo) = (now(), Tempo::of(&self.env));
        let state = self.with_live(page, |live| live.state(page, tempo, now))?;
        Ok(serde_json::to_string(&state)?)
    }

    /// Runs something on what is in memory, which is read from storage first where it has to be.
    pub(crate) fn with_live<T>(&self, page: &Page, read: impl FnOnce(&mut Live) -> T) -> Result<T> {
        let mut live = self.live.borrow_mut();
        if live.is_none() {
            *live = Some(transaction(&self.state.storage(), |sql| {
                if schema::migrate(sql, &page.first_env())? < schema::TOUCHED {
                    operator::record::touch_all(sql, &page.zone)?;
                }
                Live::load(sql, page, now())
            })?);
        }
        live.as_mut().map(read).ok_or_else(|| "the object has no memory".into())
    }

    /// Makes sure that the alarm is set, and to a time at which it will go off: one set by a clock that has been set back
    /// since would not for hours.
    async fn wake(&self, page: &Page) -> Result<()> {
        let tempo = Tempo::of(&self.env);
        if !tempo.alarms {
            return Ok(());
        }
        if !self.named.get() {
            self.with_live(page, |_| ())?;
            transaction(&self.state.storage(), |sql| schema::name(sql, page.id.as_str()))?;
            self.named.set(true);
        }
        let set = self.state.storage().get_alarm().await?.map(|at| Instant(at / 1000));
        let now = now();
        let sane = |at: &Instant| (-tempo.stale..=tempo.heartbeat + 5).contains(&at.since(now));
        if set.filter(sane).is_none() { self.set_alarm(now).await } else { Ok(()) }
    }

    /// A round follows in a second, if none would before.
    async fn wake_soon(&self, page: &Page) -> Result<()> {
        self.wake(page).await?;
        let soon = now().plus(1);
        let set = self.state.storage().get_alarm().await?.map(|at| Instant(at / 1000));
        if set.is_some_and(|at| at <= soon) { Ok(()) } else { self.set_alarm(soon).await }
    }

    /// The page's name: of the object, or, where the runtime does not tell in an alarm, as it was noted.
    fn name(&self) -> Result<String> {
        if let Some(name) = self.state.id().name() {
            return Ok(name);
        }
        transaction(&self.state.storage(), schema::named)?.ok_or_else(|| "an object that nobody has called".into())
    }

    async fn set_alarm(&self, at: Instant) -> Result<()> {
        if !Tempo::of(&self.env).alarms {
            return Ok(());
        }
        // An alarm is a row.
        #[cfg(feature = "scripted")]
        crate::scripted::faults::statement("alarm")?;
        let wait = u64::try_from(at.since(now())).unwrap_or(0);
        let at = ScheduledTime::from(Duration::from_secs(wait));
        self.state.storage().set_alarm(at).await
    }
}
