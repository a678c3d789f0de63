//! A report as CSV (RFC 4180): one line for each contract and component. A second term about how fast that answers has a line
//! of its own, which repeats whose it is and none of its figures, so that columns can be added up. UTF-8 with a byte order
//! mark, since spreadsheets take it for something else without one; a comma between columns and a point in numbers, in every
//! language, so that a program reads it without being told; names of columns are English and stay. What is not known is empty.
//! A text that a spreadsheet would run as a formula begins with an apostrophe.

use super::{ComponentReport, ContractReport, MonthReport, ResponseReport, Shares};
use crate::lang::{Lang, Localized};

/// The columns, in their order.
pub const COLUMNS: [&str; 37] = [
    "page",
    "period",
    "revision",
    "environment",
    "contract",
    "contract_name",
    "component",
    "component_name",
    "monitored",
    "from",
    "until",
    "target_percent",
    "kept",
    "availability_percent",
    "lower_percent",
    "upper_percent",
    "coverage_percent",
    "period_seconds",
    "service_seconds",
    "excluded_seconds",
    "agreed_seconds",
    "unknown_seconds",
    "degraded_seconds",
    "partial_seconds",
    "down_seconds",
    "downtime_seconds",
    "budget_seconds",
    "experienced_percent",
    "outages",
    "longest_outage_seconds",
    "response_name",
    "response_below_ms",
    "response_target_percent",
    "response_percent",
    "response_below",
    "response_total",
    "response_kept",
];

/// The first column that is a figure of a component: those before it say whose.
const FIGURES: usize = 11;

/// What makes a program take UTF-8 for UTF-8.
const MARK: char = '\u{feff}';

/// What a line is about, beside its component.
pub(super) struct Head<'a> {
    pub(super) page: &'a str,
    pub(super) period: String,
    pub(super) revision: String,
    pub(super) lang: Lang,
    pub(super) languages: &'a [Lang],
}

/// The figures of a line.
pub(super) struct Line<'a> {
    pub(super) tally: &'a crate::figures::Tally,
    pub(super) contractual: &'a Shares,
    pub(super) experienced: &'a Shares,
    /// Whether anybody measured it.
    pub(super) monitored: bool,
    pub(super) kept: Option<bool>,
    /// How long it may be down, in thousandths of a second.
    pub(super) budget: Option<i64>,
    pub(super) response: &'a [ResponseReport],
}

/// The report of a month in a language.
#[must_use]
pub fn csv(report: &MonthReport, lang: Lang) -> String {
    let head = Head {
        page: report.page.as_str(),
        period: report.month.to_string(),
        revision: report.revision.to_string(),
        lang,
        languages: &report.languages,
    };
    let mut lines = vec![heading()];
    for contract in &report.reports {
        for it in &contract.components {
            lines.extend(of_component(&head, contract, it));
        }
    }
    written(&lines)
}

pub(super) fn heading() -> Vec<String> {
    COLUMNS.iter().map(|&name| name.to_owned()).collect()
}

/// Lines as a text.
pub(super) fn written(lines: &[Vec<String>]) -> String {
    let line = |cells: &Vec<String>| cells.iter().map(|it| cell(it)).collect::<Vec<_>>().join(",") + "\r\n";
    std::iter::once(MARK.to_string()).chain(lines.iter().map(line)).collect()
}

fn of_component(head: &Head<'_>, contract: &ContractReport, it: &ComponentReport) -> Vec<Vec<String>> {
    let line = Line {
        tally: &it.tally,
        contractual: &it.contractual,
        experienced: &it.experienced,
        monitored: it.monitored,
        kept: it.kept,
        budget: it.budget.as_ref().map(|budget| budget.thousandths),
        response: &it.response,
    };
    let (from, until) = (it.within.first().map(|span| span.0), it.within.last().map(|span| span.1));
    let about = About {
        env: contract.env.as_str(),
        contract: contract.contract.as_ref().map_or("", |id| id.as_str()),
        name: contract.name.as_ref(),
        component: it.component.as_str(),
        component_name: &it.name,
        from: from.unwrap_or(contract.from).to_string(),
        until: until.unwrap_or(contract.until).to_string(),
        target: contract.target,
    };
    lines(head, &about, &line)
}

/// What a line's figures are about.
pub(super) struct About<'a> {
    pub(super) env: &'a str,
    pub(super) contract: &'a str,
    pub(super) name: Option<&'a Localized>,
    pub(super) component: &'a str,
    pub(super) component_name: &'a Localized,
    pub(super) from: String,
    pub(super) until: String,
    pub(super) target: Option<u16>,
}

/// The line of a component, and one more for each term about how fast it answers but the first.
pub(super) fn lines(head: &Head<'_>, about: &About<'_>, it: &Line<'_>) -> Vec<Vec<String>> {
    let named = |name: &Localized| name.pick(head.lang, head.languages).unwrap_or_default().text;
    let share = |share: &Option<String>| share.clone().unwrap_or_default();
    let tally = it.tally;
    let mut cells: Vec<String> = vec![
        head.page.to_owned(),
        head.period.clone(),
        head.revision.clone(),
        about.env.to_owned(),
        about.contract.to_owned(),
        text(&about.name.map(named).unwrap_or_default()),
        about.component.to_owned(),
        text(&named(about.component_name)),
        yes_or_no(Some(it.monitored)),
        about.from.clone(),
        about.until.clone(),
        about.target.map_or_else(String::new, percent),
        yes_or_no(it.kept),
        share(&it.contractual.availability),
        share(&it.contractual.lower),
        share(&it.contractual.upper),
        share(&it.contractual.coverage),
    ];
    let seconds = [tally.period, tally.service, tally.excluded, tally.agreed, tally.unknown];
    let bad = [tally.degraded, tally.partial, tally.down];
    cells.extend(seconds.iter().chain(&bad).map(ToString::to_string));
    cells.push(thousandths(it.contractual.downtime_thousandths));
    cells.push(it.budget.map_or_else(String::new, thousandths));
    cells.push(share(&it.experienced.availability));
    cells.push(tally.outages.to_string());
    cells.push(tally.longest_outage.to_string());
    let response = |term: &ResponseReport| {
        let reached = share(&term.reached);
        let name = text(&term.name.as_ref().map(named).unwrap_or_default());
        let counts = [term.below.to_string(), term.total.to_string(), yes_or_no(term.kept)];
        [vec![name, term.below_ms.to_string(), percent(term.share), reached], counts.to_vec()].concat()
    };
    let none = vec![String::new(); 7];
    match it.response {
        [] => vec![[cells, none].concat()],
        [first, more @ ..] => {
            let whose = cells.iter().take(FIGURES).cloned();
            let whose: Vec<String> = whose.chain((FIGURES..cells.len()).map(|_| String::new())).collect();
            let further = more.iter().map(|term| [whose.clone(), response(term)].concat());
            std::iter::once([cells, response(first)].concat()).chain(further).collect()
        }
    }
}

/// `yes`, `no`, or nothing where nobody can tell.
fn yes_or_no(is: Option<bool>) -> String {
    is.map_or("", |is| if is { "yes" } else { "no" }).to_owned()
}

/// Ten-thousandths in per cent: `99.90`.
fn percent(points: u16) -> String {
    format!("{}.{:02}", points / 100, points % 100)
}

/// Thousandths in seconds: `12.500`.
fn thousandths(of: i64) -> String {
    format!("{}.{:03}", of / 1_000, of % 1_000)
}

/// A text that nobody runs.
fn text(said: &str) -> String {
    let runs = said.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{said}") } else { said.to_owned() }
}

/// A cell, in quotes where it must be.
fn cell(text: &str) -> String {
    let quoted = text.contains([',', '"', '\r', '\n']);
    if quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
