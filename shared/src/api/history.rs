//! `GET /api/v1/{page}/history?days=`: how each component was seen on each of the last days, and what people said of them. Of
//! a page of more components than one answer tells of it is a part ([`Portion`]): `?limit=`, and then `&after=` what `next` says.
//! What happened to several components is told with each part that has one of them, under the same `id`.
//!
//! Days are those of the page's zone; the last one is today, of which only what has passed is told. A level is there for
//! people; figures are in the reports. The rule by which a day has its level is in [`crate::history`].

use super::EnvironmentView;
use crate::date::Dates;
use crate::day::Day;
use crate::history::{PageHistory, PastIncident, PastMaintenance, Portion, Seconds, Told};
use crate::ids::{ComponentId, EnvId, PageId};
use crate::lang::{Lang, Words};
use crate::page::{Component, Page, Zone};
use crate::status::{IncidentStatus, Level, MaintenanceStatus};
use crate::support::Severity;
use crate::time::{DAY, Instant};
use serde::{Deserialize, Serialize};

/// How the last days of a page were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// The version of this format.
    pub v: u32,
    /// Which page.
    pub page: PageId,
    /// What it is called, with the environment's name in parentheses where that is not the page's first.
    pub name: String,
    /// Which environment of the page: everything here is about that one alone.
    pub env: EnvId,
    /// Every environment of the page.
    pub environments: Vec<EnvironmentView>,
    /// The language of every text that is not marked otherwise.
    pub lang: Lang,
    /// The instant it was so.
    pub as_of: Instant,
    /// The zone whose days these are, with the offsets a reader needs.
    pub zone: Zone,
    /// The first day.
    pub from: Day,
    /// The last: today.
    pub until: Day,
    /// The page's components that are monitored, then its suppliers.
    pub components: Vec<ComponentHistory>,
    /// Of a part of the page: its place. Incidents and maintenances are about the components of this part alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// The last component of this part, monitored or not, when more follow; asked for with `?after=`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<ComponentId>,
    /// What people said was wrong, newest first.
    pub incidents: Vec<IncidentHistory>,
    /// What was worked on, newest first.
    pub maintenances: Vec<MaintenanceHistory>,
}

/// Which of the components that were asked for a part has, counted from one; those that are not monitored count, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The first of these; greater than the last where nothing comes after what was named.
    pub first: usize,
    /// The last of these.
    pub last: usize,
    /// How many were asked for.
    pub of: usize,
}

/// One component as it was seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentHistory {
    /// Its name in attributes and addresses.
    pub id: ComponentId,
    /// What it is called.
    pub name: Words,
    /// Somebody else's service.
    #[serde(default)]
    pub supplier: bool,
    /// Its days, oldest first.
    pub days: Vec<DayHistory>,
}

/// One day of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayHistory {
    /// Which.
    pub day: Day,
    /// Its worst level; `null`: nobody watched the component on that day.
    pub level: Option<Level>,
    /// Seconds at each level that was seen.
    pub seconds: Seconds,
    /// Seconds that have passed of it, or all that it has.
    pub of: u32,
}

/// An incident of these days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentHistory {
    /// Unique within the page.
    pub id: String,
    /// What was wrong.
    pub title: Words,
    /// How far the work has come.
    pub status: IncidentStatus,
    /// How bad it was, on the scale common to all pages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// The worst level that it put its components at.
    pub impact: Level,
    /// What it was about.
    pub components: Vec<ComponentId>,
    /// When it began.
    pub started_at: Instant,
    /// When it was over; `null` while it goes on.
    pub resolved_at: Option<Instant>,
    /// Its first day of these.
    pub first_day: Day,
    /// Its last.
    pub last_day: Day,
}

/// A maintenance of these days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaintenanceHistory {
    /// Unique within the page.
    pub id: String,
    /// What was done.
    pub title: Words,
    /// How far it has come.
    pub status: MaintenanceStatus,
    /// What it was about.
    pub components: Vec<ComponentId>,
    /// When it really began.
    pub started_at: Instant,
    /// When it was really over; `null` while it goes on.
    pub ended_at: Option<Instant>,
    /// Its first day of these.
    pub first_day: Day,
    /// Its last.
    pub last_day: Day,
}

/// What a page's past is told by.
struct Telling<'a> {
    page: &'a Page,
    past: &'a PageHistory,
    lang: Lang,
    from: Day,
    until: Day,
}

impl History {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;
    /// How many days are told at most, and where nobody asks for fewer.
    pub const DAYS: u32 = 90;

    /// The last `days` of a page's past, for readers of `wanted`: a portion of it, of which `past` tells.
    #[must_use]
    pub fn compose(page: &Page, past: &PageHistory, wanted: Option<Lang>, days: u32, portion: &Portion<'_>) -> Self {
        let lang = page.language(wanted);
        let until = page.zone.day(past.as_of);
        let from = until.plus(1 - i64::from(days.clamp(1, Self::DAYS))).max(past.from);
        let it = Telling { page, past, lang, from, until };
        let environments = EnvironmentView::all(page, lang);
        Self {
            v: Self::VERSION,
            page: page.id.clone(),
            name: super::snapshot::placed(&environments, &past.env, &page.name),
            env: past.env.clone(),
            environments,
            lang,
            as_of: past.as_of,
            zone: page.zone.between(it.earliest(), past.as_of.plus(DAY)),
            from,
            until,
            components: portion.components.iter().filter_map(|component| it.component(component)).collect(),
            part: Part::of(portion),
            next: portion.next().cloned(),
            incidents: past
                .incidents
                .iter()
                .filter_map(|one| it.incident(one))
                .filter(|it| portion.is_about(&it.components))
                .collect(),
            maintenances: past
                .maintenances
                .iter()
                .filter_map(|one| it.maintenance(one))
                .filter(|it| portion.is_about(&it.components))
                .collect(),
        }
    }

    /// Writes the dates of it.
    #[must_use]
    pub fn dates(&self) -> Dates<'_> {
        Dates { lang: self.lang, zone: &self.zone, now: self.as_of }
    }
}

impl Part {
    /// `None`: it is all of them.
    fn of(portion: &Portion<'_>) -> Option<Self> {
        let (before, here, of) = (portion.before, portion.components.len(), portion.of);
        (here < of).then_some(Self { first: before + 1, last: before + here, of })
    }
}

impl Telling<'_> {
    /// The first instant of which anything is told.
    fn earliest(&self) -> Instant {
        let incidents = self.past.incidents.iter().map(|it| it.began_at);
        let begun = incidents.chain(self.past.maintenances.iter().map(|it| it.began_at));
        begun.fold(self.page.zone.begins(self.from), Instant::min)
    }

    fn component(&self, it: &Component) -> Option<ComponentHistory> {
        let seconds = self.past.components.get(&it.id)?;
        let passed_over = usize::try_from(self.from.since(self.past.from)).unwrap_or(0);
        let days =
            seconds.iter().skip(passed_over).zip(0..).map(|(seconds, at)| self.day(self.from.plus(at), *seconds));
        let name = self.page.words(&it.name, self.lang);
        Some(ComponentHistory { id: it.id.clone(), name, supplier: it.supplier, days: days.collect() })
    }

    fn day(&self, day: Day, seconds: Seconds) -> DayHistory {
        let (begin, end) = (self.page.zone.begins(day), self.page.zone.begins(day.plus(1)));
        let of = u32::try_from(end.min(self.past.as_of).since(begin)).unwrap_or(0);
        DayHistory { day, level: seconds.level(of), seconds, of }
    }

    fn incident(&self, told: &PastIncident) -> Option<IncidentHistory> {
        let (first_day, last_day) = self.days(told)?;
        let it = &told.what;
        Some(IncidentHistory {
            id: it.id.clone(),
            title: self.page.words(&it.title, self.lang),
            status: it.status,
            severity: it.severity,
            impact: it.impact,
            components: it.components.clone(),
            started_at: told.began_at,
            resolved_at: told.over_at,
            first_day,
            last_day,
        })
    }

    fn maintenance(&self, told: &PastMaintenance) -> Option<MaintenanceHistory> {
        let (first_day, last_day) = self.days(told)?;
        let it = &told.what;
        Some(MaintenanceHistory {
            id: it.id.clone(),
            title: self.page.words(&it.title, self.lang),
            status: it.status,
            components: it.components.clone(),
            started_at: told.began_at,
            ended_at: told.over_at,
            first_day,
            last_day,
        })
    }

    /// The first and the last of these days that it was on; `None`: on none.
    fn days<T>(&self, told: &Told<T>) -> Option<(Day, Day)> {
        let zone = &self.page.zone;
        let ends = told.over_at.unwrap_or(self.past.as_of);
        // What ends at midnight was not on the day that begins then.
        let (first, last) = (zone.day(told.began_at), zone.day(ends.plus(-1).max(told.began_at)));
        let within = told.touches(zone.begins(self.from), zone.begins(self.until.plus(1)));
        within.then(|| (first.max(self.from), last.min(self.until)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::PageHistory;
    use crate::lang::Localized;
    use crate::operator::{Affected, IncidentRecord};
    use std::collections::BTreeMap;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    fn page() -> Page {
        let component =
            |id: &str| serde_json::json!({ "id": id, "name": { "nb": id }, "depends_on": [], "supplier": false });
        let offsets = serde_json::json!([{ "from": "2026-03-29T01:00:00Z", "seconds": 7200 }]);
        serde_json::from_value(serde_json::json!({
            "id": "digireq", "name": "DigiReq", "languages": ["nb"],
            "zone": { "name": "Europe/Oslo", "offsets": offsets },
            "environments": [{ "id": "production", "name": { "nb": "Produksjon" } }],
            "regions": [], "components": [component("api"), component("web"), component("unwatched")],
            "sources": [], "frame_ancestors": [], "digest": "",
        }))
        .unwrap()
    }

    fn incident(began: &str, over: Option<&str>) -> PastIncident {
        let record = IncidentRecord {
            id: "incident-1".into(),
            revision: 1,
            created_at: at(began),
            changed_at: at(began),
            env: "production".into(),
            title: Localized([(Lang::Nb, "Treghet".to_owned())].into()),
            severity: Severity::Serious,
            status: IncidentStatus::Investigating,
            affected: vec![Affected { component: "api".into(), level: Level::Degraded }],
            effect: None,
            workaround: None,
            started_at: at(began),
            resolved_at: over.map(at),
            next_update_at: None,
            updates: vec![],
            automatic: None,
            dismissed: None,
            merged_into: None,
        };
        record.past().unwrap()
    }

    fn past(incidents: Vec<PastIncident>) -> PageHistory {
        let well = |seconds| Seconds { operational: seconds, ..Seconds::default() };
        let api = vec![Seconds::default(), well(86_400), well(43_200)];
        PageHistory {
            page: "digireq".into(),
            env: "production".into(),
            as_of: at("2026-05-04T10:00:00Z"),
            from: Day::parse("2026-05-02").unwrap(),
            components: BTreeMap::from([("api".into(), api.clone()), ("web".into(), api)]),
            incidents,
            maintenances: vec![],
        }
    }

    fn compose(past: &PageHistory, days: u32, chosen: &[ComponentId]) -> History {
        let page = page();
        History::compose(&page, past, None, days, &Portion::of(&page, chosen, None, 100))
    }

    #[test]
    fn days_are_named_and_the_present_one_is_as_long_as_it_has_been() {
        let history = compose(&past(vec![]), 90, &[]);
        let days: Vec<_> = history.components[0].days.iter().map(|it| (it.day.to_string(), it.level, it.of)).collect();
        let expected = [
            ("2026-05-02".to_owned(), None, 86_400),
            ("2026-05-03".to_owned(), Some(Level::Operational), 86_400),
            ("2026-05-04".to_owned(), Some(Level::Operational), 43_200),
        ];
        assert_eq!(days, expected);
        assert_eq!(history.components.len(), 2, "one that nobody watches has no days");
        let few = compose(&past(vec![]), 2, &["web".into()]);
        assert_eq!((few.components.len(), few.components[0].days.len()), (1, 2));
        assert_eq!((few.components[0].id.as_str(), few.from.to_string()), ("web", "2026-05-03".to_owned()));
    }

    #[test]
    fn an_incident_is_on_the_days_of_the_pages_zone() {
        for (began, over, days) in [
            // Half past midnight in Oslo.
            ("2026-05-02T22:30:00Z", Some("2026-05-02T23:00:00Z"), Some(("2026-05-03", "2026-05-03"))),
            ("2026-05-03T20:00:00Z", Some("2026-05-03T22:00:00Z"), Some(("2026-05-03", "2026-05-03"))),
            ("2026-05-03T20:00:00Z", Some("2026-05-03T22:00:01Z"), Some(("2026-05-03", "2026-05-04"))),
            ("2026-04-20T20:00:00Z", None, Some(("2026-05-02", "2026-05-04"))),
            ("2026-04-20T20:00:00Z", Some("2026-05-01T21:59:59Z"), None),
        ] {
            let history = compose(&past(vec![incident(began, over)]), 90, &[]);
            let told = history.incidents.first().map(|it| (it.first_day.to_string(), it.last_day.to_string()));
            assert_eq!(told, days.map(|(first, last)| (first.to_owned(), last.to_owned())), "{began}");
        }
    }

    #[test]
    fn a_part_says_which_it_is_and_what_the_next_goes_on_from() {
        let (page, past) = (page(), past(vec![incident("2026-05-03T20:00:00Z", None)]));
        let part = |after: Option<&str>, limit| {
            let after = after.map(ComponentId::from);
            let it = History::compose(&page, &past, None, 90, &Portion::of(&page, &[], after.as_ref(), limit));
            let place = it.part.map(|it| (it.first, it.last, it.of));
            (place, it.next.map(|id| id.to_string()), it.components.len(), it.incidents.len())
        };
        assert_eq!(part(None, 3), (None, None, 2, 1));
        assert_eq!(part(None, 1), (Some((1, 1, 3)), Some("api".to_owned()), 1, 1));
        assert_eq!(part(Some("api"), 1), (Some((2, 2, 3)), Some("web".to_owned()), 1, 0));
        assert_eq!(part(Some("web"), 1), (Some((3, 3, 3)), None, 0, 0), "it is there, and nobody watches it");
    }

    #[test]
    fn what_is_not_about_the_chosen_is_left_out() {
        let past = past(vec![incident("2026-05-03T20:00:00Z", None)]);
        for (chosen, told) in [(vec![], 1), (vec!["api".into()], 1), (vec!["web".into()], 0)] {
            assert_eq!(compose(&past, 90, &chosen).incidents.len(), told, "{chosen:?}");
        }
    }
}
