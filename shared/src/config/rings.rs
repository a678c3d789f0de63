//! Pages that read each other, through sources of kind `fyr`: in a ring of them what one says of another would come back
//! to it as news, so that trouble would never end. Which pages there are is known for one build only: a ring that leads
//! over other deployments is not found here.

use super::problem::Problem;
use crate::page::{Page, Source, SourceKind};
use std::collections::{BTreeMap, BTreeSet};

/// The host that a page is read at, and the page.
type Link<'a> = (&'a str, &'a str);

/// Every source that begins a way back to its own page, all at one host. Each page comes with the file it is from.
#[must_use]
pub fn rings(pages: &[(&str, &Page)]) -> Vec<Problem> {
    let links: BTreeMap<&str, BTreeSet<Link<'_>>> =
        pages.iter().map(|(_, page)| (page.id.as_str(), links(page))).collect();
    let sources = pages.iter().flat_map(|(file, page)| page.sources.iter().map(move |source| (*file, *page, source)));
    let problem = |(file, page, source): (&str, &Page, &Source)| {
        let (host, read) = link(source)?;
        let id = page.id.as_str();
        reads(&links, host, read, id).then(|| {
            let back = if read == id { "is this page itself" } else { "reads this page, by itself or over others" };
            let cure = "trouble would come back as news and never end: remove one of the sources in this ring";
            Problem::of_file(file, format_args!("source \"{}\": page `{read}` {back}; {cure}", source.id))
        })
    };
    sources.filter_map(problem).collect()
}

/// Whether a page is another, or reads it at a host, over however many others.
fn reads(links: &BTreeMap<&str, BTreeSet<Link<'_>>>, host: &str, page: &str, sought: &str) -> bool {
    let (mut seen, mut open) = (BTreeSet::from([page]), vec![page]);
    while let Some(here) = open.pop() {
        if here == sought {
            return true;
        }
        let next = links.get(here).into_iter().flatten().filter(|(at, _)| *at == host).map(|(_, next)| *next);
        open.extend(next.filter(|next| seen.insert(next)));
    }
    false
}

/// What a page reads of Fyr.
fn links(page: &Page) -> BTreeSet<Link<'_>> {
    page.sources.iter().filter_map(link).collect()
}

/// The host and the page that a source reads, if it reads one and its address is written out.
fn link(source: &Source) -> Option<Link<'_>> {
    let address = (source.kind == SourceKind::Fyr).then_some(&source.address)?;
    let (host, path) = address.strip_prefix("https://")?.split_once('/')?;
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let page = path.strip_prefix("api/v1/")?;
    (!page.contains('/')).then_some((host, page))
}
