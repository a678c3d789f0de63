//! The report of a month, worked out from its facts and the terms of its configurations. The same facts give the same
//! report, natively and at the edge.

use super::component::{Case, component};
use super::facts::Facts;
use super::in_force::{Agreement, agreements};
use super::measured::Under;
use super::{ContractReport, IncidentLine, MaintenanceLine};
use crate::contract::Contract;
use crate::figures::Weights;
use crate::ids::{ComponentId, EnvId};
use crate::lang::Localized;
use crate::maintenance::{Qualification, Work, qualify_by};
use crate::page::Page;
use crate::spans::{self, Span};
use crate::time::Instant;
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
    if unders.is_empty() {
        return Err("no configuration is noted".to_owned());
    }
    let works: Vec<Work> = facts.maintenances.iter().map(|it| it.work.clone()).collect();
    let report = |it: Agreement<'_>| {
        let judged = judged(facts, &works, &unders, &it);
        InForce { facts, unders: &unders, agreement: &it, judged: &judged }.report()
    };
    Ok(agreements(facts, &unders).into_iter().map(report).collect())
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

/// What is found about the work of the month, of each component for which the agreement was in force when its work began;
/// what had begun before the month is of what was in force when that did.
fn judged<'a>(facts: &'a Facts, works: &[Work], unders: &[Under<'_>], it: &Agreement<'_>) -> Vec<Judged<'a>> {
    let touches = |it: &&super::MaintenanceFact| it.work.touches((facts.from, facts.until), facts.until);
    let id_of = |contract: Option<&Contract>| contract.map(|contract| contract.id.clone());
    let contract_of = |id: &ComponentId, begins: Instant| {
        let (_, within) = it.components.iter().find(|(component, _)| component.id == *id)?;
        let held = if begins < facts.from {
            let (_, page) = unders.first()?;
            id_of(page.contract_of(id, &it.env, page.zone.day(begins))) == id_of(it.contract)
        } else {
            within.iter().any(|(from, until)| *from <= begins && begins < *until)
        };
        held.then_some(it.contract)
    };
    let judge = |fact: &'a super::MaintenanceFact| {
        let found = qualify_by(it.page, &fact.work, works, facts.until, contract_of);
        Judged { fact, found }
    };
    facts.maintenances.iter().filter(touches).map(judge).collect()
}

/// A month under a contract, or of what no contract is about, and what is known of it.
struct InForce<'a> {
    facts: &'a Facts,
    unders: &'a [Under<'a>],
    agreement: &'a Agreement<'a>,
    judged: &'a [Judged<'a>],
}

impl InForce<'_> {
    fn report(&self) -> ContractReport {
        let Agreement { contract, page, env, part, components } = self.agreement;
        let availability = contract.and_then(|it| it.availability.as_ref());
        let weights = availability.map_or(Weights::CONTRACTUAL, |it| it.weights);
        let case = |within| Case {
            facts: self.facts,
            page,
            unders: self.unders,
            judged: self.judged,
            contract: *contract,
            env,
            part: *part,
            within,
            weights,
        };
        let report = contract.and_then(|it| it.report.as_ref());
        ContractReport {
            contract: contract.map(|it| it.id.clone()),
            name: contract.map(|it| it.name.clone()),
            section: contract.map(|it| it.section.clone()),
            env: env.clone(),
            env_name: env_name(page, env),
            from: part.0,
            until: part.1,
            target: availability.and_then(|it| it.target),
            weights,
            due: report.and_then(|it| it.month).and_then(|rule| rule.due(page, self.facts.month)),
            year_due: report.and_then(|it| it.year).and_then(|rule| rule.due(page, self.facts.month.year())),
            stated: contract.map(|it| it.stated.clone()).unwrap_or_default(),
            lists_incidents: report.is_some_and(|it| it.incidents),
            components: components.iter().map(|(it, within)| component(&case(within), it)).collect(),
            incidents: self.incidents(),
            maintenances: self.maintenances(),
        }
    }

    /// When the contract was in force for a component.
    fn within(&self, id: &ComponentId) -> &[Span] {
        let it = self.agreement.components.iter().find(|(it, _)| it.id == *id);
        it.map(|(_, within)| within.as_slice()).unwrap_or_default()
    }

    /// Whether something about a component touches that time.
    fn is_about(&self, id: &ComponentId, span: Span) -> bool {
        self.within(id).iter().any(|part| touches(span, *part))
    }

    fn incidents(&self) -> Vec<IncidentLine> {
        let Agreement { page, env, .. } = self.agreement;
        let until = self.facts.until;
        let about = |it: &&super::IncidentFact| {
            let counts = |(id, _): &(ComponentId, _)| self.is_about(id, it.span(until));
            page.env_of(&it.env) == *env && it.worst(until).iter().any(counts)
        };
        let line = |it: &super::IncidentFact| IncidentLine {
            id: it.id.clone(),
            title: it.title.clone(),
            severity: it.severity,
            affected: it.worst(until),
            from: it.started_at,
            until: it.resolved_at,
            declared: it.declared,
        };
        let mut lines: Vec<IncidentLine> = self.facts.incidents.iter().filter(about).map(line).collect();
        lines.sort_by(|one, other| (one.from, &one.id).cmp(&(other.from, &other.id)));
        lines
    }

    fn maintenances(&self) -> Vec<MaintenanceLine> {
        let Agreement { page, env, part, .. } = self.agreement;
        let mut lines = vec![];
        for it in self.judged.iter().filter(|it| page.env_of(&it.fact.work.env) == *env) {
            for found in &it.found {
                let (from, until) = it.fact.work.real(&found.component, self.facts.until).unwrap_or(*part);
                if self.is_about(&found.component, (from, until.max(from.plus(1)))) {
                    lines.push(MaintenanceLine {
                        id: it.fact.id.clone(),
                        title: it.fact.title.clone(),
                        component: found.component.clone(),
                        announced_at: it.fact.work.announced.at,
                        from,
                        // Of what was called off before it began there is nothing.
                        until: until.max(from),
                        held_outside: spans::inside(&found.held_outside, self.within(&found.component)),
                        findings: found.findings.clone(),
                    });
                }
            }
        }
        lines.sort_by(|one, other| (one.from, &one.id, &one.component).cmp(&(other.from, &other.id, &other.component)));
        lines
    }
}

fn env_name(page: &Page, env: &EnvId) -> Option<Localized> {
    let several = page.environments.len() > 1;
    page.environments.iter().find(|it| several && it.id == *env).map(|it| it.name.clone())
}

fn touches(span: Span, part: Span) -> bool {
    span.0 < part.1 && part.0 < span.1
}
