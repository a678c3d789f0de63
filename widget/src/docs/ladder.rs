//! The steps: what to copy, and what the portal's policy has to allow.

use super::{Docs, example, named, said};
use fyr_shared::embed::{Allowed, Step, TAG};
use leptos::prelude::*;

/// How every script tag of ours begins: it sends nothing about the page that it stands in.
pub(super) const SCRIPT: &str = "<script async crossorigin=\"anonymous\" referrerpolicy=\"no-referrer\"";

pub(super) fn badge(docs: &Docs) -> AnyView {
    let Docs { origin, page, name, component, .. } = docs;
    let (src, href, alt) =
        (format!("/{page}/badge.svg?lang=en"), format!("/{page}?lang=en"), format!("Status of {name}"));
    let copied = format!(
        "<a href=\"{origin}/{page}\">\n  <img src=\"{origin}/{page}/badge.svg\"\n    alt=\"Status of {name}\" height=\"32\">\n</a>"
    );
    let one = format!("?lang=nn and ?components={component} are understood. ");
    view! {
        <p><a class="shown" href=href><img src=src alt=alt height="32"/></a></p>
        {example(copied)}
        {said(&(one + "A picture in an open tab does not age, so it says when it was so."))}
        {policies(Step::Badge, docs)}
    }
    .into_any()
}

pub(super) fn frame(docs: &Docs) -> AnyView {
    let Docs { origin, page, name, .. } = docs;
    let copied = format!(
        "<iframe src=\"{origin}/{page}/frame\" title=\"Status of {name}\"\n  width=\"100%\" height=\"480\" loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>"
    );
    view! {
        {said("The whole page in a compact form, complete without scripts, and live with them. ?lang= and ?components= are \
               understood.")}
        {example(copied)}
        {said("Nobody may show it but those that the page file names:")}
        {example("frame_ancestors = [\"https://portal.example.no\", \"https://*.example.no\"]".to_owned())}
        {policies(Step::Frame, docs)}
    }
    .into_any()
}

pub(super) fn line(docs: &Docs) -> AnyView {
    let Docs { origin, page, .. } = docs;
    let copied = format!("{SCRIPT} data-wasm=\"off\"\n  src=\"{origin}/{page}/embed.js\"></script>\n<{TAG}></{TAG}>");
    view! {
        {said("One script and no wasm: a line when something is wrong, with a link to the page. It builds elements one by \
               one and adopts its style sheet, so it needs no leave for inline styles and works under Trusted Types.")}
        {example(copied)}
        {said("The tag alone is enough: without an element the line appears where the tag stands. Nothing is shown while \
               all is well.")}
        {policies(Step::Line, docs)}
    }
    .into_any()
}

pub(super) fn widget(docs: &Docs) -> AnyView {
    let Docs { origin, page, component, .. } = docs;
    let copied = format!("{SCRIPT}\n  src=\"{origin}/{page}/embed.js\"></script>\n<{TAG}></{TAG}>");
    let several = format!(
        "{SCRIPT}\n  src=\"{origin}/{page}/embed.js?show=always\"></script>\n<{TAG} components=\"{component}\" show=\"always\"></{TAG}>"
    );
    view! {
        {said("The same line, and below it a panel: components, incidents with their messages, maintenance, a pause \
               button. It is fetched when something is wrong, or when a person opens it.")}
        {example(copied)}
        {said("An element that is always there, for one component. With ?show=always what draws comes with the script, \
               so one request is enough:")}
        {example(several)}
        {policies(Step::Widget, docs)}
    }
    .into_any()
}

fn policies(step: Step, docs: &Docs) -> AnyView {
    let id = format!("csp-{}", step.as_str());
    let by_nonce = step.policy(&docs.origin, Allowed::Nonce);
    let by_origin = step.policy(&docs.origin, Allowed::Origin);
    let title = "Content-Security-Policy, this step and nothing else";
    if by_nonce == by_origin {
        return named(id, title, by_nonce);
    }
    let origin_id = format!("{id}-origin");
    view! {
        {named(id, "Content-Security-Policy with a nonce, this step and nothing else", by_nonce)}
        {named(origin_id, "The same by origin", by_origin)}
    }
    .into_any()
}
