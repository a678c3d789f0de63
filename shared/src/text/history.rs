//! What the edge says of the past: a page and a widget show it as it was drawn.

use super::fill;
use std::cmp::Ordering;

/// The phrases about the last days. Those with `{…}` in them are private; the methods of the same name fill them in.
pub struct HistoryWords {
    /// What a bar is.
    pub legend: &'static str,
    /// How one goes from bar to bar.
    pub keys: &'static str,
    /// Nothing happened on any of the days.
    pub nothing: &'static str,
    /// Nobody watches anything here.
    pub unwatched: &'static str,
    /// What links to components that are not told here are about.
    pub more: &'static str,
    /// Leads to those that come after these.
    pub next: &'static str,
    /// Leads to the first of them.
    pub first: &'static str,
    /// A level that held from the first to the last second of a day.
    pub all_day: &'static str,
    /// In front of an incident's title.
    pub incident: &'static str,
    /// In front of a maintenance's title.
    pub maintenance: &'static str,
    pub(super) title: &'static str,
    pub(super) place: &'static str,
    pub(super) days: [&'static str; 2],
    pub(super) noted: [&'static str; 2],
    pub(super) today: &'static str,
    pub(super) hours: &'static str,
    pub(super) minutes: &'static str,
    pub(super) seconds: &'static str,
}

impl HistoryWords {
    /// `Historikk for DigiReq`.
    #[must_use]
    pub fn title(&self, name: &str) -> String {
        fill(self.title, &[("name", name)])
    }

    /// `tjeneste 101–200 av 320`, `tjeneste 101 av 101`: which of a page's components these are.
    #[must_use]
    pub fn place(&self, first: usize, last: usize, of: usize) -> String {
        let range = match first.cmp(&last) {
            Ordering::Less => format!("{first}–{last}"),
            Ordering::Equal => first.to_string(),
            Ordering::Greater => "0".to_owned(),
        };
        fill(self.place, &[("range", &range), ("of", &of.to_string())])
    }

    /// `De siste 90 dagene`.
    #[must_use]
    pub fn days(&self, number: usize) -> String {
        counted(self.days, number)
    }

    /// `2 dager med feil, vedlikehold eller manglende målinger`.
    #[must_use]
    pub fn noted(&self, number: usize) -> String {
        counted(self.noted, number)
    }

    /// `mandag 4. mai, hittil`.
    #[must_use]
    pub fn today(&self, day: &str) -> String {
        fill(self.today, &[("day", day)])
    }

    /// `2 t 5 min`, `12 min`, `40 s`: whole minutes, and seconds where there is not one.
    #[must_use]
    pub fn span(&self, seconds: u32) -> String {
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        let of = |pattern, number: u32| fill(pattern, &[("n", &number.to_string())]);
        match (hours, minutes) {
            (0, 0) => of(self.seconds, seconds),
            (0, _) => of(self.minutes, minutes),
            (_, 0) => of(self.hours, hours),
            _ => of(self.hours, hours) + " " + &of(self.minutes, minutes),
        }
    }
}

fn counted([one, many]: [&'static str; 2], number: usize) -> String {
    fill(if number == 1 { one } else { many }, &[("n", &number.to_string())])
}

#[cfg(test)]
mod tests {
    use crate::lang::Lang;
    use crate::text::history_words;

    #[test]
    fn a_span_is_told_in_whole_minutes_and_in_seconds_where_there_is_not_one() {
        for (seconds, nb, sv) in [
            (1, "1 s", "1 s"),
            (59, "59 s", "59 s"),
            (60, "1 min", "1 min"),
            (3_599, "59 min", "59 min"),
            (3_600, "1 t", "1 tim"),
            (7_530, "2 t 5 min", "2 tim 5 min"),
            (90_000, "25 t", "25 tim"),
        ] {
            assert_eq!([Lang::Nb, Lang::Sv].map(|lang| history_words(lang).span(seconds)), [nb, sv]);
        }
    }

    #[test]
    fn a_place_is_a_range_only_where_there_are_several() {
        let place = |first, last| history_words(Lang::Nb).place(first, last, 4);
        let told = [place(1, 2), place(4, 4), place(5, 4)];
        assert_eq!(told, ["tjeneste 1–2 av 4", "tjeneste 4 av 4", "tjeneste 0 av 4"]);
    }

    #[test]
    fn one_day_is_not_several() {
        let words = history_words(Lang::En);
        assert_eq!((words.days(1), words.days(90)), ("Today".to_owned(), "The last 90 days".to_owned()));
    }
}
