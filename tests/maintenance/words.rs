//! What an operator reads of it, in each language.

use crate::row::Row;
use crate::{at, page};
use fyr_shared::date::Dates;
use fyr_shared::lang::Lang;
use fyr_shared::maintenance::{first_window, qualify};
use fyr_shared::text::operator::{Told, operator};

/// What is said of a row: its summary, and its findings.
#[track_caller]
fn said(id: &str, line: &str, lang: Lang) -> Vec<String> {
    let page = page(id);
    let Row { work, others, now, .. } = Row::read(page, &format!("said | {line} |"));
    let dates = Dates { lang, zone: &page.zone, now };
    let words = operator(lang);
    let found = qualify(page, &work, &others, now);
    let one = |found: &fyr_shared::maintenance::Qualification| {
        let findings =
            found.findings.iter().map(|finding| words.finding(finding, &dates, &page.languages, Told::Ahead));
        [words.summary(found, &dates)].into_iter().chain(findings).collect::<Vec<String>>()
    };
    found.iter().flat_map(one).collect()
}

#[test]
fn what_was_announced_too_late_is_said_in_each_language() {
    let row = "krr | 2025-06-17 08:00 for 2025-06-24 00:30–05:00 | planned |";
    for (lang, words) in [
        (
            Lang::Nb,
            "Varslet 4 hele virkedager i forveien; 5 er avtalt: det vil telle som nedetid. Det måtte være kjent før tirsdag 17. juni kl. 00.00.",
        ),
        (
            Lang::Nn,
            "Varsla 4 heile yrkedagar i førevegen; 5 er avtalte: det vil telje som nedetid. Det måtte vere kjent før tysdag 17. juni kl. 00.00.",
        ),
        (
            Lang::Sv,
            "Aviserat 4 hela arbetsdagar i förväg; 5 är avtalade: det kommer att räknas som nertid. Det måste ha varit känt före tisdag 17 juni kl. 0.00.",
        ),
        (
            Lang::En,
            "Announced 4 whole working days ahead; 5 are agreed: it will count as downtime. People had to know of it before Tuesday 17 June at 00:00.",
        ),
    ] {
        assert_eq!(said("digdir", row, lang)[1], words);
    }
}

#[test]
fn each_finding_says_what_it_comes_to() {
    let window = "The window is Tuesday 24 June at 00:30–05:00.";
    for (id, row, says) in [
        (
            "digdir",
            "krr | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | planned |",
            vec!["Held outside availability.".to_owned()],
        ),
        (
            "digdir",
            "krr | 2025-06-12 12:00 for 2025-06-24 00:30–06:00 | planned |",
            vec![
                "Held outside availability in part: Tuesday 24 June at 00:30–05:00. The rest will count as downtime."
                    .to_owned(),
                format!(
                    "Outside the agreed window, this will count as downtime: Tuesday 24 June at 05:00–06:00. {window}"
                ),
            ],
        ),
        (
            "digdir",
            "krr | 2025-06-23 08:00 for 2025-06-24 00:30–05:00; 2025-06-23 12:00 for 2025-06-24 00:30–05:30 | cancelled 2025-06-23 20:00 |",
            vec![
                "Nothing will count.".to_owned(),
                "Cancelled before it began (20:00): it uses no window, and nothing will count.".to_owned(),
            ],
        ),
        (
            "digdir",
            "krr | 2026-02-02 12:00 for 2026-02-03 00:30–05:00 | planned |",
            vec![
                "It will count as downtime.".to_owned(),
                "Nothing is agreed about maintenance: it will count as downtime.".to_owned(),
            ],
        ),
        (
            "digdir",
            "krr | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | over 2025-06-24 05:20 |",
            vec![
                "Held outside availability in part: 00:30–05:00. The rest will count as downtime.".to_owned(),
                "It goes on after its announced end (05:00), and that will count as downtime: 05:00–05:20.".to_owned(),
                "It goes on after the end of the window (05:00).".to_owned(),
            ],
        ),
    ] {
        assert_eq!(said(id, row, Lang::En), says, "{row}");
    }
}

#[test]
fn no_phrase_is_left_with_a_gap_and_each_says_something_in_each_language() {
    let rows = [
        ("digdir", "krr, bankid | 2025-06-18 12:00 for 2025-06-24 00:00–06:00 | over 2025-06-24 07:00 | 2025-06-24"),
        (
            "digdir",
            "krr | 2025-06-12 12:00 for 2025-06-24 00:30–03:00; 2025-06-23 12:00 for 2025-06-24 00:30–05:00 | planned |",
        ),
        ("digdir", "krr | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | cancelled 2025-06-24 01:00 |"),
        ("digdir", "krr | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | cancelled 2025-06-23 01:00 |"),
        ("digdir", "krr | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | extraordinary, planned |"),
        ("digdir", "krr | 2025-11-10 12:00 for 2025-11-25 00:30–05:00 | planned |"),
        ("digdir", "krr | 2025-12-10 12:00 for 2026-01-04 23:00–2026-01-05 01:00 | planned |"),
        ("digdir", "eformidling | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | planned |"),
        ("digireq", "api | 2026-11-24 12:00 for 2026-11-26 06:00–08:00 | planned |"),
        (
            "digdir",
            "krr | 2025-06-12 12:00 for 2025-06-24 00:30–05:00 | planned | 2025-01-07, 2025-01-14, 2025-01-21, 2025-01-28, 2025-02-04, 2025-02-11, 2025-02-18, 2025-02-25, 2025-03-04, 2025-03-11",
        ),
    ];
    for (id, row) in rows {
        let all = Lang::ALL.map(|lang| said(id, row, lang));
        for (at, one) in all.iter().enumerate() {
            assert!(
                one.iter().all(|said| !said.contains(['{', '}']) && said.len() > 10 && said.ends_with(['.', ')'])),
                "{one:?}"
            );
            let same = |other: &Vec<String>| other.iter().any(|said| one.contains(said));
            assert!(!all.iter().skip(at + 1).any(same), "two languages say the same: {one:?}");
        }
    }
}

#[test]
fn the_first_window_that_can_still_be_announced() {
    let page = page("digdir");
    let krr = page.contract(&"krr-2018".into()).expect("it is there");
    for (now, lang, says) in [
        (
            "2025-06-16 23:59",
            Lang::En,
            "The first window that can still be announced in time is Tuesday 24 June at 00:30–05:00.",
        ),
        (
            "2025-06-17 00:00",
            Lang::En,
            "The first window that can still be announced in time is Tuesday 1 July at 00:30–05:00.",
        ),
        (
            "2025-06-17 00:00",
            Lang::Nb,
            "Det første vinduet som fortsatt kan varsles i tide, er tirsdag 1. juli kl. 00.30–05.00.",
        ),
    ] {
        let now = at(page, now);
        let window = first_window(page, krr, now).expect("there is one");
        assert_eq!(operator(lang).first_window(window, &Dates { lang, zone: &page.zone, now }), says);
    }
    // Difi's terms end before another window could be announced.
    assert_eq!(first_window(page, krr, at(page, "2025-12-29 12:00")), None);
}
