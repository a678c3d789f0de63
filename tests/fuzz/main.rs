//! What `cargo xtask fuzz` runs: libFuzzer, which looks for inputs that reach further, over one target.
//!
//! | variable | meaning |
//! |---|---|
//! | `FYR_FUZZ_TARGET` | the target: a kind of source, or `condition` |
//! | `FYR_FUZZ_SEEDS` | a folder: what every target begins with is written there, and nothing else is done |
//!
//! Says `fyr: peak N` whenever reading an input took more memory than any before.
#![no_main]
#![allow(clippy::expect_used, clippy::panic, reason = "a promise that is not kept ends the run")]

use cpu_time::ThreadTime;
use fyr_tests::meter::Counted;
use fyr_tests::swollen::number;
use fyr_tests::targets::{Target, names};
use libfuzzer_sys::{Corpus, fuzz_target};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

#[global_allocator]
static MEMORY: Counted = Counted;

/// One input of so many is also read swollen to the largest answer, which takes as long as a thousand others.
const SWOLLEN: u64 = 8_192;

static TARGET: LazyLock<Target> =
    LazyLock::new(|| Target::named(&std::env::var("FYR_FUZZ_TARGET").expect("FYR_FUZZ_TARGET names a target")));
static PEAK: AtomicUsize = AtomicUsize::new(0);

fuzz_target!(init: begin(), |input: &[u8]| -> Corpus { read(input) });

fn begin() {
    if let Some(folder) = std::env::var_os("FYR_FUZZ_SEEDS") {
        names().into_iter().for_each(|name| write(&Path::new(&folder).join(name), &Target::named(name)));
        std::process::exit(0);
    }
    LazyLock::force(&TARGET);
}

fn read(input: &[u8]) -> Corpus {
    let cost = TARGET.read(input, time).unwrap_or_else(|breach| panic!("{breach}"));
    told(cost.peak);
    if !number(input).is_multiple_of(SWOLLEN) {
        return Corpus::Keep;
    }
    let cost = TARGET.read_swollen(input, time).unwrap_or_else(|breach| panic!("{breach}"));
    told(cost.peak);
    // It reaches far because it is large, and would be read again and again for that.
    Corpus::Reject
}

fn told(peak: usize) {
    if PEAK.fetch_max(peak, Ordering::Relaxed) < peak {
        eprintln!("fyr: peak {peak}");
    }
}

/// What this program has had of a processor: what else the machine does, costs nothing.
fn time() -> Duration {
    ThreadTime::now().as_duration()
}

/// Inputs to begin with in `seeds`, and the dictionary in `words`, as libFuzzer reads it.
fn write(folder: &Path, target: &Target) {
    let seeds = folder.join("seeds");
    fs::create_dir_all(&seeds).expect("the folder can be made");
    for (number, seed) in target.seeds().iter().enumerate() {
        fs::write(seeds.join(number.to_string()), seed).expect("a seed can be written");
    }
    let quoted = |word: &String| word.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
    let words: String = target.words().iter().map(|word| format!("\"{}\"\n", quoted(word))).collect();
    fs::write(folder.join("words"), words).expect("the dictionary can be written");
}
