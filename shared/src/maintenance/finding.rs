//! What is found about maintenance under a contract: a closed list, each with what it was found by. Its words for people are
//! in `text/operator/`.

use crate::day::Day;
use crate::lang::Localized;
use crate::spans::Span;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// Something that an operator must know about planned work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Finding {
    /// No contract is in force for the component.
    NoContract,
    /// The contract says nothing about maintenance.
    NothingAgreed,
    /// No window is agreed in which it would be held outside.
    NoWindow,
    /// There is a window, but the contract does not hold maintenance outside availability.
    NotHeldOutside,
    /// It could not wait: it counts as downtime, whenever it is (AMB-06).
    Extraordinary,
    /// Part of it, or all, is outside the agreed window.
    OutsideWindow {
        /// Which part.
        outside: Vec<Span>,
        /// The window that it is in, or else the next one that is known.
        window: Option<Span>,
    },
    /// Part of it is in hours in which it must not be.
    ForbiddenHours {
        /// Which part.
        during: Vec<Span>,
    },
    /// Part of it is outside the hours in which it had better be.
    NotPreferred {
        /// Which part.
        outside: Vec<Span>,
    },
    /// Announced too late.
    TooLate {
        /// Whole working days between the announcement and the beginning.
        given: i64,
        /// How many are agreed.
        agreed: u8,
        /// Before when it had to be announced.
        before: Option<Instant>,
    },
    /// Announced, and moved when it was too late for it: what was announced last was not in what was announced in time.
    MovedTooLate {
        /// When it was moved.
        moved_at: Instant,
        /// Whole working days between that and the beginning.
        given: i64,
        /// How many are agreed.
        agreed: u8,
        /// Before when it had to be moved.
        before: Option<Instant>,
    },
    /// The window has been used in as many nights of the year as are agreed.
    OverCap {
        /// The day on which the window begins.
        night: Day,
        /// Which night of the year it is that the window is used in.
        nth: usize,
        /// How many are agreed.
        cap: u16,
    },
    /// Cancelled before it began: it uses no window, and there is nothing to count.
    CancelledBefore {
        /// When.
        at: Instant,
    },
    /// Cancelled when it had begun: what was done until then is as if it had ended then, and the window is used.
    CancelledUnderWay {
        /// When.
        at: Instant,
    },
    /// It goes on, or went on, after its announced end: what is beyond counts.
    RanOver {
        /// The announced end.
        announced: Instant,
        /// When it ended; or now.
        until: Instant,
    },
    /// It goes on, or went on, after the end of its window.
    RanBeyondWindow {
        /// When the window ended.
        window_end: Instant,
        /// When it ended; or now.
        until: Instant,
    },
    /// It is in a critical period.
    CriticalPeriod {
        /// What people call it.
        name: Localized,
        /// Its first day.
        from: Day,
        /// The first day after it.
        until: Day,
    },
    /// The tables of hours or working days do not reach it: nobody can tell.
    HoursUnknown {
        /// From when they are known.
        from: Instant,
        /// Until when.
        until: Instant,
    },
}

/// What a finding does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Time counts as downtime because of it.
    Counts,
    /// An operator should know it; it changes no figure.
    Advice,
}

impl Finding {
    /// What it does.
    #[must_use]
    pub fn weight(&self) -> Weight {
        match self {
            Self::NotPreferred { .. }
            | Self::CriticalPeriod { .. }
            | Self::CancelledBefore { .. }
            | Self::CancelledUnderWay { .. } => Weight::Advice,
            Self::NoContract
            | Self::NothingAgreed
            | Self::NoWindow
            | Self::NotHeldOutside
            | Self::Extraordinary
            | Self::OutsideWindow { .. }
            | Self::ForbiddenHours { .. }
            | Self::TooLate { .. }
            | Self::MovedTooLate { .. }
            | Self::OverCap { .. }
            | Self::RanOver { .. }
            | Self::RanBeyondWindow { .. }
            | Self::HoursUnknown { .. } => Weight::Counts,
        }
    }
}
