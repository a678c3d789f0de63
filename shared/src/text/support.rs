//! What people read where they are led to a contact.

use super::phrases::{around, fill};
use crate::lang::Words;
use crate::support::{Via, WriteField};
use std::slice::from_ref;

/// The phrases of help in the browser, which offers questions, takes a report and hands it over.
pub struct HelpWords {
    /// The link that leads here.
    pub open: &'static str,
    /// The button that asks.
    pub find: &'static str,
    /// A question could not be asked; a link to where it can follows.
    pub unanswered: &'static str,
    /// The button, and the heading, of what a person writes.
    pub report: &'static str,
    /// Under it: nothing of it goes anywhere by itself.
    pub stays: &'static str,
    /// The label of the text.
    pub message: &'static str,
    /// The button that copies it.
    pub copy: &'static str,
    /// It has been copied.
    pub copied: &'static str,
    /// It could not be: it is selected, for the person to copy.
    pub marked: &'static str,
    /// It does not fit into the link that opens an e-mail.
    pub too_long: &'static str,
    /// Something in it looks like an identity number.
    pub identity_hidden: &'static str,
    /// Something in it looks like a password or a token.
    pub secret_hidden: &'static str,
}

/// The phrases of support. Those with `{…}` in them are private; the methods of the same name fill them in.
pub struct SupportWords {
    /// Question: who asks.
    pub who: &'static str,
    /// Question: what is wrong.
    pub what: &'static str,
    /// Question: how bad it is.
    pub how_bad: &'static str,
    /// Something has not been answered.
    pub incomplete: &'static str,
    /// Heading: the answer.
    pub answer: &'static str,
    /// Heading over the questions, below an answer.
    pub ask_again: &'static str,
    /// Heading: what is wrong is known.
    pub known: &'static str,
    /// Under it, when somebody has said so: it need not be reported.
    pub known_already: &'static str,
    /// How things are cannot be told just now.
    pub status_unknown: &'static str,
    /// Heading: what to check before.
    pub check_first: &'static str,
    /// Heading: whom to contact.
    pub contact: &'static str,
    /// Staffed, without an end that is known.
    pub open_now: &'static str,
    /// Not staffed, and nobody knows until when.
    pub closed: &'static str,
    /// Closed by hand, whatever its hours.
    pub(super) closed_until: &'static str,
    /// To be written to whenever one likes.
    pub any_time: &'static str,
    /// Nobody says when it is staffed, or the table of hours has come to its end.
    pub hours_unknown: &'static str,
    /// Where it leads is not told here.
    pub not_given: &'static str,
    /// Heading: what to write.
    pub write: &'static str,
    /// Heading: what not to write.
    pub never: &'static str,
    /// What must not be written anywhere.
    pub never_at_all: &'static str,
    /// Heading: the rule that the answer rests on.
    pub why: &'static str,
    /// What a fault report holds.
    pub fields: FieldWords,
    pub(super) title: &'static str,
    pub(super) open_until: &'static str,
    pub(super) opens: &'static str,
    pub(super) later: &'static str,
    pub(super) answer_by: &'static str,
    pub(super) answer_within: &'static str,
    pub(super) seconds: [&'static str; 2],
    pub(super) minutes: [&'static str; 2],
    pub(super) call: &'static str,
    pub(super) send: &'static str,
    pub(super) chat: &'static str,
    pub(super) form: &'static str,
    pub(super) down: &'static str,
}

/// One phrase per [`WriteField`].
pub struct FieldWords {
    /// When the fault was seen.
    pub time: &'static str,
    /// In which environment.
    pub environment: &'static str,
    /// Which component it is about.
    pub component: &'static str,
    /// The known incident it may belong to.
    pub incident: &'static str,
    /// What happens, and what should.
    pub description: &'static str,
    /// What it means for people.
    pub consequence: &'static str,
    /// A picture of the screen.
    pub screenshot: &'static str,
    /// Which organisation asks.
    pub organisation: &'static str,
    /// How the person can be reached.
    pub contact: &'static str,
    /// The client's id.
    pub client_id: &'static str,
    /// Which address was called.
    pub endpoint: &'static str,
    /// The trace id of a failed call.
    pub trace_id: &'static str,
    /// The number of the case at the local support.
    pub case_number: &'static str,
}

impl SupportWords {
    /// `Brukerstøtte for DigiReq`.
    #[must_use]
    pub fn title(&self, name: &str) -> String {
        fill(self.title, &[("name", name)])
    }

    /// `Åpent nå. Stenger kl. 15.30`.
    #[must_use]
    pub fn open_until(&self, at: &str) -> String {
        fill(self.open_until, &[("at", at)])
    }

    /// `Stengt. Åpner mandag 30. november kl. 08.00`.
    #[must_use]
    pub fn opens(&self, at: &str) -> String {
        fill(self.opens, &[("at", at)])
    }

    /// `Stengt til kl. 14.00`.
    #[must_use]
    pub fn closed_until(&self, at: &str) -> String {
        fill(self.closed_until, &[("at", at)])
    }

    /// `Du kan skrive nå. Leses fra mandag 30. november kl. 08.00`.
    #[must_use]
    pub fn later(&self, at: &str) -> String {
        fill(self.later, &[("at", at)])
    }

    /// `Svarer normalt innen mandag 30. november kl. 23.59`.
    #[must_use]
    pub fn answer_by(&self, at: &str) -> String {
        fill(self.answer_by, &[("at", at)])
    }

    /// `Svarer normalt innen 50 sekunder`: a span of less than an hour.
    #[must_use]
    pub fn answer_within(&self, seconds: u32) -> String {
        let ([one, many], number) = match seconds % 60 {
            0 => (self.minutes, seconds / 60),
            _ => (self.seconds, seconds),
        };
        let span = fill(if number == 1 { one } else { many }, &[("n", &number.to_string())]);
        fill(self.answer_within, &[("span", &span)])
    }

    /// What a person does to get through: `Ring 22 00 00 00`. What a form is, its address does not tell.
    #[must_use]
    pub fn act(&self, via: Via, to: &str) -> String {
        let pattern = match via {
            Via::Phone | Via::OnCall => self.call,
            Via::Email => self.send,
            Via::Chat | Via::ByAgreement => self.chat,
            Via::Form => self.form,
        };
        fill(pattern, &[("to", to)])
    }

    /// `Kan ikke brukes nå, fordi E-post ikke virker`, in pieces.
    #[must_use]
    pub fn down(&self, component: &Words) -> Vec<Words> {
        around(self.down, &[("name", from_ref(component))])
    }

    /// What a fault report holds.
    #[must_use]
    pub fn field(&self, field: WriteField) -> &'static str {
        let words = &self.fields;
        match field {
            WriteField::Time => words.time,
            WriteField::Environment => words.environment,
            WriteField::Component => words.component,
            WriteField::Incident => words.incident,
            WriteField::Description => words.description,
            WriteField::Consequence => words.consequence,
            WriteField::Screenshot => words.screenshot,
            WriteField::Organisation => words.organisation,
            WriteField::Contact => words.contact,
            WriteField::ClientId => words.client_id,
            WriteField::Endpoint => words.endpoint,
            WriteField::TraceId => words.trace_id,
            WriteField::CaseNumber => words.case_number,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::support_words;
    use std::collections::BTreeSet;

    #[test]
    fn every_phrase_says_its_values_and_leaves_no_gap() {
        for lang in Lang::ALL {
            let words = support_words(lang);
            for (phrase, value) in [
                (words.title("NAME"), "NAME"),
                (words.open_until("AT"), "AT"),
                (words.opens("AT"), "AT"),
                (words.closed_until("AT"), "AT"),
                (words.later("AT"), "AT"),
                (words.answer_by("AT"), "AT"),
                (words.answer_within(50), "50"),
                (words.answer_within(60), "1"),
                (words.answer_within(120), "2"),
                (words.act(Via::Phone, "TO"), "TO"),
                (words.act(Via::Email, "TO"), "TO"),
                (words.act(Via::Chat, "TO"), "TO"),
                (words.act(Via::Form, "TO"), ""),
                (words.down(&Words::plain("NAME")).iter().map(|it| it.text.as_str()).collect(), "NAME"),
            ] {
                assert!(phrase.contains(value) && !phrase.contains(['{', '}']), "{lang:?}: {phrase}");
            }
            let fields: BTreeSet<_> = WriteField::ALL.iter().map(|field| words.field(*field)).collect();
            assert_eq!((fields.len(), fields.contains("")), (WriteField::ALL.len(), false), "{lang:?}");
        }
        assert_eq!(support_words(Lang::Nb).answer_within(60), "Svarer normalt innen 1 minutt");
        assert_eq!(support_words(Lang::Sv).answer_within(50), "Svarar normalt inom 50 sekunder");
    }
}
