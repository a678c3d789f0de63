//! What some work costs: in memory, by an allocator that counts, for each thread by itself, what it hands out; and in
//! time, by whatever clock it is given.
//!
//! A test program that measures says `#[global_allocator] static MEMORY: Counted = Counted;`. Without it nothing is
//! counted, and [`spent`] fails instead of finding everything cheap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::time::Duration;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
    static TOTAL: Cell<usize> = const { Cell::new(0) };
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// What tells how much time has passed since some instant.
pub type Clock = fn() -> Duration;

/// The system's allocator, counted.
pub struct Counted;

/// What some work took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// The most bytes that were held at once, above what was held before.
    pub peak: usize,
    /// All bytes that were asked for.
    pub total: usize,
    /// How often.
    pub count: usize,
    /// How long it took.
    pub time: Duration,
}

/// Does some work, and tells what it took.
///
/// # Panics
/// When the program does not count.
#[must_use]
pub fn spent<T>(clock: Clock, work: impl FnOnce() -> T) -> (T, Spent) {
    let before = COUNT.get();
    drop(std::hint::black_box(Box::new(before)));
    assert!(COUNT.get() > before, "this program has no allocator that counts");
    let (held, total, count) = (HELD.get(), TOTAL.get(), COUNT.get());
    PEAK.set(held);
    let began = clock();
    let done = work();
    let time = clock().saturating_sub(began);
    let spent = Spent {
        peak: PEAK.get().saturating_sub(held),
        total: TOTAL.get().wrapping_sub(total),
        count: COUNT.get().wrapping_sub(count),
        time,
    };
    (done, spent)
}

fn taken(size: usize) {
    TOTAL.set(TOTAL.get().wrapping_add(size));
    COUNT.set(COUNT.get().wrapping_add(1));
    HELD.set(HELD.get().saturating_add(size));
    PEAK.set(PEAK.get().max(HELD.get()));
}

/// What one thread takes another may give back.
fn given(size: usize) {
    HELD.set(HELD.get().saturating_sub(size));
}

// SAFETY: everything is the system's allocator's doing; counting allocates nothing, because the counters are constants
// without destructors.
#[expect(unsafe_code, reason = "an allocator cannot be written otherwise")]
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        taken(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        given(layout.size());
        unsafe { System.dealloc(place, layout) }
    }

    /// Both are counted as held, though some move nothing: what has to be copied is there twice.
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        taken(size);
        given(layout.size());
        unsafe { System.realloc(place, layout, size) }
    }
}
