//! `GET /{page}/support`, `GET /api/v1/{page}/support` and `GET /api/v1/{page}/support/drawn`: who helps, as a form that is
//! answered by its own address, as data, and as a widget draws it. All of them answer when nobody knows how the page is: then
//! help is needed most.

use super::query::{Query, accepted};
use crate::answer::{self, Asked};
use crate::edge;
use crate::pages;
use crate::policy::{Policy, SUPPORT, SUPPORT_DRAWN, SUPPORT_FORM};
use crate::problem::Problem;
use fyr_shared::api::{AdviceView, EnvironmentView, Snapshot, SupportView, paths};
use fyr_shared::date::Dates;
use fyr_shared::ids::EnvId;
use fyr_shared::lang::{Lang, Localized, Words};
use fyr_shared::page::Page;
use fyr_shared::status::ChannelOverride;
use fyr_shared::support::{Advice, Question, Severity, Support, advise};
use fyr_shared::time::Instant;
use fyr_widget::view_model::{AskedSupport, Draft, Occasion, SupportAnswer};
use fyr_widget::{DrawnSupport, SupportPage, support_page};
use wasm_bindgen::JsValue;
use web_sys::{Response, Url};
use worker::{Context, Env};

/// Seconds until a widget asks again where nobody knows how the page is.
const POLL_IN_DOUBT: u32 = 10;

/// What the answer is made of.
struct Answering<'a> {
    page: &'a Page,
    /// In the reader's language, with all that is known of the hours: an answer may be due later than readers are told them.
    support: Support<Words>,
    /// What people have declared about its channels.
    channels: Vec<ChannelOverride>,
    lang: Lang,
    env: EnvId,
    asked: AskedSupport,
    snapshot: Option<Snapshot>,
    now: Instant,
}

/// A body, and when what it says changes by itself.
type Made = (String, Option<Instant>);

/// Makes the body of an answer.
type Make = fn(&Answering<'_>) -> Result<Made, Problem>;

/// The form, and its answer: in the language that the address names, or else in the one that the browser asks for.
///
/// # Errors
/// The runtime's own.
pub async fn form(
    asked: &Asked,
    id: &str,
    url: &Url,
    accepts: &str,
    env: &Env,
    context: &Context,
) -> Result<Response, JsValue> {
    answer(asked, id, url, accepts, (env, context), (&SUPPORT_FORM, html)).await
}

/// The data.
///
/// # Errors
/// The runtime's own.
pub async fn data(asked: &Asked, id: &str, url: &Url, env: &Env, context: &Context) -> Result<Response, JsValue> {
    answer(asked, id, url, "", (env, context), (&SUPPORT, json)).await
}

/// What a widget shows.
///
/// # Errors
/// The runtime's own.
pub async fn drawn(asked: &Asked, id: &str, url: &Url, env: &Env, context: &Context) -> Result<Response, JsValue> {
    answer(asked, id, url, "", (env, context), (&SUPPORT_DRAWN, parts)).await
}

async fn answer(
    asked: &Asked,
    id: &str,
    url: &Url,
    accepts: &str,
    (env, context): (&Env, &Context),
    (policy, make): (&Policy, Make),
) -> Result<Response, JsValue> {
    let Some(page) = pages::find(id) else { return answer::problem(asked, &Problem::not_found(&url.pathname())) };
    let query = match Query::read(url, &page) {
        Ok(query) => Query { lang: query.lang.or_else(|| accepted(accepts, &page)), ..query },
        Err(problem) => return answer::problem(asked, &problem),
    };
    let copy = edge::copy(env, context, id).await;
    // Reading may have waited: what leaves now is dated now.
    let now = crate::clock::now();
    let asked = &Asked { now, ..asked.clone() };
    let env = query.env.clone().unwrap_or_else(|| page.first_env());
    let snapshot = copy.as_ref().map(|copy| Snapshot::compose(&page, &copy.state, query.lang, &env));
    let snapshot = snapshot.filter(|it| now < it.stale_after);
    let fresh_until = snapshot.as_ref().map(|it| it.stale_after);
    let lang = page.language(query.lang);
    let words = |text: &Localized| page.words(text, lang);
    // A declaration says itself until when it holds, also in a copy that is too old for anything else.
    let channels = copy.map(|copy| copy.state.channels.clone()).unwrap_or_default();
    let told = |it: &Support| it.told(words, Instant(i64::MIN), Instant(i64::MAX)).overridden(&channels, now, words);
    let Some(support) = page.support.as_ref().map(told) else {
        return answer::problem(asked, &Problem::no_support(id));
    };
    let question = asked_of(url, &env);
    let answering = Answering { page: &page, support, channels, lang, env, asked: question, snapshot, now };
    match make(&answering) {
        Ok((body, changes_at)) => {
            let until = fresh_until.map(|until| changes_at.map_or(until, |at| at.min(until)));
            answer::dated(asked, policy, until, &page.frame_ancestors, &body)
        }
        Err(problem) => answer::problem(asked, &problem),
    }
}

fn asked_of(url: &Url, env: &EnvId) -> AskedSupport {
    let parameters = url.search_params();
    let said = |name: &str| parameters.get(name).unwrap_or_default();
    AskedSupport { role: said("role"), fault: said("fault"), env: env.to_string(), severity: said("severity") }
}

/// The data; with the answer, if a question is asked. One that cannot be asked is told what can.
fn json(it: &Answering<'_>) -> Result<Made, Problem> {
    let id = it.page.id.as_str();
    let mut view =
        SupportView::compose(it.page, &it.channels, Some(it.lang), it.now).ok_or_else(|| Problem::no_support(id))?;
    let mut changes_at = None;
    if !it.asked.role.is_empty() || !it.asked.fault.is_empty() {
        let question = it.question()?;
        let advice = advise(&it.support, &question, it.snapshot.as_ref(), it.now);
        changes_at = advice.as_ref().and_then(Advice::changes_at);
        view.advice = advice.map(|advice| AdviceView::of(&question, &advice));
    }
    Ok((serde_json::to_string(&view).unwrap_or_default(), changes_at))
}

fn html(it: &Answering<'_>) -> Result<Made, Problem> {
    it.compose(|page, _, changes_at| Ok((support_page(page), changes_at)))
}

/// What a widget shows, and what a report begins with.
fn parts(it: &Answering<'_>) -> Result<Made, Problem> {
    it.compose(|page, draft, changes_at| {
        let poll = it.snapshot.as_ref().map_or(POLL_IN_DOUBT, |it| it.poll);
        let drawn = DrawnSupport::of(page, draft, poll);
        Ok((serde_json::to_string(&drawn).unwrap_or_default(), changes_at))
    })
}

impl Answering<'_> {
    /// Makes something of the page, the beginning of a report, and when what they say changes by itself.
    fn compose<T>(&self, make: impl FnOnce(&SupportPage<'_>, Option<Draft>, Option<Instant>) -> T) -> T {
        let question = self.question().ok();
        let snapshot = self.snapshot.as_ref();
        let dates = Dates { lang: self.lang, zone: &self.page.zone, now: self.now };
        let environments = &EnvironmentView::all(self.page, self.lang);
        let (page, support) = (self.page.name.as_str(), &self.support);
        let advised = question.as_ref().and_then(|asked| Some((asked, advise(support, asked, snapshot, self.now)?)));
        let changes_at = advised.as_ref().and_then(|(_, advice)| advice.changes_at());
        let answered = advised.as_ref().map(|(question, advice)| {
            let answer = SupportAnswer::of(support, advice, snapshot, dates);
            let draft =
                Draft::of(&Occasion { page, support, environments, question, advice, snapshot, dates }, &answer);
            (answer, draft)
        });
        let (answer, draft) = answered.unzip();
        let (id, env) = (self.page.id.as_str(), self.env.as_str());
        let in_language = |lang: Lang| (lang, paths::support(id) + &self.link(lang));
        let page = SupportPage {
            lang: self.lang,
            name: page,
            support,
            environments,
            asked: self.asked.clone(),
            answer,
            action: paths::support(id),
            home: format!("{}?lang={}&env={env}", paths::home(id), self.lang.as_str()),
            languages: self.page.languages.iter().copied().map(in_language).collect(),
        };
        make(&page, draft, changes_at)
    }

    /// What is asked, if all of it is.
    fn question(&self) -> Result<Question, Problem> {
        let support = &self.support;
        let roles: Vec<&str> = support.roles.iter().map(|it| it.id.as_str()).collect();
        let faults: Vec<&str> = support.faults.iter().map(|it| it.id.as_str()).collect();
        let role = one_of("role", &self.asked.role, &roles)?.into();
        let fault = one_of("fault", &self.asked.fault, &faults)?.into();
        let question = Question { role, fault, env: self.env.clone(), severity: None };
        let severity = self.severity(support, &question)?;
        let question = Question { severity, ..question };
        match support.route(&question) {
            Some(_) => Ok(question),
            None => Err(Problem::parameter(format!(
                "`fault`: `{}` does not happen in the environment `{}`; leave `env` out, or name another.",
                question.fault, question.env
            ))),
        }
    }

    fn severity(&self, support: &Support<Words>, question: &Question) -> Result<Option<Severity>, Problem> {
        let words: Vec<&str> = support.severities.iter().map(|it| it.severity.as_str()).collect();
        if words.is_empty() || (self.asked.severity.is_empty() && !support.asks_severity(question)) {
            return Ok(None);
        }
        one_of("severity", &self.asked.severity, &words).map(Severity::parse)
    }

    /// The parameters of a link that asks the same in a language.
    fn link(&self, lang: Lang) -> String {
        let AskedSupport { role, fault, env, severity } = &self.asked;
        let asked = [("role", role), ("fault", fault), ("env", env), ("severity", severity)];
        let known = asked.iter().filter(|(_, value)| fyr_shared::ids::is_id(value));
        let rest: String = known.map(|(name, value)| format!("&{name}={value}")).collect();
        format!("?lang={}{rest}", lang.as_str())
    }
}

fn one_of<'a>(name: &str, asked: &'a str, known: &[&str]) -> Result<&'a str, Problem> {
    if known.contains(&asked) {
        return Ok(asked);
    }
    let known = known.join(", ");
    Err(Problem::parameter(match asked {
        "" => format!("`{name}` is missing; write one of: {known}."),
        other => format!("`{name}`: `{other}` is not known here; write one of: {known}."),
    }))
}
