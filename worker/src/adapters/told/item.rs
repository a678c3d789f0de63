//! An incident or a maintenance of somebody's page, as readers get to see it.

use super::{Item, Update};
use crate::adapters::text;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::page::Source;
use fyr_shared::status::{Incident, IncidentStatus, IncidentUpdate, Level, Origin};
use fyr_shared::time::Instant;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many messages of an incident are kept.
const KEPT_UPDATES: usize = 5;
/// How many are looked at to find as many with words in them: what there is beside markup shows only when that is gone.
const LOOKED_AT_UPDATES: usize = 50;

impl Item {
    /// As readers get to see it. `place` names one that has no id of its own, and is its place in the page's list: two
    /// components of ours must not give two incidents one name.
    pub(in crate::adapters) fn incident(
        &self,
        source: &Source,
        about: &ComponentId,
        impact: Level,
        at: Instant,
        place: usize,
    ) -> Incident {
        let status = self.status.unwrap_or(IncidentStatus::Investigating);
        let lang = self.lang.unwrap_or(source.lang);
        let id = self.id.as_deref().map_or_else(|| format!("at-{place}"), text::title);
        let title = self.title.as_deref().map(text::title).filter(|title| !title.is_empty());
        let started_at = self.started_at.unwrap_or(at);
        let origin = Origin { name: source.name.clone(), url: self.link.as_deref().and_then(text::link) };
        Incident {
            id: format!("{}:{id}", source.id),
            env: source.env.clone(),
            title: foreign(lang, title.unwrap_or_else(|| source.name.clone())),
            status,
            severity: None,
            impact,
            components: vec![about.clone()],
            levels: BTreeMap::new(),
            effect: None,
            workaround: None,
            started_at,
            resolved_at: None,
            next_update_at: None,
            updates: self.newest(lang, started_at, status),
            origin: Some(origin),
        }
    }

    /// The newest messages, the newest first. Only what may be kept is cleaned.
    fn newest(&self, lang: Lang, started_at: Instant, status: IncidentStatus) -> Vec<IncidentUpdate> {
        let mut dated: Vec<(Instant, &Update)> =
            self.updates.iter().map(|update| (update.at.unwrap_or(started_at), update)).collect();
        dated.sort_by_key(|(at, _)| Reverse(*at));
        let newest = dated.into_iter().take(LOOKED_AT_UPDATES);
        newest.filter_map(|(at, update)| update.read(lang, at, status)).take(KEPT_UPDATES).collect()
    }
}

impl Update {
    /// `None` for a message without words, as incident.io sends them.
    fn read(&self, lang: Lang, at: Instant, status: IncidentStatus) -> Option<IncidentUpdate> {
        let (text, lang) = (text::message(&self.body), self.lang.unwrap_or(lang));
        let status = self.status.unwrap_or(status);
        (!text.is_empty()).then(|| IncidentUpdate { at, status, text: foreign(lang, text), corrected_at: None })
    }
}

fn foreign(lang: Lang, text: String) -> Localized {
    Localized([(lang, text)].into())
}
