//! The cap: in how many nights of a calendar year a window may be used. One use is one night in which an announced work is in
//! a window; what was cancelled before it began uses none (AMB-21), and neither does extraordinary work.
//!
//! A new version of the terms counts anew: of the nights before it came into force its window has none.
//!
//! A night is one window, named after the local day on which the window begins. Whether the work was announced in time does
//! not matter: the window was used.

use super::plan::Plan;
use super::{Finding, Work};
use crate::contract::Contract;
use crate::page::Page;
use crate::spans::{self, Span};
use crate::support::Hours;
use crate::time::Instant;
use std::collections::BTreeSet;

/// The windows of a contract that works use: the instants at which they begin.
pub(super) fn uses(
    page: &Page,
    contract: &Contract,
    window: &Hours,
    works: &[&Work],
    now: Instant,
) -> BTreeSet<Instant> {
    let here = |work: &&&Work| !work.extraordinary && page.env_of(&work.env) == contract.env;
    let others = contract.maintenance.as_ref().map(|terms| terms.cap_with.as_slice()).unwrap_or_default();
    let components = || contract.components.iter().chain(others);
    let plans =
        works.iter().filter(here).flat_map(|work| components().filter_map(|component| Plan::of(work, component, now)));
    let used = plans.filter(|plan| !plan.never_began()).filter_map(|plan| spans::of_table(window, plan.as_announced()));
    used.flatten().map(|(opens, _)| opens).collect()
}

/// Those of the windows that are over the cap, each as it is found.
pub(super) fn over(page: &Page, windows: &[Span], used: &BTreeSet<Instant>, cap: u16) -> Vec<(Span, Finding)> {
    let year = |at: Instant| page.zone.day(at).year();
    let one = |window: &Span| {
        let nth = used.range(..=window.0).filter(|at| year(**at) == year(window.0)).count();
        let finding = Finding::OverCap { night: page.zone.day(window.0), nth, cap };
        (nth > usize::from(cap)).then_some((*window, finding))
    };
    windows.iter().filter_map(one).collect()
}
