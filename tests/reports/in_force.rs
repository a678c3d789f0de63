//! Contracts and components that come and go within a month: nothing that happened is taken out of it, and no second is in two
//! contracts.

use super::stretches::{changed, half_and_half};
use super::{MAY, UP, at, facts, of, page, reports, said};
use fyr_shared::contract::{AvailabilityTerms, Gap};
use fyr_shared::day::Day;
use fyr_shared::page::Page;
use fyr_shared::report::{ComponentReport, ContractReport, Facts};
use fyr_shared::status::SeriesState;
use fyr_shared::time::Instant;

/// Half a month, half an hour down on the 10th and as much on the 20th.
fn twice_down() -> Facts {
    let mut facts = half_and_half();
    let (fails, until) = (SeriesState::Fails, facts.until);
    let states =
        [(UP, at("10T10:00")), (fails, at("10T10:30")), (UP, at("20T10:00")), (fails, at("20T10:30")), (UP, until)];
    said(&mut facts, "login", &states);
    said(&mut facts, "free", &states);
    facts
}

/// What is told of login, and under which contract.
fn of_login(reports: &[ContractReport]) -> Vec<(Option<&str>, &ComponentReport)> {
    let mut all = vec![];
    for it in reports {
        let login = it.components.iter().filter(|of| of.component.as_str() == "login");
        all.extend(login.map(|of| (it.contract.as_ref().map(|id| id.as_str()), of)));
    }
    all
}

fn without(change: impl FnOnce(&mut Page)) -> Page {
    let mut page = page();
    change(&mut page);
    page
}

#[test]
fn a_contract_or_a_component_that_is_taken_out_keeps_what_was_before() {
    let middle = at("16T00:00");
    let no_contract = without(|page| page.contracts.retain(|it| it.id.as_str() != "login-terms"));
    let no_listing = without(|page| {
        let contract = &mut page.contracts[0];
        contract.components = vec!["free".into()];
    });
    let no_component = without(|page| {
        page.contracts.retain(|it| it.id.as_str() != "login-terms");
        page.components.retain(|it| it.id.as_str() != "login");
        page.sources.retain(|it| it.id.as_str() != "login");
    });
    for (name, then, rest) in
        [("contract", no_contract, true), ("listing", no_listing, true), ("component", no_component, false)]
    {
        let facts = twice_down();
        let told = changed(&facts, &page(), &then);
        let login = of_login(&told);
        let (contract, before) = login[0];
        assert_eq!((contract, before.tally.down), (Some("login-terms"), 1_800), "{name}");
        assert_eq!(before.tally.period, middle.since(facts.from), "{name}");
        assert_eq!(before.name, page().components[0].name, "{name}");
        let after: Vec<_> =
            login.iter().skip(1).map(|(contract, it)| (*contract, it.tally.down, it.tally.period)).collect();
        let expected = if rest { vec![(None, 1_800, facts.until.since(middle))] } else { vec![] };
        assert_eq!(after, expected, "{name}");
        let all: i64 = login.iter().map(|(_, it)| it.tally.period).sum();
        assert_eq!(all, if rest { MAY } else { middle.since(facts.from) }, "{name}: no second twice");
    }
}

#[test]
fn what_is_written_in_late_holds_from_its_first_day_as_far_as_nothing_else_did() {
    let facts = twice_down();
    let none = without(|page| page.contracts.retain(|it| it.id.as_str() != "login-terms"));
    let told = changed(&facts, &none, &page());
    let login = of_login(&told);
    assert_eq!(
        login.iter().map(|(it, of)| (*it, of.tally.period, of.tally.down)).collect::<Vec<_>>(),
        [(Some("login-terms"), MAY, 3_600)]
    );
    // Another contract was in force until then, and is not any more.
    let moved = without(|page| page.contracts[0].id = "other-terms".into());
    let told = changed(&facts, &moved, &page());
    let login = of_login(&told);
    let parts: Vec<_> = login.iter().map(|(it, of)| (*it, of.tally.down, of.within.len())).collect();
    assert_eq!(parts, [(Some("login-terms"), 1_800, 0), (Some("other-terms"), 1_800, 0)]);
    let named = |id: &str| told.iter().find(|it| it.contract.as_ref().is_some_and(|it| it.as_str() == id));
    let span = |id| named(id).map(|it| (it.from, it.until)).expect("it is told");
    assert_eq!(span("login-terms"), (at("16T00:00"), facts.until));
    assert_eq!(span("other-terms"), (facts.from, at("16T00:00")));
    assert_eq!(login.iter().map(|(_, it)| it.tally.period).sum::<i64>(), MAY);
}

#[test]
fn time_in_which_no_contract_is_in_force_is_told_without_one() {
    let day = |text| Day::parse(text).expect("a day");
    let midnight = Instant::parse("2026-05-14T22:00:00Z").expect("a time");
    let mut facts = facts(&[("a", Instant(0))]);
    let until = facts.until;
    let fails = SeriesState::Fails;
    let states =
        [(UP, at("10T10:00")), (fails, at("10T11:00")), (UP, at("20T10:00")), (fails, at("20T11:00")), (UP, until)];
    said(&mut facts, "login", &states);
    let from_the_15th = without(|page| page.contracts[0].valid_from = day("2026-05-15"));
    let to_come = without(|page| page.contracts[0].valid_from = day("2026-06-15"));
    let over = without(|page| page.contracts[0].valid_until = Some(day("2026-05-15")));
    let (first, last) = (midnight.since(facts.from), until.since(midnight));
    for (page, expected) in [
        (from_the_15th, vec![(Some("login-terms"), last, 3_600), (None, first, 3_600)]),
        (to_come, vec![(None, MAY, 7_200)]),
        (over, vec![(Some("login-terms"), first, 3_600), (None, last, 3_600)]),
    ] {
        let told = reports(&facts, &page);
        let parts: Vec<_> = of_login(&told).iter().map(|(it, of)| (*it, of.tally.period, of.tally.down)).collect();
        assert_eq!(parts, expected);
        let days = of_login(&told).iter().map(|(_, it)| it.days.len()).sum::<usize>();
        assert_eq!(days, 31, "each day is of one of them");
    }
}

#[test]
fn a_component_that_comes_within_the_month_was_not_down_before() {
    let mut facts = half_and_half();
    let until = facts.until;
    said(&mut facts, "login", &[(UP, until)]);
    for series in &mut facts.series {
        series.intervals[0].start = at("16T00:00");
    }
    let gap = |page: &mut Page| {
        page.contracts[0].availability = Some(AvailabilityTerms { gap: Gap::Down, ..Default::default() });
    };
    let before = without(|page| {
        gap(page);
        page.components.retain(|it| it.id.as_str() != "login");
        page.sources.retain(|it| it.id.as_str() != "login");
        page.contracts[0].components = vec!["free".into()];
    });
    let told = changed(&facts, &before, &without(gap));
    let login = of_login(&told);
    assert_eq!((login[0].1.tally.period, login[0].1.tally.down), (until.since(at("16T00:00")), 0));
    let report = told.iter().find(|it| it.contract.is_some()).expect("it is told");
    assert_eq!((login[0].1.within.as_slice(), report.components.len()), ([(at("16T00:00"), until)].as_slice(), 2));
    assert_eq!(of(&told, "login").days.len(), 16, "from the 16th, 02:00 by local clocks");
}

#[test]
fn work_that_qualified_is_held_outside_although_its_component_was_taken_out_since() {
    let work = super::declared::qualifying();
    let others = without(|page| page.contracts[0].components = vec!["free".into()]);
    let no_component = without(|page| {
        page.contracts[0].components = vec!["free".into()];
        page.components.retain(|it| it.id.as_str() != "login");
        page.sources.retain(|it| it.id.as_str() != "login");
    });
    for then in [page(), others, no_component] {
        let mut facts = twice_down();
        facts.maintenances = vec![work.clone()];
        let told = changed(&facts, &page(), &then);
        let login = of_login(&told)[0].1;
        assert_eq!((login.tally.excluded, login.excluded.len()), (16_200, 1));
        let report = told.iter().find(|it| it.contract.as_ref().is_some_and(|id| id.as_str() == "login-terms"));
        let lines = &report.expect("it is told").maintenances;
        assert_eq!(lines.iter().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["m1"]);
    }
}

#[test]
fn incidents_and_work_are_told_where_they_touch_what_was_in_force() {
    let mut facts = twice_down();
    let mut late = super::declared::major(at("20T10:00"), Some(at("20T11:00")));
    late.id = "i2".to_owned();
    facts.incidents = vec![super::declared::major(at("10T10:00"), Some(at("10T11:00"))), late];
    let no_contract = without(|page| page.contracts.retain(|it| it.id.as_str() != "login-terms"));
    let told = changed(&facts, &page(), &no_contract);
    let ids = |it: &ContractReport| it.incidents.iter().map(|line| line.id.clone()).collect::<Vec<_>>();
    let named: Vec<_> = told.iter().map(|it| (it.contract.as_ref().map(|id| id.as_str()), ids(it))).collect();
    let expected = [(Some("login-terms"), vec!["i1".to_owned()]), (None, vec!["i2".to_owned()])];
    assert!(expected.iter().all(|it| named.contains(it)), "{named:?}");
}
