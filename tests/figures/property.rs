//! A reference that counts second by second agrees exactly with the arithmetic of intervals, on whole generated months and on
//! many shorter periods; and what must hold of every figure.
//!
//! `FYR_MONTHS` and `FYR_PERIODS` say how many; `FYR_SEED` where chance begins. `cargo xtask evidence` takes 1,000 months and
//! 100,000 periods.

use super::{tally, zone};
use fyr_shared::figures::{State, Stretch, Tally, Weights, timeline};
use fyr_shared::month::Month;
use fyr_shared::spans::{self, Span};
use fyr_shared::time::Instant;
use fyr_tests::chance::Chance;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// What is generated of figures.
trait Figures {
    /// A span that touches the period or lies near it.
    fn span(&mut self, period: Span, longest: i64) -> Span;
    fn state(&mut self) -> State;
    fn weights(&mut self) -> Weights;
}

impl Figures for Chance {
    fn span(&mut self, (from, until): Span, longest: i64) -> Span {
        let begin = from.plus(self.below(until.since(from) + 200) - 100);
        (begin, begin.plus(self.below(longest)))
    }

    fn state(&mut self) -> State {
        [State::Up, State::Unknown, State::Degraded, State::Partial, State::Down]
            [usize::try_from(self.below(5)).unwrap()]
    }

    fn weights(&mut self) -> Weights {
        let mut all = [0, 0, 0].map(|_: i32| u16::try_from(self.below(1_001)).unwrap());
        all.sort_unstable();
        Weights { down: all[2], partial: all[1], degraded: all[0] }
    }
}

/// Everything that is generated of a period.
struct Case {
    period: Span,
    service: Vec<Span>,
    excluded: Vec<Span>,
    claims: Vec<Stretch>,
    silent: State,
}

impl Case {
    fn of(period: Span, chance: &mut Chance, many: i64) -> Self {
        let length = spans::length(period);
        let longest = (length / 4).max(2);
        let service = match chance.below(3) {
            0 => vec![period],
            _ => spans::merged((0..chance.below(many) + 1).map(|_| chance.span(period, longest))),
        };
        let service = spans::inside(&service, &[period]);
        let excluded = (0..chance.below(many)).map(|_| chance.span(period, longest)).collect();
        let claims = (0..chance.below(many * 3)).map(|_| (chance.span(period, longest), chance.state())).collect();
        let silent = if chance.below(4) == 0 { State::Up } else { State::Unknown };
        Self { period, service, excluded, claims, silent }
    }

    fn tally(&self) -> Tally {
        tally(self.period, &self.service, &self.excluded, &self.claims, self.silent)
    }

    /// The same, counted second by second.
    fn reference(&self) -> Tally {
        let (from, until) = self.period;
        let length = usize::try_from(until.since(from)).unwrap();
        let mut of: Vec<u8> = vec![OUTSIDE; length];
        paint(&mut of, from, &self.service, |it| *it = 0);
        let service = count(&of, |it| it != OUTSIDE);
        paint(&mut of, from, &self.excluded, |it| *it = if *it == OUTSIDE { OUTSIDE } else { EXCLUDED });
        let excluded = count(&of, |it| it == EXCLUDED);
        let rank = |state: State| 1 + state as u8;
        for (span, state) in &self.claims {
            paint(&mut of, from, &[*span], |it| {
                if *it < EXCLUDED {
                    *it = (*it).max(rank(*state));
                }
            });
        }
        of.iter_mut().filter(|it| **it == 0).for_each(|it| *it = rank(self.silent));
        let seconds = |state: State| count(&of, |it| it == rank(state));
        let bad = |it: u8| it == rank(State::Partial) || it == rank(State::Down);
        let (outages, longest) = outages(&of, bad);
        Tally {
            period: i64::try_from(length).unwrap(),
            service,
            excluded,
            agreed: count(&of, |it| it < EXCLUDED),
            unknown: seconds(State::Unknown),
            degraded: seconds(State::Degraded),
            partial: seconds(State::Partial),
            down: seconds(State::Down),
            outages,
            longest_outage: longest,
        }
    }
}

const EXCLUDED: u8 = 100;
const OUTSIDE: u8 = 200;

fn paint(of: &mut [u8], from: Instant, spans: &[Span], mut with: impl FnMut(&mut u8)) {
    let length = i64::try_from(of.len()).unwrap();
    for (begin, end) in spans {
        let [begin, end] = [begin, end].map(|at| usize::try_from(at.since(from).clamp(0, length)).unwrap());
        of[begin..end.max(begin)].iter_mut().for_each(&mut with);
    }
}

fn count(of: &[u8], is: impl Fn(u8) -> bool) -> i64 {
    i64::try_from(of.iter().filter(|it| is(**it)).count()).unwrap()
}

/// How many runs of bad seconds there are, and how long the longest is; what is not agreed between two parts of one neither
/// ends it nor counts.
fn outages(of: &[u8], bad: impl Fn(u8) -> bool) -> (u32, i64) {
    let (mut outages, mut longest, mut run) = (0, 0, 0);
    for it in of.iter().filter(|it| **it < EXCLUDED) {
        run = if bad(*it) { run + 1 } else { 0 };
        outages += u32::from(run == 1);
        longest = longest.max(run);
    }
    (outages, longest)
}

#[test]
fn whole_months_agree_with_the_reference() {
    let (months, seed) = (number("FYR_MONTHS", 12), number("FYR_SEED", 1));
    println!("{months} months, seed {seed}");
    let mut chance = Chance(seed);
    for nth in 0..months {
        let month = Month::of(2026, u32::try_from(chance.below(12)).unwrap() + 1).unwrap();
        let case = Case::of(month.span(&zone()).unwrap(), &mut chance, 60);
        assert_eq!(case.tally(), case.reference(), "month {nth} of seed {seed}: {month}");
        if nth % 100 == 99 {
            println!("{} months agree", nth + 1);
        }
    }
}

/// Up and down in turn, every few minutes of a month, with pauses in the service: as many claims as there ever are.
#[test]
fn a_month_that_flaps_agrees_with_the_reference() {
    let period = Month::of(2026, 10).unwrap().span(&zone()).unwrap();
    let begin = |nth: i64, each: i64| period.0.plus(nth * each);
    let claims = (0..8_940).map(|nth| {
        let state = if nth % 2 == 0 { State::Up } else { State::Down };
        ((begin(nth, 300), begin(nth + 1, 300)), state)
    });
    let service = (0..745 * 4).map(|nth| (begin(nth, 900), begin(nth, 900).plus(840)));
    let excluded = (0..745).map(|nth| (begin(nth, 3_600).plus(450), begin(nth, 3_600).plus(500)));
    let case = Case {
        period,
        service: service.collect(),
        excluded: excluded.collect(),
        claims: claims.collect(),
        silent: State::Unknown,
    };
    assert_eq!(case.tally(), case.reference());
}

#[test]
fn shorter_periods_agree_with_the_reference_and_with_themselves() {
    let (periods, seed) = (number("FYR_PERIODS", 2_000), number("FYR_SEED", 2));
    println!("{periods} periods, seed {seed}");
    let mut chance = Chance(seed);
    for nth in 0..periods {
        let period = (Instant(1_000), Instant(1_001 + chance.below(3_000)));
        let case = Case::of(period, &mut chance, 8);
        let it = case.tally();
        assert_eq!(it, case.reference(), "period {nth} of seed {seed}");
        holds(&case, &it, &mut chance);
    }
}

/// What must hold of every figure.
fn holds(case: &Case, it: &Tally, chance: &mut Chance) {
    let weights = chance.weights();
    let (lower, upper) = (it.lower(weights), it.upper(weights));
    if let Some(share) = it.availability(weights) {
        assert!(lower.unwrap() <= share && share <= upper.unwrap(), "{it:?}");
    }
    // Whatever the order, and wherever a claim is split.
    let mut claims: Vec<Stretch> = case.claims.iter().rev().copied().collect();
    for at in 0..claims.len() {
        let ((from, until), state) = claims[at];
        if until.since(from) > 1 {
            let middle = from.plus(1 + chance.below(until.since(from) - 1));
            claims[at] = ((from, middle), state);
            claims.push(((middle, until), state));
        }
    }
    assert_eq!(tally(case.period, &case.service, &case.excluded, &claims, case.silent), *it);
    // Two halves add up to the whole, but for an outage that lies in both.
    let middle = case.period.0.plus(chance.below(spans::length(case.period)));
    let half = |period: Span| {
        tally(
            period,
            &spans::inside(&case.service, &[period]),
            &spans::inside(&spans::merged(case.excluded.iter().copied()), &[period]),
            &case.claims,
            case.silent,
        )
    };
    let both = half((case.period.0, middle)).plus(&half((middle, case.period.1)));
    let seconds = |it: &Tally| Tally { outages: 0, longest_outage: 0, ..*it };
    assert_eq!(seconds(&both), seconds(it));
    assert!((it.outages..=it.outages + 1).contains(&both.outages) && both.longest_outage <= it.longest_outage);
    excluding(case, it, weights, chance);
    worsening(case, it, weights, chance);
}

/// Excluding a second adds no downtime; one in which it did not work, or of which nobody can tell, never lowers a figure.
fn excluding(case: &Case, it: &Tally, weights: Weights, chance: &mut Chance) {
    let agreed = spans::outside(&case.service, &spans::merged(case.excluded.iter().copied()));
    let states = timeline(&agreed, &case.claims, case.silent);
    let more = chance.span(case.period, 50);
    let with = |more: Vec<Span>| {
        let excluded: Vec<Span> = case.excluded.iter().copied().chain(more).collect();
        tally(case.period, &case.service, &excluded, &case.claims, case.silent)
    };
    assert!(with(vec![more]).downtime(weights) <= it.downtime(weights));
    let not_up =
        states.iter().filter(|(_, state)| *state != State::Up && *state != State::Degraded).map(|(span, _)| *span);
    let not_up: Vec<Span> = spans::inside(&spans::merged(not_up), &[more]);
    let without = with(not_up);
    // By weights under which what is bad counts in full.
    let full = Weights::CONTRACTUAL;
    if let (Some(before), Some(after)) = (it.availability(full), without.availability(full)) {
        assert!(after >= before, "{it:?} {without:?}");
    }
    assert!(!(it.meets(9_900, full) == Some(true) && without.meets(9_900, full) == Some(false)));
}

/// Taking knowledge away never raises the lower bound; a worse state never raises any figure. Once somebody can tell, that is:
/// whoever learns that it worked with less than promised learns that it worked, which raises what nobody could tell.
fn worsening(case: &Case, it: &Tally, weights: Weights, chance: &mut Chance) {
    let more = chance.span(case.period, 50);
    let with = |state| {
        let claims: Vec<Stretch> = case.claims.iter().copied().chain([(more, state)]).collect();
        tally(case.period, &case.service, &case.excluded, &claims, case.silent)
    };
    let unknown = with(State::Unknown);
    assert!(unknown.lower(weights) <= it.lower(weights), "{it:?} {unknown:?}");
    let mut before = unknown;
    for state in [State::Degraded, State::Partial, State::Down] {
        let worse = with(state);
        assert!(worse.upper(weights) <= before.upper(weights), "{state:?}");
        assert!(worse.downtime(weights) >= before.downtime(weights), "{state:?}");
        if state > State::Degraded {
            assert!(worse.availability(weights) <= before.availability(weights), "{state:?}");
            assert!(worse.lower(weights) <= before.lower(weights), "{state:?}");
        }
        before = worse;
    }
}
