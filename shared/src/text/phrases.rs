//! Phrases with values in them, and the word of each member of a closed list.

use super::Text;
use crate::date::Ago;
use crate::lang::Words;
use crate::page::DependencyKind;
use crate::status::{IncidentStatus, Level, MaintenanceStatus, Reason};
use std::slice::from_ref;

impl Text {
    /// The word of a level; `None` is *not monitored*.
    #[must_use]
    pub fn level(&self, level: Option<Level>) -> &'static str {
        match level {
            Some(Level::Operational) => self.operational,
            Some(Level::Maintenance) => self.maintenance,
            Some(Level::Degraded) => self.degraded,
            Some(Level::PartialOutage) => self.partial_outage,
            Some(Level::MajorOutage) => self.major_outage,
            Some(Level::Unknown) => self.unknown,
            None => self.not_monitored,
        }
    }

    /// How far the work on an incident has come.
    #[must_use]
    pub fn incident_status(&self, status: IncidentStatus) -> &'static str {
        let words = &self.incident_status;
        match status {
            IncidentStatus::Investigating => words.investigating,
            IncidentStatus::Identified => words.identified,
            IncidentStatus::Monitoring => words.monitoring,
            IncidentStatus::Resolved => words.resolved,
            IncidentStatus::Review => words.review,
        }
    }

    /// How far a maintenance has come.
    #[must_use]
    pub fn maintenance_status(&self, status: MaintenanceStatus) -> &'static str {
        let words = &self.maintenance_status;
        match status {
            MaintenanceStatus::Scheduled => words.scheduled,
            MaintenanceStatus::InProgress => words.in_progress,
            MaintenanceStatus::Verifying => words.verifying,
            MaintenanceStatus::Completed => words.completed,
            MaintenanceStatus::Cancelled => words.cancelled,
        }
    }

    /// Why a component is not well.
    #[must_use]
    pub fn reason(&self, reason: Reason) -> &'static str {
        let words = &self.reasons;
        match reason {
            Reason::Connection => words.connection,
            Reason::Timeout => words.timeout,
            Reason::Status => words.status,
            Reason::TooLarge => words.too_large,
            Reason::Redirect => words.redirect,
            Reason::MediaType => words.media_type,
            Reason::Encoding => words.encoding,
            Reason::Unreadable => words.unreadable,
            Reason::Condition => words.condition,
            Reason::UnknownWord => words.unknown_word,
            Reason::MissingComponent => words.missing_component,
            Reason::Incident => words.incident,
            Reason::Probe => words.probe,
            Reason::NoSample => words.no_sample,
            Reason::Dependency => words.dependency,
            Reason::Declared => words.declared,
            Reason::Override => words.overridden,
        }
    }

    /// How a component depends on another.
    #[must_use]
    pub fn dependency(&self, kind: DependencyKind) -> &'static str {
        match kind {
            DependencyKind::Hard => self.hard,
            DependencyKind::Soft => self.soft,
            DependencyKind::Watch => self.watch,
        }
    }

    /// `Driftsstatus for DigiReq`.
    #[must_use]
    pub fn status_of(&self, name: &str) -> String {
        fill(self.status_of, &[("name", name)])
    }

    /// `Normal drift – driftsstatus for DigiReq`: the title of a page.
    #[must_use]
    pub fn title(&self, level: Level, name: &str) -> String {
        fill(self.title, &[("level", self.level(Some(level))), ("name", name)])
    }

    /// `Siden kl. 12.04`.
    #[must_use]
    pub fn since(&self, at: &str) -> String {
        fill(self.since, &[("at", at)])
    }

    /// The same within a sentence: `siden kl. 12.04`.
    #[must_use]
    pub fn since_then(&self, at: &str) -> String {
        fill(self.since_then, &[("at", at)])
    }

    /// `Startet kl. 12.04`.
    #[must_use]
    pub fn started(&self, at: &str) -> String {
        fill(self.started, &[("at", at)])
    }

    /// `Neste oppdatering kl. 12.30`.
    #[must_use]
    pub fn next_update(&self, at: &str) -> String {
        fill(self.next_update, &[("at", at)])
    }

    /// The same when that has passed: `Neste oppdatering var lovet kl. 12.30`.
    #[must_use]
    pub fn promised(&self, at: &str) -> String {
        fill(self.promised, &[("at", at)])
    }

    /// `Rettet kl. 12.40`.
    #[must_use]
    pub fn corrected(&self, at: &str) -> String {
        fill(self.corrected, &[("at", at)])
    }

    /// Within a sentence: `til kl. 14.00`.
    #[must_use]
    pub fn until(&self, at: &str) -> String {
        fill(self.until, &[("at", at)])
    }

    /// `Oppdatert kl. 12.04`.
    #[must_use]
    pub fn updated(&self, at: &str) -> String {
        fill(self.updated, &[("at", at)])
    }

    /// What is said when nobody can say how things are just now: of one component, or of several.
    #[must_use]
    pub fn unknown_now(&self, components: usize) -> &'static str {
        let [one, many] = self.unknown_now;
        if components == 1 { one } else { many }
    }

    /// What is said when the state is too old: when it was last known, and how long ago that is.
    #[must_use]
    pub fn last_known(&self, at: &str, ago: Option<&str>) -> String {
        let ago = ago.map(|ago| [" (", ago, ")"].concat()).unwrap_or_default();
        fill(self.last_known, &[("at", at), ("ago", &ago)])
    }

    /// The same in the least words: `sist kjent kl. 12.04`.
    #[must_use]
    pub fn known_last(&self, at: &str) -> String {
        fill(self.known_last, &[("at", at)])
    }

    /// Why a component suffers: something it depends on is at a level.
    #[must_use]
    pub fn because_of(&self, name: &Words, level: Level) -> Vec<Words> {
        self.told(self.because_of, name, level)
    }

    /// Why a component suffers, when somebody reports what is wrong with what it depends on.
    #[must_use]
    pub fn because_reported(&self, name: &str, title: &Words) -> Vec<Words> {
        around(self.because_reported, &[("name", &[Words::plain(name)]), ("title", from_ref(title))])
    }

    /// Something that a component depends on is at a level; it need not suffer from it.
    #[must_use]
    pub fn is_now(&self, name: &Words, level: Level) -> Vec<Words> {
        self.told(self.is_now, name, level)
    }

    /// The same, when somebody reports what is wrong.
    #[must_use]
    pub fn reported(&self, name: &str, title: &Words) -> Vec<Words> {
        around(self.reported, &[("name", &[Words::plain(name)]), ("title", from_ref(title))])
    }

    /// What a cause suffers from itself.
    #[must_use]
    pub fn root_cause(&self, name: &Words) -> Vec<Words> {
        around(self.root_cause, &[("name", from_ref(name))])
    }

    fn told(&self, pattern: &str, name: &Words, level: Level) -> Vec<Words> {
        around(pattern, &[("name", from_ref(name)), ("level", &[Words::plain(self.level(Some(level)))])])
    }

    /// Whose page says so.
    #[must_use]
    pub fn according_to(&self, name: &str) -> String {
        fill(self.according_to, &[("name", name)])
    }

    /// A link to an incident's own page.
    #[must_use]
    pub fn read_more(&self, name: &str) -> String {
        fill(self.read_more, &[("name", name)])
    }

    /// A link from one of the page's own components to the status page of whoever supplies it: `name` is the component's.
    #[must_use]
    pub fn supplier_page(&self, name: &Words) -> Vec<Words> {
        around(self.supplier_page, &[("name", from_ref(name))])
    }

    /// A link from a supplier's component to the supplier's status page: `name` is the supplier's.
    #[must_use]
    pub fn status_page_of(&self, name: &Words) -> Vec<Words> {
        around(self.status_page_of, &[("name", from_ref(name))])
    }

    /// The regions that see a fault, when not all of them do.
    #[must_use]
    pub fn seen_from(&self, regions: &[Words]) -> Vec<Words> {
        let pattern = if regions.len() == 1 { self.seen_from_one } else { self.seen_from_some };
        around(pattern, &[("regions", regions)])
    }

    /// Whose clock the times are written by.
    #[must_use]
    pub fn zone(&self, name: &str) -> String {
        fill(self.zone, &[("zone", name)])
    }

    /// `for 12 minutter siden`.
    #[must_use]
    pub fn ago(&self, ago: Ago) -> String {
        let (pattern, number) = match ago {
            Ago::Minutes(number) => (self.minutes_ago, number),
            Ago::Hours(number) => (self.hours_ago, number),
            Ago::Days(number) => (self.days_ago, number),
        };
        let [one, many] = pattern;
        fill(if number == 1 { one } else { many }, &[("n", &number.to_string())])
    }
}

/// A pattern with values in their places: `{name}` becomes the value of that name. A name without one leaves `{}`.
pub(crate) fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let value = |name| values.iter().find(|(known, _)| *known == name).map_or("{}", |(_, value)| *value);
    pattern.split(['{', '}']).enumerate().map(|(at, piece)| if at % 2 == 0 { piece } else { value(piece) }).collect()
}

/// A phrase with texts of others in it, in pieces: each keeps the mark of its language.
pub(super) fn around(pattern: &str, values: &[(&str, &[Words])]) -> Vec<Words> {
    let mut pieces = vec![];
    for (at, piece) in pattern.split(['{', '}']).enumerate() {
        if at % 2 == 0 {
            pieces.push(Words::plain(piece));
            continue;
        }
        let texts = values.iter().find(|(known, _)| *known == piece).map_or(&[][..], |(_, texts)| *texts);
        for (at, text) in texts.iter().enumerate() {
            pieces.extend((at > 0).then(|| Words::plain(", ")));
            pieces.push(text.clone());
        }
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::text::text;
    use std::collections::BTreeSet;

    #[test]
    fn every_member_of_a_closed_list_has_a_word_of_its_own() {
        for lang in Lang::ALL {
            let text = text(lang);
            let levels: BTreeSet<_> = Level::ALL.into_iter().map(|level| text.level(Some(level))).collect();
            assert_eq!(levels.len(), Level::ALL.len(), "{lang:?}");
            let reasons: BTreeSet<_> = Reason::ALL.into_iter().map(|reason| text.reason(reason)).collect();
            assert_eq!(reasons.len(), Reason::ALL.len(), "{lang:?}");
            assert!(!levels.contains("") && !reasons.contains(""), "{lang:?}");
            let kinds: BTreeSet<_> = DependencyKind::ALL.into_iter().map(|kind| text.dependency(kind)).collect();
            assert_eq!(kinds.len(), DependencyKind::ALL.len(), "{lang:?}");
        }
    }

    fn said(pieces: &[Words]) -> String {
        pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    #[test]
    fn every_phrase_says_its_values_and_leaves_no_gap() {
        for lang in Lang::ALL {
            let text = text(lang);
            for (phrase, values) in [
                (text.status_of("NAME"), vec!["NAME"]),
                (text.title(Level::Degraded, "NAME"), vec!["NAME", text.degraded]),
                (text.since("AT"), vec!["AT"]),
                (text.started("AT"), vec!["AT"]),
                (text.next_update("AT"), vec!["AT"]),
                (text.updated("AT"), vec!["AT"]),
                (text.last_known("AT", None), vec!["AT"]),
                (text.last_known("AT", Some("AGO")), vec!["AT (AGO)"]),
                (text.known_last("AT"), vec!["AT"]),
                (text.unknown_now(1).to_owned(), vec![]),
                (text.unknown_now(2).to_owned(), vec![]),
                (text.according_to("NAME"), vec!["NAME"]),
                (text.read_more("NAME"), vec!["NAME"]),
                (said(&text.status_page_of(&Words::plain("NAME"))), vec!["NAME"]),
                (said(&text.supplier_page(&Words::plain("NAME"))), vec!["NAME"]),
                (text.since_then("AT"), vec!["AT"]),
                (said(&text.because_of(&Words::plain("NAME"), Level::Degraded)), vec!["NAME", text.degraded]),
                (said(&text.because_reported("NAME", &Words::plain("TITLE"))), vec!["NAME", "TITLE"]),
                (said(&text.is_now(&Words::plain("NAME"), Level::Degraded)), vec!["NAME", text.degraded]),
                (said(&text.reported("NAME", &Words::plain("TITLE"))), vec!["NAME", "TITLE"]),
                (said(&text.root_cause(&Words::plain("NAME"))), vec!["NAME"]),
                (said(&text.seen_from(&[Words::plain("R1")])), vec!["R1"]),
                (said(&text.seen_from(&[Words::plain("R1"), Words::plain("R2")])), vec!["R1, R2"]),
                (text.zone("ZONE"), vec!["ZONE"]),
                (text.ago(Ago::Minutes(1)), vec!["1"]),
                (text.ago(Ago::Hours(2)), vec!["2"]),
                (text.ago(Ago::Days(41)), vec!["41"]),
            ] {
                assert!(values.iter().all(|value| phrase.contains(value)), "{lang:?}: {phrase}");
                assert!(!phrase.contains(['{', '}']), "{lang:?}: {phrase}");
            }
        }
    }

    #[test]
    fn what_a_value_says_is_no_pattern() {
        assert_eq!(fill("{b}, {a}: {c}", &[("a", "{b}"), ("b", "}")]), "}, {b}: {}");
    }

    #[test]
    fn the_words_that_the_first_users_publish() {
        assert_eq!(text(Lang::Nb).level(Some(Level::Degraded)), "Redusert funksjonalitet");
        assert_eq!(text(Lang::Nn).level(Some(Level::PartialOutage)), "Delvis utilgjengeleg");
        assert_eq!(text(Lang::Sv).level(Some(Level::MajorOutage)), "Otillgänglig");
        for (lang, title) in [
            (Lang::Nb, "Utilgjengelig – driftsstatus for DigiReq"),
            (Lang::Nn, "Utilgjengeleg – driftsstatus for DigiReq"),
            (Lang::Sv, "Otillgänglig – driftstatus för DigiReq"),
            (Lang::En, "Unavailable – DigiReq service status"),
        ] {
            assert_eq!(text(lang).title(Level::MajorOutage, "DigiReq"), title);
        }
        assert_eq!(said(&text(Lang::Nn).seen_from(&[Words::plain("Nord")])), "Sett frå éin region: Nord");
        assert_eq!(text(Lang::Sv).ago(Ago::Hours(1)), "för 1 timme sedan");
    }

    #[test]
    fn a_cause_is_told_as_people_of_that_language_tell_it() {
        let title = Words { text: "Elevated errors".into(), lang: Some(Lang::En) };
        for (lang, reported, own) in [
            (Lang::Nb, "Fordi Cloudflare melder om «Elevated errors»", "På grunn av API: Utilgjengelig"),
            (Lang::Nn, "Fordi Cloudflare melder om «Elevated errors»", "På grunn av API: Utilgjengeleg"),
            (Lang::Sv, "Eftersom Cloudflare rapporterar ”Elevated errors”", "På grund av API: Otillgänglig"),
            (Lang::En, "Because Cloudflare reports “Elevated errors”", "Because of API: Unavailable"),
        ] {
            let pieces = text(lang).because_reported("Cloudflare", &title);
            assert!(pieces.contains(&title), "{pieces:?}");
            assert_eq!(said(&pieces), reported);
            assert_eq!(said(&text(lang).because_of(&Words::plain("API"), Level::MajorOutage)), own);
        }
    }

    #[test]
    fn a_name_in_a_phrase_keeps_its_language() {
        let north = Words { text: "Nord".into(), lang: Some(Lang::Nb) };
        let pieces = text(Lang::En).seen_from(&[north.clone(), Words::plain("West")]);
        assert_eq!(pieces, [Words::plain("Seen from some regions: "), north, Words::plain(", "), Words::plain("West")]);
    }
}
