//! `GET /{page}/frame`: the page for an `<iframe>`. Whom it may be shown by, the page file says.

use super::{Routed, snapshot};
use crate::edge::{Copy, Prepared};
use fyr_shared::api::paths;
use fyr_widget::Framed;
use std::rc::Rc;

/// The frame in the reader's language, of the components and the environment asked for.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    copy.prepare(&routed.by_minute("frame", copy), |_| {
        // Whole: what the chosen components suffer from has names, too. What is shown of it, the view decides.
        let shown = snapshot::whole(routed, copy);
        let (id, query) = (routed.page.id.as_str(), &routed.query);
        let framed = Framed {
            page: paths::home(id) + &query.whole().link(shown.lang),
            loader: paths::loader(id) + "?show=always",
            refresh: paths::frame(id) + &query.link(shown.lang),
            components: query.listed(),
            env: query.env().to_owned(),
        };
        fyr_widget::frame(&shown, &routed.query.components, routed.asked.now, &framed)
    })
}
