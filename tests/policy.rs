//! Every path of the worker's policy table has its row in the story that holds answers to it, and no row is of no path.
#![allow(clippy::expect_used, reason = "a test that cannot read the repository must fail")]

use fyr_tests::text;
use fyr_worker::policy::TABLE;

const STORY: &str = "tests/stories/reads.test.mjs";

/// The first column of the story's table.
fn rows() -> Vec<String> {
    let story = text(STORY);
    let (_, table) = story.split_once("const POLICIES = [\n").expect("the story has its table");
    let (table, _) = table.split_once("\n];").expect("the table ends");
    let rows = table.lines().filter_map(|line| line.strip_prefix("  [\""));
    rows.map(|row| row.split_once('"').expect("a path ends").0.to_owned()).collect()
}

#[test]
fn every_path_of_the_policy_table_is_asked_for() {
    let rows = rows();
    let unasked: Vec<_> =
        TABLE.iter().map(|policy| policy.path).filter(|path| !rows.iter().any(|row| row == path)).collect();
    assert!(unasked.is_empty(), "{STORY}: no row in POLICIES for {unasked:?}");
    let unknown: Vec<_> = rows.iter().filter(|row| !TABLE.iter().any(|policy| policy.path == *row)).collect();
    assert!(unknown.is_empty(), "{STORY}: worker/src/policy.rs has no path {unknown:?}");
}
