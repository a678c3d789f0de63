//! Which part of announced work is held outside availability, for each component and its contract.

use super::plan::Plan;
use super::{Course, Finding, Notice, Work, announce_before, cap, notice};
use crate::contract::{Contract, MaintenanceTerms};
use crate::ids::{ComponentId, ContractId};
use crate::page::Page;
use crate::spans::{self, Span};
use crate::support::Hours;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What is found about one component of a work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualification {
    /// The component.
    pub component: ComponentId,
    /// The contract in force on the local day on which it begins; `None`: none is.
    pub contract: Option<ContractId>,
    /// How much of it is held outside.
    pub qualifies: Qualifies,
    /// What is held outside: exactly this is left out of the agreed time.
    pub held_outside: Vec<Span>,
    /// What the operator must know, the gravest first.
    pub findings: Vec<Finding>,
}

/// How much of a work is held outside availability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Qualifies {
    /// All of it.
    Wholly,
    /// A part of it; the rest counts as downtime while the component is down.
    Partly,
    /// Nothing.
    Not,
}

/// What is found about each component of a work. `others` are the works of the page that may use windows of the same
/// calendar year, before or after it; the work itself may be among them.
#[must_use]
pub fn qualify(page: &Page, work: &Work, others: &[Work], now: Instant) -> Vec<Qualification> {
    qualify_by(page, work, others, now, |component, begins| {
        Some(page.contract_of(component, &work.env, page.zone.day(begins)))
    })
}

/// The same by whatever contract was in force for a component when its work began; `None`: nothing is found about it.
#[must_use]
pub fn qualify_by<'a>(
    page: &Page,
    work: &Work,
    others: &[Work],
    now: Instant,
    contract_of: impl Fn(&ComponentId, Instant) -> Option<Option<&'a Contract>>,
) -> Vec<Qualification> {
    let one = |component| {
        let plan = Plan::of(work, component, now)?;
        let contract = contract_of(component, plan.announced.0)?;
        let case = Case { page, work, others, now, plan, component };
        let (held_outside, findings) = case.examine(contract);
        Some(Qualification {
            component: component.clone(),
            contract: contract.map(|contract| contract.id.clone()),
            qualifies: case.qualifies(&held_outside),
            held_outside,
            findings,
        })
    };
    work.latest().components.iter().filter_map(one).collect()
}

/// One component of a work.
struct Case<'a> {
    page: &'a Page,
    work: &'a Work,
    others: &'a [Work],
    now: Instant,
    plan: Plan,
    component: &'a ComponentId,
}

impl Case<'_> {
    fn qualifies(&self, held: &[Span]) -> Qualifies {
        match held {
            [] => Qualifies::Not,
            held if spans::outside(&[self.plan.real], held).is_empty() => Qualifies::Wholly,
            _ => Qualifies::Partly,
        }
    }

    /// What is held outside, and what is found.
    fn examine(&self, contract: Option<&Contract>) -> (Vec<Span>, Vec<Finding>) {
        if self.plan.never_began() {
            return (vec![], vec![Finding::CancelledBefore { at: self.plan.real.1 }]);
        }
        let (held, mut findings) = match contract.map(|contract| (contract, &contract.maintenance)) {
            None => (vec![], vec![Finding::NoContract]),
            Some((_, None)) => (vec![], vec![Finding::NothingAgreed]),
            Some(_) if self.work.extraordinary => (vec![], vec![Finding::Extraordinary]),
            Some((contract, Some(terms))) => self.by_terms(contract, terms),
        };
        if let Course::Cancelled(at) = self.work.course {
            findings.push(Finding::CancelledUnderWay { at });
        }
        findings.extend(self.critical_periods());
        (held, once_unknown(findings))
    }

    fn by_terms(&self, contract: &Contract, terms: &MaintenanceTerms) -> (Vec<Span>, Vec<Finding>) {
        let mut findings = vec![];
        let mut held = self.in_window(terms, &mut findings);
        if let Some(never) = &terms.never {
            self.leave_out(never, &mut held, &mut findings);
        }
        if let Some(late) = terms.notice.and_then(|agreed| self.late(agreed)) {
            findings.push(late);
            held.clear();
        }
        if let (Some(window), Some(cap)) = (&terms.window, terms.cap) {
            let works: Vec<&Work> = self.others.iter().chain([self.work]).collect();
            let used = cap::uses(self.page, contract, window, &works, self.now);
            let mine = spans::of_table(window, self.plan.as_announced()).unwrap_or_default();
            for (window, finding) in cap::over(self.page, &mine, &used, cap) {
                held = spans::outside(&held, &[window]);
                findings.push(finding);
            }
        }
        findings.extend(self.ran_over(terms));
        findings.extend(terms.prefer.as_ref().and_then(|prefer| self.not_preferred(prefer)));
        (held, findings)
    }

    /// The part that is in the window.
    fn in_window(&self, terms: &MaintenanceTerms, findings: &mut Vec<Finding>) -> Vec<Span> {
        let base = self.plan.as_announced();
        let Some(window) = &terms.window else {
            findings.push(Finding::NoWindow);
            return vec![];
        };
        let Some(windows) = spans::of_table(window, base) else {
            findings.push(unknown(window));
            return vec![];
        };
        let outside = spans::outside(&[base], &windows);
        if !outside.is_empty() {
            let window = window.spans().find(|(_, closes)| *closes > base.0);
            findings.push(Finding::OutsideWindow { outside, window });
        }
        if !terms.held_outside {
            findings.push(Finding::NotHeldOutside);
            return vec![];
        }
        spans::inside(&[base], &windows)
    }

    /// Takes away what is in forbidden hours.
    fn leave_out(&self, never: &Hours, held: &mut Vec<Span>, findings: &mut Vec<Finding>) {
        let base = self.plan.as_announced();
        let Some(forbidden) = spans::of_table(never, base) else {
            findings.push(unknown(never));
            return held.clear();
        };
        let during = spans::inside(&[base], &forbidden);
        if !during.is_empty() {
            *held = spans::outside(held, &during);
            findings.push(Finding::ForbiddenHours { during });
        }
    }

    /// What is wrong with the notice.
    fn late(&self, agreed: u8) -> Option<Finding> {
        let starts_at = self.plan.announced.0;
        let (since, moved) = self.plan.known_since();
        let given = notice(self.page, since, starts_at);
        let before = announce_before(self.page, starts_at, agreed);
        match (given.suffices(agreed), given) {
            (Some(true), _) => None,
            (_, Notice::Days(given)) if moved => Some(Finding::MovedTooLate { moved_at: since, given, agreed, before }),
            (_, Notice::Days(given)) => Some(Finding::TooLate { given, agreed, before }),
            _ => {
                let known = self.page.working_days.as_ref().map_or((Instant(0), Instant(0)), |it| (it.from, it.until));
                Some(Finding::HoursUnknown { from: known.0, until: known.1 })
            }
        }
    }

    /// What there is beyond the announced end.
    fn ran_over(&self, terms: &MaintenanceTerms) -> Vec<Finding> {
        let ((starts_at, announced), until) = (self.plan.announced, self.plan.real.1);
        if until <= announced {
            return vec![];
        }
        let windows = terms.window.as_ref().and_then(|window| spans::of_table(window, (starts_at, announced)));
        let window_end = windows.unwrap_or_default().last().map(|(_, closes)| *closes).filter(|end| *end < until);
        let beyond = window_end.map(|window_end| Finding::RanBeyondWindow { window_end, until });
        [Finding::RanOver { announced, until }].into_iter().chain(beyond).collect()
    }

    fn not_preferred(&self, prefer: &Hours) -> Option<Finding> {
        let base = self.plan.as_announced();
        let outside = spans::outside(&[base], &spans::of_table(prefer, base)?);
        (!outside.is_empty()).then_some(Finding::NotPreferred { outside })
    }

    fn critical_periods(&self) -> impl Iterator<Item = Finding> {
        let (first, last) = (self.page.zone.day(self.plan.real.0), self.page.zone.day(self.plan.real.1.plus(-1)));
        let touched = self.page.critical_periods.iter().filter(move |it| it.touches(self.component, first, last));
        touched.map(|it| Finding::CriticalPeriod { name: it.name.clone(), from: it.from, until: it.until })
    }
}

/// What is found where a table does not reach.
fn unknown(hours: &Hours) -> Finding {
    Finding::HoursUnknown { from: hours.from, until: hours.until }
}

/// What nobody can tell is told once, by what all the tables reach.
fn once_unknown(findings: Vec<Finding>) -> Vec<Finding> {
    let mut told: Vec<Finding> = vec![];
    for finding in findings {
        let known = told.iter_mut().find_map(|told| match told {
            Finding::HoursUnknown { from, until } => Some((from, until)),
            _ => None,
        });
        match (known, &finding) {
            (Some((from, until)), Finding::HoursUnknown { from: begins, until: ends }) => {
                (*from, *until) = ((*from).max(*begins), (*until).min(*ends));
            }
            _ => told.push(finding),
        }
    }
    told
}
