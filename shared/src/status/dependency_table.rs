//! Dependencies, as tables: how a component is by itself and what it depends on in, what readers see and why out.

use super::{
    ByName, ComponentState, Level, Reason, Transition, Verdict, edges, follow, in_order_of_causes, notices, step,
};
use crate::ids::{ComponentId, EnvId, RegionId};
use crate::lang::Localized;
use crate::page::{Component, Dependency, DependencyKind};
use crate::time::Instant;
use std::collections::BTreeMap;

/// The components of a page with their edges: `api hard database soft sms; database; sms supplier`.
fn page(text: &str) -> Vec<Component> {
    let component = |line: &str| {
        let mut words = line.split_whitespace();
        let id = ComponentId::from(words.next().unwrap());
        let (mut depends_on, mut supplier) = (vec![], false);
        while let Some(word) = words.next() {
            match DependencyKind::parse(word) {
                Some(kind) => depends_on.push(Dependency { component: words.next().unwrap().into(), kind }),
                None => supplier = word == "supplier",
            }
        }
        let name = Localized::default();
        Component { id, name, effect: None, fallback: None, depends_on, supplier, status_page: None }
    };
    text.split("; ").map(component).collect()
}

/// What is said of a component by itself.
///
/// | words | it is |
/// |---|---|
/// | `passes` | up, by an own probe |
/// | `degraded and passes` | at that level, and an own probe is up all the same |
/// | `fails` | down, by an own probe |
/// | `silent` | unknown: its own probe says nothing |
/// | `page says degraded` | at that level, by somebody's status page alone |
fn own(words: &str) -> Verdict {
    let (level, reason, passes) = match words {
        "passes" => ("operational", None, true),
        "fails" => ("major_outage", Some(Reason::Timeout), false),
        "silent" => ("unknown", Some(Reason::NoSample), false),
        other => match (other.strip_suffix(" and passes"), other.strip_prefix("page says ")) {
            (Some(level), _) => (level, Some(Reason::Condition), true),
            (_, Some("operational")) => ("operational", None, false),
            (_, Some(level)) => (level, Some(Reason::Incident), false),
            _ => panic!("{other}"),
        },
    };
    Verdict { level: Level::parse(level).unwrap(), passes, reason, ..Verdict::unknown(Reason::NoSample) }
}

type States = BTreeMap<ComponentId, ComponentState>;

/// One round: `database fails; api passes`. Whom nobody speaks about is not named.
fn round(page: &[Component], said: &str, states: &mut States, now: i64) -> Vec<Transition> {
    let verdicts: BTreeMap<&str, Verdict> =
        said.split("; ").filter_map(|one| one.split_once(' ')).map(|(id, words)| (id, own(words))).collect();
    let mut told = vec![];
    for component in in_order_of_causes(page) {
        let Some(own) = verdicts.get(component.id.as_str()) else { continue };
        let verdict = follow(own.clone(), &edges(&ByName::of(page), component, |id| states.get(id)));
        let before = states.get(&component.id).cloned().unwrap_or_else(|| ComponentState::new(Instant(now)));
        let (after, transition) = step(&EnvId::default(), &component.id, &before, &verdict, Instant(now));
        told.extend(transition);
        states.insert(component.id.clone(), after);
    }
    told
}

/// `degraded (dependency): soft sms degraded, root network`: level, reason and causes in order.
fn seen(state: &ComponentState) -> String {
    let reason = state.reason.map(|reason| format!(" ({})", reason.as_str())).unwrap_or_default();
    let because = state.because.iter().map(|it| {
        let root = it.root.as_ref().map(|root| format!(", root {root}")).unwrap_or_default();
        let supplier = if it.supplier { "supplier " } else { "" };
        format!("{} {supplier}{} {}{root}", it.kind.as_str(), it.component, it.level.as_str())
    });
    let because: Vec<String> = because.collect();
    let because = if because.is_empty() { String::new() } else { [": ", &because.join("; ")].concat() };
    format!("{}{reason}{because}", state.level.as_str())
}

#[track_caller]
fn sees(components: &str, said: &str, component: &str, expected: &str) {
    let mut states = States::new();
    round(&page(components), said, &mut states, 600);
    assert_eq!(seen(&states[&ComponentId::from(component)]), expected, "{components} | {said}");
}

#[test]
fn what_one_edge_does() {
    for (edge, api, dependency, expected) in [
        // Hard: to the dependency's level, degraded at most while an own probe passes.
        ("hard", "passes", "page says major_outage", "degraded (dependency): hard it major_outage"),
        ("hard", "passes", "page says partial_outage", "degraded (dependency): hard it partial_outage"),
        ("hard", "passes", "page says degraded", "degraded (dependency): hard it degraded"),
        ("hard", "passes", "page says maintenance", "maintenance (dependency): hard it maintenance"),
        ("hard", "passes", "page says operational", "operational"),
        ("hard", "passes", "silent", "operational"),
        ("hard", "silent", "page says major_outage", "major_outage (dependency): hard it major_outage"),
        ("hard", "silent", "page says degraded", "degraded (dependency): hard it degraded"),
        ("hard", "silent", "page says maintenance", "maintenance (dependency): hard it maintenance"),
        ("hard", "silent", "silent", "unknown (no_sample)"),
        ("hard", "silent", "passes", "unknown (no_sample)"),
        // A status page that says that all is well is no own probe.
        ("hard", "page says operational", "fails", "major_outage (dependency): hard it major_outage"),
        (
            "hard",
            "page says operational",
            "page says partial_outage",
            "partial_outage (dependency): hard it partial_outage",
        ),
        // A fault of its own keeps its reason; what made it worse, or is as bad, is told besides.
        ("hard", "fails", "fails", "major_outage (timeout): hard it major_outage"),
        ("hard", "fails", "page says degraded", "major_outage (timeout)"),
        ("hard", "fails", "silent", "major_outage (timeout)"),
        ("hard", "page says degraded", "fails", "major_outage (incident): hard it major_outage"),
        ("hard", "page says degraded", "page says degraded", "degraded (incident): hard it degraded"),
        ("hard", "page says partial_outage", "page says degraded", "partial_outage (incident)"),
        ("hard", "page says maintenance", "page says degraded", "degraded (incident): hard it degraded"),
        ("hard", "degraded and passes", "fails", "degraded (condition): hard it major_outage"),
        ("hard", "partial_outage and passes", "fails", "partial_outage (condition)"),
        // Soft: to degraded at most.
        ("soft", "passes", "fails", "degraded (dependency): soft it major_outage"),
        ("soft", "passes", "page says maintenance", "maintenance (dependency): soft it maintenance"),
        ("soft", "passes", "page says degraded", "degraded (dependency): soft it degraded"),
        ("soft", "passes", "silent", "operational"),
        ("soft", "silent", "fails", "degraded (dependency): soft it major_outage"),
        ("soft", "page says operational", "fails", "degraded (dependency): soft it major_outage"),
        ("soft", "fails", "fails", "major_outage (timeout)"),
        ("soft", "degraded and passes", "fails", "degraded (condition): soft it major_outage"),
        // Watch: told, and nothing changes.
        ("watch", "passes", "fails", "operational: watch it major_outage"),
        ("watch", "passes", "page says maintenance", "operational: watch it maintenance"),
        ("watch", "passes", "passes", "operational"),
        ("watch", "passes", "silent", "operational"),
        ("watch", "silent", "fails", "unknown (no_sample): watch it major_outage"),
        ("watch", "fails", "page says degraded", "major_outage (timeout): watch it degraded"),
    ] {
        sees(&format!("api {edge} it; it"), &format!("api {api}; it {dependency}"), "api", expected);
    }
}

#[test]
fn what_travels_along_a_chain_is_the_level_after_following() {
    let (chain, soft_first) = ("admin hard api; api hard db; db", "admin soft api; api hard db; db");
    let (soft_then, watching) = ("admin hard api; api soft db; db", "admin hard api; api watch db; db");
    for (components, said, expected) in [
        (chain, "db fails; api silent; admin silent", "major_outage (dependency): hard api major_outage, root db"),
        (chain, "db fails; api passes; admin silent", "degraded (dependency): hard api degraded, root db"),
        (soft_first, "db fails; api silent; admin passes", "degraded (dependency): soft api major_outage, root db"),
        (soft_then, "db silent; api silent; admin passes", "operational"),
        // A fault that both have has its root where it began; what is worse in the middle is its own.
        (chain, "db fails; api fails; admin passes", "degraded (dependency): hard api major_outage, root db"),
        (soft_then, "db fails; api fails; admin passes", "degraded (dependency): hard api major_outage"),
        // Who only watches suffers from nothing, and hands nothing on.
        (watching, "db fails; api passes; admin passes", "operational"),
        (watching, "db fails; api fails; admin silent", "major_outage (dependency): hard api major_outage"),
        // Nobody speaks about what is in the middle: it has no level, and hands nothing on.
        (chain, "db fails; admin passes", "operational"),
    ] {
        sees(components, said, "admin", expected);
    }
    let longer = "shop hard admin; admin hard api; api hard db; db";
    let root = "major_outage (dependency): hard admin major_outage, root db";
    sees(longer, "db fails; api silent; admin silent; shop silent", "shop", root);
}

#[test]
fn several_ways_are_told_each_the_worst_first() {
    let diamond = "db fails; left passes; right silent; api silent";
    for (components, said, expected) in [
        (
            "api hard left soft right; left hard db; right hard db; db",
            diamond,
            "degraded (dependency): hard left degraded, root db; soft right major_outage, root db",
        ),
        (
            "api soft left hard right; left hard db; right hard db; db",
            diamond,
            "major_outage (dependency): hard right major_outage, root db; soft left degraded, root db",
        ),
        (
            "api hard db soft left; left hard db; db",
            "db fails; left silent; api passes",
            "degraded (dependency): hard db major_outage; soft left major_outage, root db",
        ),
        (
            "api soft sms hard db; sms; db",
            "sms fails; db page says maintenance; api silent",
            "degraded (dependency): soft sms major_outage; hard db maintenance",
        ),
        // What is watched comes last, however bad it is.
        (
            "api watch cdn soft sms; sms; cdn",
            "sms page says maintenance; cdn fails; api passes",
            "maintenance (dependency): soft sms maintenance; watch cdn major_outage",
        ),
        // Suppliers are told as such, and suffer like others.
        (
            "api hard net; net supplier",
            "net page says degraded; api passes",
            "degraded (dependency): hard supplier net degraded",
        ),
        (
            "api soft net; net supplier hard power; power supplier",
            "power fails; net page says operational; api passes",
            "degraded (dependency): soft supplier net major_outage, root power",
        ),
    ] {
        sees(components, said, "api", expected);
    }
}

#[test]
fn no_edge_ever_makes_a_level_better_and_unknown_changes_nothing() {
    let words = ["passes", "fails", "silent", "degraded and passes", "page says operational", "page says maintenance"];
    for (api, dependency) in words.iter().flat_map(|api| words.iter().map(move |other| (*api, *other))) {
        for kind in DependencyKind::ALL {
            let mut states = States::new();
            let page = page(&format!("api {} it; it", kind.as_str()));
            round(&page, &format!("api {api}; it {dependency}"), &mut states, 0);
            let (alone, seen) = (own(api), &states[&ComponentId::from("api")]);
            assert!(seen.level >= alone.level, "{kind:?} {api} {dependency}");
            if own(dependency).level <= Level::Unknown {
                assert_eq!((seen.level, seen.reason), (alone.level, alone.reason), "{kind:?} {api} {dependency}");
                assert!(seen.because.is_empty());
            }
        }
    }
}

#[test]
fn a_component_that_nobody_speaks_about_gets_no_level_and_tells_what_is_known() {
    let page = page("push soft expo watch net; expo supplier; net");
    let mut states = States::new();
    round(&page, "expo page says degraded; net passes", &mut states, 600);
    assert_eq!(states.get(&ComponentId::from("push")), None);
    let told = notices(&edges(&ByName::of(&page), &page[0], |id| states.get(id)));
    let told: Vec<_> = told.iter().map(|it| (it.component.as_str(), it.level, it.since, it.supplier)).collect();
    assert_eq!(told, [("expo", Level::Degraded, Instant(600), true)]);
}

#[test]
fn causes_come_before_what_they_cause_in_whatever_order_the_page_has_them() {
    for (components, ordered) in [
        ("admin hard api; api hard db soft sms; sms; db", "db sms api admin"),
        ("db; api hard db; admin hard api watch db", "db api admin"),
        ("c watch b; b watch a; a", "a b c"),
        // No page file with a circle builds; but then there would be an end.
        ("a hard b; b hard a", "b a"),
    ] {
        let page = page(components);
        let ids: Vec<&str> = in_order_of_causes(&page).iter().map(|component| component.id.as_str()).collect();
        assert_eq!(ids.join(" "), ordered, "{components}");
    }
}

#[test]
fn a_chain_may_be_as_long_as_a_page() {
    let line = |number: u32| format!("c{number} hard c{}", number + 1);
    let page = page(&(0..50_000).map(line).collect::<Vec<_>>().join("; "));
    let ordered = in_order_of_causes(&page);
    assert_eq!(
        (ordered.len(), ordered[0].id.as_str()),
        (50_000, "c49999"),
        "the last one, on which all depend, is first"
    );
}

#[test]
fn a_morning_of_transitions() {
    let page = page("admin hard api; api hard db soft sms; db; sms supplier");
    let mut states = States::new();
    // time · what is said · who has changed, since when · what is seen of the API, since when
    for (now, said, changed, api, since) in [
        (0, "db passes; sms passes; api passes; admin passes", "db 0, sms 0, api 0, admin 0", "operational", 0),
        (
            300,
            "db passes; sms page says degraded; api passes; admin passes",
            "sms 300, api 300, admin 300",
            "degraded (dependency): soft supplier sms degraded",
            300,
        ),
        // Another cause joins: the level stays, since when it does, too.
        (
            600,
            "db page says partial_outage; sms page says degraded; api passes; admin passes",
            "db 600",
            "degraded (dependency): hard db partial_outage; soft supplier sms degraded",
            300,
        ),
        // Its own probe fails with it: down, since the database was.
        (
            900,
            "db page says major_outage; sms page says degraded; api silent; admin passes",
            "db 900, api 900",
            "major_outage (dependency): hard db major_outage; soft supplier sms degraded",
            900,
        ),
        (
            1200,
            "db silent; sms page says degraded; api passes; admin passes",
            "db 1200, api 300",
            "degraded (dependency): soft supplier sms degraded",
            300,
        ),
        (
            1500,
            "db passes; sms silent; api passes; admin passes",
            "db 1500, sms 1500, api 1500, admin 1500",
            "operational",
            1500,
        ),
    ] {
        let told = round(&page, said, &mut states, now);
        let told: Vec<_> = told.iter().map(|it| format!("{} {}", it.component, it.since.0)).collect();
        assert_eq!(told.join(", "), changed, "at {now}");
        let state = &states[&ComponentId::from("api")];
        assert_eq!((seen(state).as_str(), state.since.0), (api, since), "at {now}");
    }
}

#[test]
fn a_transition_tells_why_and_a_stored_state_keeps_it() {
    let page = page("api hard db; db supplier");
    let mut states = States::new();
    round(&page, "db passes; api passes", &mut states, 0);
    let told = round(&page, "db fails; api passes", &mut states, 300);
    let [db, api] = told.as_slice() else { panic!("{told:?}") };
    assert!(db.because.is_empty() && !serde_json::to_string(db).unwrap().contains("because"));
    assert_eq!((api.reason, api.since), (Some(Reason::Dependency), Instant(300)));
    let state = &states[&ComponentId::from("api")];
    assert_eq!(api.because, state.because);
    let json = serde_json::to_string(state).unwrap();
    assert_eq!(serde_json::from_str::<ComponentState>(&json).unwrap(), *state);
    let older = serde_json::to_string(&ComponentState::new(Instant(0))).unwrap();
    assert!(!older.contains("because") && serde_json::from_str::<ComponentState>(&older).is_ok());
}

#[test]
fn what_waits_for_confirmation_and_where_it_is_seen_from_is_told_of_the_fault_that_counts() {
    let page = page("api hard db; db");
    let db = ComponentState { level: Level::PartialOutage, unconfirmed: true, ..ComponentState::new(Instant(60)) };
    let edges = edges(&ByName::of(&page), &page[0], |_| Some(&db));
    let followed = follow(own("passes"), &edges);
    assert!(followed.unconfirmed, "nothing is surer than what it rests on");
    let north = vec![RegionId::from("north")];
    let own = Verdict { seen_from: north.clone(), ..own("degraded and passes") };
    let worse = follow(Verdict { passes: false, ..own }, &edges);
    assert_eq!((worse.level, worse.unconfirmed, worse.seen_from), (Level::PartialOutage, false, north));
    assert_eq!((worse.reason, worse.failing_since), (Some(Reason::Condition), Some(Instant(60))));
}
