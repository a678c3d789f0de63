//! Loader state: what the worker puts into the loader, so that the first line costs one request.
//!
//! The worker writes it as JSON in the place of the placeholder. It holds the summary once per language of the page,
//! and the few words that the line itself needs.

use super::{PageState, Snapshot, Summary};
use crate::lang::{Lang, Words};
use crate::page::Page;
use crate::status::Level;
use crate::text::{Text, text};
use crate::time::Instant;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// What the worker puts into the loader of one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoaderState {
    /// The version of this format.
    pub v: u32,
    /// Which page.
    pub page: String,
    /// The instant it left the worker.
    pub served_at: Instant,
    /// One entry per language, the page's own first: it is the default.
    #[serde(serialize_with = "in_order")]
    pub langs: Vec<(Lang, LoaderLang)>,
    /// The path of the widget's glue.
    pub glue: String,
    /// The path of the widget itself.
    pub wasm: String,
}

/// What the line needs in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoaderLang {
    /// The state. Components that are well come without their names.
    pub summary: Summary,
    /// The words.
    pub words: LoaderWords,
}

/// The words of the line. The first six are named as the levels are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoaderWords {
    /// All is well with some components.
    pub operational: &'static str,
    /// Announced work goes on.
    pub maintenance: &'static str,
    /// Works with less than promised.
    pub degraded: &'static str,
    /// Works for some.
    pub partial_outage: &'static str,
    /// Works for nobody.
    pub major_outage: &'static str,
    /// Nobody can say.
    pub unknown: &'static str,
    /// All is well with the whole page.
    pub all_ok: &'static str,
    /// What was known is too old.
    pub stale: &'static str,
    /// The button.
    pub open: &'static str,
}

impl LoaderState {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;

    /// The state of a page for its loader, with the paths of the widget that belongs to it.
    #[must_use]
    pub fn of(page: &Page, state: &PageState, served_at: Instant, glue: &str, wasm: &str) -> Self {
        let entry = |lang: &Lang| (*lang, LoaderLang::of(page, state, *lang));
        Self {
            v: Self::VERSION,
            page: page.id.to_string(),
            served_at,
            langs: page.languages.iter().map(entry).collect(),
            glue: glue.to_owned(),
            wasm: wasm.to_owned(),
        }
    }
}

impl LoaderLang {
    fn of(page: &Page, state: &PageState, lang: Lang) -> Self {
        let snapshot = Snapshot::compose(page, state, Some(lang));
        let own = snapshot.components.iter().filter(|component| !component.supplier);
        let all_watched = own.map(|component| component.level).all(|level| level.is_some());
        let mut summary = Summary::of(&snapshot);
        // The line names what is not well and nothing else; what it does not say need not travel to every visitor.
        for line in summary.components.iter_mut().filter(|line| line.level == Level::Operational) {
            line.name = Words::default();
        }
        Self { summary, words: LoaderWords::of(text(lang), all_watched) }
    }
}

impl LoaderWords {
    fn of(text: &Text, all_watched: bool) -> Self {
        Self {
            operational: text.operational,
            maintenance: text.maintenance,
            degraded: text.degraded,
            partial_outage: text.partial_outage,
            major_outage: text.major_outage,
            unknown: text.unknown,
            all_ok: if all_watched { text.all_ok } else { text.watched_ok },
            stale: text.stale,
            open: text.open,
        }
    }
}

fn in_order<S: Serializer>(langs: &[(Lang, LoaderLang)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(langs.len()))?;
    for (lang, entry) in langs {
        map.serialize_entry(lang.as_str(), entry)?;
    }
    map.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PageId;
    use crate::lang::Localized;
    use crate::page::{Component, Zone};
    use std::collections::BTreeMap;

    fn page() -> Page {
        let name = Localized(BTreeMap::from([(Lang::Nn, "Rust".to_owned()), (Lang::En, "Rust".to_owned())]));
        let component = Component {
            id: "api".into(),
            name,
            effect: None,
            fallback: None,
            depends_on: vec![],
            supplier: false,
            status_page: None,
        };
        Page {
            id: PageId::from("demo"),
            name: "Demo".into(),
            languages: vec![Lang::Nn, Lang::En],
            zone: Zone::default(),
            regions: vec![],
            components: vec![component],
            sources: vec![],
            digest: String::new(),
        }
    }

    #[test]
    fn the_default_language_comes_first_and_nothing_is_claimed_about_what_is_not_monitored() {
        let now = Instant(1_800_000_000);
        let state = PageState {
            page: PageId::from("demo"),
            revision: 1,
            as_of: now,
            stale_after: now.plus(90),
            components: vec![],
            incidents: vec![],
            maintenances: vec![],
            poll: crate::api::Poll::default(),
            places: BTreeMap::new(),
        };
        let loader = LoaderState::of(&page(), &state, now, "/widget/0/fyr.js", "/widget/0/fyr_bg.wasm");
        let json = serde_json::to_string(&loader).unwrap();
        assert!(
            json.starts_with(r#"{"v":1,"page":"demo","served_at":"2027-01-15T08:00:00Z","langs":{"nn":{"#),
            "{json}"
        );
        assert!(json.contains(r#""all_ok":"Alt vi overvaker, fungerer normalt""#), "{json}");
        assert!(json.contains(r#""level":"unknown""#), "{json}");
    }
}
