//! The pages that are compiled into this worker. Addresses to fetch come from here alone, never from a request.

use crate::zipped::unzip;
use fyr_shared::page::Page;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use worker::Env;

/// Written by `build.rs`, from page files that were validated: the id of each page, and the page as it was zipped, in order of ids.
const COMPILED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/pages.rs"));
/// How many bytes of JSON the pages have that are kept, together: read, they take about twice that.
const MOST_BYTES: usize = 16_000_000;

thread_local! {
    /// Where a page finds what a deployment sets; the same for as long as the instance lives.
    static ENV: OnceCell<Env> = const { OnceCell::new() };
    static SHELF: RefCell<Shelf> = const { RefCell::new(Shelf::new(MOST_BYTES)) };
}

/// The pages that were read: of a thousand not all are kept, and the one that was used longest ago is let go of first.
struct Shelf {
    kept: BTreeMap<&'static str, Kept>,
    most_bytes: usize,
    bytes: usize,
    uses: u64,
}

struct Kept {
    used: u64,
    bytes: usize,
    page: Rc<Page>,
}

impl Shelf {
    const fn new(most_bytes: usize) -> Self {
        Self { kept: BTreeMap::new(), most_bytes, bytes: 0, uses: 0 }
    }

    fn find(&mut self, id: &str) -> Option<Rc<Page>> {
        self.uses += 1;
        let kept = self.kept.get_mut(id)?;
        kept.used = self.uses;
        Some(Rc::clone(&kept.page))
    }

    fn put(&mut self, id: &'static str, bytes: usize, page: Rc<Page>) {
        self.bytes += bytes;
        let before = self.kept.insert(id, Kept { used: self.uses, bytes, page });
        self.bytes -= before.map_or(0, |kept| kept.bytes);
        while self.bytes > self.most_bytes {
            let others = self.kept.iter().filter(|(other, _)| **other != id);
            let Some(oldest) = others.min_by_key(|(_, kept)| kept.used).map(|(id, _)| *id) else { break };
            self.bytes -= self.kept.remove(oldest).map_or(0, |kept| kept.bytes);
        }
    }
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

/// The page of an id.
#[must_use]
pub fn find(id: &str) -> Option<Rc<Page>> {
    #[cfg(feature = "scripted")]
    if let Some(instance) = crate::scripted::instance(id) {
        return Some(instance);
    }
    read(entry(id)?)
}

/// The page of an id for somebody who goes through all of them, and must not drive those away that are in use.
#[must_use]
pub fn glance(id: &str) -> Option<Rc<Page>> {
    let (id, zipped) = entry(id)?;
    if let Some(page) = SHELF.with_borrow(|shelf| shelf.kept.get(id).map(|kept| Rc::clone(&kept.page))) {
        return Some(page);
    }
    let (page, bytes) = configured(id, zipped)?;
    SHELF.with_borrow_mut(|shelf| {
        if shelf.bytes + bytes <= shelf.most_bytes {
            shelf.put(id, bytes, Rc::clone(&page));
        }
    });
    Some(page)
}

fn entry(id: &str) -> Option<&'static (&'static str, &'static [u8])> {
    COMPILED.get(COMPILED.binary_search_by(|(known, _)| (*known).cmp(id)).ok()?)
}

/// A page as this deployment has it, read when it is asked for the first time: a start does not wait for the others.
fn read((id, zipped): &'static (&'static str, &'static [u8])) -> Option<Rc<Page>> {
    if let Some(page) = SHELF.with_borrow_mut(|shelf| shelf.find(id)) {
        return Some(page);
    }
    let (page, bytes) = configured(id, zipped)?;
    SHELF.with_borrow_mut(|shelf| shelf.put(id, bytes, Rc::clone(&page)));
    Some(page)
}

/// A page with what this deployment sets, and how many bytes of JSON it is.
fn configured(id: &str, zipped: &[u8]) -> Option<(Rc<Page>, usize)> {
    let set = |name: &str| {
        let value = ENV.with(|env| env.get().and_then(|env| env.var(name).ok()).map(|var| var.to_string()));
        value.filter(|value| !value.trim().is_empty())
    };
    let (page, bytes) = parse(id, zipped)?;
    Some((Rc::new(page.configured(set)), bytes))
}

/// A page as it is compiled, and how many bytes of JSON it is.
fn parse(id: &str, zipped: &[u8]) -> Option<(Page, usize)> {
    let wrong = |error: &str| worker::console_error!("the compiled page `{id}` cannot be read: {error}");
    let text = unzip(zipped).map_err(|error| wrong(&error.to_string())).ok()?;
    let page = serde_json::from_str::<Page>(&text).map_err(|error| wrong(&error.to_string())).ok()?;
    #[cfg(feature = "scripted")]
    let page = crate::scripted::at_pace(page);
    Some((page, text.len()))
}

/// A page as it is compiled, without what a deployment sets.
#[cfg(test)]
pub(crate) fn compiled(id: &str) -> Option<Page> {
    entry(id).and_then(|(id, zipped)| parse(id, zipped)).map(|(page, _)| page)
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

    #[test]
    fn of_many_pages_those_are_kept_that_were_used_last() {
        let page = Rc::new(compiled("digireq").unwrap());
        let mut shelf = Shelf::new(10);
        for id in ["a", "b", "c"] {
            shelf.put(id, 4, Rc::clone(&page));
            assert!(shelf.find("a").is_some());
        }
        let mut is_kept = |id| shelf.find(id).is_some();
        assert_eq!(["a", "b", "c"].map(&mut is_kept), [true, false, true]);
        shelf.put("c", 5, Rc::clone(&page));
        assert_eq!((shelf.bytes, shelf.kept.len()), (9, 2), "another of the same name takes its place");
        shelf.put("huge", 11, page);
        assert_eq!((shelf.bytes, shelf.kept.len()), (11, 1), "one alone is kept, however large it is");
    }
}
