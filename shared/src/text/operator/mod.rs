//! Words for operators, who have little time: what is found about maintenance, each with what it comes to. One field per
//! phrase, as in [`super::Text`]; but apart from it, because nothing of this travels to readers.

mod en;
mod nb;
mod nn;
mod sv;

use super::fill;
use crate::date::Dates;
use crate::lang::Lang;
use crate::maintenance::{Finding, Qualification, Qualifies};
use crate::spans::Span;
use crate::time::Instant;

/// Every phrase of one language. Those with `{…}` in them are filled in by the methods.
pub struct OperatorWords {
    counts: [&'static str; 2],
    wholly: &'static str,
    partly: &'static str,
    not: &'static str,
    nothing: &'static str,
    first_window: &'static str,
    no_contract: &'static str,
    nothing_agreed: &'static str,
    no_window: &'static str,
    not_held_outside: &'static str,
    extraordinary: &'static str,
    outside_window: &'static str,
    window_is: &'static str,
    forbidden_hours: &'static str,
    not_preferred: &'static str,
    too_late: &'static str,
    moved_too_late: &'static str,
    ahead: [&'static str; 2],
    agreed: [&'static str; 2],
    before: &'static str,
    over_cap: &'static str,
    cancelled_before: &'static str,
    cancelled_under_way: &'static str,
    ran_over: &'static str,
    ran_beyond_window: &'static str,
    critical_period: &'static str,
    hours_unknown: &'static str,
}

/// Whether what is told of lies ahead, or is over and stands in a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It will be.
    Ahead,
    /// It was.
    Reported,
}

/// The phrases of a language.
#[must_use]
pub fn operator(lang: Lang) -> &'static OperatorWords {
    match lang {
        Lang::Nb => &nb::WORDS,
        Lang::Nn => &nn::WORDS,
        Lang::Sv => &sv::WORDS,
        Lang::En => &en::WORDS,
    }
}

impl OperatorWords {
    /// What it comes to, in one sentence.
    #[must_use]
    pub fn summary(&self, found: &Qualification, dates: &Dates<'_>) -> String {
        let cancelled = |finding: &Finding| matches!(finding, Finding::CancelledBefore { .. });
        let say = |phrase, parts: &[(&str, &str)]| self.say(phrase, Told::Ahead, parts);
        match found.qualifies {
            Qualifies::Wholly => self.wholly.to_owned(),
            Qualifies::Partly => say(self.partly, &[("spans", &spans(&found.held_outside, dates))]),
            Qualifies::Not if found.findings.iter().any(cancelled) => self.nothing.to_owned(),
            Qualifies::Not => say(self.not, &[]),
        }
    }

    /// A phrase with its parts, said of what is to come or of what was.
    fn say(&self, phrase: &str, told: Told, parts: &[(&str, &str)]) -> String {
        let [ahead, reported] = self.counts;
        let counts = ("counts", if told == Told::Ahead { ahead } else { reported });
        fill(phrase, &[&[counts], parts].concat())
    }

    /// The first window that there is still time to announce.
    #[must_use]
    pub fn first_window(&self, (opens, closes): Span, dates: &Dates<'_>) -> String {
        fill(self.first_window, &[("span", &dates.span(opens, closes))])
    }

    /// A finding; `order` is the page's languages, for names that the page gives.
    #[must_use]
    pub fn finding(&self, finding: &Finding, dates: &Dates<'_>, order: &[Lang], told: Told) -> String {
        let say = |phrase, parts: &[(&str, &str)]| self.say(phrase, told, parts);
        match finding {
            Finding::NoContract => say(self.no_contract, &[]),
            Finding::NothingAgreed => say(self.nothing_agreed, &[]),
            Finding::NoWindow => say(self.no_window, &[]),
            Finding::NotHeldOutside => say(self.not_held_outside, &[]),
            Finding::Extraordinary => say(self.extraordinary, &[]),
            Finding::OutsideWindow { outside, window } => self.outside_window(outside, *window, dates, told),
            Finding::ForbiddenHours { during } => say(self.forbidden_hours, &[("spans", &spans(during, dates))]),
            Finding::NotPreferred { outside } => say(self.not_preferred, &[("spans", &spans(outside, dates))]),
            Finding::TooLate { given, agreed, before } => {
                let said = say(self.too_late, &self.counted(*given, *agreed).each());
                said + &self.before(*before, dates)
            }
            Finding::MovedTooLate { moved_at, given, agreed, before } => {
                let counted = self.counted(*given, *agreed);
                let [ahead, agreed] = counted.each();
                say(self.moved_too_late, &[("at", &dates.moment(*moved_at)), ahead, agreed])
                    + &self.before(*before, dates)
            }
            Finding::OverCap { night, nth, cap } => {
                let (nth, cap) = (nth.to_string(), cap.to_string());
                say(self.over_cap, &[("night", &dates.date(*night)), ("nth", &nth), ("cap", &cap)])
            }
            Finding::CancelledBefore { at } => say(self.cancelled_before, &[("at", &dates.moment(*at))]),
            Finding::CancelledUnderWay { at } => say(self.cancelled_under_way, &[("at", &dates.moment(*at))]),
            Finding::RanOver { announced, until } => {
                let (end, span) = (dates.moment(*announced), dates.span(*announced, *until));
                say(self.ran_over, &[("end", &end), ("span", &span)])
            }
            Finding::RanBeyondWindow { window_end, .. } => {
                say(self.ran_beyond_window, &[("end", &dates.moment(*window_end))])
            }
            Finding::CriticalPeriod { name, from, until } => {
                let name = name.pick(dates.lang, order).unwrap_or_default().text;
                let (first, last) = (dates.date(*from), dates.date(until.plus(-1)));
                say(self.critical_period, &[("name", &name), ("first", &first), ("last", &last)])
            }
            Finding::HoursUnknown { from, until } => {
                say(self.hours_unknown, &[("from", &dates.dated(*from)), ("until", &dates.dated(*until))])
            }
        }
    }

    fn outside_window(&self, outside: &[Span], window: Option<Span>, dates: &Dates<'_>, told: Told) -> String {
        let said = self.say(self.outside_window, told, &[("spans", &spans(outside, dates))]);
        let window = window.map(|(opens, closes)| dates.span(opens, closes));
        said + &window.map_or_else(String::new, |span| fill(self.window_is, &[("span", &span)]))
    }

    fn counted(&self, given: i64, agreed: u8) -> Counted {
        Counted { ahead: number(self.ahead, given), agreed: number(self.agreed, agreed.into()) }
    }

    fn before(&self, before: Option<Instant>, dates: &Dates<'_>) -> String {
        before.map_or_else(String::new, |at| fill(self.before, &[("at", &dates.dated(at))]))
    }
}

/// The two numbers of a notice, as words.
struct Counted {
    ahead: String,
    agreed: String,
}

impl Counted {
    fn each(&self) -> [(&str, &str); 2] {
        [("ahead", &self.ahead), ("agreed", &self.agreed)]
    }
}

fn number([one, many]: [&str; 2], number: i64) -> String {
    fill(if number == 1 { one } else { many }, &[("n", &number.to_string())])
}

fn spans(spans: &[Span], dates: &Dates<'_>) -> String {
    let said: Vec<String> = spans.iter().map(|(begin, end)| dates.span(*begin, *end)).collect();
    said.join(", ")
}
