//! The pages that are compiled into this worker. Addresses to fetch come from here alone, never from a request.

use fyr_shared::page::Page;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use worker::Env;

/// Written by `build.rs`, from page files that were validated.
const COMPILED: &str = include_str!(concat!(env!("OUT_DIR"), "/pages.json"));

thread_local! {
    static PAGES: OnceCell<Pages> = const { OnceCell::new() };
}

/// The pages: in the order of their files, and by their ids.
struct Pages {
    all: Rc<[Rc<Page>]>,
    by_id: BTreeMap<String, Rc<Page>>,
}

impl Pages {
    fn of(all: impl Iterator<Item = Page>) -> Self {
        let all: Rc<[Rc<Page>]> = all.map(Rc::new).collect();
        let by_id = all.iter().map(|page| (page.id.to_string(), Rc::clone(page))).collect();
        Self { all, by_id }
    }
}

/// Reads the pages for this deployment, once: what needs a variable that is not set is not asked.
pub fn load(env: &Env) {
    let set = |name: &str| env.var(name).ok().map(|var| var.to_string()).filter(|value| !value.trim().is_empty());
    PAGES.with(|pages| {
        pages.get_or_init(|| Pages::of(parse().into_iter().map(|page| page.configured(set))));
    });
}

/// Every page, in the order of their files.
#[must_use]
pub fn all() -> Rc<[Rc<Page>]> {
    PAGES.with(|pages| pages.get().map(|pages| Rc::clone(&pages.all)).unwrap_or_default())
}

/// The page of an id.
#[must_use]
pub fn find(id: &str) -> Option<Rc<Page>> {
    #[cfg(feature = "scripted")]
    if let Some(instance) = crate::scripted::instance(id) {
        return Some(instance);
    }
    PAGES.with(|pages| pages.get()?.by_id.get(id).cloned())
}

fn parse() -> Vec<Page> {
    let pages = serde_json::from_str::<Vec<Page>>(COMPILED).unwrap_or_else(|error| {
        worker::console_error!("the compiled pages cannot be read: {error}");
        vec![]
    });
    #[cfg(feature = "scripted")]
    let pages = crate::scripted::at_pace(pages);
    pages
}

/// A page as it is compiled, without what a deployment sets.
#[cfg(test)]
pub(crate) fn compiled(id: &str) -> Option<Page> {
    parse().into_iter().find(|page| page.id.as_str() == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_pages_are_there_and_each_has_what_it_needs() {
        let pages = serde_json::from_str::<Vec<Page>>(COMPILED).unwrap();
        assert!(pages.iter().any(|page| page.id.as_str() == "digireq"));
        assert!(pages.iter().all(|page| !page.languages.is_empty() && !page.regions.is_empty()));
    }
}
