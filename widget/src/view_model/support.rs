//! Where a person is led: what is known already, what to check, whom to contact, what to write.

use super::component::by_hand;
use super::{Cause, IncidentCard, Link, MaintenanceCard, Moment, Reader};
use fyr_shared::api::{ComponentView, Snapshot};
use fyr_shared::date::Dates;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::status::{ChannelOverride, Level};
use fyr_shared::support::{Advice, Channel, Contact, Known, Reach, Support, Target, Via};
use fyr_shared::text::{SupportWords, support_words, text};
use fyr_shared::time::{HOUR, Instant, MINUTE};

/// For how long an answer is taken to be true at most.
const LASTS: i64 = 5 * MINUTE;

/// An answer as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct SupportAnswer {
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// Whether nobody knows how things are, so that nothing can be said of it.
    pub status_unknown: bool,
    /// Open incidents that may be what the person sees.
    pub incidents: Vec<IncidentCard>,
    /// Maintenance that is going on.
    pub maintenances: Vec<MaintenanceCard>,
    /// Components that are not well, each with its level.
    pub unwell: Vec<(Words, Level)>,
    /// What to check first.
    pub checks: Vec<CheckLine>,
    /// Whom to contact, in order; those that are down stand last.
    pub contacts: Vec<ContactCard>,
    /// What to write.
    pub write: Vec<Words>,
    /// What not to write.
    pub never: Vec<Words>,
    /// The rule that the answer rests on.
    pub why: Option<Words>,
    /// Where that stands.
    pub section: String,
    /// When the answer was given: it does not age by itself, and may be read tomorrow or on paper.
    pub given: Moment,
    /// Until when that is known: then something changes by itself, or nobody knows any more how things are.
    pub until: Instant,
}

/// Something to check.
#[derive(Clone, Debug, PartialEq)]
pub enum CheckLine {
    /// With a link to where.
    Link(Link),
    /// Without.
    Plain(Words),
}

/// A channel as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactCard {
    /// What it is called.
    pub name: Words,
    /// Whether it can be used now; `None`: nobody knows.
    pub usable: Option<bool>,
    /// The same in words, in pieces; none where all that there is to say is how it is reached.
    pub state: Option<Said>,
    /// What to press.
    pub act: Option<Act>,
    /// What one must know to use it.
    pub how: Option<Words>,
    /// When an answer is normally there.
    pub answer: Option<Said>,
    /// That a person has closed it, or led it elsewhere, for a time.
    pub over: Option<ByHand>,
}

/// What a person has declared about a channel for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct ByHand {
    /// That, until when, and why.
    pub said: Cause,
    /// Until when.
    pub ends_at: Instant,
    /// What to press from then on.
    pub then: Option<Act>,
}

/// A phrase, some of which tell of an instant.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// One that does.
    At(Moment),
    /// One that does not, in pieces.
    Plain(Vec<Words>),
}

/// Something to press, or a name to look for where there is no address.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(serde::Serialize))]
pub struct Act {
    /// Where it leads: `tel:`, `mailto:` or `https:`.
    pub href: Option<String>,
    /// What it says.
    pub text: String,
}

impl SupportAnswer {
    /// The answer to a question as readers see it at an instant. `snapshot` is what the advice was given by; one that is
    /// missing or stale says nothing.
    #[must_use]
    pub fn of(
        support: &Support<Words>,
        advice: &Advice<'_, Words>,
        snapshot: Option<&Snapshot>,
        dates: Dates<'_>,
    ) -> Self {
        let teller = Teller { dates, words: support_words(dates.lang) };
        let snapshot = snapshot.filter(|it| dates.now < it.stale_after);
        let reader = snapshot.map(|snapshot| Reader::new(snapshot, dates.now));
        let known = |it: &Known<'_>| match it {
            Known::Incident(it) => reader.as_ref().map(|reader| reader.incident(it)),
            _ => None,
        };
        let work = |it: &Known<'_>| match it {
            Known::Maintenance(it) => reader.as_ref().map(|reader| reader.maintenance(it)),
            _ => None,
        };
        // What an incident or a maintenance is about stands in its card.
        let told = |id: &ComponentId| advice.known.iter().any(|it| it.is_declared_about(id));
        let unwell = |it: &Known<'_>| match it {
            Known::Component(it) if !told(&it.id) => Some((it.name.clone(), it.level?)),
            _ => None,
        };
        // To the minute: an answer that says the same has the same name.
        let given = dates.now.floor(MINUTE);
        let latest = dates.now.plus(LASTS);
        let route = advice.route;
        let template = route.template.as_ref().and_then(|id| support.template(id));
        let fields = template.into_iter().flat_map(|it| it.fields.iter().map(|field| teller.words.field(*field)));
        let write: Vec<Words> = fields.map(Words::plain).chain(template.and_then(|it| it.write.clone())).collect();
        let never = template.and_then(|it| it.never.clone()).into_iter();
        let check = |words: &Words, link: Option<&String>| match Link::https(link, vec![words.clone()]) {
            Some(link) => CheckLine::Link(link),
            None => CheckLine::Plain(words.clone()),
        };
        let checks = advice.checks.iter();
        let down = advice.down.iter().map(|(channel, needed)| teller.down(channel, &name_of(snapshot, needed)));
        Self {
            lang: dates.lang,
            status_unknown: advice.status_unknown,
            incidents: advice.known.iter().filter_map(known).collect(),
            maintenances: advice.known.iter().filter_map(work).collect(),
            unwell: advice.known.iter().filter_map(unwell).collect(),
            checks: checks.map(|it| check(&it.text, it.link.as_ref())).collect(),
            contacts: advice.contacts.iter().map(|it| teller.contact(it)).chain(down).collect(),
            never: never.chain([Words::plain(teller.words.never_at_all)]).collect(),
            write,
            why: route.why.clone(),
            section: route.section.clone(),
            given: Moment { text: text(dates.lang).updated(&dates.dated(given)), at: given },
            until: advice.changes_at().into_iter().chain(snapshot.map(|it| it.stale_after)).fold(latest, Instant::min),
        }
    }
}

impl ContactCard {
    /// What is left of it when nobody knows whether it can be used.
    #[must_use]
    pub fn in_doubt(&self, lang: Lang) -> Self {
        let state = self.state.as_ref().map(|_| plain(support_words(lang).hours_unknown));
        Self { usable: None, state, answer: None, ..self.clone() }
    }

    /// The same from when on what a person has declared about it no longer holds.
    #[must_use]
    pub fn afterwards(self, over: &ByHand) -> Self {
        Self { act: over.then.clone(), over: None, ..self }
    }
}

fn name_of(snapshot: Option<&Snapshot>, id: &ComponentId) -> Words {
    let named = |it: &&ComponentView| it.id == *id;
    let component = snapshot.and_then(|snapshot| snapshot.components.iter().find(named));
    component.map_or_else(|| Words::plain(id.as_str()), |component| component.name.clone())
}

/// Tells of channels in one language, at one instant.
struct Teller<'a> {
    dates: Dates<'a>,
    words: &'static SupportWords,
}

impl Teller<'_> {
    fn contact(&self, it: &Contact<'_, Words>) -> ContactCard {
        let channel = it.channel;
        let to = it.over.and_then(|over| over.to.as_ref()).or(channel.to.as_ref());
        let over = it.over.map(|over| self.by_hand(over, channel));
        let state = match it.over {
            Some(over) if over.to.is_none() => Some(self.closed(over.ends_at, it.reach)),
            _ => self.state(to.is_none() && (channel.via == Via::ByAgreement || channel.not_given), it.reach),
        };
        ContactCard {
            name: channel.name.clone(),
            // Where somebody else gives the number, whether it can be used is theirs to say.
            usable: it.reach.usable().filter(|usable| to.is_some() || !usable),
            state,
            act: self.act(channel, to),
            how: channel.how.clone(),
            answer: self.answer(it),
            over,
        }
    }

    fn by_hand(&self, over: &ChannelOverride<Words>, channel: &Channel<Words>) -> ByHand {
        let (ends_at, then) = (over.ends_at, self.act(channel, channel.to.as_ref()));
        let said = by_hand(text(self.dates.lang), &self.dates.dated(ends_at), ends_at, &over.reason);
        ByHand { said, ends_at, then }
    }

    /// Closed by hand: until then, or until it opens where that is later.
    fn closed(&self, ends_at: Instant, reach: Reach) -> Said {
        match reach {
            Reach::Closed(Some(opens)) if opens > ends_at => self.at(SupportWords::opens, opens),
            _ => self.at(SupportWords::closed_until, ends_at),
        }
    }

    fn down(&self, channel: &Channel<Words>, component: &Words) -> ContactCard {
        let state = Some(Said::Plain(self.words.down(component)));
        let name = channel.name.clone();
        ContactCard { name, usable: Some(false), state, act: None, how: None, answer: None, over: None }
    }

    fn state(&self, elsewhere: bool, reach: Reach) -> Option<Said> {
        let words = self.words;
        Some(match reach {
            Reach::AnyTime if elsewhere => return None,
            Reach::Open(Some(closes)) => self.at(SupportWords::open_until, closes),
            Reach::Later(Some(opens)) => self.at(SupportWords::later, opens),
            Reach::Closed(Some(opens)) => self.at(SupportWords::opens, opens),
            Reach::Open(None) => plain(words.open_now),
            Reach::AnyTime | Reach::Later(None) => plain(words.any_time),
            Reach::Unknown => plain(words.hours_unknown),
            Reach::Closed(None) => plain(words.closed),
        })
    }

    fn answer(&self, it: &Contact<'_, Words>) -> Option<Said> {
        match it.channel.answer? {
            // How soon somebody answers who is not there is nothing to promise.
            Target::Seconds(_) if it.reach.usable() == Some(false) => None,
            Target::Seconds(seconds) if i64::from(seconds) < HOUR => Some(plain(&self.words.answer_within(seconds))),
            _ => it.answer_by.map(|at| self.at(SupportWords::answer_by, at)),
        }
    }

    fn at(&self, phrase: fn(&SupportWords, &str) -> String, at: Instant) -> Said {
        Said::At(Moment { text: phrase(self.words, &self.dates.dated(at)), at })
    }

    fn act(&self, channel: &Channel<Words>, to: Option<&String>) -> Option<Act> {
        let Some(to) = to else {
            let not_given = || Act { href: None, text: self.words.not_given.to_owned() };
            return channel.not_given.then(not_given);
        };
        Some(Act { href: href(channel.via, to), text: self.words.act(channel.via, to) })
    }
}

fn plain(text: &str) -> Said {
    Said::Plain(vec![Words::plain(text)])
}

/// Where a channel's link leads; `None` where it has no address, or one that is none.
fn href(via: Via, to: &str) -> Option<String> {
    let fits = via.takes(to);
    // Behind a country's code, the zero in parentheses is not dialled.
    let dialled = if to.starts_with('+') { to.replace("(0)", "") } else { to.to_owned() };
    let digits = || dialled.chars().filter(|it| it.is_ascii_digit() || *it == '+').collect::<String>();
    match via {
        Via::Phone | Via::OnCall if fits => Some("tel:".to_owned() + &digits()),
        Via::Email if fits => Some("mailto:".to_owned() + to),
        Via::Form if fits => Some(to.to_owned()),
        Via::Chat if to.starts_with("https://") => Some(to.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_channel_leads() {
        for (via, to, expected) in [
            (Via::Phone, "0771 – 11 44 00", Some("tel:0771114400")),
            (Via::OnCall, "+47 22 45 10 00", Some("tel:+4722451000")),
            (Via::Phone, "+46 (0)771-11 44 00", Some("tel:+46771114400")),
            (Via::Phone, "(0)771-11 44 00", Some("tel:0771114400")),
            (Via::Email, "sdk@digg.se", Some("mailto:sdk@digg.se")),
            (Via::Email, "sdk@digg.se?bcc=x@example.com", None),
            (Via::Form, "https://example.no/skjema", Some("https://example.no/skjema")),
            (Via::Form, "javascript:alert(1)", None),
            (Via::Chat, "ext-nhn-pasientens-journaldokumenter", None),
            (Via::Chat, "https://example.no/chat", Some("https://example.no/chat")),
        ] {
            assert_eq!(href(via, to).as_deref(), expected, "{to}");
        }
    }
}
