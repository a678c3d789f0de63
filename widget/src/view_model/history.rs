//! The last days as people read them: a bar for each day, and each day that had something by its name and in words.
//!
//! A bar is as tall as the worst that is known of its day is bad. What nobody measured is hatched: at the foot of the bar, or
//! all of it where little else is known. The words say the same.

use fyr_shared::api::{ComponentHistory, DayHistory, History, IncidentHistory, MaintenanceHistory};
use fyr_shared::date::Dates;
use fyr_shared::day::Day;
use fyr_shared::history::FORGIVEN;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::month::Month;
use fyr_shared::status::Level;
use fyr_shared::text::{history_words, text};
use fyr_shared::time::Instant;

/// The last days of a page, or of some of its components.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryView {
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// Which days these are.
    pub days: String,
    /// Its components.
    pub components: Vec<ComponentPast>,
    /// Which these are, where they are not all.
    pub part: Option<String>,
}

/// One component.
#[derive(Clone, Debug, PartialEq)]
pub struct ComponentPast {
    /// What it is called.
    pub name: Words,
    /// How many days had something.
    pub noted: String,
    /// Every day, oldest first.
    pub days: Vec<DayPast>,
    /// The days that had something, newest first, by their months.
    pub months: Vec<(String, Vec<DayPast>)>,
}

/// One day of a component.
#[derive(Clone, Debug, PartialEq)]
pub struct DayPast {
    /// How it is drawn.
    pub mark: Mark,
    /// Its level.
    pub level: Option<Level>,
    /// What is said of it, its name first.
    pub told: Vec<Words>,
}

/// How a day is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nobody watched.
    Empty,
    /// Little more is known than that nobody could tell.
    Hatched,
    /// As tall as the level is bad.
    Bar(Level),
    /// The same, with a foot that is hatched: of some of the day nobody could tell.
    Footed(Level),
}

/// What days are told by.
struct Telling<'a> {
    history: &'a History,
    about: &'a ComponentId,
}

impl HistoryView {
    /// What is shown of a history.
    #[must_use]
    pub fn of(history: &History) -> Self {
        let days = usize::try_from(history.until.since(history.from) + 1).unwrap_or(0);
        let words = history_words(history.lang);
        Self {
            lang: history.lang,
            days: words.days(days),
            components: history.components.iter().map(|it| ComponentPast::of(history, it)).collect(),
            part: history.part.map(|it| words.place(it.first, it.last, it.of)),
        }
    }
}

impl ComponentPast {
    fn of(history: &History, it: &ComponentHistory) -> Self {
        let words = history_words(history.lang);
        let telling = Telling { history, about: &it.id };
        let mut months: Vec<(String, Vec<DayPast>)> = vec![];
        let noted: Vec<_> = it.days.iter().rev().filter(|day| telling.is_noted(day)).collect();
        for day in &noted {
            let month = capital(&history.dates().month(Month::containing(day.day)));
            let day = telling.day(day);
            match months.last_mut() {
                Some((last, days)) if *last == month => days.push(day),
                _ => months.push((month, vec![day])),
            }
        }
        Self {
            name: it.name.clone(),
            noted: if noted.is_empty() { words.nothing.to_owned() } else { words.noted(noted.len()) },
            days: it.days.iter().map(|day| telling.day(day)).collect(),
            months,
        }
    }
}

impl Telling<'_> {
    /// Whether there is more to be said of a day than that all was well, or that nobody watched.
    fn is_noted(&self, day: &DayHistory) -> bool {
        let level = day.level.is_some_and(|level| level != Level::Operational);
        level || self.incidents(day.day).next().is_some() || self.maintenances(day.day).next().is_some()
    }

    fn incidents(&self, day: Day) -> impl Iterator<Item = &IncidentHistory> {
        let on = move |it: &&IncidentHistory| it.first_day <= day && day <= it.last_day;
        self.history.incidents.iter().filter(on).filter(|it| it.components.contains(self.about))
    }

    fn maintenances(&self, day: Day) -> impl Iterator<Item = &MaintenanceHistory> {
        let on = move |it: &&MaintenanceHistory| it.first_day <= day && day <= it.last_day;
        self.history.maintenances.iter().filter(on).filter(|it| it.components.contains(self.about))
    }

    fn day(&self, day: &DayHistory) -> DayPast {
        let words = history_words(self.history.lang);
        let mut told = vec![Words::plain(&format!("{}: {}.", self.name(day.day), self.levels(day)))];
        for it in self.incidents(day.day) {
            told.extend(self.event(day.day, words.incident, &it.title, (it.started_at, it.resolved_at)));
        }
        for it in self.maintenances(day.day) {
            told.extend(self.event(day.day, words.maintenance, &it.title, (it.started_at, it.ended_at)));
        }
        DayPast { mark: mark(day), level: day.level, told }
    }

    fn name(&self, day: Day) -> String {
        let name = self.history.dates().date(day);
        if day == self.history.until { history_words(self.history.lang).today(&name) } else { name }
    }

    /// Each level that was seen but for the one that is well, the worst first, and for how long.
    fn levels(&self, day: &DayHistory) -> String {
        let words = text(self.history.lang);
        let gap = day.seconds.gap(day.of);
        let seconds = |level: Level| if level == Level::Unknown { gap } else { day.seconds.at(level) };
        let least = |level: Level| if level == Level::Unknown { FORGIVEN } else { 0 };
        let seen = |level: &Level| *level != Level::Operational && seconds(*level) > least(*level);
        let told = |level: Level| [words.level(Some(level)), " ", &self.span(seconds(level), day.of)].concat();
        let all: Vec<String> = Level::ALL.into_iter().rev().filter(seen).map(told).collect();
        if all.is_empty() || day.level.is_none() { words.level(day.level).to_owned() } else { all.join(", ") }
    }

    fn span(&self, seconds: u32, of: u32) -> String {
        let words = history_words(self.history.lang);
        if seconds >= of { words.all_day.to_owned() } else { words.span(seconds) }
    }

    /// What was declared, and from when until when: the day itself is not said again.
    fn event(&self, day: Day, what: &str, title: &Words, (began, over): (Instant, Option<Instant>)) -> [Words; 3] {
        let dates = Dates { now: self.history.zone.begins(day), ..self.history.dates() };
        let span = match over {
            Some(over) => dates.span(began, over),
            None => text(self.history.lang).since_then(&dates.moment(began)),
        };
        [Words::plain(&format!(" {what}: ")), title.clone(), Words::plain(&format!(" ({span})."))]
    }
}

/// How a day is drawn.
fn mark(day: &DayHistory) -> Mark {
    let gap = day.seconds.gap(day.of);
    match (day.level, day.seconds.known()) {
        (None, _) => Mark::Empty,
        (_, None) => Mark::Hatched,
        (Some(Level::Unknown), _) if gap.saturating_mul(2) > day.of => Mark::Hatched,
        (_, Some(known)) if gap > FORGIVEN => Mark::Footed(known),
        (_, Some(known)) => Mark::Bar(known),
    }
}

/// A text with a capital in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
