//! An override as it is kept, and what can be asked of it: a component's level, or a channel, until a time.

use super::refusal::{Checks, Refusal};
use crate::ids::{ChannelId, ComponentId, EnvId};
use crate::lang::Localized;
use crate::legible::Lines;
use crate::page::Page;
use crate::status::{ChannelOverride, Level, Override};
use crate::time::{DAY, Instant};
use serde::{Deserialize, Serialize};

/// For how many days the level of a component may be overridden at a time: what is forgotten must end.
const LEVEL: i64 = 7;
/// For how many days a channel may be.
const CHANNEL: i64 = 92;

/// What is kept of an override.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverrideRecord {
    /// Its name; never given again.
    pub id: String,
    /// Grows by one with each change.
    pub revision: u32,
    /// When it was made.
    pub created_at: Instant,
    /// When it was last changed.
    pub changed_at: Instant,
    /// Of a component: in which environment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<EnvId>,
    /// Of which component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// The level to show of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Of which channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// Where that leads meanwhile; left out: it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why. Readers see it.
    pub reason: Localized,
    /// From when.
    pub starts_at: Instant,
    /// Until when.
    pub ends_at: Instant,
}

/// An override to make: of `component` to `level`, or of `channel`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewOverride {
    /// Of a component: in which environment; the page's first where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env: Option<EnvId>,
    /// Of which component.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub component: Option<ComponentId>,
    /// The level to show of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Of which channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// Where that leads meanwhile; left out: it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why. Readers see it.
    pub reason: Localized,
    /// From when; now where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_at: Option<Instant>,
    /// Until when: within 7 days for a component, 92 days for a channel.
    pub ends_at: Instant,
}

/// What is to be different about an override. What is left out stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OverrideChange {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Localized>,
    /// Until when; now or before ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Instant>,
}

impl OverrideRecord {
    /// An override that a person makes.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn begin(new: &NewOverride, id: String, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let starts_at = new.starts_at.map_or(now, |at| checks.within_reach("/starts_at", at));
        match (&new.component, &new.channel) {
            (Some(component), None) => {
                checks.component("/component", component);
                if new.level.is_none() {
                    checks.refuse("/level", "is missing; write the level to show");
                }
                if new.to.is_some() {
                    checks.refuse("/to", "is for a channel; leave it out");
                }
            }
            (None, Some(channel)) => self::channel(&checks, page, channel, new),
            _ => checks.refuse("", "an override is of a component or of a channel; name one of them"),
        }
        check_span(&checks, new.component.as_ref().map_or(CHANNEL, |_| LEVEL), starts_at, new.ends_at);
        if new.ends_at <= now {
            checks.refuse("/ends_at", "is over already; write a time to come");
        }
        let record = Self {
            id,
            revision: 1,
            created_at: now,
            changed_at: now,
            env: new.component.is_some().then(|| checks.env(new.env.clone())),
            component: new.component.clone(),
            level: new.level,
            channel: new.channel.clone(),
            to: new.to.as_deref().map(|to| to.trim().to_owned()),
            reason: checks.title("/reason", &new.reason),
            starts_at: starts_at.max(now),
            ends_at: new.ends_at,
        };
        checks.done(record)
    }

    /// The override with something about it changed.
    ///
    /// # Errors
    /// Everything that is wrong with the change.
    pub fn changed(&self, change: &OverrideChange, page: &Page, now: Instant) -> Result<Self, Vec<Refusal>> {
        let checks = Checks::new(page, now);
        let mut next = Self { revision: self.revision.saturating_add(1), changed_at: now, ..self.clone() };
        if self.ends_at <= now {
            checks.refuse("", "the override is over; make another");
        }
        if let Some(reason) = &change.reason {
            next.reason = checks.title("/reason", reason);
        }
        if let Some(at) = change.ends_at {
            next.ends_at = at.max(now.min(self.ends_at));
            if next.ends_at > now {
                let days = self.component.as_ref().map_or(CHANNEL, |_| LEVEL);
                check_span(&checks, days, self.starts_at, next.ends_at);
            }
        }
        checks.done(next)
    }

    /// Whether it holds at `now`.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        (self.starts_at..self.ends_at).contains(&now)
    }

    /// Whether it holds, or will.
    #[must_use]
    pub fn is_open(&self, now: Instant) -> bool {
        now < self.ends_at
    }

    /// What it says of a component's level; `None`: it is about a channel.
    #[must_use]
    pub fn of_level(&self) -> Option<Override> {
        Some(Override {
            env: self.env.clone()?,
            component: self.component.clone()?,
            level: self.level?,
            reason: self.reason.clone(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        })
    }

    /// What it says of a channel; `None`: it is about a component.
    #[must_use]
    pub fn of_channel(&self) -> Option<ChannelOverride> {
        Some(ChannelOverride {
            channel: self.channel.clone()?,
            to: self.to.clone(),
            reason: self.reason.clone(),
            starts_at: self.starts_at,
            ends_at: self.ends_at,
        })
    }
}

fn channel(checks: &Checks<'_>, page: &Page, id: &ChannelId, new: &NewOverride) {
    for (pointer, is) in [("/level", new.level.is_some()), ("/env", new.env.is_some())] {
        if is {
            checks.refuse(pointer, "is for a component; leave it out");
        }
    }
    let channels = page.support.as_ref().map(|support| support.channels.as_slice()).unwrap_or_default();
    let Some(known) = channels.iter().find(|channel| channel.id == *id) else {
        let ids: Vec<&str> = channels.iter().map(|channel| channel.id.as_str()).collect();
        return checks.refuse("/channel", format_args!("the page has no such channel; it has {}", ids.join(", ")));
    };
    if let Some(to) = new.to.as_deref().map(str::trim) {
        checks.words("/to", to, 300, Lines::One);
        if !known.via.takes(to) {
            checks.refuse("/to", format_args!("is {}", known.via.refusal()));
        }
    }
}

fn check_span(checks: &Checks<'_>, days: i64, starts_at: Instant, ends_at: Instant) {
    if ends_at <= starts_at {
        checks.refuse("/ends_at", "is not after it begins; write a later time");
    } else if ends_at.since(starts_at) > days * DAY {
        checks.refuse("/ends_at", format_args!("is more than {days} days after it begins; what is forgotten must end"));
    }
}
