//! One element, of any tag: attributes and children of one type each, so that all forms share one code. Nothing is made of
//! HTML text.

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use wasm_bindgen::JsCast;

/// An element that is being put together.
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element without anything in it.
pub fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

/// An element of a class.
pub fn of(tag: &'static str, class: &'static str) -> El {
    el(tag).attr("class", class)
}

/// A button that does something and sends nothing.
pub fn button(class: &'static str, label: impl Into<String>, does: impl Fn() + 'static) -> El {
    of("button", class).attr("type", "button").text(label).on_click(does)
}

impl El {
    /// An attribute.
    pub fn attr(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push(custom_attribute(name, value.into()).into_any_attr());
        self
    }

    /// An attribute that is there or not.
    pub fn flag(self, name: &'static str, holds: bool) -> Self {
        if holds { self.attr(name, "") } else { self }
    }

    /// An attribute that changes, and goes where there is none.
    pub fn live(mut self, name: &'static str, value: impl Fn() -> Option<String> + Send + 'static) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// What a field holds.
    pub fn value(mut self, value: impl Fn() -> String + Send + 'static) -> Self {
        self.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// Whether it is chosen: of a radio button and a box `checked`, of an option `selected`.
    pub fn chosen(mut self, name: &'static str, is: impl Fn() -> bool + Send + 'static) -> Self {
        self.attributes.push(prop(name, is).into_any_attr());
        self
    }

    /// What happens when it is pressed.
    pub fn on_click(mut self, does: impl Fn() + 'static) -> Self {
        self.attributes.push(on(ev::click, move |_| does()).into_any_attr());
        self
    }

    /// What happens with what is written, or chosen.
    pub fn on_write(mut self, does: impl Fn(String) + 'static) -> Self {
        self.attributes.push(on(ev::input, move |event| does(written(&event))).into_any_attr());
        self
    }

    /// What happens when something is chosen.
    pub fn on_choose(mut self, does: impl Fn(bool) + 'static) -> Self {
        let checked = |event: &ev::Event| {
            event.target().and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok()).is_some_and(|it| it.checked())
        };
        self.attributes.push(on(ev::change, move |event| does(checked(&event))).into_any_attr());
        self
    }

    /// What happens when a form is sent.
    pub fn on_submit(mut self, does: impl Fn() + 'static) -> Self {
        let heard = move |event: ev::SubmitEvent| {
            event.prevent_default();
            does();
        };
        self.attributes.push(on(ev::submit, heard).into_any_attr());
        self
    }

    /// What happens at a key.
    pub fn on_key(mut self, does: impl Fn(&ev::KeyboardEvent) + 'static) -> Self {
        self.attributes.push(on(ev::keydown, move |event| does(&event)).into_any_attr());
        self
    }

    /// Plain text.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.children.push(text.into().into_any());
        self
    }

    /// Plain text that changes.
    pub fn says(mut self, text: impl Fn() -> String + Send + 'static) -> Self {
        self.children.push(text.into_any());
        self
    }

    /// An element in it.
    pub fn child(mut self, child: Self) -> Self {
        self.children.push(child.view());
        self
    }

    /// An element in it, if there is one.
    pub fn maybe(self, child: Option<Self>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// Elements in it.
    pub fn children(mut self, children: impl IntoIterator<Item = Self>) -> Self {
        self.children.extend(children.into_iter().map(Self::view));
        self
    }

    /// A view in it.
    pub fn holds(mut self, view: AnyView) -> Self {
        self.children.push(view);
        self
    }

    /// What changes in it.
    pub fn shows(mut self, view: impl Fn() -> Option<El> + Send + 'static) -> Self {
        self.children.push((move || view().map(El::view)).into_any());
        self
    }

    /// It as a view.
    pub fn view(self) -> AnyView {
        custom(self.tag).add_any_attr(self.attributes).child(self.children).into_any()
    }
}

fn written(event: &ev::Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    let input = target.dyn_ref::<web_sys::HtmlInputElement>().map(web_sys::HtmlInputElement::value);
    let area = || target.dyn_ref::<web_sys::HtmlTextAreaElement>().map(web_sys::HtmlTextAreaElement::value);
    let select = || target.dyn_ref::<web_sys::HtmlSelectElement>().map(web_sys::HtmlSelectElement::value);
    input.or_else(area).or_else(select).unwrap_or_default()
}

/// Leads the focus to what the first of these selectors finds, once what changes has been drawn.
pub fn lead(selectors: &'static [&'static str]) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(20).await;
        let found = selectors.iter().find_map(|one| document().query_selector(one).ok().flatten());
        if let Some(found) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            // What cannot take the focus leaves it where it is.
            let _ = found.focus();
        }
    });
}

impl El {
    /// Leads to a field without changing the address.
    pub fn on_click_to(mut self, id: String) -> Self {
        let heard = move |event: ev::MouseEvent| {
            event.prevent_default();
            let found = document().get_element_by_id(&id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
            if let Some(found) = found {
                // What cannot take the focus leaves it where it is.
                let _ = found.focus();
            }
        };
        self.attributes.push(on(ev::click, heard).into_any_attr());
        self
    }
}

/// Gives the focus back to the element of an id, if it fell off when that was drawn anew.
pub fn hold(id: String) {
    wasm_bindgen_futures::spawn_local(async move {
        gloo_timers::future::TimeoutFuture::new(20).await;
        let fell = document().active_element().is_none_or(|it| it.tag_name() == "BODY");
        let found = document().get_element_by_id(&id).and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(found) = found.filter(|_| fell) {
            // What cannot take the focus leaves it where it is.
            let _ = found.focus();
        }
    });
}
