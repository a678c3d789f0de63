//! The lists of the contract, as tables.

use super::{Docs, example, said};
use fyr_shared::embed::{
    ATTRIBUTES, Attribute, EVENTS, FAMILIES, PARTS, PROPERTIES, SCRIPT_ATTRIBUTES, SLOTS, SUPPORT_ATTRIBUTES,
    SUPPORT_TAG, TAG, TONES, Term,
};
use leptos::prelude::*;

pub(super) fn attributes(_: &Docs) -> AnyView {
    view! {
        {of_attributes("Attributes of the element", ATTRIBUTES)}
        {said("A second element leads a person with a problem to the right contact, at this hour, for this fault: plain \
               questions, the answer with what is known and what to check first, and a report to hand over. What they answer and \
               write is kept nowhere, and what they write is not sent. Without wasm it is a link to the page that asks the same.")}
        {example(format!("<{SUPPORT_TAG}></{SUPPORT_TAG}>"))}
        {of_attributes("Attributes of the second element, beside env, heading-level, lang, page and theme", SUPPORT_ATTRIBUTES)}
        {of_attributes("Attributes of the script", SCRIPT_ATTRIBUTES)}
    }
    .into_any()
}

pub(super) fn style(_: &Docs) -> AnyView {
    let prefer = format!(
        "{TAG} {{ --fyr-warning-surface: #fff7e0; --fyr-radius: 8px }}\n{TAG}::part(banner) {{ font-size: 1.125em }}"
    );
    view! {
        {said("The element has the colours of one family of design tokens: the first in this list whose tokens have values \
               where it stands, or the one that its attribute theme names, and our own colours when there is none. Custom properties come before all of them.")}
        {of_terms("Families", ["Word in theme", "Family"], FAMILIES)}
        {of_terms("Custom properties", ["Property", "What it is for"], PROPERTIES)}
        {of_terms("Tones", ["{tone}", "Level"], TONES)}
        {of_terms("Parts", ["::part()", "What it is"], PARTS)}
        {example(prefer)}
    }
    .into_any()
}

pub(super) fn slots(_: &Docs) -> AnyView {
    let copied = format!("<{TAG}>\n  <p slot=\"after\">Call us: 22 00 00 00</p>\n</{TAG}>");
    view! {
        {of_terms("Slots", ["Slot", "Where it stands"], SLOTS)}
        {example(copied)}
    }
    .into_any()
}

pub(super) fn events(docs: &Docs) -> AnyView {
    let all = EVENTS.iter().map(|event| {
        let rows = event.detail.iter().map(|it| vec![code(it.name), plain(it.what)]).collect();
        view! {
            <p><code>{event.name}</code>". "{event.when}</p>
            {table(event.name, &["In detail", "What it is"], rows)}
        }
    });
    let name = EVENTS.first().map_or("", |event| event.name);
    let copied = format!(
        "addEventListener(\"{name}\", ({{ detail }}) => {{\n  const one = detail.components.find(({{ id }}) => id === \"{}\");\n  if (one) document.querySelector(\"#send\").disabled = one.level === \"major_outage\";\n}});",
        docs.component
    );
    view! {
        {all.collect_view()}
        {said("A portal can lock a function while it cannot work. Every element tells of its own components, and of none \
               before anything is known: an event without the component says nothing about it.")}
        {example(copied)}
    }
    .into_any()
}

fn of_attributes(caption: &'static str, all: &'static [Attribute]) -> AnyView {
    let row = |it: &'static Attribute| vec![code(it.name), plain(it.values), plain(it.does), plain(it.without)];
    table(caption, &["Attribute", "Values", "What it does", "Without it"], all.iter().map(row).collect())
}

fn of_terms(caption: &'static str, heads: [&'static str; 2], all: &'static [Term]) -> AnyView {
    table(caption, &heads, all.iter().map(|it| vec![code(it.name), plain(it.what)]).collect())
}

fn code(text: &'static str) -> AnyView {
    view! { <code>{text}</code> }.into_any()
}

fn plain(text: &'static str) -> AnyView {
    text.into_any()
}

/// A table that is still one when its rows are stacked for want of width: hence the roles.
fn table(caption: &'static str, heads: &[&'static str], rows: Vec<Vec<AnyView>>) -> AnyView {
    let head = |text: &&'static str| view! { <th role="columnheader" scope="col">{*text}</th> };
    let cell = |(at, content): (usize, AnyView)| {
        // A row's first cell names it. Of two, the other says what that is; of more, each is told apart by its head.
        let head = heads.get(at).filter(|_| at > 0 && heads.len() > 2).copied();
        view! { <td role="cell" data-head=head>{content}</td> }
    };
    let row =
        |cells: Vec<AnyView>| view! { <tr role="row">{cells.into_iter().enumerate().map(cell).collect_view()}</tr> };
    view! {
        <table role="table">
            <caption>{caption}</caption>
            <thead role="rowgroup"><tr role="row">{heads.iter().map(head).collect_view()}</tr></thead>
            <tbody role="rowgroup">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
    .into_any()
}
