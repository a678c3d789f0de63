//! SHA-256 in hex: what is kept of a token, and what names a text by all of it.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// SHA-256 of a text, in hex.
#[must_use]
pub fn sha256(text: &str) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}
