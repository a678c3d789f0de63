//! Texts that people read: there, not empty, not endless, in every language of the page and in no other.

use super::cursor::Cursor;
use crate::lang::{Lang, Localized};
use std::collections::BTreeMap;
use toml::Value;

/// How long a text may be, in characters.
const LONGEST: usize = 300;

/// A text that is the same in all languages.
pub(super) fn plain(cursor: &Cursor<'_>, key: &str) -> Option<String> {
    let text = cursor.text(key)?;
    check(cursor, key, text);
    Some(text.to_owned())
}

/// A text with one version per language of the page.
pub(super) fn localized(cursor: &Cursor<'_>, key: &str, languages: &[Lang]) -> Option<Localized> {
    let first = languages.first().map_or("nb", |lang| lang.as_str());
    let table = match cursor.value(key)? {
        Value::Table(table) => table,
        _ => {
            cursor.wrong(key, format_args!(r#"is not one text per language; write {key}.{first} = "…""#));
            return None;
        }
    };
    let mut texts = BTreeMap::new();
    for (tag, value) in table {
        let place = format!("{key}.{tag}");
        match (Lang::ALL.into_iter().find(|lang| lang.as_str() == tag), value) {
            (None, _) => cursor.problem(format_args!("{place}: `{tag}` is not a language; {}", languages_are(tag))),
            (Some(lang), _) if !languages.is_empty() && !languages.contains(&lang) => cursor.problem(format_args!(
                r#"{place} is in a language that the page does not have; add "{tag}" to languages, or remove the text"#
            )),
            (Some(lang), Value::String(text)) => {
                check(cursor, &place, text);
                texts.insert(lang, text.clone());
            }
            _ => cursor.problem(format_args!(r#"{place} is not a text; write {place} = "…""#)),
        }
    }
    for lang in languages.iter().map(|lang| lang.as_str()).filter(|lang| !table.contains_key(*lang)) {
        cursor.problem(format_args!(r#"{key} has no text in {lang}; write {key}.{lang} = "…""#));
    }
    Some(Localized(texts))
}

/// The same of a text that must be there; a missing one is noted.
pub(super) fn needed(cursor: &Cursor<'_>, key: &str, languages: &[Lang]) -> Localized {
    cursor.needs(key, &format!(r#"a text per language: {key}.… = "…""#));
    localized(cursor, key, languages).unwrap_or_default()
}

/// The cure for a tag that names no language of ours.
pub(super) fn languages_are(tag: &str) -> String {
    let tags = Lang::ALL.map(Lang::as_str);
    match Lang::parse(tag) {
        Some(lang) => format!(r#"did you mean "{}"?"#, lang.as_str()),
        None => format!("write one of {}", super::cursor::list(&tags, '"')),
    }
}

fn check(cursor: &Cursor<'_>, place: &str, text: &str) {
    let length = text.chars().count();
    if text.trim().is_empty() {
        cursor.problem(format_args!("{place} is empty; write the text"));
    } else if length > LONGEST {
        cursor.problem(format_args!("{place} has {length} characters; shorten it to {LONGEST}"));
    } else if text.chars().any(char::is_control) {
        cursor.problem(format_args!("{place} holds a line break or another control character; write it on one line"));
    } else if text.contains("{secret:") {
        cursor.problem(format_args!(
            "{place} holds a secret, but people read it; secrets stand in addresses and values of headers only"
        ));
    }
}
