//! `cargo xtask report <page> <month> --from <export>`: makes a month's report again from an export of its page's log, and
//! says whether it agrees to the second.
//!
//! The export is what `GET /api/v1/{page}/export?month={month}` answers to a token with the scope `audit`; with `&revision=`
//! it is of that revision. Nothing else is read, and no worker is needed.

use std::fs;

use anyhow::{Context, Result, bail, ensure};
use fyr_shared::figures::RULE;
use fyr_shared::month::Month;
use fyr_shared::report::{ComponentReport, Export};

use crate::house::House;
use crate::stamp::sha256;

const USAGE: &str = "write `cargo xtask report <page> <month> --from <export>`, for example \
    `cargo xtask report digireq 2026-10 --from export.json`";

/// Reads an export, makes the report again, and compares.
///
/// # Errors
/// The file is no export, is of another page or month, or does not agree; then what is otherwise, and where.
pub fn run(_house: &House, options: &[String]) -> Result<()> {
    let [page, month, from, file] = options else { bail!("{USAGE}") };
    ensure!(from == "--from", USAGE);
    let month = Month::parse(month).with_context(|| format!("`{month}` is no month; write it as 2026-10"))?;
    let text = fs::read_to_string(file).with_context(|| format!("{file} cannot be read"))?;
    let cure = "it must be what /api/v1/{page}/export?month=… answers, as it was answered";
    let export: Export = serde_json::from_str(&text).with_context(|| format!("{file} is no export; {cure}"))?;
    let report = &export.report;
    ensure!(
        report.page.as_str() == page && report.month == month,
        "{file} is an export of {} {}; name these, or take another file",
        report.page,
        report.month
    );
    ensure!(report.rule == RULE, "{file} was made by the rule {}, and this is {RULE}", report.rule);
    let found = export.check(sha256);
    println!("{page} {month}, revision {}, rule {RULE}, input {}", report.revision, export.input);
    for contract in &report.reports {
        let name = contract.contract.as_ref().map_or("no contract", |id| id.as_str());
        contract.components.iter().for_each(|it| println!("  {name}, {}", line(it)));
    }
    for it in &found {
        println!("  DIFFERS  {}: {}", it.place, it.what);
    }
    ensure!(found.is_empty(), "the report does not agree with what it was made from: {} differences", found.len());
    println!("agrees to the second");
    Ok(())
}

/// A component's figures on a line.
fn line(it: &ComponentReport) -> String {
    let share = it.contractual.availability.as_deref().map_or("no figure".to_owned(), |share| format!("{share} %"));
    let tally = &it.tally;
    format!(
        "{}: {share}; of {} s agreed {} s down, {} s partial, {} s unknown; {} s excluded",
        it.component, tally.agreed, tally.down, tally.partial, tally.unknown, tally.excluded
    )
}
