//! Decides what readers see of every component: judges what was measured, follows what it depends on, lets people have their
//! say, and writes what that changed.

use super::{Live, automatic, index::Index};
use crate::store::{levels, log, series, sql::Sql};
use fyr_shared::ids::{ComponentId, RegionId};
use fyr_shared::page::{About, Component, Page, Source};
use fyr_shared::status::{
    ByName, ComponentState, Reason, Series, Slots, SourceView, Verdict, edges, follow, in_order_of_causes, judge, step,
};
use fyr_shared::time::Instant;
use worker::Result;

/// Judges every component in every environment in which it is monitored or somebody has declared something about it.
///
/// # Errors
/// The database's own.
pub fn decide(sql: &Sql, live: &mut Live, page: &Page, index: &Index<'_>, now: Instant) -> Result<()> {
    let (ordered, by_name) = (in_order_of_causes(&page.components), ByName::of(&page.components));
    let everywhere = page.environments.iter().flat_map(|env| ordered.iter().map(move |it| (&env.id, *it)));
    let quiet = live.declared.is_quiet();
    for (env, component) in everywhere {
        let speaks = index.speaks_about(&component.id, env);
        let key = (env.clone(), component.id.clone());
        let said = if quiet { <_>::default() } else { live.declared.about(env, &component.id, now) };
        if speaks.is_empty() && !said.is_any() {
            forget(sql, live, &key, now)?;
            continue;
        }
        let measured = if speaks.is_empty() {
            Verdict::unknown(Reason::NoSample)
        } else {
            let own = own_verdict(live, speaks, component, now);
            let state = |id: &ComponentId| live.levels.get(&(env.clone(), id.clone()));
            follow(own, &edges(&by_name, component, state))
        };
        let differs = said.is_any().then(|| measured.clone());
        let verdict = said.rule(measured);
        let before = live.levels.get(&key);
        let state = before.cloned().unwrap_or_else(|| ComponentState::new(now));
        let (after, transition) = step(env, &component.id, &state, &verdict, now);
        levels::write(sql, &key, before, &after)?;
        transition.iter().try_for_each(|transition| log::post(sql, transition))?;
        match differs {
            Some(measured) => live.measured.insert(key.clone(), measured),
            None if quiet && live.measured.is_empty() => None,
            None => live.measured.remove(&key),
        };
        live.levels.insert(key, after);
    }
    live.decided = true;
    automatic::follow(sql, live, page, index, now)
}

/// What nobody speaks about any more has no level.
fn forget(sql: &Sql, live: &mut Live, key: &levels::Key, now: Instant) -> Result<()> {
    live.measured.remove(key);
    match live.levels.remove(key) {
        Some(state) => levels::close(sql, key, now.max(state.start)),
        None => Ok(()),
    }
}

/// What the sources that speak about a component in an environment say.
fn own_verdict(live: &Live, speaks: &[(&Source, &About)], component: &Component, now: Instant) -> Verdict {
    let views: Vec<SourceView<'_>> = speaks
        .iter()
        .map(|(source, about)| SourceView {
            own_probe: source.kind.is_own_probe(),
            policy: about.policy,
            slots: Slots::new(source.every),
            regions: source.regions.iter().map(|region| (region, series_of(live, source, component, region))).collect(),
        })
        .collect();
    judge(&views, now)
}

/// Where a region stands with a source; a region that was never asked has said nothing.
fn series_of(live: &Live, source: &Source, component: &Component, region: &RegionId) -> Series {
    let key = series::Key { source: source.id.clone(), component: component.id.clone(), region: region.clone() };
    live.series.get(&key).map_or_else(|| Series::new(Instant::default()), |stored| stored.series)
}
