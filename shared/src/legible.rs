//! What people can read: no control characters, and nothing that turns the reading direction or hides what is written.

/// Control characters, and everything invisible that turns the reading direction or hides what is written.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    let invisible = matches!(character,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
    character.is_control() || invisible
}

/// A mark that is written over, under or through the letter before it.
fn is_mark(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}')
}

/// How many marks a letter may bear.
const MARKS: usize = 3;

/// What makes a text illegible, and the cure; `None`: it can be read. `lines` says whether it may have several.
#[must_use]
pub fn fault(text: &str, lines: Lines) -> Option<String> {
    let mut marks = 0;
    for (at, character) in text.chars().enumerate() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        let place = at + 1;
        let code = u32::from(character);
        let what = match character {
            '\n' if lines == Lines::Many => None,
            '\n' | '\u{2028}' | '\u{2029}' => Some("is a line break, and this is one line"),
            _ if is_hidden(character) => Some("cannot be seen, and may turn or hide what is written"),
            _ if marks > MARKS => Some("is one mark too many over one letter"),
            _ => None,
        };
        if let Some(what) = what {
            return Some(format!("character {place} (U+{code:04X}) {what}; remove it"));
        }
    }
    None
}

/// Whether a text may have several lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    /// One.
    One,
    /// As many as there are.
    Many,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_cannot_read_is_refused_by_its_place() {
        for (text, lines, expected) in [
            ("Innlogging virker ikke – vi ser på det. <b>&amp; 5 > 3", Lines::One, None),
            ("Éé ñ å ä ö 🧑‍🔧 « » kl. 10–12", Lines::One, None),
            ("To\nlinjer", Lines::Many, None),
            ("To\nlinjer", Lines::One, Some("character 3 (U+000A) is a line break, and this is one line; remove it")),
            (
                "safe\u{202e}gnp.exe",
                Lines::Many,
                Some("character 5 (U+202E) cannot be seen, and may turn or hide what is written; remove it"),
            ),
            (
                "a\u{0}b",
                Lines::Many,
                Some("character 2 (U+0000) cannot be seen, and may turn or hide what is written; remove it"),
            ),
            (
                "\u{2066}a",
                Lines::Many,
                Some("character 1 (U+2066) cannot be seen, and may turn or hide what is written; remove it"),
            ),
            ("e\u{301}\u{302}\u{303}", Lines::One, None),
            (
                "e\u{301}\u{302}\u{303}\u{304}",
                Lines::One,
                Some("character 5 (U+0304) is one mark too many over one letter; remove it"),
            ),
        ] {
            assert_eq!(fault(text, lines).as_deref(), expected, "{text:?}");
        }
    }
}
