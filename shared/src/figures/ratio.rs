//! A share of something, exact. It is shown cut off, never rounded up: 99,89996 % is 99,8999 %, not 99,90 %.

/// A share: `part` of `whole`, which is more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    part: i128,
    whole: i128,
}

impl Ratio {
    /// A share; `None` of nothing.
    #[must_use]
    pub fn new(part: i128, whole: i128) -> Option<Self> {
        (whole > 0).then_some(Self { part, whole })
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

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        self.part.checked_mul(other.whole)?.partial_cmp(&other.part.checked_mul(self.whole)?)
    }
}
