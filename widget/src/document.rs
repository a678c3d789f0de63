//! A whole page as HTML, complete without a script. Rendered at the edge, with the parts that the element is made of.

use crate::badge::names;
use crate::parts::{age, line, sections};
use crate::view_model::{Moment, View};
use fyr_shared::api::Snapshot;
use fyr_shared::date::Dates;
use fyr_shared::ids::{ComponentId, EnvId};
use fyr_shared::lang::{Lang, Words};
use fyr_shared::text::text;
use fyr_shared::time::Instant;
use leptos::prelude::*;

/// The whole text of the page's one `<style>`, to the byte: a policy may allow it by its hash.
pub const PAGE_CSS: &str = concat!(include_str!("style.css"), include_str!("page.css"));

/// Where the links of a page lead. Paths, or whole addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// The same page in each of its languages, the one shown among them.
    pub languages: Vec<(Lang, String)>,
    /// The same page in each of its environments, the one shown among them.
    pub environments: Vec<(EnvId, String)>,
    /// This very page again: the link *refresh*.
    pub refresh: String,
    /// How the last days were.
    pub history: String,
    /// Where people are led to a contact, if the page says who helps.
    pub support: Option<String>,
}

/// The page for readers at `now`. Past `stale_after` it says *unknown*, and since when.
#[must_use]
pub fn document(snapshot: &Snapshot, chosen: &[ComponentId], now: Instant, links: &Links) -> String {
    let shown = shown(snapshot, chosen, now);
    let lang = shown.lang.as_str();
    let title = title(&shown);
    whole(lang, &title, PAGE_CSS, || body(&shown, snapshot, links))
}

/// What is shown of the components chosen, under their names, or of all under the page's.
pub(crate) fn shown(snapshot: &Snapshot, chosen: &[ComponentId], now: Instant) -> View {
    let mut shown = dated(View::of(snapshot.clone(), chosen, now), snapshot, now);
    if !chosen.is_empty() {
        let own: Vec<_> = snapshot.components.iter().filter(|it| chosen.contains(&it.id)).collect();
        shown.name = snapshot.called(&names(&own).text);
    }
    shown
}

/// A whole document: what is special in its head, its one style sheet, and its body.
pub(crate) fn whole<V: IntoView>(lang: &str, head: &str, css: &str, body: impl FnOnce() -> V) -> String {
    let body = Owner::new().with(|| body().into_view().to_html());
    // Placeholders that only a script would need.
    let body = body.replace("<!>", "");
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n{head}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<style>{css}</style>\n</head>\n<body>{body}</body>\n</html>\n"
    )
}

/// `<title>`: how it is, and what.
pub(crate) fn title(shown: &View) -> String {
    format!("<title>{}</title>", escaped(&text(shown.lang).title(shown.level, &shown.name)))
}

/// The same with the day of when it was so: the page does not age by itself, and may be read tomorrow or on paper.
fn dated(mut shown: View, snapshot: &Snapshot, now: Instant) -> View {
    let (at, words) = (snapshot.as_of, text(snapshot.lang));
    let dates = Dates { lang: snapshot.lang, zone: &snapshot.zone, now };
    shown.age = Moment { text: words.updated(&dates.dated(at)), at };
    if now >= snapshot.stale_after {
        shown.note = Some(words.last_known(&dates.dated(at), dates.ago(at).as_deref()));
    }
    shown
}

fn body(shown: &View, snapshot: &Snapshot, links: &Links) -> impl IntoView + use<> {
    let words = text(shown.lang);
    let heading = words.status_of(&shown.name);
    let (between, switch) = (environments(snapshot, links), languages(shown.lang, &links.languages));
    let header = (between.is_some() || switch.is_some()).then(|| view! { <header>{between}{switch}</header> });
    let (refresh, history) = (links.refresh.clone(), links.history.clone());
    let open = words.help.open;
    let support = links.support.clone().map(|href| view! { <a class="button" href=href>{open}</a> });
    view! {
        <div class="page">
            {header}
            <main>
                <h1>{heading}</h1>
                {line(shown).view()}
                {sections(shown, 2).view()}
            </main>
            <footer class="foot" part="footer">
                <div>{age(&shown.age).view()}<p class="quiet">{shown.zone.clone()}</p></div>
                <div class="controls">{support}<a class="button" href=history>{words.history}</a><a class="button" href=refresh>{words.refresh}</a></div>
            </footer>
        </div>
    }
}

/// Nothing for a page of one environment.
fn environments(snapshot: &Snapshot, links: &Links) -> Option<impl IntoView + use<>> {
    let name = |id: &EnvId| snapshot.environments.iter().find(|it| it.id == *id).map(|it| it.name.clone());
    let item = |(id, href): &(EnvId, String)| {
        let Words { text, lang } = name(id)?;
        let here = (*id == snapshot.env).then_some("true");
        let lang = lang.map(Lang::as_str);
        Some(view! { <li><a href=href.clone() lang=lang aria-current=here>{text}</a></li> })
    };
    let label = text(snapshot.lang).environment;
    (links.environments.len() > 1).then(|| {
        let items = links.environments.iter().filter_map(item).collect_view();
        view! { <nav aria-label=label><ul class="choices">{items}</ul></nav> }
    })
}

/// Nothing for a page in one language.
pub(crate) fn languages(shown: Lang, links: &[(Lang, String)]) -> Option<impl IntoView + use<>> {
    let item = |(lang, href): (Lang, String)| {
        let tag = lang.as_str();
        let here = (lang == shown).then_some("true");
        view! { <li><a href=href hreflang=tag lang=tag aria-current=here>{text(lang).own_name}</a></li> }
    };
    let links = links.to_vec();
    (links.len() > 1).then(|| {
        let items = links.into_iter().map(item).collect_view();
        view! { <nav aria-label=text(shown).languages><ul class="choices">{items}</ul></nav> }
    })
}

/// Text as HTML and XML take it, in element and attribute alike; what XML cannot hold becomes a space.
pub(crate) fn escaped(text: &str) -> String {
    let allowed = |letter: char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    let plain: String = text.chars().map(|letter| if allowed(letter) { letter } else { ' ' }).collect();
    plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, declared, environment, now, outage, well};

    fn links() -> Links {
        let languages = vec![(Lang::Nb, "/digireq?lang=nb".to_owned()), (Lang::En, "/digireq?lang=en".to_owned())];
        Links {
            languages,
            environments: vec![],
            refresh: "/digireq?lang=nb".to_owned(),
            history: "/digireq/history?lang=nb".to_owned(),
            support: None,
        }
    }

    #[test]
    fn a_page_says_how_it_is_and_how_old_that_is() {
        let html = document(&well(), &[], now(), &links());
        for part in [
            "<!doctype html>\n<html lang=\"nb\">",
            "<title>Normal drift – driftsstatus for DigiReq</title>",
            "<h1>Driftsstatus for DigiReq</h1>",
            "Alle våre systemer fungerer normalt",
            "<time datetime=\"2026-05-04T10:03:50Z\">Oppdatert mandag 4. mai kl. 12.03</time>",
            "<a href=\"/digireq?lang=en\" hreflang=\"en\" lang=\"en\">English</a>",
            "lang=\"nb\" aria-current=\"true\">Bokmål</a>",
            "href=\"/digireq?lang=nb\" class=\"button\">Oppdater</a>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert_eq!(html.matches(&format!("<style>{PAGE_CSS}</style>")).count(), 1);
    }

    #[test]
    fn a_page_of_several_environments_leads_to_each_and_says_which_it_is_about() {
        let [production, test] = ["production", "test"].map(|id| (id.into(), format!("/digireq?lang=nb&env={id}")));
        let links = Links { environments: vec![production, test], ..links() };
        let mut snapshot = well();
        snapshot.environments.push(environment("test", "Test"));
        for (env, name, here, there) in
            [("production", "DigiReq", "Produksjon", "Test"), ("test", "DigiReq (Test)", "Test", "Produksjon")]
        {
            snapshot.env = env.into();
            snapshot.name = snapshot.called("DigiReq");
            let html = document(&snapshot, &[], now(), &links);
            assert!(html.contains(&format!("<h1>Driftsstatus for {name}</h1>")), "{html}");
            assert!(html.contains(&format!(" – driftsstatus for {name}</title>")), "{html}");
            let (_, nav) = html.split_once("<nav aria-label=\"Miljø\">").unwrap();
            let (nav, _) = nav.split_once("</nav>").unwrap();
            let current = format!("href=\"/digireq?lang=nb&amp;env={env}\" aria-current=\"true\">{here}</a>");
            assert!(nav.contains(&current) && nav.contains(&format!("\">{there}</a>")), "{nav}");
            assert_eq!(nav.matches("aria-current").count(), 1, "{nav}");
            snapshot.name = "DigiReq".into();
        }
        assert!(!document(&well(), &[], now(), &Links { environments: vec![], ..links }).contains("Miljø"));
    }

    #[test]
    fn of_some_components_it_says_the_environment_too() {
        let mut snapshot = well();
        snapshot.environments.push(environment("test", "Test"));
        snapshot.env = "test".into();
        let html = document(&snapshot, &["api".into()], now(), &links());
        assert!(html.contains("<h1>Driftsstatus for API-backend (Test)</h1>"), "{html}");
    }

    #[test]
    fn it_needs_no_script_and_no_leave_for_inline_styles() {
        let html = document(&outage(), &[], now(), &links());
        for foreign in ["<script", " style=", "<!>", "<!--", " onclick", "javascript:"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
    }

    #[test]
    fn foreign_text_is_text() {
        let html = document(&outage(), &[], now(), &links());
        assert!(html.contains("&lt;b&gt;Innlogging&lt;/b&gt; er nede"), "{html}");
        assert!(html.contains("lang=\"en\">Elevated error rates"), "{html}");
        let cause = "<p>Fordi 46elks melder om «<span lang=\"en\">Elevated error rates</span>», \
                     <time datetime=\"2026-05-04T09:50:00Z\">for 14 minutter siden</time>.</p>";
        assert!(html.contains(cause), "{html}");
    }

    #[test]
    fn what_people_declare_is_told_as_text() {
        let html = document(&declared(), &[], now(), &links());
        for part in [
            "<p>Satt for hånd <time datetime=\"2026-05-04T12:00:00Z\">til kl. 14.00</time>: Målingen er feil.</p>",
            "<span>A – Kritisk</span>",
            "<p class=\"said\" lang=\"en\">Use the &lt;app&gt;.</p>",
            "<time datetime=\"2026-05-04T10:02:00Z\">Rettet kl. 12.02</time>",
            "<time datetime=\"2026-05-04T10:00:00Z\">Neste oppdatering var lovet kl. 12.00</time>",
            "<span>Ekstraordinært vedlikehold</span>",
            "E-post: Kan bare leses",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
    }

    #[test]
    fn past_its_time_the_page_is_unknown() {
        let html = document(&well(), &[], at("2026-05-04T10:16:00Z"), &links());
        assert!(html.contains("<title>Ukjent status – driftsstatus for DigiReq</title>"));
        assert!(
            html.contains("Vi har ikke fått nye opplysninger siden mandag 4. mai kl. 12.03 (for 12 minutter siden).")
        );
        assert!(!html.contains("Normal drift"));
    }

    #[test]
    fn no_element_is_empty() {
        for snapshot in [well(), outage(), declared()] {
            let html = document(&snapshot, &[], now(), &links());
            let drawn = |tag: &&str| !["path", "/path", "svg", "/svg"].iter().any(|name| tag.starts_with(name));
            let tags: Vec<_> = html.split('<').filter(drawn).collect();
            let empty =
                |pair: &&[&str]| pair[0].ends_with('>') && !pair[0].starts_with('/') && pair[1].starts_with('/');
            assert_eq!(tags.windows(2).find(empty), None);
        }
    }

    #[test]
    fn every_name_that_fell_back_says_its_language() {
        let english = |text: &str| Words { text: text.to_owned(), lang: Some(Lang::En) };
        let mut snapshot = outage();
        for component in &mut snapshot.components {
            component.name = english(&component.name.text);
            component.seen_from = vec![english("West"), english("North")];
        }
        let html = document(&snapshot, &[], now(), &links());
        for name in ["API-backend", "SMS-OTP", "Database", "West", "North"] {
            let (all, marked) = (format!(">{name}<"), format!(" lang=\"en\">{name}<"));
            assert_eq!(html.matches(name).count(), html.matches(&marked).count(), "{all}\n{html}");
        }
        assert!(
            html.contains("noen regioner: <span lang=\"en\">West</span>, <span lang=\"en\">North</span>."),
            "{html}"
        );
        assert!(html.contains("<span>Statussiden til <span lang=\"en\">46elks</span></span></a>"), "{html}");
    }
}
