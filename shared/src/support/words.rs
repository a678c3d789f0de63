//! The words of support: how one gets through, how bad it is, when an answer is due, what a fault report holds.

use crate::address::is_public_host;
use crate::lang::Lang;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$variant_doc])* #[serde(rename = $word)] $variant,)+
        }

        impl $name {
            /// Every one of them, in the order they are listed.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The words used in page files, in JSON and in addresses, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// Its word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// The one a word names.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word)
            }
        }
    };
}

words!(
    /// How one gets through.
    Via {
        /// A telephone.
        Phone = "phone",
        /// An e-mail address.
        Email = "email",
        /// A chat, by its address or its name.
        Chat = "chat",
        /// A form on the web.
        Form = "form",
        /// Whoever is on call, by telephone.
        OnCall = "on-call",
        /// As its `how` says: the contact that people were given when they joined, their own supplier, whoever is in charge.
        ByAgreement = "by-agreement",
    }
);

words!(
    /// How bad a fault is, on a scale common to all pages. How an owner's own scale maps to it, the page file says.
    Severity {
        /// Nothing essential works, and there is no way around.
        Critical = "critical",
        /// Work is harder for people.
        Serious = "serious",
        /// A nuisance; there is a way around.
        Minor = "minor",
        /// A question.
        Info = "info",
    }
);

impl Severity {
    /// What it is called where an owner has no word of its own for it (domain §6, rows 31 to 33).
    #[must_use]
    pub fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Critical, Lang::En) => "Critical",
            (Self::Critical, _) => "Kritisk",
            (Self::Serious, Lang::Nb) => "Alvorlig",
            (Self::Serious, Lang::Nn) => "Alvorleg",
            (Self::Serious, Lang::Sv) => "Allvarlig",
            (Self::Serious, Lang::En) => "Serious",
            (Self::Minor, Lang::Nb) => "Mindre alvorlig",
            (Self::Minor, Lang::Nn) => "Mindre alvorleg",
            (Self::Minor, Lang::Sv) => "Mindre allvarlig",
            (Self::Minor, Lang::En) => "Less serious",
            (Self::Info, Lang::Nb | Lang::Nn) => "Til orientering",
            (Self::Info, Lang::Sv) => "För kännedom",
            (Self::Info, Lang::En) => "For information",
        }
    }
}

words!(
    /// What a fault report holds.
    WriteField {
        /// When the fault was seen.
        Time = "time",
        /// In which environment.
        Environment = "environment",
        /// Which component it is about.
        Component = "component",
        /// The known incident it may belong to.
        Incident = "incident",
        /// What happens, and what should.
        Description = "description",
        /// What it means for people.
        Consequence = "consequence",
        /// A picture of the screen.
        Screenshot = "screenshot",
        /// Which organisation asks.
        Organisation = "organisation",
        /// How the person can be reached.
        Contact = "contact",
        /// The client's id, as it was registered.
        ClientId = "client-id",
        /// Which address was called.
        Endpoint = "endpoint",
        /// The trace id of a failed call.
        TraceId = "trace-id",
        /// The number of the case at the local support.
        CaseNumber = "case-number",
    }
);

/// How long the name of a chat may be.
const LONGEST_NAME: usize = 100;

impl Via {
    /// Whether a text can be where this leads: a number, an e-mail address, an `https:` address, or a name.
    #[must_use]
    pub fn takes(self, text: &str) -> bool {
        match self {
            Self::Phone | Self::OnCall => is_number(text),
            Self::Email => is_mailbox(text),
            Self::Form => is_address(text),
            Self::Chat if text.starts_with("https:") => is_address(text),
            Self::Chat => !text.trim().is_empty() && text.chars().count() <= LONGEST_NAME && !text.contains(is_unseen),
            Self::ByAgreement => false,
        }
    }

    /// What a text is that it does not take.
    #[must_use]
    pub fn refusal(self) -> &'static str {
        match self {
            Self::Phone | Self::OnCall => "no telephone number",
            Self::Email => "no e-mail address",
            Self::Form => "no https address of a public host",
            Self::Chat => "no name and no https address",
            Self::ByAgreement => "nothing that anybody can use",
        }
    }

    /// Whether one writes there, at any hour; the others are staffed, or they are not there.
    #[must_use]
    pub fn is_written(self) -> bool {
        matches!(self, Self::Email | Self::Form)
    }
}

/// When an answer is normally there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// After so many seconds during which the channel is open.
    Seconds(u32),
    /// By the end of the so manieth working day after the one on which it was asked.
    WorkingDays(u8),
}

/// A plain `https:` address of a public host, without user or password.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").filter(|_| !text.contains(|it: char| it.is_whitespace() || is_unseen(it)));
    let authority = rest.and_then(|rest| rest.split(['/', '?', '#', '\\']).next()).unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    !authority.contains('@') && host.contains('.') && is_public_host(host)
}

/// Characters that nobody sees, and that can turn what stands around them.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A telephone number as people write it: 3 to 15 digits (ITU-T E.164), with spaces, hyphens and parentheses between.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    (3..=15).contains(&digits)
        && rest.chars().all(|it| it.is_ascii_digit() || matches!(it, ' ' | '-' | '–' | '(' | ')'))
}

/// A plain e-mail address: what could mean anything else in a `mailto:` is not in it.
fn is_mailbox(text: &str) -> bool {
    let plain = |part: &str, more: &[char]| {
        !part.is_empty() && part.chars().all(|it| it.is_ascii_alphanumeric() || more.contains(&it))
    };
    text.split_once('@').is_some_and(|(name, domain)| {
        plain(name, &['.', '_', '-', '+'])
            && domain.split('.').count() > 1
            && domain.split('.').all(|it| plain(it, &['-']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_json() {
        for via in Via::ALL {
            assert_eq!(serde_json::to_value(via).unwrap(), via.as_str());
            assert_eq!(Via::parse(via.as_str()), Some(*via));
        }
        assert_eq!((Severity::parse("A"), Severity::Critical < Severity::Minor), (None, true));
        assert_eq!(serde_json::to_string(&Target::WorkingDays(1)).unwrap(), r#"{"working_days":1}"#);
    }

    #[test]
    fn what_a_channel_can_lead_to() {
        for (via, text, taken) in [
            (Via::Phone, "0771 – 11 44 00", true),
            (Via::Phone, "+47 22 45 10 00", true),
            (Via::OnCall, "112", true),
            (Via::Phone, "22 45 10 00 ext. 3", false),
            (Via::Phone, "1+2 345", false),
            (Via::Phone, "12", false),
            (Via::Email, "sdk@digg.se", true),
            (Via::Email, "a.b+c@post.example.no", true),
            (Via::Email, "sdk@digg", false),
            (Via::Email, "sdk@digg.se?bcc=x@example.com", false),
            (Via::Email, "a@b@example.com", false),
            (Via::Email, "sdk @digg.se", false),
            (Via::Form, "https://example.no/skjema", true),
            (Via::Form, "http://example.no", false),
            (Via::Form, "https://", false),
            (Via::Form, "https://user:pw@example.no", false),
            (Via::Form, "https://127.0.0.1/", false),
            (Via::Chat, "https://localhost/", false),
            (Via::Chat, "kanal\u{202e}lanak", false),
            (Via::Form, "javascript:alert(1)", false),
            (Via::Chat, "ext-nhn-pasientens-journaldokumenter", true),
            (Via::Chat, " ", false),
            (Via::ByAgreement, "+47 22 45 10 00", false),
        ] {
            assert_eq!(via.takes(text), taken, "{text}");
        }
    }
}
