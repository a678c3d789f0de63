//! The line: how everything is, in one sentence. In the browser the loader draws it; at the edge, this does.

use super::element::{DIV, El, P, el};
use super::icon;
use super::icon::tone;
use crate::view_model::View;

/// Shape, sentence, and what else must be said.
#[must_use]
pub fn line(view: &View) -> El {
    let level = Some(view.level);
    let note = view.note.as_ref().map(|note| el(P).text(note));
    let said = el(DIV).child(el(P).class("headline").text(view.headline)).maybe(note);
    el(DIV).class("line").part("banner").tone(tone(level)).child(icon(level)).child(said)
}
