//! After a new configuration: what nobody asks any more says nothing from now on, so that figures do not take its last
//! word for ever.

use super::Live;
use super::index::Index;
use crate::store::series::Key;
use crate::store::{foreign, heard, levels, series, sql::Sql};
use fyr_shared::page::Page;
use fyr_shared::time::Instant;
use worker::Result;

/// Ends the intervals of series and components that the page no longer has.
///
/// # Errors
/// The database's own.
pub fn retire(sql: &Sql, live: &mut Live, page: &Page, now: Instant) -> Result<()> {
    // After the last round nobody knows.
    let over = live.round_at.unwrap_or(now).min(now);
    let index = Index::of(page);
    live.series.retain(|key, _| is_asked(&index, key));
    // Also those that are not in memory, since the page has not had them since the object woke: they are only stored. One that
    // had fallen silent before spoke as long as its last sample did.
    let gone: Vec<_> = series::open(sql)?.into_iter().filter(|(key, ..)| !is_asked(&index, key)).collect();
    let heard = heard::anywhere(sql, gone.iter().map(|(key, id, start)| (key.region.clone(), *id, *start)))?;
    for (_, id, start) in gone {
        let spoke = heard.get(&id).map_or(start, |it| it.slots.spoke_until(it.slot, over));
        series::close(sql, id, spoke.max(start))?;
    }
    let gone: Vec<_> = live.levels.keys().filter(|(env, id)| index.speaks_about(id, env).is_empty()).cloned().collect();
    for key in gone {
        if let Some(state) = live.levels.remove(&key) {
            levels::close(sql, &key, over.max(state.start))?;
        }
    }
    let gone = live.foreign.keys().filter(|id| index.source(id).is_none_or(|source| source.kind.is_own_probe()));
    let gone: Vec<_> = gone.cloned().collect();
    for id in gone {
        live.foreign.remove(&id);
        foreign::write(sql, &id, &[])?;
    }
    Ok(())
}

fn is_asked(index: &Index<'_>, key: &Key) -> bool {
    index.source(&key.source).is_some_and(|source| {
        let about = source.about.iter().any(|about| about.component == key.component);
        about && source.regions.contains(&key.region)
    })
}
