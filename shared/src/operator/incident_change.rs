//! What can be asked of an incident: to begin one, to change it, to say more, to correct what was said.

use super::given;
use super::incident::{Affected, Automatic, EarlierText, IncidentRecord, UpdateRecord};
use super::refusal::{Checks, Refusal};
use crate::ids::EnvId;
use crate::lang::{Lang, Localized};
use crate::legible::Lines;
use crate::page::Page;
use crate::status::{IncidentStatus, Level};
use crate::support::Severity;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How many messages an incident may have, and how many bytes they may have together, with all that they said before.
const MOST_UPDATES: usize = 500;
const MOST_BYTES: usize = 500_000;
/// How many messages more, and bytes, there are for its end and for what is said afterwards: what is full must still end.
const MORE_UPDATES: usize = 20;
const MORE_BYTES: usize = 200_000;

/// An incident to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewIncident {
    /// In which environment; the page's first where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<EnvId>,
    /// What is wrong, on one line.
    pub title: Localized,
    /// How bad it is.
    pub severity: Severity,
    /// How far the work has come; `investigating` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<IncidentStatus>,
    /// What it is about.
    #[serde(default)]
    pub affected: Vec<Affected>,
    /// What it means for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Localized>,
    /// What people can do instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workaround: Option<Localized>,
    /// When it began; now where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Instant>,
    /// When the next message is promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update_at: Option<Instant>,
    /// The first message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Localized>,
}

/// What is to be different about an incident. What is left out stays; `null` takes away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncidentChange {
    /// What is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Localized>,
    /// How bad it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected: Option<Vec<Affected>>,
    /// What it means for people.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub effect: Option<Option<Localized>>,
    /// What people can do instead.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub workaround: Option<Option<Localized>>,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Instant>,
    /// When it was over; only of one that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Instant>,
    /// When the next message is promised.
    #[serde(default, deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub next_update_at: Option<Option<Instant>>,
    /// `true`: a person takes over an automatic one; readers see it from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adopted: Option<bool>,
    /// Why an automatic one is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed: Option<String>,
    /// The id of the open incident that an automatic one is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
}

/// A message to publish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewUpdate {
    /// How far the work has come; as before where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<IncidentStatus>,
    /// What there is to say.
    pub text: Localized,
    /// What it is about from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affected: Option<Vec<Affected>>,
    /// When the next message is promised. A promise that is left out is gone with this message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_update_at: Option<Instant>,
    /// When it was over; now where it is left out. Only with `resolved`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Instant>,
}

/// A correction of a message, or one more language of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpdateChange {
    /// What it says from now on; languages that are left out stay.
    pub text: Localized,
}

impl IncidentRecord {
    /// An incident that a person begins.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn begin(new: &NewIncident, id: String, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let status = new.status.unwrap_or(IncidentStatus::Investigating);
        let started_at = new.started_at.map_or(now, |at| checks.past("/started_at", at));
        let first = |text| UpdateRecord::new(1, now, status, checks.message("/text", text));
        if new.status.is_some_and(|status| status != IncidentStatus::Investigating) && new.text.is_none() {
            checks.refuse("/text", "is missing; say what is known, or leave `status` out");
        }
        if status == IncidentStatus::Review {
            checks.refuse("/status", "a review comes after an incident; begin with another status");
        }
        let record = Self {
            id,
            revision: 1,
            created_at: now,
            changed_at: now,
            env: checks.env(new.env.clone()),
            title: checks.title("/title", &new.title),
            severity: new.severity,
            status,
            affected: affected(&checks, &new.affected),
            effect: new.effect.as_ref().map(|text| checks.message("/effect", text)),
            workaround: new.workaround.as_ref().map(|text| checks.message("/workaround", text)),
            started_at,
            resolved_at: status.is_over().then_some(now),
            next_update_at: new.next_update_at.map(|at| checks.future("/next_update_at", at)),
            updates: new.text.iter().map(first).collect(),
            automatic: None,
            dismissed: None,
            merged_into: None,
        };
        checks.done(record)
    }

    /// The incident with something about it changed.
    ///
    /// # Errors
    /// Everything that is wrong with the change.
    pub fn changed(&self, change: &IncidentChange, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let mut next = self.next(now);
        if let Some(title) = &change.title {
            next.title = checks.title("/title", title);
        }
        next.severity = change.severity.unwrap_or(self.severity);
        if let Some(list) = &change.affected {
            next.affected = affected(&checks, list);
        }
        if let Some(text) = &change.effect {
            next.effect = text.as_ref().map(|text| checks.message("/effect", text));
        }
        if let Some(text) = &change.workaround {
            next.workaround = text.as_ref().map(|text| checks.message("/workaround", text));
        }
        next.started_at = change.started_at.map_or(self.started_at, |at| checks.past("/started_at", at));
        if let Some(at) = change.next_update_at {
            next.next_update_at = at.map(|at| checks.future("/next_update_at", at));
        }
        if let Some(at) = change.resolved_at {
            next.resolved_at = Some(checks.past("/resolved_at", at));
            if !self.status.is_over() {
                checks.refuse("/resolved_at", "the incident goes on; publish a message with the status resolved");
            }
        }
        next.settle(change, &checks);
        if next.resolved_at.is_some_and(|at| at < next.started_at) {
            checks.refuse("/resolved_at", "is before the incident began; correct one of the two");
        }
        checks.done(next)
    }

    /// What a person makes of an incident that a transition opened.
    fn settle(&mut self, change: &IncidentChange, checks: &Checks<'_>) {
        let asked = [
            ("/adopted", change.adopted.is_some()),
            ("/dismissed", change.dismissed.is_some()),
            ("/merged_into", change.merged_into.is_some()),
        ];
        let asked: Vec<&str> = asked.into_iter().filter_map(|(pointer, is)| is.then_some(pointer)).collect();
        for pointer in asked.iter().skip(1) {
            checks.refuse(pointer, "an incident is adopted, dismissed or merged: ask for one of them");
        }
        if let Some(pointer) = asked.first()
            && !self.is_automatic()
        {
            checks
                .refuse(pointer, "it is no automatic incident that is open; change it, or publish that it is resolved");
        }
        if change.adopted == Some(false) {
            checks.refuse("/adopted", "what was adopted stays so; leave it out");
        }
        if change.adopted == Some(true) {
            self.automatic = Some(Automatic::Adopted);
        }
        if let Some(why) = &change.dismissed {
            checks.words("/dismissed", why.trim(), 500, Lines::One);
            self.dismissed = Some(why.trim().to_owned());
        }
        if let Some(id) = &change.merged_into {
            if *id == self.id {
                checks.refuse("/merged_into", "an incident cannot be part of itself; name another");
            }
            self.merged_into = Some(id.clone());
        }
    }

    /// The incident with one more message.
    ///
    /// # Errors
    /// Everything that is wrong with the message.
    pub fn said(&self, new: &NewUpdate, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let mut next = self.next(now);
        let status = new.status.unwrap_or(self.status);
        if status == IncidentStatus::Review && !self.status.is_over() {
            checks.refuse("/status", "a review comes when the incident is over; publish that it is resolved first");
        }
        if self.status == IncidentStatus::Review && status != IncidentStatus::Review {
            checks.refuse("/status", "the incident has been written up; begin a new one");
        }
        if self.dismissed.is_some() || self.merged_into.is_some() {
            checks.refuse("", "readers do not see this incident: it was dismissed, or merged into another");
        }
        self.check_count(&checks, status);
        self.check_size(&checks, status, &new.text);
        if let Some(list) = &new.affected {
            next.affected = affected(&checks, list);
        }
        let number = self.updates.last().map_or(1, |last| last.number.saturating_add(1));
        next.updates.push(UpdateRecord::new(number, now, status, checks.message("/text", &new.text)));
        next.status = status;
        next.next_update_at = new.next_update_at.map(|at| checks.future("/next_update_at", at));
        next.resolved_at = match (status.is_over(), new.resolved_at) {
            (true, Some(at)) => Some(checks.past("/resolved_at", at)),
            (true, None) => self.resolved_at.or(Some(now)),
            (false, Some(_)) => {
                checks.refuse("/resolved_at", "only an incident that is resolved has one; leave it out");
                None
            }
            (false, None) => None,
        };
        if next.resolved_at.is_some_and(|at| at < next.started_at) {
            checks.refuse("/resolved_at", "is before the incident began; correct one of the two");
        }
        if next.automatic.is_some() {
            next.automatic = Some(Automatic::Adopted);
        }
        checks.done(next)
    }

    /// The incident with a message corrected, or translated. What it said is kept; `None`: it has no such message.
    ///
    /// # Errors
    /// Everything that is wrong with the correction.
    pub fn corrected(
        &self,
        number: u32,
        change: &UpdateChange,
        page: &Page,
        now: Instant,
    ) -> Option<Result<Self, Vec<Refusal>>> {
        let checks = Checks::new(page, now);
        let mut next = self.next(now);
        self.check_size(&checks, self.status, &change.text);
        let update = next.updates.iter_mut().find(|update| update.number == number)?;
        let text = checks.message("/text", &change.text);
        let differs = |(lang, text): (&Lang, &String)| update.text.0.get(lang).is_some_and(|before| before != text);
        // One more language corrects nothing.
        if text.0.iter().any(differs) {
            update.earlier.push(EarlierText { until: now, text: update.text.clone() });
            update.corrected_at = Some(now);
        }
        update.text.0.extend(text.0);
        Some(checks.done(next))
    }

    fn check_count(&self, checks: &Checks<'_>, status: IncidentStatus) {
        let most = MOST_UPDATES + if status.is_over() { MORE_UPDATES } else { 0 };
        if self.updates.len() >= most {
            checks.refuse("", format_args!("the incident has {most} messages; resolve it and begin another"));
        }
    }

    fn check_size(&self, checks: &Checks<'_>, status: IncidentStatus, more: &Localized) {
        // What stands around a text is counted, too.
        let size = |text: &Localized| text.0.values().map(String::len).sum::<usize>() + 80;
        let said =
            self.updates.iter().map(|it| size(&it.text) + it.earlier.iter().map(|it| size(&it.text)).sum::<usize>());
        let most = MOST_BYTES + if status.is_over() { MORE_BYTES } else { 0 };
        if said.sum::<usize>() + size(more) > most {
            checks.refuse("", format_args!("the messages have more than {most} bytes; resolve it and begin another"));
        }
    }

    /// The next revision of it.
    fn next(&self, now: Instant) -> Self {
        Self { revision: self.revision.saturating_add(1), changed_at: now, ..self.clone() }
    }
}

impl UpdateRecord {
    fn new(number: u32, at: Instant, status: IncidentStatus, text: Localized) -> Self {
        Self { number, at, status, text, corrected_at: None, earlier: vec![] }
    }
}

/// What an incident is about: each component once, at a level that an incident can put it at.
fn affected(checks: &Checks<'_>, list: &[Affected]) -> Vec<Affected> {
    checks.distinct("/affected", list.iter().map(|it| &it.component));
    for (place, it) in list.iter().enumerate() {
        if matches!(it.level, Level::Unknown | Level::Maintenance) {
            checks.refuse(
                format_args!("/affected/{place}/level"),
                "an incident puts a component at degraded, partial_outage or major_outage, or leaves it operational",
            );
        }
    }
    list.to_vec()
}
