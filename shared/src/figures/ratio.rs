//! A share of something, exact. It is shown cut off, never rounded up: 99,89996 % is 99,8999 %, not 99,90 %.

/// A share: `part` of `whole`, which is more than nothing. In lowest terms, so that equal shares are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    part: i128,
    whole: i128,
}

impl Ratio {
    /// A share; `None` of nothing.
    #[must_use]
    pub fn new(part: i128, whole: i128) -> Option<Self> {
        let divisor = i128::try_from(common_divisor(part.unsigned_abs(), whole.unsigned_abs())).ok()?;
        (whole > 0).then(|| Self { part: part / divisor, whole: whole / divisor })
    }

    /// Whether it is at least so many ten-thousandths: 9990 are 99,90 %.
    #[must_use]
    pub fn reaches(self, basis_points: u16) -> bool {
        self.part.saturating_mul(10_000) >= i128::from(basis_points).saturating_mul(self.whole)
    }

    /// In per cent with so many decimals, a point before them, cut off: `99.8999`.
    ///
    /// # Examples
    /// ```
    /// use fyr_shared::figures::Ratio;
    /// assert_eq!(Ratio::new(8_999_996, 9_000_000).unwrap().percent(4), "99.9999");
    /// assert_eq!(Ratio::new(1, 3).unwrap().percent(2), "33.33");
    /// ```
    #[must_use]
    pub fn percent(self, decimals: u32) -> String {
        let unit = 10_i128.saturating_pow(decimals.min(12));
        let scaled = self.part.saturating_mul(100).saturating_mul(unit).div_euclid(self.whole);
        let (sign, scaled) = if scaled < 0 { ("-", -scaled) } else { ("", scaled) };
        match decimals {
            0 => format!("{sign}{scaled}"),
            _ => format!("{sign}{}.{:0width$}", scaled / unit, scaled % unit, width = decimals.min(12) as usize),
        }
    }
}

/// The greatest number that divides both.
fn common_divisor(one: u128, other: u128) -> u128 {
    if other == 0 { one.max(1) } else { common_divisor(other, one % other) }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.part.checked_mul(other.whole)?.partial_cmp(&other.part.checked_mul(self.whole)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_are_equal_however_they_are_written() {
        let share = |part, whole| Ratio::new(part, whole).unwrap();
        for (one, other) in [((1, 2), (500, 1_000)), ((0, 7), (0, 3)), ((-2, 4), (-1, 2)), ((9, 9), (1, 1))] {
            let (one, other) = (share(one.0, one.1), share(other.0, other.1));
            assert!(one == other && one.partial_cmp(&other) == Some(std::cmp::Ordering::Equal), "{one:?} {other:?}");
        }
        assert!(share(-1, 2) < share(0, 1) && share(1, 3) < share(334, 1_000));
        for whole in [0, -1, i128::MIN] {
            assert_eq!(Ratio::new(1, whole), None, "of {whole}");
        }
        assert_eq!(share(i128::MIN, 1), share(i128::MIN, 1));
    }
}
