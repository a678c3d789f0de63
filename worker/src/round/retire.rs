//! After a new configuration: what nobody asks any more says nothing from now on, so that figures do not take its last
//! word for ever.

use super::Live;
use crate::store::series::Key;
use crate::store::{levels, series, sql::Sql};
use fyr_shared::page::Page;
use fyr_shared::status::Change;
use fyr_shared::time::Instant;
use worker::Result;

/// Ends the intervals of series and components that the page no longer has.
///
/// # Errors
/// The database's own.
pub fn retire(sql: &Sql, live: &mut Live, page: &Page, now: Instant) -> Result<()> {
    let gone: Vec<Key> = live.series.keys().filter(|key| !is_asked(page, key)).cloned().collect();
    for key in gone {
        if let Some(stored) = live.series.remove(&key) {
            series::write(sql, stored.id, &stored.series, &stored.series, &[Change::Close { end: now }])?;
        }
    }
    let gone: Vec<_> = live.levels.keys().filter(|id| !page.is_monitored(id)).cloned().collect();
    for id in gone {
        live.levels.remove(&id);
        levels::close(sql, &id, now)?;
    }
    Ok(())
}

fn is_asked(page: &Page, key: &Key) -> bool {
    page.source(&key.source).is_some_and(|source| {
        let about = source.about.iter().any(|about| about.component == key.component);
        about && source.regions.contains(&key.region)
    })
}
