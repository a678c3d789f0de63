//! `GET /{page}/frame`: the page for an `<iframe>`. Whom it may be shown by, the page file says.

use super::{Routed, snapshot};
use crate::edge::{Copy, Prepared};
use fyr_shared::api;
use fyr_shared::ids::ComponentId;
use fyr_widget::Framed;
use std::rc::Rc;

/// The frame in the reader's language, of the components asked for.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    copy.prepare(&routed.by_minute("frame", copy), |_| {
        let shown = snapshot::of(routed, copy);
        let home = api::home(routed.page.id.as_str());
        let lang = shown.lang.as_str();
        let components: Vec<&str> = routed.query.components.iter().map(ComponentId::as_str).collect();
        let components = components.join(",");
        let only = if components.is_empty() { String::new() } else { format!("&components={components}") };
        let framed = Framed {
            page: format!("{home}?lang={lang}"),
            loader: format!("{home}/embed.js?show=always"),
            refresh: format!("{home}/frame?lang={lang}{only}"),
            components,
        };
        fyr_widget::frame(&shown, routed.asked.now, &framed)
    })
}
