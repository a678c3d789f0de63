//! `GET /{page}`: the page as HTML, complete without JavaScript. It cannot age by itself, so past `stale_after` it is
//! rendered *unknown*, and no copy of it may live longer.

use super::{Routed, snapshot};
use crate::edge::{Copy, Prepared};
use fyr_shared::api::paths;
use fyr_shared::ids::EnvId;
use fyr_shared::lang::Lang;
use fyr_shared::page::Environment;
use fyr_widget::Links;
use std::rc::Rc;

/// The page in the reader's language, and in the environment asked for.
pub fn make(routed: &Routed, copy: &Copy) -> Rc<Prepared> {
    let now = routed.asked.now;
    copy.prepare(&routed.by_minute("page", copy), |_| {
        // Whole: what the chosen components suffer from has names, too. What is shown of it, the view decides.
        let shown = snapshot::whole(routed, copy);
        let home = paths::home(routed.page.id.as_str());
        let in_language = |lang: Lang| home.clone() + &routed.query.link(lang);
        let links = Links {
            environments: in_environments(routed, shown.lang),
            languages: routed.page.languages.iter().map(|lang| (*lang, in_language(*lang))).collect(),
            refresh: in_language(shown.lang),
            history: paths::history(routed.page.id.as_str()) + &routed.query.link(shown.lang),
            support: routed.page.support.as_ref().map(|_| support(routed, shown.lang)),
        };
        fyr_widget::document(&shown, &routed.query.components, now, &links)
    })
}

/// Where people are led to a contact: about the environment that is shown.
fn support(routed: &Routed, lang: Lang) -> String {
    paths::support(routed.page.id.as_str()) + &routed.query.whole().link(lang)
}

/// The same page in each of its environments.
fn in_environments(routed: &Routed, lang: Lang) -> Vec<(EnvId, String)> {
    let home = paths::home(routed.page.id.as_str());
    let link = |env: &Environment| (env.id.clone(), home.clone() + &routed.query.within(&env.id).link(lang));
    routed.page.environments.iter().map(link).collect()
}
