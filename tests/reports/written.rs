//! Reports as they are written: CSV that any reader takes, and years that add seconds.

use super::{UP, at, facts, page, reports, said};
use fyr_shared::figures::{RULE, Tally};
use fyr_shared::lang::Lang;
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use fyr_shared::report::{COLUMNS, MonthReport, YearReport, csv as written};
use fyr_shared::status::SeriesState;
use fyr_shared::time::Instant;

/// The report of May: login up until the 20th, down for so many seconds, then up until the 29th and not heard of since.
pub(super) fn may(page: &Page, down: i64) -> MonthReport {
    let mut facts = facts(&[("a", Instant(0))]);
    let from = at("20T10:00");
    said(&mut facts, "login", &[(UP, from), (SeriesState::Fails, from.plus(down)), (UP, at("29T22:00"))]);
    MonthReport {
        page: page.id.clone(),
        name: page.name.clone(),
        languages: page.languages.clone(),
        month: facts.month,
        zone: page.zone.clone(),
        from: facts.from,
        until: facts.until,
        rule: RULE.to_owned(),
        revision: 1,
        made_at: facts.until,
        because: vec![],
        configurations: facts.configurations.clone(),
        input: String::new(),
        log: 1,
        reports: reports(&facts, page),
    }
}

/// Lines and cells, as a reader takes them that knows nothing of us. It stops at a line that has another number of cells.
fn read(text: &str) -> Vec<Vec<String>> {
    assert!(text.starts_with('\u{feff}'), "it begins with a mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|line| line.expect("it is CSV").iter().map(str::to_owned).collect()).collect()
}

#[track_caller]
fn column(lines: &[Vec<String>], component: &str, name: &str) -> String {
    let place = |name: &str| COLUMNS.iter().position(|it| *it == name).unwrap_or_else(|| panic!("no column {name}"));
    let line = lines.iter().find(|line| line[place("component")] == component);
    line.unwrap_or_else(|| panic!("no line of {component}"))[place(name)].clone()
}

#[test]
fn every_line_has_every_column_and_numbers_are_plain() {
    let lines = read(&written(&may(&page(), 3_600), Lang::Sv));
    assert!(lines.iter().all(|line| line.len() == COLUMNS.len()), "{lines:?}");
    assert_eq!(lines[0], COLUMNS);
    for (name, expected) in [
        ("contract_name", "Villkor för inloggning"),
        ("component_name", "Inloggning"),
        ("monitored", "yes"),
        ("target_percent", "99.90"),
        ("kept", "no"),
        ("availability_percent", "99.8563"),
        ("period_seconds", "2678400"),
        ("unknown_seconds", "172800"),
        ("down_seconds", "3600"),
        ("downtime_seconds", "3600.000"),
        ("budget_seconds", "2505.600"),
        ("response_below_ms", "3000"),
        ("response_target_percent", "90.00"),
        ("response_percent", ""),
        ("response_kept", ""),
    ] {
        assert_eq!(column(&lines, "login", name), expected, "{name}");
    }
    assert_eq!(column(&lines, "archive", "availability_percent"), "", "of nothing there is no figure");
    let number = |name| column(&lines, "login", name).parse::<f64>().expect("a number with a point");
    let share = 100.0 * (1.0 - number("downtime_seconds") / (number("agreed_seconds") - number("unknown_seconds")));
    assert!((share - number("availability_percent")).abs() < 0.0001, "{share}");
}

#[test]
fn a_second_term_about_answers_has_a_line_without_figures_of_its_own() {
    let mut page = page();
    let mut further = page.contracts[0].response[0].clone();
    further.below_ms = 1_000;
    page.contracts[0].response.push(further);
    let lines = read(&written(&may(&page, 3_600), Lang::Nb));
    let place = |name: &str| COLUMNS.iter().position(|it| *it == name).expect("a column");
    let login: Vec<_> = lines.iter().filter(|line| line[place("component")] == "login").collect();
    let below: Vec<_> = login.iter().map(|line| line[place("response_below_ms")].as_str()).collect();
    assert_eq!(below, ["3000", "1000"]);
    let figures = place("target_percent")..place("response_name");
    assert!(figures.clone().all(|at| login[1][at].is_empty()), "adding up a column counts a second once: {login:?}");
    assert!(login[0][..figures.start] == login[1][..figures.start] && !login[0][figures.start].is_empty());
}

#[test]
fn a_text_stays_one_cell_and_nobody_runs_it() {
    let mut page = page();
    for (name, expected) in [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("a, \"b\"\r\nc", "a, \"b\"\r\nc"),
        ("Innlogging æøå ✓", "Innlogging æøå ✓"),
    ] {
        page.components[0].name.0.insert(Lang::Nb, name.to_owned());
        let lines = read(&written(&may(&page, 60), Lang::Nb));
        assert_eq!(column(&lines, "login", "component_name"), expected);
    }
}

/// A month with the same report, so many months later.
pub(super) fn later(report: &MonthReport, months: usize) -> MonthReport {
    let month = (0..months).fold(report.month, |month, _| month.next());
    MonthReport { month, ..report.clone() }
}

#[test]
fn a_year_adds_seconds_and_never_averages() {
    let page = page();
    // A month of few seconds that are known, and one of many.
    let (mut short, long) = (may(&page, 7_200), may(&page, 60));
    let login = &mut short.reports[0].components[0];
    let known = 100_000;
    login.tally = Tally { unknown: login.tally.agreed - known, ..login.tally };
    let year = YearReport::of(&page, 2026, &[short, later(&long, 1), later(&long, 3)]);
    let it = &year.reports[0].components[0];
    let (observed, down) = (known + 2 * (long.reports[0].components[0].tally.observed()), 7_200 + 120);
    assert_eq!((it.tally.observed(), it.tally.down), (observed, down));
    let exact = i128::from(observed - down) * 1_000_000 / i128::from(observed);
    assert_eq!(it.contractual.availability, Some(format!("{}.{:04}", exact / 10_000, exact % 10_000)));
    let averaged: f64 =
        it.months.iter().map(|it| it.contractual.availability.as_ref().unwrap().parse::<f64>().unwrap()).sum::<f64>()
            / 3.0;
    assert!(
        (averaged - it.contractual.availability.as_ref().unwrap().parse::<f64>().unwrap()).abs() > 0.001,
        "{averaged}"
    );
    // Two are kept of what is known, and two days that nobody knows of could change that.
    assert_eq!((it.targets.kept, it.targets.missed, it.targets.undecided), (0, 1, 2));
    let quarters: Vec<(u32, i64)> = it.quarters.iter().map(|it| (it.quarter, it.tally.down)).collect();
    assert_eq!(quarters, [(2, 7_260), (3, 60)]);
    assert_eq!((year.complete, year.missing.len()), (false, 9));
    assert_eq!(year.months.iter().map(|it| it.month.number()).collect::<Vec<_>>(), [5, 6, 8]);
    assert_eq!(year.reports[0].due.map(|due| due.day.to_string()).as_deref(), Some("2027-01-30"));
    let lines = read(&year.csv(Lang::En));
    assert_eq!(column(&lines, "login", "down_seconds"), down.to_string());
    assert_eq!(
        (column(&lines, "login", "kept"), column(&lines, "login", "period")),
        (String::new(), "2026".to_owned())
    );
}

#[test]
fn twelve_months_are_a_year() {
    let page = page();
    let may = may(&page, 60);
    let all: Vec<MonthReport> = (1..=12)
        .map(|number| MonthReport { month: Month::of(2026, number).expect("a month"), ..may.clone() })
        .collect();
    let year = YearReport::of(&page, 2026, &all);
    assert!(year.complete && year.missing.is_empty());
    let it = &year.reports[0].components[0];
    assert_eq!((it.tally.down, it.quarters.len(), it.months.len()), (720, 4, 12));
    let text = serde_json::to_string(&year).expect("JSON");
    assert_eq!(serde_json::from_str::<YearReport>(&text).expect("it is read"), year);
}
