//! Words people read. One field per phrase: a language that lacks one does not compile.
//!
//! The words follow the terminology of Digdir's, NAV's and Digg's own pages. No phrase falls back to another
//! language; nn is not a variant of nb.

mod declared;
mod en;
mod history;
mod nb;
mod nn;
pub mod operator;
mod phrases;
pub mod report;
mod support;
mod sv;
mod words;

pub use declared::DeclaredWords;
pub use history::HistoryWords;
pub(crate) use phrases::fill;
pub use support::{FieldWords, HelpWords, SupportWords};
pub use words::{DateWords, IncidentWords, MaintenanceWords, ReasonWords};

use crate::lang::Lang;

/// Every phrase of one language. Phrases with `{…}` in them are private; the methods of the same name fill them in.
pub struct Text {
    /// What the language calls itself.
    pub own_name: &'static str,
    /// Level: all is well.
    pub operational: &'static str,
    /// Level: announced work goes on.
    pub maintenance: &'static str,
    /// Level: works with less than promised.
    pub degraded: &'static str,
    /// Level: works for some.
    pub partial_outage: &'static str,
    /// Level: works for nobody.
    pub major_outage: &'static str,
    /// Level: nobody can say.
    pub unknown: &'static str,
    /// A component that no source speaks about.
    pub not_monitored: &'static str,
    /// Everything on the page is monitored, and well.
    pub all_ok: &'static str,
    /// Everything that is monitored is well; something is not monitored.
    pub watched_ok: &'static str,
    /// What is shown is too old to rely on.
    pub stale: &'static str,
    /// The button that opens the panel.
    pub open: &'static str,
    /// The link from a part of the status to all of it.
    pub open_page: &'static str,
    /// Asks for the newest now.
    pub refresh: &'static str,
    /// Stops the page from changing by itself.
    pub pause: &'static str,
    /// Lets it change again.
    pub resume: &'static str,
    /// Shown while it is stopped.
    pub paused: &'static str,
    /// Heading: the page's own components.
    pub components: &'static str,
    /// Heading: somebody else's services.
    pub suppliers: &'static str,
    /// Heading: open incidents.
    pub incidents: &'static str,
    /// The same when they may be over: what is shown is too old to rely on.
    pub last_incidents: &'static str,
    /// Heading: maintenance.
    pub planned_maintenance: &'static str,
    /// Maintenance that could not wait until it had been announced in time.
    pub extraordinary: &'static str,
    /// What an outage means for people, while there is one.
    pub effect: &'static str,
    /// The same while it is less than an outage.
    pub in_outage: &'static str,
    /// What people can do instead.
    pub fallback: &'static str,
    /// What a component needs.
    pub depends_on: &'static str,
    /// Without it, the component is down.
    pub hard: &'static str,
    /// Without it, a function is lost.
    pub soft: &'static str,
    /// The component does not suffer from it; its trouble is told all the same.
    pub watch: &'static str,
    /// What an incident or a maintenance is about.
    pub affected: &'static str,
    /// Earlier messages about an incident.
    pub earlier_updates: &'static str,
    /// A fault that was seen once only.
    pub unconfirmed: &'static str,
    /// The last days: a heading, a link, and what opens them.
    pub history: &'static str,
    /// They are on their way.
    pub history_comes: &'static str,
    /// They could not be had.
    pub history_failed: &'static str,
    /// The language switch.
    pub languages: &'static str,
    /// The environment switch.
    pub environment: &'static str,
    /// The environment of a page that names none.
    pub production: &'static str,
    /// How far the work on an incident has come.
    pub incident_status: IncidentWords,
    /// How far a maintenance has come.
    pub maintenance_status: MaintenanceWords,
    /// Why a component is not well, as a sentence without its stop.
    pub reasons: ReasonWords,
    /// Weekdays, months, and how a date is put together.
    pub date: DateWords,
    /// What people read where help is offered, and where they write a report.
    pub help: HelpWords,
    status_of: &'static str,
    title: &'static str,
    since: &'static str,
    since_then: &'static str,
    started: &'static str,
    next_update: &'static str,
    promised: &'static str,
    corrected: &'static str,
    until: &'static str,
    updated: &'static str,
    unknown_now: [&'static str; 2],
    last_known: &'static str,
    known_last: &'static str,
    because_of: &'static str,
    because_reported: &'static str,
    is_now: &'static str,
    reported: &'static str,
    root_cause: &'static str,
    according_to: &'static str,
    read_more: &'static str,
    status_page_of: &'static str,
    supplier_page: &'static str,
    seen_from_one: &'static str,
    seen_from_some: &'static str,
    zone: &'static str,
    minutes_ago: [&'static str; 2],
    hours_ago: [&'static str; 2],
    days_ago: [&'static str; 2],
}

/// The phrases of a language.
#[must_use]
pub fn text(lang: Lang) -> &'static Text {
    match lang {
        Lang::Nb => &nb::TEXT,
        Lang::Nn => &nn::TEXT,
        Lang::Sv => &sv::TEXT,
        Lang::En => &en::TEXT,
    }
}

/// The phrases of a language that only the edge says where it leads people to a contact. They stand apart: a widget, which
/// carries every phrase of four languages, need not carry these.
#[must_use]
pub fn support_words(lang: Lang) -> &'static SupportWords {
    match lang {
        Lang::Nb => &nb::SUPPORT,
        Lang::Nn => &nn::SUPPORT,
        Lang::Sv => &sv::SUPPORT,
        Lang::En => &en::SUPPORT,
    }
}

/// The phrases of a language that the edge puts into a snapshot.
#[must_use]
pub fn declared_words(lang: Lang) -> &'static DeclaredWords {
    match lang {
        Lang::Nb => &nb::DECLARED,
        Lang::Nn => &nn::DECLARED,
        Lang::Sv => &sv::DECLARED,
        Lang::En => &en::DECLARED,
    }
}

/// The phrases of a language about the last days, which only the edge says.
#[must_use]
pub fn history_words(lang: Lang) -> &'static HistoryWords {
    match lang {
        Lang::Nb => &nb::HISTORY,
        Lang::Nn => &nn::HISTORY,
        Lang::Sv => &sv::HISTORY,
        Lang::En => &en::HISTORY,
    }
}
