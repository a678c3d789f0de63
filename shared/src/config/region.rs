//! `[[region]]`: where we ask from.

use super::cursor::{Cursor, list};
use super::page::Names;
use super::text;
use crate::page::Region;

pub(super) const KEYS: [&str; 3] = ["id", "hint", "name"];

/// The platform's location hints.
const HINTS: [&str; 9] = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"];

pub(super) fn read(cursor: &Cursor<'_>, id: &str, names: &Names<'_>) -> Region {
    cursor.needs("hint", &format!("hint = one of {}", list(&HINTS, '"')));
    Region {
        id: id.into(),
        name: text::needed(cursor, "name", &names.languages),
        hint: cursor.word("hint", &HINTS).unwrap_or_default().to_owned(),
    }
}

/// Two regions with the same hint run in the same place: they would agree about everything.
pub(super) fn check(cursors: &[Cursor<'_>]) {
    let mut seen: Vec<(&str, &str)> = vec![];
    for cursor in cursors {
        let (Some(hint), Some(id)) = (cursor.value("hint").and_then(|hint| hint.as_str()), cursor.text("id")) else {
            continue;
        };
        match seen.iter().find(|(other, _)| *other == hint) {
            Some((_, other)) => {
                cursor.wrong("hint", format_args!("is where region `{other}` is; choose another place, or remove one"));
            }
            None => seen.push((hint, id)),
        }
    }
}
