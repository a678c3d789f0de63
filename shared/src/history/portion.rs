//! What of a large page's past is told at once. An object tells of one part at a time, so that no question keeps it from its
//! rounds for long; a reader gets the components of one answer, and the name that the next goes on from.

use crate::ids::ComponentId;
use crate::page::{Component, Page};
use std::collections::BTreeSet;

/// How many components a part holds, and an answer at most.
pub const PART: usize = 100;
/// Of how many parts an answer is made at most: who chooses components from all over a large page gets them in turns.
const SPREAD: usize = 8;

/// Some of a page's components, in the order in which readers are told of them: the page's own, then its suppliers.
#[derive(Clone, Debug, PartialEq)]
pub struct Portion<'a> {
    /// Which.
    pub components: Vec<&'a Component>,
    /// The parts that they are in: those of a page of up to [`PART`] components are all in the first.
    pub parts: BTreeSet<usize>,
    /// The last of them, when more follow.
    pub next: Option<&'a ComponentId>,
    told: BTreeSet<&'a ComponentId>,
    others: BTreeSet<&'a ComponentId>,
    /// Readers chose components: what is about none of these is not for them.
    chosen: bool,
}

impl<'a> Portion<'a> {
    /// A part of a page.
    #[must_use]
    pub fn part(page: &'a Page, part: usize) -> Self {
        let components = in_order(page).into_iter().skip(part.saturating_mul(PART)).take(PART).collect();
        Self::made(page, components, [part].into(), None, false)
    }

    /// What a reader is told who asks for at most `limit` components of the `chosen`, or of all where none are: those that
    /// come `after` one of them.
    #[must_use]
    pub fn of(page: &'a Page, chosen: &[ComponentId], after: Option<&ComponentId>, limit: usize) -> Self {
        let wanted: BTreeSet<&ComponentId> = chosen.iter().collect();
        let all = in_order(page);
        let begins = after.and_then(|id| all.iter().position(|it| it.id == *id)).map_or(0, |at| at + 1);
        let (mut components, mut parts, mut next) = (Vec::<&Component>::new(), BTreeSet::new(), None);
        let asked = |it: &&Component| wanted.is_empty() || wanted.contains(&it.id);
        for (at, component) in all.into_iter().enumerate().skip(begins).filter(|(_, it)| asked(it)) {
            let another = !parts.contains(&(at / PART)) && parts.len() == SPREAD;
            if another || components.len() == limit.clamp(1, PART) {
                next = components.last().map(|it| &it.id);
                break;
            }
            parts.insert(at / PART);
            components.push(component);
        }
        // Whoever is told of nothing is told when that was so.
        if parts.is_empty() {
            parts.insert(0);
        }
        Self::made(page, components, parts, next, !wanted.is_empty())
    }

    fn made(
        page: &'a Page,
        components: Vec<&'a Component>,
        parts: BTreeSet<usize>,
        next: Option<&'a ComponentId>,
        chosen: bool,
    ) -> Self {
        let told: BTreeSet<_> = components.iter().map(|it| &it.id).collect();
        let others = page.components.iter().map(|it| &it.id).filter(|id| !told.contains(id)).collect();
        Self { components, parts, next, told, others, chosen }
    }

    /// Whether something that is about some components belongs to this. What is about none of the page's belongs to each part.
    #[must_use]
    pub fn is_about(&self, ids: &[ComponentId]) -> bool {
        ids.iter().any(|id| self.told.contains(id)) || !self.chosen && !ids.iter().any(|id| self.others.contains(id))
    }
}

fn in_order(page: &Page) -> Vec<&Component> {
    let (mut own, suppliers): (Vec<_>, Vec<_>) = page.components.iter().partition(|it| !it.supplier);
    own.extend(suppliers);
    own
}
