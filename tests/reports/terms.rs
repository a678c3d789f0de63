//! What contracts agree about availability, and what that makes of what was measured.

use super::{MAY, UP, at, facts, of, page, reports, said};
use fyr_shared::contract::{AvailabilityTerms, Gap};
use fyr_shared::day::Day;
use fyr_shared::figures::{Counts, Weights};
use fyr_shared::page::Page;
use fyr_shared::report::{ExcludedBy, Facts, SampleFact};
use fyr_shared::status::{Level, SeriesState};
use fyr_shared::time::Instant;

/// The page with something else agreed about login's availability.
fn agreed(change: impl FnOnce(&mut AvailabilityTerms)) -> Page {
    let mut page = page();
    change(page.contracts[0].availability.get_or_insert_default());
    page
}

/// Login up until the 20th, then down for an hour, then up; unknown on the 30th and 31st.
fn month() -> Facts {
    let mut facts = facts(&[("a", Instant(0))]);
    said(&mut facts, "login", &[(UP, at("20T10:00")), (SeriesState::Fails, at("20T11:00")), (UP, at("29T22:00"))]);
    facts
}

#[test]
fn a_gap_is_unknown_or_down_as_agreed_and_never_up() {
    let unknown = 2 * 86_400;
    for (gap, down, left) in [(Gap::Unknown, 3_600, unknown), (Gap::Down, 3_600 + unknown, 0)] {
        let told = reports(&month(), &agreed(|terms| terms.gap = gap));
        let tally = of(&told, "login").tally;
        assert_eq!((tally.down, tally.unknown), (down, left), "{gap:?}");
        let up: i64 = of(&told, "login").days.iter().map(|day| day.up).sum();
        assert_eq!(up, MAY - 3_600 - unknown, "{gap:?}");
    }
}

#[test]
fn where_no_figure_is_agreed_none_is_invented() {
    let told = reports(&month(), &agreed(|terms| terms.target = None));
    let login = of(&told, "login");
    assert_eq!((told[0].target, login.kept, &login.budget), (None, None, &None));
    assert!(login.contractual.availability.is_some(), "what was measured is told all the same");
}

#[test]
fn weights_are_the_contracts_in_one_figure_and_peoples_in_the_other() {
    let weights = Weights { down: 500, partial: 0, degraded: 0 };
    let told = reports(&month(), &agreed(|terms| terms.weights = weights));
    let login = of(&told, "login");
    assert_eq!(
        (login.contractual.downtime_thousandths, login.experienced.downtime_thousandths),
        (1_800_000, 3_600_000)
    );
}

#[test]
fn hours_that_no_table_reaches_are_unknown_and_not_outside() {
    let mut page = page();
    let archive = page.contracts.iter_mut().find(|it| it.id.as_str() == "archive-terms").expect("it is there");
    let service = archive.availability.as_mut().and_then(|it| it.service.as_mut()).expect("it has hours");
    let spans: Vec<_> = service.spans().collect();
    *service = fyr_shared::support::Hours::of(service.from, at("15T22:00"), &spans);
    let mut facts = facts(&[("a", Instant(0))]);
    let until = facts.until;
    said(&mut facts, "archive", &[(UP, until)]);
    let told = reports(&facts, &page);
    let tally = of(&told, "archive").tally;
    assert_eq!(tally.unknown, until.since(at("15T22:00")), "nobody knows whether it was agreed");
    assert!(tally.agreed > tally.unknown);
}

#[test]
fn a_dependency_that_the_terms_name_excuses_what_suffers_with_it_and_nothing_else() {
    let mut facts = facts(&[("a", Instant(0))]);
    let until = facts.until;
    // Wednesday 13 May, ten to twelve in Oslo; the registry is down from eleven on.
    said(&mut facts, "archive", &[(UP, at("13T08:00")), (SeriesState::Fails, at("13T10:00")), (UP, until)]);
    let major = SeriesState::Says(Level::MajorOutage);
    super::said_from(&mut facts, "registry", "north", &[(UP, at("13T09:00")), (major, at("13T12:00")), (UP, until)]);
    let told = reports(&facts, &page());
    let archive = of(&told, "archive");
    assert_eq!((archive.tally.partial, archive.tally.excluded), (3_600, 3_600));
    let [excluded] = archive.excluded.as_slice() else { panic!("{:?}", archive.excluded) };
    assert_eq!((excluded.from, excluded.until), (at("13T09:00"), at("13T10:00")));
    assert!(matches!(&excluded.by, ExcludedBy::Dependency { component, .. } if component.as_str() == "registry"));
}

#[test]
fn how_fast_was_answered_is_counted_by_the_contract_and_a_failure_was_not_fast() {
    let mut facts = month();
    let counts = |below, answered, failed| Counts { below: [0, 0, 0, below, below, below], answered, failed };
    let fact = |day: &str, counts| SampleFact {
        source: "login".into(),
        component: "login".into(),
        region: "north".into(),
        day: Day::parse(day).expect("a day"),
        counts,
    };
    facts.samples = vec![fact("2026-05-01", counts(450, 500, 0)), fact("2026-05-31", counts(449, 499, 1))];
    let told = reports(&facts, &page());
    let [response] = of(&told, "login").response.as_slice() else { panic!("one term") };
    assert_eq!((response.below, response.total, response.kept), (899, 1_000, Some(false)));
    assert_eq!(response.reached.as_deref(), Some("89.9000"));
    facts.samples.clear();
    let told = reports(&facts, &page());
    assert_eq!(of(&told, "login").response[0].kept, None, "of nothing there is no share");
}
