//! Pages that change again and again within a month: whatever comes and goes, each second of a component is in one report and no
//! other, and nothing that was measured is lost.

use super::{UP, facts, page, said};
use fyr_shared::contract::Contract;
use fyr_shared::day::Day;
use fyr_shared::ids::ComponentId;
use fyr_shared::page::Page;
use fyr_shared::report::{Configuration, ContractReport, Facts, Terms, work_out};
use fyr_shared::spans::{self, Span};
use fyr_shared::status::SeriesState;
use fyr_shared::time::Instant;
use fyr_tests::chance::Chance;

const MONTHS: usize = 300;
const OWN: [&str; 2] = ["login", "free"];

/// A contract about some components, in force on some of the days around May.
fn contract(page: &Page, id: &str, components: Vec<ComponentId>, chance: &mut Chance) -> Contract {
    let first = Day::parse("2026-04-20").expect("a day").plus(chance.below(50));
    let last = chance.once_in(2).then(|| first.plus(1 + chance.below(40)));
    Contract { id: id.into(), components, valid_from: first, valid_until: last, ..page.contracts[0].clone() }
}

/// A page of which some components and contracts are not there.
fn version(of: &Page, chance: &mut Chance) -> Page {
    let mut page = of.clone();
    let kept: Vec<ComponentId> = OWN.iter().filter(|_| !chance.once_in(5)).map(|id| (*id).into()).collect();
    page.components.retain(|it| kept.contains(&it.id));
    page.sources.retain(|it| kept.iter().any(|id| id.as_str() == it.id.as_str()));
    // A component is under one contract at most.
    let mut under = [vec![], vec![]];
    for id in kept {
        if let Some(list) = under.get_mut(usize::try_from(chance.below(3)).expect("few")) {
            list.push(id);
        }
    }
    let [one, two] = under;
    let contracts = [contract(&page, "one", one, chance), contract(&page, "two", two, chance)];
    page.contracts = contracts.into_iter().filter(|it| !it.components.is_empty()).collect();
    page
}

/// A month of up to five configurations, and what was said in it of every component by both regions.
fn month(page: &Page, empty: &Facts, chance: &mut Chance) -> (Facts, Terms) {
    let length = empty.until.since(empty.from);
    let mut begins: Vec<Instant> = (0..chance.below(5)).map(|_| empty.from.plus(chance.below(length))).collect();
    begins.sort_unstable();
    begins.dedup();
    let mut facts = empty.clone();
    let noted = std::iter::once(Instant(0)).chain(begins).zip(["a", "b", "c", "d", "e"]);
    facts.configurations =
        noted.map(|(from, name)| Configuration { from, digest: name.to_owned(), terms: name.to_owned() }).collect();
    for id in OWN {
        let mut states = vec![];
        let mut at = facts.from;
        while at < facts.until {
            at = at.plus(1 + chance.below(200_000)).min(facts.until);
            states.push((if chance.once_in(3) { SeriesState::Fails } else { UP }, at));
        }
        said(&mut facts, id, &states);
    }
    let terms = facts.configurations.iter().map(|it| (it.terms.clone(), version(page, chance).terms()));
    let terms = terms.collect();
    (facts, terms)
}

/// When a page had a component.
fn had(facts: &Facts, terms: &Terms, id: &ComponentId) -> Vec<Span> {
    let ends = facts.configurations.iter().skip(1).map(|it| it.from).chain([facts.until]);
    let spans = facts.configurations.iter().zip(ends).map(|(it, end)| (it, (it.from.max(facts.from), end)));
    spans::merged(spans.filter(|(it, _)| terms[&it.terms].component(id).is_some()).map(|(_, span)| span))
}

/// In which parts of the month a component is told of, and how many seconds down and up.
fn told(reports: &[ContractReport], id: &ComponentId) -> (Vec<Span>, i64, i64) {
    let (mut parts, mut down, mut up) = (vec![], 0, 0);
    for report in reports {
        for it in report.components.iter().filter(|it| it.component == *id) {
            let within = if it.within.is_empty() { vec![(report.from, report.until)] } else { it.within.clone() };
            assert_eq!(spans::seconds(&within), it.tally.period);
            assert!(spans::outside(&within, &[(report.from, report.until)]).is_empty(), "within what was in force");
            parts.extend(within);
            down += it.tally.down;
            up += it.days.iter().map(|day| day.up).sum::<i64>();
        }
    }
    (parts, down, up)
}

#[test]
fn each_second_is_in_one_report_and_what_was_measured_is_in_it() {
    let mut chance = Chance(7);
    let (page, empty, mut contracts) = (page(), facts(&[]), 0);
    for number in 0..MONTHS {
        let (facts, terms) = month(&page, &empty, &mut chance);
        let reports = work_out(&facts, &terms).unwrap_or_else(|error| panic!("{error}"));
        contracts += reports.iter().filter(|it| it.contract.is_some()).count();
        for id in OWN.map(ComponentId::from) {
            let (parts, down, up) = told(&reports, &id);
            let had = had(&facts, &terms, &id);
            assert_eq!(spans::merged(parts.clone()), had, "month {number}, {id}: all of it is told");
            assert_eq!(spans::seconds(&parts), spans::seconds(&had), "month {number}, {id}: no second twice");
            let intervals = &facts.series.iter().find(|it| it.component == id).expect("it spoke").intervals;
            let of = |state: SeriesState| {
                let said = intervals.iter().filter(|it| it.state == state);
                let said: Vec<Span> = said.map(|it| (it.start, it.end.expect("it has an end"))).collect();
                spans::seconds(&spans::inside(&had, &spans::merged(said)))
            };
            assert_eq!((down, up), (of(SeriesState::Fails), of(UP)), "month {number}, {id}");
        }
    }
    assert!(contracts > MONTHS, "{contracts} contracts were in force in {MONTHS} months");
}
