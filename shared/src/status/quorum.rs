//! Three-valued agreement between regions (Kleene): silence is neither a yes nor a no.

use serde::{Deserialize, Serialize};

/// What one region says about a target, or what several say together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It was answered as it should be.
    Up,
    /// Nobody could say.
    Unknown,
    /// It failed.
    Down,
}

/// How many regions must agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// Up only when every region is up; one failing region is enough for *down*.
    All,
    /// Up when more than half are up, down when at least half fail.
    Majority,
    /// Up when any region is up; down only when every region fails.
    Any,
}

impl Quorum {
    /// What the regions say together. No region at all is *unknown*.
    #[must_use]
    pub fn of(self, answers: &[Answer]) -> Answer {
        let count = |wanted| answers.iter().filter(|answer| **answer == wanted).count();
        let (up, down, all) = (count(Answer::Up), count(Answer::Down), answers.len());
        let (is_up, is_down) = match self {
            Self::All => (up == all, down > 0),
            Self::Majority => (up * 2 > all, down * 2 >= all),
            Self::Any => (up > 0, down == all),
        };
        match (all, is_up, is_down) {
            (0, ..) => Answer::Unknown,
            (_, true, _) => Answer::Up,
            (_, _, true) => Answer::Down,
            _ => Answer::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Answer::{Down, Unknown, Up};

    #[test]
    fn nobody_asked_is_unknown() {
        for quorum in [Quorum::All, Quorum::Majority, Quorum::Any] {
            assert_eq!(quorum.of(&[]), Unknown);
        }
    }

    #[test]
    fn one_region_and_two() {
        for (answers, all, majority, any) in [
            (&[Up][..], Up, Up, Up),
            (&[Down], Down, Down, Down),
            (&[Unknown], Unknown, Unknown, Unknown),
            (&[Up, Down], Down, Down, Up),
            (&[Down, Unknown], Down, Down, Unknown),
        ] {
            assert_eq!(
                (Quorum::All.of(answers), Quorum::Majority.of(answers), Quorum::Any.of(answers)),
                (all, majority, any),
                "{answers:?}"
            );
        }
    }
}
