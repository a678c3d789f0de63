//! `cargo xtask deploy [--dry-run]`: builds the release, checks the deployment, and, without `--dry-run`, deploys it.
//! The dry run needs no account and no network.

use anyhow::{Result, bail};

use crate::house::House;
use crate::worker::Kind;
use crate::{build, keep, only, run, stamp, wrangler};

const CONFIG: &str = "worker/wrangler.toml";

/// The command.
pub fn run(house: &House, options: &[String]) -> Result<()> {
    only(options, &["--dry-run"])?;
    build::build(house, &[Kind::Release])?;
    let problems = wrangler::check(house, CONFIG)?;
    if !problems.is_empty() {
        bail!("the deployment is not as it must be:\n  {}", problems.join("\n  "));
    }
    println!("deploy     {CONFIG} is as it must be");
    let mut wrangler = run::tool(house, "wrangler");
    wrangler.args(["deploy", "--config", CONFIG]).env("WRANGLER_SEND_METRICS", "false");
    if options.is_empty() {
        if let Some(problem) = wrangler::namespace_without_id(house, CONFIG)? {
            bail!("{CONFIG}: {problem}");
        }
        // Before the deployment: from its first moment on, portals refer to these files.
        keep::put(house, CONFIG)?;
        return run::shown(&mut wrangler);
    }
    let outdir = house.out.join("dry-run");
    stamp::clear(&outdir)?;
    wrangler.arg("--dry-run").arg("--outdir").arg(&outdir).env("CI", "1");
    run::shown(&mut wrangler)?;
    if !outdir.join("index_bg.wasm").is_file() {
        bail!("{CONFIG}: the upload would hold no wasm; let `rules` name it and find_additional_modules be true");
    }
    println!("deploy     dry run: nothing was sent");
    Ok(())
}
