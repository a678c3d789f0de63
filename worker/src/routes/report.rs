//! `GET /api/v1/{page}/reports` and `…/reports/{yyyy-mm}.json`, `.csv`, `.html`; of a year `…/reports/{yyyy}.json` and so on.
//!
//! Which reports there are is known here for half a minute, and a revision never changes: nobody makes the page's object
//! work by asking for what is not there.

use super::hand_over_within;
use super::query::Query;
use crate::answer::{self, Asked, Bearer};
use crate::objects;
use crate::operator::{Answer, Call};
use crate::policy::{Policy, REPORT_CSV, REPORT_HTML, REPORT_JSON, REPORTS};
use crate::problem::Problem;
use crate::remembered::{Known, Memory};
use crate::report;
use futures_util::future::join_all;
use fyr_shared::api::paths;
use fyr_shared::lang::Lang;
use fyr_shared::month::Month;
use fyr_shared::page::Page;
use fyr_shared::report::{Index, MonthReport, Revision, YearReport, coming, csv};
use fyr_shared::unquoted::unquoted;
use fyr_widget::{ReportLinks, month_report, year_report};
use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::Env;

/// How long the object may take for each of the two things that are asked of it: callers are answered within five seconds.
const LIMIT: Duration = Duration::from_secs(2);
/// Seconds for which it is known which reports there are.
const FRESH: i64 = 30;
/// Seconds for which a revision is: it never changes.
const ALWAYS: i64 = i64::MAX;
/// How many revisions are remembered, and how many bytes of them.
const REMEMBERED: usize = 256;
const REMEMBERED_BYTES: usize = 16_000_000;
/// Of how many pages it is remembered which reports there are, and how many bytes of that.
const PAGES: usize = 256;
const PAGES_BYTES: usize = 4_000_000;

thread_local! {
    static INDEXES: RefCell<Memory<Rc<Vec<Revision>>>> =
        const { RefCell::new(Memory::new(PAGES, PAGES_BYTES, |all| all.len() * size_of::<Revision>())) };
    static REVISIONS: RefCell<Memory<Rc<str>>> =
        const { RefCell::new(Memory::new(REMEMBERED, REMEMBERED_BYTES, |text| text.len())) };
}

/// In which form a report is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
    Html,
}

/// Of which time.
#[derive(Clone, Copy)]
enum Of {
    Month(Month),
    Year(i32),
}

impl Form {
    const ALL: [(Self, &'static str, &'static str); 3] =
        [(Self::Json, "json", "JSON"), (Self::Csv, "csv", "CSV"), (Self::Html, "html", "HTML")];

    fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == name).map(|(form, ..)| form)
    }

    fn policy(self) -> &'static Policy {
        match self {
            Self::Json => &REPORT_JSON,
            Self::Csv => &REPORT_CSV,
            Self::Html => &REPORT_HTML,
        }
    }
}

impl Of {
    fn read(text: &str) -> Option<Self> {
        let year = || text.parse().ok().filter(|year| (1_000..=9_999).contains(year)).map(Self::Year);
        Month::parse(text).map(Self::Month).or_else(year)
    }
}

/// Which reports there are, and which have to be there soon.
///
/// # Errors
/// The runtime's own.
pub async fn index(asked: &Asked, id: &str, env: &Env) -> Result<Response, JsValue> {
    let Some(page) = crate::pages::find(id) else {
        return answer::problem(asked, &Problem::not_found(&paths::reports(id)));
    };
    let revisions = match revisions(asked, env, &page).await {
        Ok(revisions) => revisions,
        Err(refused) => return answer::refused(asked, &refused),
    };
    let now = crate::clock::now();
    let asked = Asked { now, ..asked.clone() };
    let index = Index { page: page.id.clone(), revisions: revisions.to_vec(), coming: coming(&page, now) };
    answer::written(&asked, &REPORTS, &serde_json::to_string(&index).unwrap_or_default())
}

/// A report.
///
/// # Errors
/// The runtime's own.
pub async fn document(asked: &Asked, id: &str, file: &str, url: &Url, env: &Env) -> Result<Response, JsValue> {
    let missing = || Problem::not_found(&url.pathname());
    let Some(page) = crate::pages::find(id) else { return answer::problem(asked, &missing()) };
    let named = file.rsplit_once('.').and_then(|(of, form)| Some((Of::read(of)?, Form::read(form)?)));
    let Some((of, form)) = named else { return answer::problem(asked, &missing()) };
    let read = Query::read(url, &page).and_then(|query| Ok((query, revision_asked(url, of)?)));
    let (query, wanted) = match read {
        Ok((query, _)) if query.env.is_some() || !query.components.is_empty() => {
            let whole = "A report is of the whole page: leave out `env` and `components`.";
            return answer::problem(asked, &Problem::parameter(whole.to_owned()));
        }
        Ok(read) => read,
        Err(problem) => return answer::problem(asked, &problem),
    };
    let revisions = match revisions(asked, env, &page).await {
        Ok(revisions) => revisions,
        Err(refused) => return answer::refused(asked, &refused),
    };
    let reading = Reading { page: &page, revisions: &revisions, lang: page.language(query.lang), form };
    let made = match of {
        Of::Month(month) => reading.month(asked, env, month, wanted).await,
        Of::Year(year) => reading.year(asked, env, year).await,
    };
    let asked = Asked { now: crate::clock::now(), ..asked.clone() };
    match made {
        Ok(Some(body)) => answer::written(&asked, form.policy(), &body),
        Ok(None) => answer::problem(&asked, &missing()),
        Err(refused) => answer::refused(&asked, &refused),
    }
}

/// The revision that the address names.
fn revision_asked(url: &Url, of: Of) -> Result<Option<u32>, Problem> {
    let named = url.search_params().get("revision").map(|text| text.parse().ok());
    match named {
        Some(_) if matches!(of, Of::Year(_)) => {
            let cure = "`revision` is of a month; a year names the revisions of the months that it adds.";
            Err(Problem::parameter(cure.to_owned()))
        }
        Some(None) => {
            Err(Problem::parameter("`revision` must be a whole number, as the list of reports has it.".to_owned()))
        }
        named => Ok(named.flatten()),
    }
}

/// What a report is written from, and how.
struct Reading<'a> {
    page: &'a Page,
    revisions: &'a [Revision],
    lang: Lang,
    form: Form,
}

impl Reading<'_> {
    /// A month; `None`: it has no such report.
    async fn month(
        &self,
        asked: &Asked,
        env: &Env,
        month: Month,
        wanted: Option<u32>,
    ) -> Result<Option<String>, Answer> {
        let of_month = || self.revisions.iter().filter(|it| it.month == month);
        let found = of_month().rfind(|it| wanted.is_none_or(|wanted| it.revision == wanted));
        let Some(found) = found else { return Ok(None) };
        let text = revision(asked, env, self.page, *found).await?;
        if self.form == Form::Json {
            return Ok(Some(text.to_string()));
        }
        let report = parsed(&text)?;
        if self.form == Form::Csv {
            return Ok(Some(csv(&report, self.lang)));
        }
        let own = wanted.map_or_else(String::new, |revision| format!("&revision={revision}"));
        let others = of_month().filter(|it| it.revision != found.revision);
        let of = month.to_string();
        let links = ReportLinks {
            revisions: others
                .map(|it| (it.revision, self.link(&of, "html", &format!("&revision={}", it.revision))))
                .collect(),
            ..self.links(&of, &own)
        };
        Ok(Some(month_report(&report, self.lang, &links)))
    }

    /// A year; `None`: no month of it has a report.
    async fn year(&self, asked: &Asked, env: &Env, year: i32) -> Result<Option<String>, Answer> {
        let newest = |month: Month| self.revisions.iter().rfind(|it| it.month == month).copied();
        let known = (1..=12).filter_map(|number| Month::of(year, number)).filter_map(newest);
        // All at once: callers are answered within five seconds.
        let texts = join_all(known.map(|it| revision(asked, env, self.page, it))).await;
        let months: Vec<MonthReport> = texts.into_iter().map(|text| parsed(&text?)).collect::<Result<_, _>>()?;
        if months.is_empty() {
            return Ok(None);
        }
        let report = YearReport::of(self.page, year, &months);
        Ok(Some(match self.form {
            Form::Json => serde_json::to_string(&report).unwrap_or_default(),
            Form::Csv => report.csv(self.lang),
            Form::Html => year_report(&report, self.lang, &self.page.zone, &self.links(&year.to_string(), "")),
        }))
    }

    fn link(&self, of: &str, form: &str, more: &str) -> String {
        let lang = self.lang.as_str();
        format!("{}?lang={lang}{more}", paths::report(self.page.id.as_str(), of, form))
    }

    fn links(&self, of: &str, more: &str) -> ReportLinks {
        let id = self.page.id.as_str();
        let in_lang = |lang: &Lang| (*lang, format!("{}?lang={}{more}", paths::report(id, of, "html"), lang.as_str()));
        ReportLinks {
            home: format!("{}?lang={}", paths::home(id), self.lang.as_str()),
            languages: self.page.languages.iter().map(in_lang).collect(),
            revisions: vec![],
            forms: Form::ALL
                .into_iter()
                .filter(|(form, ..)| *form != Form::Html)
                .map(|(_, name, called)| (called, self.link(of, name, more)))
                .collect(),
        }
    }
}

fn parsed(text: &str) -> Result<MonthReport, Answer> {
    serde_json::from_str(text).map_err(|error| {
        worker::console_error!("a stored report cannot be read: {}", unquoted(&error.to_string()));
        Answer::problem(&Problem::internal())
    })
}

/// Every revision that the page's object has. Whoever brings a token gets what the object says at this moment, if the token is
/// good, and nothing from memory.
async fn revisions(asked: &Asked, env: &Env, page: &Page) -> Result<Rc<Vec<Revision>>, Answer> {
    let id = page.id.as_str();
    let read = |text: String| {
        let revisions = serde_json::from_str(&text).map(Rc::new);
        revisions.map_err(|_| Answer::problem(&Problem::internal()))
    };
    if let Some(bearer) = &asked.bearer {
        return read(for_bearer(env, page, bearer, report::Asked::Index).await?);
    }
    let before = match INDEXES.with_borrow_mut(|all| all.known(id, asked.now)) {
        Known::Now(known) => return known.ok_or_else(|| Answer::problem(&Problem::unavailable(id))),
        Known::Before(known) => known,
    };
    let answered = from_object(env, page, report::Asked::Index).await;
    let now = crate::clock::now();
    match answered {
        Ok(text) => {
            let revisions = read(text)?;
            INDEXES.with_borrow_mut(|all| all.put(id, now, FRESH, Rc::clone(&revisions)));
            Ok(revisions)
        }
        // Reports do not go stale: those that are known stay so while the object does not answer.
        Err(refused) => {
            INDEXES.with_borrow_mut(|all| all.failed(id, now));
            before.ok_or(refused)
        }
    }
}

/// A revision as JSON. One that a clock made which was ahead is made again under the same number: so it is remembered by when
/// it was made, too.
async fn revision(asked: &Asked, env: &Env, page: &Page, of: Revision) -> Result<Rc<str>, Answer> {
    if let Some(bearer) = &asked.bearer {
        return Ok(for_bearer(env, page, bearer, report::Asked::Revision(of.month, of.revision)).await?.into());
    }
    let name = format!("{} {} {} {}", page.id, of.month, of.revision, of.made_at.0);
    let before = match REVISIONS.with_borrow_mut(|all| all.known(&name, crate::clock::now())) {
        Known::Now(known) => return known.ok_or_else(|| Answer::problem(&Problem::unavailable(page.id.as_str()))),
        Known::Before(known) => known,
    };
    let answered = from_object(env, page, report::Asked::Revision(of.month, of.revision)).await;
    let now = crate::clock::now();
    let text: Rc<str> = match answered {
        Ok(text) => text.into(),
        Err(refused) => {
            REVISIONS.with_borrow_mut(|all| all.failed(&name, now));
            return before.ok_or(refused);
        }
    };
    // It was withdrawn since the list was read.
    if text.is_empty() {
        return Err(Answer::problem(&Problem::no_record()));
    }
    REVISIONS.with_borrow_mut(|all| all.put(&name, now, ALWAYS, Rc::clone(&text)));
    Ok(text)
}

/// What the page's object answers to whoever brings a token.
async fn for_bearer(env: &Env, page: &Page, bearer: &Bearer, what: report::Asked) -> Result<String, Answer> {
    let Bearer(Some(token)) = bearer else { return Err(Answer::problem(&Problem::token())) };
    let call = Call::public(&what.path(), token.clone());
    let answer = hand_over_within(LIMIT, env, page.id.as_str(), &call).await;
    if answer.status == 200 { Ok(answer.body) } else { Err(answer) }
}

/// What the page's object answers to anybody.
async fn from_object(env: &Env, page: &Page, what: report::Asked) -> Result<String, Answer> {
    let id = page.id.as_str();
    let gone = || Answer::problem(&Problem::unavailable(id));
    let stub = objects::page_stub(env, id).map_err(|_| gone())?;
    let asked = objects::call_text(stub, &format!("/{id}/{}", what.path()), None::<&()>, LIMIT).await;
    asked.map_err(|error| {
        worker::console_warn!("the object of `{id}`, asked for reports: {error:?}");
        gone()
    })
}

/// Forgets every report of this isolate.
#[cfg(feature = "scripted")]
pub fn forget() {
    INDEXES.with_borrow_mut(Memory::clear);
    REVISIONS.with_borrow_mut(Memory::clear);
}
