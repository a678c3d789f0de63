//! `GET /docs/embed`: how a portal takes us in, with the addresses of the very deployment that is asked.

use crate::answer::{self, Asked};
use crate::policy::DOCS;
use crate::problem::Problem;
use crate::{embed, pages, published};
use fyr_widget::Docs;
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};

/// The documentation, with the first page in its examples.
///
/// # Errors
/// The runtime's own.
pub fn answer(asked: &Asked, url: &Url) -> Result<Response, JsValue> {
    let Some(page) = pages::ids().next().and_then(pages::find) else {
        return answer::problem(asked, &Problem::not_found(&url.pathname()));
    };
    let embed = embed::embed();
    let own = page.components.iter().find(|component| !component.supplier);
    let html = fyr_widget::docs(&Docs {
        origin: url.origin(),
        published: published::origin(),
        page: page.id.to_string(),
        name: page.name.clone(),
        component: own.map(|component| component.id.to_string()).unwrap_or_default(),
        hashed: embed.hashed.clone(),
        integrity: embed.integrity.clone(),
    });
    answer::written(asked, &DOCS, &html)
}
