//! The panel: incidents first, then components, suppliers and maintenance, then how old all this is.

use super::element::{DIV, El, P, el};
use super::{Call, age, components, controls, incidents, maintenances};
use crate::view_model::View;
use fyr_shared::text::text;
use leptos::prelude::AnyView;

/// The sections that a page and a panel have in common, with headings at `level`.
#[must_use]
pub fn sections(view: &View, level: u8) -> Vec<AnyView> {
    let (lang, words) = (view.lang, text(view.lang));
    let sections = [
        incidents(lang, level, &view.incidents),
        components(lang, level, words.components, &view.components),
        components(lang, level, words.suppliers, &view.suppliers),
        maintenances(lang, level, &view.maintenances),
    ];
    // One that is not there keeps its place, so that the others keep their nodes.
    sections.into_iter().map(|section| section.unwrap_or_else(|| el(DIV).view())).collect()
}

/// The panel of the element: the sections, the age of the data, and the controls.
#[must_use]
pub fn panel(view: &View, level: u8, paused: bool, call: &Call) -> El {
    let note = el(P).class("note").text(view.note.as_deref().unwrap_or_default());
    let foot = el(DIV).class("foot").part("footer").child(age(&view.age)).child(controls(view.lang, paused, call));
    el(DIV).child(note).children(sections(view, level)).child(foot)
}
