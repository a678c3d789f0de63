//! Words of reports. One field per phrase, as in [`super::Text`]; but apart from it, because nothing of this travels to the
//! widget.

mod en;
mod nb;
mod nn;
mod sv;

use crate::lang::Lang;

/// Every phrase of one language. Those with `{…}` in them are filled in by [`super::fill`].
pub struct ReportWords {
    /// What the report of a month is called.
    pub title: &'static str,
    /// What the report of a year is called.
    pub title_year: &'static str,
    /// Of which time it is.
    pub period: &'static str,
    /// Which revision it is.
    pub revision: &'static str,
    /// Why it was made anew.
    pub because: &'static str,
    /// Heading of the links to others.
    pub earlier: &'static str,
    /// Heading of the links to other forms.
    pub other_forms: &'static str,
    /// Heading of what no contract is about.
    pub no_contract: &'static str,
    /// Where terms stand.
    pub source: &'static str,
    /// By when it has to be there.
    pub due: &'static str,
    /// The working day after it.
    pub due_working: &'static str,
    /// Column: which figure.
    pub figure: &'static str,
    /// Column: its value.
    pub value: &'static str,
    /// The figure of the contract.
    pub availability: &'static str,
    /// The same where there are none.
    pub availability_free: &'static str,
    /// As people lived through it.
    pub experienced: &'static str,
    /// Lower and upper.
    pub bounds: &'static str,
    /// Of how much is known.
    pub coverage: &'static str,
    /// What was agreed.
    pub target: &'static str,
    /// No figure was agreed.
    pub not_quantified: &'static str,
    /// It was kept.
    pub kept: &'static str,
    /// It was not.
    pub missed: &'static str,
    /// Nobody can tell.
    pub undecided: &'static str,
    /// What is `said` of it holds of what is known, and could be otherwise with what is not.
    pub as_known: &'static str,
    /// Nothing was observed.
    pub no_figure: &'static str,
    /// Seconds that count.
    pub agreed_time: &'static str,
    /// Seconds that are left out.
    pub excluded_time: &'static str,
    /// Seconds that nobody can tell of.
    pub unknown_time: &'static str,
    /// Weighted.
    pub downtime: &'static str,
    /// What the target leaves.
    pub budget: &'static str,
    /// How much of that is used.
    pub used: &'static str,
    /// How often.
    pub outages: &'static str,
    /// The longest.
    pub longest: &'static str,
    /// How exact it is.
    pub resolution: &'static str,
    /// Heading of the chart.
    pub days: &'static str,
    /// What the chart shows, for who cannot see it.
    pub days_label: &'static str,
    /// What opens the table of days.
    pub days_table: &'static str,
    /// Column.
    pub day: &'static str,
    /// Column.
    pub up: &'static str,
    /// Column, and a state.
    pub degraded: &'static str,
    /// Column, and a state.
    pub partial: &'static str,
    /// Column, and a state.
    pub down: &'static str,
    /// Column, and a state.
    pub unknown: &'static str,
    /// Column.
    pub outside: &'static str,
    /// Heading.
    pub excluded: &'static str,
    /// Instead of the table.
    pub nothing_excluded: &'static str,
    /// A reason.
    pub by_maintenance: &'static str,
    /// A reason.
    pub by_dependency: &'static str,
    /// Column.
    pub from: &'static str,
    /// Column.
    pub until: &'static str,
    /// Column.
    pub duration: &'static str,
    /// Column.
    pub reason: &'static str,
    /// Column.
    pub state: &'static str,
    /// Heading.
    pub outage_list: &'static str,
    /// Instead of the table.
    pub no_outage: &'static str,
    /// Heading.
    pub unknown_list: &'static str,
    /// What a table leaves out.
    pub more: &'static str,
    /// Heading.
    pub response: &'static str,
    /// A term.
    pub response_below: &'static str,
    /// What was reached.
    pub response_is: &'static str,
    /// Heading.
    pub stated: &'static str,
    /// Heading.
    pub incidents: &'static str,
    /// Instead of the list.
    pub no_incidents: &'static str,
    /// It was not over.
    pub going_on: &'static str,
    /// Heading.
    pub maintenances: &'static str,
    /// When people were told.
    pub announced: &'static str,
    /// What is left out.
    pub held: &'static str,
    /// Heading.
    pub made: &'static str,
    /// How.
    pub rule: &'static str,
    /// By what it was measured.
    pub configuration: &'static str,
    /// What it rests on.
    pub input: &'static str,
    /// What was known.
    pub log: &'static str,
    /// Heading of a year's table.
    pub months: &'static str,
    /// Column.
    pub month: &'static str,
    /// Row of a year's table.
    pub quarter: &'static str,
    /// Why a year has no target.
    pub year_note: &'static str,
    /// Months that are not there.
    pub incomplete: &'static str,
    /// Nobody measured it.
    pub not_monitored: &'static str,
    /// Name of a table that scrolls.
    pub table_of: &'static str,
    /// What stands before decimals.
    pub point: &'static str,
    /// Days, hours, minutes, seconds.
    pub units: [&'static str; 4],
}

/// The phrases of a language.
#[must_use]
pub fn report(lang: Lang) -> &'static ReportWords {
    match lang {
        Lang::Nb => &nb::WORDS,
        Lang::Nn => &nn::WORDS,
        Lang::Sv => &sv::WORDS,
        Lang::En => &en::WORDS,
    }
}

impl ReportWords {
    /// A phrase with something in it.
    #[must_use]
    pub fn with(&self, phrase: &str, parts: &[(&str, &str)]) -> String {
        super::fill(phrase, parts)
    }

    /// A span of time in its units: `43 min 12 s`; of less than a second with its decimals.
    #[must_use]
    pub fn duration(&self, thousandths: i64) -> String {
        let [days, hours, minutes, seconds] = self.units;
        let whole = thousandths / 1_000;
        let parts = [(whole / 86_400, days), (whole / 3_600 % 24, hours), (whole / 60 % 60, minutes)];
        let mut said: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, unit)| format!("{count}\u{a0}{unit}")).collect();
        let (left, rest) = (whole % 60, thousandths % 1_000);
        if rest > 0 {
            let decimals = format!("{rest:03}");
            said.push(format!("{left}{}{}\u{a0}{seconds}", self.point, decimals.trim_end_matches('0')));
        } else if left > 0 || said.is_empty() {
            said.push(format!("{left}\u{a0}{seconds}"));
        }
        said.join(" ")
    }

    /// A share as it is written: with a decimal comma and a space before the sign, but in English with a point and none.
    #[must_use]
    pub fn percent(&self, share: &str) -> String {
        match self.point {
            "." => format!("{share}%"),
            point => format!("{}\u{a0}%", share.replace('.', point)),
        }
    }
}
