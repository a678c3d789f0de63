//! The arithmetic of figures: the example vectors, own ones for every line of the definitions (`avail/1`, lines 1 to 12) and for
//! what counts as down, a reference that counts second by second, and by when reports are due.
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a vector that means nothing must fail"
)]

mod due;
mod lines;
mod property;
mod vectors;

use fyr_shared::figures::{State, Stretch, Tally, Weights, timeline};
use fyr_shared::page::{Offset, Zone};
use fyr_shared::spans::{self, Span};
use fyr_shared::time::Instant;

#[track_caller]
fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap_or_else(|| panic!("`{text}` is no instant"))
}

/// Of a period, its service hours, what is left out, and claims: seconds.
fn tally(period: Span, service: &[Span], excluded: &[Span], claims: &[Stretch], silent: State) -> Tally {
    let excluded = spans::merged(excluded.iter().copied());
    let agreed = spans::outside(service, &excluded);
    Tally::of(&[period], service, &excluded, &timeline(&agreed, claims, silent))
}

/// A tally of a day of 86,400 seconds in which all is claimed but what is listed; instants are seconds from its beginning.
fn day(claims: &[(i64, i64, State)]) -> Tally {
    let period = (Instant(0), Instant(86_400));
    let claims: Vec<Stretch> =
        claims.iter().map(|(from, until, state)| ((Instant(*from), Instant(*until)), *state)).collect();
    tally(period, &[period], &[], &claims, State::Up)
}

fn percent(tally: &Tally) -> Option<String> {
    tally.availability(Weights::CONTRACTUAL).map(|share| share.percent(4))
}

/// The clocks of Oslo and Stockholm in 2026.
fn zone() -> Zone {
    let offset = |text: &str, hours: i32| Offset { from: at(text), seconds: hours * 3_600 };
    let offsets = [
        ("2024-01-01T00:00:00Z", 1),
        ("2026-03-29T01:00:00Z", 2),
        ("2026-10-25T01:00:00Z", 1),
        ("2027-03-28T01:00:00Z", 2),
    ];
    Zone { name: "Europe/Oslo".to_owned(), offsets: offsets.map(|(text, hours)| offset(text, hours)).into() }
}
