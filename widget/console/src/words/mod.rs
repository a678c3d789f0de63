//! The console's own words. One field per phrase: a language that lacks one does not compile. Levels, how far work has come
//! and dates are said in the words that readers get ([`fyr_shared::text`]). What stands in `{…}` is filled in.

mod en;
mod nb;
mod nn;
mod phrases;
mod sv;

pub use phrases::Words;

use fyr_shared::lang::Lang;

/// The words of a language.
#[must_use]
pub fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Nb => &nb::WORDS,
        Lang::Nn => &nn::WORDS,
        Lang::Sv => &sv::WORDS,
        Lang::En => &en::WORDS,
    }
}

/// A phrase with its places filled in.
#[must_use]
pub fn fill(phrase: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(phrase.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_filled_in() {
        for lang in Lang::ALL {
            let said = fill(words(lang).conflict, &[("who", "Kari")]);
            assert!(said.contains("Kari") && !said.contains('{'), "{said}");
        }
    }
}
