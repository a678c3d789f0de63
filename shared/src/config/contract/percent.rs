//! Shares as page files write them: `"99.90%"`. They are read digit by digit: no rounding, for a target is exact.

/// How many parts a hundred per cent has, with two decimals.
const WHOLE: u16 = 10_000;

/// A share in ten-thousandths, of at most two decimals and at most 100 %.
pub(super) fn share(text: &str) -> Option<u16> {
    let number = text.strip_suffix('%')?;
    let (whole, decimals) = number.split_once('.').map_or((number, None), |(whole, rest)| (whole, Some(rest)));
    let hundredths = match decimals {
        None => 0,
        Some(one) if one.len() == 1 => digits(one)?.checked_mul(10)?,
        Some(two) if two.len() == 2 => digits(two)?,
        Some(_) => return None,
    };
    let share = digits(whole)?.checked_mul(100)?.checked_add(hundredths)?;
    (share <= WHOLE).then_some(share)
}

fn digits(text: &str) -> Option<u16> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        for (text, expected) in [
            ("99.90%", Some(9_990)),
            ("99.9%", Some(9_990)),
            ("99.5%", Some(9_950)),
            ("99%", Some(9_900)),
            ("100%", Some(10_000)),
            ("100.00%", Some(10_000)),
            ("0.01%", Some(1)),
            ("0%", Some(0)),
            ("100.01%", None),
            ("101%", None),
            ("99.999%", None),
            ("99.%", None),
            (".9%", None),
            ("99,90%", None),
            ("99.90", None),
            ("99.90 %", None),
            ("-1%", None),
            ("+1%", None),
            ("9.9.9%", None),
            ("%", None),
            ("", None),
            ("99999999%", None),
        ] {
            assert_eq!(share(text), expected, "{text}");
        }
    }
}
