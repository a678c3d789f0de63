//! A page for an `<iframe>`: the same content in a compact form. Complete without a script; with one, our own element
//! takes over in the very document, and what was rendered here is its fallback.

use crate::document::{escaped, shown, title, whole};
use crate::parts::{age, line, sections};
use crate::view_model::View;
use fyr_shared::api::Snapshot;
use fyr_shared::ids::ComponentId;
use fyr_shared::text::text;
use fyr_shared::time::Instant;
use leptos::html::custom;
use leptos::prelude::*;

/// The whole text of the frame's one `<style>`, to the byte: a policy may allow it by its hash.
pub const FRAME_CSS: &str = concat!(include_str!("style.css"), include_str!("page.css"), include_str!("frame.css"));

/// What a frame refers to. Paths, or whole addresses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Framed {
    /// The page itself.
    pub page: String,
    /// Its loader.
    pub loader: String,
    /// This very frame again: the link *refresh*.
    pub refresh: String,
    /// The components that were asked for, separated by commas; empty: all.
    pub components: String,
    /// The environment that was asked for; empty: the page's own.
    pub env: String,
}

/// The frame for readers at `now`. Past `stale_after` it says *unknown*, and since when.
#[must_use]
pub fn frame(snapshot: &Snapshot, chosen: &[ComponentId], now: Instant, framed: &Framed) -> String {
    let shown = shown(snapshot, chosen, now);
    let lang = shown.lang.as_str();
    // Every link leads out of the frame: few other pages can be shown in one.
    let script = format!("<script async src=\"{}\"></script>", escaped(&framed.loader));
    let head = [&title(&shown), "<base target=\"_blank\">", &script].join("\n");
    whole(lang, &head, FRAME_CSS, || body(&shown, snapshot, framed))
}

fn body(shown: &View, snapshot: &Snapshot, framed: &Framed) -> impl IntoView + use<> {
    let words = text(shown.lang);
    let heading = words.status_of(&shown.name);
    let fallback = view! {
        <div>
            {line(shown).view()}
            {sections(shown, 2).view()}
            <div class="foot" part="footer">
                <div>{age(&shown.age).view()}<p class="quiet">{shown.zone.clone()}</p></div>
                <a class="button" href=framed.refresh.clone() target="_self">{words.refresh}</a>
            </div>
        </div>
    };
    let live = custom("fyr-status")
        .attr("page", snapshot.page.to_string())
        .attr("lang", shown.lang.as_str())
        .attr("components", Some(framed.components.clone()).filter(|it| !it.is_empty()))
        .attr("env", Some(framed.env.clone()).filter(|it| !it.is_empty()))
        .attr("heading-level", "2")
        .attr("show", "always")
        .attr("open", "")
        .child(fallback);
    view! {
        <main class="page">
            <div class="top">
                <h1>{heading}</h1>
                <a class="link" href=framed.page.clone() target="_blank" rel="noopener">{words.open_page}</a>
            </div>
            {live}
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{at, now, outage, well};

    fn framed() -> Framed {
        Framed {
            page: "/digireq?lang=nb".to_owned(),
            loader: "/digireq/embed.js".to_owned(),
            refresh: "/digireq/frame?lang=nb&components=api".to_owned(),
            components: "api".to_owned(),
            env: "production".to_owned(),
        }
    }

    #[test]
    fn a_frame_is_complete_and_says_how_old_it_is() {
        let html = frame(&outage(), &[], now(), &framed());
        for part in [
            "<title>Utilgjengelig – driftsstatus for DigiReq</title>",
            "<h1>Driftsstatus for DigiReq</h1>",
            "<time datetime=\"2026-05-04T10:03:50Z\">Oppdatert mandag 4. mai kl. 12.03</time>",
            "Hele tjenesten er berørt.",
            "<base target=\"_blank\">",
            ">Åpne statussiden</a>",
        ] {
            assert!(html.contains(part), "{part}\n{html}");
        }
        let link = html.split("<a ").find(|tag| tag.contains("Åpne statussiden")).unwrap();
        assert!(link.contains("rel=\"noopener\"") && link.contains("target=\"_blank\""), "{link}");
        assert!(!html.contains("hreflang"), "no language switch");
        assert_eq!(html.matches(&format!("<style>{FRAME_CSS}</style>")).count(), 1);
    }

    #[test]
    fn what_was_rendered_is_the_fallback_of_our_own_element() {
        let html = frame(&well(), &[], now(), &framed());
        assert_eq!(html.matches("<script async src=\"/digireq/embed.js\"></script>").count(), 1);
        let (tag, rest) = html.split_once("<fyr-status").unwrap().1.split_once('>').unwrap();
        for attribute in
            ["page=\"digireq\"", "lang=\"nb\"", "components=\"api\"", "env=\"production\"", "show=\"always\"", "open"]
        {
            assert!(tag.contains(attribute), "{attribute}: {tag}");
        }
        assert!(rest.split_once("</fyr-status>").unwrap().0.contains("Alle våre systemer fungerer normalt"));
        let plain = frame(&well(), &[], now(), &Framed::default());
        assert!(!plain.contains("components=") && !plain.contains("env="), "{plain}");
    }

    #[test]
    fn past_its_time_the_frame_is_unknown() {
        let html = frame(&well(), &[], at("2026-05-04T10:16:00Z"), &framed());
        assert!(html.contains("Vi har ikke fått nye opplysninger siden mandag 4. mai kl. 12.03"));
        assert!(!html.contains("Normal drift"));
    }

    #[test]
    fn no_leave_for_inline_scripts_or_styles_is_needed() {
        let html = frame(&outage(), &[], now(), &framed());
        for foreign in [" style=", "<!>", "<!--", " onclick", "javascript:", "http-equiv"] {
            assert!(!html.contains(foreign), "{foreign}");
        }
    }
}
