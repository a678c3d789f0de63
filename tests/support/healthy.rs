//! An answer without its healthy words, however they are written in it. What is operational without one was not read.
//!
//! Written here once more and differently from the adapters, so that both cannot be wrong together.

use fyr_worker::adapters::Payload;
use serde_json::Value;

/// How far something between two letters may reach that readers do not see.
const LONGEST_GAP: usize = 300;
/// How many digits a reference may have.
const LONGEST_NUMBER: usize = 10;

/// The document with one that nobody knows in the place of each of these words.
#[must_use]
pub fn without(payload: &Payload, words: &[String]) -> Payload {
    let text = text(payload);
    let body = match serde_json::from_str::<Value>(&text) {
        Ok(mut value) => {
            words.iter().for_each(|word| reworded(&mut value, word));
            value.to_string()
        }
        Err(_) => words.iter().fold(text, |text, word| replaced(&text, word)),
    };
    // It is in UTF-8 now, whatever it was.
    let media_type = payload.media_type.as_deref().map(|text| text.split(';').next().unwrap_or_default().to_owned());
    Payload { body: body.into_bytes(), media_type, ..payload.clone() }
}

/// The text, in whichever encoding it is written.
fn text(payload: &Payload) -> String {
    let label = payload.media_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match payload.body.as_slice() {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        bytes @ [0, _, ..] if label.contains("utf-16") => wide(bytes, u16::from_be_bytes),
        bytes @ [_, 0, ..] if label.contains("utf-16") => wide(bytes, u16::from_le_bytes),
        bytes if label.contains("latin1") || label.contains("8859-1") || label.contains("1252") => {
            bytes.iter().map(|byte| char::from(*byte)).collect()
        }
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// In JSON: as text, in a text, as a number, as a key.
fn reworded(value: &mut Value, word: &str) {
    use Value::{Array, Bool, Null, Number, Object, String};
    match value {
        String(text) => *text = replaced(text, word),
        Number(number) if number.to_string() == word => *value = 987_654.into(),
        Bool(is) if is.to_string() == word => *value = Null,
        Array(list) => list.iter_mut().for_each(|it| reworded(it, word)),
        Object(map) => {
            map.values_mut().for_each(|it| reworded(it, word));
            if let Some(held) = map.remove(word) {
                map.insert("qqq".to_owned(), held);
            }
        }
        _ => {}
    }
}

/// In any text: letter by letter, also where tags, references or something invisible are between or instead of letters.
fn replaced(text: &str, word: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after_first)) = first(rest) {
        match matched(rest, word) {
            Some(behind) => {
                out.push_str("qqq");
                rest = behind;
            }
            None => {
                out.push(first);
                rest = after_first;
            }
        }
    }
    out
}

/// What follows the word, if the text begins with it.
fn matched<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let mut rest = text;
    for (place, letter) in word.chars().enumerate() {
        // What is in front of the word is not of it.
        while let Some(behind) = gap(rest).filter(|_| place > 0) {
            rest = behind;
        }
        let (found, behind) = written(rest)?;
        if letter == ' ' && found.is_whitespace() {
            rest = behind.trim_start();
        } else if found == letter {
            rest = behind;
        } else {
            return None;
        }
    }
    Some(rest)
}

fn first(text: &str) -> Option<(char, &str)> {
    let mut rest = text.chars();
    Some((rest.next()?, rest.as_str()))
}

/// The first character of a text, also where it is written as a reference, and what follows it.
fn written(text: &str) -> Option<(char, &str)> {
    let referred = match text.as_bytes().first()? {
        b'\\' => by_four_digits(text),
        b'&' => by_number(text),
        _ => None,
    };
    referred.or_else(|| first(text))
}

/// As JSON has it.
fn by_four_digits(text: &str) -> Option<(char, &str)> {
    let (digits, rest) = text.strip_prefix("\\u")?.split_at_checked(4)?;
    Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, rest))
}

/// As HTML and XML have it; in a feed a message is escaped once more.
fn by_number(text: &str) -> Option<(char, &str)> {
    let mut number = text.strip_prefix('&')?;
    while let Some(inner) = number.strip_prefix("amp;") {
        number = inner;
    }
    let number = number.strip_prefix('#')?;
    let end = number.bytes().take(LONGEST_NUMBER).position(|byte| byte == b';')?;
    let (digits, rest) = (number.get(..end)?, number.get(end + 1..)?);
    let hex = digits.strip_prefix(['x', 'X']);
    let code = hex.map_or_else(|| digits.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok());
    Some((char::from_u32(code?)?, rest))
}

/// What follows something that readers do not see, if the text begins with it.
fn gap(text: &str) -> Option<&str> {
    let (first, behind) = written(text)?;
    if first.is_control() || is_invisible(first) {
        return Some(behind);
    }
    let between = |start: &str, end: &str| {
        let inside = text.strip_prefix(start)?;
        let near = inside.get(..inside.floor_char_boundary(LONGEST_GAP))?;
        inside.split_at_checked(near.find(end)? + end.len()).map(|(_, behind)| behind)
    };
    text.strip_prefix("]]><![CDATA[")
        .or_else(|| text.strip_prefix("<![CDATA["))
        .or_else(|| text.strip_prefix("]]>"))
        .or_else(|| between("<!--", "-->"))
        .or_else(|| between("<script", "</script>"))
        .or_else(|| between("<style", "</style>"))
        .or_else(|| between("<", ">"))
        .or_else(|| between("&lt;", "&gt;"))
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}' | '*' | '_' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left(media_type: &str, body: &[u8]) -> String {
        let payload = Payload {
            status: 200,
            media_type: Some(media_type.to_owned()),
            body: body.to_vec(),
            elapsed_ms: 1,
            place: None,
            date: None,
        };
        String::from_utf8(without(&payload, &["ok".to_owned(), "2".to_owned(), "true".to_owned()]).body).unwrap()
    }

    #[test]
    fn a_healthy_word_is_found_however_it_is_written() {
        for (written, expected) in [
            (
                r#"{"a":"ok","ok":1,"b":2,"c":true,"d":"all ok"}"#,
                r#"{"a":"qqq","b":987654,"c":null,"d":"all qqq","qqq":1}"#,
            ),
            (r#"{"a":"\u006fk"}"#, r#"{"a":"qqq"}"#),
            (r#"call({"a":"\u006fk"});"#, r#"call({"a":"qqq"});"#),
            ("<p>o<b>k</b>.</p>", "<p>qqq</b>.</p>"),
            ("o<!-- > -->&#107;", "qqq"),
            ("&amp;#x6f;]]><![CDATA[k", "qqq"),
            ("o\u{200b}k, &lt;i&gt;o&lt;/i&gt;k", "qqq, &lt;i&gt;qqq"),
            ("o k, fine", "o k, fine"),
        ] {
            assert_eq!(left("text/plain", written.as_bytes()), expected, "{written}");
        }
        let wide: Vec<u8> = "\u{feff}\"ok\"".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(left("application/json", &wide), "\"qqq\"");
        assert_eq!(left("application/json; charset=utf-16", &wide[2..]), "\"qqq\"");
        assert_eq!(left("text/html; charset=latin1", b"\xE5 ok"), "å qqq");
    }
}
