//! What the worker knows of the files that browsers get, and where those files are: every one lies at an address made of
//! its content, so that it can be kept for ever.

use base64::prelude::{BASE64_STANDARD, Engine};
use fyr_shared::api::{LoaderFiles, LoaderState};
use serde_json::json;
use sha2::{Digest, Sha384};

use crate::loader::Loader;
use crate::stamp;
use crate::widget::Widget;

/// Files and addresses of the embed.
pub struct Embed {
    /// What the worker is told, as JSON: the loader's two forms, and addresses.
    pub told: String,
    /// Paths and contents of the scripts that are served as they are.
    pub scripts: Vec<(String, String)>,
}

impl Embed {
    /// What belongs to a widget and a loader.
    pub fn of(widget: &Widget, loader: &Loader) -> Self {
        let [glue, wasm] = ["fyr.js", "fyr_bg.wasm"].map(|name| format!("/widget/{}/{name}", widget.hash));
        let files = LoaderFiles { line: address(&loader.line), glue, wasm };
        let LoaderFiles { line, glue, wasm } = &files;
        // Without a state: it learns its page from `data-page`, and asks for everything.
        let state = json!({ "v": LoaderState::VERSION, "line": line, "glue": glue, "wasm": wasm });
        let hashed = loader.full.replacen(LoaderState::PLACE, &state.to_string(), 1);
        let told = json!({
            "core": loader.core,
            "full": loader.full,
            "core_published": loader.published[0],
            "full_published": loader.published[1],
            "line": line,
            "glue": glue,
            "wasm": wasm,
            "hashed": address(&hashed),
            "integrity": format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(&hashed))),
        });
        Self { told: told.to_string(), scripts: vec![(line.clone(), loader.line.clone()), (address(&hashed), hashed)] }
    }
}

fn address(script: &str) -> String {
    format!("/embed/{}.js", stamp::short_hash(&[script.as_bytes()]))
}
