//! What several test files share: the repository as they read it. Whatever cannot be read fails the test that asked.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot read the repository must fail"
)]

pub mod chance;
pub mod healthy;
pub mod meter;
pub mod promises;
pub mod rows;
pub mod swollen;
pub mod targets;

use std::fs;
use std::path::{Path, PathBuf};

/// The root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is a folder of the repository").to_path_buf()
}

/// The bytes of a file of the repository.
#[must_use]
#[track_caller]
pub fn bytes(path: &str) -> Vec<u8> {
    fs::read(root().join(path)).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

/// The text of a file of the repository.
#[must_use]
#[track_caller]
pub fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("cannot read {path}: {error}"))
}

/// The text of a file of `tests/fixtures`.
#[must_use]
#[track_caller]
pub fn fixture(name: &str) -> String {
    text(&format!("tests/fixtures/{name}"))
}

/// What lies in a folder of the repository: names, in order.
#[must_use]
#[track_caller]
pub fn names(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("cannot read {folder}: {error}"));
    let entries = entries.map(|entry| entry.expect("a folder can be read to its end"));
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
