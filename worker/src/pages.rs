//! The pages that are compiled into this worker. Addresses to fetch come from here alone, never from a request.

use fyr_shared::page::Page;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use worker::Env;

/// Written by `build.rs`, from page files that were validated: the id of each page, and the page, in order of ids.
const COMPILED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));

thread_local! {
    /// Where a page finds what a deployment sets; the same for as long as the instance lives.
    static ENV: OnceCell<Env> = const { OnceCell::new() };
    static PAGES: RefCell<BTreeMap<&'static str, Rc<Page>>> = const { RefCell::new(BTreeMap::new()) };
}

/// Notes this deployment: what needs a variable that is not set is not asked.
pub fn load(env: &Env) {
    ENV.with(|noted| {
        noted.get_or_init(|| env.clone());
    });
}

/// The ids of all pages, in their order. No page is read for it.
pub fn ids() -> impl Iterator<Item = &'static str> {
    COMPILED.iter().map(|(id, _)| *id)
}

/// Every page, in order of ids.
#[must_use]
pub fn all() -> Vec<Rc<Page>> {
    COMPILED.iter().filter_map(read).collect()
}

/// The page of an id.
#[must_use]
pub fn find(id: &str) -> Option<Rc<Page>> {
    #[cfg(feature = "scripted")]
    if let Some(instance) = crate::scripted::instance(id) {
        return Some(instance);
    }
    read(entry(id)?)
}

fn entry(id: &str) -> Option<&'static (&'static str, &'static str)> {
    COMPILED.get(COMPILED.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?)
}

/// A page as this deployment has it, read when it is asked for the first time: a start does not wait for the others.
fn read((id, text): &'static (&'static str, &'static str)) -> Option<Rc<Page>> {
    if let Some(page) = PAGES.with_borrow(|pages| pages.get(id).cloned()) {
        return Some(page);
    }
    let set = |name: &str| {
        let value = ENV.with(|env| env.get().and_then(|env| env.var(name).ok()).map(|var| var.to_string()));
        value.filter(|value| !value.trim().is_empty())
    };
    let page = Rc::new(parse(id, text)?.configured(set));
    PAGES.with_borrow_mut(|pages| pages.insert(id, Rc::clone(&page)));
    Some(page)
}

fn parse(id: &str, text: &str) -> Option<Page> {
    let read = serde_json::from_str::<Page>(text);
    let page = read.map_err(|error| worker::console_error!("the compiled page `{id}` cannot be read: {error}")).ok()?;
    #[cfg(feature = "scripted")]
    let page = crate::scripted::at_pace(page);
    Some(page)
}

/// A page as it is compiled, without what a deployment sets.
#[cfg(test)]
pub(crate) fn compiled(id: &str) -> Option<Page> {
    entry(id).and_then(|(id, text)| parse(id, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_compiled_pages_are_there_and_each_has_what_it_needs() {
        assert!(ids().is_sorted(), "a page is looked for by halves");
        assert!(ids().any(|id| id == "digireq"));
        for id in ids() {
            let page = compiled(id).unwrap();
            assert_eq!(page.id.as_str(), id);
            assert!(!page.languages.is_empty() && !page.regions.is_empty(), "{id}");
        }
        assert!(compiled("nobody").is_none());
    }
}
