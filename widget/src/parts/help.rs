//! Help in the browser: offered, asked for, answered; and the report that a person may write.

use super::controls::control;
use super::element::{A, DIV, El, LABEL, P, Part, SECTION, SPAN, el, heading};
use super::field::textarea;
use super::support::act;
use super::{Asked, Call};
use crate::view_model::ReportView;
use fyr_shared::lang::Lang;
use fyr_shared::text::text;

/// Lines of the text that a report is written in.
const ROWS: usize = 10;

/// Help, as it is drawn.
pub enum Help {
    /// It can be had.
    Offered,
    /// It cannot be had here: a link leads to where it can.
    Elsewhere(String),
    /// As the edge draws it.
    Drawn(Box<Drawn>),
}

/// Help as the edge draws it, with what a person makes of it.
pub struct Drawn {
    /// The answer, if something has been asked.
    pub answer: Option<Part>,
    /// The report, once it has been begun.
    pub report: Option<ReportView>,
    /// The questions.
    pub form: Part,
    /// Where the same is to be had, if it could not be asked here.
    pub elsewhere: Option<String>,
}

/// Help, with headings at `level`.
#[must_use]
pub fn help(it: Help, lang: Lang, level: u8, call: &Call) -> El {
    let words = &text(lang).help;
    let section = el(SECTION).class("help").child(heading(level).text(words.open));
    match it {
        Help::Offered => section.child(control(words.find, Asked::Help, call)),
        Help::Elsewhere(href) => section.child(link(href, words.find)),
        Help::Drawn(it) => {
            let Drawn { answer, report, form, elsewhere } = *it;
            let begin = report.is_none().then(|| el(P).class("note").child(control(words.report, Asked::Report, call)));
            let answered = answer.map(|answer| el(DIV).child(answer).maybe(begin));
            let written = report.map(|it| written(&it, lang, level + 2, call));
            let unanswered = elsewhere.map(|href| {
                let said = el(P).class("note answer").text(words.unanswered);
                el(DIV).child(said).child(link(href, words.open))
            });
            // Each has its place, so that what is written keeps its node.
            section.maybe(answered).maybe(unanswered).maybe(written).child(form)
        }
    }
}

fn link(href: String, text: &str) -> El {
    el(P).child(el(A).class("link").part("link").href(href).text(text))
}

/// The text, what is to be said about it, and where the person can take it.
fn written(it: &ReportView, lang: Lang, level: u8, call: &Call) -> El {
    let words = &text(lang).help;
    let label = el(LABEL).class("report").child(el(SPAN).class("term").text(words.message));
    el(SECTION)
        .child(heading(level).text(words.report))
        .child(el(P).class("quiet").text(words.stays))
        .child(label.child(textarea(ROWS, &it.text)))
        .child(el(DIV).class("notes").status().children(it.notes.iter().map(|note| el(P).text(note))))
        .child(el(DIV).class("controls").child(control(words.copy, Asked::Copy, call)))
        .child(el(DIV).class("ways").children(it.ways.iter().map(act)))
}
