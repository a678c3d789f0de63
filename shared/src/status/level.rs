//! The six levels, the only ones there are, and which of two is worse.

use serde::{Deserialize, Serialize};

/// How a component, or a page, is.
///
/// A greater level is a worse one. *Unknown* is worse than *operational* and
/// better than everything known to be wrong, so beside a known bad level it is not what a reader sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A source said, in so many words, that it is well.
    Operational,
    /// Nobody has said anything that can be relied on.
    Unknown,
    /// Announced work is going on.
    Maintenance,
    /// It works with less than it promises.
    Degraded,
    /// It works for some.
    PartialOutage,
    /// It works for nobody.
    MajorOutage,
}

impl Level {
    /// Every level, best first.
    pub const ALL: [Self; 6] =
        [Self::Operational, Self::Unknown, Self::Maintenance, Self::Degraded, Self::PartialOutage, Self::MajorOutage];

    /// The word used in JSON, in files and in storage.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operational => "operational",
            Self::Unknown => "unknown",
            Self::Maintenance => "maintenance",
            Self::Degraded => "degraded",
            Self::PartialOutage => "partial_outage",
            Self::MajorOutage => "major_outage",
        }
    }

    /// The level a word names; `None` for any other word. There is no default: the caller says *unknown* itself.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == word)
    }
}

/// The worst of some levels; *unknown* when there is none, because nobody has said anything.
#[must_use]
pub fn worst(levels: impl IntoIterator<Item = Level>) -> Level {
    levels.into_iter().max().unwrap_or(Level::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Level::{Degraded, Maintenance, MajorOutage, Operational, PartialOutage, Unknown};

    #[test]
    fn the_worst_of() {
        for (levels, expected) in [
            (vec![], Unknown),
            (vec![Operational, Operational], Operational),
            (vec![Operational, Unknown], Unknown),
            (vec![Unknown, Maintenance], Maintenance),
            (vec![Maintenance, Degraded, Unknown], Degraded),
            (vec![Degraded, PartialOutage], PartialOutage),
            (vec![PartialOutage, MajorOutage, Unknown], MajorOutage),
        ] {
            assert_eq!(worst(levels.clone()), expected, "{levels:?}");
        }
    }

    #[test]
    fn words_and_levels_are_one_to_one() {
        for level in Level::ALL {
            assert_eq!(Level::parse(level.as_str()), Some(level));
            assert_eq!(serde_json::to_string(&level).unwrap(), format!("\"{}\"", level.as_str()));
        }
        assert_eq!(Level::parse("ok"), None);
    }
}
