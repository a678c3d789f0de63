//! The list of components: one row each. What is not well opens by itself; what is well opens if there is more to tell.

use super::element::{A, DETAILS, DIV, El, LI, P, Part, SECTION, SPAN, SUMMARY, Tag, UL, el, heading};
use super::{age, dependencies, level_tag, time};
use crate::view_model::{Cause, ComponentRow, Link};
use fyr_shared::lang::{Lang, Words};

/// A heading and its rows; nothing when there are none.
#[must_use]
pub fn components(lang: Lang, level: u8, title: &str, rows: &[ComponentRow]) -> Option<El> {
    let list = el(UL).class("rows").part("list").children(rows.iter().map(|it| row(lang, it)));
    (!rows.is_empty()).then(|| el(SECTION).child(heading(level).text(title)).child(list))
}

fn row(lang: Lang, it: &ComponentRow) -> El {
    let content = match it.has_details() {
        false => head(DIV, it),
        // What has changed nothing is told without asking, too.
        true => el(DETAILS).open(it.trouble || !it.because.is_empty()).child(head(SUMMARY, it)).child(body(lang, it)),
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
