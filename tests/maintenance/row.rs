//! A row of a table: how it is read, and how what was found is written.

use crate::at;
use fyr_shared::ids::ComponentId;
use fyr_shared::maintenance::{Announcement, Course, Finding, Qualification, Qualifies, Work};
use fyr_shared::page::Page;
use fyr_shared::spans::Span;
use fyr_shared::time::{DAY, Instant};

/// A work, the others of its year, and what is expected of it.
pub struct Row {
    pub title: String,
    pub work: Work,
    pub others: Vec<Work>,
    pub now: Instant,
    pub expected: String,
}

impl Row {
    /// `what it is | components | when told for when; … | what became of it | windows used | what is expected`.
    #[track_caller]
    pub fn read(page: &Page, line: &str) -> Self {
        let columns: Vec<&str> = line.split('|').map(str::trim).collect();
        let [title, components, told, became, used, expected] = columns[..] else {
            panic!("a row has six columns: {line}")
        };
        let components: Vec<ComponentId> = components.split(", ").map(Into::into).collect();
        let mut told: Vec<Announcement> = told.split("; ").map(|told| announcement(page, told, &components)).collect();
        let announced = told.remove(0);
        let last = told.last().unwrap_or(&announced).at;
        let (env, became) = became.strip_prefix("in test, ").map_or(("production", became), |rest| ("test", rest));
        let (extraordinary, became) =
            became.strip_prefix("extraordinary, ").map_or((false, became), |rest| (true, rest));
        let (course, now) = course(page, became, last);
        let others =
            used.split(", ").filter(|used| !used.is_empty()).map(|used| other(page, used, &components)).collect();
        let work = Work { env: env.into(), announced, changes: told, extraordinary, course };
        Self { title: title.to_owned(), work, others, now, expected: expected.to_owned() }
    }
}

/// `2025-06-16 23:59 for 2025-06-24 00:30–05:00`, or `… of krr, dpi for …` when it was about less.
#[track_caller]
fn announcement(page: &Page, told: &str, components: &[ComponentId]) -> Announcement {
    let (told, span) = told.split_once(" for ").unwrap_or_else(|| panic!("for when: {told}"));
    let (told, of) = told.split_once(" of ").unwrap_or((told, ""));
    let of: Vec<ComponentId> = of.split(" and ").filter(|id| !id.is_empty()).map(Into::into).collect();
    let (starts_at, ends_at) = span_of(page, span);
    let components = if of.is_empty() { components.to_vec() } else { of };
    Announcement { at: at(page, told), components, starts_at, ends_at }
}

#[track_caller]
fn span_of(page: &Page, span: &str) -> Span {
    let (begins, ends) = span.split_once('–').unwrap_or_else(|| panic!("no span: {span}"));
    let day = begins.split_once(' ').map_or("", |(day, _)| day);
    let ends = if ends.contains([' ', 'T']) { ends.to_owned() } else { format!("{day} {ends}") };
    (at(page, begins), at(page, &ends))
}

#[track_caller]
fn course(page: &Page, became: &str, last: Instant) -> (Course, Instant) {
    if became == "planned" {
        return (Course::Planned, last);
    }
    let of = |word| became.strip_prefix(word).map(|when| at(page, when));
    if let Some(now) = of("goes on at ") {
        (Course::Running, now)
    } else if let Some(over) = of("over ") {
        (Course::Over(over), over)
    } else if let Some(cancelled) = of("cancelled ") {
        (Course::Cancelled(cancelled), cancelled)
    } else {
        panic!("nothing that a work can become: {became}")
    }
}

/// Another work, 00.30–05.00: `2025-01-07`, with what became of it or what it was about in brackets.
#[track_caller]
fn other(page: &Page, used: &str, components: &[ComponentId]) -> Work {
    let (day, mark) = used.split_once(" (").map_or((used, ""), |(day, mark)| (day, mark.trim_end_matches(')')));
    let (starts_at, ends_at) = span_of(page, &format!("{day} 00:30–05:00"));
    let course = match mark {
        "cancelled before" => Course::Cancelled(starts_at.plus(-60)),
        "cancelled under way" => Course::Cancelled(starts_at.plus(60)),
        _ => Course::Planned,
    };
    let components = mark.strip_prefix("of ").map_or(components.to_vec(), |id| vec![id.into()]);
    let announced = Announcement { at: starts_at.plus(-30 * DAY), components, starts_at, ends_at };
    let env = if mark == "in test" { "test" } else { "production" };
    Work { env: env.into(), announced, changes: vec![], extraordinary: mark == "extraordinary", course }
}

/// What was found about a work, as tables write it.
pub fn said(page: &Page, found: &[Qualification]) -> String {
    let one = |found: &Qualification| {
        let contract = found.contract.as_ref().map_or("no contract", |contract| contract.as_str());
        let held = match found.qualifies {
            Qualifies::Wholly => "all".to_owned(),
            Qualifies::Partly => format!("part {}", spans(page, &found.held_outside)),
            Qualifies::Not => "nothing".to_owned(),
        };
        let findings = found.findings.iter().map(|finding| finding_said(page, finding)).filter(|said| !said.is_empty());
        let all: Vec<String> = [held].into_iter().chain(findings).collect();
        format!("{contract}: {}", all.join("; "))
    };
    found.iter().map(one).collect::<Vec<String>>().join(" / ")
}

fn finding_said(page: &Page, finding: &Finding) -> String {
    match finding {
        Finding::NoContract => String::new(),
        Finding::NothingAgreed => "nothing agreed".to_owned(),
        Finding::NoWindow => "no window agreed".to_owned(),
        Finding::NotHeldOutside => "not held outside".to_owned(),
        Finding::Extraordinary => "extraordinary".to_owned(),
        Finding::OutsideWindow { outside, .. } => format!("outside the window {}", spans(page, outside)),
        Finding::ForbiddenHours { during } => format!("forbidden {}", spans(page, during)),
        Finding::NotPreferred { outside } => format!("not preferred {}", spans(page, outside)),
        Finding::TooLate { given, agreed, .. } => format!("{given} of {agreed} days"),
        Finding::MovedTooLate { given, agreed, .. } => format!("moved with {given} of {agreed} days"),
        Finding::OverCap { nth, cap, .. } => format!("window {nth} of {cap}"),
        Finding::CancelledBefore { .. } => "cancelled before".to_owned(),
        Finding::CancelledUnderWay { .. } => "cancelled under way".to_owned(),
        Finding::RanOver { announced, until } => format!("ran over {}", spans(page, &[(*announced, *until)])),
        Finding::RanBeyondWindow { window_end, until } => {
            format!("beyond the window {}", spans(page, &[(*window_end, *until)]))
        }
        Finding::CriticalPeriod { name, .. } => format!("critical period {}", name.0.values().next().unwrap()),
        Finding::HoursUnknown { .. } => "hours unknown".to_owned(),
    }
}

fn spans(page: &Page, spans: &[Span]) -> String {
    let one = |(begins, ends): &Span| {
        let [begins, ends] = [begins, ends].map(|at| page.zone.local(*at).unwrap().to_string().replace('T', " "));
        let day = begins.split_once(' ').unwrap().0.to_owned() + " ";
        format!("{begins}–{}", ends.strip_prefix(&day).unwrap_or(&ends))
    };
    spans.iter().map(one).collect::<Vec<String>>().join(", ")
}
