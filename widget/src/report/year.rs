//! The report of a year, as a page: months and quarters in a table, and the seconds of all of them.

use super::component::responses;
use super::contract::due_line;
use super::html::Html;
use super::month::{ReportLinks, document, month_name, navigation};
use super::table::{facts, table};
use super::{Writing, anchor, heading, section_id};
use crate::document::escaped;
use fyr_shared::date::Dates;
use fyr_shared::figures::Tally;
use fyr_shared::lang::Lang;
use fyr_shared::page::Zone;
use fyr_shared::report::{ComponentYear, ContractYear, MonthFigures, Shares, YearReport};
use fyr_shared::time::Instant;

/// The report of a year in a language.
#[must_use]
pub fn year_report(report: &YearReport, lang: Lang, zone: &Zone, links: &ReportLinks) -> String {
    let dates = Dates { lang, zone, now: Instant(0) };
    let writing = Writing::new(lang, &report.languages, dates);
    let words = writing.words;
    let title = words.with(words.title_year, &[("year", &report.year.to_string())]);
    let head = format!("<title>{} – {}</title>", escaped(&title), escaped(&report.name));
    let missing: Vec<String> = report.missing.iter().map(|month| month_name(*month, lang)).collect();
    let missing = words.with(words.incomplete, &[("months", &missing.join(", "))]);
    let contracts = report.reports.iter().enumerate().map(|(at, it)| contract(it, at == 0, &writing));
    let main = Html::new()
        .say("h1", &format!("{title} – {}", report.name))
        .then(if report.complete { Html::new() } else { Html::new().say("p", &missing) })
        .all(contracts)
        .say("p", &words.with(words.rule, &[("rule", &report.rule)]));
    document(lang, &head, navigation(links, lang, &report.name, &writing).el("main", &[], main))
}

fn contract(it: &ContractYear, first: bool, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let id = section_id(&it.env, it.contract.as_ref());
    let name = heading(it.name.as_ref(), it.env_name.as_ref(), writing);
    let section = it.section.as_ref().map(|section| words.with(words.source, &[("section", section)]));
    let said = |text: &String| Html::new().el("p", &[("class", "quiet")], Html::new().text(text));
    let inner = Html::new()
        .el("h2", &[("id", &id)], name)
        .all(section.iter().map(said))
        .all(it.due.as_ref().map(|due| due_line(due, writing)))
        .all(it.components.iter().map(|of| component(it, of, writing)));
    let class = if first { "first" } else { "" };
    Html::new().el("section", &[("aria-labelledby", &id), ("class", class)], inner)
}

fn component(contract: &ContractYear, it: &ComponentYear, writing: &Writing<'_>) -> Html {
    let (words, tally) = (writing.words, &it.tally);
    let id = anchor(&section_id(&contract.env, contract.contract.as_ref()), &it.component);
    let text = |text: String| Html::new().text(&text);
    let figure = Html::new().say("strong", &writing.share(it.contractual.availability.as_ref()));
    let bounds = [&it.contractual.lower, &it.contractual.upper].map(|share| writing.share(share.as_ref()));
    let lines = facts(vec![
        (words.bounds, text(bounds.join(" – "))),
        (words.coverage, text(writing.share(it.contractual.coverage.as_ref()))),
        (words.downtime, text(words.duration(it.contractual.downtime_thousandths))),
        (words.outages, text(tally.outages.to_string())),
        (words.longest, text(writing.seconds(tally.longest_outage))),
        (words.agreed_time, text(writing.seconds(tally.agreed))),
        (words.excluded_time, text(writing.seconds(tally.excluded))),
        (words.unknown_time, text(writing.seconds(tally.unknown))),
        (words.experienced, text(writing.share(it.experienced.availability.as_ref()))),
    ]);
    let targets = [("kept", it.targets.kept), ("missed", it.targets.missed), ("undecided", it.targets.undecided)];
    let targets = targets.map(|(name, count)| (name, count.to_string()));
    let targets = words.with(words.year_note, &targets.each_ref().map(|(name, text)| (*name, text.as_str())));
    let targets = if contract.target.is_some() {
        Html::new().say("p", &targets)
    } else {
        Html::new().say("p", words.not_quantified)
    };
    let inner = Html::new()
        .el("h3", &[("id", &id)], writing.named(&it.name))
        .el("p", &[("class", "verdict")], figure)
        .then(targets)
        .then(lines)
        .then(responses(&it.response, writing))
        .then(months(it, writing));
    Html::new().el("section", &[("aria-labelledby", &id)], inner)
}

/// Months, and behind each quarter what they come to together.
fn months(it: &ComponentYear, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let kept = |it: &MonthFigures| {
        let certain = it.target.is_none_or(|target| it.tally.is_certain(target, it.weights));
        match it.kept.map(|kept| if kept { words.kept } else { words.missed }) {
            Some(said) if certain => said.to_owned(),
            Some(said) => words.with(words.as_known, &[("said", said)]),
            None => "–".to_owned(),
        }
    };
    let line = |name: &str, tally: &Tally, shares: &Shares, kept: String| {
        let cells = [
            name.to_owned(),
            writing.share(shares.availability.as_ref()),
            kept,
            words.duration(shares.downtime_thousandths),
            writing.seconds(tally.agreed),
            writing.seconds(tally.excluded),
            writing.seconds(tally.unknown),
        ];
        cells.iter().map(|cell| Html::new().text(cell)).collect::<Vec<Html>>()
    };
    let mut lines = vec![];
    for quarter in &it.quarters {
        let of = it.months.iter().filter(|it| it.month.quarter() == quarter.quarter);
        lines.extend(of.map(|it| line(&month_name(it.month, writing.lang), &it.tally, &it.contractual, kept(it))));
        let name = words.with(words.quarter, &[("n", &quarter.quarter.to_string())]);
        lines.push(line(&name, &quarter.tally, &quarter.contractual, "–".to_owned()));
    }
    let heads = [
        words.month,
        words.availability_free,
        words.target,
        words.downtime,
        words.agreed_time,
        words.excluded_time,
        words.unknown_time,
    ];
    let caption = format!("{}: {}", words.months, writing.words_of(&it.name).text);
    Html::new().say("h4", words.months).then(table(&caption, &heads, lines))
}
