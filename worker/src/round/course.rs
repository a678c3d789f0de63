//! The course of a round, from what is due to what readers get: who is asked when, and what is recorded together.

use super::ask::{self, Asker};
use super::{plan, record};
use crate::clock::{Tempo, now};
use crate::page_object::{PageObject, warn};
use crate::published;
use futures_util::StreamExt;
use futures_util::future::join;
use futures_util::stream;
use fyr_shared::page::Page;
use fyr_shared::status::{Claim, Observation};
use std::cell::Cell;
use std::time::Duration;
use worker::{Delay, Result};

/// How many sources a page has for each millisecond in which answers are gathered to be recorded together.
const TOGETHER: u64 = 10;

impl PageObject {
    /// One round, from what is due to what readers get.
    pub(crate) async fn round(&self, page: &Page) -> Result<()> {
        #[cfg(feature = "scripted")]
        {
            self.written.set(0);
            self.told.replace((worker::Date::now().as_millis(), vec![]));
        }
        let calls = self.with_live(page, |live| plan::calls(page, &live.series, &live.paces, now()))?;
        let (slow, quick): (Vec<_>, Vec<_>) = calls.into_iter().partition(|call| call.slow);
        let asker = Asker::of(&self.env, page);
        let quickly = self.quick_half(page, &asker, &quick, !slow.is_empty());
        let asked = join(quickly, self.asked(page, &asker, &slow));
        let over = Cell::new(false);
        let recorded = async {
            let (held, (late, _)) = asked.await;
            let late: Vec<Observation> = held?.into_iter().chain(late).collect();
            if late.is_empty() { Ok(()) } else { self.record(page, late) }
        };
        let recorded = async {
            let done = recorded.await;
            over.set(true);
            done
        };
        // What readers would see otherwise by now is put while others are waited for, and holds up none of it.
        let (done, ()) = join(recorded, published::put_changes(self, page, &over)).await;
        done?;
        join(self.publish(page), published::put(self, page)).await;
        self.prune(page);
        self.report(page);
        Ok(())
    }

    /// Asks those that answered quickly last time, or have never been asked. What answers is recorded without waiting for what
    /// does not. Failures are given back where others are still waited for: whether a region has lost its way can only be
    /// told when it has been heard about all its targets.
    ///
    /// To record costs as much as the page is large, so what comes at about the same time is recorded together: on a page of
    /// thousands that all hang, answers come in thousands of handfuls.
    async fn quick_half(
        &self,
        page: &Page,
        asker: &Asker<'_>,
        calls: &[plan::Call],
        others: bool,
    ) -> Result<Vec<Observation>> {
        let (heard, left) = self.asked(page, asker, calls).await;
        let hold = others || !left.is_empty();
        let (mut held, told): (Vec<_>, Vec<_>) = heard.into_iter().partition(|it| hold && it.claim == Claim::Fails);
        self.record(page, told)?;
        let together = Duration::from_millis(u64::try_from(page.sources.len()).unwrap_or(0) / TOGETHER);
        let rest = left.iter().map(|call| self.asked(page, asker, std::slice::from_ref(call)));
        let mut rest = stream::iter(rest)
            .buffer_unordered(ask::UNAWAITED * page.regions.len().max(1))
            .ready_chunks(left.len().max(1));
        while let Some(heard) = rest.next().await {
            let heard = heard.into_iter().flat_map(|(heard, _)| heard);
            let (fails, told): (Vec<_>, Vec<_>) = heard.partition(|it| it.claim == Claim::Fails);
            held.extend(fails);
            if !told.is_empty() {
                self.record(page, told)?;
                Delay::from(together).await;
            }
        }
        Ok(held)
    }

    /// Everything that was observed, and the calls for whom the regions left; notes where they really were.
    async fn asked(&self, page: &Page, asker: &Asker<'_>, calls: &[plan::Call]) -> (Vec<Observation>, Vec<plan::Call>) {
        let answers = asker.all(calls).await;
        let told = calls.iter().zip(&answers).filter_map(|(call, it)| Some((call.region.clone(), it.place.clone()?)));
        let noted = self.with_live(page, |live| live.places.extend(told));
        noted.unwrap_or_else(|error| warn(page, "places were not noted", &error));
        let left = calls.iter().zip(&answers).flat_map(|(call, it)| call.rest(&it.left)).collect();
        (answers.into_iter().flat_map(|answers| answers.observations).collect(), left)
    }

    /// Records observations at a new `now`, all or nothing.
    fn record(&self, page: &Page, observations: Vec<Observation>) -> Result<()> {
        let (now, tempo) = (now(), Tempo::of(&self.env));
        #[cfg(feature = "scripted")]
        self.told.borrow_mut().1.push((worker::Date::now().as_millis(), observations.len()));
        self.write(page, |sql, live| {
            record::record(sql, live, page, tempo, observations, now)?;
            #[cfg(feature = "scripted")]
            self.written.set(self.written.get() + sql.rows_written());
            Ok(())
        })
    }
}
