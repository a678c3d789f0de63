//! What the words of a text come to: how far something is, and what it is.
//!
//! A text says that something is over only if nothing in it speaks against that: not what it says later, nor what is bad
//! in a line above it, since nobody can tell which of the two is newer.

use super::sentence::{Context, Sentence, is_matter, sentences};
use super::words::Word;
use fyr_shared::status::Level;

/// What an entry is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    Planned,
    Work,
    Bad(Level),
}

/// What a text says.
#[derive(Clone, Copy, Default)]
pub(super) struct Said {
    pub stage: Option<Word>,
    pub matter: Option<Matter>,
    /// Whether it speaks of an end that it does not state.
    hedges: bool,
    /// Whether what it says is over is said, later, not to be.
    returns: bool,
    /// Whether something is bad in it.
    is_bad: bool,
}

/// What is heard before a fragment.
#[derive(Clone, Copy)]
struct Heard {
    /// Whether something is bad in a line above.
    bad_above: bool,
    /// Whether the sentence began with a word for its being over, which is about all of it: *løst: feil*.
    labelled: bool,
}

impl Said {
    pub(super) fn of(text: &str) -> Self {
        let mut said = Self::default();
        for line in text.lines() {
            let bad_above = said.is_bad;
            for sentence in sentences(line) {
                let mut heard = Heard { bad_above, labelled: false };
                for fragment in 0..sentence.fragments.len() {
                    said.hear(&sentence, fragment, &mut heard);
                }
            }
        }
        if said.returns && said.is_over() {
            said.stage = None;
        }
        said
    }

    fn is_over(&self) -> bool {
        matches!(self.stage, Some(Word::Over | Word::Complete))
    }

    fn hear(&mut self, sentence: &Sentence, fragment: usize, heard: &mut Heard) {
        let was_over = self.is_over();
        let (mut ends, mut troubles) = (false, false);
        for (context, word) in sentence.contexts(fragment) {
            match word {
                Word::Complete if context.is_alone() => {
                    ends = true;
                    self.end(Word::Over, &context, heard);
                }
                Word::Over | Word::Complete if context.is_stated() => {
                    ends = true;
                    self.end(word, &context, heard);
                }
                Word::Over => self.hedges = true,
                Word::Returns => self.returns = true,
                Word::Open(_) | Word::GoesOn => {
                    troubles = true;
                    self.is(word);
                }
                Word::Bad(_) => troubles |= !context.is_none(),
                _ => {}
            }
            self.concern(&context, word);
        }
        self.is_bad |= troubles && !ends;
        self.returns |= was_over && troubles && !ends && !heard.labelled;
    }

    /// It is over, unless something bad stands above.
    fn end(&mut self, word: Word, context: &Context<'_>, heard: &mut Heard) {
        heard.labelled |= context.is_label();
        if heard.bad_above {
            self.hedges = true;
        } else {
            self.is(word);
        }
    }

    /// The first state counts.
    fn is(&mut self, word: Word) {
        self.stage.get_or_insert(word);
    }

    fn concern(&mut self, context: &Context<'_>, word: Word) {
        let matter = match word {
            Word::Planned if context.is_alone() || context.next().is_some_and(|(_, next)| is_matter(next)) => {
                Matter::Planned
            }
            Word::Window => Matter::Planned,
            Word::Work => Matter::Work,
            Word::Bad(level) => Matter::Bad(level),
            _ => return,
        };
        if !context.is_denied() {
            self.matter = Some(match (self.matter, matter) {
                (Some(Matter::Bad(one)), Matter::Bad(other)) => Matter::Bad(one.max(other)),
                (Some(known), _) => known,
                (None, new) => new,
            });
        }
    }

    /// What the title leaves open, the text may say; but what the title casts doubt on, no text makes certain. What is
    /// planned has it in its title: a text may also tell of earlier work.
    pub(super) fn or(self, text: Self) -> Self {
        let matter = text.matter.map(|matter| if matter == Matter::Planned { Matter::Work } else { matter });
        let doubts = (self.hedges || self.returns) && text.is_over();
        let stage = text.stage.filter(|_| !doubts);
        Self { stage: self.stage.or(stage), matter: self.matter.or(matter), ..self }
    }

    /// The same of a text that goes on: what it says is over may not be, further down.
    pub(super) fn cut(self) -> Self {
        self.at(self.stage.filter(|_| !self.is_over()))
    }

    /// The same, but this far.
    pub(super) fn at(self, stage: Option<Word>) -> Self {
        Self { stage, ..self }
    }
}
