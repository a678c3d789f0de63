//! Whether maintenance qualifies by the terms, in words: what an operator must know before it is announced.

use fyr_shared::date::Dates;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::maintenance::{Qualification, Qualifies, Work, first_window, qualify};
use fyr_shared::operator::MaintenanceRecord;
use fyr_shared::page::Page;
use fyr_shared::text::operator::{Told, operator};
use fyr_shared::time::Instant;

/// How many lines are told at most.
const MOST: usize = 60;

/// What is found about some works, in each language of the page: a line for each component of each, those that say the same
/// once. `all` are the works of the page.
#[must_use]
pub fn lines(page: &Page, works: &[MaintenanceRecord], all: &[Work], now: Instant) -> Vec<Localized> {
    let several = works.len() > 1;
    let mut lines = vec![];
    for work in works {
        for found in qualify(page, &work.work(), all, now) {
            let say = |lang: &Lang| {
                let dates = Dates { lang: *lang, zone: &page.zone, now };
                let said = line(page, &found, &dates, now);
                let span = dates.span(work.starts_at, work.ends_at);
                (*lang, if several { format!("{span}: {said}") } else { said })
            };
            lines.push(Localized(page.languages.iter().map(say).collect()));
        }
    }
    lines.dedup();
    lines.truncate(MOST);
    lines
}

/// A component: what it comes to, and why.
fn line(page: &Page, found: &Qualification, dates: &Dates<'_>, now: Instant) -> String {
    let words = operator(dates.lang);
    let name = page.component(&found.component).map(|it| page.words(&it.name, dates.lang).text).unwrap_or_default();
    let contract = found.contract.as_ref().and_then(|id| page.contract(id));
    let mut said = format!("{name}:");
    let mut say = |sentence: &str| {
        said.push(' ');
        said.push_str(sentence);
    };
    // What is found says of itself that it counts.
    if found.qualifies != Qualifies::Not || found.findings.is_empty() {
        say(&words.summary(found, dates));
    }
    found.findings.iter().for_each(|finding| say(&words.finding(finding, dates, &page.languages, Told::Ahead)));
    let next = contract.filter(|_| found.qualifies != Qualifies::Wholly).and_then(|it| first_window(page, it, now));
    if let Some(span) = next {
        say(&words.first_window(span, dates));
    }
    said
}
