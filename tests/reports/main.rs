//! A month's report worked out from hand-made facts: what configurations, contracts and declarations make of them, by the page
//! `tests/pages/agreed.toml`. May 2026 in Oslo has 744 hours.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot read its page must fail"
)]

mod declared;
mod in_force;
mod pages;
mod property;
mod stretches;
mod terms;
mod written;

use fyr_shared::config;
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use fyr_shared::report::{ComponentReport, Configuration, ContractReport, Facts, SeriesFact, Terms, work_out};
use fyr_shared::status::{Interval, Level, SeriesState};
use fyr_shared::time::Instant;
use fyr_tests::text;

const UP: SeriesState = SeriesState::Says(Level::Operational);
const MAY: i64 = 744 * 3_600;

/// An instant of May: `12T23:15`.
fn at(text: &str) -> Instant {
    Instant::parse(&format!("2026-05-{text}:00Z")).unwrap_or_else(|| panic!("{text} is no time"))
}

fn page() -> Page {
    config::read("tests/pages/agreed.toml", &text("tests/pages/agreed.toml")).expect("it is right")
}

/// May, of which nothing is known yet, by these configurations, each since an instant.
fn facts(configurations: &[(&str, Instant)]) -> Facts {
    let month = Month::parse("2026-05").expect("a month");
    let (from, until) = month.span(&page().zone).expect("the clocks of 2026 are known");
    let configuration = |(terms, from): &(&str, Instant)| Configuration {
        from: *from,
        digest: (*terms).to_owned(),
        terms: (*terms).to_owned(),
    };
    Facts {
        page: "agreed".into(),
        month,
        from,
        until,
        log: 1,
        configurations: configurations.iter().map(configuration).collect(),
        series: vec![],
        samples: vec![],
        incidents: vec![],
        maintenances: vec![],
    }
}

/// What a source said of its component from both regions: states, each until an instant.
fn said(facts: &mut Facts, source: &str, states: &[(SeriesState, Instant)]) {
    for region in ["north", "south"] {
        said_from(facts, source, region, states);
    }
}

fn said_from(facts: &mut Facts, source: &str, region: &str, states: &[(SeriesState, Instant)]) {
    let mut start = facts.from;
    let intervals = states.iter().map(|(state, until)| {
        let interval = Interval { start, end: Some(*until), state: *state };
        start = *until;
        interval
    });
    let intervals = intervals.collect();
    facts.series.push(SeriesFact { source: source.into(), component: source.into(), region: region.into(), intervals });
}

/// The reports under one configuration.
fn reports(facts: &Facts, page: &Page) -> Vec<ContractReport> {
    work_out(facts, &Terms::from([("a".to_owned(), page.terms())])).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn of<'a>(reports: &'a [ContractReport], component: &str) -> &'a ComponentReport {
    let mut all = reports.iter().flat_map(|it| &it.components).filter(|it| it.component.as_str() == component);
    let found = all.next().unwrap_or_else(|| panic!("{component} is in no report"));
    assert!(all.next().is_none(), "{component} is in two");
    found
}

#[test]
fn what_nobody_asked_is_unknown_and_has_no_figure() {
    let reports = reports(&facts(&[("a", Instant(0))]), &page());
    for component in ["login", "archive", "free"] {
        let it = of(&reports, component);
        assert_eq!((it.tally.unknown, it.tally.agreed), (it.tally.agreed, it.tally.agreed), "{component}");
        assert_eq!((&it.contractual.availability, it.kept), (&None, None), "{component}");
        let days: i64 = it.days.iter().map(|day| day.unknown + day.outside).sum();
        assert_eq!((it.days.len(), days), (31, MAY), "{component}");
    }
}

#[test]
fn terms_that_are_not_there_are_an_error() {
    assert!(work_out(&facts(&[("b", Instant(0))]), &Terms::new()).unwrap_err().contains("b are not there"));
    assert!(work_out(&facts(&[]), &Terms::new()).unwrap_err().contains("no configuration"));
}

#[test]
fn terms_lead_to_no_address() {
    let mut page = page();
    page.sources[0].address = "https://secret.example/{secret:KEY}".to_owned();
    page.sources[0].headers = vec![("x-key".to_owned(), "planted".to_owned())];
    page.sources[0].body = Some("planted".to_owned());
    let text = serde_json::to_string(&page.terms()).expect("terms are JSON");
    for secret in ["https://", "secret", "planted", "x-key", "agreed.example"] {
        assert!(!text.contains(secret), "{secret}");
    }
}
