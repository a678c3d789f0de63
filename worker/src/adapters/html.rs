//! A page in HTML whose meaning the page file tells: by words that are visible on it, or by JSON that is embedded in it
//! (`embedded` names the `<script>`). The last resort: what a page says to people changes without notice, and then its
//! components are *unknown*.
//!
//! `[BODY]` is the text that people see, on one line, without tags, scripts and styles.

use super::{Document, Documents, Reading, json, text, tree};
use fyr_shared::condition::Body;
use fyr_shared::page::Source;
use fyr_shared::status::Reason;
use serde_json::Value;

/// What a page shows, and what is embedded in it.
struct Page {
    text: String,
    json: Option<Value>,
}

impl Body for Page {
    fn text(&self) -> Option<&str> {
        Some(&self.text)
    }

    fn json(&self) -> Option<&Value> {
        self.json.as_ref()
    }
}

/// One reading per component the source speaks about, in their order.
pub(super) fn read(source: &Source, answer: &Documents<'_>) -> Vec<Reading> {
    let document = answer.as_ref().map_err(|reason| *reason).and_then(|documents| Document::main(documents));
    let page = document.and_then(|document| Ok((document, page(document, source.embedded.as_deref())?)));
    json::by_levels(source, page.as_ref().map(|(document, page)| (*document, page)).map_err(|reason| *reason))
}

fn page(document: &Document<'_>, embedded: Option<&str>) -> Result<Page, Reason> {
    let html = document.answered()?.markup()?;
    let Some(id) = embedded else { return Ok(Page { text: text::visible(html), json: None }) };
    let script = text::script(html, id).ok_or(Reason::Unreadable)?;
    let json = tree::read(script)?;
    Ok(Page { text: String::new(), json: Some(json) })
}
