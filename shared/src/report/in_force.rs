//! Which contract was in force when, and for which component: by every configuration of the month. What is taken out of a page
//! file ends with the configuration that no longer has it, and not before; what is written in later holds from its
//! `valid_from` on, as far as nothing else was in force.

use super::facts::Facts;
use super::measured::{Under, is_measured};
use crate::contract::Contract;
use crate::ids::{ComponentId, ContractId, EnvId};
use crate::page::{Component, Page};
use crate::spans::{self, Span};
use std::collections::BTreeMap;

/// Components, and when something was in force for each.
type Components<'a> = Vec<(&'a Component, Vec<Span>)>;

/// A contract, or what no contract is about, in an environment.
pub(super) struct Agreement<'a> {
    /// `None`: no contract was in force.
    pub(super) contract: Option<&'a Contract>,
    /// The newest configuration that has it.
    pub(super) page: &'a Page,
    pub(super) env: EnvId,
    /// From when until when in the month it was in force for any of them.
    pub(super) part: Span,
    /// When it was in force for which component; the newest order first.
    pub(super) components: Components<'a>,
}

impl<'a> Agreement<'a> {
    /// `None`: it is about nothing.
    fn of(contract: Option<&'a Contract>, page: &'a Page, env: &EnvId, components: Components<'a>) -> Option<Self> {
        let spans = || components.iter().flat_map(|(_, within)| within);
        let part = (spans().map(|span| span.0).min()?, spans().map(|span| span.1).max()?);
        Some(Self { contract, page, env: env.clone(), part, components })
    }
}

/// Everything that was in force in the month, in the order of the newest page file; last, what no contract was about.
pub(super) fn agreements<'a>(facts: &Facts, unders: &[Under<'a>]) -> Vec<Agreement<'a>> {
    let month = Calendar { span: (facts.from, facts.until), unders };
    let Some((_, newest)) = unders.last() else { return vec![] };
    let (mut bound, mut free) = (vec![], vec![]);
    let environments = in_order(unders, |page| page.environments.iter().map(|env| &env.id));
    for env in environments {
        let mut by_contract: BTreeMap<&ContractId, Components<'_>> = BTreeMap::new();
        let mut rest = vec![];
        for id in in_order(unders, |page| page.components.iter().map(|it| &it.id)) {
            let Some(component) = unders.iter().rev().find_map(|(_, page)| page.component(id)) else { continue };
            let (held, left) = month.shared_out(env, id);
            for (contract, spans) in held {
                by_contract.entry(contract).or_default().push((component, spans));
            }
            if !component.supplier && !left.is_empty() && is_measured(unders, env, id, &left) {
                rest.push((component, left));
            }
        }
        bound.extend(by_contract.into_iter().filter_map(|(id, components)| month.agreement(id, env, components)));
        free.extend(Agreement::of(None, newest, env, rest));
    }
    let order = in_order(unders, |page| page.contracts.iter().map(|it| &it.id));
    bound.sort_by_key(|it| order.iter().position(|id| it.contract.is_some_and(|contract| contract.id == **id)));
    bound.into_iter().chain(free).collect()
}

/// What the configurations have, each once: in the order of the newest, and behind it what only earlier ones had.
fn in_order<'a, T: PartialEq, I: Iterator<Item = &'a T>>(
    unders: &[Under<'a>],
    of: impl Fn(&'a Page) -> I,
) -> Vec<&'a T> {
    let mut all = vec![];
    for (_, page) in unders.iter().rev() {
        for it in of(page) {
            if !all.contains(&it) {
                all.push(it);
            }
        }
    }
    all
}

/// A month and its configurations.
struct Calendar<'a, 'u> {
    span: Span,
    unders: &'u [Under<'a>],
}

/// Contracts, and when each was in force.
type Held<'a> = BTreeMap<&'a ContractId, Vec<Span>>;

impl<'a> Calendar<'a, '_> {
    /// When which contract was in force for a component, and when none was; no instant is in two of them.
    fn shared_out(&self, env: &EnvId, id: &ComponentId) -> (Held<'a>, Vec<Span>) {
        let known = self.unders.iter().filter(|(_, page)| page.component(id).is_some()).map(|(span, _)| *span);
        let mut left = spans::merged(known);
        let mut held = Held::new();
        let mut give = |contract: &'a Contract, within: Span, left: &mut Vec<Span>| {
            let here = spans::inside(left, &spans::inside(&[within], &[self.validity(&contract.id)]));
            *left = spans::outside(left, &here);
            held.entry(&contract.id).or_default().extend(here);
        };
        let about = |page: &'a Page| {
            let meant = move |it: &&'a Contract| page.env_of(&it.env) == page.env_of(env) && it.components.contains(id);
            page.contracts.iter().filter(meant)
        };
        for (span, page) in self.unders {
            about(page).for_each(|contract| give(contract, *span, &mut left));
        }
        // What was written in late holds of what was before.
        for ((begin, _), page) in self.unders.iter().rev() {
            about(page).for_each(|contract| give(contract, (self.span.0, *begin), &mut left));
        }
        held.values_mut().for_each(|spans| *spans = spans::merged(std::mem::take(spans)));
        held.retain(|_, spans| !spans.is_empty());
        (held, left)
    }

    /// The newest configuration that has a contract, until when that was in force, and the contract.
    fn newest(&self, id: &ContractId) -> Option<(&Under<'a>, &'a Contract)> {
        self.unders.iter().rev().find_map(|under| Some((under, under.1.contract(id)?)))
    }

    /// The part of the month in which a contract was in force, as its newest words have it; an empty one if in none.
    fn validity(&self, id: &ContractId) -> Span {
        let Some((((_, gone), page), contract)) = self.newest(id) else { return (self.span.0, self.span.0) };
        // What is agreed since before the zone's clocks are known was agreed before the month.
        let from = page.zone.begins(contract.valid_from).max(self.span.0);
        let until = contract.valid_until.map_or(self.span.1, |day| page.zone.begins(day).min(self.span.1));
        (from, until.min(*gone))
    }

    fn agreement(&self, id: &ContractId, env: &EnvId, components: Components<'a>) -> Option<Agreement<'a>> {
        let ((_, page), contract) = self.newest(id)?;
        let order = |it: &Component| contract.components.iter().position(|id| *id == it.id).unwrap_or(usize::MAX);
        let mut components = components;
        components.sort_by_key(|(it, _)| order(it));
        Agreement::of(Some(contract), page, env, components)
    }
}
