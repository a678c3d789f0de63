//! A whole page as HTML, complete without a script. Rendered at the edge, with the parts that the element is made of.

use crate::parts::{age, line, sections};
use crate::view_model::View;
use fyr_shared::api::Snapshot;
use fyr_shared::lang::Lang;
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
    /// This very page again: the link *refresh*.
    pub refresh: String,
}

/// The page for readers at `now`. Past `stale_after` it says *unknown*, and since when.
#[must_use]
pub fn document(snapshot: &Snapshot, now: Instant, links: &Links) -> String {
    let shown = View::of(snapshot.clone(), &[], now);
    let title = escaped(&text(shown.lang).title(shown.level, &shown.name));
    let lang = shown.lang.as_str();
    let body = Owner::new().with(|| body(&shown, links).to_html());
    // Placeholders that only a script would need.
    let body = body.replace("<!>", "");
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<style>{PAGE_CSS}</style>\n</head>\n<body>{body}</body>\n</html>\n"
    )
}

fn body(shown: &View, links: &Links) -> impl IntoView + use<> {
    let words = text(shown.lang);
    let heading = words.status_of(&shown.name);
    let switch = languages(shown.lang, links);
    let refresh = links.refresh.clone();
    view! {
        <div class="page">
            {switch}
            <main>
                <h1>{heading}</h1>
                {line(shown).view()}
                {sections(shown, 2)}
            </main>
            <footer class="foot" part="footer">
                <div>{age(&shown.age).view()}<p class="quiet">{shown.zone.clone()}</p></div>
                <a class="button" href=refresh>{words.refresh}</a>
            </footer>
        </div>
    }
}

/// Nothing for a page in one language.
fn languages(shown: Lang, links: &Links) -> impl IntoView + use<> {
    let item = |(lang, href): (Lang, String)| {
        let tag = lang.as_str();
        let here = (lang == shown).then_some("true");
        view! { <li><a href=href hreflang=tag lang=tag aria-current=here>{text(lang).own_name}</a></li> }
    };
    let links = links.languages.clone();
    (links.len() > 1).then(|| {
        view! {
            <header>
                <nav aria-label=text(shown).languages>
                    <ul class="languages">{links.into_iter().map(item).collect_view()}</ul>
                </nav>
            </header>
        }
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, now, outage, well};

    fn links() -> Links {
        let languages = vec![(Lang::Nb, "/digireq?lang=nb".to_owned()), (Lang::En, "/digireq?lang=en".to_owned())];
        Links { languages, refresh: "/digireq?lang=nb".to_owned() }
    }

    #[test]
    fn a_page_says_how_it_is_and_how_old_that_is() {
        let html = document(&well(), now(), &links());
        for part in [
            "<!doctype html>\n<html lang=\"nb\">",
            "<title>Normal drift – DigiReq driftsstatus</title>",
            "<h1>Driftsstatus for DigiReq</h1>",
            "Alle våre systemer fungerer normalt",
            "<time datetime=\"2026-05-04T10:03:50Z\">Oppdatert kl. 12.03</time>",
            "<a href=\"/digireq?lang=en\" hreflang=\"en\" lang=\"en\">English</a>",
            "lang=\"nb\" aria-current=\"true\">Bokmål</a>",
            "href=\"/digireq?lang=nb\" class=\"button\">Oppdater</a>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        assert_eq!(html.matches(&format!("<style>{PAGE_CSS}</style>")).count(), 1);
    }

    #[test]
    fn it_needs_no_script_and_no_leave_for_inline_styles() {
        let html = document(&outage(), now(), &links());
        for foreign in ["<script", " style=", "<!>", "<!--", " onclick", "javascript:"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
    }

    #[test]
    fn foreign_text_is_text() {
        let html = document(&outage(), now(), &links());
        assert!(html.contains("&lt;b&gt;Innlogging&lt;/b&gt; er nede"), "{html}");
        assert!(html.contains("lang=\"en\">Elevated error rates"), "{html}");
    }

    #[test]
    fn past_its_time_the_page_is_unknown() {
        let html = document(&well(), at("2026-05-04T10:16:00Z"), &links());
        assert!(html.contains("<title>Ukjent status – DigiReq driftsstatus</title>"));
        assert!(html.contains("Vi har ikke fått nye opplysninger siden kl. 12.03 (for 12 minutter siden)."));
        assert!(!html.contains("Normal drift"));
    }
}
