//! What is drawn, as tables: a person who answers the phone could check them.

use super::*;
use crate::sample::{at, because, component, now, of, outage, reported, well, words};
use fyr_shared::api::{BecauseView, DependencyView};
use fyr_shared::page::DependencyKind;
use fyr_shared::status::{IncidentStatus, Reason};

fn row<'a>(view: &'a View, id: &str) -> &'a ComponentRow {
    view.components.iter().chain(&view.suppliers).find(|row| row.id.0 == id).unwrap()
}

fn said(sentences: &[Vec<Words>]) -> Vec<String> {
    sentences.iter().map(|pieces| pieces.iter().map(|piece| piece.text.as_str()).collect()).collect()
}

fn ids(names: &[&str]) -> Vec<ComponentId> {
    names.iter().map(|name| ComponentId::from(*name)).collect()
}

#[test]
fn the_headline_claims_no_more_than_is_known() {
    use Level::{Degraded, Maintenance, MajorOutage, Operational, Unknown};
    for (levels, filter, level, headline) in [
        (vec![Some(Operational), Some(Operational)], vec![], Operational, "Alle våre systemer fungerer normalt"),
        (vec![Some(Operational), None], vec![], Operational, "Alt vi overvåker, fungerer normalt"),
        (vec![Some(Operational), Some(MajorOutage)], vec!["c0"], Operational, "Normal drift"),
        (vec![Some(Degraded), Some(Maintenance)], vec![], Degraded, "Redusert funksjonalitet"),
        (vec![Some(Operational), Some(Unknown)], vec![], Unknown, "Ukjent status"),
        (vec![None], vec![], Unknown, "Ukjent status"),
        (vec![Some(Operational)], vec!["misspelt"], Unknown, "Ukjent status"),
        (vec![], vec![], Unknown, "Ukjent status"),
    ] {
        let named = |(at, level): (usize, &Option<Level>)| component(&format!("c{at}"), "C", *level);
        let view = View::of(of(levels.iter().enumerate().map(named).collect()), &ids(&filter), now());
        assert_eq!((view.level, view.headline), (level, headline), "{levels:?} {filter:?}");
    }
}

#[test]
fn what_is_well_takes_one_row_and_what_is_not_explains_itself() {
    let view = View::of(outage(), &[], now());
    let row = |id: &str| row(&view, id);

    let api = row("api");
    assert!(api.trouble);
    assert_eq!(api.since.as_ref().unwrap().text, "Siden kl. 11.50");
    assert_eq!(said(&api.why), ["Vi får ikke kontakt med tjenesten"]);
    let facts: Vec<_> = api.facts.iter().map(|fact| (fact.term, fact.words.text.as_str())).collect();
    assert_eq!(facts, [("Konsekvens", "Hele tjenesten er berørt."), ("Midlertidig løsning", "Ring oss.")]);
    assert_eq!(
        causes(&view, "api"),
        [
            "På grunn av Database: Utilgjengelig, siden kl. 11.50.",
            "Fordi 46elks melder om «Elevated error rates», for 14 minutter siden.",
        ]
    );
    let needs: Vec<_> = api.dependencies.iter().map(|it| (it.name.text.as_str(), it.kind, it.word)).collect();
    assert_eq!(needs, [("Database", "må virke", "Utilgjengelig"), ("46elks", "tilleggsfunksjon", "Overvåkes ikke")]);

    assert_eq!(
        said(&row("sms-otp").why),
        ["Tjenesten svarer ikke i tide", "Sett fra én region: Vest-Europa", "Ikke bekreftet ennå"]
    );
    let email = row("email");
    assert_eq!((email.word, email.trouble, email.has_details()), ("Overvåkes ikke", false, false));
    assert!(View::of(well(), &[], now()).components.iter().all(|row| !row.has_details()));
}

/// What is said of what a component depends on, sentence by sentence.
fn causes(view: &View, id: &str) -> Vec<String> {
    let plain = |pieces: &[Words]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
    let sentence = |it: &Cause| plain(&it.said) + it.when.as_ref().map_or("", |when| &when.text) + &plain(&it.end);
    row(view, id).because.iter().map(sentence).collect()
}

/// The one cause of a component at a level, as it is told.
fn told(lang: Lang, level: Option<Level>, cause: BecauseView) -> String {
    let mut api = component("api", "API", level);
    api.because = vec![cause];
    let mut snapshot = of(vec![api, component("database", "Database", Some(Level::MajorOutage))]);
    snapshot.lang = lang;
    causes(&View::of(snapshot, &[], now()), "api").concat()
}

#[test]
fn what_it_suffers_from_is_told_in_every_language() {
    for (lang, reported_by_others, our_own) in [
        (
            Lang::Nb,
            "Fordi 46elks melder om «Elevated error rates», for 14 minutter siden.",
            "På grunn av Database: Utilgjengelig, siden kl. 11.50.",
        ),
        (
            Lang::Nn,
            "Fordi 46elks melder om «Elevated error rates», for 14 minutt sidan.",
            "På grunn av Database: Utilgjengeleg, sidan kl. 11.50.",
        ),
        (
            Lang::Sv,
            "Eftersom 46elks rapporterar ”Elevated error rates”, för 14 minuter sedan.",
            "På grund av Database: Otillgänglig, sedan kl. 11.50.",
        ),
        (
            Lang::En,
            "Because 46elks reports “Elevated error rates”, 14 minutes ago.",
            "Because of Database: Unavailable, since 11:50.",
        ),
    ] {
        for kind in [DependencyKind::Hard, DependencyKind::Soft] {
            let theirs = reported(because("elks", kind, Level::Degraded));
            assert_eq!(told(lang, Some(Level::Degraded), theirs), reported_by_others);
            assert_eq!(told(lang, Some(Level::Degraded), because("database", kind, Level::MajorOutage)), our_own);
        }
    }
}

#[test]
fn what_has_changed_nothing_is_told_and_is_no_cause() {
    use DependencyKind::{Hard, Soft, Watch};
    let (theirs, ours) =
        (|kind| reported(because("elks", kind, Level::Degraded)), |kind| because("database", kind, Level::MajorOutage));
    for (lang, level, cause, said) in [
        (
            Lang::Nb,
            Some(Level::Operational),
            theirs(Watch),
            "46elks melder om «Elevated error rates», for 14 minutter siden.",
        ),
        (Lang::En, Some(Level::Operational), ours(Watch), "Database: Unavailable, since 11:50."),
        (Lang::Nb, None, ours(Soft), "Database: Utilgjengelig, siden kl. 11.50."),
        (Lang::Sv, None, theirs(Hard), "46elks rapporterar ”Elevated error rates”, för 14 minuter sedan."),
    ] {
        assert_eq!(told(lang, level, cause), said);
    }
}

#[test]
fn a_cause_of_just_now_has_no_age_and_one_that_suffers_itself_tells_from_what() {
    let mut recent = reported(because("elks", DependencyKind::Soft, Level::Degraded));
    recent.since = now().plus(-20);
    let mut deep = because("database", DependencyKind::Hard, Level::Degraded);
    deep.root = Some("elks".into());
    let mut net = because("net", DependencyKind::Hard, Level::Degraded);
    net.root = Some("gone".into());
    let rooted = "På grunn av Database: Redusert funksjonalitet, siden kl. 11.50. Rotårsak: 46elks.";
    for (told, said) in [
        (vec![recent.clone()], vec!["Fordi 46elks melder om «Elevated error rates»."]),
        (vec![deep.clone()], vec![rooted]),
        // Where the root is a cause itself, the way over others adds nothing.
        (vec![deep, recent], vec!["Fordi 46elks melder om «Elevated error rates»."]),
        // What this page does not have is not spoken of.
        (vec![net], vec![]),
    ] {
        let mut api = component("api", "API", Some(Level::Degraded));
        (api.because, api.reason) = (told, Some(Reason::Dependency));
        let elks = component("elks", "46elks", Some(Level::Degraded));
        let view = View::of(of(vec![api, component("database", "Database", Some(Level::Degraded)), elks]), &[], now());
        assert_eq!(causes(&view, "api"), said);
        let why = if said.is_empty() { vec!["Skyldes noe tjenesten er avhengig av"] } else { vec![] };
        assert_eq!(self::said(&row(&view, "api").why), why, "that it suffers is said once");
    }
}

#[test]
fn a_notice_opens_the_row_and_is_no_trouble() {
    let mut api = component("api", "API", Some(Level::Operational));
    api.because = vec![because("database", DependencyKind::Watch, Level::MajorOutage)];
    let mut push = component("push", "Push", None);
    push.because = vec![because("database", DependencyKind::Soft, Level::MajorOutage)];
    let mut mail = component("mail", "E-post", None);
    mail.because = vec![because("database", DependencyKind::Watch, Level::MajorOutage)];
    let database = component("database", "Database", Some(Level::Operational));
    let view = View::of(of(vec![api, push, mail, database]), &[], now());
    for (id, word, facts) in [
        ("api", "Normal drift", vec![]),
        ("push", "Overvåkes ikke", vec!["Ved avbrudd", "Midlertidig løsning"]),
        ("mail", "Overvåkes ikke", vec![]),
    ] {
        let row = row(&view, id);
        let terms: Vec<_> = row.facts.iter().map(|fact| fact.term).collect();
        assert_eq!((row.word, row.trouble, row.has_details(), terms), (word, false, true, facts), "{id}");
        assert_eq!(row.since, None, "{id}");
    }
    assert_eq!(view.headline, "Alt vi overvåker, fungerer normalt");
}

#[test]
fn an_incident_at_the_end_of_a_chain_is_shown_with_what_suffers_from_it() {
    let mut snapshot = outage();
    let mut admin = component("admin", "Admin", Some(Level::Degraded));
    admin.depends_on = vec![DependencyView { component: "api".into(), kind: DependencyKind::Hard }];
    admin.because =
        vec![BecauseView { root: Some("elks".into()), ..because("api", DependencyKind::Hard, Level::Degraded) }];
    snapshot.components.push(admin);
    let view = View::of(snapshot, &ids(&["admin"]), now());
    let shown: Vec<_> = view.incidents.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(shown, ["i1", "i2"], "of the API, and of 46elks");
}

#[test]
fn incidents_that_do_not_touch_the_chosen_components_are_left_out() {
    for (filter, incidents, suppliers) in [
        (vec![], vec!["i1", "i2"], vec!["46elks"]),
        (vec!["api"], vec!["i1", "i2"], vec!["46elks"]),
        (vec!["database"], vec!["i1"], vec![]),
        (vec!["email"], vec![], vec![]),
    ] {
        let view = View::of(outage(), &ids(&filter), now());
        let shown: Vec<_> = view.incidents.iter().map(|card| card.id.as_str()).collect();
        let rows: Vec<_> = view.suppliers.iter().map(|row| row.name.text.as_str()).collect();
        assert_eq!((shown, rows), (incidents, suppliers), "{filter:?}");
    }
}

#[test]
fn a_message_from_the_beginning_does_not_tell_its_time_again() {
    let mut snapshot = outage();
    snapshot.incidents[0].started_at = snapshot.incidents[0].updates[0].at;
    let card = View::of(snapshot, &[], now()).incidents.remove(0);
    assert_eq!(card.started.text, "Startet kl. 12.00");
    assert_eq!(card.newest.unwrap().moment, None);
}

#[test]
fn an_incident_tells_when_more_will_be_said_and_whose_words_it_is() {
    let view = View::of(outage(), &[], now());
    let [ours, theirs] = view.incidents.as_slice() else { panic!("{:?}", view.incidents) };
    assert_eq!(ours.next.as_ref().unwrap().text, "Neste oppdatering kl. 12.30");
    let newest = ours.newest.as_ref().unwrap();
    assert_eq!((ours.status, newest.status), (Some("Årsak funnet"), None));
    assert_eq!(newest.moment.as_ref().unwrap().text, "Oppdatert kl. 12.00");
    assert_eq!(ours.earlier[0].status, Some("Undersøkes"));
    assert_eq!((ours.earlier.len(), ours.origin.as_deref()), (1, None));
    assert_eq!(theirs.started.text, "Startet søndag 3. mai kl. 10.00");
    assert_eq!((theirs.title.lang, theirs.origin.as_deref()), (Some(Lang::En), Some("Ifølge 46elks")));
    assert_eq!(theirs.link, None, "only https: is a link");
    assert_eq!(view.maintenances[0].span.text, "tirsdag 5. mai kl. 22.00–23.30");
}

#[test]
fn past_its_time_everything_is_unknown_and_the_age_is_told() {
    let late = at("2026-05-04T10:16:00Z");
    let view = View::of(outage(), &[], late);
    assert_eq!((view.level, view.headline), (Level::Unknown, "Ukjent status"));
    assert_eq!(
        view.note.as_deref(),
        Some("Vi har ikke fått nye opplysninger siden kl. 12.03 (for 12 minutter siden).")
    );
    let api = row(&view, "api");
    assert_eq!(
        (api.level, api.facts.len(), said(&api.why)),
        (Some(Level::Unknown), 0, vec!["Ingen ferske målinger".to_owned()])
    );
    assert!(view.components.iter().all(|row| row.because.is_empty()), "nothing is claimed about why");
    assert_eq!(row(&view, "email").level, None);
    assert_eq!(View::of(outage(), &[], outage().stale_after.plus(-1)).level, Level::MajorOutage);
}

#[test]
fn past_its_time_an_incident_is_what_was_known_last() {
    for (lang, heading) in [
        (Lang::Nb, "Sist kjente hendelser"),
        (Lang::Nn, "Sist kjende hendingar"),
        (Lang::Sv, "Senast kända incidenter"),
        (Lang::En, "Last known incidents"),
    ] {
        let snapshot = || Snapshot { lang, ..outage() };
        assert_eq!(View::of(snapshot(), &[], now()).incidents_are, text(lang).incidents);
        let late = View::of(snapshot(), &[], snapshot().stale_after);
        assert_eq!((late.incidents_are, late.incidents.len()), (heading, 2));
        assert!(late.incidents.iter().all(|card| card.impact.is_none() && card.status.is_none()));
        assert!(late.maintenances.iter().all(|card| card.status.is_none()));
    }
}

#[test]
fn the_age_is_left_out_when_there_is_nothing_to_count() {
    let mut snapshot = outage();
    snapshot.stale_after = snapshot.as_of.plus(30);
    let late = snapshot.stale_after;
    let note = View::of(snapshot, &[], late).note;
    assert_eq!(note.as_deref(), Some("Vi har ikke fått nye opplysninger siden kl. 12.03."));
}

#[test]
fn what_an_outage_means_is_claimed_of_an_outage_only() {
    use Level::{Degraded, Maintenance, MajorOutage, Operational, PartialOutage, Unknown};
    let (now_so, would_be) = (vec!["Konsekvens", "Midlertidig løsning"], vec!["Ved avbrudd", "Midlertidig løsning"]);
    for (level, regions, terms) in [
        (Some(MajorOutage), 0, now_so),
        (Some(MajorOutage), 1, would_be.clone()),
        (Some(PartialOutage), 1, would_be.clone()),
        (Some(PartialOutage), 0, would_be.clone()),
        (Some(Degraded), 0, would_be),
        (Some(Maintenance), 0, vec![]),
        (Some(Unknown), 0, vec![]),
        (Some(Operational), 0, vec![]),
        (None, 0, vec![]),
    ] {
        let mut api = component("api", "API", level);
        api.seen_from = vec![words("Nord"); regions];
        let view = View::of(of(vec![api]), &[], now());
        let found: Vec<_> = view.components[0].facts.iter().map(|fact| fact.term).collect();
        assert_eq!(found, terms, "{level:?} {regions}");
    }
}

#[test]
fn a_dependency_that_nobody_knows_is_not_drawn() {
    let mut api = component("api", "API", Some(Level::Unknown));
    api.reason = Some(Reason::Probe);
    api.depends_on = vec![DependencyView { component: "gone".into(), kind: DependencyKind::Hard }];
    let view = View::of(of(vec![api]), &[], now());
    assert!(view.components[0].dependencies.is_empty());
    assert!(view.components[0].facts.is_empty(), "an unknown component is not said to be down");
    assert_eq!(view.note.as_deref(), Some("Vi kan ikke si sikkert hvordan tjenesten virker akkurat nå."));
    assert_eq!(view.components[0].name, words("API"));
}

#[test]
fn a_notice_has_no_level_and_nobody_looks_into_it() {
    let mut snapshot = outage();
    let notice = &mut snapshot.incidents[0];
    (notice.impact, notice.status) = (Level::Operational, Some(IncidentStatus::Investigating));
    let view = View::of(snapshot, &[], now());
    assert_eq!((view.incidents[0].impact, view.incidents[0].status), (None, None));
    assert!(view.incidents[0].newest.as_ref().unwrap().status.is_none());
}
