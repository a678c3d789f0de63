//! The platform's randomness.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(into: &js_sys::Uint8Array) -> Result<JsValue, JsValue>;
}

/// Fills bytes with randomness that nobody can foretell.
///
/// # Errors
/// The platform's own.
pub fn fill(bytes: &mut [u8]) -> worker::Result<()> {
    let filled = js_sys::Uint8Array::new_with_length(u32::try_from(bytes.len()).unwrap_or(0));
    get_random_values(&filled)?;
    filled.copy_to(bytes);
    Ok(())
}
