//! What of a large page's past is told in one answer. The edge says of which components it wants to know, so that no question
//! keeps a page's object from its rounds for long; a reader gets these, and the name that the next answer goes on from.

use crate::ids::ComponentId;
use crate::page::{Component, Page};
use std::collections::BTreeSet;

/// How many components an answer tells of at most.
pub const MOST: usize = 100;

/// Some of a page's components, in the order in which readers are told of them: the page's own, then its suppliers.
#[derive(Clone, Debug, PartialEq)]
pub struct Portion<'a> {
    /// Which.
    pub components: Vec<&'a Component>,
    /// How many that were asked for come before these.
    pub before: usize,
    /// How many were asked for.
    pub of: usize,
    told: BTreeSet<&'a ComponentId>,
    others: BTreeSet<&'a ComponentId>,
    /// Readers chose components: what is about none of these is not for them.
    chosen: bool,
}

impl<'a> Portion<'a> {
    /// What a reader is told who asks for at most `limit` of the `chosen` components, or of all where none are: those that come
    /// `after` a component of the page.
    #[must_use]
    pub fn of(page: &'a Page, chosen: &[ComponentId], after: Option<&ComponentId>, limit: usize) -> Self {
        let wanted: BTreeSet<&ComponentId> = chosen.iter().collect();
        let (own, suppliers): (Vec<&Component>, Vec<_>) = page.components.iter().partition(|it| !it.supplier);
        let all: Vec<&Component> = own.into_iter().chain(suppliers).collect();
        let begins = after.and_then(|id| all.iter().position(|it| it.id == *id)).map_or(0, |at| at + 1);
        let asked = |it: &&&Component| wanted.is_empty() || wanted.contains(&it.id);
        let before = all.iter().take(begins).filter(asked).count();
        let rest: Vec<&Component> = all.iter().skip(begins).filter(asked).copied().collect();
        let of = before + rest.len();
        let components = rest.into_iter().take(limit.clamp(1, MOST)).collect();
        Self { before, of, chosen: !wanted.is_empty(), ..Self::about(page, components) }
    }

    /// What is told of the components of these names, or of all where none are: of [`MOST`] at most.
    #[must_use]
    pub fn named(page: &'a Page, ids: &[ComponentId]) -> Self {
        let ids: BTreeSet<&ComponentId> = ids.iter().collect();
        let named = page.components.iter().filter(|it| ids.is_empty() || ids.contains(&it.id));
        Self::about(page, named.take(MOST).collect())
    }

    fn about(page: &'a Page, components: Vec<&'a Component>) -> Self {
        let told: BTreeSet<_> = components.iter().map(|it| &it.id).collect();
        let others = page.components.iter().map(|it| &it.id).filter(|id| !told.contains(id)).collect();
        Self { before: 0, of: components.len(), components, told, others, chosen: false }
    }

    /// Whether it is what a reader is told who asks for nothing in particular.
    #[must_use]
    pub fn is_first(&self) -> bool {
        !self.chosen && self.before == 0 && self.components.len() == self.of.min(MOST)
    }

    /// The last of these, when more follow.
    #[must_use]
    pub fn next(&self) -> Option<&'a ComponentId> {
        let more = self.before + self.components.len() < self.of;
        self.components.last().filter(|_| more).map(|it| &it.id)
    }

    /// Whether something that is about some components is told with these. What is about none of the page's is told with all.
    #[must_use]
    pub fn is_about(&self, ids: &[ComponentId]) -> bool {
        ids.iter().any(|id| self.told.contains(id)) || !self.chosen && !ids.iter().any(|id| self.others.contains(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a`, `b`, a supplier, `c`, and as many more as there have to be.
    fn page(more: usize) -> Page {
        let component = |id: &str, supplier: bool| serde_json::json!({ "id": id, "name": {}, "depends_on": [], "supplier": supplier });
        let named = [("a", false), ("b", false), ("supplier", true), ("c", false)].map(|(id, is)| component(id, is));
        let more = (0..more).map(|number| component(&format!("more-{number}"), false));
        serde_json::from_value(serde_json::json!({
            "id": "page", "name": "Page", "languages": ["nb"], "zone": { "name": "UTC", "offsets": [] },
            "environments": [], "regions": [], "components": named.into_iter().chain(more).collect::<Vec<_>>(),
            "sources": [], "frame_ancestors": [], "digest": "",
        }))
        .unwrap()
    }

    fn ids(names: &[&str]) -> Vec<ComponentId> {
        names.iter().map(|name| ComponentId::from(*name)).collect()
    }

    #[test]
    fn a_reader_is_told_of_all_in_order_however_many_answers_that_takes() {
        let page = page(0);
        for (chosen, after, limit, told, (before, of), next) in [
            (&[][..], None, 100, &["a", "b", "c", "supplier"][..], (0, 4), None),
            (&[], None, 2, &["a", "b"], (0, 4), Some("b")),
            (&[], Some("b"), 2, &["c", "supplier"], (2, 4), None),
            (&[], Some("supplier"), 2, &[], (4, 4), None),
            (&[], None, 0, &["a"], (0, 4), Some("a")),
            (&["c", "a"], None, 1, &["a"], (0, 2), Some("a")),
            (&["c", "a"], Some("a"), 1, &["c"], (1, 2), None),
            (&["c", "a"], Some("b"), 9, &["c"], (1, 2), None),
        ] {
            let after = after.map(ComponentId::from);
            let it = Portion::of(&page, &ids(chosen), after.as_ref(), limit);
            let names: Vec<&str> = it.components.iter().map(|it| it.id.as_str()).collect();
            let is = (names.as_slice(), (it.before, it.of), it.next().map(ComponentId::as_str));
            assert_eq!(is, (told, (before, of), next), "{chosen:?} after {after:?}, {limit} at most");
        }
    }

    #[test]
    fn no_answer_tells_of_more_than_a_hundred() {
        let page = page(200);
        let first = Portion::of(&page, &[], None, 1_000);
        assert_eq!((first.components.len(), first.next().map(ComponentId::as_str)), (100, Some("more-96")));
        let second = Portion::of(&page, &[], first.next(), MOST);
        assert_eq!((second.before, second.components.len(), second.of), (100, 100, 204));
        let few = Portion::of(&page, &[], None, 50);
        let chosen = Portion::of(&page, &ids(&["a"]), None, MOST);
        assert_eq!([first, second, few, chosen].map(|it| it.is_first()), [true, false, false, false]);
    }

    #[test]
    fn what_happened_is_told_with_the_components_that_it_is_about() {
        let page = page(0);
        let (a, c) = (Portion::of(&page, &[], None, 1), Portion::named(&page, &ids(&["c"])));
        let chosen = Portion::of(&page, &ids(&["a"]), None, 9);
        for (about, with_a, with_c, with_chosen) in [
            (&["a"][..], true, false, true),
            (&["a", "c"], true, true, true),
            (&["b"], false, false, false),
            (&["gone"], true, true, false),
            (&[], true, true, false),
            (&["gone", "c"], false, true, false),
        ] {
            let told = [&a, &c, &chosen].map(|it| it.is_about(&ids(about)));
            assert_eq!(told, [with_a, with_c, with_chosen], "{about:?}");
        }
    }
}
