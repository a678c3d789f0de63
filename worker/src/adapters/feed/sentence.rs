//! Words as they stand in what people write: where each is, and whether it is *said* there. "Until this is resolved" says
//! nothing of the kind, and "resolved for most" says it of a part.

use super::words::{DEFERS, DENIES, LIMITS, STATES, WORDS, Word};

/// How many words before another can put it off.
const NEAR: usize = 3;

/// A word and what stands around it.
pub(super) struct Context<'a> {
    pub words: &'a [String],
    pub start: usize,
    pub end: usize,
    /// The next word that says something.
    pub next: Option<&'a (usize, usize, Word)>,
}

impl Context<'_> {
    fn before(&self) -> &[String] {
        self.words.get(..self.start).unwrap_or_default()
    }

    fn after(&self) -> &[String] {
        self.words.get(self.end..).unwrap_or_default()
    }

    pub(super) fn is_alone(&self) -> bool {
        self.before().is_empty() && self.after().is_empty()
    }

    pub(super) fn is_denied(&self) -> bool {
        self.before().iter().any(|word| holds(DENIES, word) || word.ends_with("n't") || word.ends_with("n’t"))
    }

    /// Whether it says that something *is* so: at an end, behind a word that makes it a statement, or in front of what it
    /// is about (*åtgärdad driftstörning*).
    pub(super) fn is_stated(&self) -> bool {
        let (before, after) = (self.before(), self.after());
        let deferred = before.iter().rev().take(NEAR).any(|word| holds(DEFERS, word));
        let limited = before.iter().chain(after).any(|word| holds(LIMITS, word));
        let about =
            before.is_empty() && self.next.is_some_and(|(start, _, next)| *start == self.end && is_matter(*next));
        let statement = after.is_empty() || before.last().is_some_and(|word| holds(STATES, word)) || about;
        statement && !deferred && !limited && !self.is_denied()
    }
}

fn holds(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// Whether a word says what something is, and not how far it is.
pub(super) fn is_matter(word: Word) -> bool {
    matches!(word, Word::Work | Word::Window | Word::Bad(_))
}

/// The pieces of a text that stand for themselves.
pub(super) fn fragments(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '.', '!', '?', ':', ';', '–', '—', '|', '[', ']', '(', ')', '/'];
    text.split(ends).flat_map(|fragment| fragment.split(" - "))
}

/// The words of a fragment, in lower case.
pub(super) fn words(fragment: &str) -> Vec<String> {
    let words = fragment.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words among these that say something: where each begins and ends.
pub(super) fn find(words: &[String]) -> Vec<(usize, usize, Word)> {
    let mut found = vec![];
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let known = WORDS.iter().find_map(|(phrase, word)| Some((length(phrase, rest)?, *word)));
        found.extend(known.map(|(length, word)| (at, at + length, word)));
        at += known.map_or(1, |(length, _)| length);
    }
    found
}

/// How many of these words a phrase is, if they begin with it.
fn length(phrase: &str, words: &[String]) -> Option<usize> {
    let mut length = 0;
    for wanted in phrase.split(' ') {
        let word = words.get(length)?;
        let stem = wanted.strip_suffix('*');
        if !stem.map_or(word == wanted, |stem| word.starts_with(stem)) {
            return None;
        }
        length += 1;
    }
    Some(length)
}

/// What a text says that is nothing but a word for it: `RESOLVED`, `Status: Resolved`.
pub(super) fn label(text: &str) -> Option<Word> {
    let words = words(&text.replace(':', " "));
    let words = words.strip_prefix(&["status".to_owned()]).unwrap_or(&words);
    WORDS.iter().find(|(phrase, _)| length(phrase, words) == Some(words.len())).map(|(_, word)| *word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_behind_one_that_hides_it() {
        for (at, (phrase, _)) in WORDS.iter().enumerate() {
            let plain: Vec<String> = phrase.trim_end_matches('*').split(' ').map(str::to_owned).collect();
            let first = WORDS.iter().position(|(other, _)| length(other, &plain).is_some());
            assert_eq!(first, Some(at), "{phrase}");
            assert_eq!(phrase.to_lowercase(), **phrase);
        }
    }
}
