//! Faults that a test plants: objects that are gone, and panics.

use std::cell::RefCell;
use worker::Result;

/// What is broken.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(default)]
pub struct Faults {
    /// Every page's object.
    pub object: bool,
    /// The last copies, and the files put aside.
    pub kv: bool,
    /// The files put aside do not come.
    pub files_hang: bool,
    /// One region's object.
    pub region: Option<String>,
}

thread_local! {
    static FAULTS: RefCell<Faults> = RefCell::default();
    static PLANTED: RefCell<Option<String>> = RefCell::default();
}

/// Breaks what `faults` names, and mends the rest.
pub fn set(faults: Faults) {
    FAULTS.with_borrow_mut(|present| *present = faults);
}

/// An error while page objects are gone.
///
/// # Errors
/// As planted.
pub fn object_gone() -> Result<()> {
    if FAULTS.with_borrow(|faults| faults.object) { Err("planted: the object is gone".into()) } else { Ok(()) }
}

/// An error while the last copies are gone.
///
/// # Errors
/// As planted.
pub fn copies_gone() -> Result<()> {
    if FAULTS.with_borrow(|faults| faults.kv) { Err("planted: the copies are gone".into()) } else { Ok(()) }
}

/// An error, or no answer at all, while the files put aside are gone.
///
/// # Errors
/// As planted.
pub async fn files_gone() -> Result<()> {
    if FAULTS.with_borrow(|faults| faults.files_hang) {
        std::future::pending::<()>().await;
    }
    copies_gone()
}

/// An error while a region's object is gone.
///
/// # Errors
/// As planted.
pub fn region_gone(region: &str) -> Result<()> {
    let gone = FAULTS.with_borrow(|faults| faults.region.as_deref() == Some(region));
    if gone { Err("planted: the region is gone".into()) } else { Ok(()) }
}

/// Plants one panic.
pub fn plant(place: &str) {
    PLANTED.with_borrow_mut(|planted| *planted = Some(place.to_owned()));
}

/// Panics if a panic was planted here.
#[allow(clippy::panic, reason = "planted by a test, to see what a panic does")]
pub fn panic_if_planted(place: &str) {
    let here = PLANTED.with_borrow_mut(|planted| planted.take_if(|planted| planted == place).is_some());
    if here {
        panic!("planted in {place}");
    }
}
