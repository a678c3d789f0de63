//! The last days in words: what a bar shows, and what is said of a day.

use super::{HistoryView, Mark};
use crate::sample;
use fyr_shared::api::{ComponentHistory, DayHistory, History, IncidentHistory};
use fyr_shared::day::Day;
use fyr_shared::history::Seconds;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::status::{IncidentStatus, Level};
use fyr_shared::time::Instant;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn seconds(all: &[(Level, u32)]) -> Seconds {
    let mut seconds = Seconds::default();
    all.iter().for_each(|(level, of)| seconds.add(*level, *of));
    seconds
}

fn history(lang: Lang, all: &[(Level, u32)], of: u32) -> History {
    let whole = sample::well();
    let seconds = seconds(all);
    let days = vec![DayHistory { day: day("2026-05-03"), level: seconds.level(of), seconds, of }];
    let name = Words::plain("API-backend");
    History {
        v: History::VERSION,
        page: whole.page,
        name: whole.name,
        env: whole.env,
        environments: whole.environments,
        lang,
        as_of: whole.as_of,
        zone: whole.zone,
        from: day("2026-05-03"),
        until: day("2026-05-04"),
        components: vec![ComponentHistory { id: "api".into(), name, supplier: false, days }],
        part: None,
        next: None,
        incidents: vec![],
        maintenances: vec![],
    }
}

fn told(history: &History) -> (Mark, String) {
    let it = HistoryView::of(history).components[0].days[0].clone();
    (it.mark, it.told.into_iter().map(|it| it.text).collect())
}

#[test]
fn a_day_is_drawn_and_told() {
    use Level::{Degraded, MajorOutage, Operational, Unknown};
    for (seconds, mark, words) in [
        (&[(Operational, 86_400)][..], Mark::Bar(Operational), "Normal drift."),
        (&[(Operational, 86_280), (Unknown, 120)], Mark::Bar(Operational), "Normal drift."),
        (&[(Operational, 85_800), (Unknown, 600)], Mark::Footed(Operational), "Ukjent status 10 min."),
        (&[(Operational, 40_000), (Unknown, 46_400)], Mark::Hatched, "Ukjent status 12 t 53 min."),
        (&[(Unknown, 86_400)], Mark::Hatched, "Ukjent status hele dagen."),
        (&[(Operational, 86_358), (MajorOutage, 42)], Mark::Bar(MajorOutage), "Utilgjengelig 42 s."),
        (
            &[(Degraded, 3_600), (MajorOutage, 720), (Unknown, 82_080)],
            Mark::Footed(MajorOutage),
            "Utilgjengelig 12 min, Redusert funksjonalitet 1 t, Ukjent status 22 t 48 min.",
        ),
        // First seen at noon: of the morning nobody can tell.
        (&[(Operational, 46_800)], Mark::Footed(Operational), "Ukjent status 11 t."),
        (&[], Mark::Empty, "Overvåkes ikke."),
    ] {
        let expected = (mark, format!("søndag 3. mai: {words}"));
        assert_eq!(told(&history(Lang::Nb, seconds, 86_400)), expected);
    }
}

#[test]
fn a_day_with_an_incident_is_named_in_every_language() {
    for (lang, words, month) in [
        (Lang::Nb, "søndag 3. mai: Normal drift. Hendelse: <b>Slow</b> (kl. 12.00–12.30).", "Mai 2026"),
        (Lang::Nn, "søndag 3. mai: Normal drift. Hending: <b>Slow</b> (kl. 12.00–12.30).", "Mai 2026"),
        (Lang::Sv, "söndag 3 maj: Normal drift. Händelse: <b>Slow</b> (kl. 12.00–12.30).", "Maj 2026"),
        (Lang::En, "Sunday 3 May: Operational. Incident: <b>Slow</b> (12:00–12:30).", "May 2026"),
    ] {
        let mut history = history(lang, &[(Level::Operational, 86_400)], 86_400);
        history.incidents.push(IncidentHistory {
            id: "incident-1".into(),
            title: Words { text: "<b>Slow</b>".into(), lang: Some(Lang::En) },
            status: IncidentStatus::Resolved,
            severity: None,
            impact: Level::Operational,
            components: vec!["api".into()],
            started_at: Instant::parse("2026-05-03T10:00:00Z").unwrap(),
            resolved_at: Instant::parse("2026-05-03T10:30:00Z"),
            first_day: day("2026-05-03"),
            last_day: day("2026-05-03"),
        });
        let view = HistoryView::of(&history);
        let (name, days) = &view.components[0].months[0];
        let text: String = days[0].told.iter().map(|it| it.text.as_str()).collect();
        assert_eq!((name.as_str(), text.as_str()), (month, words));
        assert_eq!(days[0].told[2].lang, Some(Lang::En), "a title says its language");
    }
}
