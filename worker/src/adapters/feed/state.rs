//! How an entry of a feed says that things are. There is no field for it: it stands in the title, or in the text.
//!
//! Most engines write each message in one entry, the newest first, and its state in bold (`<strong>Resolved</strong>`): then
//! that is what counts. Otherwise the words of the title do, and then those of the text. An entry is over only where it
//! says so: not where it is to be (*until it is resolved*), nor for some. What says nothing of it is open.

use super::entries::Entry;
use super::mark::{Mark, without_comments};
use super::said::{Matter, Said};
use super::sentence::label;
use super::words::Word;
use crate::adapters::told::Stage;
use crate::adapters::{microsoft, text};
use fyr_shared::status::{IncidentStatus, Level};

/// What is longer, in bytes, may say further down that it is not over: as much of a message is looked at, and more.
const LONGEST_BODY: usize = 10_000;

/// How an entry says that things are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub stage: Stage,
    /// How bad it is while it is open.
    pub impact: Level,
    pub status: Option<IncidentStatus>,
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
            Mark::Says(word) => title.at(Some(word)).state(),
            Mark::Odd => title.at(None).open(None),
            Mark::None => title.or(Self::body(&entry.body)).state(),
        }
    }

    /// What a text without such a state says. Of a long one only the beginning is read.
    fn body(html: &str) -> Said {
        let text = text::message(&without_comments(html));
        let said = Said::of(&text);
        if html.len() > LONGEST_BODY || text.ends_with('…') { said.cut() } else { said }
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
    fn words_for_an_end_tell_of_one_only_where_nothing_speaks_against_it() {
        for (title, expected) in [
            ("Feilen som ble rettet i går er tilbake", "degraded"),
            ("The outage that was resolved has returned", "major_outage"),
            ("The outage that was resolved", "major_outage"),
            ("Felet som är åtgärdat igår är tillbaka", "degraded"),
            ("Major outage has been fixed but is back", "major_outage"),
            ("Feilen er løst for MinID, men ikke for BankID", "degraded"),
            ("The outage is resolved for EU, but not for US", "major_outage"),
            ("Feilen er løst (for noen)", "degraded"),
            ("Feilen er løst – for MinID", "degraded"),
            ("Feilen er løst. Den er tilbake.", "degraded"),
            ("Delvis: feilen er løst", "degraded"),
            ("Avbrudd, trolig løst", "major_outage"),
            ("Outage: hopefully fixed", "major_outage"),
            ("Outage fixed (probably)", "major_outage"),
            ("Er avbruddet løst?", "major_outage"),
            ("Delar av felet är åtgärdat", "degraded"),
            ("Bookings are cancelled", "degraded"),
            ("Løst. Nytt avbrudd i BankID", "major_outage"),
            ("Feilen er løst nå", "over"),
            ("Felet är åtgärdat sedan igår kl 10:30", "over"),
            ("The issue was resolved on May 4", "over"),
            ("Feilen er rettet. Alt er tilbake til normalen.", "over"),
            ("[Cancelled] Planned maintenance", "over"),
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
            // What is told after it was over may be that it is not.
            ("Slow answers", "<strong>Update</strong> - More. <strong>Resolved</strong> - Mended.", "degraded"),
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
            (
                "Slow answers",
                "<small>May <var>4</var>, 06:40&nbsp;UTC</small><br><strong>Resolved:</strong> Mended.",
                "over",
            ),
            ("Slow answers", "<!-- 2 --><b>Resolved</b>", "over"),
            // In bold, where no state stands.
            ("E-post", "<!-- <strong>Resolved</strong> template -->Alla är nere.", "major_outage"),
            ("E-post", "<!--><p>Alla är nere.</p><!-- --><b>Resolved</b>", "degraded"),
            ("E-post", "<!--><p>Alla är nere.</p><!-- -->Resolved", "major_outage"),
            ("E-post", "<p>12:00 The outage is back.</p><p><strong>Resolved</strong> - 10:00</p>", "degraded"),
            ("Sign-in", "<b>Fixed</b> and mobile sign-in are both down", "degraded"),
            ("Sign-in", "<b>Fixed</b><i> and mobile sign-in are both down</i>", "degraded"),
            ("Sign-in", "<b>Fixed?</b> - No.", "degraded"),
            ("Sign-in", "<template><b>Resolved</b></template>No.", "degraded"),
            ("Sign-in", "<p hidden><b>Resolved</b></p>No.", "degraded"),
            ("Sign-in", "<p title='a><b>Resolved</b> - '>No.", "degraded"),
            // Bold, but no state.
            ("Feil ved innlogging", "<b>NB!</b> Feilen er rettet.", "over"),
            ("Innlogging", "<p>Feilen er rettet.</p>", "over"),
            ("Innlogging", "<p>Vi undersøker feilen. Den er ikke løst.</p>", "degraded"),
            ("Innlogging", "<p>Tjenesten er utilgjengelig.</p>", "major_outage"),
            // Of two messages in prose nobody can tell which is newer.
            ("Avbrott i e-post", "Ett fel är åtgärdat. Nu har nya avbrott uppstått.", "major_outage"),
            ("Avbrott i e-post", "Felet är åtgärdat. När användare loggar in uppstår fel.", "major_outage"),
            ("Avbrott i e-post", "<p>10:30 Nytt avbrott.</p><p>10:00 Åtgärdat.</p>", "major_outage"),
            ("Avbrott i e-post", "<p>10:30 Åtgärdat.</p><p>10:00 Nytt avbrott.</p>", "major_outage"),
            ("Feilen er løst for MinID", "Løst.", "degraded"),
            ("Innlogging", "Det var feil ved innlogging. Feilen er rettet. Ingen feil siden.", "over"),
            ("Innlogging", "Resolved: this incident has been resolved.", "over"),
            ("Innlogging", "<p>Planlagt vedlikehold 12. mai.</p>", "maintenance"),
        ] {
            assert_eq!(said(title, body), expected, "{title}: {body}");
        }
        let long = |visible: &str| format!("<p>Feilen er rettet.</p><!--{}-->{visible}", "-".repeat(LONGEST_BODY));
        assert_eq!(said("Innlogging", &long("Alt er nede.")), "major_outage");
        assert_eq!(said("Innlogging", &long("")), "degraded");
    }
}
