//! What outlives a deployment: the files named by their content. The build lists them, each deployment puts its own aside
//! before it begins, and the worker serves from there what later assets no longer have (`worker/src/routes/hashed.rs`).

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};

use crate::house::House;
use crate::{run, stamp};

/// The folders of the assets whose files are named by their content.
const NAMED_BY_CONTENT: [&str; 2] = ["embed", "widget"];
/// How long a file is kept after a deployment that had it: twelve months, in seconds.
const KEPT: u64 = 31_536_000;
/// The list, as `wrangler kv bulk put` takes it.
const LIST: &str = "kept.json";

/// Writes the list of this build's files: path, bytes, and how long.
pub fn list(house: &House) -> Result<()> {
    let assets = house.out.join("assets");
    let mut paths = BTreeSet::new();
    for folder in NAMED_BY_CONTENT {
        let dir = assets.join(folder);
        if dir.is_dir() {
            collect(&dir, &format!("/{folder}"), &mut paths)?;
        }
    }
    let entry = |path: &String| -> Result<Value> {
        let bytes = stamp::read(&assets.join(path.trim_start_matches('/')))?;
        Ok(json!({ "key": path, "value": BASE64_STANDARD.encode(bytes), "base64": true, "expiration_ttl": KEPT }))
    };
    let entries = paths.iter().map(entry).collect::<Result<Vec<_>>>()?;
    stamp::write(&house.out.join(LIST), Value::from(entries).to_string().as_bytes())
}

/// The paths of the list.
pub fn listed(house: &House) -> Result<BTreeSet<String>> {
    let list: Value =
        serde_json::from_slice(&stamp::read(&house.out.join(LIST))?).with_context(|| format!("{LIST} is not JSON"))?;
    let entries = list.as_array().map_or(&[][..], Vec::as_slice);
    Ok(entries.iter().filter_map(|entry| entry.get("key").and_then(Value::as_str)).map(str::to_owned).collect())
}

/// Puts this build's files aside, in the deployment's namespace.
pub fn put(house: &House, config: &str) -> Result<()> {
    let mut wrangler = run::tool(house, "wrangler");
    wrangler.args(["kv", "bulk", "put"]).arg(house.out.join(LIST));
    wrangler.args(["--binding", "FILES", "--remote", "--config", config]).env("WRANGLER_SEND_METRICS", "false");
    run::shown(&mut wrangler)
}

fn collect(dir: &Path, prefix: &str, paths: &mut BTreeSet<String>) -> Result<()> {
    for entry in std::fs::read_dir(dir).with_context(|| format!("cannot read {}", dir.display()))? {
        let entry = entry?;
        let path = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        match entry.path().is_dir() {
            true => collect(&entry.path(), &path, paths)?,
            false => drop(paths.insert(path)),
        }
    }
    Ok(())
}
