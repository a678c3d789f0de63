//! How wide a text is without a font to ask: by the widths of Arial and of the fonts that were made to its measure.

/// How much wider bold letters are.
pub(super) const BOLD: f64 = 1.07;

/// The width of a text set in a size of one.
pub(super) fn width(text: &str) -> f64 {
    text.chars().map(thousandths).sum::<f64>() / 1000.0
}

fn thousandths(letter: char) -> f64 {
    match letter {
        // Marks that stand on the letter before them, and signs that nobody sees.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' => 0.0,
        'i' | 'j' | 'l' | '\'' | '|' => 222.0,
        ' ' | '!' | ',' | '.' | '/' | ':' | ';' | '\\' | '[' | ']' | 'I' | 'f' | 't' | '·' => 278.0,
        '(' | ')' | '{' | '}' | '-' | '`' | '*' | 'r' => 333.0,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 500.0,
        'F' | 'T' | 'Z' | 'ø' | '+' | '=' | '<' | '>' | '~' => 611.0,
        'C' | 'D' | 'H' | 'N' | 'R' | 'U' | '&' | 'w' => 722.0,
        'G' | 'O' | 'Q' | 'Ö' | 'Ø' => 778.0,
        'M' | 'm' => 833.0,
        'W' | 'Æ' | 'æ' | '…' | '@' | '%' => 1000.0,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | 'Å' | 'Ä' => 667.0,
        // Most letters and every digit of alphabets like ours; those of East Asia fill a square.
        ..'\u{1100}' => 556.0,
        _ => 1000.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        for (text, expected) in [
            ("", 0.0),
            ("DigiReq", 3.556),
            ("Normal drift", 5.167),
            ("12.03", 2.502),
            ("e\u{301}", 0.556),
            ("状態", 2.0),
        ] {
            assert!((width(text) - expected).abs() < 0.002, "{text}: {}", width(text));
        }
    }
}
