//! Who is led to whom, and when: tables in words that support people can check, against the pages that ship.
//!
//! `fixtures/routing/<page>.txt` has a row per question. What it expects is worked out by hand, from the terms and a calendar,
//! never taken from what the code answers. `fixtures/routing/during.txt` asks while a component is down.
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot read its tables must fail")]

use fyr_shared::api::{ComponentNow, PageState, Poll, Snapshot};
use fyr_shared::config;
use fyr_shared::ids::{ComponentId, RouteId};
use fyr_shared::lang::{Lang, Localized};
use fyr_shared::page::{Page, Zone};
use fyr_shared::status::{ComponentState, Incident, IncidentStatus, Level};
use fyr_shared::support::{Contact, Known, Question, Reach, Support, Target, advise};
use fyr_shared::time::{HOUR, Instant};
use fyr_tests::{fixture, text};
use std::collections::{BTreeMap, BTreeSet};

/// The pages that ship.
const PAGES: [&str; 4] = ["digdir", "digg-sdk", "digireq", "nhn-dokumentlager"];
/// As many questions as it takes to believe the answers.
const FEWEST: usize = 150;
/// 2026-05-04T10:00:00Z, a Monday.
const NOW: Instant = Instant(1_777_888_800);

/// How a table says when a channel can be used.
struct Phrases {
    now: &'static str,
    any_time: &'static str,
    maybe: &'static str,
    later: &'static str,
    closed: &'static str,
    answer: &'static str,
}

const NORWEGIAN: Phrases = Phrases {
    now: "nå",
    any_time: "når som helst",
    maybe: "kanskje",
    later: "leses fra",
    closed: "åpner",
    answer: "svar innen",
};
const SWEDISH: Phrases = Phrases {
    now: "nu",
    any_time: "när som helst",
    maybe: "kanske",
    later: "läses från",
    closed: "öppnar",
    answer: "svar inom",
};

/// A page, told in its first language.
struct Told {
    page: Page,
    lang: Lang,
    phrases: Phrases,
}

impl Told {
    #[track_caller]
    fn read(id: &str) -> Self {
        let path = format!("worker/pages/{id}.toml");
        let page = config::read(&path, &text(&path)).unwrap_or_else(|problems| {
            let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", said.join("\n"))
        });
        let lang = page.language(None);
        let phrases = if lang == Lang::Sv { SWEDISH } else { NORWEGIAN };
        Self { page, lang, phrases }
    }

    fn support(&self) -> &Support {
        self.page.support.as_ref().expect("the page says who helps")
    }

    fn word<'a>(&self, text: &'a Localized) -> &'a str {
        text.0.get(&self.lang).map_or("", String::as_str)
    }

    /// The one that is called so, in any case.
    fn named<'a, T>(
        &self,
        kind: &str,
        wanted: &str,
        all: &'a [T],
        name: impl Fn(&T) -> &Localized,
    ) -> Result<&'a T, String> {
        let is_it = |it: &&T| self.word(name(it)).to_lowercase() == wanted.to_lowercase();
        all.iter().find(is_it).ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(|it| self.word(name(it))).collect();
            format!("there is no {kind} \"{wanted}\"; there are \"{}\"", names.join("\", \""))
        })
    }

    fn question(&self, role: &str, fault: &str, env: &str, severity: &str) -> Result<Question, String> {
        let support = self.support();
        let role = self.named("role", role, &support.roles, |it| &it.name)?;
        let fault = self.named("fault", fault, &support.faults, |it| &it.name)?;
        let env = self.named("environment", env, &self.page.environments, |it| &it.name)?;
        let severity = match severity {
            "" if support.severities.is_empty() => None,
            word => Some(self.named("severity", word, &support.severities, |it| &it.name)?.severity),
        };
        Ok(Question { role: role.id.clone(), fault: fault.id.clone(), env: env.id.clone(), severity })
    }

    /// Whom a question leads to, as tables write it, and by which route.
    fn led(&self, question: &Question, local: &str) -> Result<(String, RouteId), String> {
        let now = instant(&self.page.zone, local)?;
        let advice = advise(self.support(), question, None, now).ok_or("there is no route")?;
        let contacts: Vec<String> = advice.contacts.iter().map(|contact| self.contact(contact)).collect();
        Ok((format!("{}; {}", contacts.join(" → "), advice.route.section), advice.route.id.clone()))
    }

    fn contact(&self, contact: &Contact<'_, Localized>) -> String {
        let (phrases, zone) = (&self.phrases, &self.page.zone);
        let from = |word: &str, at: Option<Instant>| {
            let at = at.map_or("?".to_owned(), |at| written(zone, at));
            format!("{word} {at}")
        };
        let when = match contact.reach {
            Reach::Open(_) => phrases.now.to_owned(),
            Reach::AnyTime => phrases.any_time.to_owned(),
            Reach::Unknown => phrases.maybe.to_owned(),
            Reach::Later(opens) => from(phrases.later, opens),
            Reach::Closed(opens) => from(phrases.closed, opens),
        };
        // Targets of seconds and minutes are for the telephone: nobody waits for a clock time.
        let is_long = match contact.channel.answer {
            Some(Target::WorkingDays(_)) => true,
            Some(Target::Seconds(seconds)) => i64::from(seconds) >= HOUR,
            None => false,
        };
        let answer = contact.answer_by.filter(|_| is_long).map(|by| format!(" ({})", from(phrases.answer, Some(by))));
        format!("{}, {when}{}", self.word(&contact.channel.name), answer.unwrap_or_default())
    }

    /// What is known while a component is down in the page's first environment, and what the incident about it is called.
    fn trouble(&self, component: &str) -> Result<(PageState, String), String> {
        let (id, env) = (ComponentId::from(component), self.page.first_env());
        let down = self.page.component(&id).ok_or_else(|| format!("there is no component `{component}`"))?;
        let title = format!("Feil på {}", self.word(&down.name));
        let incident = Incident {
            id: "trouble".to_owned(),
            env: env.clone(),
            title: Localized([(self.lang, title.clone())].into()),
            status: IncidentStatus::Identified,
            severity: None,
            impact: Level::MajorOutage,
            components: vec![id.clone()],
            levels: BTreeMap::new(),
            effect: None,
            workaround: None,
            started_at: NOW,
            resolved_at: None,
            next_update_at: None,
            updates: vec![],
            origin: None,
        };
        let state = ComponentState { level: Level::MajorOutage, reason: None, ..ComponentState::new(NOW) };
        let state = PageState {
            page: self.page.id.clone(),
            revision: 1,
            as_of: NOW,
            stale_after: NOW.plus(180),
            components: vec![ComponentNow { id, env, state }],
            incidents: vec![incident],
            maintenances: vec![],
            overrides: vec![],
            channels: vec![],
            tokens_until: None,
            poll: Poll::REAL,
            places: [].into(),
            unpublished: None,
        };
        Ok((state, title))
    }

    /// What comes first while a component is down, as the table writes it.
    fn first(&self, component: &str, role: &str, fault: &str, env: &str) -> Result<&'static str, String> {
        // How bad it is changes nothing about what is known.
        let mildest = self.support().severities.last().map_or("", |grade| self.word(&grade.name));
        let question = self.question(role, fault, env, mildest)?;
        let (state, title) = self.trouble(component)?;
        let snapshot = Snapshot::compose(&self.page, &state, None, &question.env);
        let advice = advise(self.support(), &question, Some(&snapshot), NOW).ok_or("there is no route")?;
        if advice.contacts.is_empty() {
            return Err("what is known leaves nobody to ask".to_owned());
        }
        match advice.known.first() {
            Some(Known::Incident(incident)) if incident.title.text == title => Ok("known"),
            Some(other) => Err(format!("{other:?}")),
            None => Ok("nothing"),
        }
    }
}

/// The instant at which clocks of a zone show a time; the later one, where they show it twice.
fn instant(zone: &Zone, local: &str) -> Result<Instant, String> {
    let shown = Instant::parse(&format!("{local}Z")).ok_or_else(|| format!("{local} is not a time"))?;
    let near = shown.plus(-i64::from(zone.offset_at(shown)));
    let at = shown.plus(-i64::from(zone.offset_at(near)));
    if written(zone, at) == local { Ok(at) } else { Err(format!("no clock in {} shows {local}", zone.name)) }
}

/// What clocks of a zone show: `2026-11-21 14:00`.
fn written(zone: &Zone, at: Instant) -> String {
    let shown = at.plus(zone.offset_at(at).into()).to_string().replace('T', " ");
    shown.chars().take("2026-11-21 14:00".len()).collect()
}

/// The rows of a table of so many columns, each with its place.
#[track_caller]
fn rows<const COLUMNS: usize>(table: &str) -> Vec<(String, [String; COLUMNS])> {
    let file = fixture(&format!("routing/{table}.txt"));
    let lines = file.lines().enumerate().filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let row = |(index, line): (usize, &str)| {
        let place = format!("{table}.txt, line {}", index + 1);
        let cells: Vec<String> = line.split('|').map(|cell| cell.trim().to_owned()).collect();
        let cells: Result<[String; COLUMNS], _> = cells.try_into();
        let cells = cells.unwrap_or_else(|cells| panic!("{place} has {} columns, not {COLUMNS}", cells.len()));
        (place, cells)
    };
    lines.map(row).collect()
}

#[track_caller]
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of the rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_question_leads_where_the_terms_say() {
    let (mut wrong, mut asked) = (vec![], 0);
    for id in PAGES {
        let told = Told::read(id);
        for (place, [role, fault, env, severity, local, expected]) in rows::<6>(id) {
            let question = told.question(&role, &fault, &env, &severity);
            let led = question.and_then(|question| told.led(&question, &local));
            let got = led.map_or_else(|problem| problem, |(got, _)| got);
            asked += 1;
            if got != expected {
                wrong.push(format!("{place}: {role}, {fault}, {local}\n  got      {got}\n  expected {expected}"));
            }
        }
    }
    none(&wrong);
    assert!(asked >= FEWEST, "{asked} questions are too few to believe the answers");
}

#[test]
fn every_route_answers_a_row() {
    for id in PAGES {
        let told = Told::read(id);
        let led = |(_, [role, fault, env, severity, local, _]): (String, [String; 6])| {
            let question = told.question(&role, &fault, &env, &severity).ok()?;
            told.led(&question, &local).ok().map(|(_, route)| route)
        };
        let taken: BTreeSet<RouteId> = rows::<6>(id).into_iter().filter_map(led).collect();
        let idle = told.support().routes.iter().filter(|route| !taken.contains(&route.id));
        let idle: Vec<&str> = idle.map(|route| route.id.as_str()).collect();
        assert!(idle.is_empty(), "{id}: no row takes the routes {}", idle.join(", "));
    }
}

#[test]
fn what_is_known_comes_first_where_it_covers_the_fault() {
    let (mut wrong, pages) = (vec![], PAGES.map(Told::read));
    for (place, [page, component, role, fault, env, expected]) in rows::<6>("during") {
        let told = pages.iter().find(|told| told.page.id.as_str() == page);
        let told = told.unwrap_or_else(|| panic!("{place}: there is no page `{page}`"));
        let got = told.first(&component, &role, &fault, &env).map_or_else(|problem| problem, str::to_owned);
        if got != expected {
            wrong.push(format!("{place}: {component}, {fault}\n  got      {got}\n  expected {expected}"));
        }
    }
    none(&wrong);
}
