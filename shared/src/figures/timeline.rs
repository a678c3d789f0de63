//! What was so at each instant of the agreed time: the worst of all that is claimed about it.

use crate::spans::{self, Span};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What was so, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It worked.
    Up,
    /// Nobody can tell.
    Unknown,
    /// It worked with less than promised.
    Degraded,
    /// It worked for some.
    Partial,
    /// It worked for nobody.
    Down,
}

/// A state from an instant until another, which is left out.
pub type Stretch = (Span, State);

/// The worst of all claims at each instant of `agreed`, in order and complete: where nothing is claimed, `silent`. Claims may
/// come in any order and overlap. Neighbours of the same state are one.
#[must_use]
pub fn timeline(agreed: &[Span], claims: &[Stretch], silent: State) -> Vec<Stretch> {
    let worst = worst(claims);
    let mut timeline = vec![];
    for (begin, end) in agreed {
        let mut from = *begin;
        let first = worst.partition_point(|((_, until), _)| *until <= *begin);
        for ((opens, closes), state) in worst.iter().skip(first).take_while(|((opens, _), _)| opens < end) {
            push(&mut timeline, (from, (*opens).max(from)), silent);
            push(&mut timeline, ((*opens).max(from), (*closes).min(*end)), *state);
            from = (*closes).min(*end);
        }
        push(&mut timeline, (from, *end), silent);
    }
    timeline
}

/// The worst of all claims at each instant that any of them is about, in order.
#[must_use]
pub fn worst(claims: &[Stretch]) -> Vec<Stretch> {
    // What begins or ends at an instant, and how many claims of each state are open between two of them.
    let mut edges: Vec<(Instant, State, i32)> = claims
        .iter()
        .filter(|((begin, end), _)| begin < end)
        .flat_map(|((begin, end), state)| [(*begin, *state, 1), (*end, *state, -1)])
        .collect();
    edges.sort_unstable_by_key(|(at, ..)| *at);
    let mut open = [(State::Down, 0), (State::Partial, 0), (State::Degraded, 0), (State::Unknown, 0), (State::Up, 0)];
    let mut list = vec![];
    let mut from = Instant::default();
    for (at, state, step) in edges {
        if let Some((holds, _)) = open.iter().find(|(_, count)| *count > 0) {
            push(&mut list, (from, at), *holds);
        }
        if let Some((_, count)) = open.iter_mut().find(|(known, _)| *known == state) {
            *count += step;
        }
        from = at;
    }
    list
}

/// How several things make one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Composite {
    /// Each of them is needed: it is as the worst of them.
    Serial,
    /// One of them is enough: it is as the best of them.
    Parallel,
}

/// The timeline of what is made of several, over `agreed`. Computed instant by instant, never by multiplying shares.
#[must_use]
pub fn composed(agreed: &[Span], parts: &[Vec<Stretch>], how: Composite) -> Vec<Stretch> {
    let complete: Vec<Vec<Stretch>> = parts.iter().map(|part| timeline(agreed, part, State::Unknown)).collect();
    let edges = complete.iter().flatten().flat_map(|((begin, end), _)| [*begin, *end]);
    let mut cuts: Vec<Instant> = edges.collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut list = vec![];
    for (begin, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let states = complete.iter().filter_map(|part| at(part, *begin));
        let state = match how {
            Composite::Serial => states.max_by_key(|state| composite_rank(*state)),
            Composite::Parallel => states.min_by_key(|state| composite_rank(*state)),
        };
        if let Some(state) = state {
            push(&mut list, (*begin, *end), state);
        }
    }
    list
}

/// What works, what nobody can tell, what does not: of things that are all needed, one of which nobody can tell hides that the
/// others work; where one is enough, it hides that the others do not.
fn composite_rank(state: State) -> u8 {
    match state {
        State::Up => 0,
        State::Degraded => 1,
        State::Unknown => 2,
        State::Partial => 3,
        State::Down => 4,
    }
}

fn at(list: &[Stretch], at: Instant) -> Option<State> {
    let after = list.partition_point(|((begin, _), _)| *begin <= at);
    let ((_, end), state) = list.get(after.checked_sub(1)?)?;
    (at < *end).then_some(*state)
}

/// Adds a stretch to a list in order: an equal neighbour grows, an empty one is dropped.
fn push(list: &mut Vec<Stretch>, span: Span, state: State) {
    if spans::length(span) <= 0 {
        return;
    }
    match list.last_mut() {
        Some(((_, until), last)) if *until == span.0 && *last == state => *until = span.1,
        _ => list.push((span, state)),
    }
}
