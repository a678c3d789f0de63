//! A region that fails for everything it asks, while another is answered, has lost its own way out: it says nothing
//! about its targets.

use super::{Claim, Observation, Reason};
use crate::ids::{RegionId, SourceId};
use std::collections::{BTreeMap, BTreeSet};

/// How many targets must fail before a region is doubted.
const MIN_TARGETS: usize = 3;
/// On how many hosts.
const MIN_HOSTS: usize = 2;

/// What one region's latest sample of one own probe was: `true` when the target failed.
pub type Latest = BTreeMap<(RegionId, SourceId), bool>;

/// Turns the failures of lost regions into *unknown*, reason *probe*.
///
/// A region is lost when it fails for all its targets (at least three, on at least two hosts) while another region is
/// answered by at least one of the same. `latest` holds the newest sample of every own probe, those in `observations`
/// included; `hosts` the host of each. If no region is answered, the failures stand.
pub fn discount_lost_regions(observations: &mut [Observation], latest: &Latest, hosts: &BTreeMap<SourceId, String>) {
    let regions: BTreeSet<RegionId> = latest.keys().map(|(region, _)| region.clone()).collect();
    let lost: BTreeSet<&RegionId> = regions.iter().filter(|region| is_lost(region, latest, hosts)).collect();
    for observation in observations.iter_mut() {
        if observation.claim == Claim::Fails && lost.contains(&observation.region) {
            observation.claim = Claim::Unknown;
            observation.reason = Some(Reason::Probe);
        }
    }
}

fn is_lost(region: &RegionId, latest: &Latest, hosts: &BTreeMap<SourceId, String>) -> bool {
    let own = || latest.iter().filter(|((asked_from, _), _)| asked_from == region);
    let targets: BTreeSet<&SourceId> = own().map(|((_, source), _)| source).collect();
    let distinct: BTreeSet<&String> = targets.iter().filter_map(|source| hosts.get(*source)).collect();
    let answered_elsewhere =
        latest.iter().any(|((other, source), failed)| other != region && !failed && targets.contains(source));
    own().all(|(_, failed)| *failed)
        && targets.len() >= MIN_TARGETS
        && distinct.len() >= MIN_HOSTS
        && answered_elsewhere
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Instant;

    /// Samples as words: `north: a- b- c-  south: a+`; hosts are the first letter of a source before its digit.
    fn lost(text: &str) -> bool {
        let mut latest = Latest::new();
        let mut hosts = BTreeMap::new();
        let mut region = RegionId::default();
        for word in text.split_whitespace() {
            if let Some(name) = word.strip_suffix(':') {
                region = name.into();
                continue;
            }
            let (source, sign) = word.split_at(word.len() - 1);
            hosts.insert(SourceId::from(source), source.trim_end_matches(char::is_numeric).to_owned());
            latest.insert((region.clone(), source.into()), sign == "-");
        }
        let mut asked = [Observation {
            source: "a1".into(),
            component: "api".into(),
            region: "north".into(),
            at: Instant(0),
            claim: Claim::Fails,
            reason: Some(Reason::Timeout),
            elapsed_ms: None,
            incidents: vec![],
        }];
        discount_lost_regions(&mut asked, &latest, &hosts);
        asked[0].claim == Claim::Unknown
    }

    #[test]
    fn which_regions_are_lost() {
        for (samples, expected) in [
            ("north: a1- a2- b1-  south: a1+ a2+ b1+", true),
            ("north: a1- a2- b1-  south: a1- a2- b1+", true),
            ("north: a1- a2- b1-  south: a1- a2- b1-", false),
            ("north: a1- a2- b1+  south: a1+ a2+ b1+", false),
            ("north: a1- a2-      south: a1+ a2+", false),
            ("north: a1- a2- a3-  south: a1+ a2+ a3+", false),
            ("north: a1- a2- b1-  south: c1+", false),
            ("north: a1- a2- b1-", false),
        ] {
            assert_eq!(lost(samples), expected, "{samples}");
        }
    }
}
