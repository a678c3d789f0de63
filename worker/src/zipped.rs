//! Texts that are kept for years, and those that are compiled in, compressed (zlib).

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use std::io::{Read, Result, Write};

/// No text is longer; what claims to be is torn.
const MOST: u64 = 64 << 20;

/// A text, compressed.
///
/// # Errors
/// The encoder's own.
pub fn zip(text: &str) -> Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()
}

/// The text again.
///
/// # Errors
/// The bytes are not what [`zip`] made.
pub fn unzip(bytes: &[u8]) -> Result<String> {
    let mut text = String::new();
    ZlibDecoder::new(bytes).take(MOST).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_survives_and_torn_bytes_are_refused() {
        let text = "«Månedsrapport» ".repeat(1_000);
        let bytes = zip(&text).unwrap();
        assert!(bytes.len() < text.len() / 20, "{}", bytes.len());
        assert_eq!(unzip(&bytes).unwrap(), text);
        assert!(unzip(&bytes[..bytes.len() / 2]).is_err());
    }
}
