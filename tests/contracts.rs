//! The contracts of the pages that ship say what their terms say, written here by hand a second time: targets, hours, what
//! is left out, how fast answers come, when reports are due, and how much is stated beside.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the pages must fail")]

use fyr_shared::config;
use fyr_shared::contract::{Contract, Gap};
use fyr_shared::figures::Weights;
use fyr_shared::page::Page;
use fyr_shared::report::DueRule;
use fyr_shared::time::Instant;
use fyr_tests::text;

/// What a contract says: its id, its components, target, hours, what is left out, answers, reports, and how much is stated.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static str,
    usize,
);

/// DIFI18 and DIGDIR26. Of MinID no figure is stated.
const DIGDIR: [Row; 15] = [
    ("id-porten-2018", "id-porten", "9990", "always", "", &["90.00% <3000"], "day 20, January 30, incidents", 3),
    ("minid-2018", "minid", "nothing", "", "", &[], "day 20, January 30, incidents", 2),
    ("e-id-suppliers-2018", "buypass commfides bankid", "9950", "always", "", &[], "", 2),
    ("krr-2018", "krr", "9990", "always", "", &["90.00% <3000", "90.00% <6000"], "day 20, January 30, incidents", 2),
    ("dpi-2018", "dpi", "9950", "always", "", &[], "day 20, January 30, incidents", 4),
    ("esignering-2018", "esignering", "9950", "always", "", &[], "day 20, January 30, incidents", 2),
    ("eformidling-2018", "eformidling", "9900", "hours", "", &[], "day 20, January 30, incidents", 2),
    ("id-porten-2026", "id-porten", "9990", "always", "", &["90.00% <3000"], "day 20", 4),
    ("ansattporten-2026", "ansattporten", "9990", "always", "altinn aa-registeret", &["90.00% <3000"], "day 20", 4),
    ("maskinporten-2026", "maskinporten", "9990", "always", "", &["95.00% <1000"], "day 20", 4),
    ("krr-2026", "krr", "9990", "always", "", &["99.00% <500", "95.00% <250", "99.00% <4000"], "day 20", 3),
    ("dpi-2026", "dpi", "9950", "always", "", &[], "day 20", 4),
    ("esignering-2026", "esignering", "9950", "always", "", &[], "day 20", 3),
    ("eformidling-2026", "eformidling", "9990", "always", "elma fiks enhetsregisteret", &[], "day 20", 3),
    ("dpv-2026", "dpv", "9980", "always", "", &[], "day 20", 4),
];
/// DQ: a figure of the API alone.
const DIGIREQ: [Row; 2] = [
    ("terms", "api", "9900", "always", "", &[], "5 working days", 0),
    (
        "maintenance-terms",
        "admin landing database sms-otp push-ios push-android oidc email ehf dns",
        "nothing",
        "",
        "",
        &[],
        "",
        0,
    ),
];
/// NHN: at all hours, and no figure.
const NHN: [Row; 1] = [("handling", "dokumentlager", "no figure", "always", "", &[], "", 0)];

#[track_caller]
fn page(id: &str) -> Page {
    let path = format!("worker/pages/{id}.toml");
    config::read(&path, &text(&path)).unwrap_or_else(|problems| {
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", said.join("\n"))
    })
}

fn listed<T: ToString>(ids: &[T]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn target(contract: &Contract) -> String {
    let Some(terms) = &contract.availability else { return "nothing".to_owned() };
    terms.target.map_or_else(|| "no figure".to_owned(), |target| target.to_string())
}

fn service(contract: &Contract) -> &'static str {
    let Some(terms) = &contract.availability else { return "" };
    if terms.service.is_some() { "hours" } else { "always" }
}

fn answers(contract: &Contract) -> Vec<String> {
    let said = |share: u16, below: u32| format!("{}.{:02}% <{below}", share / 100, share % 100);
    contract.response.iter().map(|term| said(term.share, term.below_ms)).collect()
}

fn reports(contract: &Contract) -> String {
    let Some(terms) = &contract.report else { return String::new() };
    let month = terms.month.map(|month| match month {
        DueRule::Day(day) => format!("day {day}"),
        DueRule::WorkingDays(days) => format!("{days} working days"),
    });
    let year = terms.year.map(|year| format!("January {}", year.0));
    let incidents = terms.incidents.then(|| "incidents".to_owned());
    [month, year, incidents].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn check(id: &str, rows: &[Row]) {
    let page = page(id);
    let ids: Vec<&str> = page.contracts.iter().map(|contract| contract.id.as_str()).collect();
    assert_eq!(ids, rows.iter().map(|row| row.0).collect::<Vec<_>>(), "{id}");
    for (contract, (name, components, figure, hours, excludes, response, report, stated)) in
        page.contracts.iter().zip(rows)
    {
        let left_out = contract.availability.as_ref().map_or_else(String::new, |terms| listed(&terms.excludes));
        assert_eq!(listed(&contract.components), *components, "{name}");
        assert_eq!((target(contract).as_str(), service(contract)), (*figure, *hours), "{name}");
        assert_eq!(left_out, *excludes, "{name}");
        assert_eq!(answers(contract), *response, "{name}");
        assert_eq!((reports(contract).as_str(), contract.stated.len()), (*report, *stated), "{name}");
    }
}

#[test]
fn digdirs_contracts_of_2018_and_of_2026_stand_side_by_side() {
    check("digdir", &DIGDIR);
}

#[test]
fn digireq_promises_a_figure_of_its_api_alone() {
    check("digireq", &DIGIREQ);
}

#[test]
fn norsk_helsenett_promises_all_hours_and_no_figure() {
    check("nhn-dokumentlager", &NHN);
}

/// From which day, until which, and in which environment.
fn validity(contract: &Contract) -> (String, Option<String>, &str) {
    (contract.valid_from.to_string(), contract.valid_until.map(|day| day.to_string()), contract.env.as_str())
}

#[test]
fn each_holds_in_production_from_the_day_that_its_terms_name() {
    for contract in &page("digdir").contracts {
        // Digdir's came into force on 5 January 2026, and Difi's ended with the day before.
        let old = contract.id.as_str().ends_with("-2018");
        let (from, until) = if old { ("2018-08-20", Some("2026-01-05")) } else { ("2026-01-05", None) };
        let expected = (from.to_owned(), until.map(str::to_owned), "production");
        assert_eq!(validity(contract), expected, "{}", contract.id);
    }
    for (id, from) in [("digireq", "2026-05-29"), ("nhn-dokumentlager", "2026-04-22")] {
        for contract in &page(id).contracts {
            assert_eq!(validity(contract), (from.to_owned(), None, "production"), "{id} {}", contract.id);
        }
    }
}

#[test]
fn eformidling_was_promised_in_the_hours_of_working_days() {
    let page = page("digdir");
    let terms = page.contract(&"eformidling-2018".into()).and_then(|it| it.availability.as_ref());
    let hours = terms.and_then(|it| it.service.as_ref()).expect("it has hours");
    let at = |text: &str| Instant::parse(text).expect("a time");
    for (from, until, held) in [
        // A Thursday and a Friday in winter; a Saturday; New Year's Day.
        ("2025-12-04T07:00:00Z", "2025-12-04T15:00:00Z", true),
        ("2025-12-05T07:00:00Z", "2025-12-05T15:00:00Z", true),
        ("2025-12-06T07:00:00Z", "2025-12-06T15:00:00Z", false),
        ("2026-01-01T07:00:00Z", "2026-01-01T15:00:00Z", false),
    ] {
        assert_eq!(hours.spans().any(|span| span == (at(from), at(until))), held, "{from}");
    }
    let others = page.contracts.iter().filter(|it| it.id.as_str() != "eformidling-2018");
    let bound = others.filter_map(|it| it.availability.as_ref()).filter(|terms| terms.service.is_some());
    assert_eq!(bound.count(), 0, "every other promise is of all hours");
}

#[test]
fn every_own_probe_of_a_component_tells_how_fast_it_answers() {
    for id in ["digdir", "digireq", "nhn-dokumentlager"] {
        for term in page(id).contracts.iter().flat_map(|contract| &contract.response) {
            assert!(term.sources.is_empty(), "{id}: no page that ships has probes of which only some tell");
        }
    }
}

#[test]
fn digg_states_nothing() {
    check("digg-sdk", &[]);
}

#[test]
fn no_contract_that_ships_weighs_outages_otherwise_or_takes_silence_for_anything() {
    for id in ["digdir", "digireq", "nhn-dokumentlager"] {
        for terms in page(id).contracts.iter().filter_map(|contract| contract.availability.as_ref()) {
            assert_eq!((terms.weights, terms.gap), (Weights::CONTRACTUAL, Gap::Unknown), "{id}");
        }
    }
}

#[test]
fn working_days_are_there_wherever_a_report_is_due() {
    for id in ["digdir", "digireq"] {
        assert!(page(id).working_days.is_some(), "{id}");
    }
    assert!(page("nhn-dokumentlager").working_days.is_none(), "nothing there is counted in them");
}
