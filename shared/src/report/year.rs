//! The report of a year: the seconds of its months, added. Shares are never averaged. Targets are agreed of months
//! (DIFI18 §2.7, DIGDIR26 §1.5.4.2), so a year has none of its own: it says in how many months they were kept.

use super::csv::{About, Head, Line, heading, lines, written};
use super::{ComponentReport, Due, MonthReport, ResponseReport, Shares};
use crate::figures::{Ratio, Tally, Weights};
use crate::ids::{ComponentId, ContractId, EnvId, PageId};
use crate::lang::{Lang, Localized};
use crate::month::Month;
use crate::page::Page;
use crate::spans::Span;
use crate::time::Instant;
use serde::{Deserialize, Serialize};

/// A year of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearReport {
    /// Of which page.
    pub page: PageId,
    /// What it is called.
    pub name: String,
    /// The languages it is written in.
    pub languages: Vec<Lang>,
    /// Which year.
    pub year: i32,
    /// By which rule its months were made, the last of them.
    pub rule: String,
    /// Whether every month of it is there; otherwise it is of those alone that are.
    pub complete: bool,
    /// The months that it consists of, and which revision of each.
    pub months: Vec<MonthOf>,
    /// The months that are not there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<Month>,
    /// Each contract that was in force; last, what no contract was about.
    pub reports: Vec<ContractYear>,
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthOf {
    /// Which.
    pub month: Month,
    /// Which revision of it.
    pub revision: u32,
}

/// A contract in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractYear {
    /// Which contract; `None`: none was in force.
    pub contract: Option<ContractId>,
    /// What it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Localized>,
    /// Where it stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// In which environment.
    pub env: EnvId,
    /// What that is called, where the page has several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub env_name: Option<Localized>,
    /// The first instant that it is about.
    pub from: Instant,
    /// The first instant after the last that it is about.
    pub until: Instant,
    /// What was agreed of each month, in ten-thousandths; `None`: no figure was.
    pub target: Option<u16>,
    /// How much of a second counts.
    pub weights: Weights,
    /// When it has to be there; `None`: nothing is agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// What it is about.
    pub components: Vec<ComponentYear>,
}

/// A component in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComponentYear {
    /// Which.
    pub component: ComponentId,
    /// What it is called.
    pub name: Localized,
    /// The first instant that the figures are about: those of the months that are there.
    pub from: Instant,
    /// The first instant after the last.
    pub until: Instant,
    /// Whether anybody measured it in one of the months.
    pub monitored: bool,
    /// Seconds. An outage over the end of a month is one in each.
    pub tally: Tally,
    /// By the weights of each month: their downtimes are added.
    pub contractual: Shares,
    /// As people lived through it.
    pub experienced: Shares,
    /// In how many months the target was kept.
    pub targets: Targets,
    /// Each quarter of which there is a month.
    pub quarters: Vec<Quarter>,
    /// Each month, with what it came to.
    pub months: Vec<MonthFigures>,
    /// How fast it answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response: Vec<ResponseReport>,
}

/// Months by what became of the target.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Targets {
    /// In which it was kept.
    pub kept: u32,
    /// In which it was not.
    pub missed: u32,
    /// Of which nobody can tell, or which what is unknown could change, or for which none was agreed.
    pub undecided: u32,
}

/// A quarter of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarter {
    /// From 1 to 4.
    pub quarter: u32,
    /// Seconds.
    pub tally: Tally,
    /// By the contract's weights.
    pub contractual: Shares,
}

/// What a month came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthFigures {
    /// Which.
    pub month: Month,
    /// Seconds.
    pub tally: Tally,
    /// By the contract's weights.
    pub contractual: Shares,
    /// What was agreed of it, in ten-thousandths.
    pub target: Option<u16>,
    /// How much of a second counted.
    pub weights: Weights,
    /// Whether the target was kept.
    pub kept: Option<bool>,
}

impl YearReport {
    /// The year of months of it, in order; each month at most once.
    #[must_use]
    pub fn of(page: &Page, year: i32, months: &[MonthReport]) -> Self {
        let all = (1..=12).filter_map(|number| Month::of(year, number));
        let missing: Vec<Month> = all.filter(|month| !months.iter().any(|it| it.month == *month)).collect();
        let mut reports: Vec<ContractYear> = vec![];
        for month in months {
            for report in &month.reports {
                let known = reports.iter().position(|it| it.contract == report.contract && it.env == report.env);
                let place = known.unwrap_or_else(|| {
                    reports.push(ContractYear::begun(report));
                    reports.len() - 1
                });
                if let Some(of) = reports.get_mut(place) {
                    of.follow(month.month, report);
                }
            }
        }
        reports.sort_by_key(|it| it.contract.is_none());
        Self {
            page: page.id.clone(),
            name: page.name.clone(),
            languages: page.languages.clone(),
            year,
            rule: months.last().map_or_else(|| crate::figures::RULE.to_owned(), |last| last.rule.clone()),
            complete: missing.is_empty(),
            months: months.iter().map(|it| MonthOf { month: it.month, revision: it.revision }).collect(),
            missing,
            reports,
        }
    }

    /// Which revision of each month it consists of: `2026-01:2 2026-02:1`; a month that is not there is none of them.
    fn revisions(&self) -> String {
        let each = self.months.iter().map(|it| format!("{}:{}", it.month, it.revision));
        each.collect::<Vec<_>>().join(" ")
    }

    /// The year as CSV, in the columns of a month's.
    #[must_use]
    pub fn csv(&self, lang: Lang) -> String {
        let head = Head {
            page: self.page.as_str(),
            period: self.year.to_string(),
            revision: self.revisions(),
            lang,
            languages: &self.languages,
        };
        let mut all = vec![heading()];
        for contract in &self.reports {
            for it in &contract.components {
                let about = About {
                    env: contract.env.as_str(),
                    contract: contract.contract.as_ref().map_or("", |id| id.as_str()),
                    name: contract.name.as_ref(),
                    component: it.component.as_str(),
                    component_name: &it.name,
                    from: it.from.to_string(),
                    until: it.until.to_string(),
                    target: contract.target,
                };
                let line = Line {
                    tally: &it.tally,
                    contractual: &it.contractual,
                    experienced: &it.experienced,
                    monitored: it.monitored,
                    kept: None,
                    budget: None,
                    response: &it.response,
                };
                all.extend(lines(&head, &about, &line));
            }
        }
        written(&all)
    }
}

impl ContractYear {
    fn begun(report: &super::ContractReport) -> Self {
        Self {
            contract: report.contract.clone(),
            name: report.name.clone(),
            section: report.section.clone(),
            env: report.env.clone(),
            env_name: report.env_name.clone(),
            from: report.from,
            until: report.until,
            target: report.target,
            weights: report.weights,
            due: report.year_due,
            components: vec![],
        }
    }

    /// Adds a later month. What was agreed last is what is told; each month says what was agreed of it.
    fn follow(&mut self, month: Month, report: &super::ContractReport) {
        *self = Self { from: self.from, components: std::mem::take(&mut self.components), ..Self::begun(report) };
        report.components.iter().for_each(|it| self.add(month, it, (report.from, report.until)));
    }

    fn add(&mut self, month: Month, it: &ComponentReport, part: Span) {
        let (weights, target) = (self.weights, self.target);
        let place = self.components.iter().position(|known| known.component == it.component).unwrap_or_else(|| {
            self.components.push(ComponentYear::begun(it, part));
            self.components.len() - 1
        });
        if let Some(known) = self.components.get_mut(place) {
            known.until = it.within.last().map_or(part.1, |span| span.1);
            known.add(month, it, weights, target);
        }
    }
}

impl ComponentYear {
    fn begun(it: &ComponentReport, part: Span) -> Self {
        let none = Tally::default();
        Self {
            component: it.component.clone(),
            name: it.name.clone(),
            from: it.within.first().map_or(part.0, |span| span.0),
            until: part.1,
            monitored: false,
            tally: none,
            contractual: Shares::of(&none, Weights::CONTRACTUAL),
            experienced: Shares::of(&none, Weights::EXPERIENCED),
            targets: Targets::default(),
            quarters: vec![],
            months: vec![],
            response: vec![],
        }
    }

    fn add(&mut self, month: Month, it: &ComponentReport, weights: Weights, target: Option<u16>) {
        self.name = it.name.clone();
        self.monitored |= it.monitored;
        self.tally = self.tally.plus(&it.tally);
        let downtime = self.contractual.downtime_thousandths + it.contractual.downtime_thousandths;
        self.contractual = Shares::summed(&self.tally, downtime);
        self.experienced = Shares::of(&self.tally, Weights::EXPERIENCED);
        match it.kept.filter(|_| target.is_none_or(|target| it.tally.is_certain(target, weights))) {
            Some(true) => self.targets.kept += 1,
            Some(false) => self.targets.missed += 1,
            None => self.targets.undecided += 1,
        }
        let quarter = month.quarter();
        match self.quarters.iter_mut().find(|known| known.quarter == quarter) {
            Some(known) => {
                known.tally = known.tally.plus(&it.tally);
                let downtime = known.contractual.downtime_thousandths + it.contractual.downtime_thousandths;
                known.contractual = Shares::summed(&known.tally, downtime);
            }
            None => self.quarters.push(Quarter { quarter, tally: it.tally, contractual: it.contractual.clone() }),
        }
        let (tally, contractual) = (it.tally, it.contractual.clone());
        self.months.push(MonthFigures { month, tally, contractual, target, weights, kept: it.kept });
        it.response.iter().for_each(|term| self.answered(term));
    }

    /// Counts are added; what is agreed about shares is agreed of months.
    fn answered(&mut self, term: &ResponseReport) {
        let same = |it: &&mut ResponseReport| it.below_ms == term.below_ms && it.name == term.name;
        match self.response.iter_mut().find(same) {
            Some(known) => {
                known.below = known.below.saturating_add(term.below);
                known.total = known.total.saturating_add(term.total);
                known.due = known.due.zip(term.due).map(|(known, due)| known.saturating_add(due));
                known.share = term.share;
                let share = Ratio::new(known.below.into(), known.total.into());
                known.reached = share.map(|share| share.percent(super::component::DECIMALS));
                known.kept = None;
            }
            None => self.response.push(ResponseReport { kept: None, ..term.clone() }),
        }
    }
}
