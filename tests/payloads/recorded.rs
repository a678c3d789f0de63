//! Recorded answers of real suppliers, which are not ours to publish: `FYR_RECORDED` says where they are.
//!
//! `recorded/` has a file per folder of theirs: how each payload is read, by which kind and mapping, and what it says; or
//! why it is not read. A payload without a row fails the test.

use fyr_tests::rows::{Rows, claim};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is known of the payloads of one folder.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    /// How they are read.
    #[serde(default)]
    read: Vec<Rows>,
    /// Those that are not, and why.
    #[serde(default)]
    unsupported: BTreeMap<String, String>,
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// The rows of a folder of payloads.
fn folder(name: &str) -> Folder {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("payloads/recorded").join(format!("{name}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn recorded_payloads() {
    let Some(root) = std::env::var_os("FYR_RECORDED") else {
        // Past the test harness, which keeps back what a test that passes prints.
        let _ = writeln!(std::io::stderr(), "the recorded-payload suite was not run: FYR_RECORDED is not set");
        return;
    };
    let mut problems = Vec::new();
    let (mut rows, mut files, mut unsupported) = (0, 0, 0);
    for dir in entries(Path::new(&root)).into_iter().filter(|path| path.is_dir()) {
        let known = folder(&name(&dir));
        let mut met: BTreeSet<String> = known.unsupported.keys().cloned().collect();
        unsupported += met.len();
        for read in &known.read {
            rows += check(&dir, read, &mut met, &mut problems);
        }
        let there: BTreeSet<String> = entries(&dir).iter().map(|path| name(path)).collect();
        files += there.len();
        problems.extend(
            there
                .symmetric_difference(&met)
                .map(|file| format!("{}/{file}: a payload without a row, or a row without its payload", name(&dir))),
        );
    }
    assert!(problems.is_empty(), "\n  {}", problems.join("\n  "));
    assert!(files > 0, "there is no payload in {}", Path::new(&root).display());
    println!("recorded payloads: {rows} rows of {files} files hold; {unsupported} files are not read, for a reason");
}

/// Checks the rows of one way of reading; returns how many there were.
fn check(dir: &Path, read: &Rows, met: &mut BTreeSet<String>, problems: &mut Vec<String>) -> usize {
    let mut rows = 0;
    for (files, said) in &read.says {
        let documents = files.split(" + ").map(|file| {
            met.insert(file.to_owned());
            (file.to_owned(), std::fs::read(dir.join(file)).unwrap_or_else(|error| panic!("{file}: {error}")))
        });
        let answer = Ok(read.answered(documents.collect()));
        for (ask, expected) in said {
            rows += 1;
            let found = claim(&read.observe(&read.source_of(&[read.about(ask)]), &answer)[0]);
            if found != *expected {
                problems.push(format!(
                    "{}/{files}, read as {} and asked {ask}: {found}, not {expected}",
                    name(dir),
                    read.kind
                ));
            }
        }
    }
    rows
}
