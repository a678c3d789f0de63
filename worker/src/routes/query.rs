//! Parameters of a request: `?lang=`, `?components=`, `?env=`, `?show=`, `?limit=` and `?after=`; those of support are read beside it (`support.rs`).

use crate::problem::Problem;
use fyr_shared::ids::{ComponentId, EnvId};
use fyr_shared::lang::Lang;
use fyr_shared::page::{Component, Page};
use std::collections::BTreeSet;
use web_sys::Url;

/// The parameters that documents understand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The language asked for; one that the page does not have gets the page's first.
    pub lang: Option<Lang>,
    /// The components of the page's own that were asked for; empty: the whole page, with its suppliers.
    pub components: Vec<ComponentId>,
    /// The environment of the page's that was asked for; none: the page's first.
    pub env: Option<EnvId>,
    /// `show=always`: the line is drawn also while all is well.
    pub always: bool,
    /// How many components a part holds at most; none: as many as there are, or as the document tells at once.
    pub limit: Option<usize>,
    /// The component that the part comes after; none: it is the first.
    pub after: Option<ComponentId>,
}

/// How many components may be asked for at once.
pub const MOST: usize = 1_000;
/// How many are named to whoever asks for one that is not there.
const NAMED: usize = 50;

/// The language that a reader's browser asks for (`Accept-Language`, RFC 9110 §12.5.4): of those that the page has, the one
/// that is liked best.
#[must_use]
pub fn accepted(header: &str, page: &Page) -> Option<Lang> {
    let liked = |one: &str| {
        let (tag, weight) = one.split_once(';').unwrap_or((one, "q=1"));
        let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok().filter(|weight| *weight > 0.0)?;
        Some((weight, Lang::parse(tag.trim()).filter(|lang| page.languages.contains(lang))?))
    };
    let all = header.split(',').filter_map(liked);
    // Of two that are liked the same, the first.
    let best = all.reduce(|best, one| if one.0 > best.0 { one } else { best });
    best.map(|(_, lang)| lang)
}

impl Query {
    /// Reads the parameters. Parameters we do not know are somebody else's and do not matter.
    ///
    /// # Errors
    /// A problem that names the component or the environment that the page does not have, and those it has.
    pub fn read(url: &Url, page: &Page) -> Result<Self, Problem> {
        let parameters = url.search_params();
        let env = parameters.get("env").filter(|env| !env.is_empty()).map(EnvId);
        if let Some(unknown) = env.as_ref().filter(|env| page.environments.iter().all(|it| it.id != **env)) {
            let known: Vec<&str> = page.environments.iter().map(|it| it.id.as_str()).collect();
            return Err(Problem::environment(unknown.as_str(), &known));
        }
        let lang = parameters.get("lang").and_then(|tag| Lang::parse(&tag));
        let listed = parameters.get("components").unwrap_or_default();
        let named = listed.split(',').map(str::trim).filter(|name| !name.is_empty());
        let mut components: Vec<ComponentId> = vec![];
        // Each once, whatever is written: what an address repeats would be repeated in every link of the answer.
        for id in named.map(ComponentId::from) {
            if !components.contains(&id) {
                components.push(id);
            }
        }
        let own = || page.components.iter().filter(|component| !component.supplier);
        let owned: BTreeSet<&ComponentId> = own().map(|component| &component.id).collect();
        if let Some(unknown) = components.iter().find(|id| !owned.contains(id)) {
            return Err(no_component("components", unknown, own()));
        }
        let limit = parameters.get("limit").map(|limit| read_limit(&limit)).transpose()?;
        let after = parameters.get("after").map(ComponentId);
        if let Some(unknown) = after.as_ref().filter(|id| page.component(id).is_none()) {
            return Err(no_component("after", unknown, page.components.iter()));
        }
        let always = parameters.get("show").as_deref() == Some("always");
        Ok(Self { lang, components, env, always, limit, after })
    }

    /// The name under which an answer to these parameters is prepared.
    #[must_use]
    pub fn name(&self, kind: &str) -> String {
        let lang = self.lang.map_or("", Lang::as_str);
        format!("{kind} {lang} {} {}", self.listed(), self.env())
    }

    /// The components asked for, as they are written in addresses and attributes.
    #[must_use]
    pub fn listed(&self) -> String {
        self.components.iter().map(ComponentId::as_str).collect::<Vec<_>>().join(",")
    }

    /// The environment asked for, as it is written in addresses and attributes.
    #[must_use]
    pub fn env(&self) -> &str {
        self.env.as_ref().map_or("", EnvId::as_str)
    }

    /// The parameters of a link that leads to the same in a language: `?lang=nn&components=api,web&env=production`.
    #[must_use]
    pub fn link(&self, lang: Lang) -> String {
        let components = self.listed();
        let asked = [("components", components.as_str()), ("env", self.env())].into_iter();
        let asked = asked.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("&{name}={value}"));
        format!("?lang={}{}", lang.as_str(), asked.collect::<String>())
    }

    /// The parameters of the part that was asked for: `&limit=50&after=api`; nothing where none was.
    #[must_use]
    pub fn place(&self) -> String {
        let limit = self.limit.map(|limit| format!("&limit={limit}"));
        let after = self.after.as_ref().map(|after| format!("&after={after}"));
        [limit, after].into_iter().flatten().collect()
    }

    /// The same from a component on, or from the first.
    #[must_use]
    pub fn from(&self, after: Option<ComponentId>) -> Self {
        Self { after, ..self.clone() }
    }

    /// The same in another environment.
    #[must_use]
    pub fn within(&self, env: &EnvId) -> Self {
        Self { env: Some(env.clone()), ..self.clone() }
    }

    /// The same about the whole page.
    #[must_use]
    pub fn whole(&self) -> Self {
        Self { components: vec![], ..self.clone() }
    }
}

fn read_limit(text: &str) -> Result<usize, Problem> {
    let within = text.parse().ok().filter(|limit| (1..=MOST).contains(limit));
    within.ok_or_else(|| Problem::parameter(format!("`limit` must be a whole number from 1 to {MOST}.")))
}

/// The page has no such component; some of those it has.
fn no_component<'a>(parameter: &str, unknown: &ComponentId, known: impl Iterator<Item = &'a Component>) -> Problem {
    let mut named: Vec<&str> = known.map(|component| component.id.as_str()).collect();
    let more = named.len().saturating_sub(NAMED);
    named.truncate(NAMED);
    let more = if more > 0 { format!(", and {more} more") } else { String::new() };
    let named = named.join(", ");
    Problem::parameter(format!("`{parameter}`: the page has no component `{unknown}`; it has: {named}{more}."))
}
