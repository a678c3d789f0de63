//! Why a rule is refused, and the cure.

use super::{MONTHS, MOST};
use crate::wall_clock::LocalTime;
use std::fmt;

/// What a rule looks like.
const EXAMPLE: &str = r#""FREQ=WEEKLY;BYDAY=TU;COUNT=6""#;

/// What is wrong with a rule, or with the times it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleError {
    /// Longer than any rule that a person writes.
    Lengthy,
    /// A part is no name with a value.
    Unreadable {
        /// The part, not endless.
        part: String,
    },
    /// A name is there twice.
    Twice {
        /// The name.
        name: String,
    },
    /// A name that no rule here has.
    Unknown {
        /// The name, not endless.
        name: String,
    },
    /// A value that its name does not take.
    Value {
        /// The name.
        name: &'static str,
        /// What it takes.
        takes: &'static str,
    },
    /// How often is missing.
    NoFrequency,
    /// It has no end, or two.
    NoEnd,
    /// What it says cannot be together.
    Contradicts,
    /// It has no occurrence.
    Never,
    /// It has too many.
    TooMany,
    /// It reaches too far.
    TooFar,
    /// Its first occurrence is another than the beginning that was given.
    NotTheFirst {
        /// When the first would begin.
        first: LocalTime,
    },
    /// The end is not after the beginning.
    EndsBefore,
    /// It lasts too long.
    TooLong {
        /// How many days it may last.
        days: i64,
    },
    /// An occurrence begins before the one before it has ended.
    Overlap,
    /// Clocks leap over an occurrence.
    Vanishes {
        /// Which.
        at: LocalTime,
    },
    /// The zone's clocks are not known then.
    ClockUnknown,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lengthy => write!(f, "is too long for a rule; write one such as {EXAMPLE}"),
            Self::Unreadable { part } => write!(f, r#"is not understood at "{part}"; write a rule such as {EXAMPLE}"#),
            Self::Twice { name } => write!(f, "has {name} twice; remove one"),
            Self::Unknown { name } => write!(
                f,
                r#"has "{name}", which is not known here; a rule has FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, WKST, and COUNT or UNTIL"#
            ),
            Self::Value { name, takes } => write!(f, "has a {name} that cannot be; {name} takes {takes}"),
            Self::NoFrequency => write!(f, "does not say how often; write FREQ=DAILY, WEEKLY, MONTHLY or YEARLY"),
            Self::NoEnd => write!(f, "must end, in one way: write COUNT=6, or UNTIL=20261231"),
            Self::Contradicts => write!(f, "says what cannot be together; write a simpler one such as {EXAMPLE}"),
            Self::Never => write!(f, "never happens; correct its days, or its end"),
            Self::TooMany => write!(f, "happens more than {MOST} times; end it earlier, and publish the rest later"),
            Self::TooFar => {
                write!(f, "reaches further than {MONTHS} months; end it earlier, and publish the rest later")
            }
            Self::NotTheFirst { first } => {
                write!(
                    f,
                    r#"does not begin when the work does: its first is "{first}"; begin then, or change the rule"#
                )
            }
            Self::EndsBefore => {
                write!(f, "ends before it begins; write an end that is later, on the next day if need be")
            }
            Self::TooLong { days } => write!(f, "lasts longer than {days} days; publish each on its own"),
            Self::Overlap => write!(f, "begins again before it has ended; end it earlier, or repeat it less often"),
            Self::Vanishes { at } => write!(
                f,
                r#"has no time left on "{at}", when clocks go forward; begin earlier or end later, or publish that day on its own"#
            ),
            Self::ClockUnknown => {
                write!(f, "is outside the years of which the zone's clocks are known; end it earlier")
            }
        }
    }
}

impl std::error::Error for RuleError {}
