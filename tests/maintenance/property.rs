//! What holds of any work: nothing is held outside that is not in the work and in a window, and what nobody can tell is not.

use crate::{at, page};
use chrono::{Days, NaiveDate};
use fyr_shared::config::hours::calendar::Calendar;
use fyr_shared::contract::Contract;
use fyr_shared::ids::ComponentId;
use fyr_shared::maintenance::{Announcement, Course, Finding, Qualification, Qualifies, Weight, Work, qualify};
use fyr_shared::page::Page;
use fyr_shared::spans::{inside, outside, seconds};
use fyr_shared::time::{DAY, HOUR, Instant, MINUTE};

const WORKS: usize = 2_000;

/// Numbers that look as if they came by chance, and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % end
    }

    fn is(&mut self, one_in: i64) -> bool {
        self.below(one_in) == 0
    }

    /// A work near a Tuesday of the years around which the tables begin and end.
    fn work(&mut self, page: &Page) -> Work {
        let tuesday = at(page, "2025-06-24 00:00").plus(7 * DAY * (self.below(270) - 90));
        let starts_at = tuesday.plus(MINUTE * 15 * (self.below(40) - 8));
        let ends_at = starts_at.plus(MINUTE * 15 * (1 + self.below(30)));
        let components: Vec<ComponentId> =
            ["id-porten", "krr", "dpi", "esignering", "eformidling"].map(Into::into).into();
        let mut told = starts_at.plus(-HOUR * self.below(20 * 24));
        let announced = Announcement { at: told, components: components.clone(), starts_at, ends_at };
        let changes = (0..self.below(3)).map(|_| {
            told = told.plus(HOUR * self.below(72));
            let shift = |span: i64| MINUTE * 15 * span;
            let components = components.iter().skip(usize::try_from(self.below(2)).unwrap()).cloned().collect();
            let (starts_at, ends_at) = (starts_at.plus(shift(self.below(4))), ends_at.plus(shift(self.below(4))));
            Announcement { at: told, components, starts_at, ends_at: ends_at.max(starts_at.plus(MINUTE)) }
        });
        let changes: Vec<Announcement> = changes.collect();
        let near = starts_at.plus(HOUR * (self.below(9) - 2));
        let course = match self.below(6) {
            0 => Course::Running,
            1 => Course::Over(near),
            2 => Course::Cancelled(near),
            _ => Course::Planned,
        };
        Work { env: "production".into(), announced, changes, extraordinary: self.is(10), course }
    }
}

/// The weekdays between two days that are no holidays, counted one by one.
fn working_days(from: NaiveDate, to: NaiveDate) -> usize {
    let after = from + Days::new(1);
    after.iter_days().take_while(|day| *day < to).filter(|day| Calendar::No.is_working_day(*day)).count()
}

/// Whether a finding leaves nothing that could be held outside.
fn leaves_nothing(finding: &Finding) -> bool {
    use Finding::{
        CancelledBefore, Extraordinary, HoursUnknown, MovedTooLate, NoContract, NoWindow, NotHeldOutside,
        NothingAgreed, TooLate,
    };
    matches!(
        finding,
        NoContract
            | NothingAgreed
            | NoWindow
            | NotHeldOutside
            | Extraordinary
            | TooLate { .. }
            | MovedTooLate { .. }
            | CancelledBefore { .. }
            | HoursUnknown { .. }
    )
}

fn check(page: &Page, work: &Work, found: &Qualification, now: Instant) {
    let held = &found.held_outside;
    let told = || format!("{work:?}\n{found:?}");
    let latest = work.latest();
    let last_end = work.changes.iter().chain([&work.announced]).map(|it| it.ends_at).max().unwrap();
    assert!(outside(held, &[(latest.starts_at, last_end.max(now))]).is_empty(), "inside the work: {}", told());
    assert!(held.iter().all(|(begins, ends)| begins < ends), "{}", told());
    let contract = found.contract.as_ref().and_then(|id| page.contract(id));
    let window = contract.and_then(|contract: &Contract| contract.maintenance.as_ref()?.window.as_ref());
    let windows: Vec<_> = window.into_iter().flat_map(|window| window.spans()).collect();
    assert_eq!(seconds(&inside(held, &windows)), seconds(held), "inside the window: {}", told());
    if found.findings.iter().any(leaves_nothing) {
        assert!(held.is_empty(), "{}", told());
    }
    let counts = found.findings.iter().any(|finding| finding.weight() == Weight::Counts);
    let cancelled = found.findings.iter().any(|finding| matches!(finding, Finding::CancelledBefore { .. }));
    assert_eq!(found.qualifies == Qualifies::Wholly, !counts && !cancelled, "a reason for all that counts: {}", told());
    assert_eq!(found.qualifies == Qualifies::Not, held.is_empty(), "{}", told());
    if !held.is_empty() {
        let [announced, starts] = [work.announced.at, latest.starts_at].map(|at| page.zone.day(at).0);
        assert!(working_days(announced, starts) >= 5, "notice: {}", told());
    }
}

#[test]
fn only_what_is_announced_and_in_a_window_is_ever_held_outside() {
    let page = page("digdir");
    let mut chance = Chance(1);
    let (mut wholly, mut partly, mut unknown) = (0, 0, 0);
    for _ in 0..WORKS {
        let work = chance.work(page);
        let others: Vec<Work> = (0..chance.below(4)).map(|_| chance.work(page)).collect();
        let now = work.latest().at.max(work.announced.starts_at.plus(HOUR * (chance.below(8) - 2)));
        for found in qualify(page, &work, &others, now) {
            check(page, &work, &found, now);
            wholly += usize::from(found.qualifies == Qualifies::Wholly);
            partly += usize::from(found.qualifies == Qualifies::Partly);
            unknown += usize::from(found.findings.iter().any(|it| matches!(it, Finding::HoursUnknown { .. })));
        }
    }
    assert!(
        wholly > 100 && partly > 100 && unknown > 100,
        "{wholly} wholly, {partly} partly, {unknown} unknown: too few"
    );
}
