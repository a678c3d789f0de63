//! Support as readers get it: who helps whom with what, for three weeks, and the answer to a question if one is asked.
//! `GET /api/v1/{page}/support`; `/{page}/support` takes the same parameters.
//!
//! | parameter | | |
//! |---|---|---|
//! | `role` `fault` | ids; both, or neither | without them nothing is asked |
//! | `env` | the id of an environment | the page's first |
//! | `severity` | `critical` `serious` `minor` `info`, as far as the page has them | needed only where the answer depends on it |
//! | `lang` | a language | the page's first |
//!
//! `/api/v1/{page}/support/drawn` takes the same, and is what a widget shows: the parts of widget/src/parts/wire.rs, in a
//! version of their own. To what is not a whole question it answers with the questions.
//!
//! What is missing or not known is told with 400 here, an environment that the page does not have with 404; so is a page that does
//! not say who helps.

use super::EnvironmentView;
use crate::ids::{ChannelId, CheckId, ComponentId, EnvId, FaultId, PageId, RoleId, RouteId, TemplateId};
use crate::lang::{Lang, Localized, Words};
use crate::page::{Page, Zone};
use crate::status::{ChannelOverride, Level};
use crate::support::{Advice, Contact, Known, Question, Reach, Severity, Support};
use crate::time::{DAY, Instant};
use serde::{Deserialize, Serialize};

/// For how many days readers are told the hours.
const DAYS: i64 = 21;

/// The support of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportView {
    /// The version of this format.
    pub v: u32,
    /// Which page.
    pub page: PageId,
    /// What it is called.
    pub name: String,
    /// Every environment of the page; the first is for readers who ask for none.
    pub environments: Vec<EnvironmentView>,
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// Until when the hours are told; from then on, whether a channel is open is not known.
    pub valid_until: Instant,
    /// The zone to write times in, with the offsets a reader needs.
    pub zone: Zone,
    /// Who helps whom with what.
    #[serde(flatten)]
    pub support: Support<Words>,
    /// The answer to the question that was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<AdviceView>,
}

/// An answer: of the moment, for channels open and close.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdviceView {
    /// Who asked.
    pub role: RoleId,
    /// What is wrong.
    pub fault: FaultId,
    /// Where.
    pub env: EnvId,
    /// How bad it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// The route that was taken.
    pub route: RouteId,
    /// Where the rule stands that it rests on.
    pub section: String,
    /// What is known to be wrong: that comes first.
    pub known: Vec<KnownView>,
    /// Whether that cannot be told: of some of those components, nobody knows how they are.
    pub status_unknown: bool,
    /// Whom to ask, in order: those that can be used now come first.
    pub contacts: Vec<ContactView>,
    /// Channels that are down, each with the component that it needs.
    pub down: Vec<DownView>,
    /// What to check first, in order.
    pub check_first: Vec<CheckId>,
    /// What to write.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<TemplateId>,
}

/// Something that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum KnownView {
    /// An open incident, by its id in the snapshot.
    Incident {
        /// Its id.
        id: String,
        /// What is wrong.
        title: Words,
        /// When the next message is promised.
        next_update_at: Option<Instant>,
    },
    /// Maintenance that is going on.
    Maintenance {
        /// Its id.
        id: String,
        /// What is done.
        title: Words,
        /// When it ends.
        ends_at: Instant,
    },
    /// A component that is not well.
    Component {
        /// Which.
        id: ComponentId,
        /// How it is.
        level: Option<Level>,
        /// When that began.
        since: Option<Instant>,
    },
}

/// A channel, as of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactView {
    /// Which channel.
    pub channel: ChannelId,
    /// Whether it can be used.
    pub state: ReachView,
    /// When that changes, if anybody knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// When an answer is normally there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer_by: Option<Instant>,
    /// Where it leads for now, while a person has led it elsewhere; why, and until when, its channel tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// Whether a channel can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReachView {
    /// It is staffed.
    Open,
    /// It can be written to at any hour, or is reached as its `how` says.
    AnyTime,
    /// Nobody knows.
    Unknown,
    /// It can be written to, and is read later.
    Later,
    /// It is not staffed.
    Closed,
}

/// A channel that is down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DownView {
    /// Which channel.
    pub channel: ChannelId,
    /// The component that it needs.
    pub needs: ComponentId,
}

impl SupportView {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;

    /// The support of a page for readers of `wanted`, with what people have declared about its channels; as it is told all
    /// day, where they have not. `None` where its file has none.
    #[must_use]
    pub fn compose(page: &Page, channels: &[ChannelOverride], wanted: Option<Lang>, now: Instant) -> Option<Self> {
        let lang = page.language(wanted);
        let from = now.floor(DAY);
        // The day that has begun, and as many after it.
        let until = from.plus((DAYS + 1) * DAY);
        let support = page.support.as_ref()?;
        let words = |text: &Localized| page.words(text, lang);
        let ends = support.valid_until().map_or(until, |ends| ends.min(until));
        Some(Self {
            v: Self::VERSION,
            page: page.id.clone(),
            name: page.name.clone(),
            environments: EnvironmentView::all(page, lang),
            lang,
            valid_until: ends,
            // An answer may be due later than the hours are told.
            zone: page.zone.between(from, until.plus(30 * DAY)),
            support: support.told(words, from, until).overridden(channels, now, words),
            advice: None,
        })
    }
}

impl AdviceView {
    /// An answer to a question.
    #[must_use]
    pub fn of<T>(question: &Question, advice: &Advice<'_, T>) -> Self {
        let down = |(channel, needs): &(&crate::support::Channel<T>, &ComponentId)| DownView {
            channel: channel.id.clone(),
            needs: (*needs).clone(),
        };
        Self {
            role: question.role.clone(),
            fault: question.fault.clone(),
            env: question.env.clone(),
            severity: question.severity,
            route: advice.route.id.clone(),
            section: advice.route.section.clone(),
            known: advice.known.iter().map(KnownView::of).collect(),
            status_unknown: advice.status_unknown,
            contacts: advice.contacts.iter().map(ContactView::of).collect(),
            down: advice.down.iter().map(down).collect(),
            check_first: advice.checks.iter().map(|check| check.id.clone()).collect(),
            template: advice.route.template.clone(),
        }
    }
}

impl KnownView {
    fn of(known: &Known<'_>) -> Self {
        match known {
            Known::Incident(it) => {
                Self::Incident { id: it.id.clone(), title: it.title.clone(), next_update_at: it.next_update_at }
            }
            Known::Maintenance(it) => {
                Self::Maintenance { id: it.id.clone(), title: it.title.clone(), ends_at: it.ends_at }
            }
            Known::Component(it) => Self::Component { id: it.id.clone(), level: it.level, since: it.since },
        }
    }
}

impl ContactView {
    fn of<T>(contact: &Contact<'_, T>) -> Self {
        let (state, until) = match contact.reach {
            Reach::Open(closes) => (ReachView::Open, closes),
            Reach::AnyTime => (ReachView::AnyTime, None),
            Reach::Unknown => (ReachView::Unknown, None),
            Reach::Later(opens) => (ReachView::Later, opens),
            Reach::Closed(opens) => (ReachView::Closed, opens),
        };
        let to = contact.over.and_then(|over| over.to.clone());
        Self { channel: contact.channel.id.clone(), state, until, answer_by: contact.answer_by, to }
    }
}
