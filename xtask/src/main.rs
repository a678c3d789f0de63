//! The commands that people and CI both run. `cargo xtask` alone lists them.
//!
//! One file per command; what several of them need (`house`, `run`, `stamp`, the steps of the build) has its own file.

mod assets;
mod bench;
mod bindgen;
mod browser;
mod build;
mod check;
mod console;
mod deny;
mod deploy;
mod detect;
mod dev;
mod embed;
mod evidence;
mod fuzz;
mod house;
mod keep;
mod loader;
mod many;
mod report;
mod run;
mod setup;
mod shed;
mod size;
mod soak;
mod stamp;
mod suite;
mod tally;
mod test;
mod token;
mod widget;
mod worker;
mod wrangler;

use std::process::ExitCode;

use anyhow::{Result, bail};

use house::House;

type Command = fn(&House, &[String]) -> Result<()>;

/// Every command: its name, what it takes, what it does, and its function. Their names are compared with those in the README.
const COMMANDS: &[(&str, &str, &str, Command)] = &[
    ("dev", "", "run the worker, a demo portal and scripted upstreams on this machine", dev::run),
    ("test", "[--rust|--stories|--browser]", "run every test, or one part of them", test::run),
    ("check", "", "formatting, lints, the rules of the house, what we depend on", check::run),
    ("build", "[--scripted|--bench|--many]", "build the widget, the loader, the worker and the assets", build::run),
    ("size", "[--json]", "weigh what travels to readers and to the edge", size::run),
    ("bench", "<name> [--json] [--runs N]", "how soon trouble is seen; what reads, rounds and months cost", bench::run),
    ("soak", "writes|kill|load [--seed N] …", "kill the runtime, or load it, for long: is anything lost?", soak::run),
    ("token", "<page>", "make the first token of a page, and say what the deployment must be told", token::run),
    ("report", "<page> <month> --from <export>", "make a month's report again, and say whether it agrees", report::run),
    ("detect", "<url or file>", "which adapter fits a status page, what it reads, and the TOML to paste", detect::run),
    ("evidence", "", "the long runs that `test` leaves out", evidence::run),
    ("fuzz", "[--seconds N] [--target NAME] …", "look for answers that break an adapter's promises", fuzz::run),
    ("deploy", "[--dry-run]", "check the deployment; without --dry-run, deploy it", deploy::run),
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let Some(name) = words.next() else {
        println!("{}", usage());
        return ExitCode::SUCCESS;
    };
    match dispatch(&name, &words.collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(name: &str, options: &[String]) -> Result<()> {
    let Some((_, _, _, command)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        bail!("there is no command `{name}`\n\n{}", usage());
    };
    command(&House::find()?, options)
}

fn usage() -> String {
    let line = |(name, takes, does, _): &(&str, &str, &str, Command)| {
        format!("  cargo xtask {:<36} {does}", format!("{name} {takes}").trim_end())
    };
    COMMANDS.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Refuses options that a command does not know, so that a misspelt one is not silently without effect.
fn only(options: &[String], known: &[&str]) -> Result<()> {
    match options.iter().find(|option| !known.contains(&option.as_str())) {
        None => Ok(()),
        Some(option) if known.is_empty() => bail!("`{option}`: this command takes no options"),
        Some(option) => bail!("`{option}` is not an option of this command; it knows {}", known.join(", ")),
    }
}
