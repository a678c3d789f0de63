//! What is left out of JSON because its absence says the same.

/// Whether a flag is not set.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) fn is_false(flag: &bool) -> bool {
    !flag
}
