//! JSON of any shape, as conditions look into it, within a budget of memory: two million bytes of `{"a":0},` would
//! otherwise be held in a hundred and fifty. What needs more is not read at all.

use fyr_shared::status::Reason;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;

/// How many bytes it may take, beside the text: with the payload and its text there are four million more at most.
const BUDGET: usize = 10_000_000;
/// What a value takes in a list.
const VALUE: usize = size_of::<Value>();
/// What the first entry of an object takes, which makes place for eleven; and each of the others, because such places are
/// about half full when there are several.
const FIRST_ENTRY: usize = 11 * ENTRY + 16;
const FURTHER_ENTRY: usize = 5 * ENTRY / 2;
const ENTRY: usize = size_of::<String>() + VALUE;

/// Reads a text.
pub(super) fn read(text: &str) -> Result<Value, Reason> {
    let left = Cell::new(BUDGET);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Tree { left: &left }.deserialize(&mut reader);
    match read.and_then(|value| reader.end().map(|()| value)) {
        Ok(value) => Ok(value),
        Err(_) if left.get() == 0 => Err(Reason::TooLarge),
        Err(_) => Err(Reason::Unreadable),
    }
}

/// One value, and what is left for it and all that is in it.
#[derive(Clone, Copy)]
struct Tree<'a> {
    left: &'a Cell<usize>,
}

impl Tree<'_> {
    /// Takes so much of what is left; where that is less, nothing is left.
    fn take<E: Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.unwrap_or(0));
        left.map(drop).ok_or_else(|| E::custom("it takes too much memory"))
    }

    fn give_back(self, bytes: usize) {
        self.left.set(self.left.get() + bytes);
    }

    fn text<E: Error>(self, text: String) -> Result<String, E> {
        self.take(text.capacity()).map(|()| text)
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, is: bool) -> Result<Value, E> {
        Ok(Value::Bool(is))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value, E> {
        self.text(text.to_owned()).map(Value::String)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(self)? {
            if values.len() == values.capacity() {
                // The old place and the new one are there together for a while.
                let (old, new) = (values.capacity(), (2 * values.capacity()).max(4));
                self.take(new * VALUE)?;
                values.reserve_exact(new - values.len());
                self.give_back(old * VALUE);
            }
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    /// Of a key that is there twice the last one counts, as for everybody who reads JSON into a map.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        while let Some(key) = map.next_key()? {
            self.take(if values.is_empty() { FIRST_ENTRY } else { FURTHER_ENTRY })?;
            let key = self.text(key)?;
            values.insert(key, map.next_value_seed(self)?);
        }
        Ok(Value::Object(values))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_what_everybody_reads() {
        for text in [
            "null",
            "[true, -1, 18446744073709551615, 1.5, 1e300, \"a\\u00e5\\n\", [], {}]",
            r#"{"a": {"b": [1, {"c": null}]}, "a": 2, "": ""}"#,
            " 0 ",
        ] {
            assert_eq!(read(text), Ok(serde_json::from_str(text).unwrap()), "{text}");
        }
        for text in ["", "[1", "[1] 2", "{\"a\"}", "{1: 2}", "nul", "1e999", "[1,]"] {
            assert_eq!(read(text), Err(Reason::Unreadable), "{text}");
        }
        assert_eq!(read(&"[".repeat(100_000)), Err(Reason::Unreadable));
    }

    #[test]
    fn what_takes_too_much_memory_is_not_read() {
        let many = |one: &str, count: usize| format!("[{}]", vec![one; count].join(","));
        assert!(read(&many("0", 130_000)).is_ok());
        assert!(read(&many("{\"name\":\"API\",\"status\":\"operational\",\"id\":1}", 10_000)).is_ok());
        assert!(read(&format!("\"{}\"", "x".repeat(2_000_000))).is_ok());
        for (one, count) in [("0", 1_000_000), ("{\"a\":0}", 250_000), ("[0]", 500_000), ("\"\"", 600_000)] {
            assert_eq!(read(&many(one, count)), Err(Reason::TooLarge), "{one}");
        }
        let keys: Vec<String> = (0..150_000).map(|key| format!("\"{key}\":0")).collect();
        assert_eq!(read(&format!("{{{}}}", keys.join(","))), Err(Reason::TooLarge));
    }
}
