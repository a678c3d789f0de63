//! A report: begun for the person by the edge, written and masked in the browser, and handed over by the person alone.

use super::{Act, Draft};
use fyr_shared::lang::Lang;
use fyr_shared::support::{Masked, Secret, mask};
use fyr_shared::text::text;

/// How long an address may be that every mail program opens, in bytes.
const LONGEST_ADDRESS: usize = 1_900;

/// A report that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The question that it was begun with, as its address is written.
    question: String,
    draft: Draft,
    /// What it says now, without what was found in it.
    said: Masked,
    /// Whether it was copied; `None`: nobody has tried since it was written.
    copied: Option<bool>,
}

/// A report, as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportView {
    /// The text, for whoever has not begun to write it.
    pub text: String,
    /// What is to be said about it: what is masked, that it was copied, that it is too long for a link.
    pub notes: Vec<&'static str>,
    /// Where the person can take it.
    pub ways: Vec<Act>,
}

impl Report {
    /// A report about a question that begins like this.
    #[must_use]
    pub fn begin(draft: Draft, question: String) -> Self {
        let said = mask(&draft.begun);
        Self { question, draft: Draft { begun: said.text.clone(), ..draft }, said, copied: None }
    }

    /// Goes on with what is known now. What the person has written stays; what they have only been given is begun anew if
    /// they have asked something else.
    #[must_use]
    pub fn follow(self, draft: Draft, question: &str) -> Self {
        if self.question != question && self.said.text == self.draft.begun {
            return Self::begin(draft, question.to_owned());
        }
        let draft = Draft { begun: self.draft.begun, ..draft };
        Self { draft, question: question.to_owned(), ..self }
    }

    /// Hears what the person has written, and gives it back without what must not be told.
    pub fn write(&mut self, written: &str) -> &str {
        self.said = mask(written);
        self.copied = None;
        &self.said.text
    }

    /// Hears whether it could be copied.
    pub fn copied(&mut self, copied: bool) {
        self.copied = Some(copied);
    }

    /// How it is drawn.
    #[must_use]
    pub fn view(&self, lang: Lang) -> ReportView {
        let words = &text(lang).help;
        let letter = ["?subject=", &encoded(&self.draft.subject), "&body=", &encoded(&self.said.text)].concat();
        let (mut ways, mut long) = (self.draft.ways.clone(), false);
        for href in ways.iter_mut().filter_map(|way| way.href.as_mut()).filter(|href| href.starts_with("mailto:")) {
            if href.len() + letter.len() <= LONGEST_ADDRESS {
                href.push_str(&letter);
            } else {
                long = true;
            }
        }
        let found = |secret| self.said.found.contains(&secret);
        let notes = [
            (found(Secret::IdentityNumber), words.identity_hidden),
            (found(Secret::Token), words.secret_hidden),
            (long, words.too_long),
            (self.copied == Some(true), words.copied),
            (self.copied == Some(false), words.marked),
        ];
        let notes = notes.into_iter().filter(|(holds, _)| *holds).map(|(_, note)| note).collect();
        ReportView { text: self.said.text.clone(), notes, ways }
    }
}

/// A text as a part of an address (RFC 6068, section 2): lines end with CR LF.
fn encoded(text: &str) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).map_or('0', |digit| digit.to_ascii_uppercase());
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'\n' => encoded.push_str("%0D%0A"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(char::from(byte)),
            _ => {
                encoded.push('%');
                encoded.push(digit(byte >> 4));
                encoded.push(digit(byte & 15));
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        let way = |href: &str| Act { href: Some(href.to_owned()), text: href.to_owned() };
        let ways = vec![way("mailto:post@example.no"), way("tel:22000000")];
        Draft { begun: "Når: kl. 10.00\nHva: ".to_owned(), subject: "Feil & mangler".to_owned(), ways }
    }

    fn hrefs(report: &Report) -> Vec<String> {
        report.view(Lang::Nb).ways.into_iter().filter_map(|way| way.href).collect()
    }

    #[test]
    fn a_letter_has_subject_and_text() {
        let report = Report::begin(draft(), "a".to_owned());
        let letter =
            "mailto:post@example.no?subject=Feil%20%26%20mangler&body=N%C3%A5r%3A%20kl.%2010.00%0D%0AHva%3A%20";
        assert_eq!(hrefs(&report), [letter, "tel:22000000"]);
        assert_eq!(report.view(Lang::Nb).notes, [""; 0]);
    }

    #[test]
    fn what_is_masked_is_in_no_letter_and_is_said() {
        let mut report = Report::begin(draft(), "a".to_owned());
        assert_eq!(report.write("Gjelder 13105230189"), "Gjelder •••");
        assert!(hrefs(&report)[0].ends_with("body=Gjelder%20%E2%80%A2%E2%80%A2%E2%80%A2"));
        assert_eq!(report.view(Lang::Nb).notes, [text(Lang::Nb).help.identity_hidden]);
        report.write("Gjelder alle");
        assert_eq!(report.view(Lang::Nb).notes, [""; 0]);
    }

    #[test]
    fn a_letter_that_is_too_long_is_to_be_pasted() {
        let mut report = Report::begin(draft(), "a".to_owned());
        report.write(&"lang ".repeat(400));
        assert_eq!(hrefs(&report), ["mailto:post@example.no", "tel:22000000"]);
        assert_eq!(report.view(Lang::Nb).notes, [text(Lang::Nb).help.too_long]);
    }

    #[test]
    fn what_is_written_stays_when_something_else_is_asked() {
        let other = || Draft { begun: "Når: kl. 11.00".to_owned(), subject: "Annet".to_owned(), ways: vec![] };
        let text = |report: &Report| report.view(Lang::Nb).text;
        let mut report = Report::begin(draft(), "a".to_owned());
        assert_eq!(text(&report.clone().follow(other(), "a")), draft().begun, "nothing moves under a reader's eyes");
        assert_eq!(text(&report.clone().follow(other(), "b")), "Når: kl. 11.00");
        report.write("Skrevet");
        let followed = report.follow(other(), "b");
        assert_eq!((text(&followed), hrefs(&followed).len()), ("Skrevet".to_owned(), 0));
    }

    #[test]
    fn it_is_copied_as_it_is_written() {
        let mut report = Report::begin(draft(), "a".to_owned());
        report.copied(true);
        assert_eq!(report.view(Lang::Nb).notes, [text(Lang::Nb).help.copied]);
        report.copied(false);
        assert_eq!(report.view(Lang::Nb).notes, [text(Lang::Nb).help.marked]);
        report.write("mer");
        assert_eq!(report.view(Lang::Nb).notes, [""; 0]);
    }
}
