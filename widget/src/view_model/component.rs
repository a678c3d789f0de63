//! One row per component, with what must be known about it when it is not well.

use super::{Link, Moment, Reader};
use fyr_shared::api::{BecauseView, ComponentView, DependencyView, OverrideView};
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Words;
use fyr_shared::page::DependencyKind;
use fyr_shared::status::{Level, Reason};
use fyr_shared::text::Text;
use fyr_shared::time::Instant;

/// One component.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ComponentRow {
    /// Which.
    pub id: ComponentId,
    /// What it is called.
    pub name: Words,
    /// How it is; `None` is *not monitored*.
    pub level: Option<Level>,
    /// That in a word.
    pub word: &'static str,
    /// Whether people must be told more without asking. *Unknown* has less to tell, and often strikes all at once.
    pub trouble: bool,
    /// Since when, unless it is well.
    pub since: Option<Moment>,
    /// Why, who sees it and how sure we are: sentences without their stops, in pieces.
    pub why: Vec<Vec<Words>>,
    /// That a person has set its level, then what it suffers from, worst first, and what else is to be known of what it
    /// depends on.
    pub because: Vec<Cause>,
    /// What it means, or would mean, and what to do instead, when it does not work as it should.
    pub facts: Vec<Fact>,
    /// What it depends on.
    pub dependencies: Vec<DependencyRow>,
    /// Where its supplier publishes its status.
    pub link: Option<Link>,
}

/// A sentence about something it depends on, or about who has set its level.
#[derive(Clone, Debug, PartialEq)]
pub struct Cause {
    /// How it begins, in pieces.
    pub said: Vec<Words>,
    /// When that began, unless it was just now.
    pub when: Option<Moment>,
    /// How it ends.
    pub end: Vec<Words>,
}

/// A term and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// The term.
    pub term: &'static str,
    /// What is said.
    pub words: Words,
}

/// One thing a component depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct DependencyRow {
    /// What it is called.
    pub name: Words,
    /// How it is needed.
    pub kind: &'static str,
    /// How it is now.
    pub level: Option<Level>,
    /// That in a word.
    pub word: &'static str,
}

impl ComponentRow {
    /// Whether it is told without asking: what has changed nothing is, too.
    #[must_use]
    pub fn tells(&self) -> bool {
        self.trouble || !self.because.is_empty()
    }

    /// Whether there is more to tell than fits in the row.
    #[must_use]
    pub fn has_details(&self) -> bool {
        let told = self.since.is_some() || !self.why.is_empty() || !self.facts.is_empty();
        told || !self.because.is_empty() || !self.dependencies.is_empty() || self.link.is_some()
    }
}

impl Reader<'_> {
    pub(super) fn component(&self, it: &ComponentView) -> ComponentRow {
        let by_hand =
            |over: &OverrideView| by_hand(self.text, &self.dates.moment(over.ends_at), over.ends_at, &over.reason);
        let (over, causes) = (it.over.as_ref().map(by_hand), self.causes(it));
        let well = matches!(it.level, None | Some(Level::Operational));
        let suffers = !well && it.level != Some(Level::Unknown);
        ComponentRow {
            id: it.id.clone(),
            name: it.name.clone(),
            level: it.level,
            word: self.text.level(it.level),
            trouble: suffers,
            since: it.since.filter(|_| !well).map(|at| self.moment(at, Text::since)),
            why: if well { vec![] } else { self.why(it, &causes) },
            because: over.into_iter().chain(causes).collect(),
            facts: self.facts(it),
            dependencies: it.depends_on.iter().filter_map(|edge| self.dependency(edge)).collect(),
            link: Link::https(it.status_page.as_ref(), self.status_page(it)),
        }
    }

    fn status_page(&self, it: &ComponentView) -> Vec<Words> {
        if it.supplier { self.text.status_page_of(&it.name) } else { self.text.supplier_page(&it.name) }
    }

    fn why(&self, it: &ComponentView, causes: &[Cause]) -> Vec<Vec<Words>> {
        // That it suffers from others, or was set by hand, is said once: with from what, or with until when.
        let told = |reason: &Reason| match reason {
            Reason::Dependency => !causes.is_empty(),
            Reason::Override => it.over.is_some(),
            _ => false,
        };
        let reason = it.reason.filter(|reason| !told(reason));
        let reason = reason.map(|reason| vec![Words::plain(self.text.reason(reason))]);
        let seen_from = (!it.seen_from.is_empty()).then(|| self.text.seen_from(&it.seen_from));
        let unconfirmed = it.unconfirmed.then(|| vec![Words::plain(self.text.unconfirmed)]);
        reason.into_iter().chain(seen_from).chain(unconfirmed).collect()
    }

    /// A cause whose own cause is among them is left out: it adds nothing.
    fn causes(&self, it: &ComponentView) -> Vec<Cause> {
        let told = |id: &ComponentId| it.because.iter().any(|other| other.component == *id);
        let news = it.because.iter().filter(|because| !because.root.as_ref().is_some_and(told));
        news.filter_map(|because| self.cause(it, because)).collect()
    }

    fn cause(&self, it: &ComponentView, because: &BecauseView) -> Option<Cause> {
        // What a person has set, nothing has caused.
        let suffers = it.level.is_some() && it.over.is_none() && because.kind != DependencyKind::Watch;
        let reported = because.origin.as_ref().zip(because.title.as_ref());
        let name = self.find(&because.component).map(|on| &on.name);
        let mut said = match (reported, suffers) {
            (Some((origin, title)), true) => self.text.because_reported(origin, title),
            (Some((origin, title)), false) => self.text.reported(origin, title),
            (None, true) => self.text.because_of(name?, because.level),
            (None, false) => self.text.is_now(name?, because.level),
        };
        let when = match reported {
            Some(_) => self.dates.ago(because.since).map(|text| Moment { text, at: because.since }),
            None => Some(self.moment(because.since, Text::since_then)),
        };
        said.extend(when.is_some().then(|| Words::plain(", ")));
        let root = because.root.as_ref().and_then(|root| self.find(root));
        let root = root.map(|root| [vec![Words::plain(". ")], self.text.root_cause(&root.name)].concat());
        let end = root.into_iter().flatten().chain([Words::plain(".")]).collect();
        Some(Cause { said, when, end })
    }

    /// The effect is that of an outage for everybody; while it is less than that, the term says so.
    fn facts(&self, it: &ComponentView) -> Vec<Fact> {
        let term = match it.level {
            Some(Level::MajorOutage) if it.seen_from.is_empty() => self.text.effect,
            Some(Level::Degraded | Level::PartialOutage | Level::MajorOutage) => self.text.in_outage,
            None if it.because.iter().any(|because| because.kind != DependencyKind::Watch) => self.text.in_outage,
            Some(Level::Operational | Level::Unknown | Level::Maintenance) | None => return vec![],
        };
        let fact = |term, words: &Option<Words>| words.clone().map(|words| Fact { term, words });
        fact(term, &it.effect).into_iter().chain(fact(self.text.fallback, &it.fallback)).collect()
    }

    fn dependency(&self, edge: &DependencyView) -> Option<DependencyRow> {
        let on = self.find(&edge.component)?;
        Some(DependencyRow {
            name: on.name.clone(),
            kind: self.text.dependency(edge.kind),
            level: on.level,
            word: self.text.level(on.level),
        })
    }
}

/// That a person has said so for a time: until when, and why.
pub(super) fn by_hand(text: &Text, ends: &str, ends_at: Instant, reason: &Words) -> Cause {
    let said = [text.reason(Reason::Override), " "].concat();
    let when = Moment { text: text.until(ends), at: ends_at };
    Cause { said: vec![Words::plain(&said)], when: Some(when), end: vec![Words::plain(": "), reason.clone()] }
}
