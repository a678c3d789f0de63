//! Buttons: refresh and pause, for what changes by itself must be stoppable (WCAG 2.2, 2.2.2), and those of help.

use super::element::{DIV, El, P, el};
use fyr_shared::lang::Lang;
use fyr_shared::text::text;
use leptos::prelude::*;
use std::rc::Rc;

/// What a button does; the loader listens.
pub type Call = Rc<dyn Fn(Asked)>;

/// What a person asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The newest, now.
    Refresh,
    /// No more changes by themselves.
    Pause,
    /// Changes again.
    Resume,
    /// To be led to a contact.
    Help,
    /// To write a report.
    Report,
    /// A copy of it.
    Copy,
}

/// The two buttons, and a word while updates are stopped; who listens says whether they are.
#[must_use]
pub fn controls(lang: Lang, paused: bool, call: &Call) -> El {
    let words = text(lang);
    let (label, toggle) = if paused { (words.resume, Asked::Resume) } else { (words.pause, Asked::Pause) };
    el(DIV)
        .class("controls")
        .maybe(paused.then(|| el(P).class("quiet").text(words.paused)))
        .child(control(words.refresh, Asked::Refresh, call))
        .child(control(label, toggle, call))
}

/// A button that is listened to.
pub(super) fn control(label: &'static str, asks: Asked, call: &Call) -> AnyView {
    let call = call.clone();
    view! { <button type="button" part="button" on:click=move |_| call(asks)>{label}</button> }.into_any()
}
