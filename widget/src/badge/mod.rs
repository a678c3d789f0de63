//! The badge: one small picture with the name, the level and the time of day. For pages that take nothing but images.
//!
//! A picture in an open tab does not age, so it says when it was so. It needs no font of ours: how wide its text is is
//! estimated, and the text is fitted to that.

mod width;

use crate::document::escaped;
use crate::parts::{shape, tone};
use crate::view_model::View;
use fyr_shared::api::{ComponentView, Snapshot};
use fyr_shared::date::Dates;
use fyr_shared::ids::ComponentId;
use fyr_shared::lang::Words;
use fyr_shared::status::Level;
use fyr_shared::text::text;
use fyr_shared::time::Instant;
use width::{BOLD, width};

/// The whole text of the badge's one `<style>`, to the byte: a policy may allow it by its hash. Without it the badge is
/// as on a light ground.
pub const BADGE_CSS: &str = "@media (prefers-color-scheme:dark){\
    .success{--s:#142e1f;--e:#94d1ad}.info{--s:#0d2035;--e:#85afe0}.warning{--s:#3c2807;--e:#f0c375}\
    .danger{--s:#370c0e;--e:#e48187}.neutral{--s:#1e2124;--e:#acb1b9}\
    rect{fill:var(--s);stroke:var(--e)}path{fill:var(--e)}.text{fill:#f1f3f5}.quiet{fill:#b4bac2}}";

const HEIGHT: f64 = 32.0;
const ICON: f64 = 18.0;
const PAD: f64 = 10.0;
const GAP: f64 = 8.0;
const FONT_SIZE: f64 = 14.0;
/// How many characters of the name are shown; the title has all of it.
const LONGEST: usize = 60;
/// How many components are named.
const NAMED: usize = 3;

/// The badge of a whole page for readers at `now`: of the `chosen` components, or of the page when there are none.
#[must_use]
pub fn badge(page: &Snapshot, chosen: &[ComponentId], now: Instant) -> String {
    let whole = chosen.is_empty();
    let snapshot = if whole { page.clone() } else { page.clone().only(chosen) };
    let stale = now >= snapshot.stale_after;
    let words = text(snapshot.lang);
    let dates = Dates { lang: snapshot.lang, zone: &snapshot.zone, now };
    let shown = View::of(snapshot.clone(), &[], now);
    let level = match shown.components.as_slice() {
        [one] if !whole => one.level,
        _ => Some(shown.level),
    };
    let at = snapshot.as_of;
    let (when, told) = match stale {
        false => (dates.bare_clock(at), words.updated(&dates.dated(at))),
        true => {
            let (long, ago) = (dates.dated(at), dates.ago(at));
            (words.known_last(&dates.moment(at)), words.last_known(&long, ago.as_deref()))
        }
    };
    let own: Vec<&ComponentView> = snapshot.components.iter().filter(|it| !it.supplier).collect();
    let chosen = || {
        let Words { text, lang } = names(&own);
        Words { text: snapshot.called(&text), lang }
    };
    let name = if whole { Words::plain(&snapshot.name) } else { chosen() };
    let lang = snapshot.lang.as_str();
    drawn(&Said { lang, name: &name, level, word: words.level(level), when: &when, told: told.trim_end_matches('.') })
}

/// What the badge says.
struct Said<'a> {
    lang: &'static str,
    name: &'a Words,
    level: Option<Level>,
    word: &'a str,
    when: &'a str,
    told: &'a str,
}

/// The names of the components, three of them at most.
pub(crate) fn names(own: &[&ComponentView]) -> Words {
    if let [one] = own {
        return one.name.clone();
    }
    let named: Vec<&str> = own.iter().take(NAMED).map(|it| it.name.text.as_str()).collect();
    let more = own.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" + {more}") } else { String::new() };
    Words::plain(&(named.join(", ") + &more))
}

fn drawn(said: &Said<'_>) -> String {
    let Said { lang, level, word, told, .. } = said;
    let name = shortened(&said.name.text);
    let name_lang = said.name.lang.map_or(String::new(), |lang| format!(" lang=\"{}\"", lang.as_str()));
    let rest = format!(" · {}", said.when);
    let length = (FONT_SIZE * (width(&format!("{name} · ")) + width(word) * BOLD + width(&rest))).ceil();
    let tone = tone(*level);
    let (surface, edge) = colours(tone);
    let (from, middle) = (PAD + ICON + GAP, HEIGHT / 2.0);
    let whole = from + length + PAD;
    let (icon_top, scale) = (middle - ICON / 2.0, ICON / 24.0);
    let shape = shape(*level);
    let [full, name, word, rest, told] = [&said.name.text, &name, *word, &rest, told].map(escaped);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{HEIGHT}\" viewBox=\"0 0 {whole} {HEIGHT}\" \
         role=\"img\" lang=\"{lang}\" class=\"{tone}\">\n\
         <title>{full}: {word}. {told}</title>\n<style>{BADGE_CSS}</style>\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"4\" fill=\"{surface}\" stroke=\"{edge}\"/>\n\
         <path transform=\"translate({PAD} {icon_top}) scale({scale})\" fill=\"{edge}\" fill-rule=\"evenodd\" d=\"{shape}\"/>\n\
         <text class=\"text\" x=\"{from}\" y=\"21\" font-family=\"Arial,Helvetica,'Liberation Sans',sans-serif\" \
         font-size=\"{FONT_SIZE}\" fill=\"{INK}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\">\
         <tspan{name_lang}>{name}</tspan> · <tspan font-weight=\"700\">{word}</tspan>\
         <tspan class=\"quiet\" fill=\"{QUIET}\">{rest}</tspan></text>\n</svg>\n",
        whole - 1.0,
        HEIGHT - 1.0,
    )
}

const INK: &str = "#1b1f24";
const QUIET: &str = "#4b535d";

/// Surface and edge of a tone on a light ground: those of the style sheet, for programs that know no `light-dark()`.
fn colours(tone: &str) -> (&'static str, &'static str) {
    match tone {
        "success" => ("#f1f9f4", "#3a885a"),
        "info" => ("#eff4fb", "#275d9b"),
        "warning" => ("#fdf7ed", "#ae7613"),
        "danger" => ("#fbeeef", "#a0222a"),
        _ => ("#f4f5f6", "#596069"),
    }
}

fn shortened(name: &str) -> String {
    let one_line = name.replace(char::is_control, " ");
    match one_line.chars().count() > LONGEST {
        false => one_line,
        true => one_line.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests;
