//! The rungs: what to copy, and what the portal's policy has to allow.

use super::{Docs, example, named, said};
use fyr_shared::api::paths;
use fyr_shared::embed::{Policies, Rung, TAG};
use leptos::prelude::*;

/// How every script tag of ours begins: it sends nothing about the page that it stands in.
pub(super) const SCRIPT: &str = "<script async crossorigin=\"anonymous\" referrerpolicy=\"no-referrer\"";

pub(super) fn badge(docs: &Docs) -> AnyView {
    let Docs { origin, page, name, component, .. } = docs;
    let (home, badge) = (paths::home(page), paths::badge(page));
    let (src, href, alt) = (format!("{badge}?lang=en"), format!("{home}?lang=en"), format!("Status of {name}"));
    let copied = format!(
        "<a href=\"{origin}{home}\">\n  <img src=\"{origin}{badge}\" referrerpolicy=\"no-referrer\"\n    alt=\"Status of {name}\" height=\"32\">\n</a>"
    );
    let one = format!("?lang=nn, ?components={component} and ?env= are understood. ");
    view! {
        <p><a class="shown" href=href><img src=src alt=alt height="32"/></a></p>
        {example(copied)}
        {said(&(one + "A picture in an open tab does not age, so it says when it was so."))}
        {policies(Rung::Badge, docs)}
    }
    .into_any()
}

pub(super) fn frame(docs: &Docs) -> AnyView {
    let Docs { origin, page, name, .. } = docs;
    let frame = paths::frame(page);
    let copied = format!(
        "<iframe src=\"{origin}{frame}\" title=\"Status of {name}\"\n  width=\"100%\" height=\"480\" loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>"
    );
    view! {
        {said("The whole page in a compact form, complete without scripts, and live with them. ?lang=, ?components= and \
               ?env= are understood.")}
        {example(copied)}
        {said("Nobody may show it but those that the page file names:")}
        {example("frame_ancestors = [\"https://portal.example.no\", \"https://*.example.no\"]".to_owned())}
        {policies(Rung::Frame, docs)}
    }
    .into_any()
}

pub(super) fn line(docs: &Docs) -> AnyView {
    let (origin, loader) = (&docs.origin, paths::loader(&docs.page));
    let copied = format!("{SCRIPT} data-wasm=\"off\"\n  src=\"{origin}{loader}\"></script>\n<{TAG}></{TAG}>");
    view! {
        {said("A script and no wasm: a line when something is wrong, with a link to the page. It builds elements one by \
               one and adopts its style sheet, so it needs no leave for inline styles and works under Trusted Types.")}
        {example(copied)}
        {said("The tag alone is enough: without a fyr-status the line appears where the tag stands, or, for a tag in the \
               head, at the top of the body. It has to be a classic script: with type=\"module\" nothing is shown. As \
               soon as a fyr-status stands anywhere in the document, no line appears by itself: of several pages each then \
               needs its element, and pages that redraw themselves place one.")}
        {said("While all is well nothing is shown, and what draws is not sent; it is fetched when it is wanted. Where an \
               element says show=\"always\" it is wanted at once: embed.js?show=always in the tag brings it with the \
               script and saves a request.")}
        {policies(Rung::Line, docs)}
    }
    .into_any()
}

pub(super) fn widget(docs: &Docs) -> AnyView {
    let Docs { origin, page, component, .. } = docs;
    let loader = paths::loader(page);
    let copied = format!("{SCRIPT}\n  src=\"{origin}{loader}\"></script>\n<{TAG}></{TAG}>");
    let several = format!(
        "{SCRIPT}\n  src=\"{origin}{loader}?show=always\"></script>\n<{TAG} components=\"{component}\" show=\"always\"></{TAG}>"
    );
    let polled = docs.published.as_ref().map(|it| {
        said(&format!(
            "How things are is asked of {it}, so the policies below let it be connected to; everything else comes from here. A \
             portal that forgets it is answered from here, too."
        ))
    });
    view! {
        {said("The same line, and below it a panel: components, incidents with their messages, maintenance, a pause \
               button. It is fetched when something is degraded or down, when a person opens it, at once for an element \
               that is open from the start, or when a person comes near a fyr-support. Where it cannot be had, a link to the page stands in for the button.")}
        {example(copied)}
        {said("An element that is always there, for one component. With embed.js?show=always what draws comes with \
               the script, so one request is enough for the line:")}
        {example(several)}
        {polled}
        {policies(Rung::Widget, docs)}
    }
    .into_any()
}

fn policies(rung: Rung, docs: &Docs) -> AnyView {
    let id = format!("csp-{}", rung.as_str());
    match rung.policies(&docs.origin, docs.published.as_deref()) {
        Policies::One(policy) => named(id, "Content-Security-Policy, this step and nothing else", policy),
        Policies::Scripted { by_nonce, by_origin } => {
            let origin_id = format!("{id}-origin");
            view! {
                {named(id, "Content-Security-Policy with a nonce, this step and nothing else", by_nonce)}
                {named(origin_id, "The same by origin", by_origin)}
            }
            .into_any()
        }
    }
}
