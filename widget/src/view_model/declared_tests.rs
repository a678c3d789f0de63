//! What people have declared as it is drawn, as a table of sentences.

use super::*;
use crate::sample::{at, because, component, declared, now, of, words};
use fyr_shared::api::OverrideView;
use fyr_shared::page::DependencyKind;
use fyr_shared::status::{IncidentStatus, Reason};
use fyr_shared::text::text;

fn plain(pieces: &[Words]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

fn said(it: &Cause) -> String {
    plain(&it.said) + it.when.as_ref().map_or("", |when| &when.text) + &plain(&it.end)
}

fn all(pieces: &[Vec<Words>]) -> Vec<String> {
    pieces.iter().map(|it| plain(it)).collect()
}

#[test]
fn that_a_person_has_set_a_level_is_told_without_asking_also_where_that_is_well() {
    let view = View::of(declared(), &[], now());
    let api = view.components.first().unwrap();
    assert_eq!((api.word, api.trouble, api.has_details()), ("Normal drift", false, true));
    assert_eq!(api.because.iter().map(said).collect::<Vec<_>>(), ["Satt for hånd til kl. 14.00: Målingen er feil."]);
    assert!(api.why.is_empty() && api.since.is_none(), "{api:?}");
}

#[test]
fn an_override_is_told_in_every_language_and_at_every_level() {
    let told = |lang, level| {
        let mut api = component("api", "API", Some(level));
        api.reason = Some(Reason::Override);
        api.over = Some(OverrideView { reason: words("X"), ends_at: at("2026-05-05T12:00:00Z") });
        api.because = vec![because("database", DependencyKind::Hard, Level::MajorOutage)];
        let mut snapshot = of(vec![api, component("database", "Database", Some(Level::MajorOutage))]);
        snapshot.lang = lang;
        let row = View::of(snapshot, &[], now()).components.remove(0);
        assert!(!row.why.iter().any(|it| plain(it) == text(lang).reason(Reason::Override)), "said once: {row:?}");
        row.because.iter().map(said).collect::<Vec<_>>()
    };
    for level in [Level::Operational, Level::Degraded, Level::MajorOutage, Level::Unknown] {
        for (lang, by_hand, beside) in [
            (Lang::Nb, "Satt for hånd til tirsdag 5. mai kl. 14.00: X", "Database: Utilgjengelig, siden kl. 11.50."),
            (Lang::Nn, "Sett for hand til tysdag 5. mai kl. 14.00: X", "Database: Utilgjengeleg, sidan kl. 11.50."),
            (Lang::Sv, "Satt för hand till tisdag 5 maj kl. 14.00: X", "Database: Otillgänglig, sedan kl. 11.50."),
            (Lang::En, "Set by hand until Tuesday 5 May at 14:00: X", "Database: Unavailable, since 11:50."),
        ] {
            assert_eq!(told(lang, level), [by_hand, beside], "{level:?}");
        }
    }
}

#[test]
fn an_incident_tells_how_bad_it_is_what_it_means_and_a_way_around() {
    let view = View::of(declared(), &[], now());
    let card = view.incidents.first().unwrap();
    assert_eq!(card.severity.as_ref().unwrap().text, "A – Kritisk");
    let facts: Vec<_> = card.facts.iter().map(|it| (it.term, it.words.text.as_str(), it.words.lang)).collect();
    assert_eq!(
        facts,
        [("Konsekvens", "Ingen kan logge inn.", None), ("Midlertidig løsning", "Use the <app>.", Some(Lang::En))]
    );
    assert_eq!(all(&card.affected), ["Database: Utilgjengelig", "E-post: Redusert funksjonalitet"]);
    assert_eq!(card.newest.as_ref().unwrap().corrected.as_ref().unwrap().text, "Rettet kl. 12.02");
}

#[test]
fn a_promise_that_has_passed_is_told_as_what_was_promised() {
    for (lang, due, passed) in [
        (Lang::Nb, "Neste oppdatering kl. 12.04", "Neste oppdatering var lovet kl. 12.04"),
        (Lang::Nn, "Neste oppdatering kl. 12.04", "Neste oppdatering var lova kl. 12.04"),
        (Lang::Sv, "Nästa uppdatering kl. 12.04", "Nästa uppdatering utlovades till kl. 12.04"),
        (Lang::En, "Next update 12:04", "The next update was promised for 12:04"),
    ] {
        for (late, expected) in [(-1, due), (0, passed), (30, passed)] {
            let mut snapshot = declared();
            snapshot.lang = lang;
            snapshot.incidents[0].next_update_at = Some(now());
            let view = View::of(snapshot, &[], now().plus(late));
            assert_eq!(view.incidents[0].next.as_ref().unwrap().text, expected);
        }
    }
}

#[test]
fn what_is_over_puts_nothing_at_any_level_and_promises_nothing() {
    for status in [IncidentStatus::Resolved, IncidentStatus::Review] {
        let mut snapshot = declared();
        snapshot.incidents[0].status = Some(status);
        let card = View::of(snapshot, &[], now()).incidents.remove(0);
        assert_eq!((card.impact, card.next), (None, None), "{status:?}");
        assert_eq!(all(&card.affected), ["Database", "E-post"]);
    }
}

#[test]
fn work_tells_what_it_does_to_whom_and_that_it_could_not_wait() {
    let view = View::of(declared(), &[], now());
    let card = view.maintenances.first().unwrap();
    assert_eq!(card.extraordinary, Some("Ekstraordinært vedlikehold"));
    assert_eq!(card.words.as_ref().unwrap().text, "Vi bytter disker.\nDet tar en time.");
    assert_eq!(all(&card.affected), ["E-post: Kan bare leses", "API-backend"]);
    assert_eq!(card.changed.as_ref().unwrap().text, "Oppdatert kl. 10.00");
}

#[test]
fn past_its_time_nothing_of_it_claims_how_things_are() {
    let view = View::of(declared(), &[], at("2026-05-04T10:16:00Z"));
    let card = view.incidents.first().unwrap();
    assert_eq!((card.impact, card.status, card.severity.as_ref()), (None, None, None));
    assert_eq!(card.facts.iter().map(|it| it.term).collect::<Vec<_>>(), ["Midlertidig løsning"]);
    assert_eq!(all(&card.affected), ["Database", "E-post"]);
    assert_eq!(card.next.as_ref().unwrap().text, "Neste oppdatering var lovet kl. 12.00");
    let work = view.maintenances.first().unwrap();
    assert_eq!((work.status, all(&work.affected)), (None, vec!["E-post".to_owned(), "API-backend".to_owned()]));
    assert!(view.components.iter().all(|row| row.level == Some(Level::Unknown) && row.because.is_empty()));
}
