//! "Nothing changed since": a step notes beside its results what they were made from, and is skipped while they agree.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The directory of one build step, and the digest of everything it is made from.
pub struct Step {
    dir: PathBuf,
    digest: String,
}

impl Step {
    /// A step that makes `dir` from the given inputs.
    pub fn new(dir: PathBuf, inputs: &[&[u8]]) -> Self {
        Self { dir, digest: digest(inputs) }
    }

    /// Makes the directory with `make`, unless it was made from the same inputs before. It appears only when complete.
    pub fn unless_done(&self, make: impl FnOnce(&Path) -> Result<()>) -> Result<Done> {
        let mark = self.dir.with_extension("made-from");
        if self.dir.is_dir() && fs::read_to_string(&mark).is_ok_and(|made_from| made_from == self.digest) {
            return Ok(Done::Before);
        }
        let stage = self.dir.with_extension("new");
        clear(&stage)?;
        make(&stage)?;
        write(&mark, b"")?;
        replace(&stage, &self.dir)?;
        write(&mark, self.digest.as_bytes())?;
        Ok(Done::Now)
    }
}

/// Whether a step had anything to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// It worked.
    Now,
    /// It was up to date.
    Before,
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Done::Now => "built",
            Done::Before => "unchanged",
        })
    }
}

/// SHA-256 over parts; their lengths count, so that moving bytes between parts changes it.
pub fn digest(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hex(&hasher.finalize())
}

/// SHA-256 of a text, in hex.
pub fn sha256(text: &str) -> String {
    hex(&Sha256::digest(text))
}

/// The first 16 hex digits of the SHA-256 of these bytes, one after the other: how built files are named.
pub fn short_hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hex(&hasher.finalize()).chars().take(16).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a file; the error names it.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file; the error names it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// Makes an empty directory.
pub fn clear(dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))
}

/// Puts a finished directory in the place of the old one.
fn replace(stage: &Path, dir: &Path) -> Result<()> {
    if dir.exists() {
        fs::remove_dir_all(dir).with_context(|| format!("cannot remove {}", dir.display()))?;
    }
    fs::rename(stage, dir).with_context(|| format!("cannot move {} to {}", stage.display(), dir.display()))
}
