//! The report of a month, worked out from its facts and the terms of its configurations. The same facts give the same
//! report, natively and at the edge.

use super::component::{Case, component};
use super::facts::Facts;
use super::measured::{Under, is_measured};
use super::{ContractReport, IncidentLine, MaintenanceLine};
use crate::contract::Contract;
use crate::figures::Weights;
use crate::ids::{ComponentId, EnvId};
use crate::maintenance::{Qualification, Work, qualify};
use crate::page::Page;
use crate::spans::{self, Span};
use std::collections::BTreeMap;

/// What figures depend on of configurations, by their SHA-256.
pub type Terms = BTreeMap<String, Page>;

/// Announced work and what is found about it, component by component.
pub(super) struct Judged<'a> {
    pub(super) fact: &'a super::MaintenanceFact,
    pub(super) found: Vec<Qualification>,
}

/// The reports of every contract that was in force, and of what no contract is about.
///
/// # Errors
/// Terms that are not there; which.
pub fn work_out(facts: &Facts, terms: &Terms) -> Result<Vec<ContractReport>, String> {
    let unders = unders(facts, terms)?;
    let Some((_, page)) = unders.last() else { return Err("no configuration is noted".to_owned()) };
    let judged = judged(facts, page);
    let month = Month { facts, page, unders: &unders, judged: &judged };
    let mut reports: Vec<ContractReport> =
        page.contracts.iter().filter_map(|it| month.under(Some(it), &page.env_of(&it.env), &it.components)).collect();
    for env in &page.environments {
        let free = |id: &ComponentId| {
            !page.contracts.iter().any(|it| page.env_of(&it.env) == env.id && it.components.contains(id))
        };
        let own = page.components.iter().filter(|it| !it.supplier).map(|it| &it.id);
        let rest: Vec<ComponentId> = own.filter(|id| free(id) && is_measured(&unders, &env.id, id)).cloned().collect();
        reports.extend(month.under(None, &env.id, &rest));
    }
    Ok(reports)
}

/// Each configuration with the part of the month in which it was in force.
fn unders<'a>(facts: &Facts, terms: &'a Terms) -> Result<Vec<Under<'a>>, String> {
    let noted = &facts.configurations;
    let begins =
        noted.iter().enumerate().map(|(place, it)| if place == 0 { facts.from } else { it.from.max(facts.from) });
    let ends = noted.iter().skip(1).map(|it| it.from).chain([facts.until]);
    let mut unders = vec![];
    for ((it, begin), end) in noted.iter().zip(begins).zip(ends) {
        let page = terms.get(&it.terms).ok_or_else(|| format!("the terms {} are not there", it.terms))?;
        if begin < end.min(facts.until) {
            unders.push(((begin, end.min(facts.until)), page));
        }
    }
    Ok(unders)
}

fn judged<'a>(facts: &'a Facts, page: &Page) -> Vec<Judged<'a>> {
    let works: Vec<Work> = facts.maintenances.iter().map(|it| it.work.clone()).collect();
    let touches = |it: &&super::MaintenanceFact| it.work.touches((facts.from, facts.until), facts.until);
    let judge = |fact: &'a super::MaintenanceFact| {
        let found = qualify(page, &fact.work, &works, facts.until);
        Judged { fact, found }
    };
    facts.maintenances.iter().filter(touches).map(judge).collect()
}

/// A month, and what is known of it.
struct Month<'a> {
    facts: &'a Facts,
    page: &'a Page,
    unders: &'a [Under<'a>],
    judged: &'a [Judged<'a>],
}

impl Month<'_> {
    /// The report under a contract, or of what no contract is about; `None` where there is nothing to tell.
    fn under(&self, contract: Option<&Contract>, env: &EnvId, components: &[ComponentId]) -> Option<ContractReport> {
        let (from, until) = self.part(contract)?;
        let known: Vec<&ComponentId> = components.iter().filter(|id| self.page.component(id).is_some()).collect();
        if known.is_empty() {
            return None;
        }
        let availability = contract.and_then(|it| it.availability.as_ref());
        let weights = availability.map_or(Weights::CONTRACTUAL, |it| it.weights);
        let case = Case {
            facts: self.facts,
            page: self.page,
            unders: self.unders,
            judged: self.judged,
            contract,
            env,
            part: (from, until),
            weights,
        };
        let report = contract.and_then(|it| it.report.as_ref());
        Some(ContractReport {
            contract: contract.map(|it| it.id.clone()),
            name: contract.map(|it| it.name.clone()),
            section: contract.map(|it| it.section.clone()),
            env: env.clone(),
            from,
            until,
            target: availability.and_then(|it| it.target),
            weights,
            due: report.and_then(|it| it.month).and_then(|rule| rule.due(self.page, self.facts.month)),
            stated: contract.map(|it| it.stated.clone()).unwrap_or_default(),
            lists_incidents: report.is_some_and(|it| it.incidents),
            components: known.iter().map(|id| component(&case, id)).collect(),
            incidents: self.incidents(env, &known, (from, until)),
            maintenances: self.maintenances(env, &known, (from, until)),
        })
    }

    /// The part of the month in which a contract was in force.
    fn part(&self, contract: Option<&Contract>) -> Option<Span> {
        let (from, until) = (self.facts.from, self.facts.until);
        let Some(contract) = contract else { return Some((from, until)) };
        let zone = &self.page.zone;
        // What is agreed since before the zone's clocks are known was agreed before the month.
        let from = zone.midnight(contract.valid_from).map_or(from, |begins| begins.max(from));
        let until = contract.valid_until.and_then(|day| zone.midnight(day)).map_or(until, |ends| ends.min(until));
        (from < until && contract.valid_from < self.facts.month.next().first()).then_some((from, until))
    }

    fn incidents(&self, env: &EnvId, components: &[&ComponentId], part: Span) -> Vec<IncidentLine> {
        let about = |it: &&super::IncidentFact| {
            self.page.env_of(&it.env) == *env
                && it.affected.iter().any(|on| components.contains(&&on.component))
                && touches(it.span(part.1), part)
        };
        let line = |it: &super::IncidentFact| IncidentLine {
            id: it.id.clone(),
            title: it.title.clone(),
            severity: it.severity,
            affected: it.affected.iter().map(|on| (on.component.clone(), on.level)).collect(),
            from: it.started_at,
            until: it.resolved_at,
            declared: it.declared,
        };
        let mut lines: Vec<IncidentLine> = self.facts.incidents.iter().filter(about).map(line).collect();
        lines.sort_by(|one, other| (one.from, &one.id).cmp(&(other.from, &other.id)));
        lines
    }

    fn maintenances(&self, env: &EnvId, components: &[&ComponentId], part: Span) -> Vec<MaintenanceLine> {
        let mut lines = vec![];
        for it in self.judged.iter().filter(|it| self.page.env_of(&it.fact.work.env) == *env) {
            for found in it.found.iter().filter(|found| components.contains(&&found.component)) {
                let (from, until) = it.fact.work.real(&found.component, self.facts.until).unwrap_or(part);
                if touches((from, until.max(from.plus(1))), part) {
                    lines.push(MaintenanceLine {
                        id: it.fact.id.clone(),
                        title: it.fact.title.clone(),
                        component: found.component.clone(),
                        announced_at: it.fact.work.announced.at,
                        from,
                        // Of what was called off before it began there is nothing.
                        until: until.max(from),
                        held_outside: spans::inside(&found.held_outside, &[part]),
                        findings: found.findings.clone(),
                    });
                }
            }
        }
        lines.sort_by(|one, other| (one.from, &one.id, &one.component).cmp(&(other.from, &other.id, &other.component)));
        lines
    }
}

fn touches(span: Span, part: Span) -> bool {
    span.0 < part.1 && part.0 < span.1
}
