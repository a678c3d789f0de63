//! `[[contract.response]]`: how fast it answers. `[[contract.stated]]`: what is agreed beside, and not measured here.

use super::super::cursor::{Cursor, list};
use super::super::page::Names;
use super::super::support::references;
use super::super::{span, text};
use super::{availability, percent};
use crate::contract::{ResponseTerm, Stated};
use crate::figures::THRESHOLDS;
use crate::ids::SourceId;

const KEYS: [&str; 4] = ["name", "below", "share", "sources"];
const STATED: [&str; 2] = ["name", "figure"];

/// What a contract about some components of an environment says of answers.
pub(super) fn read(contract: &Cursor<'_>, env: &str, about: &[&str], names: &Names<'_>) -> Vec<ResponseTerm> {
    let read = |cursor: &Cursor<'_>| term(cursor, env, about, names);
    contract.entries("response", "", &KEYS).iter().map(read).collect()
}

fn term(cursor: &Cursor<'_>, env: &str, about: &[&str], names: &Names<'_>) -> ResponseTerm {
    cursor.needs("below", r#"below = "3s", what an answer must take less than"#);
    cursor.needs("share", r#"share = "90%", of all answers"#);
    ResponseTerm {
        name: text::localized(cursor, "name", &names.languages),
        below_ms: below(cursor).unwrap_or_default(),
        share: share(cursor).unwrap_or_default(),
        sources: sources(cursor, env, about, names),
    }
}

/// Those own probes of the components whose samples tell.
fn sources(cursor: &Cursor<'_>, env: &str, about: &[&str], names: &Names<'_>) -> Vec<SourceId> {
    let meant = names.probes.iter().filter(|probe| probe.env == env && probe.speaks_about(about));
    let probes: Vec<&str> = meant.map(|probe| probe.id).collect();
    if probes.is_empty() {
        cursor.refuses("sources", "names own probes, and none speaks about these components; remove it");
        return vec![];
    }
    let ids = references(cursor, "sources", "own probe of these components", &probes);
    ids.into_iter().map(Into::into).collect()
}

/// A threshold of which it is known exactly how many answers took less.
fn below(cursor: &Cursor<'_>) -> Option<u32> {
    let span = u32::try_from(span::milliseconds(cursor, "below", "1ms", "1h")?).ok()?;
    let known = THRESHOLDS.contains(&span);
    if !known {
        let all = THRESHOLDS.map(written);
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        cursor.wrong("below", format_args!("is no threshold that is counted; write one of {}", list(&all, '"')));
    }
    known.then_some(span)
}

fn written(milliseconds: u32) -> String {
    match milliseconds % 1_000 {
        0 => format!("{}s", milliseconds / 1_000),
        _ => format!("{milliseconds}ms"),
    }
}

fn share(cursor: &Cursor<'_>) -> Option<u16> {
    let share = percent::share(cursor.text("share")?).filter(|share| *share > 0);
    if share.is_none() {
        cursor.wrong("share", availability::TARGET);
    }
    share
}

/// What a contract says that is not measured here.
pub(super) fn stated(contract: &Cursor<'_>, names: &Names<'_>) -> Vec<Stated> {
    let read = |cursor: &Cursor<'_>| Stated {
        name: text::needed(cursor, "name", &names.languages),
        figure: text::needed(cursor, "figure", &names.languages),
    };
    contract.entries("stated", "", &STATED).iter().map(read).collect()
}
