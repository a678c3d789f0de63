//! An export: all that a revision of a month's report was made from, so that anybody can make it again.
//! `GET /api/v1/{page}/export?month=`, and `cargo xtask report`.

use super::{Cause, Facts, MonthReport, Terms, declared, work_out};
use crate::operator::Entry;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a revision was made from, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Export {
    /// The revision.
    pub report: MonthReport,
    /// SHA-256 of the facts below.
    pub input: String,
    /// The facts.
    pub facts: Facts,
    /// What people declared, from the log.
    pub entries: Vec<Entry>,
    /// What figures depend on of each configuration, as the text whose SHA-256 is its name.
    pub terms: BTreeMap<String, String>,
}

/// What does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Where.
    pub place: String,
    /// What is wrong, and what it would have to be.
    pub what: String,
}

impl Export {
    /// Makes the report again, and compares it: every figure, span and line, the head, the digests, and that each reason is an
    /// entry of the log. `sha256` names a text. Nothing: all of it agrees, to the second. When it was made, by which rule and as
    /// which revision nobody can see from an export.
    #[must_use]
    pub fn check(&self, sha256: impl Fn(&str) -> String) -> Vec<Disagreement> {
        let mut found = vec![];
        let mut note = |place: &str, what: String| found.push(Disagreement { place: place.to_owned(), what });
        let mut terms = Terms::new();
        for (name, text) in &self.terms {
            if sha256(text) != *name {
                note("terms", format!("what is kept as {name} is another text: its SHA-256 is {}", sha256(text)));
            }
            match serde_json::from_str(text) {
                Ok(page) => {
                    terms.insert(name.clone(), page);
                }
                Err(error) => note("terms", format!("{name} cannot be read: {error}")),
            }
        }
        let digest = serde_json::to_string(&self.facts).map(|text| sha256(&text)).unwrap_or_default();
        for (place, said) in [("input", &self.input), ("report.input", &self.report.input)] {
            if *said != digest {
                note(place, format!("is {said}, and the facts are {digest}"));
            }
        }
        self.check_facts(&mut note);
        match work_out(&self.facts, &terms) {
            Ok(made) if made == self.report.reports => {}
            Ok(made) => self.compare(&made, &mut note),
            Err(error) => note("facts", error),
        }
        found
    }

    /// Whether the facts are those of the log, and the report's head that of the facts.
    fn check_facts(&self, note: &mut impl FnMut(&str, String)) {
        match declared(&self.entries) {
            Ok((incidents, maintenances)) => {
                if incidents != self.facts.incidents {
                    note("facts.incidents", "are not what the log makes of them".to_owned());
                }
                if maintenances != self.facts.maintenances {
                    note("facts.maintenances", "are not what the log makes of them".to_owned());
                }
            }
            Err(error) => note("entries", error),
        }
        if let Some(late) = self.entries.iter().find(|entry| entry.id > self.facts.log) {
            note("entries", format!("hold entry {}, which was not known: the last was {}", late.id, self.facts.log));
        }
        let heads = [
            ("page", self.report.page.to_string(), self.facts.page.to_string()),
            ("month", self.report.month.to_string(), self.facts.month.to_string()),
            ("from", self.report.from.to_string(), self.facts.from.to_string()),
            ("until", self.report.until.to_string(), self.facts.until.to_string()),
            ("log", self.report.log.to_string(), self.facts.log.to_string()),
        ];
        for (place, said, is) in heads.into_iter().filter(|(_, said, is)| said != is) {
            note(&format!("report.{place}"), format!("is {said}, and in the facts {is}"));
        }
        if self.report.configurations != self.facts.configurations {
            note("report.configurations", "are not those of the facts".to_owned());
        }
        let entered = |it: &&Cause| {
            let named = (it.entry, it.subject.as_str(), it.revision, it.at);
            self.entries.iter().any(|entry| (entry.id, entry.subject.as_str(), entry.revision, entry.at) == named)
        };
        if let Some(cause) = self.report.because.iter().find(|it| !entered(it)) {
            note(
                "report.because",
                format!("names entry {} of the log, which is none of those that are exported", cause.entry),
            );
        }
    }

    /// Names what came out otherwise.
    fn compare(&self, made: &[super::ContractReport], note: &mut impl FnMut(&str, String)) {
        let name = |it: &super::ContractReport| it.contract.as_ref().map_or("-".to_owned(), ToString::to_string);
        if made.len() != self.report.reports.len() {
            note("reports", format!("are {}, and come to {}", self.report.reports.len(), made.len()));
        }
        for (said, is) in self.report.reports.iter().zip(made).filter(|(said, is)| said != is) {
            let components: Vec<String> = said
                .components
                .iter()
                .zip(&is.components)
                .filter(|(said, is)| said != is)
                .map(|(said, is)| {
                    let (of, down) = (&said.component, said.tally.down);
                    format!(
                        "{of}: {down} s down of {} s, and comes to {} of {}",
                        said.tally.agreed, is.tally.down, is.tally.agreed
                    )
                })
                .collect();
            let what =
                if components.is_empty() { "is not what comes of the facts".to_owned() } else { components.join("; ") };
            note(&format!("reports/{}", name(said)), what);
        }
    }
}
