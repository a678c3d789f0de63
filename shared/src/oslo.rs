//! A zone for tests.

use crate::page::{Offset, Zone};
use crate::time::Instant;

/// An instant.
pub(crate) fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// The clock of Oslo around 2026.
pub(crate) fn oslo() -> Zone {
    let offset = |from: &str, seconds| Offset { from: at(from), seconds };
    let offsets = vec![
        offset("2025-10-26T01:00:00Z", 3600),
        offset("2026-03-29T01:00:00Z", 7200),
        offset("2026-10-25T01:00:00Z", 3600),
    ];
    Zone { name: "Europe/Oslo".into(), offsets }
}
