//! Where people answer and write: forms, choices, texts. One type for all of them, as in [`super::element`].

use super::element::{Part, views};
use leptos::html::custom;
use leptos::prelude::*;

/// A form, a field of it, or a text, that is being put together.
pub struct Field {
    tag: [&'static str; 2],
    pub(super) attributes: [Option<String>; NAMES.len()],
    pub(super) children: Vec<Part>,
}

/// The attributes of fields, in the order they are kept.
pub(super) const NAMES: [&str; 10] =
    ["type", "name", "value", "checked", "required", "method", "action", "rows", "spellcheck", "autocomplete"];

const INPUT: [&str; 2] = ["input", "INPUT"];

/// `<form>`; without an address, what is sent goes nowhere by itself.
#[must_use]
pub fn form(action: Option<&str>) -> Field {
    let form = field(["form", "FORM"]);
    match action {
        Some(action) => form.set("method", "get").set("action", action),
        None => form.set("method", "dialog"),
    }
}

/// `<input>`
#[must_use]
pub fn input(kind: &str, name: &str, value: &str) -> Field {
    field(INPUT).set("type", kind).set("name", name).set("value", value)
}

/// `<textarea>`. What is written in it is looked at by nobody: a spell checker may ask elsewhere.
#[must_use]
pub fn textarea(rows: usize, begun: &str) -> Field {
    field(["textarea", "TEXTAREA"])
        .set("rows", &rows.to_string())
        .set("spellcheck", "false")
        .set("autocomplete", "off")
        .child(Part::Text(begun.to_owned()))
}

fn field(tag: [&'static str; 2]) -> Field {
    Field { tag, attributes: Default::default(), children: Vec::new() }
}

impl Field {
    /// A form or a field of this name; in a form that a widget shows, what is sent goes nowhere by itself.
    #[cfg(any(feature = "csr", test))]
    pub(super) fn of(name: &str) -> Option<Self> {
        match name {
            "form" => Some(form(None)),
            "input" => Some(field(INPUT)),
            _ => None,
        }
    }

    /// Its name.
    #[cfg(any(feature = "ssr", test))]
    pub(super) fn name(&self) -> &'static str {
        let [html, _] = self.tag;
        html
    }

    /// An attribute.
    #[must_use]
    pub(super) fn set(mut self, name: &str, value: &str) -> Self {
        let at = NAMES.iter().position(|known| *known == name);
        if let Some(place) = at.and_then(|at| self.attributes.get_mut(at)) {
            *place = Some(value.to_owned());
        }
        self
    }

    /// An attribute that has no value, if it holds.
    #[must_use]
    pub fn flag(self, name: &str, holds: bool) -> Self {
        if holds { self.set(name, "") } else { self }
    }

    /// A child.
    #[must_use]
    pub fn child(mut self, child: impl Into<Part>) -> Self {
        self.children.push(child.into());
        self
    }

    /// It as a view.
    #[must_use]
    pub fn view(self) -> AnyView {
        let [html, dom] = self.tag;
        let [kind, name, value, checked, required, method, action, rows, spellcheck, autocomplete] = self.attributes;
        if cfg!(feature = "ssr") && html == "input" {
            // It has no end, as HTML is written.
            return view! {
                <input type=kind name=name value=value checked=checked required=required/>
            }
            .into_any();
        }
        custom(if cfg!(feature = "ssr") { html } else { dom })
            .attr("type", kind)
            .attr("name", name)
            .attr("value", value)
            .attr("checked", checked)
            .attr("required", required)
            .attr("method", method)
            .attr("action", action)
            .attr("rows", rows)
            .attr("spellcheck", spellcheck)
            .attr("autocomplete", autocomplete)
            .child(views(self.children))
            .into_any()
    }
}
