//! A browser of the Chromium family for the browser tests: the one named by FYR_CHROMIUM, one that is installed,
//! or, on Debian and its relatives, one that is installed now.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run;

const NAMES: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "microsoft-edge"];

const MAC: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

const CURE: &str = "install Chromium (or Chrome, or Edge), or set FYR_CHROMIUM to the program's path";

/// The path of a browser.
pub fn find() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("FYR_CHROMIUM") {
        let path = PathBuf::from(named);
        if !path.is_file() {
            bail!("FYR_CHROMIUM is {}, and there is no such file; {CURE}", path.display());
        }
        return Ok(path);
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if run::on_path(&["apt-get"]).is_none() {
        bail!("no browser was found; {CURE}");
    }
    install().with_context(|| format!("no browser was found, and it could not be installed; {CURE}"))?;
    installed().with_context(|| format!("chromium was installed but is not on PATH; {CURE}"))
}

fn installed() -> Option<PathBuf> {
    run::on_path(NAMES).or_else(|| MAC.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_path_buf))
}

/// Another package run may hold the lock: apt waits for it.
fn install() -> Result<()> {
    println!("setup      installing the package chromium");
    run::quiet(&mut apt(&["update"]))?;
    run::quiet(&mut apt(&["install", "-y", "--no-install-recommends", "chromium"]))?;
    Ok(())
}

fn apt(words: &[&str]) -> Command {
    let root = run::quiet(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    let mut command = Command::new(if root { "apt-get" } else { "sudo" });
    if !root {
        command.arg("apt-get");
    }
    command.args(["-o", "DPkg::Lock::Timeout=600"]).args(words).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
