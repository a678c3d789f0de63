//! What is more than a list: the script that never changes, the space to reserve, accessibility, and what we never do.

use super::ladder::SCRIPT;
use super::{Docs, example, said};
use fyr_shared::embed::{SPACE_FOR_LINE, SPACE_FOR_PANEL, SPACE_FOR_SUPPORT, TAG};
use leptos::prelude::*;

pub(super) fn integrity(docs: &Docs) -> AnyView {
    let Docs { origin, page, hashed, integrity, .. } = docs;
    let copied = format!(
        "{SCRIPT}\n  integrity=\"{integrity}\"\n  data-page=\"{page}\" src=\"{origin}{hashed}\"></script>\n<{TAG}></{TAG}>"
    );
    view! {
        {said("For portals that check what they load. This script carries no state, so it asks for it: one request more. \
               The code that it fetches after that lies at addresses made of its content, too.")}
        {example(copied)}
        {said("The files of a deployment are kept for as long as it is the present one, and for twelve months from its day. \
               Take the tag from here anew when you hear of a new version, and once a year at least.")}
    }
    .into_any()
}

pub(super) fn space(_: &Docs) -> AnyView {
    view! {
        {said("The line comes when something is wrong, and moves what stands below it. A page in which nothing may move \
               reserves the space, in any state of the element:")}
        {example(SPACE_FOR_LINE.to_owned())}
        {said("And for an element that is open from the start:")}
        {example(SPACE_FOR_PANEL.to_owned())}
        {said("The second element has nothing in it until somebody comes near, and then its questions:")}
        {example(SPACE_FOR_SUPPORT.to_owned())}
    }
    .into_any()
}

pub(super) fn accessibility(_: &Docs) -> AnyView {
    list(&[
        "Made for WCAG 2.2 AA: every level is a word, a shape and a colour, in this order of importance.",
        "What is there at load is not spoken. After that one polite live region speaks when the level or an incident \
         changes, once, at most once a minute, and never for the time. A report that is being written has one of its own: for \
         what is masked, and that it was copied.",
        "An answer to a question takes the focus, unless the person has gone on elsewhere.",
        "Everything can be reached and left by keyboard; Escape closes the panel. Targets are 44 pixels.",
        "A button in the panel pauses all that changes by itself.",
        "Every text says its language where it is another than the one around it.",
        "heading-level fits the headings into yours. Put the element into a landmark; the line that appears without an \
         element is one itself.",
        "Light, dark, forced colours, reduced motion, print, 200 % text and 320 pixels are looked after.",
    ])
}

pub(super) fn never(_: &Docs) -> AnyView {
    list(&[
        "No cookie, no local storage, no session storage, no database, no cache of its own.",
        "No request to any origin but those in the policies above. No credentials in what the scripts fetch, and no Referer in what is fetched, \
         with the tags as they stand here.",
        "No eval, no inline style, no markup that is parsed: nothing for Trusted Types to stop.",
        "No fixed overlay, no z-index, no style outside its shadow root.",
        "No error that reaches your page. One global: a symbol.",
        "No measuring of visitors, and nothing about them in a log of ours.",
    ])
}

fn list(items: &[&'static str]) -> AnyView {
    let item = |text: &&'static str| view! { <li>{*text}</li> };
    view! { <ul class="points">{items.iter().map(item).collect_view()}</ul> }.into_any()
}
