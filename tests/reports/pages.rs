//! Reports as pages: everything is in them, in every language; what is foreign stays text; nothing needs a style or a script of
//! its own.

use super::declared::worked;
use super::page;
use super::written::{later, may};
use fyr_shared::lang::Lang;
use fyr_shared::report::{ContractReport, MonthReport, YearReport};
use fyr_shared::text::report::report as words;
use fyr_widget::{ReportLinks, month_report, year_report};
use std::collections::BTreeSet;

/// A report with an outage, unknown time, work that qualifies and work that does not, an incident and a dependency.
fn rich() -> MonthReport {
    let mut report = may(&page(), 3_600);
    report.reports = worked();
    report
}

fn links() -> ReportLinks {
    ReportLinks {
        home: "/agreed?lang=nb".to_owned(),
        languages: Lang::ALL.map(|lang| (lang, format!("/r.html?lang={}", lang.as_str()))).into(),
        revisions: vec![(1, "/r.html?revision=1".to_owned())],
        forms: vec![("CSV", "/r.csv".to_owned())],
    }
}

#[track_caller]
fn assert_sound(html: &str) {
    for foreign in [" style=", "<script", "<!--", "javascript:", " onclick", "<b>"] {
        assert!(!html.contains(foreign), "{foreign}");
    }
    let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    let named = html.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next());
    named.for_each(|id| assert!(ids.contains(&id), "{id} names nothing"));
    let levels: Vec<u32> = html.split("<h").skip(1).filter_map(|rest| rest.chars().next()?.to_digit(10)).collect();
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "headings leap: {levels:?}");
    assert_eq!(html.matches("<table>").count(), html.matches("<caption>").count());
    let open = html.find('{').and_then(|at| html.get(at..)).map(|rest| rest.chars().take(40).collect::<String>());
    assert_eq!(open, None, "a phrase is not filled in");
}

/// Without the style sheet, which has braces of its own.
fn without_style(html: &str) -> String {
    let (head, rest) = html.split_once("<style>").expect("it has a style sheet");
    head.to_owned() + rest.split_once("</style>").expect("which ends").1
}

#[test]
fn a_month_has_every_figure_in_every_language() {
    let report = rich();
    for lang in Lang::ALL {
        let html = without_style(&month_report(&report, lang, &links()));
        assert_sound(&html);
        assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{}\">", lang.as_str())));
        let words = words(lang);
        for contract in &report.reports {
            for it in &contract.components {
                let shares = [&it.contractual.availability, &it.contractual.lower, &it.experienced.availability];
                for share in shares.into_iter().flatten() {
                    assert!(html.contains(&words.percent(share)), "{lang:?} {share}");
                }
                for seconds in [it.tally.agreed, it.tally.excluded, it.tally.unknown, it.tally.down] {
                    let said = words.duration(seconds * 1_000);
                    assert!(seconds == 0 || html.contains(&said), "{lang:?} {} {said}", it.component);
                }
            }
        }
        let said = [
            words.missed,
            words.not_quantified,
            words.excluded,
            words.outage_list,
            words.unknown_list,
            words.stated,
            words.incidents,
            words.maintenances,
            words.made,
            words.response,
            words.no_contract,
            words.days_table,
        ];
        for phrase in said {
            assert!(html.contains(phrase), "{lang:?} {phrase}");
        }
    }
}

#[test]
fn a_page_of_two_environments_says_which_and_has_each_id_once() {
    let mut report = rich();
    for (of, (env, name)) in report.reports.clone().into_iter().zip([("test", "Testmiljø")].into_iter().cycle()) {
        let name = fyr_shared::lang::Localized([(Lang::Nb, name.to_owned())].into());
        report.reports.push(ContractReport { env: env.into(), env_name: Some(name), ..of });
    }
    let html = without_style(&month_report(&report, Lang::Nb, &links()));
    assert_sound(&html);
    assert_eq!(html.matches(" – Testmiljø</h2>").count(), report.reports.len() / 2, "each heading says where");
    let year = YearReport::of(&page(), 2026, &[report]);
    let html = without_style(&year_report(&year, Lang::Nb, &page().zone, &links()));
    assert_sound(&html);
    assert_eq!(html.matches(" – Testmiljø</h2>").count(), year.reports.len() / 2);
}

/// The shapes of a target that is kept, and of one that is not.
const TICK: &str = "M2 8.5 6.5 13 14 3.5";
const CROSS: &str = "M3 3 13 13M13 3 3 13";

#[test]
fn a_target_that_what_is_unknown_could_change_is_not_told_as_kept() {
    let words = words(Lang::Nb);
    let html = |report: &MonthReport| without_style(&month_report(report, Lang::Nb, &links()));
    // Two days of which nobody can tell, a minute down: 99,90 % is reached of what is known.
    let open = words.with(words.as_known, &[("said", words.kept)]);
    let report = may(&page(), 60);
    assert_eq!(super::of(&report.reports, "login").kept, Some(true));
    assert!(html(&report).contains(&open) && !html(&report).contains(TICK), "no tick where it is not certain");
    let mut known = report.clone();
    let tally = &mut known.reports[0].components[0].tally;
    tally.unknown = 0;
    assert!(!html(&known).contains(&open) && html(&known).contains(TICK) && html(&known).contains(words.kept));
    let missed = may(&page(), 2_600);
    assert!(
        html(&missed).contains(&words.with(words.as_known, &[("said", words.missed)])) && html(&missed).contains(CROSS)
    );
    let year = YearReport::of(&page(), 2026, &[report]);
    assert!(year_report(&year, Lang::Nb, &page().zone, &links()).contains(&open));
}

#[test]
fn shares_and_spans_are_written_as_the_language_does() {
    for (lang, share, span) in [
        (Lang::Nb, "99,8999\u{a0}%", "43\u{a0}min 12\u{a0}s"),
        (Lang::Nn, "99,8999\u{a0}%", "43\u{a0}min 12\u{a0}s"),
        (Lang::Sv, "99,8999\u{a0}%", "43\u{a0}min 12\u{a0}s"),
        (Lang::En, "99.8999%", "43\u{a0}min 12\u{a0}s"),
    ] {
        assert_eq!(
            (words(lang).percent("99.8999"), words(lang).duration(2_592_000)),
            (share.to_owned(), span.to_owned())
        );
    }
    for (thousandths, expected) in [
        (0, "0\u{a0}s"),
        (2_674_800, "44\u{a0}min 34,8\u{a0}s"),
        (3_600_000, "1\u{a0}t"),
        (90_061_000, "1\u{a0}d 1\u{a0}t 1\u{a0}min 1\u{a0}s"),
        (500, "0,5\u{a0}s"),
    ] {
        assert_eq!(words(Lang::Nb).duration(thousandths), expected);
    }
}

#[test]
fn what_is_foreign_stays_text() {
    let mut report = rich();
    report.name = "<script>alert(1)</script>".to_owned();
    for contract in &mut report.reports {
        for it in &mut contract.incidents {
            it.title.0.insert(Lang::Nb, "\"><b>x</b> style=\"".to_owned());
        }
    }
    let html = without_style(&month_report(&report, Lang::Nb, &links()));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && html.contains("&lt;b&gt;x&lt;/b&gt;"));
    assert!(!html.contains("<script") && !html.contains("<b>"));
}

#[test]
fn where_nothing_was_observed_there_is_no_figure() {
    let mut report = rich();
    let unknown = super::reports(&super::facts(&[("a", fyr_shared::time::Instant(0))]), &page());
    report.reports = unknown;
    let html = without_style(&month_report(&report, Lang::En, &links()));
    assert!(html.contains("No measurement") && html.contains("Target cannot be decided"), "{html}");
    assert!(!html.contains("Target met"));
}

#[test]
fn a_year_says_what_is_missing_and_has_no_target_of_its_own() {
    let (page, may) = (page(), rich());
    let year = YearReport::of(&page, 2026, &[may.clone(), later(&may, 1)]);
    for lang in Lang::ALL {
        let html = without_style(&year_report(&year, lang, &page.zone, &ReportLinks { revisions: vec![], ..links() }));
        assert_sound(&html);
        let it = &year.reports[0].components[0];
        let share = it.contractual.availability.as_ref().expect("it was observed");
        assert!(html.contains(&words(lang).percent(share)), "{lang:?}");
    }
    let html = year_report(&year, Lang::En, &page.zone, &links());
    assert!(html.contains("The year is not complete: January 2026, February 2026"), "{html}");
    assert!(html.contains("Targets are agreed for each month; the year adds seconds."));
}
