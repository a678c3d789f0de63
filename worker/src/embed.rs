//! What the build made for browsers, as the bundle hands it over (`FYR_EMBED`, set by `entry.mjs`): the loader's two texts,
//! where the other files of this version lie, and the digest of the loader without state.

use fyr_shared::api::LoaderFiles;
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(thread_local_v2, js_namespace = globalThis, js_name = FYR_EMBED)]
    static FYR_EMBED: JsValue;
}

/// What the build made for browsers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embed {
    /// The loader of a page that is well, minified, with a place for its state.
    pub core: String,
    /// The loader with the part that draws.
    pub full: String,
    /// Both as they are where what is polled lies in a bucket.
    pub published: [String; 2],
    /// Where the rest is.
    pub files: LoaderFiles,
    /// The path of the loader without state.
    pub hashed: String,
    /// Its digest, as the attribute `integrity` has it.
    pub integrity: String,
}

impl Embed {
    /// The loader's text: with the part that draws or without, and as it asks a bucket or the worker.
    #[must_use]
    pub fn text(&self, drawn: bool, published: bool) -> &str {
        let [core, full] = &self.published;
        match (drawn, published) {
            (false, false) => &self.core,
            (true, false) => &self.full,
            (false, true) => core,
            (true, true) => full,
        }
    }
}

/// What the build made for browsers; read once.
#[must_use]
pub fn embed() -> Rc<Embed> {
    thread_local! {
        static READ: OnceCell<Rc<Embed>> = const { OnceCell::new() };
    }
    READ.with(|read| Rc::clone(read.get_or_init(|| Rc::new(read_bundle()))))
}

fn read_bundle() -> Embed {
    let text = |name: &str| {
        let value = FYR_EMBED.with(|bundle| js_sys::Reflect::get(bundle, &name.into()));
        value.ok().and_then(|value| value.as_string()).unwrap_or_default()
    };
    Embed {
        core: text("core"),
        full: text("full"),
        published: [text("core_published"), text("full_published")],
        files: LoaderFiles { line: text("line"), glue: text("glue"), wasm: text("wasm") },
        hashed: text("hashed"),
        integrity: text("integrity"),
    }
}
