//! A snapshot from JSON, and what a report begins with, field by field, into the types that the edge wrote it from.
//!
//! API v1 only ever adds: keys we do not know are passed over, and so are new reasons, new words for how far some work
//! has come, and dependencies and causes of a new kind. A level we do not know is *unknown*. Anything else that is not as it should
//! be makes the snapshot unreadable.

use crate::json::Json;
use crate::view_model::{Act, Draft};
use fyr_shared::api::{
    BecauseView, ComponentView, DependencyView, EnvironmentView, ImpactView, IncidentView, LevelView, MaintenanceView,
    OverrideView, Snapshot, UpdateView,
};
use fyr_shared::ids::{ComponentId, EnvId, PageId};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::page::{DependencyKind, Offset, Zone};
use fyr_shared::status::{IncidentStatus, Level, MaintenanceStatus, Reason, WorkImpact};
use fyr_shared::support::Severity;
use fyr_shared::time::Instant;

/// The snapshot that a text holds.
#[must_use]
pub fn snapshot(text: &str) -> Option<Snapshot> {
    Snapshot::read(&Json::parse(text)?)
}

/// Help as the edge draws it, in the one version that we know.
#[must_use]
pub fn drawn(text: &str) -> Option<Json> {
    Json::parse(text).filter(|json| json.get("v") == &Json::Number(1))
}

/// What a report begins with; `None` where nothing has been asked.
#[must_use]
pub fn draft(drawn: &Json) -> Option<Draft> {
    Draft::read(drawn.get("report"))
}

/// The server's time as the loader tells it. Where it cannot, the instant is one at which everything is stale, and no
/// date: nothing is counted from it.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole seconds of a date fit, and what is greater is no date")]
pub fn server_time(ms: f64) -> Instant {
    if ms.is_finite() && ms > 0.0 { Instant((ms / 1000.0) as i64) } else { Instant(i64::MAX) }
}

trait Read: Sized {
    fn read(json: &Json) -> Option<Self>;

    /// The items of a list. With a loop: `collect` of options writes code for every type, 400 bytes brotli more.
    fn read_all(items: &[Json]) -> Option<Vec<Self>> {
        let mut all = Vec::with_capacity(items.len());
        for item in items {
            all.push(Self::read(item)?);
        }
        Some(all)
    }
}

impl Read for String {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Text(text) = json { Some(text.clone()) } else { None }
    }
}

impl Read for i64 {
    fn read(json: &Json) -> Option<Self> {
        if let Json::Number(number) = json { Some(*number) } else { None }
    }
}

impl Read for bool {
    fn read(json: &Json) -> Option<Self> {
        Some(*json == Json::Bool(true))
    }
}

/// What is not there, or is of a kind we do not know, is `None`.
impl<T: Read> Read for Option<T> {
    fn read(json: &Json) -> Option<Self> {
        Some(T::read(json))
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(json: &Json) -> Option<Self> {
        match json {
            Json::List(items) => T::read_all(items),
            Json::Null => Some(Self::new()),
            _ => None,
        }
    }
}

/// A word that names a member of a closed list.
fn word<T>(json: &Json, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    if let Json::Text(text) = json { parse(text) } else { None }
}

impl Read for Instant {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for Level {
    fn read(json: &Json) -> Option<Self> {
        word(json, |text| Some(Self::parse(text).unwrap_or(Self::Unknown)))
    }
}

impl Read for Reason {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for Lang {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for ComponentId {
    fn read(json: &Json) -> Option<Self> {
        String::read(json).map(Self)
    }
}

impl Read for EnvId {
    fn read(json: &Json) -> Option<Self> {
        String::read(json).map(Self)
    }
}

impl Read for DependencyKind {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for IncidentStatus {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for Severity {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for WorkImpact {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

impl Read for MaintenanceStatus {
    fn read(json: &Json) -> Option<Self> {
        word(json, Self::parse)
    }
}

/// Reads the named fields of an object into a struct.
macro_rules! fields {
    ($type:ident { $($field:ident $(= $key:literal)?),* $(,)? }) => {
        impl Read for $type {
            fn read(json: &Json) -> Option<Self> {
                Some(Self { $($field: Read::read(json.get(key!($field $($key)?)))?),* })
            }
        }
    };
}

/// The key of a field: its name, unless another is given.
macro_rules! key {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

fields!(Words { text, lang });
fields!(Act { href, text });
fields!(Draft { begun, subject, ways });
fields!(UpdateView { at, status, text, corrected_at });
fields!(LevelView { component, level });
fields!(ImpactView { component, impact, label });
fields!(OverrideView { reason, ends_at });
fields!(MaintenanceView {
    id,
    title,
    text,
    status,
    extraordinary,
    components,
    impacts,
    announced_at,
    changed_at,
    starts_at,
    ends_at,
    origin,
});
fields!(Zone { name, offsets });
fields!(EnvironmentView { id, name });
fields!(IncidentView {
    id,
    title,
    status,
    severity,
    severity_label,
    impact,
    components,
    levels,
    effect,
    workaround,
    started_at,
    resolved_at,
    next_update_at,
    updates,
    origin,
    url,
});
fields!(ComponentView {
    id,
    name,
    level,
    since,
    reason,
    seen_from,
    unconfirmed,
    effect,
    fallback,
    depends_on,
    because,
    supplier,
    status_page,
    over = "override",
});

impl Read for DependencyView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self { component: Read::read(json.get("component"))?, kind: Read::read(json.get("kind"))? })
    }

    fn read_all(items: &[Json]) -> Option<Vec<Self>> {
        Some(items.iter().filter_map(Self::read).collect())
    }
}

impl Read for BecauseView {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            component: Read::read(json.get("component"))?,
            kind: Read::read(json.get("kind"))?,
            level: Read::read(json.get("level"))?,
            since: Read::read(json.get("since"))?,
            title: Read::read(json.get("title"))?,
            origin: Read::read(json.get("origin"))?,
            root: Read::read(json.get("root"))?,
            supplier: Read::read(json.get("supplier"))?,
        })
    }

    fn read_all(items: &[Json]) -> Option<Vec<Self>> {
        Some(items.iter().filter_map(Self::read).collect())
    }
}

impl Read for Offset {
    fn read(json: &Json) -> Option<Self> {
        let seconds = i32::try_from(i64::read(json.get("seconds"))?).ok()?;
        Some(Self { from: Read::read(json.get("from"))?, seconds })
    }
}

impl Read for Snapshot {
    fn read(json: &Json) -> Option<Self> {
        Some(Self {
            v: u32::try_from(i64::read(json.get("v"))?).ok()?,
            page: PageId(Read::read(json.get("page"))?),
            name: Read::read(json.get("name"))?,
            // An edge of before there were environments does not tell.
            env: EnvId::read(json.get("env")).unwrap_or_default(),
            environments: Read::read(json.get("environments"))?,
            lang: Read::read(json.get("lang"))?,
            revision: u64::try_from(i64::read(json.get("revision"))?).ok()?,
            as_of: Read::read(json.get("as_of"))?,
            stale_after: Read::read(json.get("stale_after"))?,
            poll: i64::read(json.get("poll")).and_then(|poll| u32::try_from(poll).ok()).unwrap_or_default(),
            level: Read::read(json.get("level"))?,
            zone: Read::read(json.get("zone"))?,
            components: Read::read(json.get("components"))?,
            incidents: Read::read(json.get("incidents"))?,
            maintenances: Read::read(json.get("maintenances"))?,
            support: Read::read(json.get("support"))?,
            // Of the whole page, or of the components asked for: never of a part.
            next: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{draft, drawn, server_time, snapshot};
    use crate::sample;
    use crate::view_model::{Act, Draft, View};
    use fyr_shared::api::Snapshot;
    use fyr_shared::status::{Level, Reason};
    use fyr_shared::time::Instant;

    #[test]
    fn it_reads_what_the_edge_writes() {
        for written in sample::all() {
            let json = serde_json::to_string(&written).unwrap();
            assert_eq!(snapshot(&json), Some(written.clone()));
            assert_eq!(serde_json::from_str::<Snapshot>(&json).unwrap(), written);
        }
    }

    #[test]
    fn a_newer_edge_may_say_more() {
        let json = serde_json::to_string(&sample::outage()).unwrap();
        let newer = json
            .replacen("{\"v\":1", "{\"later\":{\"deep\":[1,{\"x\":null}]},\"v\":1", 1)
            .replace(&format!("\"{}\"", Reason::Connection.as_str()), "\"a_new_reason\"")
            .replacen("\"level\":\"major_outage\"", "\"level\":\"a_new_level\"", 1);
        let read = snapshot(&newer).unwrap();
        assert_eq!(read.level, Level::Unknown);
        assert!(read.components.iter().all(|component| component.reason != Some(Reason::Connection)));
    }

    #[test]
    fn an_older_edge_knows_no_environments() {
        let json = serde_json::to_string(&sample::well()).unwrap();
        let older = json.replacen("\"env\":\"production\",", "", 1).replacen("\"environments\":[", "\"others\":[", 1);
        assert_ne!(older, json);
        let read = snapshot(&older).unwrap();
        assert_eq!((read.env.as_str(), read.environments.len()), ("", 0));
        assert_eq!(View::of(read, &[], sample::now()), View::of(sample::well(), &[], sample::now()));
    }

    #[test]
    fn new_words_for_work_and_dependencies_hide_nothing_else() {
        let old = sample::outage();
        let newer = serde_json::to_string(&old)
            .unwrap()
            .replace("\"identified\"", "\"a_new_status\"")
            .replace("\"scheduled\"", "\"a_new_status\"")
            .replace("\"soft\"", "\"a_new_kind\"");
        let read = snapshot(&newer).unwrap();
        assert_eq!((read.components.len(), read.incidents.len()), (old.components.len(), old.incidents.len()));
        assert_eq!((read.incidents[0].status, read.incidents[0].updates[0].status), (None, None));
        assert_eq!((read.incidents[1].status, read.maintenances[0].status), (old.incidents[1].status, None));
        assert_eq!(read.components[0].depends_on, old.components[0].depends_on[..1]);
        assert_eq!(read.components[0].because, old.components[0].because[..1]);
        let card = &View::of(read, &[], sample::now()).incidents[0];
        assert_eq!((card.title.text.as_str(), card.status), ("<b>Innlogging</b> er nede", None));
    }

    #[test]
    fn at_a_time_that_is_no_time_everything_is_stale() {
        assert_eq!(server_time(1_777_889_030_999.0), Instant(1_777_889_030));
        for none in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 0.0, -1.0, f64::MIN, f64::MAX] {
            let view = View::of(sample::well(), &[], server_time(none));
            assert_eq!(view.level, Level::Unknown, "{none}");
            let note = "Vi har ikke fått nye opplysninger siden mandag 4. mai 2026 kl. 12.03.";
            assert_eq!(view.note.as_deref(), Some(note), "{none}");
        }
    }

    #[test]
    fn what_a_report_begins_with_is_read_as_the_edge_writes_it() {
        let act = Act { href: Some("tel:22000000".into()), text: "Ring 22 00 00 00".into() };
        let begun = Draft { begun: "Miljø: Test\n".into(), subject: "Feil".into(), ways: vec![act] };
        let json = serde_json::json!({ "v": 1, "report": &begun, "later": [] }).to_string();
        assert_eq!(drawn(&json).and_then(|drawn| draft(&drawn)), Some(begun));
        assert_eq!(drawn(r#"{"v":1,"form":[]}"#).and_then(|drawn| draft(&drawn)), None);
        for other in [r#"{"v":2}"#, "{}", "[]", "", "<!doctype html>"] {
            assert_eq!(drawn(other), None, "{other}");
        }
    }

    #[test]
    fn what_is_not_a_snapshot_is_not_read() {
        let json = serde_json::to_string(&sample::outage()).unwrap();
        let cut = json.get(..json.len() - 1).unwrap();
        for bad in ["", "{}", "[]", "<!doctype html>", cut, &json.replace("stale_after", "stale")] {
            assert_eq!(snapshot(bad), None);
        }
    }
}
