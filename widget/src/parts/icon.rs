//! The shape of a level, for those who do not see its colour. Hidden from screen readers: the word stands beside it.

use super::element::{El, Part, SPAN, el};
use fyr_shared::status::Level;
use leptos::prelude::*;

/// The outline of a level's shape in a box of 24; `None` is *not monitored*. The loader draws the same ones.
#[must_use]
pub fn shape(level: Option<Level>) -> &'static str {
    match level {
        // A tick in a disc.
        Some(Level::Operational) => {
            "M12 2a10 10 0 100 20 10 10 0 000-20zm-1.5 15L6 12.5l1.7-1.7 2.8 2.8 5.8-5.8L18 9.5z"
        }
        // A question mark in a disc.
        Some(Level::Unknown) => {
            "M12 2a10 10 0 100 20 10 10 0 000-20zm-1.2 11h2.4c0-2 3-2 3-5a4.2 4.2 0 00-8.4 0h2.4a1.8 1.8 0 013.6 0c0 2-3 2\
             -3 5zm0 2h2.4v2.4h-2.4z"
        }
        // A spanner.
        Some(Level::Maintenance) => {
            "M21.5 6L17.5 10 14 6.5l4-4a6.5 6.5 0 00-8.5 8.5L2.5 18 6 21.5l7-7A6.5 6.5 0 0021.5 6z"
        }
        // An exclamation mark in a triangle, in a diamond, in an octagon.
        Some(Level::Degraded) => "M12 2L.5 22h23zm-1.2 7h2.4v6h-2.4zm0 8h2.4v2.4h-2.4z",
        Some(Level::PartialOutage) => "M12 1L1 12l11 11 11-11zm-1.2 5.5h2.4v6h-2.4zm0 8h2.4v2.4h-2.4z",
        Some(Level::MajorOutage) => "M12 2h4l6 6v8l-6 6H8l-6-6V8l6-6zm-1.2 5.5h2.4v6h-2.4zm0 8h2.4v2.4h-2.4z",
        // A dash in a ring.
        None => "M12 2a10 10 0 100 20 10 10 0 000-20zm0 2a8 8 0 110 16 8 8 0 010-16zM7 10.9h10v2.2H7z",
    }
}

/// The tone that a level is drawn in, as design systems name them; `None` is *not monitored*.
#[must_use]
pub(crate) fn tone(level: Option<Level>) -> &'static str {
    match level {
        Some(Level::Operational) => "success",
        Some(Level::Maintenance) => "info",
        Some(Level::Degraded) => "warning",
        Some(Level::PartialOutage | Level::MajorOutage) => "danger",
        Some(Level::Unknown) | None => "neutral",
    }
}

/// The shape alone.
#[must_use]
pub fn icon(level: Option<Level>) -> AnyView {
    view! {
        <svg class="icon" part="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path fill-rule="evenodd" d=shape(level)></path>
        </svg>
    }
    .into_any()
}

/// Shape and word.
#[must_use]
pub fn level_tag(level: Option<Level>, word: &str) -> El {
    el(SPAN).class("tag").part("status-tag").tone(tone(level)).child(Part::Icon(level)).child(el(SPAN).text(word))
}
