//! Spans of time as page files write them: `500ms`, `30s`, `5m`, `1h`; and sizes: `64KB`, `1MB`.

use super::cursor::Cursor;
use toml::Value;

const TIMES: [(&str, i64); 4] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];
const SIZES: [(&str, i64); 3] = [("MB", 1_000_000), ("KB", 1_000), ("B", 1)];

/// A span in milliseconds, between two limits that are written as page files write them.
pub(super) fn milliseconds(cursor: &Cursor<'_>, key: &str, least: &str, most: &str) -> Option<i64> {
    let value = cursor.value(key)?;
    let Some(span) = value.as_str().and_then(|text| amount(text, &TIMES)) else {
        let unit = if value.is_integer() { "has no unit" } else { "is not a span of time" };
        cursor.wrong(key, format_args!(r#"{unit}; write it as "500ms", "30s", "5m" or "1h""#));
        return None;
    };
    within(cursor, key, span, (least, most), |text| amount(text, &TIMES))
}

/// The same in whole seconds.
pub(super) fn seconds(cursor: &Cursor<'_>, key: &str, least: &str, most: &str) -> Option<i64> {
    let span = milliseconds(cursor, key, least, most)?;
    if span % 1_000 != 0 {
        cursor.wrong(key, format_args!(r#"is not a whole number of seconds; write "{}""#, text(span / 1_000)));
        return None;
    }
    Some(span / 1_000)
}

/// A size in bytes.
pub(super) fn bytes(cursor: &Cursor<'_>, key: &str, least: &str, most: &str) -> Option<i64> {
    let size = match cursor.value(key)? {
        Value::Integer(size) => Some(*size),
        Value::String(text) => amount(text, &SIZES),
        _ => None,
    };
    let Some(size) = size else {
        cursor.wrong(key, r#"is not a size; write it as "64KB", "1MB" or a number of bytes"#);
        return None;
    };
    within(cursor, key, size, (least, most), |text| amount(text, &SIZES))
}

fn within(
    cursor: &Cursor<'_>,
    key: &str,
    value: i64,
    (least, most): (&str, &str),
    read: impl Fn(&str) -> Option<i64>,
) -> Option<i64> {
    if read(least).is_some_and(|least| value < least) {
        cursor.wrong(key, format_args!(r#"is below the minimum of {least}; write "{least}" or more"#));
        return None;
    }
    if read(most).is_some_and(|most| value > most) {
        cursor.wrong(key, format_args!(r#"is above the maximum of {most}; write "{most}" or less"#));
        return None;
    }
    Some(value)
}

/// A whole number and its unit.
fn amount(text: &str, units: &[(&str, i64)]) -> Option<i64> {
    let end = text.find(|digit: char| !digit.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(end)?;
    let (_, size) = units.iter().find(|(name, _)| *name == unit)?;
    number.parse::<i64>().ok()?.checked_mul(*size)
}

/// Seconds as page files write them.
pub(super) fn text(seconds: i64) -> String {
    match seconds {
        0 => "0s".to_owned(),
        hours if hours % 3_600 == 0 => format!("{}h", hours / 3_600),
        minutes if minutes % 60 == 0 => format!("{}m", minutes / 60),
        seconds => format!("{seconds}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_sizes() {
        for (text, expected) in [
            ("500ms", Some(500)),
            ("30s", Some(30_000)),
            ("5m", Some(300_000)),
            ("1h", Some(3_600_000)),
            ("1m30s", None),
            ("5", None),
            ("m", None),
            ("-5s", None),
            ("5 s", None),
            ("5M", None),
            ("99999999999999999999s", None),
            ("9223372036854775807h", None),
        ] {
            assert_eq!(amount(text, &TIMES), expected, "{text}");
        }
        assert_eq!(amount("1MB", &SIZES), Some(1_000_000));
        assert_eq!(amount("64KB", &SIZES), Some(64_000));
        assert_eq!((text(90), text(300), text(3_600)), ("90s".into(), "5m".into(), "1h".into()));
    }
}
