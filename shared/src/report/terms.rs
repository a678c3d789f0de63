//! What figures depend on of a configuration. It is kept with the log, so that a month can be worked out by the terms of its
//! time. Nothing in it leads to an address or a secret.

use crate::page::{Page, Reads, Source};

impl Page {
    /// What figures depend on of this page: who speaks about what and how that is weighed, what is agreed, and what things are
    /// called.
    #[must_use]
    pub fn terms(&self) -> Self {
        Self {
            id: self.id.clone(),
            name: self.name.clone(),
            languages: self.languages.clone(),
            zone: self.zone.clone(),
            environments: self.environments.clone(),
            regions: self.regions.clone(),
            components: self.components.clone(),
            sources: self.sources.iter().map(Source::terms).collect(),
            support: None,
            automatic: self.automatic,
            messages: vec![],
            contracts: self.contracts.clone(),
            critical_periods: self.critical_periods.clone(),
            working_days: self.working_days.clone(),
            unset: vec![],
            frame_ancestors: vec![],
            digest: String::new(),
        }
    }
}

impl Source {
    fn terms(&self) -> Self {
        let mut terms = self.clone();
        terms.address.clear();
        terms.headers.clear();
        terms.redirect_hosts.clear();
        (terms.body, terms.embedded) = (None, None);
        terms.about.retain(|about| about.reads.speaks());
        for about in &mut terms.about {
            about.reads = Reads::Names { watch: vec![], locations: vec![], mute: vec![] };
        }
        terms
    }
}
