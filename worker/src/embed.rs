//! What the build made for browsers, as the bundle hands it over (`FYR_EMBED`, set by `entry.mjs`): the loader's text and
//! where the widget of this version lies.

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
    /// The loader, minified, with a place for its state.
    pub loader: String,
    /// The path of the widget's glue.
    pub glue: String,
    /// The path of the widget's wasm.
    pub wasm: String,
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
    Embed { loader: text("loader"), glue: text("glue"), wasm: text("wasm") }
}
