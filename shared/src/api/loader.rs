//! Loader state: what the worker puts into the loader, so that the first line costs one request.
//!
//! The worker writes it as JSON in the place of the placeholder. What depends on the language is held once per language
//! of the page; the words of the line travel with the part of the loader that draws it ([`LineWords`]).

use super::{PageState, Snapshot, Summary};
use crate::ids::{ComponentId, PageId};
use crate::lang::{Lang, Words};
use crate::page::Page;
use crate::status::Level;
use crate::text::text;
use crate::time::Instant;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// What the worker puts into the loader of one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoaderState {
    /// The version of this format.
    pub v: u32,
    /// Which page.
    pub page: PageId,
    /// What it is called.
    pub name: String,
    /// The instant it left the worker; `None`: it may lie anywhere for any time, and nothing in it is believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub served_at: Option<Instant>,
    /// The instant it was so.
    pub as_of: Instant,
    /// From when on it must be shown as *unknown*.
    pub stale_after: Instant,
    /// Seconds until a reader should ask again.
    pub poll: u32,
    /// Whether every component of the page's own is monitored.
    pub watched: bool,
    /// Every monitored component, in the page's order.
    pub components: Vec<LoaderComponent>,
    /// One entry per language, the page's own first: it is the default.
    #[serde(serialize_with = "in_order")]
    pub langs: Vec<(Lang, LoaderLang)>,
    /// Where the rest of the embed is.
    #[serde(flatten)]
    pub files: LoaderFiles,
    /// Where it is asked how the page is, where that is not the worker.
    #[serde(flatten)]
    pub published: Option<LoaderPublished>,
}

/// Where the rest of the embed is: paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LoaderFiles {
    /// The part of the loader that draws.
    pub line: String,
    /// The widget's glue.
    pub glue: String,
    /// The widget itself.
    pub wasm: String,
}

/// A bucket in which lies how the page is ([`super::published`]). The worker is asked when it has nothing that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoaderPublished {
    /// What the addresses begin with: `https://live.example.no/digireq/`.
    pub published: String,
    /// The environment of elements that name none, as it stands in the path.
    pub env: String,
    /// Where the worker is, in a loader that does not come from there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
}

/// One component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LoaderComponent {
    /// Its name in attributes.
    pub id: ComponentId,
    /// How it is.
    pub level: Level,
}

/// What depends on the language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LoaderLang {
    /// The word for *unknown*: all that can be said where the part that draws cannot be had.
    pub unknown: &'static str,
    /// The names of the components; without those that are well while the whole page is, as nothing is drawn then.
    #[serde(serialize_with = "named", skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<(ComponentId, Words)>,
    /// The incident of the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<super::Headline>,
}

/// The words of the line in one language. The first six are named as the levels are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineWords {
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
    /// All is well with what is monitored; something is not.
    pub watched_ok: &'static str,
    /// What was known is too old.
    pub stale: &'static str,
    /// The button.
    pub open: &'static str,
    /// The link to help.
    pub help: &'static str,
}

impl LoaderState {
    /// The version of the format that this code writes. It also stands for what loaders of one document tell each other,
    /// and a change that an older one could not follow needs another.
    pub const VERSION: u32 = 1;

    /// What stands in the loader where the state goes.
    pub const PLACE: &str = "\"__FYR_STATE__\"";

    /// The state of a page for its loader: of the environment that readers get who ask for none. An element that names
    /// an environment asks for its own. With `drawn` the line is going to be drawn at once, so everything it may
    /// name is there; without, all is well and the names stay at home.
    #[must_use]
    pub fn of(page: &Page, state: &PageState, served_at: Instant, drawn: bool, files: &LoaderFiles) -> Self {
        let env = page.first_env();
        let summaries: Vec<(Lang, Summary)> = page
            .languages
            .iter()
            .map(|lang| (*lang, Summary::of(&Snapshot::compose(page, state, Some(*lang), &env))))
            .collect();
        let components = summaries.first().map(|(_, summary)| summary.components.as_slice()).unwrap_or_default();
        let own = page.components.iter().filter(|component| !component.supplier);
        Self {
            v: Self::VERSION,
            page: page.id.clone(),
            name: page.name.clone(),
            served_at: Some(served_at),
            as_of: state.as_of,
            stale_after: state.stale_after,
            poll: summaries.first().map_or(0, |(_, summary)| summary.poll),
            watched: own.count() == components.len(),
            components: components.iter().map(|it| LoaderComponent { id: it.id.clone(), level: it.level }).collect(),
            langs: summaries.into_iter().map(|(lang, summary)| (lang, LoaderLang::of(lang, summary, drawn))).collect(),
            files: files.clone(),
            published: None,
        }
    }

    /// The same without how anything is: it is another only when the page is, and whoever finds it years later knows nothing by it.
    #[must_use]
    pub fn stateless(self) -> Self {
        let bare = |(lang, it): (Lang, LoaderLang)| (lang, LoaderLang { names: vec![], incident: None, ..it });
        Self {
            served_at: None,
            as_of: Instant(0),
            stale_after: Instant(0),
            poll: 0,
            components: vec![],
            langs: self.langs.into_iter().map(bare).collect(),
            ..self
        }
    }
}

impl LoaderLang {
    fn of(lang: Lang, summary: Summary, drawn: bool) -> Self {
        let components = summary.components.into_iter();
        Self {
            unknown: text(lang).unknown,
            names: components.filter(|_| drawn).map(|it| (it.id, it.name)).collect(),
            incident: summary.incident,
        }
    }
}

impl LineWords {
    /// The words of one language.
    #[must_use]
    pub fn of(lang: Lang) -> Self {
        let text = text(lang);
        Self {
            operational: text.operational,
            maintenance: text.maintenance,
            degraded: text.degraded,
            partial_outage: text.partial_outage,
            major_outage: text.major_outage,
            unknown: text.unknown,
            all_ok: text.all_ok,
            watched_ok: text.watched_ok,
            stale: text.stale,
            open: text.open,
            help: text.help.open,
        }
    }
}

fn in_order<S: Serializer>(langs: &[(Lang, LoaderLang)], serializer: S) -> Result<S::Ok, S::Error> {
    map(langs.iter().map(|(lang, entry)| (lang.as_str(), entry)), serializer)
}

fn named<S: Serializer>(names: &[(ComponentId, Words)], serializer: S) -> Result<S::Ok, S::Error> {
    map(names.iter().map(|(id, name)| (id.as_str(), name)), serializer)
}

fn map<'a, T: Serialize + 'a, S: Serializer>(
    entries: impl ExactSizeIterator<Item = (&'a str, &'a T)>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(entries.len()))?;
    for (key, value) in entries {
        map.serialize_entry(key, value)?;
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
            environments: vec![],
            regions: vec![],
            components: vec![component],
            sources: vec![],
            support: None,
            automatic: <_>::default(),
            messages: vec![],
            contracts: vec![],
            critical_periods: vec![],
            working_days: None,
            unset: vec![],
            frame_ancestors: vec![],
            digest: String::new(),
        }
    }

    #[test]
    fn the_default_language_comes_first_and_nothing_is_claimed_about_what_is_not_monitored() {
        let now = Instant(1_800_000_000);
        let state = PageState::unheard("demo", now, now.plus(90));
        let loader = LoaderState::of(&page(), &state, now, true, &LoaderFiles::default());
        let json = serde_json::to_string(&loader).unwrap();
        assert!(
            json.starts_with(r#"{"v":1,"page":"demo","name":"Demo","served_at":"2027-01-15T08:00:00Z","#),
            "{json}"
        );
        assert!(json.contains(r#""langs":{"nn":{"unknown":"Ukjend status"},"en":{"#), "{json}");
        assert!(json.contains(r#""watched":false,"components":[]"#), "{json}");
    }
}
