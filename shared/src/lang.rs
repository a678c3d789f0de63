//! The languages that pages are written in, and texts that exist in several of them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A language of a page. `no` means nb.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Norwegian bokmål.
    Nb,
    /// Norwegian nynorsk.
    Nn,
    /// Swedish.
    Sv,
    /// English.
    En,
}

impl Lang {
    /// Every language, in the order they are listed.
    pub const ALL: [Self; 4] = [Self::Nb, Self::Nn, Self::Sv, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::Sv => "sv",
            Self::En => "en",
        }
    }

    /// The language of a BCP 47 tag, whatever its region: `nb-NO`, `no`, `en-GB`. `None` for a language we do not write.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "no" => Some(Self::Nb),
            other => Self::ALL.into_iter().find(|lang| lang.as_str() == other),
        }
    }
}

/// A text in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Localized(pub BTreeMap<Lang, String>);

impl Localized {
    /// The text for a reader of `wanted`: in that language, else in the first of `order` that has it, else in any.
    #[must_use]
    pub fn pick(&self, wanted: Lang, order: &[Lang]) -> Option<Words> {
        let own = self.0.get(&wanted).map(|text| Words { text: text.clone(), lang: None });
        let marked = |(lang, text): (Lang, &String)| Words { text: text.clone(), lang: Some(lang) };
        own.or_else(|| order.iter().find_map(|lang| self.0.get(lang).map(|text| marked((*lang, text)))))
            .or_else(|| self.0.iter().next().map(|(lang, text)| marked((*lang, text))))
    }
}

/// A text as one reader sees it. `lang` is there only where it differs from the language of the document around it
/// (WCAG 2.2, 3.1.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// Plain text, never markup.
    pub text: String,
    /// The language of the text, when it is another than the document's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
}

impl Words {
    /// A text in the document's own language.
    #[must_use]
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), lang: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_browsers_and_hosts() {
        for (tag, lang) in [
            ("nb", Some(Lang::Nb)),
            ("no", Some(Lang::Nb)),
            ("nn-NO", Some(Lang::Nn)),
            ("sv_SE", Some(Lang::Sv)),
            ("EN-gb", Some(Lang::En)),
            ("de", None),
            ("", None),
        ] {
            assert_eq!(Lang::parse(tag), lang, "{tag}");
        }
    }

    #[test]
    fn a_text_that_is_missing_is_shown_in_another_language_and_marked() {
        let text = Localized(BTreeMap::from([(Lang::Nb, "Nede".to_owned()), (Lang::En, "Down".to_owned())]));
        let order = [Lang::En, Lang::Nb];
        assert_eq!(text.pick(Lang::Nb, &order), Some(Words { text: "Nede".into(), lang: None }));
        assert_eq!(text.pick(Lang::Sv, &order), Some(Words { text: "Down".into(), lang: Some(Lang::En) }));
        assert_eq!(Localized::default().pick(Lang::Nb, &order), None);
    }
}
