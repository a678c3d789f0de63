//! A feed, RSS 2.0 or Atom, of somebody's news or incidents.
//!
//! *Notices* set no level: what is new and not over is shown, and nothing is claimed. *Incident*: entries that are not over
//! set the level that their words tell, and a feed that can be read, has a title and holds none of them is well. One
//! without any entry must have been made lately, too: Azure's is empty when all is well, and so is half a feed, and one that
//! nobody feeds any longer. A feed that cannot be read says nothing, and its components are *unknown*.
//!
//! Of entries about the same thing the newest counts, for as many days as the page file says. What nobody has closed by then
//! is not taken for over: as long as the feed has it, nobody can say.
//!
//! Sources: RSS 2.0, RFC 4287; feeds of Statuspage, incident.io, OnlineOrNot, Better Stack, Azure and Microsoft 365.

mod entries;
mod fold;
mod mark;
mod said;
mod sentence;
mod state;
mod words;
mod xml;

use super::told::{Item, MAX_INCIDENTS, Stage, Update};
use super::{Document, Documents, Reading, text};
use entries::{Entry, Feed};
use fold::fold;
use fyr_shared::page::{About, FeedMode, Reads, Source};
use fyr_shared::status::{Claim, Incident, Level, Reason};
use fyr_shared::time::{DAY, Instant};
use state::State;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Entries about the same thing.
struct Thread<'a> {
    /// As they stand in the feed; at least one.
    entries: Vec<&'a Entry>,
    /// The one that counts.
    newest: &'a Entry,
    /// When it was last changed; `None` where one of them does not say.
    changed: Option<Instant>,
    state: State,
    /// What people see of them, in lower case and composed.
    seen: OnceCell<String>,
}

/// One reading per component the source speaks about, in their order.
pub(super) fn read(source: &Source, at: Instant, answer: &Documents<'_>) -> Vec<Reading> {
    let feed = answer.as_ref().map_err(|reason| *reason).and_then(|documents| {
        let text = Document::main(documents)?.answered()?.feed()?;
        Feed::read(text).map_err(|_| Reason::Unreadable)
    });
    let threads = feed.as_ref().map_or_else(|_| vec![], threads);
    let one = |about: &About| match (&about.reads, &feed) {
        (_, Err(reason)) => Reading::unknown(*reason),
        (Reads::Feed { mode, days, words }, Ok(feed)) => {
            let since = at.plus(-days * DAY);
            let (current, past): (Vec<&Thread<'_>>, Vec<_>) =
                threads.iter().filter(|it| it.holds(words)).partition(|it| it.is_current(since));
            match mode {
                FeedMode::Notices => notices(&current, source, about, at),
                FeedMode::Incident => Reading {
                    incidents: shown(open(&current), source, about, at),
                    ..incidents(feed.is_whole(since, at), &open(&current), &open(&past))
                },
            }
        }
        // The build never pairs a feed with another way of reading.
        (_, Ok(_)) => Reading::unknown(Reason::Unreadable),
    };
    source.about.iter().map(one).collect()
}

/// News for people. Nothing is claimed, and nothing needs a reason.
fn notices(threads: &[&Thread<'_>], source: &Source, about: &About, at: Instant) -> Reading {
    let news = threads.iter().filter(|thread| thread.state.stage != Stage::Over);
    let news = news.map(|thread| (*thread, Level::Operational));
    Reading { claim: Claim::Unknown, reason: None, incidents: shown(news, source, about, at) }
}

/// Those that are not over, and how bad each is.
fn open<'a>(threads: &[&'a Thread<'a>]) -> Vec<(&'a Thread<'a>, Level)> {
    threads.iter().filter_map(|thread| Some((*thread, thread.state.level()?))).collect()
}

/// The worst of what is open now; what was open once, and has not been closed, keeps all from being well.
fn incidents(is_whole: bool, open: &[(&Thread<'_>, Level)], left: &[(&Thread<'_>, Level)]) -> Reading {
    match open.iter().map(|(_, level)| *level).max() {
        Some(worst) => Reading::says(worst, Some(Reason::Incident)),
        None if !left.is_empty() => Reading::unknown(Reason::Incident),
        None if is_whole => Reading::says(Level::Operational, None),
        None => Reading::unknown(Reason::Unreadable),
    }
}

/// As readers get to see them.
fn shown<'a>(
    threads: impl IntoIterator<Item = (&'a Thread<'a>, Level)>,
    source: &Source,
    about: &About,
    at: Instant,
) -> Vec<Incident> {
    let shown = threads.into_iter().take(MAX_INCIDENTS).enumerate();
    shown.map(|(place, (thread, level))| thread.item().incident(source, &about.component, level, at, place)).collect()
}

impl Feed {
    /// Whether it holds what half a feed, or another document, or one that is left, does not. Clocks differ by a day at most.
    fn is_whole(&self, since: Instant, at: Instant) -> bool {
        let is_kept = self.built.is_some_and(|built| built >= since && built <= at.plus(DAY));
        !self.title.is_empty() && (is_kept || !self.entries.is_empty())
    }
}

/// The threads of a feed, in the order in which they are met.
fn threads(feed: &Feed) -> Vec<Thread<'_>> {
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut threads: Vec<Vec<&Entry>> = vec![];
    for entry in &feed.entries {
        let place = *places.entry(entry.thread()).or_insert(threads.len());
        match threads.get_mut(place) {
            Some(entries) => entries.push(entry),
            None => threads.push(vec![entry]),
        }
    }
    threads.into_iter().filter_map(Thread::of).collect()
}

impl<'a> Thread<'a> {
    /// Of entries that are as new, or of which one does not say when it was, one that is open counts.
    fn of(entries: Vec<&'a Entry>) -> Option<Self> {
        let dated: Option<Vec<Instant>> = entries.iter().map(|entry| entry.changed()).collect();
        let changed = dated.and_then(|dated| dated.into_iter().max());
        let newest = entries.iter().filter(|entry| changed.is_none() || entry.changed() == changed);
        let mut newest: Vec<(&Entry, State)> = newest.map(|entry| (*entry, State::of(entry))).collect();
        newest.sort_by_key(|(_, state)| state.level().is_none());
        let (newest, state) = newest.into_iter().next()?;
        Some(Self { entries, newest, changed, state, seen: OnceCell::new() })
    }

    /// What does not say when it was may be from now.
    fn is_current(&self, since: Instant) -> bool {
        self.changed.is_none_or(|changed| changed >= since)
    }

    /// Whether it holds one of these words. Without any, every thread counts.
    fn holds(&self, words: &[String]) -> bool {
        let visible = |entry: &&Entry| [text::visible(&entry.title), text::visible(&entry.body)].join(" ");
        let see = || fold(&self.entries.iter().map(visible).collect::<Vec<_>>().join(" "));
        words.is_empty() || words.iter().any(|word| self.seen.get_or_init(see).contains(&fold(&text::visible(word))))
    }

    fn item(&self) -> Item {
        let update =
            |entry: &&Entry| Update { at: entry.changed(), status: None, body: entry.body.as_str().into(), lang: None };
        Item {
            id: self.newest.name().map(Into::into),
            title: Some(self.newest.title.as_str().into()),
            status: self.state.status,
            started_at: self.entries.iter().filter_map(|entry| entry.began()).min(),
            link: self.newest.link().map(Into::into),
            lang: self.newest.lang,
            updates: self.entries.iter().map(update).collect(),
            ..Item::default()
        }
    }
}
