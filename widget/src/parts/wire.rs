//! Parts as they travel: what the edge draws for a widget to show. Plain text stays plain text, and nothing of it is ever
//! parsed as HTML.
//!
//! | JSON | |
//! |---|---|
//! | `"…"` | text |
//! | `[…]` | several parts in the place of one |
//! | `{"tag":"p","class":"quiet","children":[…]}` | an element, with the attributes that it has |
//! | `{"field":"input","type":"radio",…}` | a form or a field of it |
//! | `{"icon":"degraded"}` | the shape of a level; `""`: not monitored |
//! | `{"until":"2026-05-04T10:00:00Z","holds":…,"then":…}` | what holds for a time, and what is said from then on |

use super::element::{El, Part};
use super::field::{Field, NAMES};

/// The attributes of an element, each with its name.
fn attributes(it: &mut El) -> [(&'static str, &mut Option<String>); 10] {
    [
        ("role", &mut it.role),
        ("class", &mut it.class),
        ("part", &mut it.part),
        ("lang", &mut it.lang),
        ("tone", &mut it.tone),
        ("href", &mut it.href),
        ("datetime", &mut it.datetime),
        ("open", &mut it.open),
        ("label", &mut it.label),
        ("tabindex", &mut it.tabindex),
    ]
}

#[cfg(any(feature = "ssr", test))]
mod write {
    use super::super::element::Until;
    use super::{El, Field, NAMES, Part, attributes};
    use serde_json::{Map, Value, json};

    impl Part {
        /// The part as JSON.
        #[must_use]
        pub fn to_json(self) -> Value {
            match self {
                Self::Text(text) => text.into(),
                Self::Many(parts) => all(parts),
                Self::El(it) => element(it),
                Self::Field(it) => field(it),
                Self::Icon(level) => json!({ "icon": level.map_or("", |level| level.as_str()) }),
                Self::Until(it) => {
                    let Until { at, holds, then } = *it;
                    json!({ "until": at, "holds": holds.to_json(), "then": then.to_json() })
                }
                // What is listened to is made where it is listened to.
                Self::View(_) => Value::Array(vec![]),
            }
        }
    }

    fn all(parts: Vec<Part>) -> Value {
        parts.into_iter().map(Part::to_json).collect()
    }

    fn element(mut it: El) -> Value {
        let mut object = Map::from_iter([("tag".to_owned(), it.tag.name().into())]);
        let given = attributes(&mut it).into_iter().filter_map(|(name, value)| Some((name, value.take()?)));
        object.extend(given.map(|(name, value)| (name.to_owned(), value.into())));
        children(object, it.children)
    }

    fn field(it: Field) -> Value {
        let mut object = Map::from_iter([("field".to_owned(), it.name().into())]);
        let given = NAMES.into_iter().zip(it.attributes).filter_map(|(name, value)| Some((name, value?)));
        object.extend(given.map(|(name, value)| (name.to_owned(), value.into())));
        children(object, it.children)
    }

    fn children(mut object: Map<String, Value>, children: Vec<Part>) -> Value {
        if !children.is_empty() {
            object.insert("children".to_owned(), all(children));
        }
        object.into()
    }
}

#[cfg(any(feature = "csr", test))]
mod read {
    use super::super::element::{Tag, el};
    use super::{El, Field, NAMES, Part, attributes};
    use crate::json::Json;
    use fyr_shared::status::Level;
    use fyr_shared::time::Instant;

    /// How parts are read.
    #[derive(Clone, Copy)]
    pub struct Reading {
        /// When: what no longer holds then is not read.
        pub now: Instant,
        /// By how many levels headings are moved.
        pub deeper: i8,
    }

    impl Reading {
        /// The part that a value is. What is no part of ours is none, and neither is what it stands in.
        #[must_use]
        pub fn part(self, json: &Json) -> Option<Part> {
            Some(match json {
                Json::Text(text) => Part::Text(text.clone()),
                Json::List(_) => Part::Many(self.all(json)?),
                Json::Object(_) => match (text(json, "tag"), text(json, "field"), text(json, "icon")) {
                    (Some(tag), _, _) => Part::El(self.element(tag, json)?),
                    (_, Some(name), _) => Part::Field(self.field(name, json)?),
                    (_, _, Some(level)) => Part::Icon(Level::parse(level)),
                    _ => self.part(json.get(if self.holds(json) { "holds" } else { "then" }))?,
                },
                _ => return None,
            })
        }

        /// Whether it can be read, or is not there.
        #[must_use]
        pub fn is_part(self, json: &Json) -> bool {
            *json == Json::Null || self.part(json).is_some()
        }

        fn holds(self, json: &Json) -> bool {
            text(json, "until").and_then(Instant::parse).is_some_and(|until| self.now < until)
        }

        fn all(self, json: &Json) -> Option<Vec<Part>> {
            let Json::List(items) = json else { return Some(Vec::new()) };
            let mut all = Vec::with_capacity(items.len());
            for item in items {
                all.push(self.part(item)?);
            }
            Some(all)
        }

        fn element(self, tag: &str, json: &Json) -> Option<El> {
            let mut element = el(Tag::of(tag, self.deeper)?);
            for (name, place) in attributes(&mut element) {
                *place = text(json, name).filter(|value| name != "href" || is_safe(value)).map(str::to_owned);
            }
            element.children = self.all(json.get("children"))?;
            Some(element)
        }

        fn field(self, name: &str, json: &Json) -> Option<Field> {
            let mut field = Field::of(name)?;
            for name in NAMES.into_iter().filter(|name| !matches!(*name, "method" | "action")) {
                if let Some(value) = text(json, name) {
                    field = field.set(name, value);
                }
            }
            field.children = self.all(json.get("children"))?;
            Some(field)
        }
    }

    fn text<'a>(json: &'a Json, key: &str) -> Option<&'a str> {
        if let Json::Text(text) = json.get(key) { Some(text) } else { None }
    }

    /// A link leads to a page, a mailbox or a telephone; what is not encrypted leads to this machine, where `dev` is.
    fn is_safe(href: &str) -> bool {
        ["https:", "http://127.0.0.1:", "mailto:", "tel:"].into_iter().any(|scheme| href.starts_with(scheme))
    }
}

#[cfg(any(feature = "csr", test))]
pub use read::Reading;

#[cfg(test)]
mod tests {
    use super::super::element::{A, DIV, P, SPAN, el, heading};
    use super::super::field::{form, input};
    use super::super::{Part, level_tag};
    use super::Reading;
    use crate::json::Json;
    use fyr_shared::status::Level;
    use fyr_shared::time::Instant;
    use leptos::prelude::RenderHtml;

    const UNTIL: Instant = Instant(1_777_889_000);

    fn drawn() -> Part {
        let choice = input("radio", "role", "customer").flag("required", true).flag("checked", false);
        el(DIV)
            .child(heading(3).text("<b>Rett</b> kontakt"))
            .child(el(P).class("quiet").part("heading").text("æøå \" \\").child(el(SPAN).text("to")))
            .maybe(None)
            .child(level_tag(None, "Overvåkes ikke"))
            .child(level_tag(Some(Level::Degraded), "Redusert"))
            .child(el(A).href("tel:22000000".to_owned()).text("Ring"))
            .child(form(None).child(choice))
            .child(Part::until(UNTIL, el(P).tone("success").text("Åpent"), el(P).text("Vet ikke")))
            .into()
    }

    fn read(json: &str, now: Instant, deeper: i8) -> Option<String> {
        Reading { now, deeper }.part(&Json::parse(json)?).map(html)
    }

    fn html(part: Part) -> String {
        el(DIV).child(part).view().to_html()
    }

    #[test]
    fn what_is_written_is_read_as_the_same() {
        let json = drawn().to_json().to_string();
        assert_eq!(read(&json, UNTIL.plus(-1), 0), Some(html(drawn())));
    }

    #[test]
    fn what_no_longer_holds_is_not_read() {
        let json = drawn().to_json().to_string();
        let late = read(&json, UNTIL, 0).unwrap();
        assert!(late.contains("Vet ikke") && !late.contains("Åpent") && !late.contains("success"), "{late}");
        for never in [r#"{"until":"soon","holds":"a","then":"b"}"#, r#"{"until":null,"holds":"a","then":"b"}"#] {
            assert_eq!(read(never, UNTIL, 0), Some(html(Part::Text("b".to_owned()))), "{never}");
        }
    }

    #[test]
    fn what_is_left_may_hold_for_a_time_too() {
        let left = Part::until(UNTIL.plus(60), el(P).text("Ring 1"), el(P).text("Ring 2"));
        let json = Part::from(el(DIV).child(Part::until(UNTIL, el(P).text("Åpent"), left))).to_json().to_string();
        for (late, expected) in [(-1, "Åpent"), (0, "Ring 1"), (59, "Ring 1"), (60, "Ring 2")] {
            let read = read(&json, UNTIL.plus(late), 0).unwrap();
            let said = ["Åpent", "Ring 1", "Ring 2"].into_iter().filter(|it| read.contains(it)).collect::<Vec<_>>();
            assert_eq!(said, [expected], "{late}");
        }
    }

    #[test]
    fn headings_are_moved_and_stay_headings() {
        for (deeper, expected) in [(-1, "<h2"), (0, "<h3"), (2, "<h5"), (9, "<h6"), (-9, "<h1")] {
            let read = read(r#"{"tag":"h3","children":["a"]}"#, UNTIL, deeper).unwrap();
            assert!(read.contains(expected), "{deeper}: {read}");
        }
    }

    #[test]
    fn what_is_no_part_of_ours_is_not_drawn() {
        for json in [
            r#"{"tag":"script","children":["alert(1)"]}"#,
            r#"{"tag":"div","children":[{"tag":"iframe"}]}"#,
            r#"{"field":"select"}"#,
            r#"{"tag":"p","children":[7]}"#,
            r#"{"until":"2999-01-01T00:00:00Z","holds":{"tag":"img"},"then":"a"}"#,
            "true",
        ] {
            assert_eq!(read(json, UNTIL, 0), None, "{json}");
        }
        let link = read(r#"{"tag":"a","href":"javascript:alert(1)","onclick":"alert(1)"}"#, UNTIL, 0).unwrap();
        assert!(!link.contains("alert"), "{link}");
        let link = |href: &str| read(&format!(r#"{{"tag":"a","href":"{href}"}}"#), UNTIL, 0).unwrap().contains("href");
        let safe =
            ["https://example.com/", "http://127.0.0.1:8787/", "http://example.com/", "http://127.0.0.1.example.com/"];
        assert_eq!(safe.map(link), [true, true, false, false]);
    }

    #[test]
    fn a_form_that_a_widget_shows_sends_nothing_by_itself() {
        let form = read(r#"{"field":"form","method":"get","action":"https://example.com/"}"#, UNTIL, 0).unwrap();
        assert!(form.contains("dialog") && !form.contains("example.com"), "{form}");
    }
}
