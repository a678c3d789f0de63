//! What somebody's status page tells, in whatever format it came, and what that means for a component of ours.
//!
//! An adapter makes a [`Told`] of a document; everything else is done here, once: whom we watch, what an incident touches,
//! and that the worst of what concerns us counts. A page that does not answer, or not readably, makes its components
//! *unknown*, never *failing*: it is not our word.
//!
//! A page's own word, its components, its open incidents and its running maintenance disagree in every direction (GitHub:
//! `none` with an incident open; Cloudflare: `minor` with none; Instatus: an incident that is *operational* while three
//! components are down).

mod item;
mod watch;

use super::{Document, Documents, Reading};
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Lang;
use fyr_shared::page::{Reads, Source};
use fyr_shared::status::{IncidentStatus, Level, Reason};
use fyr_shared::time::Instant;
use watch::{Groups, Names, Touchable};

/// How many incidents one observation carries; their levels count all the same.
pub(super) const MAX_INCIDENTS: usize = 10;

/// A name, an id or another text of a document; `None` where it is not there.
pub(super) type Name = Option<Box<str>>;

/// What a page tells.
#[derive(Default)]
pub(super) struct Told {
    /// Its word for itself.
    pub whole: Whole,
    /// Its components, groups among them.
    pub components: Vec<Component>,
    /// Incidents, those that are over among them.
    pub incidents: Vec<Item>,
    /// Maintenance, likewise.
    pub works: Vec<Item>,
}

/// A page's word for itself.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Whole {
    /// The format has no such word: its components speak for it.
    #[default]
    Unsaid,
    /// The format has no such word, and its components are what somebody's monitors see: where some of them are down and
    /// others are not, part of the whole is.
    Monitors,
    /// This.
    Says(Level),
    /// A word we do not know.
    Odd,
    /// It should have one, and has none.
    Missing,
    /// It says that all is well, but the components that it could be checked by did not come with it.
    Unconfirmed,
}

impl Whole {
    /// A page's word, by what its format's words mean: nothing said, or a word that nobody knows, is never well.
    pub(super) fn of(word: Option<&str>, level: impl Fn(&str) -> Option<Level>) -> Self {
        word.map_or(Self::Missing, |word| level(word).map_or(Self::Odd, Self::Says))
    }
}

/// One component of a page.
#[derive(Default)]
pub(super) struct Component {
    pub id: Name,
    pub name: Name,
    /// The id of the component that it is grouped under.
    pub group_id: Name,
    /// Whether it only groups others, and has no word of its own.
    pub is_group: bool,
    /// Whether it is somebody else's, which a page shows but does not answer for: no part of the page as a whole.
    pub aside: bool,
    /// Its own word; `None` for one that we do not know.
    pub level: Option<Level>,
}

/// An incident or a maintenance.
pub(super) struct Item {
    pub id: Name,
    pub title: Name,
    pub stage: Stage,
    /// How bad it says it is, for the page as a whole and for what it names; *operational* is a notice that changes
    /// nothing. An open incident without a word for it, or with one that is not known, is *degraded*.
    pub impact: Level,
    /// How far the work has come.
    pub status: Option<IncidentStatus>,
    /// What it names; nothing where the format does not say.
    pub listed: Vec<Listed>,
    /// Whether all that it names is somebody else's.
    pub aside: bool,
    /// Where it is; nothing where it does not say.
    pub places: Vec<Box<str>>,
    pub started_at: Option<Instant>,
    pub link: Name,
    /// The language of its texts, where the document tells.
    pub lang: Option<Lang>,
    pub updates: Vec<Update>,
}

/// What an incident names.
#[derive(Default)]
pub(super) struct Listed {
    pub id: Name,
    pub name: Name,
    pub group_id: Name,
    /// How badly it is hit, where the format says so of each; otherwise as badly as the incident is.
    pub level: Option<Level>,
}

/// One message.
pub(super) struct Update {
    pub at: Option<Instant>,
    pub status: Option<IncidentStatus>,
    pub body: Box<str>,
    /// Its language, where it is another than that of what it is about.
    pub lang: Option<Lang>,
}

/// How far an incident or a maintenance is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    /// Something is wrong.
    Open,
    /// Announced work, not begun.
    Planned,
    /// Announced work that goes on.
    Working,
    /// Over.
    Over,
    /// Without a word, or with one we do not know. An incident is then taken for open.
    #[default]
    Odd,
}

impl Default for Item {
    /// Nothing is known of it: it counts as an open incident.
    fn default() -> Self {
        Self {
            id: None,
            title: None,
            stage: Stage::Odd,
            impact: Level::Degraded,
            status: None,
            listed: vec![],
            aside: false,
            places: vec![],
            started_at: None,
            link: None,
            lang: None,
            updates: vec![],
        }
    }
}

impl Component {
    /// A component that is called so, and how it says it is.
    pub(super) fn new(id: Name, name: Name, level: Option<Level>) -> Self {
        Self { id, name, level, ..Self::default() }
    }
}

/// Makes a [`Told`] of what a source answered with: its own document first, then those it asked for.
pub(super) type Tell = fn(&[Document<'_>], Instant) -> Result<Told, Reason>;

/// One reading per component the source speaks about, in their order.
pub(super) fn read(source: &Source, at: Instant, answer: &Documents<'_>, tell: Tell) -> Vec<Reading> {
    let told = answer.as_ref().map_err(|reason| *reason).and_then(|documents| tell(documents, at));
    let groups = Groups::of(told.as_ref().map_or(&[], |told| told.components.as_slice()));
    let one = |component: &ComponentId, reads: &Reads| match (reads, &told) {
        (_, Err(reason)) => Reading::unknown(*reason),
        (Reads::Names { watch, locations, mute }, Ok(told)) => {
            let view = View::new(told, &groups, watch, Left { locations, mute });
            view.read(source, component, at)
        }
        // The build never pairs a page's names with another way of reading.
        (_, Ok(_)) => Reading::unknown(Reason::Unreadable),
    };
    source.about.iter().map(|about| one(&about.component, &about.reads)).collect()
}

/// A level somebody's page gives, and why where it is not a component's own word.
#[derive(Clone, Copy)]
struct Finding {
    level: Level,
    reason: Option<Reason>,
}

/// Announced work that goes on.
const MAINTENANCE: Finding = Finding { level: Level::Maintenance, reason: Some(Reason::Incident) };

impl Finding {
    fn unknown(reason: Reason) -> Self {
        Self { level: Level::Unknown, reason: Some(reason) }
    }

    /// A word in so many words; an unknown one is *unknown*.
    fn said(level: Option<Level>) -> Self {
        level.map_or(Self::unknown(Reason::UnknownWord), |level| Self { level, reason: None })
    }
}

/// Which incidents count, of those that touch us.
#[derive(Clone, Copy)]
struct Left<'a> {
    locations: &'a [String],
    mute: &'a [String],
}

impl Left<'_> {
    /// One that names no place may be anywhere.
    fn counts(&self, item: &Item) -> bool {
        let is = |text: &Name, wanted: &String| text.as_deref().is_some_and(|text| text.trim() == wanted.trim());
        let muted = self.mute.iter().any(|muted| is(&item.id, muted) || is(&item.title, muted));
        let at = |wanted: &String| item.places.iter().any(|place| is_at(place, wanted));
        !muted && (self.locations.is_empty() || item.places.is_empty() || self.locations.iter().any(at))
    }
}

/// Whether two names are of one place, or of one in the other: a zone (`europe-north1-a`) is in its region.
fn is_at(place: &str, wanted: &str) -> bool {
    let (place, wanted) = (place.trim().to_ascii_lowercase(), wanted.trim().to_ascii_lowercase());
    let inside = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('-'));
    place == wanted || inside(&place, &wanted) || inside(&wanted, &place)
}

/// The part of a page that concerns one component of ours.
struct View<'a> {
    told: &'a Told,
    groups: &'a Groups<'a>,
    /// Whom we watch, by name.
    names: Names<'a>,
    left: Left<'a>,
    /// The components of the page that we watch.
    watched: Vec<&'a Component>,
    touchable: Touchable<'a>,
}

impl<'a> View<'a> {
    fn new(told: &'a Told, groups: &'a Groups<'a>, watch: &'a [String], left: Left<'a>) -> Self {
        let names = Names::of(watch);
        let leaves = told.components.iter().filter(|component| !component.is_group);
        let is_meant = |leaf: &Component| if names.is_empty() { !leaf.aside } else { names.call(leaf, groups) };
        let watched: Vec<&Component> = leaves.filter(|leaf| is_meant(leaf)).collect();
        Self { told, groups, names, left, touchable: Touchable::of(&watched), watched }
    }

    fn read(&self, source: &Source, component: &ComponentId, at: Instant) -> Reading {
        let counting = |items: &'a [Item]| {
            items.iter().enumerate().filter(|(_, item)| self.left.counts(item)).collect::<Vec<(usize, &'a Item)>>()
        };
        let (incidents, works) = (counting(&self.told.incidents), counting(&self.told.works));
        let touching: Vec<(usize, &Item, Level)> =
            incidents.iter().filter_map(|(place, item)| Some((*place, *item, self.incident(item)?))).collect();
        let mut findings = self.stated();
        findings.extend(touching.iter().map(|(_, _, level)| Finding { level: *level, reason: Some(Reason::Incident) }));
        let worked_on = works.iter().chain(&incidents).filter(|(_, item)| self.is_worked_on(item));
        findings.extend(worked_on.map(|_| MAINTENANCE));
        let unclear = works.iter().filter(|(_, item)| self.is_unclear(item));
        findings.extend(unclear.map(|_| Finding::unknown(Reason::UnknownWord)));
        let open = touching.iter().take(MAX_INCIDENTS);
        let open = open.map(|(place, item, level)| item.incident(source, component, *level, at, *place)).collect();
        Reading { incidents: open, ..worst(findings) }
    }

    /// What the page says in so many words: a level for each name we watch, or its word for itself and every component.
    fn stated(&self) -> Vec<Finding> {
        let worst = if self.is_partly_up() { Level::PartialOutage } else { Level::MajorOutage };
        let said = |leaf: &&Component| Finding::said(leaf.level.map(|level| level.min(worst)));
        let mut findings: Vec<Finding> = self.watched.iter().map(said).collect();
        if self.names.is_empty() {
            findings.extend(match self.told.whole {
                Whole::Says(level) => Some(Finding::said(Some(level))),
                Whole::Odd => Some(Finding::said(None)),
                Whole::Missing => Some(Finding::unknown(Reason::Unreadable)),
                Whole::Unconfirmed => Some(Finding::unknown(Reason::MissingComponent)),
                Whole::Unsaid | Whole::Monitors => None,
            });
        }
        if self.names.missing(&self.watched, self.groups) > 0 {
            findings.push(Finding::unknown(Reason::MissingComponent));
        }
        if self.is_nowhere() {
            findings.push(Finding::unknown(Reason::MissingComponent));
        }
        if findings.is_empty() {
            // Nothing is said in so many words, so nothing is well.
            findings.push(Finding::unknown(Reason::Unreadable));
        }
        findings
    }

    /// Whether a place is asked about that the page names nowhere, as a component or in what ever was: nobody can say that
    /// it is one.
    fn is_nowhere(&self) -> bool {
        let places = || {
            let items = self.told.incidents.iter().chain(&self.told.works).flat_map(|item| &item.places);
            items.chain(self.told.components.iter().filter_map(|component| component.name.as_ref()))
        };
        self.left.locations.iter().any(|wanted| !places().any(|place| is_at(place, wanted)))
    }

    /// Whether the whole of what monitors see is asked for, and some of it is not down.
    fn is_partly_up(&self) -> bool {
        let up = |leaf: &&Component| leaf.level != Some(Level::MajorOutage);
        self.names.is_empty() && self.told.whole == Whole::Monitors && self.watched.iter().any(up)
    }

    /// The level at which an open incident puts us; `None` when it is not open, or is about others.
    fn incident(&self, item: &Item) -> Option<Level> {
        if !matches!(item.stage, Stage::Open | Stage::Odd) {
            return None;
        }
        if self.names.is_empty() {
            return (!item.aside).then_some(item.impact);
        }
        // incident.io does not say whom an incident touches, so nobody who is on the page can be excluded; who is hit
        // harder, its components' own words say.
        if item.listed.is_empty() {
            return (!self.watched.is_empty()).then_some(item.impact.min(Level::Degraded));
        }
        let level = self.hit(item)?;
        Some(if self.is_mended(item) { Level::Degraded.min(level) } else { level })
    }

    /// Mended, and every component says so: it is not over until it is resolved. Where the incident says how badly each is
    /// hit, that is so until it says otherwise.
    fn is_mended(&self, item: &Item) -> bool {
        let monitored = item.status == Some(IncidentStatus::Monitoring);
        monitored && item.listed.iter().all(|listed| listed.level.is_none()) && self.touchable.well(item) == Some(true)
    }

    /// How badly an incident or a maintenance hits what we watch; `None` when it names others only.
    fn hit(&self, item: &Item) -> Option<Level> {
        let ours =
            |listed: &&Listed| self.names.call_listed(listed, self.groups) || self.touchable.touched(listed).is_some();
        item.listed.iter().filter(ours).map(|listed| listed.level.unwrap_or(item.impact)).max()
    }

    fn is_worked_on(&self, item: &Item) -> bool {
        item.stage == Stage::Working && self.concerns(item)
    }

    /// Maintenance of which nobody can say whether it goes on.
    fn is_unclear(&self, item: &Item) -> bool {
        matches!(item.stage, Stage::Open | Stage::Odd) && self.concerns(item)
    }

    /// Whether an incident or a maintenance names what we watch. Everything concerns the page as a whole but what is
    /// somebody else's.
    fn concerns(&self, item: &Item) -> bool {
        if self.names.is_empty() { !item.aside } else { self.hit(item).is_some() }
    }
}

/// The worst finding; where two are as bad, one that can say why. No finding at all says nothing.
fn worst(findings: Vec<Finding>) -> Reading {
    let worse = |one: Finding, other: Finding| {
        let explains = other.level == one.level && one.reason.is_none();
        if other.level > one.level || explains { other } else { one }
    };
    let Some(found) = findings.into_iter().reduce(worse) else { return Reading::unknown(Reason::Unreadable) };
    // A notice without impact changes nothing.
    Reading::says(found.level, found.reason.filter(|_| found.level != Level::Operational))
}
