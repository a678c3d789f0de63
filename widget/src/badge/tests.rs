//! What the badge says, and that everyone can read it.

use super::*;
use crate::sample::{at, component, environment, now, of, outage, well, words};
use fyr_shared::lang::Lang;

/// A value for dark grounds.
fn value(tone: &str, name: &str) -> String {
    let (_, rule) = BADGE_CSS.split_once(&format!(".{tone}{{")).unwrap();
    rule.split_once(&format!("--{name}:")).unwrap().1.get(..7).unwrap().to_owned()
}

/// The text that is drawn, and the title.
fn said(svg: &str) -> (String, String) {
    let between = |from: &str, to: &str| svg.split_once(from).unwrap().1.split_once(to).unwrap().0.to_owned();
    let drawn = between("lengthAdjust=\"spacingAndGlyphs\">", "</text>");
    let plain = drawn.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
    (plain, between("<title>", "</title>"))
}

fn ids(chosen: &[&str]) -> Vec<ComponentId> {
    chosen.iter().map(|id| (*id).into()).collect()
}

#[test]
fn it_says_who_how_and_when() {
    let late = at("2026-05-05T10:16:00Z");
    for (svg, drawn, title) in [
        (
            badge(&well(), &[], now()),
            "DigiReq · Normal drift · 12.03",
            "DigiReq: Normal drift. Oppdatert mandag 4. mai kl. 12.03",
        ),
        (
            badge(&outage(), &ids(&["sms-otp"]), now()),
            "SMS-OTP · Delvis utilgjengelig · 12.03",
            "SMS-OTP: Delvis utilgjengelig. Oppdatert mandag 4. mai kl. 12.03",
        ),
        (
            badge(&outage(), &ids(&["api", "sms-otp"]), now()),
            "API-backend, SMS-OTP · Utilgjengelig · 12.03",
            "API-backend, SMS-OTP: Utilgjengelig. Oppdatert mandag 4. mai kl. 12.03",
        ),
        (
            badge(&outage(), &ids(&["email"]), now()),
            "E-post · Overvåkes ikke · 12.03",
            "E-post: Overvåkes ikke. Oppdatert mandag 4. mai kl. 12.03",
        ),
        (
            badge(&well(), &[], late),
            "DigiReq · Ukjent status · sist kjent mandag 4. mai kl. 12.03",
            "DigiReq: Ukjent status. Vi har ikke fått nye opplysninger siden mandag 4. mai kl. 12.03 (for 1 dag siden)",
        ),
    ] {
        assert_eq!(said(&svg), (drawn.to_owned(), title.to_owned()));
    }
}

#[test]
fn it_says_which_environment_where_that_is_not_the_first() {
    let mut snapshot = well();
    snapshot.environments.push(environment("test", "Test"));
    for (env, drawn) in
        [("production", "API-backend · Normal drift · 12.03"), ("test", "API-backend (Test) · Normal drift · 12.03")]
    {
        snapshot.env = env.into();
        assert_eq!(said(&badge(&snapshot, &ids(&["api"]), now())).0, drawn);
    }
}

#[test]
fn every_level_has_a_shape_a_word_and_colours_of_its_own() {
    for level in Level::ALL {
        let svg = badge(&of(vec![component("api", "API", Some(level))]), &[], now());
        assert!(svg.contains(&format!(" d=\"{}\"", shape(Some(level)))), "{level:?}");
        assert!(said(&svg).0.contains(text(Lang::Nb).level(Some(level))), "{level:?}");
        assert!(svg.contains(&format!("class=\"{}\"", tone(Some(level)))), "{level:?}");
    }
}

#[test]
fn foreign_text_is_text() {
    let mut snapshot = well();
    snapshot.name = "</title><script>\"&'\u{0}\u{ffff}".to_owned();
    let svg = badge(&snapshot, &[], now());
    assert!(svg.contains("<title>&lt;/title&gt;&lt;script&gt;&quot;&amp;'  : Normal drift."), "{svg}");
    assert_eq!(svg.matches("<script").count(), 0);
    snapshot.name = "å".repeat(300);
    assert_eq!(said(&badge(&snapshot, &[], now())).0.chars().filter(|it| *it == 'å').count(), LONGEST - 1);
}

#[test]
fn a_name_that_fell_back_says_its_language() {
    let mut snapshot = outage();
    snapshot.components[2].name = Words { text: "SMS".into(), lang: Some(Lang::En) };
    assert!(badge(&snapshot, &ids(&["sms-otp"]), now()).contains("<tspan lang=\"en\">SMS</tspan>"));
    snapshot.components[2].name = words("SMS");
    assert!(badge(&snapshot, &ids(&["sms-otp"]), now()).contains("<tspan>SMS</tspan>"));
}

#[test]
fn many_components_are_counted() {
    let all = (0..5).map(|at| component(&format!("c{at}"), &format!("C{at}"), Some(Level::Operational))).collect();
    let chosen = ids(&["c0", "c1", "c2", "c3", "c4"]);
    assert_eq!(said(&badge(&of(all), &chosen, now())).0, "C0, C1, C2 + 2 · Normal drift · 12.03");
}

#[test]
fn its_colours_can_be_told_apart_light_and_dark() {
    for level in Level::ALL {
        let tone = tone(Some(level));
        let (surface, edge) = colours(tone);
        let (dark, bright) = (value(tone, "s"), value(tone, "e"));
        for (one, other, least) in [
            (surface, INK, 4.5),
            (surface, QUIET, 4.5),
            (surface, edge, 3.0),
            (&dark, "#f1f3f5", 4.5),
            (&dark, "#b4bac2", 4.5),
            (&dark, &bright, 3.0),
        ] {
            assert!(contrast(one, other) >= least, "{tone}: {one} on {other}: {}", contrast(one, other));
        }
    }
    for own in ["#f1f3f5", "#b4bac2"] {
        assert!(BADGE_CSS.contains(own), "{own}");
    }
}

#[test]
fn its_colours_are_those_of_our_pages() {
    for level in Level::ALL {
        let tone = tone(Some(level));
        let (surface, edge) = colours(tone);
        let rule = format!("[data-tone={tone}] ");
        let line = include_str!("../page.css").lines().find(|line| line.starts_with(&rule)).unwrap();
        let of_page: Vec<String> = line.split("hsl(").skip(1).map(hex).collect();
        assert_eq!(of_page, [surface.to_owned(), value(tone, "s"), edge.to_owned(), value(tone, "e")], "{tone}");
    }
}

/// A colour of the style sheet, `145, 40%, 96%)…`, as the badge has it.
fn hex(hsl: &str) -> String {
    let numbers = hsl.split_once(')').unwrap().0.split(", ").map(|it| it.trim_end_matches('%').parse::<f64>().unwrap());
    let [hue, saturation, lightness] = numbers.collect::<Vec<_>>().try_into().unwrap();
    let (saturation, lightness) = (saturation / 100.0, lightness / 100.0);
    let channel = |at: f64| {
        let turn = (at + hue / 30.0) % 12.0;
        let depth = (turn - 3.0).min(9.0 - turn).clamp(-1.0, 1.0);
        let value = lightness - saturation * lightness.min(1.0 - lightness) * depth;
        format!("{:02x}", (value * 255.0).round() as u8)
    };
    format!("#{}{}{}", channel(0.0), channel(8.0), channel(4.0))
}

/// WCAG 2.2, contrast ratio.
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let part = |at: usize| f64::from(u8::from_str_radix(colour.get(at..at + 2).unwrap(), 16).unwrap()) / 255.0;
        let linear = |it: f64| if it <= 0.040_45 { it / 12.92 } else { ((it + 0.055) / 1.055).powf(2.4) };
        0.2126 * linear(part(1)) + 0.7152 * linear(part(3)) + 0.0722 * linear(part(5))
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
