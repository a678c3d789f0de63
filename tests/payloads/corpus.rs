//! What fuzzing found, read again: every input of `tests/fuzz/corpus/`, and those that it begins with, keep the promises.

use fyr_tests::targets::{Target, names};
use fyr_tests::{bytes, root};
use std::time::Duration;

/// Where the inputs of each target are kept.
const KEPT: &str = "tests/fuzz/corpus";

/// The inputs that are kept for a target, by their paths in the repository; none for one that is new.
fn kept(target: &str) -> Vec<String> {
    let folder = format!("{KEPT}/{target}");
    let names = if root().join(&folder).is_dir() { fyr_tests::names(&folder) } else { vec![] };
    names.into_iter().map(|name| format!("{folder}/{name}")).collect()
}

#[test]
fn every_input_that_was_ever_found_keeps_the_promises() {
    let mut broken = vec![];
    let mut count = 0;
    for name in names() {
        let target = Target::named(name);
        let seeds = target.seeds().into_iter().enumerate().map(|(place, seed)| (format!("{name}: seed {place}"), seed));
        let kept = kept(name).into_iter().map(|path| (path.clone(), bytes(&path)));
        for (called, input) in seeds.chain(kept) {
            count += 1;
            broken.extend(target.read(&input, || Duration::ZERO).err().map(|breach| format!("{called}: {breach}")));
        }
    }
    assert!(broken.is_empty(), "\n  {}", broken.join("\n  "));
    println!("corpus: {count} inputs keep the promises");
}

#[test]
fn nothing_is_kept_for_a_target_that_is_gone() {
    let folders = fyr_tests::names(KEPT);
    let gone: Vec<&String> = folders.iter().filter(|folder| !names().contains(&folder.as_str())).collect();
    assert!(gone.is_empty(), "{KEPT}: there is no target {gone:?}; remove the folder");
}
