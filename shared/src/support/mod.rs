//! Support routing: who is to be asked about which fault, now, what is to be checked first and what is to be written.
//!
//! A **route** leads from who asks ([`Role`]), what is wrong ([`Fault`]), where ([environment](crate::page::Environment)) and
//! how bad it is ([`Severity`]) to **channels** in order. [`advise`] takes the first route that matches, and says which of its
//! channels can be used at an instant. What stands in it is read from a page file and proved there to be complete: every
//! question has an answer, and every route and every channel answers one.
//!
//! Texts are [`Localized`] at the edge, and [`Words`] for readers of one language.

mod advice;
mod hours;
mod mask;
mod overrides;
mod question;
#[cfg(test)]
mod tests;
mod words;

pub use advice::{Advice, Contact, Known, Reach, advise};
pub use hours::{Hours, Standing};
pub use mask::{MASK, Masked, Secret, mask};
pub use question::{Question, combinations};
pub use words::{Severity, Target, Via, WriteField};

use crate::ids::{ChannelId, CheckId, ComponentId, EnvId, FaultId, RoleId, RouteId, TemplateId};
use crate::lang::{Localized, Words};
use crate::status::ChannelOverride;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// How a page's people get help.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support<T = Localized> {
    /// Who may ask, in the order they are shown.
    pub roles: Vec<Role<T>>,
    /// What may be wrong, in the order it is shown.
    pub faults: Vec<Fault<T>>,
    /// How bad it may be, worst first; empty where routes do not differ by it.
    pub severities: Vec<Grade<T>>,
    /// Every way to reach someone.
    pub channels: Vec<Channel<T>>,
    /// What can be checked before.
    pub checks: Vec<Check<T>>,
    /// What fault reports hold.
    pub templates: Vec<Template<T>>,
    /// The first that matches is taken.
    pub routes: Vec<Route<T>>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role<T = Localized> {
    /// Its name in addresses and attributes.
    pub id: RoleId,
    /// What people call themselves.
    pub name: T,
}

/// What is wrong, as the person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault<T = Localized> {
    /// Its name in addresses.
    pub id: FaultId,
    /// What people would say.
    pub name: T,
    /// The components in which it may lie: what is known to be wrong with them may be this fault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentId>,
    /// In which environments it can happen; empty: in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<EnvId>,
}

/// A severity in the owner's own words: `A – Kritisk`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade<T = Localized> {
    /// The severity.
    #[serde(rename = "id")]
    pub severity: Severity,
    /// What the owner calls it.
    pub name: T,
}

/// A way to reach someone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel<T = Localized> {
    /// Its name in the page file.
    pub id: ChannelId,
    /// What it is called.
    pub name: T,
    /// How one gets through.
    pub via: Via,
    /// The number, the address or the name. At the edge `{var:NAME}` until it is filled in; `None`: it is not given here, or
    /// `how` says all that there is to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// It leads somewhere, and this deployment does not say where.
    #[serde(default, skip_serializing_if = "crate::omit::is_false")]
    pub not_given: bool,
    /// What is wrong with the variable of the deployment that would say.
    #[serde(skip)]
    pub unset: Option<String>,
    /// What one must know to use it, such as where the number is to be found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub how: Option<T>,
    /// When it is staffed; `None`: its owner does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    /// When it normally answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Target>,
    /// Its working days, each from midnight to midnight, where it answers within such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<Hours>,
    /// Who may use it; empty: everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// The components without which it does not work: at *major outage* of one, it is down.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<ComponentId>,
    /// What people have declared about it for a time; its hours are without the times at which it is closed by hand.
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<ChannelOverride<T>>,
}

/// Something to check before anybody is contacted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check<T = Localized> {
    /// Its name in the page file.
    pub id: CheckId,
    /// What to do.
    pub text: T,
    /// Where; `https:` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// In which environments; empty: in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<EnvId>,
}

/// What a fault report holds, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template<T = Localized> {
    /// Its name in the page file.
    pub id: TemplateId,
    /// What it asks for, in order.
    pub fields: Vec<WriteField>,
    /// What else is to be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write: Option<T>,
    /// What must not be written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never: Option<T>,
}

/// From a question to channels. What it does not name, it takes all of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route<T = Localized> {
    /// Its name in the page file.
    pub id: RouteId,
    /// For whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<RoleId>,
    /// For which faults.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<FaultId>,
    /// In which environments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub environments: Vec<EnvId>,
    /// At which severities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub severities: Vec<Severity>,
    /// Whom to ask, in order.
    pub channels: Vec<ChannelId>,
    /// What to check first, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub check_first: Vec<CheckId>,
    /// What to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateId>,
    /// The rule it rests on, in words that people can follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<T>,
    /// Where that rule stands: the document and its section.
    pub section: String,
}

impl<T> Check<T> {
    /// Whether it is one of this environment.
    #[must_use]
    pub fn is_for(&self, env: &EnvId) -> bool {
        self.environments.is_empty() || self.environments.contains(env)
    }
}

impl<T> Channel<T> {
    /// Whether somebody of this role may use it.
    #[must_use]
    pub fn serves(&self, role: &RoleId) -> bool {
        self.roles.is_empty() || self.roles.contains(role)
    }
}

impl<T> Support<T> {
    /// A channel by its name.
    #[must_use]
    pub fn channel(&self, id: &ChannelId) -> Option<&Channel<T>> {
        self.channels.iter().find(|channel| channel.id == *id)
    }

    /// A template by its name.
    #[must_use]
    pub fn template(&self, id: &TemplateId) -> Option<&Template<T>> {
        self.templates.iter().find(|template| template.id == *id)
    }

    /// A check by its name.
    #[must_use]
    pub fn check(&self, id: &CheckId) -> Option<&Check<T>> {
        self.checks.iter().find(|check| check.id == *id)
    }

    /// Where the tables of hours begin, the last of them; `None` where there are none.
    #[must_use]
    pub fn valid_from(&self) -> Option<Instant> {
        self.tables().map(|hours| hours.from).max()
    }

    /// Where the tables of hours end, the first of them; `None` where there are none.
    #[must_use]
    pub fn valid_until(&self) -> Option<Instant> {
        self.tables().map(|hours| hours.until).min()
    }

    fn tables(&self) -> impl Iterator<Item = &Hours> {
        self.channels.iter().flat_map(|channel| channel.hours.iter().chain(&channel.working_days))
    }
}

/// The variable that a text is, as a whole.
#[must_use]
pub fn variable(text: &str) -> Option<&str> {
    text.strip_prefix("{var:")?.strip_suffix('}').filter(|name| !name.contains(['{', '}']))
}

/// A value as it was meant: without what copying from a page brings with it.
fn plainly(value: &str) -> String {
    value.replace(['\u{a0}', '\u{202f}'], " ").replace('\u{2011}', "-").trim().to_owned()
}

impl Support {
    /// Fills in what the deployment sets. What it does not, and what cannot be where a channel leads, is not given.
    pub fn fill(&mut self, value: impl Fn(&str) -> Option<String>) {
        for channel in &mut self.channels {
            let Some(name) = channel.to.as_deref().and_then(variable).map(str::to_owned) else { continue };
            let value = value(&name).map(|it| plainly(&it));
            channel.unset = match &value {
                None => Some(format!("the variable {name} is not set")),
                Some(it) if !channel.via.takes(it) => Some(format!("the variable {name} is {}", channel.via.refusal())),
                Some(_) => None,
            };
            channel.not_given = channel.unset.is_some();
            channel.to = value.filter(|_| !channel.not_given);
        }
    }

    /// For readers of one language, with the hours between two instants.
    #[must_use]
    pub fn told(&self, pick: impl Fn(&Localized) -> Words, from: Instant, until: Instant) -> Support<Words> {
        let pick = &pick;
        let part = |hours: &Option<Hours>| hours.as_ref().map(|hours| hours.between(from, until));
        let channel = |it: &Channel| Channel {
            id: it.id.clone(),
            name: pick(&it.name),
            via: it.via,
            to: it.to.clone(),
            not_given: it.not_given,
            unset: None,
            how: it.how.as_ref().map(pick),
            hours: part(&it.hours),
            answer: it.answer,
            working_days: part(&it.working_days),
            roles: it.roles.clone(),
            needs: it.needs.clone(),
            overrides: vec![],
        };
        let route = |it: &Route| Route {
            id: it.id.clone(),
            roles: it.roles.clone(),
            faults: it.faults.clone(),
            environments: it.environments.clone(),
            severities: it.severities.clone(),
            channels: it.channels.clone(),
            check_first: it.check_first.clone(),
            template: it.template.clone(),
            why: it.why.as_ref().map(pick),
            section: it.section.clone(),
        };
        let fault = |it: &Fault| Fault {
            id: it.id.clone(),
            name: pick(&it.name),
            components: it.components.clone(),
            environments: it.environments.clone(),
        };
        let template = |it: &Template| Template {
            id: it.id.clone(),
            fields: it.fields.clone(),
            write: it.write.as_ref().map(pick),
            never: it.never.as_ref().map(pick),
        };
        let check = |it: &Check| Check {
            id: it.id.clone(),
            text: pick(&it.text),
            link: it.link.clone(),
            environments: it.environments.clone(),
        };
        Support {
            roles: self.roles.iter().map(|it| Role { id: it.id.clone(), name: pick(&it.name) }).collect(),
            faults: self.faults.iter().map(fault).collect(),
            severities: self
                .severities
                .iter()
                .map(|it| Grade { severity: it.severity, name: pick(&it.name) })
                .collect(),
            channels: self.channels.iter().map(channel).collect(),
            checks: self.checks.iter().map(check).collect(),
            templates: self.templates.iter().map(template).collect(),
            routes: self.routes.iter().map(route).collect(),
        }
    }
}
