//! Questions, each with its choices.

use super::element::{BUTTON, El, FIELDSET, LABEL, LEGEND, Part, SPAN, el};
use super::field::input;
use crate::view_model::{Choice, QuestionView};
use fyr_shared::lang::Lang;
use fyr_shared::text::text;

/// The questions of a form.
#[must_use]
pub fn questions(all: &[QuestionView]) -> Part {
    Part::Many(all.iter().map(question).collect())
}

/// One question. Where there is but one answer, it is given.
fn question(it: &QuestionView) -> Part {
    if let [only] = it.choices.as_slice() {
        return input("hidden", it.name, &only.value).into();
    }
    let choices = it.choices.iter().map(|choice| choice_of(it, choice));
    el(FIELDSET).child(el(LEGEND).text(it.asks)).children(choices).into()
}

fn choice_of(question: &QuestionView, it: &Choice) -> El {
    let input = input("radio", question.name, &it.value).flag("checked", it.chosen);
    let input = input.flag("required", question.needed);
    el(LABEL).class("choice").child(input).child(el(SPAN).words(&it.said))
}

/// The button that asks.
#[must_use]
pub fn find(lang: Lang) -> El {
    el(BUTTON).class("button").part("button").text(text(lang).help.find)
}
