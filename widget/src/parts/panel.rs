//! The panel: incidents first, then components, suppliers and maintenance, the last days, then help, then how old all this is.

use super::element::{DIV, El, P, el};
use super::{Call, Help, PastDays, age, components, controls, help, incidents, maintenances, past};
use crate::view_model::View;
use fyr_shared::text::text;

/// The sections that a page and a panel have in common, with headings at `level`.
#[must_use]
pub fn sections(view: &View, level: u8) -> El {
    let (lang, words) = (view.lang, text(view.lang));
    el(DIV)
        .maybe(incidents(lang, level, view.incidents_are, &view.incidents))
        .maybe(components(lang, level, words.components, &view.components))
        .maybe(components(lang, level, words.suppliers, &view.suppliers))
        .maybe(maintenances(lang, level, &view.maintenances))
}

/// The panel of the element: the sections, the last days, help where there is any, the age of the data, and the controls.
#[must_use]
pub fn panel(view: &View, days: PastDays, helping: Option<Help>, level: u8, paused: bool, call: &Call) -> El {
    let note = view.note.as_ref().map(|note| el(P).class("note").text(note));
    let foot = el(DIV).class("foot").part("footer").child(age(&view.age)).child(controls(view.lang, paused, call));
    let helping = helping.map(|it| help(it, view.lang, level, call));
    el(DIV).maybe(note).child(sections(view, level)).child(past(days, view.lang)).maybe(helping).child(foot)
}
