//! Transition: a change of verdict. It is put into the outbox, for notifiers: none reads it yet.

use super::{Because, Level, Reason, Verdict};
use crate::ids::{ComponentId, EnvId, RegionId};
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// What readers see of a component, since when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentState {
    /// The level.
    pub level: Level,
    /// When the level was first shown.
    pub start: Instant,
    /// When what it tells of began: the first failed sample of an outage, what it depends on, otherwise `start`.
    pub since: Instant,
    /// Why.
    #[serde(default, deserialize_with = "Reason::lenient")]
    pub reason: Option<Reason>,
    /// The regions that see the fault, when not all do.
    pub seen_from: Vec<RegionId>,
    /// Whether the fault waits for confirmation.
    pub unconfirmed: bool,
    /// What it suffers from, worst first, and what else is to be known of what it depends on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

/// A component has gone from one level to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// In which environment.
    #[serde(default)]
    pub env: EnvId,
    /// Which component.
    pub component: ComponentId,
    /// From which level.
    pub from: Level,
    /// To which level.
    pub to: Level,
    /// When it was decided.
    pub at: Instant,
    /// When what it tells of began.
    pub since: Instant,
    /// Why.
    pub reason: Option<Reason>,
    /// What it suffers from, worst first, and what else is to be known of what it depends on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Because>,
}

impl ComponentState {
    /// A component nobody has spoken about yet.
    #[must_use]
    pub fn new(now: Instant) -> Self {
        let (level, reason) = (Level::Unknown, Some(Reason::NoSample));
        Self { level, start: now, since: now, reason, seen_from: vec![], unconfirmed: false, because: vec![] }
    }
}

/// The state of a component in an environment after a verdict, and the transition if the level changed.
#[must_use]
pub fn step(
    env: &EnvId,
    component: &ComponentId,
    state: &ComponentState,
    verdict: &Verdict,
    now: Instant,
) -> (ComponentState, Option<Transition>) {
    let changed = verdict.level != state.level;
    // Never later than now, also after a clock that was set back.
    let start = if changed { now } else { state.start.min(now) };
    let unchanged_since = if changed { now } else { state.since.min(now) };
    let since = verdict.failing_since.map_or(unchanged_since, |first| first.min(unchanged_since));
    let next = ComponentState {
        level: verdict.level,
        start,
        since,
        reason: verdict.reason,
        seen_from: verdict.seen_from.clone(),
        unconfirmed: verdict.unconfirmed,
        because: verdict.because.clone(),
    };
    let transition = changed.then(|| Transition {
        env: env.clone(),
        component: component.clone(),
        from: state.level,
        to: verdict.level,
        at: now,
        since,
        reason: verdict.reason,
        because: verdict.because.clone(),
    });
    (next, transition)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(level: Level, failing_since: Option<i64>) -> Verdict {
        let mut verdict = Verdict::unknown(Reason::Condition);
        (verdict.level, verdict.failing_since) = (level, failing_since.map(Instant));
        verdict
    }

    #[test]
    fn one_transition_for_each_change_of_level_and_an_outage_keeps_its_beginning() {
        let (env, api, mut state) = (EnvId::from("test"), "api".into(), ComponentState::new(Instant(0)));
        for (at, level, failing_since, told, since) in [
            (10, Level::Operational, None, Some(Level::Unknown), 10),
            (20, Level::Operational, None, None, 10),
            (35, Level::PartialOutage, Some(30), Some(Level::Operational), 30),
            (60, Level::MajorOutage, Some(30), Some(Level::PartialOutage), 30),
            (90, Level::MajorOutage, Some(30), None, 30),
            (100, Level::Operational, None, Some(Level::MajorOutage), 100),
        ] {
            let (next, transition) = step(&env, &api, &state, &verdict(level, failing_since), Instant(at));
            assert!(transition.iter().all(|it| it.env == env && it.component == api), "at {at}");
            assert_eq!(transition.as_ref().map(|transition| transition.from), told, "at {at}");
            assert_eq!(next.since, Instant(since), "at {at}");
            state = next;
        }
    }
}
