//! Reads every page file and embeds what came of them as `pages.rs`, each page by itself and compressed: a thousand have to fit.
//! A wrong page does not build.
//!
//! Pages are `pages/*.toml`. `FYR_PAGES` names more directories, separated by `:`, absolute or from the workspace's
//! root: that is how the tests bring pages of their own.

use fyr_shared::config;
use fyr_shared::page::Page;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

#[path = "src/zipped.rs"]
#[expect(dead_code, reason = "the worker unzips")]
mod zipped;

const MORE: &str = "FYR_PAGES";

/// The pages read so far, each with the file it is from, and what is wrong with the others.
#[derive(Default)]
struct Reading {
    pages: BTreeMap<String, (String, Page)>,
    problems: Vec<String>,
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-env-changed={MORE}");
    println!("cargo::rerun-if-changed=build.rs");
    let mut reading = Reading::default();
    read_all(&mut reading);
    let pages: Vec<(&str, &Page)> = reading.pages.values().map(|(file, page)| (file.as_str(), page)).collect();
    let rings: Vec<String> = config::rings(&pages).iter().map(ToString::to_string).collect();
    reading.problems.extend(rings);
    if reading.problems.is_empty()
        && let Err(error) = write(&reading)
    {
        reading.problems.push(error.to_string());
    }
    if reading.problems.is_empty() {
        return ExitCode::SUCCESS;
    }
    for problem in &reading.problems {
        eprintln!("{problem}");
    }
    eprintln!("\nThe page files are wrong: {} to correct, then build again.", count(reading.problems.len()));
    ExitCode::FAILURE
}

fn count(problems: usize) -> String {
    if problems == 1 { "1 problem".to_owned() } else { format!("{problems} problems") }
}

fn read_all(reading: &mut Reading) {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = here.parent().unwrap_or(&here);
    read_folder(reading, &here.join("pages"), "");
    let more = env::var(MORE).unwrap_or_default();
    for folder in more.split(':').filter(|folder| !folder.is_empty()) {
        read_folder(reading, &root.join(folder), &format!("{}/", folder.trim_end_matches('/')));
    }
    if reading.pages.is_empty() && reading.problems.is_empty() {
        reading.problems.push("worker/pages: there is no page; add a file such as digireq.toml".to_owned());
    }
}

/// Reads a folder's page files in order of name. `prefix` stands before their names in what is said about them.
fn read_folder(reading: &mut Reading, folder: &Path, prefix: &str) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let files = match page_files(folder) {
        Ok(files) => files,
        Err(error) => {
            let cure = format!("worker/pages and each folder of {MORE} must be there");
            return reading.problems.push(format!("{}: {error}; {cure}", folder.display()));
        }
    };
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = format!("{prefix}{}", file.file_name().unwrap_or_default().to_string_lossy());
        match fs::read_to_string(&file) {
            Ok(text) => read_page(reading, name, &text),
            Err(error) => reading.problems.push(format!("{name}: {error}; save it as text in UTF-8")),
        }
    }
}

fn page_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    Ok(files)
}

fn read_page(reading: &mut Reading, name: String, text: &str) {
    let page = match config::read(&name, text) {
        Ok(page) => page,
        Err(problems) => return reading.problems.extend(problems.iter().map(ToString::to_string)),
    };
    let id = page.id.as_str().to_owned();
    match reading.pages.get(&id) {
        Some((other, _)) => {
            reading.problems.push(format!("{name}: page `{id}` is there already, in {other}; rename one of the files"));
        }
        None => {
            reading.pages.insert(id, (name, page));
        }
    }
}

/// The id of each page and the page as compressed JSON, in order of ids, as `src/pages.rs` includes it.
fn write(reading: &Reading) -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut entries = String::new();
    for (id, (_, page)) in &reading.pages {
        let file = out.join(format!("{id}.page"));
        fs::write(&file, zipped::zip(&serde_json::to_string(page)?)?)?;
        entries += &format!("({id:?}, include_bytes!({file:?})),\n");
    }
    fs::write(out.join("pages.rs"), format!("&[\n{entries}]"))
}
