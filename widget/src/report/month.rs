//! The report of a month, as a page.

use super::chart::patterns;
use super::contract::contract;
use super::html::Html;
use super::{REPORT_CSS, Writing};
use crate::document::escaped;
use fyr_shared::date::Dates;
use fyr_shared::lang::Lang;
use fyr_shared::month::Month;
use fyr_shared::report::{Configuration, MonthReport};
use fyr_shared::text::text;
use fyr_shared::time::Instant;

/// Where the links of a report lead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportLinks {
    /// The page that it is about: its name stands on the link.
    pub home: String,
    /// The same report in each of the page's languages, the one shown among them.
    pub languages: Vec<(Lang, String)>,
    /// Other revisions, by their numbers.
    pub revisions: Vec<(u32, String)>,
    /// Other forms, by what they are called: `JSON`, `CSV`.
    pub forms: Vec<(&'static str, String)>,
}

/// The report of a month in a language.
#[must_use]
pub fn month_report(report: &MonthReport, lang: Lang, links: &ReportLinks) -> String {
    // A report is read later than it was written: each date has its year, and none is today's.
    let dates = Dates { lang, zone: &report.zone, now: Instant(0) };
    let writing = Writing::new(lang, &report.languages, dates);
    let words = writing.words;
    let title = words.with(words.title, &[("month", &month_name(report.month, lang))]);
    let head = format!("<title>{} – {}</title>", escaped(&title), escaped(&report.name));
    let revision = [("revision", report.revision.to_string()), ("made", dates.dated(report.made_at))];
    let revision = words.with(words.revision, &revision.each_ref().map(|(name, text)| (*name, text.as_str())));
    let contracts = report.reports.iter().enumerate().map(|(at, it)| contract(it, at == 0, &writing));
    let main = Html::new()
        .say("h1", &format!("{title} – {}", report.name))
        .say("p", &revision)
        .then(because(report, &writing))
        .all(contracts)
        .then(made(report, &writing));
    document(
        lang,
        &head,
        Html::new().then(patterns()).then(navigation(links, lang, &report.name, &writing)).el("main", &[], main),
    )
}

/// A whole document.
pub(super) fn document(lang: Lang, head: &str, body: Html) -> String {
    let body = Html::new().el("div", &[("class", "page sheet")], body).written();
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n{head}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<style>{REPORT_CSS}</style>\n</head>\n<body>{body}</body>\n</html>\n",
        lang.as_str()
    )
}

/// A month with its year: `mai 2026`.
pub(super) fn month_name(month: Month, lang: Lang) -> String {
    let names = &text(lang).date.months;
    let name = names.get(month.number() as usize - 1).copied().unwrap_or_default();
    format!("{name} {}", month.year())
}

fn because(report: &MonthReport, writing: &Writing<'_>) -> Html {
    if report.because.is_empty() {
        return Html::new();
    }
    let cause = |it: &fyr_shared::report::Cause| format!("{} ({})", it.subject, writing.dates.dated(it.at));
    let what: Vec<String> = report.because.iter().map(cause).collect();
    Html::new().say("p", &writing.words.with(writing.words.because, &[("what", &what.join(", "))]))
}

/// How the figures are made, and what they rest on.
fn made(report: &MonthReport, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let small = |text: &str| Html::new().el("li", &[], Html::new().text(text));
    let configuration = |it: &Configuration| {
        let said = [("from", writing.dates.dated(it.from)), ("digest", it.digest.clone())];
        small(&words.with(words.configuration, &said.each_ref().map(|(name, text)| (*name, text.as_str()))))
    };
    let list = Html::new()
        .all(report.configurations.iter().map(configuration))
        .then(small(&words.with(words.input, &[("input", &report.input)])))
        .then(small(&words.with(words.log, &[("log", &report.log.to_string())])));
    let inner = Html::new()
        .el("h2", &[("id", "made")], Html::new().text(words.made))
        .say("p", &words.with(words.rule, &[("rule", &report.rule)]))
        .el("ul", &[("class", "points small")], list);
    Html::new().el("section", &[("aria-labelledby", "made")], inner)
}

/// Links: to the page, to other languages, forms and revisions. None of them is printed.
pub(super) fn navigation(links: &ReportLinks, lang: Lang, name: &str, writing: &Writing<'_>) -> Html {
    let words = writing.words;
    let link = |href: &str, text: &str, here: bool, tag: &str| {
        let current = if here { "true" } else { "" };
        let attributes = [("href", href), ("hreflang", tag), ("lang", tag), ("aria-current", current)];
        Html::new().el("li", &[], Html::new().el("a", &attributes, Html::new().text(text)))
    };
    let list = |label: &str, items: Vec<Html>| match items.is_empty() {
        true => Html::new(),
        false => {
            let list = Html::new().el("ul", &[("class", "choices")], Html::new().all(items));
            Html::new().el("nav", &[("aria-label", label)], list)
        }
    };
    let home = list(text(lang).open_page, vec![link(&links.home, name, false, "")]);
    let languages = links.languages.iter().map(|(of, href)| link(href, text(*of).own_name, *of == lang, of.as_str()));
    let languages = if links.languages.len() > 1 { languages.collect() } else { vec![] };
    let forms = links.forms.iter().map(|(form, href)| link(href, form, false, "")).collect();
    let revisions = links.revisions.iter().map(|(number, href)| link(href, &number.to_string(), false, "")).collect();
    let all = home
        .then(list(words.other_forms, forms))
        .then(list(words.earlier, revisions))
        .then(list(text(lang).languages, languages));
    Html::new().el("header", &[("class", "screen")], all)
}
