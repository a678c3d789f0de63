//! Words as they stand in what people write: where each is, and whether it is *said* there. "Until this is resolved" says
//! nothing of the kind, "resolved for most" says it of a part, and "the outage that was resolved is back" the contrary.

use super::words::{DEFERS, DENIES, DOUBTS, LIMITS, NONE, PARTS, RELATES, STATES, TIMES, WORDS, Word};

/// How many words before another can put it off.
const NEAR: usize = 3;
/// How many words a fragment has at most that only says of another how far it goes: *resolved (partially)*.
const ASIDE: usize = 2;
/// How many letters stand in a time beside its figures at most: `2026-05-04T06:10Z`, `3rd`.
const LETTERS_OF_TIMES: usize = 2;

/// A piece of a text that stands for itself.
pub(super) struct Fragment {
    /// In lower case.
    words: Vec<String>,
    /// The words that say something: where each begins and ends.
    pub found: Vec<(usize, usize, Word)>,
}

/// What is written up to a full stop.
pub(super) struct Sentence {
    pub fragments: Vec<Fragment>,
    /// Whether it is a question, or holds a word with which nobody can tell.
    is_doubtful: bool,
}

/// A word and what stands around it.
pub(super) struct Context<'a> {
    sentence: &'a Sentence,
    /// Which of its fragments, and which of the words there that say something.
    fragment: usize,
    place: usize,
}

impl Sentence {
    fn of(text: &str) -> Self {
        let ends = [':', ';', '.', '!', '?', '–', '—', '|', '[', ']', '(', ')', '/'];
        let pieces = text.split(ends).flat_map(|piece| piece.split(" - "));
        let fragments: Vec<Fragment> = pieces.map(Fragment::of).filter(|it| !it.words.is_empty()).collect();
        let doubts = fragments.iter().any(|fragment| fragment.words.iter().any(|word| holds(DOUBTS, word)));
        Self { fragments, is_doubtful: doubts || text.ends_with('?') }
    }

    /// A fragment, and the words there that say something.
    pub(super) fn contexts(&self, fragment: usize) -> impl Iterator<Item = (Context<'_>, Word)> {
        let found = self.fragments.get(fragment).map_or(&[][..], |fragment| &fragment.found);
        found.iter().enumerate().map(move |(place, (.., word))| (Context { sentence: self, fragment, place }, *word))
    }
}

impl Fragment {
    fn of(text: &str) -> Self {
        let words = words(text);
        Self { found: find(&words), words }
    }

    /// Whether it takes back a part of what the one beside it says.
    fn limits(&self) -> bool {
        self.words.len() <= ASIDE && self.words.iter().any(|word| holds(LIMITS, word) || holds(DENIES, word))
    }

    /// Whether it says whom the one before it is about.
    fn is_part(&self) -> bool {
        self.words.first().is_some_and(|word| holds(PARTS, word))
    }
}

impl Context<'_> {
    fn words(&self) -> &[String] {
        self.sentence.fragments.get(self.fragment).map_or(&[], |fragment| &fragment.words)
    }

    fn found(&self, place: usize) -> Option<(usize, usize, Word)> {
        self.sentence.fragments.get(self.fragment)?.found.get(place).copied()
    }

    fn before(&self) -> &[String] {
        let start = self.found(self.place).map_or(0, |(start, ..)| start);
        self.words().get(..start).unwrap_or_default()
    }

    fn after(&self) -> &[String] {
        let end = self.found(self.place).map_or(0, |(_, end, _)| end);
        self.words().get(end..).unwrap_or_default()
    }

    /// The next word that says something, and how many stand between.
    pub(super) fn next(&self) -> Option<(usize, Word)> {
        let (start, _, next) = self.found(self.place + 1)?;
        Some((start.saturating_sub(self.found(self.place)?.1), next))
    }

    pub(super) fn is_alone(&self) -> bool {
        self.before().is_empty() && self.after().is_empty()
    }

    pub(super) fn is_denied(&self) -> bool {
        self.before().iter().any(|word| holds(DENIES, word) || is_not(word))
    }

    /// Whether it says that there is none of it.
    pub(super) fn is_none(&self) -> bool {
        self.before().iter().any(|word| holds(NONE, word) || is_not(word))
    }

    /// Whether it stands in front of what it is about: *åtgärdad driftstörning*.
    fn is_about(&self) -> bool {
        self.before().is_empty() && self.next().is_some_and(|(between, next)| between == 0 && is_matter(next))
    }

    /// Whether it is put over what follows it: *løst: feil*.
    pub(super) fn is_label(&self) -> bool {
        self.is_alone() || self.is_about()
    }

    /// Whether it says that something *is* so: at an end, behind a word that makes it a statement, or in front of what it
    /// is about. Of what else stands there, nothing may cast doubt on it.
    pub(super) fn is_stated(&self) -> bool {
        let (before, after) = (self.before(), self.after());
        let is_statement = before.last().is_some_and(|word| holds(STATES, word)) && is_time(after);
        let deferred = before.iter().rev().take(NEAR).any(|word| holds(DEFERS, word));
        let limited = before.iter().chain(after).any(|word| holds(LIMITS, word));
        let related = before.iter().any(|word| holds(RELATES, word));
        (after.is_empty() || is_statement || self.is_about())
            && !self.sentence.is_doubtful
            && !(deferred || limited || related || self.is_denied() || self.is_limited_beside())
    }

    fn is_limited_beside(&self) -> bool {
        let beside = |at: Option<usize>| self.sentence.fragments.get(at?);
        let (before, after) = (beside(self.fragment.checked_sub(1)), beside(self.fragment.checked_add(1)));
        before.is_some_and(Fragment::limits) || after.is_some_and(|it| it.limits() || it.is_part())
    }
}

fn holds(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

fn is_not(word: &str) -> bool {
    word.ends_with("n't") || word.ends_with("n’t")
}

/// Whether these words say nothing but when, or how.
pub(super) fn is_time(words: &[String]) -> bool {
    let is_figure = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_digit())
            && word.chars().filter(|letter| letter.is_alphabetic()).count() <= LETTERS_OF_TIMES
    };
    words.iter().all(|word| holds(TIMES, word) || is_figure(word))
}

/// Whether a word says what something is, and not how far it is.
pub(super) fn is_matter(word: Word) -> bool {
    matches!(word, Word::Work | Word::Window | Word::Bad(_))
}

/// The sentences of a line.
pub(super) fn sentences(line: &str) -> impl Iterator<Item = Sentence> {
    line.split_inclusive(['.', '!', '?']).map(Sentence::of)
}

/// The words of a fragment, in lower case.
pub(super) fn words(fragment: &str) -> Vec<String> {
    let words = fragment.split_whitespace().map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The words among these that say something: where each begins and ends.
fn find(words: &[String]) -> Vec<(usize, usize, Word)> {
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
