//! What a person is asked before they are led anywhere: plain questions, each with what can be answered.

use fyr_shared::api::EnvironmentView;
use fyr_shared::lang::{Lang, Words};
use fyr_shared::support::Support;
use fyr_shared::text::{support_words, text};

/// What a person has answered so far; empty: not yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AskedSupport {
    /// Who asks.
    pub role: String,
    /// What is wrong.
    pub fault: String,
    /// Where.
    pub env: String,
    /// How bad it is.
    pub severity: String,
}

/// One question, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionView {
    /// The parameter that it answers.
    pub name: &'static str,
    /// What is asked.
    pub asks: &'static str,
    /// What can be answered. Where that is but one, nobody is asked.
    pub choices: Vec<Choice>,
    /// Whether it may not stay without an answer.
    pub needed: bool,
}

/// An answer that can be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub said: Words,
    /// Whether it is the present answer.
    pub chosen: bool,
}

/// The questions, in order. Without an answer, the environment is the first.
#[must_use]
pub fn questions(
    support: &Support<Words>,
    environments: &[EnvironmentView],
    asked: &AskedSupport,
    lang: Lang,
) -> Vec<QuestionView> {
    let (words, environment) = (support_words(lang), text(lang).environment);
    let choice = |value: &str, said: &Words, answer: &str| Choice {
        value: value.to_owned(),
        said: said.clone(),
        chosen: value == answer,
    };
    let first = environments.first().map_or("", |it| it.id.as_str());
    let env = if asked.env.is_empty() { first } else { asked.env.as_str() };
    let roles = support.roles.iter().map(|it| choice(it.id.as_str(), &it.name, &asked.role)).collect();
    let faults = support.faults.iter().map(|it| choice(it.id.as_str(), &it.name, &asked.fault)).collect();
    let places = environments.iter().map(|it| choice(it.id.as_str(), &it.name, env)).collect();
    let grades = support.severities.iter();
    let grades: Vec<_> = grades.map(|it| choice(it.severity.as_str(), &it.name, &asked.severity)).collect();
    let question = |name, asks, choices, needed| QuestionView { name, asks, choices, needed };
    let mut all = vec![
        question("role", words.who, roles, true),
        question("fault", words.what, faults, true),
        question("env", environment, places, true),
    ];
    if !grades.is_empty() {
        // Not every answer depends on it.
        all.push(question("severity", words.how_bad, grades, false));
    }
    all
}
