//! Faults that a test plants: what is gone, what hangs, what cannot be written, and panics.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::time::Duration;
use worker::{Delay, Result};

/// How long what hangs takes: longer than anybody waits. The runtime would end a promise that nothing can ever settle.
const HANGS: Duration = Duration::from_secs(30);

/// What is broken.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Faults {
    /// Every page's object.
    pub object: bool,
    /// The last copies, and the files put aside.
    pub kv: bool,
    /// The cache of this data centre.
    pub cache: bool,
    /// The bucket that readers poll.
    pub bucket: bool,
    /// One region's object.
    pub region: Option<String>,
    /// The storage of every object is full: what is there can be read, and nothing written.
    pub full: bool,
    /// So many statements that write go well from now on, and the next one fails, once.
    pub statements: Option<u32>,
    /// What does not answer: `object`, `copies`, `files`, `cache`, `bucket`, or a region by its id.
    pub hang: BTreeSet<String>,
}

thread_local! {
    static FAULTS: RefCell<Faults> = RefCell::default();
    static PLANTED: RefCell<Option<String>> = RefCell::default();
}

/// Breaks what `faults` names, and mends the rest.
pub fn set(faults: Faults) {
    FAULTS.with_borrow_mut(|present| *present = faults);
}

/// How many statements are still to go well before one fails; `None`: it has failed, or none was to.
#[must_use]
pub fn statements_left() -> Option<u32> {
    FAULTS.with_borrow(|faults| faults.statements)
}

fn gone(broken: impl FnOnce(&Faults) -> bool, what: &str) -> Result<()> {
    if FAULTS.with_borrow(broken) { Err(format!("planted: {what}").into()) } else { Ok(()) }
}

/// Takes longer than anybody waits, if that hangs.
pub async fn hang(what: &str) {
    if FAULTS.with_borrow(|faults| faults.hang.contains(what)) {
        Delay::from(HANGS).await;
    }
}

/// An error while page objects are gone.
///
/// # Errors
/// As planted.
pub fn object_gone() -> Result<()> {
    gone(|faults| faults.object, "the object is gone")
}

/// An error, or no answer for long, while the last copies are gone.
///
/// # Errors
/// As planted.
pub async fn copies_gone() -> Result<()> {
    hang("copies").await;
    gone(|faults| faults.kv, "the copies are gone")
}

/// An error, or no answer for long, while the files put aside are gone.
///
/// # Errors
/// As planted.
pub async fn files_gone() -> Result<()> {
    hang("files").await;
    gone(|faults| faults.kv, "the files are gone")
}

/// An error, or no answer for long, while the cache of the data centre is gone.
///
/// # Errors
/// As planted.
pub async fn cache_gone() -> Result<()> {
    hang("cache").await;
    gone(|faults| faults.cache, "the cache is gone")
}

/// An error, or no answer for long, while the bucket that readers poll is gone.
///
/// # Errors
/// As planted.
pub async fn bucket_gone() -> Result<()> {
    hang("bucket").await;
    gone(|faults| faults.bucket, "the bucket is gone")
}

/// An error while a region's object is gone.
///
/// # Errors
/// As planted.
pub fn region_gone(region: &str) -> Result<()> {
    gone(|faults| faults.region.as_deref() == Some(region), "the region is gone")
}

/// An error instead of a statement that writes.
///
/// # Errors
/// As planted, in the words of the database.
pub fn statement(statement: &str) -> Result<()> {
    if statement.starts_with("CREATE TABLE IF NOT EXISTS") {
        // It writes nothing where there is one.
        return Ok(());
    }
    gone(|faults| faults.full, "database or disk is full: SQLITE_FULL")?;
    let fails = FAULTS.with_borrow_mut(|faults| {
        let left = faults.statements?;
        faults.statements = left.checked_sub(1);
        Some(left == 0)
    });
    if fails == Some(true) { Err("planted: disk I/O error: SQLITE_IOERR".into()) } else { Ok(()) }
}

/// Plants one panic.
pub fn plant(place: &str) {
    PLANTED.with_borrow_mut(|planted| *planted = Some(place.to_owned()));
}

/// Panics if a panic was planted at the path of an address. Nearly always none is planted anywhere, and that costs nothing.
pub fn panic_if_planted_at(address: &str) {
    if PLANTED.with_borrow(Option::is_some)
        && let Ok(url) = url::Url::parse(address)
    {
        panic_if_planted(url.path());
    }
}

/// Panics if a panic was planted here.
#[allow(clippy::panic, reason = "planted by a test, to see what a panic does")]
pub fn panic_if_planted(place: &str) {
    let here = PLANTED.with_borrow_mut(|planted| planted.take_if(|planted| planted == place).is_some());
    if here {
        panic!("planted in {place}");
    }
}
