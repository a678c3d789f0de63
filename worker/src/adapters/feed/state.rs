//! How an entry of a feed says that things are. There is no field for it: it stands in the title, or in the text.
//!
//! Most engines write each message in one entry, the newest first, and its state in bold (`<strong>Resolved</strong>`): then
//! that is what counts. Otherwise the words of the title do, and then those of the text. An entry is over only where it
//! says so: not where it is to be (*until it is resolved*), nor for some. What says nothing of it is open.

use super::entries::Entry;
use super::sentence::{Context, find, fragments, is_matter, label, words};
use super::words::Word;
use crate::adapters::told::Stage;
use crate::adapters::{microsoft, text};
use fyr_shared::status::{IncidentStatus, Level};

/// How an entry says that things are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub stage: Stage,
    /// How bad it is while it is open.
    pub impact: Level,
    pub status: Option<IncidentStatus>,
}

/// What an entry is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Matter {
    Planned,
    Work,
    Bad(Level),
}

/// What a text says.
#[derive(Clone, Copy, Default)]
struct Said {
    stage: Option<Word>,
    matter: Option<Matter>,
}

/// What is in bold in a text.
enum Mark {
    /// The newest state.
    Says(Word),
    /// States, but the newest is one that we do not know.
    Odd,
    /// No states.
    None,
}

impl State {
    /// Reads an entry.
    pub(super) fn of(entry: &Entry) -> Self {
        if let Some(word) = &entry.status {
            return Self::stated(word);
        }
        let title = Said::of(&text::title(&entry.title));
        match Mark::of(&entry.body) {
            Mark::Says(Word::Planned) => Self::new(Stage::Planned, Level::Maintenance),
            Mark::Says(Word::GoesOn) => Self::new(Stage::Working, Level::Maintenance),
            Mark::Says(Word::Over | Word::Complete) => Self::new(Stage::Over, Level::Operational),
            Mark::Says(word) => Said { stage: Some(word), ..title }.state(),
            Mark::Odd => Said { stage: None, ..title }.open(None),
            Mark::None => title.or(Said::of(&text::message(&entry.body))).state(),
        }
    }

    /// A state in an element of its own.
    fn stated(text: &str) -> Self {
        match (label(text), microsoft::level(text)) {
            (Some(Word::Over), _) | (_, Some(Level::Operational)) => Self::new(Stage::Over, Level::Operational),
            (_, Some(level)) => Self::new(Stage::Open, level),
            _ => Self::new(Stage::Odd, Level::Degraded),
        }
    }

    fn new(stage: Stage, impact: Level) -> Self {
        Self { stage, impact, status: (stage == Stage::Over).then_some(IncidentStatus::Resolved) }
    }

    /// The level that it puts things at; `None` when it does not, or not yet.
    pub(super) fn level(self) -> Option<Level> {
        matches!(self.stage, Stage::Open | Stage::Odd | Stage::Working).then_some(self.impact)
    }
}

impl Said {
    fn of(text: &str) -> Self {
        let mut said = Self::default();
        for fragment in fragments(text) {
            let words = words(fragment);
            let found = find(&words);
            for (place, (start, end, word)) in found.iter().enumerate() {
                said.hear(&Context { words: &words, start: *start, end: *end, next: found.get(place + 1) }, *word);
            }
        }
        said
    }

    fn hear(&mut self, context: &Context<'_>, word: Word) {
        let matter = match word {
            Word::Complete if context.is_alone() => return self.is(Word::Over),
            Word::Over | Word::Complete if context.is_stated() => return self.is(word),
            Word::Open(_) | Word::GoesOn => return self.is(word),
            Word::Planned if context.is_alone() || context.next.is_some_and(|(.., next)| is_matter(*next)) => {
                Matter::Planned
            }
            Word::Window => Matter::Planned,
            Word::Work => Matter::Work,
            Word::Bad(level) => Matter::Bad(level),
            Word::Over | Word::Complete | Word::Planned | Word::Update => return,
        };
        if !context.is_denied() {
            self.matter = Some(match (self.matter, matter) {
                (Some(Matter::Bad(one)), Matter::Bad(other)) => Matter::Bad(one.max(other)),
                (Some(known), _) => known,
                (None, new) => new,
            });
        }
    }

    /// The first state counts.
    fn is(&mut self, word: Word) {
        self.stage.get_or_insert(word);
    }

    /// What the title leaves open, the text may say. What is planned has it in its title: a text may also tell of earlier
    /// work.
    fn or(self, text: Self) -> Self {
        let matter = text.matter.map(|matter| if matter == Matter::Planned { Matter::Work } else { matter });
        Self { stage: self.stage.or(text.stage), matter: self.matter.or(matter) }
    }

    fn state(self) -> State {
        let is_work = matches!(self.matter, Some(Matter::Planned | Matter::Work));
        match (self.stage, self.matter) {
            (Some(Word::Over), _) => State::new(Stage::Over, Level::Operational),
            (Some(Word::Complete), _) if is_work => State::new(Stage::Over, Level::Operational),
            (Some(Word::GoesOn), _) if is_work => State::new(Stage::Working, Level::Maintenance),
            (Some(Word::Open(status)), _) => self.open(Some(status)),
            (_, Some(Matter::Planned)) => State::new(Stage::Planned, Level::Maintenance),
            (_, Some(Matter::Work)) => State::new(Stage::Working, Level::Maintenance),
            _ => self.open(None),
        }
    }

    /// Not over. What says no more is *degraded*.
    fn open(self, status: Option<IncidentStatus>) -> State {
        let impact = if let Some(Matter::Bad(level)) = self.matter { level } else { Level::Degraded };
        State { stage: if status.is_some() { Stage::Open } else { Stage::Odd }, impact, status }
    }
}

impl Mark {
    fn of(html: &str) -> Self {
        let bold = html.split('<').filter_map(|piece| piece.split_once('>')).filter(|(tag, _)| is_bold(tag));
        let labels = bold.map(|(_, text)| text).filter(|text| !words(text).is_empty()).map(label);
        let mut states = labels.map(|word| word.filter(|word| !is_matter(*word)));
        let mut updated = false;
        for state in states.by_ref() {
            match state {
                Some(Word::Update) => updated = true,
                Some(word) => return Self::Says(word),
                None if states.any(|later| later.is_some()) => return Self::Odd,
                None => break,
            }
        }
        if updated { Self::Says(Word::Update) } else { Self::None }
    }
}

fn is_bold(tag: &str) -> bool {
    let name = tag.split_whitespace().next().unwrap_or_default();
    name.eq_ignore_ascii_case("b") || name.eq_ignore_ascii_case("strong")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a person would put it.
    fn said(title: &str, body: &str) -> String {
        let entry = Entry { title: title.to_owned(), body: body.to_owned(), ..Entry::default() };
        let state = State::of(&entry);
        match state.stage {
            Stage::Over => "over".to_owned(),
            Stage::Planned => "planned".to_owned(),
            _ => state.impact.as_str().to_owned(),
        }
    }

    #[test]
    fn titles_as_people_write_them() {
        for (title, expected) in [
            ("Driftstörning i adressboken", "degraded"),
            ("Driftstörning i adressboken – åtgärdad", "over"),
            ("Åtgärdad driftstörning i adressboken", "over"),
            ("Driftstörningen är åtgärdad", "over"),
            ("Driftstörningen är ännu inte löst", "degraded"),
            ("LÖST: Avbrott i meddelandetjänsten", "over"),
            ("Avbrott i meddelandetjänsten", "major_outage"),
            ("Avbrottet undersöks", "major_outage"),
            ("Delvis avbrott", "partial_outage"),
            ("Planerat avbrott 12 maj", "planned"),
            ("Planerat underhåll 12 maj kl. 22", "planned"),
            ("Planerat underhåll pågår", "maintenance"),
            ("Servicefönster 12 maj", "planned"),
            ("Servicefönster 12 maj avslutat", "over"),
            ("Underhåll pågår", "maintenance"),
            ("Driftstörning efter planerat underhåll", "degraded"),
            ("Vi arbetar för att få felet löst", "degraded"),
            ("Planlagt vedlikehold 12. mai", "planned"),
            ("Planlagt vedlikehold pågår", "maintenance"),
            ("Planlagt vedlikehold er fullført", "over"),
            ("Planlagt: ny versjon", "planned"),
            ("Planlagte meldinger kommer ikke frem", "degraded"),
            ("Vedlikehold av portalen", "maintenance"),
            ("Vedlikehald pågår", "maintenance"),
            ("Feil ved innlogging", "degraded"),
            ("Feil ved innlogging er rettet", "over"),
            ("[Rettet] Feil ved innlogging", "over"),
            ("Feilen er ikke løst", "degraded"),
            ("Feilen er løst for de fleste", "degraded"),
            ("Feilen blir løst i kveld", "degraded"),
            ("Problemet er løyst", "over"),
            ("Angrep rettet mot innlogging", "degraded"),
            ("Tjenesten er utilgjengelig", "major_outage"),
            ("Tenesta ligg nede", "major_outage"),
            ("Ingen avbrudd, men treg innlogging", "degraded"),
            ("Major outage of sign-in", "major_outage"),
            ("Sign-in: partial outage", "partial_outage"),
            ("Sign-in went down", "major_outage"),
            ("Sign-in recovered", "over"),
            ("[Resolved] Slow answers", "over"),
            ("Slow answers (resolved)", "over"),
            ("Resolved tickets are not shown", "degraded"),
            ("Waiting until this is resolved", "degraded"),
            ("The issue isn't resolved", "degraded"),
            ("Scheduled maintenance of the database", "planned"),
            ("Scheduled reports are late", "degraded"),
            ("Scheduled maintenance is completed", "over"),
            ("After planned maintenance, people cannot sign in", "degraded"),
            ("Analysis completed", "degraded"),
            ("Investigation in progress", "degraded"),
            ("Something else", "degraded"),
            ("", "degraded"),
        ] {
            assert_eq!(said(title, ""), expected, "{title}");
        }
    }

    #[test]
    fn texts_as_engines_write_them() {
        for (title, body, expected) in [
            (
                "Slow answers",
                "<p><strong>Resolved</strong> - Mended.</p><p><strong>Investigating</strong> - We look.</p>",
                "over",
            ),
            ("Slow answers", "<strong>IDENTIFIED</strong> - Not resolved yet.", "degraded"),
            ("Outage of sign-in", "<strong>Monitoring</strong> - Mended.", "major_outage"),
            ("Slow answers", "<b>Status: Resolved</b><br/>All well.", "over"),
            ("Slow answers", "<strong>Update</strong> - More. <strong>Resolved</strong> - Mended.", "over"),
            ("Slow answers", "<strong>Update</strong> - The issue is resolved.", "degraded"),
            ("New database", "<strong>Scheduled</strong> - On Monday.", "planned"),
            ("New database", "<strong>Update</strong> - Later. <strong>Scheduled</strong> - On Monday.", "planned"),
            (
                "New database",
                "<strong>In progress</strong> - Begun. <strong>Scheduled</strong> - On Monday.",
                "maintenance",
            ),
            ("New database", "<strong>Verifying</strong> - Nearly done.", "maintenance"),
            ("Planned maintenance", "<strong>Completed</strong> - Done.", "over"),
            // A state that we do not know, before one that we know.
            ("Slow answers", "<strong>Reopened</strong> - Again. <strong>Resolved</strong> - Mended.", "degraded"),
            // Bold, but no state.
            ("Feil ved innlogging", "<b>NB!</b> Feilen er rettet.", "over"),
            ("Innlogging", "<p>Feilen er rettet.</p>", "over"),
            ("Innlogging", "<p>Vi undersøker feilen. Den er ikke løst.</p>", "degraded"),
            ("Innlogging", "<p>Tjenesten er utilgjengelig.</p>", "major_outage"),
            ("Innlogging", "<p>Planlagt vedlikehold 12. mai.</p>", "maintenance"),
        ] {
            assert_eq!(said(title, body), expected, "{title}: {body}");
        }
    }
}
