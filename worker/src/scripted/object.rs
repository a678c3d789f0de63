//! What a test may ask a page's object: to run a round, and to show what it keeps.

use crate::page_object::PageObject;
use crate::store::samples;
use crate::store::sql::{Row, Sql};
use crate::store::transaction;
use futures_util::future::join3;
use fyr_shared::page::Page;
use fyr_shared::status::{Interval, SeriesState, contract_timeline};
use fyr_shared::time::{HOUR, Instant};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use worker::{Response, Result};

const TABLES: [&str; 13] = [
    "series",
    "series_interval",
    "level_interval",
    "level_day",
    "sample",
    "sample_day",
    "foreign_incident",
    "log",
    "outbox",
    "terms",
    "touched",
    "report",
    "due_report",
];

/// What each region said.
type ByRegion = BTreeMap<String, Vec<Interval<SeriesState>>>;

/// Answers a scripted call; `None` when it is none.
pub async fn handle(object: &PageObject, page: &Page, action: &str) -> Option<Result<Response>> {
    super::faults::panic_if_planted("page");
    super::faults::panic_if_planted(&format!("page {}", action.split('/').next().unwrap_or_default()));
    match action {
        "scripted-asleep" => Some(asleep(object).await),
        "scripted-alarms" => Some(alarms(object).await),
        "scripted-round" => Some(round(object, page).await),
        "scripted-store" => Some(store(object, page).await),
        _ => match action.strip_prefix("scripted-rounds-").map(str::parse) {
            Some(Ok(times)) => Some(rounds(object, page, times).await),
            Some(Err(_)) => None,
            None => super::years::handle(object, page, action.strip_prefix("scripted-")?).await,
        },
    }
}

/// Rounds in which every source is due: before each the clock moves on, past the next beginning of the longest interval.
async fn rounds(object: &PageObject, page: &Page, times: u32) -> Result<Response> {
    let longest = page.sources.iter().map(|source| source.every).max().unwrap_or(1);
    for _ in 0..times {
        super::clock::move_on(longest + longest / 4 - crate::clock::now().0.rem_euclid(longest));
        object.round(page).await?;
    }
    Response::ok("done")
}

/// The alarm is lost.
async fn asleep(object: &PageObject) -> Result<Response> {
    object.state.storage().delete_alarm().await?;
    Response::ok("asleep")
}

/// The alarm goes off three times at once, as it may where the platform was not told that it had.
async fn alarms(object: &PageObject) -> Result<Response> {
    let (one, other, third) = join3(object.alarm(), object.alarm(), object.alarm()).await;
    [one, other, third].into_iter().try_for_each(|it| it.map(drop))?;
    Response::ok("done")
}

async fn round(object: &PageObject, page: &Page) -> Result<Response> {
    object.round(page).await?;
    object.answer_state(page)
}

async fn store(object: &PageObject, page: &Page) -> Result<Response> {
    let alarm = object.state.storage().get_alarm().await?;
    // Reading the memory first makes sure that there are tables.
    object.with_live(page, |_| ())?;
    let mut shown = transaction(&object.state.storage(), |sql| show(sql, page))?;
    if let Some(shown) = shown.as_object_mut() {
        shown.insert("alarm".into(), json!(alarm.map(|at| Instant(at / 1000))));
        shown.insert("rows_read".into(), json!(object.read.get()));
        shown.insert("rows_written".into(), json!(object.written.get()));
        let (begun, told) = &*object.told.borrow();
        let record = |(at, count): &(u64, usize)| json!({ "after_ms": at - begun, "observations": count });
        shown.insert("records".into(), told.iter().map(record).collect());
    }
    Response::from_json(&shown)
}

fn show(sql: &Sql, page: &Page) -> Result<Value> {
    let mut rows = serde_json::Map::new();
    for table in TABLES {
        let count = sql.rows(&format!("SELECT count(*) FROM {table}"), vec![])?;
        rows.insert(table.into(), json!(count.first().and_then(|row| row.number(0))));
    }
    let outbox = sql.rows("SELECT transition FROM outbox ORDER BY id", vec![])?;
    let outbox: Vec<Value> = outbox.iter().filter_map(|row| serde_json::from_str(row.text(0)).ok()).collect();
    let (series, contract) = series(sql, page)?;
    let (log, samples) = (log(sql)?, samples_of_late(sql, page)?);
    let intervals = json!({ "series": series, "contract": contract, "levels": levels(sql)? });
    let mut shown = json!({ "outbox": outbox, "log": log, "samples": samples, "rows": rows });
    if let (Value::Object(shown), Value::Object(intervals)) = (&mut shown, intervals) {
        shown.extend(intervals);
    }
    Ok(shown)
}

/// Which entries the log has, in its order.
fn log(sql: &Sql) -> Result<Vec<Value>> {
    let entry = |row: &Row| json!({ "id": row.number(0), "kind": row.text(1), "subject": text(row, 2), "revision": row.number(3) });
    Ok(sql.rows("SELECT id, kind, subject, revision FROM log ORDER BY id", vec![])?.iter().map(entry).collect())
}

/// The samples of the present hour and the one before: of each series its slots.
fn samples_of_late(sql: &Sql, page: &Page) -> Result<Vec<Value>> {
    let known = sql.rows("SELECT id, source, component FROM series", vec![])?;
    let known: BTreeMap<_, _> = known.iter().map(|row| (row.number(0), (row.text(1), row.text(2)))).collect();
    let hour = crate::clock::now().0.div_euclid(HOUR);
    let mut shown = Vec::new();
    for region in &page.regions {
        for (hour, lines) in samples::hours(sql, &region.id, (hour - 1, hour))? {
            shown.extend(lines.into_iter().map(|(series, slots)| {
                let about = known.get(&Some(series.into()));
                json!({ "region": region.id, "about": about, "from": Instant(hour * HOUR), "slots": slots })
            }));
        }
    }
    Ok(shown)
}

fn series(sql: &Sql, page: &Page) -> Result<(Vec<Value>, Vec<Value>)> {
    let query = "SELECT s.source, s.component, s.region, i.start, i.finish, i.state, i.reason
        FROM series s JOIN series_interval i ON i.series = s.id ORDER BY s.source, s.component, s.region, i.start";
    let mut shown: BTreeMap<(String, String, String), Vec<Value>> = BTreeMap::new();
    let mut regions: BTreeMap<(String, String), ByRegion> = BTreeMap::new();
    for row in sql.rows(query, vec![])? {
        let (source, component, region) = (row.text(0).to_owned(), row.text(1).to_owned(), row.text(2).to_owned());
        let interval =
            json!({ "start": row.instant(3), "end": row.instant(4), "state": row.text(5), "reason": text(&row, 6) });
        shown.entry((source.clone(), component.clone(), region.clone())).or_default().push(interval);
        let said = Interval {
            start: row.instant(3).unwrap_or_default(),
            end: row.instant(4),
            state: SeriesState::parse(row.text(5)),
        };
        regions.entry((source, component)).or_default().entry(region).or_default().push(said);
    }
    let series = shown.into_iter().map(|((source, component, region), intervals)| {
        json!({ "source": source, "component": component, "region": region, "intervals": intervals })
    });
    let contract = regions.into_iter().filter_map(|((source, component), regions)| {
        let known = page.source(&source.as_str().into())?;
        let policy = known.about.iter().find(|about| about.component.as_str() == component)?.policy;
        let lists: Vec<_> =
            known.regions.iter().map(|id| regions.get(id.as_str()).cloned().unwrap_or_default()).collect();
        let from = lists.iter().flatten().map(|interval| interval.start).min()?;
        let timeline = contract_timeline(&lists, policy.contract, from, crate::clock::now());
        Some(json!({ "source": source, "component": component, "intervals": timeline }))
    });
    Ok((series.collect(), contract.collect()))
}

fn levels(sql: &Sql) -> Result<Vec<Value>> {
    let query = "SELECT env, component, start, finish, level, reason, because FROM level_interval
        ORDER BY env, component, start";
    let mut shown: BTreeMap<(String, String), Vec<Value>> = BTreeMap::new();
    for row in sql.rows(query, vec![])? {
        let because: Value = serde_json::from_str(row.text(6))?;
        let (start, end) = (row.instant(2), row.instant(3));
        let interval =
            json!({ "start": start, "end": end, "level": row.text(4), "reason": text(&row, 5), "because": because });
        shown.entry((row.text(0).to_owned(), row.text(1).to_owned())).or_default().push(interval);
    }
    let levels = shown
        .into_iter()
        .map(|((env, component), intervals)| json!({ "env": env, "component": component, "intervals": intervals }));
    Ok(levels.collect())
}

fn text(row: &Row, column: usize) -> Option<&str> {
    Some(row.text(column)).filter(|text| !text.is_empty())
}
