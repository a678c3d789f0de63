//! What an error says, without what it quotes: for logs, where no value belongs that somebody has written or kept secret.

/// An error's text up to the first thing that it quotes.
#[must_use]
pub fn unquoted(message: &str) -> &str {
    message.split(['`', '"', '\'', '\n']).next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn nothing_that_is_quoted_is_told() {
        for (message, told) in [
            (
                "index out of bounds: the len is 3 but the index is 5",
                "index out of bounds: the len is 3 but the index is 5",
            ),
            (
                "byte index 2 is not a char boundary; it is inside 'ø' of `fyr_x`",
                "byte index 2 is not a char boundary; it is inside",
            ),
            ("invalid type: string \"fyr_x\", expected a sequence", "invalid type: string"),
            ("called `Result::unwrap()` on an `Err` value: Bad(\"fyr_x\")", "called"),
            ("assertion failed\n  left: fyr_x", "assertion failed"),
            ("", ""),
        ] {
            assert_eq!(unquoted(message), told, "{message}");
        }
    }
}
