//! The list of components: one row each. What is not well opens by itself; what is well opens if there is more to tell.

use super::element::{A, DETAILS, DIV, El, LI, P, Part, SECTION, SPAN, SUMMARY, Tag, UL, el, heading};
use super::{age, dependencies, level_tag, time};
use crate::view_model::{Cause, ComponentRow, Link};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::status::Level;
use std::cmp::Reverse;

/// More rows than these nobody reads one after the other.
const MANY: usize = 40;
/// How many rows are told without asking where there are many.
const FIRST: usize = 20;

/// A heading and its rows; nothing when there are none.
#[must_use]
pub fn components(lang: Lang, level: u8, title: &str, rows: &[ComponentRow]) -> Option<El> {
    let list = |rows: &mut dyn Iterator<Item = El>| el(UL).class("rows").part("list").children(rows);
    let section = || el(SECTION).child(heading(level).text(title));
    match rows.len() {
        0 => None,
        1..=MANY => Some(section().child(list(&mut rows.iter().map(|it| row(lang, it, it.tells()))))),
        _ => {
            let first = first(rows);
            // In the page's order, and each in a place of its own: who has the focus keeps it when another gets worse, as long as
            // all that have something to tell are here.
            let chosen = |it: &ComponentRow| first.iter().any(|one| std::ptr::eq(*one, it));
            let place = |list: El, it: &ComponentRow| list.maybe(chosen(it).then(|| row(lang, it, true)));
            let told = (!first.is_empty()).then(|| rows.iter().fold(list(&mut std::iter::empty()), place));
            // All of them, and each in its place: what changes of one moves none of the others.
            let all = list(&mut rows.iter().map(|it| row(lang, it, false)));
            let fold = el(DETAILS).class("fold").child(counts(title, rows)).child(all);
            Some(section().maybe(told).child(fold))
        }
    }
}

/// Of many rows those that have something to tell, the worst of them; what is *unknown* only where most are not.
fn first(rows: &[ComponentRow]) -> Vec<&ComponentRow> {
    let unknown = |it: &ComponentRow| it.level == Some(Level::Unknown);
    let few = rows.iter().filter(|it| unknown(it)).count() <= FIRST;
    let mut first: Vec<_> = rows.iter().filter(|it| it.tells() || few && unknown(it)).collect();
    first.sort_by_key(|it| Reverse(it.level));
    first.truncate(FIRST);
    first
}

/// How many there are, and how many of them at each level, the worst first: what opens the list of all.
fn counts(title: &str, rows: &[ComponentRow]) -> El {
    let mut counts: Vec<(Option<Level>, &str, usize)> = vec![];
    for it in rows {
        match counts.iter_mut().find(|(level, ..)| *level == it.level) {
            Some((.., count)) => *count += 1,
            None => counts.push((it.level, it.word, 1)),
        }
    }
    counts.sort_by_key(|(level, ..)| Reverse(*level));
    let name = el(SPAN).class("name").text(&[title, " (", &rows.len().to_string(), ")"].concat());
    let count = |(level, word, count): &(Option<Level>, &str, usize)| {
        level_tag(*level, &[*word, ": ", &count.to_string()].concat())
    };
    // Read out, there is a space between them.
    let counted = |facts: El, it: &(Option<Level>, &str, usize)| facts.text(" ").child(count(it));
    let counts = counts.iter().fold(el(SPAN).class("facts"), counted);
    el(SUMMARY).class("row").child(name).child(counts)
}

fn row(lang: Lang, it: &ComponentRow, open: bool) -> El {
    let content = match it.has_details() {
        false => head(DIV, it),
        true => el(DETAILS).open(open).child(head(SUMMARY, it)).child(body(lang, it)),
    };
    el(LI).class("item").part("item").child(content)
}

fn head(tag: Tag, it: &ComponentRow) -> El {
    // Read out, a name and a state without a stop between them are one name.
    let name = el(SPAN).class("name").part("component-name").pieces(&[it.name.clone(), Words::plain(":")]);
    let state = el(SPAN).class("state").part("component-status").child(level_tag(it.level, it.word));
    el(tag).class("row").child(name).text(" ").child(state)
}

fn body(lang: Lang, it: &ComponentRow) -> El {
    let why = (!it.why.is_empty()).then(|| el(P).pieces(&sentences(&it.why)));
    let facts = it.facts.iter().map(|it| fact(it.term, el(P).words(&it.words)));
    el(DIV)
        .class("body")
        .maybe(it.since.as_ref().map(age))
        .maybe(why)
        .child(it.because.iter().map(cause).collect::<Part>())
        .child(facts.collect::<Part>())
        .maybe(dependencies(lang, &it.dependencies))
        .maybe(it.link.as_ref().map(link))
}

/// Why something is as it is.
pub(super) fn cause(it: &Cause) -> El {
    el(P).pieces(&it.said).maybe(it.when.as_ref().map(time)).pieces(&it.end)
}

/// Sentences with their stops, one after the other.
fn sentences(all: &[Vec<Words>]) -> Vec<Words> {
    let (stop, space) = (Words::plain("."), Words::plain(" "));
    let ended = all.iter().flat_map(|one| one.iter().chain([&stop, &space]));
    ended.take(all.iter().map(|one| one.len() + 2).sum::<usize>().saturating_sub(1)).cloned().collect()
}

/// A term, and what is said about it.
pub(super) fn fact(term: &str, said: El) -> El {
    el(DIV).child(el(P).class("term").text(term)).child(said)
}

/// A link to somebody else's page.
pub(super) fn link(to: &Link) -> El {
    el(P).child(el(A).class("link").part("link").href(to.href.clone()).child(el(SPAN).pieces(&to.said)))
}
