//! What a report begins with: everything in it that is known when the answer is given.

use super::Act;
#[cfg(feature = "ssr")]
pub use known::Occasion;

/// What a report begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ssr", derive(serde::Serialize))]
pub struct Draft {
    /// Its text: a line for each thing that it holds, with what is known of it.
    pub begun: String,
    /// What it is about, in a line.
    pub subject: String,
    /// Where the person can take it.
    pub ways: Vec<Act>,
}

/// What is known at the edge when an answer is given.
#[cfg(feature = "ssr")]
mod known {
    use super::{Act, Draft};
    use crate::view_model::SupportAnswer;
    use fyr_shared::api::{EnvironmentView, Snapshot};
    use fyr_shared::date::Dates;
    use fyr_shared::ids::ComponentId;
    use fyr_shared::lang::Words;
    use fyr_shared::support::{Advice, Known, Question, Support, WriteField};
    use fyr_shared::text::support_words;

    /// What a report holds where its route has no template.
    const FIELDS: [WriteField; 5] = [
        WriteField::Time,
        WriteField::Environment,
        WriteField::Component,
        WriteField::Incident,
        WriteField::Description,
    ];
    /// How many components are named before nobody can tell which is meant.
    const FEW: usize = 3;

    /// What was asked, answered, and known then.
    pub struct Occasion<'a> {
        /// What the page is called.
        pub page: &'a str,
        /// Who helps.
        pub support: &'a Support<Words>,
        /// The environments of the page.
        pub environments: &'a [EnvironmentView],
        /// What was asked.
        pub question: &'a Question,
        /// The advice.
        pub advice: &'a Advice<'a, Words>,
        /// How things are.
        pub snapshot: Option<&'a Snapshot>,
        /// How dates are written, and when it is.
        pub dates: Dates<'a>,
    }

    impl Draft {
        /// The beginning of a report, and the ways of the answer that can be used.
        #[must_use]
        pub fn of(asked: &Occasion<'_>, answer: &SupportAnswer) -> Self {
            let support = asked.support;
            let words = support_words(asked.dates.lang);
            let template = asked.advice.route.template.as_ref().and_then(|id| support.template(id));
            let fields = template.map_or(FIELDS.as_slice(), |it| it.fields.as_slice());
            let line = |field: &WriteField| [words.field(*field), ": ", &asked.value(*field), "\n"].concat();
            let grade = support.severities.iter().find(|it| Some(it.severity) == asked.question.severity);
            let grade = grade.map_or_else(String::new, |it| [&it.name.text, ": "].concat());
            let usable = answer.contacts.iter().filter(|it| it.usable != Some(false));
            let ways = usable.filter_map(|it| it.act.clone()).filter(|act: &Act| act.href.is_some());
            Self {
                begun: fields.iter().map(line).collect(),
                subject: [&grade, asked.fault(), " – ", asked.page, " (", asked.environment(), ")"].concat(),
                ways: ways.collect(),
            }
        }
    }

    impl Occasion<'_> {
        /// What is known of a thing that a report holds.
        fn value(&self, field: WriteField) -> String {
            match field {
                WriteField::Time => self.dates.dated(self.dates.now),
                WriteField::Environment => self.environment().to_owned(),
                WriteField::Component => self.components(),
                WriteField::Incident => self.incidents(),
                WriteField::Description => self.fault().to_owned(),
                // What only the person knows.
                WriteField::Consequence
                | WriteField::Screenshot
                | WriteField::Organisation
                | WriteField::Contact
                | WriteField::ClientId
                | WriteField::Endpoint
                | WriteField::TraceId
                | WriteField::CaseNumber => String::new(),
            }
        }

        fn fault(&self) -> &str {
            let fault = self.support.faults.iter().find(|it| it.id == self.question.fault);
            fault.map_or("", |it| it.name.text.as_str())
        }

        fn environment(&self) -> &str {
            let here = self.environments.iter().find(|it| it.id == self.question.env);
            here.map_or("", |it| it.name.text.as_str())
        }

        /// Those of the fault that are not well, or else all of them, if they are few.
        fn components(&self) -> String {
            let fault = self.support.faults.iter().find(|it| it.id == self.question.fault);
            let ids: &[ComponentId] = fault.map(|it| it.components.as_slice()).unwrap_or_default();
            let all = self.snapshot.into_iter().flat_map(|it| &it.components).filter(|it| ids.contains(&it.id));
            let is_unwell = |id: &ComponentId| {
                self.advice.known.iter().any(|it| matches!(it, Known::Component(it) if it.id == *id))
            };
            let (unwell, well): (Vec<_>, Vec<_>) = all.partition(|it| is_unwell(&it.id));
            let named = if unwell.is_empty() { well } else { unwell };
            let names: Vec<&str> = named.iter().map(|it| it.name.text.as_str()).collect();
            if names.len() > FEW { String::new() } else { names.join(", ") }
        }

        fn incidents(&self) -> String {
            let titles = self.advice.known.iter().filter_map(|it| match it {
                Known::Incident(it) => Some(it.title.text.as_str()),
                _ => None,
            });
            titles.collect::<Vec<_>>().join(", ")
        }
    }
}
