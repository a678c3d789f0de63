//! The *contract* rule: what an interval of a region means in the figures. Reports use it in `report/measured.rs`;
//! [`contract_timeline`] shows it by itself, to stories.

use super::{Answer, Interval, Quorum, SeriesState, interval};
use crate::time::Instant;

/// Whether a source was up by its contract.
pub type ContractState = Answer;

/// What an interval of one region means in the figures.
///
/// A failure that waits for confirmation is *unknown* until it is settled; one that was answered when asked again is up.
#[must_use]
pub fn counts_as(state: SeriesState) -> ContractState {
    use super::Level::{MajorOutage, PartialOutage, Unknown};
    match state {
        SeriesState::Says(MajorOutage | PartialOutage) | SeriesState::Fails => Answer::Down,
        SeriesState::Says(Unknown) | SeriesState::Unconfirmed | SeriesState::Unknown => Answer::Unknown,
        SeriesState::Says(_) | SeriesState::Retried => Answer::Up,
    }
}

/// When a source was up, down or unknown between `from` and `to`, given what each of its regions said and how many
/// must agree. Complete and in order: what no region speaks about is *unknown*.
#[must_use]
pub fn contract_timeline(
    regions: &[Vec<Interval<SeriesState>>],
    quorum: Quorum,
    from: Instant,
    to: Instant,
) -> Vec<Interval<ContractState>> {
    let inside = |at: &Instant| *at > from && *at < to;
    let edges = regions.iter().flatten().flat_map(|interval| [Some(interval.start), interval.end]).flatten();
    let mut cuts: Vec<Instant> = edges.filter(inside).chain([from, to]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut timeline = Vec::new();
    for (start, end) in cuts.iter().zip(cuts.iter().skip(1)) {
        let said = |list: &Vec<_>| interval::at(list, *start).map_or(Answer::Unknown, counts_as);
        let answers: Vec<Answer> = regions.iter().map(said).collect();
        interval::push(&mut timeline, *start, *end, quorum.of(&answers));
    }
    timeline
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::status::Level;

    const OK: SeriesState = SeriesState::Says(Level::Operational);

    fn list(spans: &[(i64, i64, SeriesState)]) -> Vec<Interval<SeriesState>> {
        let interval = |(start, end, state): &(i64, i64, SeriesState)| Interval {
            start: Instant(*start),
            end: Some(Instant(*end)),
            state: *state,
        };
        spans.iter().map(interval).collect()
    }

    #[test]
    fn both_regions_must_be_up_for_digireq() {
        let north = list(&[(0, 300, OK), (300, 600, SeriesState::Fails), (600, 900, OK)]);
        let south = list(&[(0, 700, OK), (700, 900, SeriesState::Retried)]);
        let told: Vec<_> = contract_timeline(&[north, south], Quorum::All, Instant(0), Instant(1000))
            .into_iter()
            .map(|interval| (interval.start.0, interval.end.map(|end| end.0), interval.state))
            .collect();
        assert_eq!(
            told,
            [
                (0, Some(300), Answer::Up),
                (300, Some(600), Answer::Down),
                (600, Some(900), Answer::Up),
                (900, Some(1000), Answer::Unknown),
            ]
        );
    }

    #[test]
    fn what_nobody_measured_is_unknown() {
        let told = contract_timeline(&[vec![], vec![]], Quorum::Any, Instant(0), Instant(10));
        assert_eq!(told, [Interval { start: Instant(0), end: Some(Instant(10)), state: Answer::Unknown }]);
    }
}
