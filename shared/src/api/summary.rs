//! Summary: the least that the loader's line needs, in one language. `GET /api/v1/{page}/summary`; also inlined in the
//! loader, once per language of the page.

use super::{LevelView, Snapshot};
use crate::ids::{ComponentId, EnvId, PageId};
use crate::lang::{Lang, Words};
use crate::status::Level;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// The least that the line needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The version of this format.
    pub v: u32,
    /// Which page.
    pub page: PageId,
    /// What it is called, with the environment's name in parentheses where that is not the page's first.
    pub name: String,
    /// Which environment of the page.
    #[serde(default)]
    pub env: EnvId,
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// The instant it was so.
    pub as_of: Instant,
    /// From when on it must be shown as *unknown*.
    pub stale_after: Instant,
    /// The worst level of the page's own monitored components.
    pub level: Level,
    /// Seconds until a reader should ask again.
    pub poll: u32,
    /// Every monitored component, in the page's order.
    pub components: Vec<Line>,
    /// The newest open incident at the page's level; when there is none, the newest.
    pub incident: Option<Headline>,
}

/// One component in the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its name in attributes.
    pub id: ComponentId,
    /// How it is.
    pub level: Level,
    /// What it is called.
    pub name: Words,
}

/// One incident in the line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// Its title.
    #[serde(flatten)]
    pub title: Words,
    /// The level it puts its components at; the worst of them where they differ.
    pub impact: Level,
    /// What it is about.
    pub components: Vec<ComponentId>,
    /// The level of each component that it does not put at `impact`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<LevelView>,
}

impl Summary {
    /// The summary of a snapshot.
    #[must_use]
    pub fn of(snapshot: &Snapshot) -> Self {
        let own = snapshot.components.iter().filter(|component| !component.supplier);
        let line = |component: &super::ComponentView| {
            let level = component.level?;
            Some(Line { id: component.id.clone(), level, name: component.name.clone() })
        };
        let open = || snapshot.incidents.iter().filter(|incident| !incident.is_over());
        let at_level = open().find(|incident| incident.impact == snapshot.level);
        let headline = |incident: &super::IncidentView| Headline {
            title: incident.title.clone(),
            impact: incident.impact,
            components: incident.components.clone(),
            levels: incident.levels.clone(),
        };
        Self {
            v: Snapshot::VERSION,
            page: snapshot.page.clone(),
            name: snapshot.name.clone(),
            env: snapshot.env.clone(),
            lang: snapshot.lang,
            as_of: snapshot.as_of,
            stale_after: snapshot.stale_after,
            level: snapshot.level,
            poll: snapshot.poll,
            components: own.filter_map(line).collect(),
            incident: at_level.or(open().next()).map(headline),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incident_is_its_title_and_more() {
        let title = Words { text: "Slow".into(), lang: Some(Lang::En) };
        let headline = Headline { title, impact: Level::Degraded, components: vec!["api".into()], levels: vec![] };
        let json = serde_json::to_string(&headline).unwrap();
        assert_eq!(json, r#"{"text":"Slow","lang":"en","impact":"degraded","components":["api"]}"#);
        assert_eq!(serde_json::from_str::<Headline>(&json).unwrap(), headline);
    }
}
