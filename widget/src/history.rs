//! The last days as a page of its own, complete without a script, and as a widget draws them.

use crate::document::{PAGE_CSS, escaped, languages, whole};
use crate::parts::{self, Bars, Part};
use crate::view_model::HistoryView;
use fyr_shared::api::History;
use fyr_shared::date::Dates;
use fyr_shared::ids::EnvId;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::text::{history_words, text};
use fyr_shared::time::Instant;
use leptos::prelude::*;
use serde::Serialize;
use serde_json::Value;

/// The level of a component's heading where a widget draws them: it moves all of them.
const DRAWN: u8 = 3;

/// Where the links of a page of history lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryLinks {
    /// The same page in each language.
    pub languages: Vec<(Lang, String)>,
    /// The same page in each environment.
    pub environments: Vec<(EnvId, String)>,
    /// How things are now.
    pub home: String,
    /// From the first component on; `None`: this is.
    pub first: Option<String>,
    /// From the component on that comes after the last of these; `None`: none does.
    pub next: Option<String>,
}

/// The page for readers. `doubted`: it is then that it is read, and what it tells is old.
#[must_use]
pub fn history_page(history: &History, links: &HistoryLinks, doubted: Option<Instant>) -> String {
    let words = history_words(history.lang);
    let place = history.part.map_or_else(String::new, |it| format!(" ({})", words.place(it.first, it.last, it.of)));
    let title = words.title(&history.name) + &place;
    let head = format!("<title>{}</title>", escaped(&title));
    whole(history.lang.as_str(), &head, PAGE_CSS, || body(history, links, title, doubted))
}

fn body(history: &History, links: &HistoryLinks, title: String, doubted: Option<Instant>) -> impl IntoView + use<> {
    let words = text(history.lang);
    let (between, switch) = (environments(history, links), languages(history.lang, &links.languages));
    let header = (between.is_some() || switch.is_some()).then(|| view! { <header>{between}{switch}</header> });
    let note = doubted.map(|now| view! { <p class="note">{note(history, now)}</p> });
    let view = HistoryView::of(history);
    let updated = words.updated(&history.dates().dated(history.as_of));
    let (at, home, zone) = (history.as_of.to_string(), links.home.clone(), words.zone(&history.zone.name));
    view! {
        <div class="page">
            {header}
            <main>
                <h1>{title}</h1>
                {note}
                <p>{view.days.clone()}</p>
                {parts::history(&view, 2, Bars::Seen, links.next.as_deref()).view()}
                {around(history.lang, links)}
            </main>
            <footer class="foot" part="footer">
                <div><p class="quiet"><time datetime=at>{updated}</time></p><p class="quiet">{zone}</p></div>
                <a class="link" href=home>{words.open_page}</a>
            </footer>
        </div>
    }
}

/// The rest of a page that is told in parts.
fn around(lang: Lang, links: &HistoryLinks) -> Option<impl IntoView + use<>> {
    let words = history_words(lang);
    let link = |href: &Option<String>, text: &'static str| {
        href.clone().map(|href| view! { <a class="link" href=href>{text}</a> })
    };
    let (first, next) = (link(&links.first, words.first), link(&links.next, words.next));
    (first.is_some() || next.is_some()).then(|| view! { <nav class="around" aria-label=words.more>{first}{next}</nav> })
}

/// How old it is.
fn note(history: &History, now: Instant) -> String {
    let dates = Dates { now, ..history.dates() };
    text(history.lang).last_known(&dates.dated(history.as_of), dates.ago(history.as_of).as_deref())
}

/// Nothing for a page of one environment.
fn environments(history: &History, links: &HistoryLinks) -> Option<impl IntoView + use<>> {
    let item = |(id, href): &(EnvId, String)| {
        let Words { text, lang } = history.environments.iter().find(|it| it.id == *id)?.name.clone();
        let here = (*id == history.env).then_some("true");
        Some(view! { <li><a href=href.clone() lang=lang.map(Lang::as_str) aria-current=here>{text}</a></li> })
    };
    (links.environments.len() > 1).then(|| {
        let items = links.environments.iter().filter_map(item).collect_view();
        view! { <nav aria-label=text(history.lang).environment><ul class="choices">{items}</ul></nav> }
    })
}

/// What a widget shows.
#[derive(Serialize)]
pub struct DrawnHistory {
    /// The version of this format.
    pub v: u32,
    /// All of it.
    pub history: Value,
}

impl DrawnHistory {
    /// The version of the format that this code writes.
    pub const VERSION: u32 = 1;

    /// What a widget shows of a history. `doubted`: it is then that it is read, and what it tells is old; `next`: the whole
    /// address of what comes after it.
    #[must_use]
    pub fn of(history: &History, doubted: Option<Instant>, next: Option<&str>) -> Self {
        let note = doubted.map(|now| parts::el(parts::P).class("note").text(&note(history, now)));
        let drawn = parts::history(&HistoryView::of(history), DRAWN, Bars::Walked, next);
        let all = parts::el(parts::DIV).maybe(note).child(drawn);
        Self { v: Self::VERSION, history: Part::from(all).to_json() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;
    use fyr_shared::api::{ComponentHistory, DayHistory, MaintenanceHistory, Part as Place};
    use fyr_shared::day::Day;
    use fyr_shared::history::Seconds;
    use fyr_shared::status::{Level, MaintenanceStatus};

    const DAY: u32 = 86_400;

    fn at(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    /// Ninety days: not watched at first, then well but for a few.
    fn history(lang: Lang) -> History {
        let whole = sample::well();
        let until = Day::parse("2026-05-04").unwrap();
        let day = |before: i64| {
            let bad: &[(Level, u32)] = match before {
                80.. => &[],
                61 => &[(Level::MajorOutage, 720), (Level::Operational, DAY - 720)],
                47 => &[(Level::Unknown, DAY)],
                46 => &[(Level::Unknown, 7_200), (Level::Operational, DAY - 7_200)],
                30 => &[(Level::Degraded, 4_000), (Level::Operational, DAY - 4_000)],
                14 => &[(Level::PartialOutage, 300), (Level::Unknown, 3_600), (Level::Operational, DAY - 3_900)],
                9 => &[(Level::Maintenance, 18_000), (Level::Operational, DAY - 18_000)],
                _ => &[(Level::Operational, DAY)],
            };
            let mut seconds = Seconds::default();
            bad.iter().for_each(|(level, of)| seconds.add(*level, *of));
            DayHistory { day: until.plus(-before), level: seconds.level(DAY), seconds, of: DAY }
        };
        let component = |id: &str, name: &str| ComponentHistory {
            id: id.into(),
            name: Words::plain(name),
            supplier: false,
            days: (0..90).rev().map(day).collect(),
        };
        let work = MaintenanceHistory {
            id: "maintenance-1".into(),
            title: Words { text: "<b>Disks</b>".into(), lang: Some(Lang::En) },
            status: MaintenanceStatus::Completed,
            components: vec!["api".into()],
            started_at: at("2026-04-25T20:00:00Z"),
            ended_at: Some(at("2026-04-26T01:00:00Z")),
            first_day: until.plus(-9),
            last_day: until.plus(-8),
        };
        History {
            v: History::VERSION,
            page: whole.page,
            name: whole.name,
            env: whole.env,
            environments: whole.environments,
            lang,
            as_of: whole.as_of,
            zone: whole.zone,
            from: until.plus(-89),
            until,
            components: vec![component("api", "API-backend"), component("sms", "SMS-OTP")],
            part: None,
            next: None,
            incidents: vec![],
            maintenances: vec![work],
        }
    }

    fn links() -> HistoryLinks {
        let in_language = |lang: Lang| (lang, format!("/digireq/history?lang={}", lang.as_str()));
        HistoryLinks {
            languages: vec![in_language(Lang::Nb), in_language(Lang::En)],
            environments: vec![],
            home: "/digireq?lang=nb".to_owned(),
            first: None,
            next: None,
        }
    }

    #[test]
    fn a_page_says_which_days_had_something_and_brings_no_style_of_its_own() {
        let html = history_page(&history(Lang::Nb), &links(), None);
        for part in [
            "<title>Historikk for DigiReq</title>",
            "<p>De siste 90 dagene</p>",
            "<ul aria-hidden=\"true\" class=\"bars\">",
            "7 dager med feil, vedlikehold eller manglende målinger",
            "6 dager med feil, vedlikehold eller manglende målinger",
            ">Mars 2026</h3>",
            "onsdag 4. mars: Utilgjengelig 12 min.",
            "mandag 20. april: Delvis utilgjengelig 5 min, Ukjent status 1 t.",
            "<span lang=\"en\">&lt;b&gt;Disks&lt;/b&gt;</span> (lørdag 25. april kl. 22.00 – søndag 26. april kl. 03.00).",
            "<a href=\"/digireq?lang=nb\" class=\"link\">Åpne statussiden</a>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert!(!html.contains("style=") && !html.contains("<script"));
        assert_eq!(html.matches("class=\"bar empty\"").count(), 2 * 10 + 1, "and one in the legend");
    }

    #[test]
    fn a_part_says_which_it_is_and_leads_to_the_rest() {
        let place = |first| Some(Place { first, last: first + 1, of: 4 });
        let first = History { part: place(1), next: Some("sms".into()), ..history(Lang::Nb) };
        let link = |query: &str| Some(format!("/digireq/history{query}"));
        let html = history_page(&first, &HistoryLinks { next: link("?lang=nb&after=sms"), ..links() }, None);
        for told in [
            "<title>Historikk for DigiReq (tjeneste 1–2 av 4)</title>",
            "<nav aria-label=\"Flere tjenester\" class=\"around\"><a href=\"/digireq/history?lang=nb&amp;after=sms\"",
        ] {
            assert!(html.contains(told), "{told}\n{html}");
        }
        assert!(!html.contains("Vis fra starten"));
        let last = History { part: place(3), components: vec![], ..history(Lang::Nb) };
        let html = history_page(&last, &HistoryLinks { first: link("?lang=nb"), ..links() }, None);
        assert!(html.contains("(tjeneste 3–4 av 4)</h1>") && html.contains("Vis fra starten"), "{html}");
        assert!(!html.contains("Vis flere tjenester"));
        assert!(!html.contains("Ingen tjenester"), "nobody can say that of a part");
        let drawn =
            serde_json::to_string(&DrawnHistory::of(&first, None, Some("https://status.example.no/next"))).unwrap();
        assert!(drawn.contains("Tjeneste 1–2 av 4."), "{drawn}");
        assert!(drawn.contains("https://status.example.no/next"), "{drawn}");
    }

    #[test]
    fn what_is_old_says_so() {
        let now = at("2026-05-04T10:23:50Z");
        let html = history_page(&history(Lang::En), &links(), Some(now));
        assert!(html.contains("20 minutes ago"), "{html}");
        let drawn = serde_json::to_string(&DrawnHistory::of(&history(Lang::En), Some(now), None)).unwrap();
        assert!(drawn.contains("20 minutes ago"));
    }

    #[test]
    fn a_widget_gets_the_days_as_a_list_to_choose_from() {
        let drawn = DrawnHistory::of(&history(Lang::Nb), None, None);
        let text = serde_json::to_string(&drawn).unwrap();
        assert_eq!(text.matches("\"role\":\"option\"").count(), 180);
        assert_eq!(text.matches("\"tabindex\":\"0\"").count(), 2, "one stop for each component");
        assert!(text.contains("\"label\":\"API-backend: De siste 90 dagene\""));
    }
}
