//! Parameters of a request: `?lang=`, `?components=`, `?env=`, `?show=`.

use crate::problem::Problem;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Lang;
use fyr_shared::page::{ENVIRONMENTS, Page};
use web_sys::Url;

/// The parameters that documents understand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The language asked for; one that the page does not have gets the page's first.
    pub lang: Option<Lang>,
    /// The components of the page's own that were asked for; empty: the whole page, with its suppliers.
    pub components: Vec<ComponentId>,
    /// `show=always`: the line is drawn also while all is well.
    pub always: bool,
}

impl Query {
    /// Reads the parameters. Parameters we do not know are somebody else's and do not matter.
    ///
    /// # Errors
    /// A problem that names the component or the environment that the page does not have, and those it has.
    pub fn read(url: &Url, page: &Page) -> Result<Self, Problem> {
        let parameters = url.search_params();
        let env = parameters.get("env").filter(|env| !env.is_empty());
        if let Some(unknown) = env.filter(|env| !ENVIRONMENTS.contains(&env.as_str())) {
            return Err(Problem::environment(&unknown));
        }
        let lang = parameters.get("lang").and_then(|tag| Lang::parse(&tag));
        let listed = parameters.get("components").unwrap_or_default();
        let named = listed.split(',').map(str::trim).filter(|name| !name.is_empty());
        let components: Vec<ComponentId> = named.map(ComponentId::from).collect();
        let own = || page.components.iter().filter(|component| !component.supplier);
        match components.iter().find(|id| !own().any(|component| component.id == **id)) {
            None => Ok(Self { lang, components, always: parameters.get("show").as_deref() == Some("always") }),
            Some(unknown) => {
                let known: Vec<&str> = own().map(|component| component.id.as_str()).collect();
                Err(Problem::parameter(format!(
                    "`components`: the page has no component `{unknown}`; it has: {}.",
                    known.join(", ")
                )))
            }
        }
    }

    /// The name under which an answer to these parameters is prepared.
    #[must_use]
    pub fn name(&self, kind: &str) -> String {
        let lang = self.lang.map_or("", Lang::as_str);
        let components: Vec<&str> = self.components.iter().map(ComponentId::as_str).collect();
        format!("{kind} {lang} {}", components.join(","))
    }
}
