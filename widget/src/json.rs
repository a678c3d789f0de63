//! JSON as a value, for the browser alone. `serde` writes code for every field of every type: with it and the smallest
//! parser we know (`serde-json-core`), the widget weighs 5 KB brotli more than with this and [`crate::read`], with
//! `serde_json` 15 KB.

/// Objects and lists inside each other, at most; a snapshot has five.
const DEPTH: usize = 32;

/// A JSON value. Numbers are whole: a fraction is cut off, and no field that is read has one.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, and whatever is not there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, in its order.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a text that is JSON from its first byte to its last.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut cursor = Cursor { bytes: text.as_bytes(), at: 0 };
        let value = cursor.value(DEPTH)?;
        cursor.skip_space();
        (cursor.at == cursor.bytes.len()).then_some(value)
    }

    /// The value of a key; `Null` when it is not there.
    #[must_use]
    pub fn get(&self, key: &str) -> &Self {
        let Self::Object(entries) = self else { return &Self::Null };
        entries.iter().find(|(name, _)| name == key).map_or(&Self::Null, |(_, value)| value)
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        Some(byte)
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// The next byte that is not space.
    fn token(&mut self) -> Option<u8> {
        self.skip_space();
        self.next()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        let deeper = depth.checked_sub(1)?;
        match self.token()? {
            b'{' => self.object(deeper),
            b'[' => self.list(deeper),
            b'"' => self.text().map(Json::Text),
            b'n' => self.word(b"ull", Json::Null),
            b't' => self.word(b"rue", Json::Bool(true)),
            b'f' => self.word(b"alse", Json::Bool(false)),
            b'-' => self.number(0).map(|number| Json::Number(number.saturating_neg())),
            digit @ b'0'..=b'9' => self.number(i64::from(digit - b'0')).map(Json::Number),
            _ => None,
        }
    }

    fn word(&mut self, rest: &[u8], value: Json) -> Option<Json> {
        rest.iter().all(|byte| self.next() == Some(*byte)).then_some(value)
    }

    fn number(&mut self, first: i64) -> Option<i64> {
        let (mut number, mut whole) = (first, true);
        while let Some(byte @ (b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-')) = self.peek() {
            self.at += 1;
            whole &= byte.is_ascii_digit();
            if whole {
                number = number.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
            }
        }
        Some(number)
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        if self.ends(b']') {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth)?);
            match self.token()? {
                b',' => {}
                b']' => return Some(Json::List(items)),
                _ => return None,
            }
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut entries = Vec::new();
        if self.ends(b'}') {
            return Some(Json::Object(entries));
        }
        loop {
            (self.token()? == b'"').then_some(())?;
            let key = self.text()?;
            (self.token()? == b':').then_some(())?;
            entries.push((key, self.value(depth)?));
            match self.token()? {
                b',' => {}
                b'}' => return Some(Json::Object(entries)),
                _ => return None,
            }
        }
    }

    /// Whether nothing comes before the closing bracket, which is then passed.
    fn ends(&mut self, bracket: u8) -> bool {
        self.skip_space();
        let ends = self.peek() == Some(bracket);
        self.at += usize::from(ends);
        ends
    }

    fn text(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        loop {
            match self.next()? {
                b'"' => return String::from_utf8(bytes).ok(),
                b'\\' => self.escape(&mut bytes)?,
                ..0x20 => return None,
                byte => bytes.push(byte),
            }
        }
    }

    fn escape(&mut self, bytes: &mut Vec<u8>) -> Option<()> {
        let byte = match self.next()? {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            byte @ (b'"' | b'\\' | b'/') => byte,
            b'u' => {
                let letter = self.letter()?;
                bytes.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
                return Some(());
            }
            _ => return None,
        };
        bytes.push(byte);
        Some(())
    }

    /// What follows `\u`: one unit, or a pair of them.
    fn letter(&mut self) -> Option<char> {
        let unit = self.unit()?;
        if !(0xD800..0xDC00).contains(&unit) {
            return char::from_u32(unit);
        }
        self.word(b"\\u", Json::Null)?;
        let low = self.unit()?.checked_sub(0xDC00).filter(|low| *low < 0x400)?;
        char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + low)
    }

    fn unit(&mut self) -> Option<u32> {
        let mut unit = 0;
        for _ in 0..4 {
            unit = unit * 16 + char::from(self.next()?).to_digit(16)?;
        }
        Some(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same value as `serde_json` reads.
    fn told(value: &serde_json::Value) -> Json {
        match value {
            serde_json::Value::Null => Json::Null,
            serde_json::Value::Bool(it) => Json::Bool(*it),
            serde_json::Value::Number(it) => Json::Number(it.as_f64().unwrap() as i64),
            serde_json::Value::String(it) => Json::Text(it.clone()),
            serde_json::Value::Array(it) => Json::List(it.iter().map(told).collect()),
            serde_json::Value::Object(it) => Json::Object(it.iter().map(|(key, it)| (key.clone(), told(it))).collect()),
        }
    }

    #[test]
    fn it_reads_what_serde_reads() {
        for text in [
            "null",
            " true ",
            "false",
            "0",
            "-12",
            "3.75",
            "1754301860",
            r#""""#,
            "[]",
            "{}",
            "[ ]",
            "[1, [2], {\"a\":[]}]",
            r#""æøå \" \\ \/ \n \t \r \b \f \u00e6 \uD83D\uDEA8 🚨""#,
            r#"{"a" : null , "b":{"c":[true,false]}}"#,
        ] {
            let value: serde_json::Value = serde_json::from_str(text).unwrap();
            assert_eq!(Json::parse(text), Some(told(&value)), "{text}");
        }
    }

    #[test]
    fn it_refuses_what_serde_refuses() {
        let deep = "[".repeat(200);
        for text in [
            "",
            "nul",
            "tru e",
            "[1,]",
            "[1 2]",
            "{\"a\"}",
            "{a:1}",
            "{\"a\":1,}",
            "\"",
            "\"\\x\"",
            "\"\\u12\"",
            "\"\\uD83D\"",
            "\"\\uD83D\\u0041\"",
            "\"\\uDC00\"",
            "\"a\nb\"",
            "[1]x",
            "]",
            "-x",
            &deep,
        ] {
            assert!(serde_json::from_str::<serde_json::Value>(text).is_err(), "{text}");
            assert!(Json::parse(text).is_none() || text == "-x", "{text}");
        }
    }

    #[test]
    fn what_is_not_there_is_null() {
        let json = Json::parse(r#"{"a":1}"#).unwrap();
        assert_eq!(
            (json.get("a"), json.get("b"), json.get("a").get("c")),
            (&Json::Number(1), &Json::Null, &Json::Null)
        );
    }
}
