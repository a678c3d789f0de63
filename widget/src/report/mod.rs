//! Reports as pages that print well: of a month and of a year. Everything in them stands in the JSON, too; long lists are
//! cut here and whole there. In black and white every state has a pattern of its own.

mod chart;
mod component;
mod contract;
mod html;
mod month;
mod table;
mod year;

use fyr_shared::date::Dates;
use fyr_shared::ids::{ComponentId, ContractId, EnvId};
use fyr_shared::lang::{Lang, Localized, Words};
use fyr_shared::spans::Span;
use fyr_shared::text::report::{ReportWords, report};
use html::Html;

pub use month::{ReportLinks, month_report};
pub use year::year_report;

/// The whole text of the report's one `<style>`, to the byte: a policy may allow it by its hash.
pub const REPORT_CSS: &str =
    concat!(include_str!("../style.css"), include_str!("../page.css"), include_str!("report.css"));

/// In which language, by whose clock, and with which words.
struct Writing<'a> {
    lang: Lang,
    /// The page's languages, the first for what is not there in `lang`.
    order: &'a [Lang],
    dates: Dates<'a>,
    words: &'static ReportWords,
}

impl<'a> Writing<'a> {
    fn new(lang: Lang, order: &'a [Lang], dates: Dates<'a>) -> Self {
        Self { lang, order, dates, words: report(lang) }
    }

    /// A text of the page, marked where it is in another language.
    fn named(&self, text: &Localized) -> Html {
        let Words { text, lang } = self.words_of(text);
        match lang {
            Some(lang) => Html::new().el("span", &[("lang", lang.as_str())], Html::new().text(&text)),
            None => Html::new().text(&text),
        }
    }

    fn words_of(&self, text: &Localized) -> Words {
        text.pick(self.lang, self.order).unwrap_or_default()
    }

    /// A share, or that there is none.
    fn share(&self, share: Option<&String>) -> String {
        share.map_or_else(|| self.words.no_figure.to_owned(), |share| self.words.percent(share))
    }

    /// Whole seconds as a duration.
    fn seconds(&self, seconds: i64) -> String {
        self.words.duration(seconds.saturating_mul(1_000))
    }

    /// What time something is about.
    fn period(&self, (from, until): Span) -> String {
        let span = [("from", self.dates.dated(from)), ("until", self.dates.dated(until))];
        self.words.with(self.words.period, &span.each_ref().map(|(name, text)| (*name, text.as_str())))
    }

    /// Ten-thousandths as a share.
    fn points(&self, points: u16) -> String {
        self.words.percent(&format!("{}.{:02}", points / 100, points % 100))
    }
}

/// A contract's name as a heading has it, with its environment where the page has several.
fn heading(name: Option<&Localized>, env: Option<&Localized>, writing: &Writing<'_>) -> Html {
    let name = name.map_or_else(|| Html::new().text(writing.words.no_contract), |name| writing.named(name));
    match env {
        Some(env) => name.text(" – ").then(writing.named(env)),
        None => name,
    }
}

/// An id for the section of a contract. No name of a page file has a point in it.
fn section_id(env: &EnvId, contract: Option<&ContractId>) -> String {
    format!("contract.{env}.{}", contract.map_or("", |id| id.as_str()))
}

/// An id for a component's part of it.
fn anchor(section: &str, component: &ComponentId) -> String {
    format!("{section}.{component}")
}
