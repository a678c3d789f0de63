//! Why readers see a component as they do: what it depends on, and what is reported about that.

use crate::ids::ComponentId;
use crate::lang::{Localized, Words};
use crate::page::DependencyKind;
use crate::status::{Because, Incident, Level};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// Something that a component depends on and that is not well. With `watch`, or where the component is not monitored, it
/// is told and has changed nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BecauseView {
    /// On which component.
    pub component: ComponentId,
    /// How.
    pub kind: DependencyKind,
    /// The level that is at.
    pub level: Level,
    /// When that began.
    pub since: Instant,
    /// The newest open incident about it.
    pub title: Option<Words>,
    /// Whose page reports that, when it is not this one.
    pub origin: Option<String>,
    /// What that suffers from itself, at the end of the chain.
    pub root: Option<ComponentId>,
    /// Whether it is somebody else's service.
    #[serde(default)]
    pub supplier: bool,
}

impl BecauseView {
    /// A cause with the newest of the open incidents about it; they come newest first. One without an impact is a notice,
    /// and causes nothing.
    pub(super) fn of(because: &Because, incidents: &[Incident], pick: impl Fn(&Localized) -> Words) -> Self {
        let level = |it: &Incident| it.level_of(&because.component);
        let reported = incidents.iter().find(|it| level(it).is_some_and(|level| level != Level::Operational));
        Self {
            component: because.component.clone(),
            kind: because.kind,
            level: because.level,
            since: because.since,
            title: reported.map(|incident| pick(&incident.title)),
            origin: reported.and_then(|incident| incident.origin.as_ref()).map(|origin| origin.name.clone()),
            root: because.root.clone(),
            supplier: because.supplier,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::EnvId;
    use crate::lang::Lang;
    use crate::status::{IncidentStatus, Origin};
    use std::collections::BTreeMap;

    fn incident(title: &str, about: &str, impact: Level, status: IncidentStatus, origin: Option<&str>) -> Incident {
        Incident {
            id: title.to_owned(),
            env: EnvId::default(),
            title: Localized(BTreeMap::from([(Lang::En, title.to_owned())])),
            status,
            severity: None,
            impact,
            components: about.split(' ').map(ComponentId::from).collect(),
            levels: BTreeMap::new(),
            effect: None,
            workaround: None,
            started_at: Instant(0),
            resolved_at: None,
            next_update_at: None,
            updates: vec![],
            origin: origin.map(|name| Origin { name: name.to_owned(), url: None }),
        }
    }

    #[test]
    fn what_is_told_of_a_cause_is_its_newest_open_incident() {
        use IncidentStatus::{Investigating, Monitoring, Resolved};
        use Level::{Degraded, MajorOutage, Operational};
        let ours = || incident("Ours", "net", MajorOutage, Investigating, None);
        let newest = || incident("Newest", "sms net", Degraded, Monitoring, Some("Net AS"));
        let over = || incident("Over", "net", MajorOutage, Resolved, Some("Net AS"));
        let notice = || incident("New prices", "net", Operational, Investigating, Some("Net AS"));
        let other = || incident("Of another", "api", MajorOutage, Investigating, Some("Net AS"));
        for (incidents, title, origin) in [
            (vec![newest(), ours()], Some("Newest"), Some("Net AS")),
            (vec![ours(), newest()], Some("Ours"), None),
            (vec![over(), newest()], Some("Newest"), Some("Net AS")),
            (vec![notice(), newest()], Some("Newest"), Some("Net AS")),
            (vec![notice(), other(), over()], None, None),
            (vec![], None, None),
        ] {
            let because = Because {
                component: "net".into(),
                kind: DependencyKind::Hard,
                level: Degraded,
                since: Instant(60),
                root: None,
                supplier: true,
            };
            let pick = |text: &Localized| text.pick(Lang::Nb, &[Lang::Nb]).unwrap();
            let view = BecauseView::of(&because, &incidents, pick);
            let told = view.title.as_ref().map(|words| (words.text.as_str(), words.lang));
            assert_eq!(told, title.map(|title| (title, Some(Lang::En))), "{title:?}");
            assert_eq!((view.origin.as_deref(), view.since, view.supplier), (origin, Instant(60), true));
        }
    }
}
