//! `[[environment]]`: where the page's components run beside each other without touching.

use super::cursor::{Cursor, meant};
use super::page::Names;
use super::text;
use crate::lang::{Lang, Localized};
use crate::page::Environment;
use crate::text::text as words_of;

pub(super) const KEYS: [&str; 2] = ["id", "name"];

/// The environment of a page that names none.
pub(super) const PRODUCTION: &str = "production";

pub(super) fn read(cursor: &Cursor<'_>, id: &str, names: &Names<'_>) -> Environment {
    Environment { id: id.into(), name: text::needed(cursor, "name", &names.languages) }
}

/// Those of a page that names none: production, in the languages' own words.
pub(super) fn production(languages: &[Lang]) -> Vec<Environment> {
    let word = |lang: &Lang| (*lang, words_of(*lang).production.to_owned());
    vec![Environment { id: PRODUCTION.into(), name: Localized(languages.iter().map(word).collect()) }]
}

/// Two environments with one name could not be told apart by those who read it.
pub(super) fn check(cursors: &[Cursor<'_>], environments: &[Environment]) {
    for (at, (cursor, environment)) in cursors.iter().zip(environments).enumerate() {
        for (lang, name) in &environment.name.0 {
            let same = |other: &&Environment| other.name.0.get(lang) == Some(name);
            if let Some(other) = environments.iter().take(at).find(same) {
                let (lang, other) = (lang.as_str(), &other.id);
                cursor.problem(format_args!(
                    r#"name.{lang} = "{name}" is the name of environment `{other}`, too; give each its own"#
                ));
            }
        }
    }
}

/// The environment that a source speaks about.
pub(super) fn of_source<'a>(cursor: &Cursor<'a>, names: &Names<'a>) -> &'a str {
    let first = names.environments.first().copied().unwrap_or(PRODUCTION);
    let Some(id) = cursor.text("env") else { return first };
    if names.environments.is_empty() && id != PRODUCTION {
        cursor.wrong(
            "env",
            format_args!(
                "is no environment of this page, which names none; add a table [[environment]] for each, the first for \
                 readers who ask for none"
            ),
        );
    } else if !names.environments.is_empty() && !names.environments.contains(&id) {
        let cure = meant(id, &names.environments);
        cursor.wrong("env", format_args!("is no environment of this page; {cure}"));
    }
    id
}
