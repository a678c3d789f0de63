//! The rules of this house, as tests: sizes, names, layers, fixtures, and the README's facts.
//!
//! Each test collects every breach before it fails, and each breach says where, what, and what to do instead.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read the repository must fail")]

use fyr_shared::page::SourceKind;
use fyr_tests::{names, root, text};
use std::path::Path;

/// The folders that hold our own text.
const ROOMS: &[&str] = &["shared", "widget", "worker", "www", "tests", "xtask"];
const LONGEST_FILE: usize = 400;
const LONGEST_README: usize = 150;

/// A layer, the words that must not occur in its code, and why.
const LAYERS: &[(&str, &[&str], &str)] = &[
    (
        "shared",
        &["web_sys", "js_sys", "worker::", "leptos", "wasm_bindgen", "fyr_widget", "fyr_worker"],
        "the domain knows no platform",
    ),
    ("shared", &["SystemTime", "std::time", "Local::now"], "the domain has no clock: take `now` as an argument"),
    ("widget", &["fyr_worker", "fyr_tests"], "the widget knows only the domain"),
    ("widget/src/parts", &["fetch", "gloo_net", "spawn_local", "Request"], "parts show what they are given"),
    ("worker/src/adapters", &["Env", "fetch", "Fetch"], "adapters are pure: bytes in, observations out"),
    ("worker", &["fyr_tests"], "nothing knows the tests"),
];

/// What statements to a database begin with, and the only folders whose files may hold them.
const SQL: &[&str] = &["SELECT ", "INSERT ", "UPDATE ", "DELETE FROM"];
const SQL_IS_IN: &[&str] = &["worker/src/store/", "worker/src/scripted/"];

/// Ways to become green without a positive statement, written without spaces.
const GREEN_BY_DEFAULT: &[&str] = &[
    "_=>Operational",
    "_=>Level::Operational",
    "_=>Self::Operational",
    "None=>Level::Operational",
    "Err(_)=>Level::Operational",
    "unwrap_or(Operational)",
    "unwrap_or(Level::Operational)",
    "unwrap_or(Self::Operational)",
    "#[default]Operational",
];

/// Every file of our own below a folder with one of these endings, as (path in the repository, text).
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in names(folder) {
        let path = format!("{folder}/{name}");
        if !root().join(&path).is_dir() {
            found.extend(endings.iter().any(|ending| name.ends_with(ending)).then(|| (path.clone(), text(&path))));
        } else if !["fixtures", "target", "node_modules"].contains(&name.as_str()) {
            found.extend(files(&path, endings));
        }
    }
    found
}

/// The Rust files of a layer. A layer without any has been renamed, and its rule is asleep.
fn layer(folder: &str) -> Vec<(String, String)> {
    let files = files(folder, &[".rs"]);
    assert!(!files.is_empty(), "{folder} holds no Rust files; let the rule about it follow where they went");
    files
}

fn rooms(endings: &[&str]) -> Vec<(String, String)> {
    ROOMS.iter().flat_map(|room| files(room, endings)).collect()
}

/// The lines that are not comments, numbered from one.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether a line of code uses a word; one that ends in `::` is the beginning of a path.
fn uses(line: &str, word: &str) -> bool {
    if !word.contains("::") {
        return words(line).any(|found| found == word);
    }
    let before = |at: usize| line.get(..at).and_then(|head| head.chars().next_back());
    line.match_indices(word).any(|(at, _)| before(at).is_none_or(|c| !c.is_alphanumeric() && c != '_'))
}

/// The identifiers of a line.
fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[track_caller]
fn none(breaches: Vec<String>) {
    assert!(breaches.is_empty(), "\n  {}\n", breaches.join("\n  "));
}

#[test]
fn no_file_is_longer_than_a_person_reads() {
    let long = rooms(&[".rs", ".js", ".mjs", ".css"]).into_iter().filter_map(|(path, text)| {
        let lines = text.lines().count();
        (lines > LONGEST_FILE).then(|| format!("{path}: {lines} lines; split it by question ({LONGEST_FILE} at most)"))
    });
    none(long.collect());
}

#[test]
fn every_rust_file_opens_with_its_contract() {
    let silent = rooms(&[".rs"]).into_iter().filter(|(_, text)| !text.starts_with("//!"));
    none(silent.map(|(path, _)| format!("{path}: line 1 must be `//!`: what it is, promises, leaves out")).collect());
}

#[test]
fn no_file_is_named_after_nothing() {
    let empty = ["utils", "util", "helpers", "helper", "common", "misc", "types"];
    let named = rooms(&[".rs", ".js", ".mjs", ".css"]).into_iter().filter(|(path, _)| {
        Path::new(path).with_extension("").iter().any(|part| empty.iter().any(|name| part == *name))
    });
    none(named.map(|(path, _)| format!("{path}: name it after what it knows")).collect());
}

#[test]
fn every_layer_keeps_to_its_side() {
    let mut breaches = Vec::new();
    for (folder, forbidden, why) in LAYERS {
        for (path, text) in layer(folder) {
            for (number, line) in code(&text) {
                let found = forbidden.iter().find(|word| uses(line, word));
                breaches.extend(found.map(|word| format!("{path}:{number}: `{word}`: {why}")));
            }
        }
    }
    none(breaches);
}

#[test]
fn the_domain_never_reads_the_clock() {
    let mut breaches = Vec::new();
    for (path, text) in layer("shared") {
        let asking = code(&text).filter(|(_, line)| line.contains("::now("));
        breaches.extend(asking.map(|(number, _)| format!("{path}:{number}: take `now` as an argument")));
    }
    none(breaches);
}

#[test]
fn only_the_store_speaks_to_a_database() {
    for folder in SQL_IS_IN {
        let speaks = |text: &String| SQL.iter().any(|word| text.contains(word));
        assert!(
            layer(folder.trim_end_matches('/')).iter().any(|(_, text)| speaks(text)),
            "{folder} holds no statement"
        );
    }
    let mut breaches = Vec::new();
    let elsewhere = |path: &String| path != "tests/tidy.rs" && !SQL_IS_IN.iter().any(|folder| path.starts_with(folder));
    for (path, text) in rooms(&[".rs", ".js", ".mjs"]).into_iter().filter(|(path, _)| elsewhere(path)) {
        for (number, line) in code(&text) {
            let found = SQL.iter().find(|word| line.contains(**word));
            breaches.extend(found.map(|word| format!("{path}:{number}: `{word}`: only the store knows its tables")));
        }
    }
    none(breaches);
}

#[test]
fn static_files_import_nobody_elses_code() {
    let foreign = ["../shared", "../widget", "../worker", "../tests", "../xtask"];
    let mut breaches = Vec::new();
    for (path, text) in files("www", &[".js", ".mjs", ".html", ".css"]) {
        let found = foreign.iter().filter(|other| text.contains(**other));
        breaches.extend(found.map(|other| format!("{path}: refers to {other}; www is served as it is, alone")));
    }
    none(breaches);
}

#[test]
fn crates_depend_in_one_direction() {
    let allowed: [(&str, &[&str]); 4] = [
        ("shared", &[]),
        ("widget", &["fyr-shared"]),
        ("widget/console", &["fyr-shared", "fyr-widget"]),
        ("worker", &["fyr-shared", "fyr-widget"]),
    ];
    let mut breaches = Vec::new();
    for (krate, may_use) in allowed {
        let manifest = text(&format!("{krate}/Cargo.toml"));
        let uses = manifest.lines().filter(|line| line.starts_with("fyr-"));
        let uses = uses.filter_map(|line| line.split(['.', ' ', '=']).next());
        let wrong = uses.filter(|used| !may_use.contains(used));
        breaches.extend(wrong.map(|used| format!("{krate}/Cargo.toml: {used}: worker → widget → shared, never back")));
    }
    none(breaches);
}

#[test]
fn nothing_is_operational_by_default() {
    let mut breaches = Vec::new();
    for (path, text) in rooms(&[".rs"]).into_iter().filter(|(path, _)| path != "tests/tidy.rs") {
        let dense: String = code(&text).flat_map(|(_, line)| line.chars()).filter(|c| !c.is_whitespace()).collect();
        let found = GREEN_BY_DEFAULT.iter().filter(|pattern| dense.contains(**pattern));
        breaches.extend(
            found.map(|pattern| format!("{path}: `{pattern}`: only a positive statement is green; else unknown")),
        );
    }
    none(breaches);
}

#[test]
fn every_kind_of_source_has_its_fixtures() {
    const SITUATIONS: [&str; 9] = [
        "operational",
        "degraded",
        "outage",
        "maintenance",
        "unknown_word",
        "wrong_type",
        "truncated",
        "garbage",
        "empty",
    ];
    let mut breaches = Vec::new();
    for kind in SourceKind::ALL.map(SourceKind::as_str) {
        let fixtures = names(&format!("tests/fixtures/{kind}"));
        // An answer of our own knows no maintenance, and no words: conditions are true or not.
        let asked = SITUATIONS.iter().filter(|it| kind != "http" || !["maintenance", "unknown_word"].contains(it));
        for situation in asked.filter(|situation| !fixtures.iter().any(|name| name.starts_with(**situation))) {
            breaches
                .push(format!("tests/fixtures/{kind}: there is no {situation}*; write one, in the documented shape"));
        }
    }
    none(breaches);
}

#[test]
fn the_documentation_of_page_files_has_a_row_for_every_kind() {
    let documentation = text("shared/src/config/mod.rs");
    let missing = SourceKind::ALL.map(SourceKind::as_str).into_iter();
    let missing = missing.filter(|kind| !documentation.contains(&format!("//! | `{kind}` | ")));
    none(missing.map(|kind| format!("shared/src/config/mod.rs: the table of kinds has no row `{kind}`")).collect());
}

/// The commands of xtask, read from its table.
fn commands() -> Vec<String> {
    let text = text("xtask/src/main.rs");
    let (_, table) = text.split_once("const COMMANDS").expect("xtask has a table of commands");
    let (table, _) = table.split_once("];").expect("the table ends");
    let names = table.split("(\"").skip(1).filter_map(|row| row.split_once('"'));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn the_readme_is_short_and_names_every_command_and_no_other() {
    let readme = text("README.md");
    let mut breaches = Vec::new();
    let lines = readme.lines().count();
    if lines > LONGEST_README {
        breaches
            .push(format!("README.md: {lines} lines; {LONGEST_README} at most: move detail beside what it describes"));
    }
    let named: Vec<&str> = readme.split("cargo xtask ").skip(1).filter_map(|rest| words(rest).next()).collect();
    let known = commands();
    let missing = known.iter().filter(|command| !named.contains(&command.as_str()));
    breaches.extend(missing.map(|command| format!("README.md: `cargo xtask {command}` is not named")));
    let invented = named.iter().filter(|name| !known.iter().any(|command| command == *name));
    breaches.extend(invented.map(|name| format!("README.md: there is no command `cargo xtask {name}`")));
    none(breaches);
}

#[test]
fn every_path_in_the_readme_exists() {
    let readme = text("README.md");
    let linked = readme.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(path, _)| path);
    let linked = linked.filter(|path| !path.contains(':') && !path.starts_with(['#', '/']));
    let quoted = readme.split('`').skip(1).step_by(2).filter(|text| {
        let place = ROOMS.iter().chain(&[".ci", ".cargo"]).any(|room| text.starts_with(&format!("{room}/")));
        place && !text.contains(['<', '{', '*', ' ', '…'])
    });
    let absent = linked.chain(quoted).map(|path| path.split('#').next().unwrap_or(path));
    let absent = absent.filter(|path| !root().join(path).exists());
    none(absent.map(|path| format!("README.md: {path} does not exist")).collect());
}
