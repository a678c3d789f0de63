//! `{secret:NAME}` in an address or a header, filled in at the edge. A value never leaves it, and is never logged.

/// Puts every secret in its place. The error is the name of the first one that is not set.
pub(super) fn fill(text: &str, look_up: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{secret:") {
        let Some((name, tail)) = after.split_once('}') else { break };
        filled.push_str(before);
        let value = look_up(name).ok_or_else(|| name.to_owned())?;
        // Secrets are often set from a file, which ends in a line break.
        filled.push_str(value.trim());
        rest = tail;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn secrets_in_their_places() {
        let look_up = |name: &str| match name {
            "KEY" => Some("k3y\n".to_owned()),
            "NESTED" => Some("{secret:KEY}".to_owned()),
            _ => None,
        };
        for (text, expected) in [
            ("plain", Ok("plain")),
            ("Bearer {secret:KEY}", Ok("Bearer k3y")),
            ("?a={secret:KEY}&b={secret:KEY}", Ok("?a=k3y&b=k3y")),
            ("{secret:NESTED}", Ok("{secret:KEY}")),
            ("{secret:KEY} {secret:GONE} {secret:ALSO}", Err("GONE")),
            ("{secret:KEY", Ok("{secret:KEY")),
            ("{other:KEY}", Ok("{other:KEY}")),
        ] {
            let expected = expected.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(fill(text, look_up), expected, "{text}");
        }
    }
}
