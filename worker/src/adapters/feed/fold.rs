//! Letters as they are compared: in lower case, and each in one piece. Some programs write `ä` as `a` and two dots of its
//! own, which people cannot tell apart. Of a mark that makes no letter of our languages only the letter is kept.

/// A letter, the mark that may follow it, and what they are together.
#[rustfmt::skip]
const COMPOSED: &[(char, char, char)] = &[
    ('a', '\u{30a}', 'å'), ('a', '\u{308}', 'ä'), ('a', '\u{300}', 'à'), ('a', '\u{301}', 'á'), ('a', '\u{302}', 'â'),
    ('o', '\u{308}', 'ö'), ('o', '\u{300}', 'ò'), ('o', '\u{301}', 'ó'), ('o', '\u{302}', 'ô'), ('e', '\u{301}', 'é'),
    ('e', '\u{300}', 'è'), ('e', '\u{302}', 'ê'), ('e', '\u{308}', 'ë'), ('u', '\u{308}', 'ü'), ('i', '\u{308}', 'ï'),
    ('c', '\u{327}', 'ç'), ('c', '\u{30c}', 'č'), ('s', '\u{30c}', 'š'), ('z', '\u{30c}', 'ž'), ('n', '\u{301}', 'ń'),
];

/// A text as it is compared.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if !matches!(letter, '\u{300}'..='\u{36f}') {
            folded.push(letter);
            continue;
        }
        let found = folded.chars().next_back().and_then(|last| together(last, letter));
        if let Some(composed) = found {
            folded.pop();
            folded.push(composed);
        }
    }
    folded
}

fn together(letter: char, mark: char) -> Option<char> {
    COMPOSED.iter().find(|(base, its, _)| (*base, *its) == (letter, mark)).map(|(.., composed)| *composed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_look_alike_are_alike() {
        for (text, expected) in [
            ("NA\u{308}TET", "nätet"),
            ("Nätet", "nätet"),
            ("A\u{30a}re \u{212b}", "åre å"),
            ("O\u{308}st", "öst"),
            ("kafe\u{301}", "kafé"),
            ("Ærø", "ærø"),
            ("x\u{308}y", "xy"),
            ("\u{308}", ""),
        ] {
            assert_eq!(fold(text), expected, "{text}");
        }
    }
}
