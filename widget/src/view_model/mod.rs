//! What is drawn: a snapshot, the attributes of one element and an instant, made into rows of words. Pure.
//!
//! Past `stale_after` everything is *unknown* and the age is told. Whatever is not well explains itself; what is well
//! takes one row.

mod component;
mod draft;
#[cfg(feature = "ssr")]
mod history;
mod incident;
mod question;
mod report;
mod support;

#[cfg(test)]
mod declared_tests;
#[cfg(feature = "ssr")]
#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod tests;

pub use component::{Cause, ComponentRow, DependencyRow, Fact};
pub use draft::Draft;
#[cfg(feature = "ssr")]
pub use draft::Occasion;
#[cfg(feature = "ssr")]
pub use history::{ComponentPast, DayPast, HistoryView, Mark, capital};
pub use incident::{IncidentCard, MaintenanceCard, Message};
pub use question::{AskedSupport, Choice, QuestionView, questions};
pub use report::{Report, ReportView};
pub use support::{Act, ByHand, CheckLine, ContactCard, Said, SupportAnswer};

use fyr_shared::api::{ComponentView, Snapshot};
use fyr_shared::date::Dates;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::status::{Level, worst};
use fyr_shared::text::{Text, text};
use fyr_shared::time::Instant;

/// Everything that one element, or one page, shows.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// What the page is called.
    pub name: String,
    /// The worst level of what is shown.
    pub level: Level,
    /// That level in words.
    pub headline: &'static str,
    /// What else must be said about it.
    pub note: Option<String>,
    /// What the incidents are: ongoing, or what was known last.
    pub incidents_are: &'static str,
    /// Open incidents, newest first.
    pub incidents: Vec<IncidentCard>,
    /// The page's own components.
    pub components: Vec<ComponentRow>,
    /// Somebody else's services that they depend on.
    pub suppliers: Vec<ComponentRow>,
    /// Upcoming and running maintenance, soonest first.
    pub maintenances: Vec<MaintenanceCard>,
    /// When it was so.
    pub age: Moment,
    /// By whose clock.
    pub zone: String,
    /// Whether the page says who helps.
    pub support: bool,
}

/// An instant, and how a person reads it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moment {
    /// The words: `Oppdatert kl. 12.04`.
    pub text: String,
    /// The instant itself.
    pub at: Instant,
}

/// A link to somebody else's page.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Where to; `https:` only.
    pub href: String,
    /// What it says, in pieces.
    pub said: Vec<Words>,
}

impl Link {
    /// A link, unless it leads to anything but `https:`.
    fn https(href: Option<&String>, said: Vec<Words>) -> Option<Self> {
        let safe = |href: &&String| href.starts_with("https://");
        href.filter(safe).map(|href| Self { href: href.clone(), said })
    }
}

impl View {
    /// What is shown at `now` of the components named in `filter`; of all when it is empty.
    #[must_use]
    pub fn of(snapshot: Snapshot, filter: &[ComponentId], now: Instant) -> Self {
        let stale = now >= snapshot.stale_after;
        let snapshot = &snapshot.shown_at(now);
        let reader = Reader::new(snapshot, now);
        let own: Vec<_> = snapshot.components.iter().filter(|it| !it.supplier && chosen(filter, &it.id)).collect();
        let needed = |id: &ComponentId| own.iter().any(|it| it.depends_on.iter().any(|edge| edge.component == *id));
        let suppliers = snapshot.components.iter().filter(|it| it.supplier && (filter.is_empty() || needed(&it.id)));
        let caused = |id: &ComponentId| own.iter().flat_map(|it| &it.because).any(|it| it.root.as_ref() == Some(id));
        let touched = |id: &ComponentId| chosen(filter, id) || needed(id) || caused(id);
        let about = |ids: &[ComponentId]| ids.is_empty() || ids.iter().any(touched);
        let level = worst(own.iter().filter_map(|component| component.level));
        Self {
            lang: snapshot.lang,
            name: snapshot.name.clone(),
            level,
            headline: headline(reader.text, level, &own, filter),
            note: note(&reader, level, own.len(), stale),
            incidents_are: if stale { reader.text.last_incidents } else { reader.text.incidents },
            incidents: snapshot
                .incidents
                .iter()
                .filter(|it| about(&it.components))
                .map(|it| reader.incident(it))
                .collect(),
            components: own.iter().map(|component| reader.component(component)).collect(),
            suppliers: suppliers.map(|component| reader.component(component)).collect(),
            maintenances: snapshot
                .maintenances
                .iter()
                .filter(|it| about(&it.components))
                .map(|it| reader.maintenance(it))
                .collect(),
            age: reader.moment(snapshot.as_of, Text::updated),
            zone: reader.text.zone(&snapshot.zone.name),
            support: snapshot.support,
        }
    }
}

/// One reader: what is read, in which words, when.
struct Reader<'a> {
    snapshot: &'a Snapshot,
    text: &'static Text,
    dates: Dates<'a>,
}

impl<'a> Reader<'a> {
    fn new(snapshot: &'a Snapshot, now: Instant) -> Self {
        let dates = Dates { lang: snapshot.lang, zone: &snapshot.zone, now };
        Self { snapshot, text: text(snapshot.lang), dates }
    }

    fn moment(&self, at: Instant, phrase: fn(&Text, &str) -> String) -> Moment {
        Moment { text: phrase(self.text, &self.dates.moment(at)), at }
    }

    fn find(&self, id: &ComponentId) -> Option<&'a ComponentView> {
        self.snapshot.components.iter().find(|component| component.id == *id)
    }
}

fn chosen(filter: &[ComponentId], id: &ComponentId) -> bool {
    filter.is_empty() || filter.contains(id)
}

/// *All our systems* is said only when all are shown, and all are monitored.
fn headline(text: &'static Text, level: Level, own: &[&ComponentView], filter: &[ComponentId]) -> &'static str {
    let watched = own.iter().all(|component| component.level.is_some());
    match (level, filter.is_empty(), watched) {
        (Level::Operational, true, true) => text.all_ok,
        (Level::Operational, true, false) => text.watched_ok,
        _ => text.level(Some(level)),
    }
}

fn note(reader: &Reader<'_>, level: Level, components: usize, stale: bool) -> Option<String> {
    let as_of = reader.snapshot.as_of;
    if stale {
        return Some(reader.text.last_known(&reader.dates.moment(as_of), reader.dates.ago(as_of).as_deref()));
    }
    (level == Level::Unknown).then(|| reader.text.unknown_now(components).to_owned())
}
