//! A document swollen to a length: something in it repeated so often. What, the document itself decides, so that the same
//! one swells alike for ever.

/// What things in documents begin with, and begin again with where there are several of them.
const BEGINNINGS: &[u8] = b"{[,\"<&(:\n ";

/// The document with a piece of it repeated until it is so long, and with as few of that piece that it is a quarter so long;
/// one that is longer, or empty, stays as it is.
#[must_use]
pub fn swollen(document: &[u8], length: usize) -> [Vec<u8>; 2] {
    let (from, to) = piece(document);
    let piece = &document[from..to];
    let many = length.saturating_sub(document.len()).checked_div(piece.len()).unwrap_or(0);
    // Both are even or both are odd, so that both are read where every character takes two bytes.
    let few = many / 4 / 2 * 2 + many % 2;
    [many, few].map(|times| [&document[..to], &piece.repeat(times), &document[to..]].concat())
}

/// A number that a document always has (FNV-1a, by eight bytes).
#[must_use]
pub fn number(document: &[u8]) -> u64 {
    let eight = |piece: &[u8]| piece.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    let mixed = |hash: u64, piece| (hash ^ eight(piece)).wrapping_mul(0x100_0000_01B3);
    let hash = document.chunks(8).fold(0xCBF2_9CE4_8422_2325, mixed);
    // The last bits know the last bytes only.
    hash ^ (hash >> 29)
}

/// What is repeated: from something that begins to the next that begins alike; or one byte; or everything.
fn piece(document: &[u8]) -> (usize, usize) {
    let number = usize::try_from(number(document) >> 33).unwrap_or(0);
    let beginnings = || document.iter().enumerate().filter(|(_, byte)| BEGINNINGS.contains(byte));
    let Some((from, byte)) = beginnings().nth(number % beginnings().count().max(1)) else {
        return (0, document.len());
    };
    match number / 7 % 8 {
        0 => (0, document.len()),
        1 => (from, from + 1),
        2 => (from, (from + 2).min(document.len())),
        // Whatever is between is taken along, so that what is nested is repeated as a whole now and then.
        more => {
            let ends = document.iter().enumerate().skip(from + 1).filter(|(_, other)| *other == byte);
            let end = ends.map(|(at, _)| at).take(more - 2).last();
            (from, end.unwrap_or(from + 1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_swells_to_its_length_by_a_piece_of_itself() {
        for document in ["{\"a\":[{\"b\":1},{\"b\":2}]}", "<a><b>x</b><b>y</b></a>", "plain", "[[[["] {
            let [large, small] = swollen(document.as_bytes(), 10_000);
            assert!((9_000..=10_000).contains(&large.len()), "{document}: {}", large.len());
            assert!((2_200..=2_700).contains(&small.len()), "{document}: {}", small.len());
            assert!(large.starts_with(&document.as_bytes()[..1]));
            assert_eq!([large, small], swollen(document.as_bytes(), 10_000));
        }
        assert_eq!(swollen(b"", 100), [b"", b""]);
        assert_eq!(swollen(b"long", 2), [b"long", b"long"]);
    }
}
